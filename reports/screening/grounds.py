"""What the conclusions about one proposal rest on, in words: what many proposals share is rendered once."""

from collections.abc import Sequence
from typing import Final, Protocol

from markupsafe import Markup

from engine.screening import GivenValue, Proposal, Screening
from reports.screening.wording import ScreeningWording

HOLE: Final = "\ue000"  # where an answer stands in what is rendered around it: no text has such a letter
MOST_BEHIND: Final = 6  # answers that a letter repeats behind one condition


class Part(Protocol):
    """Renders a macro of the fragments, once for the same things."""

    def __call__(self, macro: str, *given: object) -> Markup: ...


class Grounds:
    """The grounds of conclusions as HTML: on pages the direct ones in full, in letters the answers at their ends in
    short. It is put together from what is HTML already, and looked at no more."""

    def __init__(self, screening: Screening, say: ScreeningWording, part: Part) -> None:
        self._screening, self._part = screening, part
        self._comma = str(say.listing(["", ""]))
        self._around: dict[tuple[str, str, bool], tuple[str, str]] = {}

    def full(self, one: Proposal, name: str) -> str:
        """Each answer, measure and finding on which a finding or reason rests directly; nothing where none is known."""
        answers = one.answers
        parts = [self._premise("premise", one, each) for each in one.resting_on.get(name, ()) if each in answers]
        for measure in one.measured_by.get(name, ()):
            parts.append(self._part("bound", measure, *one.measures[measure]))
        parts += [self._part("cause", finding) for finding in one.following_from.get(name, ())]
        return _listed(parts)

    def short(self, one: Proposal, name: str) -> str:
        """The answers on which a condition rests in the end, by their codes."""
        names = [question for question in _ends(one, name) if question in one.answers]
        parts = [self._premise("short_premise", one, question) for question in names[:MOST_BEHIND]]
        if len(names) > MOST_BEHIND:
            parts.append(self._part("more", len(names) - MOST_BEHIND))
        return "".join((self._part("by_answers"), _listed(parts))) if parts else ""

    def _premise(self, macro: str, one: Proposal, question: str) -> str:
        """One answer. Options can be chosen in thousands of ways: what stands around them is rendered once."""
        lowered = self._screening.evidence_required and question in one.to_show
        key = (macro, question, lowered)
        if key not in self._around:
            before, _, after = str(self._part(macro, question, lowered, HOLE)).partition(HOLE)
            self._around[key] = before, after
        before, after = self._around[key]
        return f"{before}{self._answer(question, one.answers[question])}{after}" if after else before

    def _answer(self, question: str, given: GivenValue) -> str:
        if isinstance(given, str) or len(given) == 1:
            return self._part("label", question, given if isinstance(given, str) else given[0])
        return self._comma.join([self._part("quoted_label", question, option) for option in given])


def _ends(one: Proposal, name: str) -> list[str]:
    """The questions whose answers a conclusion rests on, through all the findings that it follows from."""
    found: dict[str, None] = {}
    waiting, seen = [name], {name}
    for conclusion in waiting:
        found |= dict.fromkeys(one.resting_on.get(conclusion, ()))
        causes = [cause for cause in one.following_from.get(conclusion, ()) if cause not in seen]
        seen.update(causes)
        waiting += causes
    return list(found)


def _listed(parts: Sequence[str]) -> str:
    return f'<ul class="soft">{"".join(parts)}</ul>' if parts else ""
