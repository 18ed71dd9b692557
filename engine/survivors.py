"""The survivors of mutation, each with the reason that the pack gives for it in mutants.yaml.

MUTANT-001 a survivor without a reason      MUTANT-003 too few mutants are killed
MUTANT-002 a reason without its survivor    MUTANT-004 a trial that fails in the pack as it is (see mutation.py)
"""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.errors import Mistake, nearest
from engine.mutation import Judged, judged
from engine.pack import KnownSurvivor, Pack

LEAST_KILLED = 95  # percent: the rest may have reasons, but a pack of reasons is not a tested pack
REASONS = "mutants.yaml"


@dataclass(frozen=True)
class Survivor:
    """A mutant that no trial notices, and the reason that the pack gives for it; None if it gives none."""

    subject: str
    change: str
    reason: str | None


@dataclass(frozen=True)
class Mutation:
    """How many mutants there were and which of them survived. `same` changes were proved to mean the same as the pack
    and are no mutants. `mistakes` are for the pack's authors to mend; without any, its tests are good enough."""

    mutants: int
    same: int
    survivors: tuple[Survivor, ...]
    mistakes: tuple[Mistake, ...]

    @property
    def percent(self) -> int:
        """How many percent were killed, rounded down; 100 of none."""
        return _percent(self.mutants, len(self.survivors))


def mutate(pack: Pack, only: str | None = None) -> Mutation:
    """Judge the mutants of a pack, or of those parts alone whose name holds a text; how many of them are killed is then
    no matter. Raises Refused if a trial fails in the pack as it is."""
    found = {(one.subject, one.change): one for one in judged(pack, only)}
    reasons = {
        (known.subject, known.change): known for known in pack.survivors if only is None or only in known.subject
    }
    same = sum(one.fate == "same" for one in found.values())
    survivors = tuple(
        Survivor(*key, reasons[key].reason if key in reasons else None)
        for key, one in found.items()
        if one.fate == "survived"
    )
    total = len(found) - same
    mistakes = [_unexplained(one) for one in survivors if one.reason is None]
    mistakes += [_stale(known, found) for known in reasons.values() if not _survived(known, found)]
    if only is None and _percent(total, len(survivors)) < LEAST_KILLED:
        fact = f"the tests kill {_percent(total, len(survivors))} % of the mutants, fewer than {LEAST_KILLED} %."
        mistakes.append(
            Mistake("MUTANT-003", pack.manifest.id, fact, "Add examples and cases that notice more of them.")
        )
    return Mutation(total, same, survivors, tuple(mistakes))


def _percent(mutants: int, survivors: int) -> int:
    return 100 * (mutants - survivors) // mutants if mutants else 100


def _unexplained(survivor: Survivor) -> Mistake:
    fact = f"no test notices the change '{survivor.change}'."
    return Mistake("MUTANT-001", survivor.subject, fact, f"Add one that does, or say in {REASONS} why none should.")


def _survived(known: KnownSurvivor, found: Mapping[tuple[str, str], Judged]) -> bool:
    one = found.get((known.subject, known.change))
    return one is not None and one.fate == "survived"


def _stale(known: KnownSurvivor, found: Mapping[tuple[str, str], Judged]) -> Mistake:
    """A reason whose mutant does not survive, or is none."""
    one = found.get((known.subject, known.change))
    if one is None:
        changes = [change for subject, change in found if subject == known.subject]
        fact, remedy = "which is no change that is tried.", f"{nearest(known.change, changes)}Correct or remove it."
    elif one.fate == "same":
        fact, remedy = "which is proved to mean the same anyway.", "Remove the reason."
    else:
        fact, remedy = f"which '{one.killed_by}' notices.", "Remove the reason."
    return Mistake("MUTANT-002", REASONS, f"gives a reason for {known.subject} '{known.change}', {fact}", remedy)
