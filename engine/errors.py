"""How every mistake in a profile or a pack is reported: a lasting code, the place, the fact, the remedy."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple, TypeAlias

from engine.sentences import Sentence, Value

Suggest: TypeAlias = "Callable[[str, Collection[str]], str]"

MOST_COMPARED = 1_000_000  # pairs of letters: a quarter of a second at worst
# How much of two names has to agree; of short ones more, since they soon share half their letters by chance.
_NEAR, _NEAR_IF_SHORT, _SHORT = 0.6, 0.72, 5
NEAREST = "Nearest: '{name}'."


@dataclass(frozen=True)
class Mistake:
    """One mistake somebody can mend.

    `code` never changes its meaning; `place` is file:line or a field, or empty where there is none; `fact` says what is
    wrong there and `remedy` what to do. The text never repeats an answer: answers can endanger people. What is a
    Sentence can be said in other languages, the rest is in English only.
    """

    code: str
    place: str
    fact: str
    remedy: str

    def __str__(self) -> str:
        place = f"{printable(self.place)}: " if self.place else ""
        return f"{self.code} {place}{self.fact} {self.remedy}"


def printable(text: str) -> str:
    """The text with every character escaped that does not print: a file's name could hold what rules a terminal."""
    return text if text.isprintable() else "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


class Fault(NamedTuple):
    """What is wrong with something, wherever it stands: a mistake without its place."""

    code: str
    fact: str
    remedy: str

    def at(self, place: str) -> Mistake:
        return Mistake(self.code, place, self.fact, self.remedy)


class Message(NamedTuple):
    """What can be said of a kind of mistake: whole sentences, with placeholders for what differs each time."""

    code: str
    fact: str
    remedy: str

    def fault(self, nearest: str | None = None, /, **values: Value) -> Fault:
        """The sentences filled in; first of the remedy comes the `nearest` name, if there is one."""
        hint = None if nearest is None else Sentence(NEAREST, {"name": nearest})
        return Fault(self.code, Sentence(self.fact, values), Sentence(self.remedy, values, hint))

    def at(self, place: str, nearest: str | None = None, /, **values: Value) -> Mistake:
        return self.fault(nearest, **values).at(place)


class Refused(Exception):
    """Input that cannot be used, with every mistake found in it, in the order of the files."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


DISAGREEMENT = Message(
    "ENGINE-001",
    "the two inferences disagree about {names}.",
    "No assessment is issued. Report this with the digest and the version of the pack.",
)
DISAGREEMENT_UNTOLD = Message(
    "ENGINE-001",
    "the two inferences disagree. On what is not told, since sensitive answers may stand beside it.",
    "Check it again with --no-redact, and report what it says then.",
)
PROFILE_DIGEST = "profile {digest}"


class Disagreement(Exception):
    """The two inferences of one assessment do not agree: a defect in Munasara, never in the profile.

    Names the profile by its digest alone and the facts in dispute, so that a report of it gives nothing away.
    """

    def __init__(self, profile_digest: str, disputed: Iterable[str]) -> None:
        self.profile_digest = profile_digest
        self.disputed = tuple(disputed)
        place = Sentence(PROFILE_DIGEST, {"digest": profile_digest})
        self.mistake = DISAGREEMENT.at(place, names=self.disputed)
        super().__init__(str(self.mistake))


def in_order(mistakes: Iterable[Mistake]) -> list[Mistake]:
    """Sorted by file and line, each once."""

    def key(mistake: Mistake) -> tuple[str, int, str, str]:
        file, _, line = mistake.place.rpartition(":")
        file, number = (file, int(line)) if line.isdigit() else (mistake.place, 0)
        return file, number, mistake.code, mistake.fact

    return sorted(dict.fromkeys(mistakes), key=key)


class Nearest:
    """Finds the name that a wrong one was probably meant to be.

    Comparing takes time with the product of the lengths, and a file may hold thousands of wrong names: all that one of
    these compares is limited, some hundred wrong names in a large pack. After that it suggests nothing.
    """

    def __init__(self) -> None:
        self._left = MOST_COMPARED

    def name(self, wrong: str, known: Collection[str]) -> str | None:
        """The nearest of the known names if there is one near."""
        if len(known) > self._left:
            return None
        cost = len(wrong) * sum(map(len, known))
        if cost > self._left:
            self._left -= len(known)  # looking at them has a cost too
            return None
        self._left -= cost
        near = _NEAR if len(wrong) > _SHORT else _NEAR_IF_SHORT
        close = get_close_matches(wrong, sorted(known), n=1, cutoff=near)
        return close[0] if close else None

    def __call__(self, wrong: str, known: Collection[str]) -> str:
        """The remedy for a wrong name: the nearest known one, else an empty text."""
        found = self.name(wrong, known)
        return f"{NEAREST.format(name=found)} " if found else ""


def nearest(wrong: str, known: Collection[str]) -> str:
    """The remedy for one wrong name, as `Nearest` gives it."""
    return Nearest()(wrong, known)


def nearest_name(wrong: str, known: Collection[str]) -> str | None:
    """The known name nearest to a single wrong one, if there is one near."""
    return Nearest().name(wrong, known)
