"""What one could change to see what would come of it, and what should be answered before."""

from dataclasses import dataclass
from typing import Final

from engine.assessment import AnswerChange, Assessment, RemedyResult
from engine.pack import SEVERITIES
from reports.apart import ApartWording
from reports.html import HtmlWords
from reports.wording import Wording
from reports.words import Words

MOST_OFFERED: Final = 10


@dataclass(frozen=True)
class Raised:
    """One answer that a remedy betters: the change as `question=value`, and both in words."""

    change: str
    remedy: str
    question: str
    answer: str


@dataclass(frozen=True)
class Decides:
    """The open question that can settle most, where it is asked, and where its answers lead."""

    name: str
    section: str
    question: str
    leads: tuple[str, ...]


@dataclass(frozen=True)
class ToTry:
    """What the page offers: better answers, those with the greatest effect first; every other question that takes one
    level, or yes and no, by name and text; and what a reader must know of the order."""

    decides: Decides | None
    offered: tuple[Raised, ...]
    notes: tuple[str, ...]
    askable: tuple[tuple[str, str], ...]


def to_try(assessment: Assessment, language: str) -> ToTry:
    wording = ApartWording(assessment, HtmlWords(language))
    remedies = sorted((one for one in assessment.remedies if _raised(one)), key=lambda one: _rank(one, assessment))
    return ToTry(
        _decides(wording), _offered(assessment, remedies, language), _notes(wording, remedies), _askable(wording)
    )


def _decides(wording: Wording) -> Decides | None:
    for one in wording.decisive():
        if one.question in wording.answers:
            answer = wording.answers[one.question]
            return Decides(answer.question, answer.section, wording.question(answer), tuple(wording.leads(one)))
    return None


def _offered(assessment: Assessment, remedies: list[RemedyResult], language: str) -> tuple[Raised, ...]:
    """What the remedies better, each question once."""
    words, found = HtmlWords(language), dict[str, Raised]()
    wording = ApartWording(assessment, words)
    for remedy in remedies:
        for one in _raised(remedy):
            if one.question in found or len(found) == MOST_OFFERED:
                continue
            answer = words.of(one.label) if one.label else words("Yes") if one.value == "yes" else words("No")
            question = wording.question(wording.answers[one.question])
            found[one.question] = Raised(f"{one.question}={one.value}", words.of(remedy.title), question, answer)
    return tuple(found.values())


def _raised(remedy: RemedyResult) -> list[AnswerChange]:
    """The answers that it betters. What would change the campaign itself, as its tactics, is not offered."""
    return [] if remedy.alternative else [one for one in remedy.answers if one.how != "drops"]


def _rank(remedy: RemedyResult, assessment: Assessment) -> tuple[bool, int, int, int, int]:
    """The greatest effect first: another verdict, the most risk removed, the most findings that it is part of clearing.
    Then the gravest finding that it is for, and the most points."""
    severities = {one.fact: SEVERITIES.index(one.severity) for one in assessment.findings if one.severity}
    gravest = max((severities[name] for name in remedy.for_findings if name in severities), default=-1)
    points = sum(abs(one.low_after - one.low_before) + abs(one.high_after - one.high_before) for one in remedy.measures)
    same = remedy.verdicts_after == assessment.verdict.possible
    return same, -remedy.risk_removed, -len(remedy.helps_with), -gravest, -points


def _notes(wording: Wording, remedies: list[RemedyResult]) -> tuple[str, ...]:
    words, possible = wording.words, wording.assessment.verdict.possible
    said = [wording.nothing_first()]
    if remedies and not any(one.clears or one.weakens or one.verdicts_after != possible for one in remedies):
        said.append(words("None of these alone changes the verdict or clears a finding; several together may."))
    return tuple(filter(None, said))


def _askable(wording: Wording) -> tuple[tuple[str, str], ...]:
    """Questions with levels, or with yes and no, that apply: name, and code with text, as in a list of choices."""
    words = Words(wording.words.language)
    return tuple(
        (one.question, f"{one.code} {words.of(one.text)}")
        for one in wording.assessment.answers
        if one.use in ("in_use", "perhaps") and one.kind in ("level", "yes_no")
    )
