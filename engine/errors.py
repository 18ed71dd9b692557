"""How every mistake in a profile or a pack is reported: a lasting code, the place, the fact, the remedy."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Mistake:
    """One mistake somebody can mend.

    `code` never changes its meaning; `place` is file:line or a field; `fact` says what is wrong there and
    `remedy` what to do. The text never repeats an answer: answers can endanger people.
    """

    code: str
    place: str
    fact: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.code} {self.place}: {self.fact} {self.remedy}"


class Refused(Exception):
    """Input that cannot be used, with every mistake found in it, in the order of the files."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


class Disagreement(Exception):
    """The two inferences of one assessment do not agree: a defect in Munasara, never in the profile.

    Names the profile by its digest alone and the facts in dispute, so that a report of it gives nothing away.
    """

    def __init__(self, profile_digest: str, disputed: Iterable[str]) -> None:
        self.profile_digest = profile_digest
        self.disputed = tuple(disputed)
        super().__init__(
            f"ENGINE-001 profile {profile_digest}: the two inferences disagree about {', '.join(self.disputed)}. "
            "No assessment is issued. Report this with the digest and the version of the pack."
        )


def nearest(name: str, known: Iterable[str]) -> str:
    """The remedy for an unknown name: the nearest known one if there is one near, else an empty text."""
    close = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return f"Nearest: '{close[0]}'. " if close else ""
