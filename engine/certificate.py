"""The certificate of a pack: each property with each subject, whether it holds, and how that was proven.

A property that some answers must show is proven by a completion, which stands here for anybody to assess again, or by
one that the solver found. One that must hold of all answers is proven by signs (see `verify_signs.py`) or by the
solver. The same pack gives the same certificate on every machine, but for the times.
"""

from typing import Final, Literal

from engine.conditions import Name
from engine.properties import PropertyName
from engine.text import Frozen, Text

FORMAT: Final = "munasara.certificate/1"

Status = Literal["proven", "counter-example", "declared", "unknown"]
How = Literal["completion", "signs", "solver"]
Given = str | tuple[str, ...]


class Shown(Frozen):
    """The answers that show something; whatever is not listed may be anything.

    Answers are as they count: under a policy that requires evidence, levels 3 and 4 have it. `instead` are the same
    answers changed, and `remedies` are carried out in this order, where what is shown is the difference that makes.
    """

    policy: Name
    answers: dict[Name, Given]
    instead: dict[Name, Given] = {}
    remedies: tuple[Name, ...] = ()


class Failure(Frozen):
    """What does not hold: a lasting code, where it is written, the fact, what to do, and answers that show it.

    None are shown of an exception that is wrong and of what the solver cannot tell (docs/proofs.md).
    """

    code: str
    place: str
    fact: str
    remedy: str
    shown: Shown | None = None


class Subject(Frozen):
    """One thing of which a property holds or not.

    `completions` name entries of the certificate's `completions`; `between` are the two answers between which the
    outcome differs there. `reason` is the pack's own, in its languages, for an exception that it declares, whose `note`
    says what is so.
    """

    subject: str
    status: Status
    by: tuple[How, ...] = ()
    note: str | None = None
    completions: tuple[str, ...] = ()
    between: tuple[Given, ...] = ()
    reason: Text | None = None
    failure: Failure | None = None


class Proved(Frozen):
    """One property with all its subjects, in the order of the pack. `seconds` is how long it took."""

    property: PropertyName
    says: str
    over: str
    subjects: tuple[Subject, ...]
    seconds: float | None = None


class Certificate(Frozen):
    """What is proven about one pack. `advice` are the remedies that change no answer, so that nothing can be proven of
    them."""

    format: Literal["munasara.certificate/1"] = FORMAT
    engine: str
    pack: Name
    pack_version: str
    pack_digest: str
    policies: tuple[Name, ...]
    holds: bool
    counts: dict[Status, int]
    properties: tuple[Proved, ...]
    advice: tuple[Name, ...]
    completions: dict[str, dict[Name, Given]]

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What does not hold or cannot be told, in the order of the properties."""
        found = (subject.failure for proved in self.properties for subject in proved.subjects)
        return tuple(failure for failure in found if failure is not None)
