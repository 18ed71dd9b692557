"""Questions as a page asks them: what is chosen, what was answered before, and the answers in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from markupsafe import Markup

from engine.answers import Standing
from engine.pack import Question
from engine.parts import label
from engine.profile import UNKNOWN, WITHHELD, Evidence, GivenAnswer
from reports.html import HtmlWords

EVIDENCE: Final = ("note", "reference", "date", "owner")
Chosen = tuple[str, ...]
"""Values of answers: none, one, or several for a question that takes several."""


@dataclass(frozen=True)
class Asked:
    """One question as it is shown. `chosen` is checked; `before` was answered before and is not checked, since it is
    `old`: expired, or carried over from another campaign. `stored` is whether there is an answer to take back."""

    question: Question
    chosen: Chosen = ()
    evidence: Mapping[str, str] = field(default_factory=dict)
    perhaps: bool = False
    before: Chosen = ()
    old: Literal["", "expired", "carried"] = ""
    stored: bool = False
    meanwhile: GivenAnswer | None = None
    """What was stored meanwhile from elsewhere, if it is not what was sent."""

    @property
    def unfolded(self) -> bool:
        """Whether the fields for evidence are shown at once."""
        return any(self.evidence.values()) or bool({"3", "4"} & set(self.chosen))


def asked(standing: Standing) -> Asked:
    """A question as it stands in the profile."""
    given = standing.given
    values = chosen(given.answer)
    old: Literal["", "expired", "carried"] = "carried" if given.to_confirm and values else ""
    if standing.state == "expired":
        old = "expired"
    return Asked(
        question=standing.question,
        chosen=() if old else values,
        evidence=evidence_fields(given.evidence),
        perhaps=standing.use == "perhaps",
        before=values if old else (),
        old=old,
        stored=bool(values),
    )


def chosen(answer: str | tuple[str, ...] | None) -> Chosen:
    return () if answer is None else answer if isinstance(answer, tuple) else (answer,)


def evidence_fields(evidence: Evidence | None) -> dict[str, str]:
    """The fields of evidence as text, for a form."""
    if evidence is None:
        return {}
    day = evidence.date.isoformat() if evidence.date else ""
    return {
        "note": evidence.note or "",
        "reference": evidence.reference or "",
        "date": day,
        "owner": evidence.owner or "",
    }


def offered(question: Question, words: HtmlWords) -> list[tuple[str, Markup]]:
    """The answers that a question offers, in the order in which they are read."""
    values: Sequence[str] = ("yes", "no") if question.kind == "yes_no" else question.values
    return [(value, in_words(question, value, words)) for value in values]


def in_words(question: Question, value: str, words: HtmlWords) -> Markup:
    """One answer as people read it."""
    if value == UNKNOWN:
        return words("We don't know")
    if value == WITHHELD:
        return words("We prefer not to say")
    text = label(question, value)
    if text is None:
        return words("Yes") if value == "yes" else words("No")
    return words.of(text)
