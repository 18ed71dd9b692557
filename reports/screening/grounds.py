"""What the conclusions about one proposal rest on, in words: what many proposals share is rendered once."""

from collections.abc import Sequence
from typing import Final, Protocol

from markupsafe import Markup

from engine.screening import Proposal, Screening
from reports.screening.wording import ScreeningWording

MOST_BEHIND: Final = 6  # answers that a letter repeats behind one condition


class Part(Protocol):
    """Renders a macro of the fragments, once for the same things."""

    def __call__(self, macro: str, *given: object) -> Markup: ...


class Grounds:
    """The grounds of conclusions: on pages the direct ones in full, in letters the answers at their ends in short."""

    def __init__(self, screening: Screening, say: ScreeningWording, part: Part) -> None:
        self._screening, self._say, self._part = screening, say, part

    def full(self, one: Proposal, name: str) -> Markup:
        """Each answer, measure and finding on which a finding or reason rests directly; nothing where none is known."""
        parts = [
            self._part("premise", question, one.answers[question], self._lowered(one, question))
            for question in one.resting_on.get(name, ())
            if question in one.answers
        ]
        for measure in one.measured_by.get(name, ()):
            parts.append(self._part("bound", measure, *one.measures[measure]))
        parts += [self._part("cause", finding) for finding in one.following_from.get(name, ())]
        return self._listed(parts)

    def short(self, one: Proposal, name: str) -> Markup:
        """The answers on which a condition rests in the end, by their codes."""
        names = [question for question in self._ends(one, name) if question in one.answers]
        parts = [
            self._part("short_premise", question, one.answers[question], self._lowered(one, question))
            for question in names[:MOST_BEHIND]
        ]
        if len(names) > MOST_BEHIND:
            parts.append(self._part("more", len(names) - MOST_BEHIND))
        return self._part("by_answers") + self._listed(parts) if parts else Markup()

    def _ends(self, one: Proposal, name: str) -> Sequence[str]:
        found: dict[str, None] = {}
        waiting, seen = [name], {name}
        for conclusion in waiting:
            found |= dict.fromkeys(one.resting_on.get(conclusion, ()))
            causes = [cause for cause in one.following_from.get(conclusion, ()) if cause not in seen]
            seen.update(causes)
            waiting += causes
        return list(found)

    def _lowered(self, one: Proposal, question: str) -> bool:
        """Whether its level counts as 2, since nothing shows it."""
        return self._screening.evidence_required and question in one.to_show

    @staticmethod
    def _listed(parts: Sequence[Markup]) -> Markup:
        return Markup('<ul class="soft">{}</ul>').format(Markup("".join(parts))) if parts else Markup()
