"""The result of a campaign in words: the short report, and what one could change to see what would come of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine.assessment import Assessment
from engine.compared import Compared
from reports.brief import Brief, brief
from reports.compared_wording import ComparedWording
from reports.html import HtmlWords
from reports.sections import Section
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
class Result:
    """What the page of a result shows. `receipt` are the few things by which a list tells one result from another."""

    brief: Brief
    judged: str
    receipt: Mapping[str, Any]


@dataclass(frozen=True)
class Moved:
    """What moved between two results. `nothing` says that nothing did."""

    headline: str
    notes: tuple[str, ...]
    sections: tuple[Section, ...]


def result(assessment: Assessment, language: str) -> Result:
    judged, *_ = Wording(assessment, HtmlWords(language)).receipt()  # its day is not to be turned around
    return Result(brief(assessment, language, names=False), judged, receipt(assessment))


def receipt(assessment: Assessment) -> dict[str, Any]:
    """What a result was made of, and its verdict in every language: two of one receipt are the same result."""
    made = assessment.receipt
    return {
        "on": made.on.isoformat(),
        "pack": made.pack_digest,
        "policy": made.policy,
        "profile": made.profile_digest,
        "engine": made.engine,
        "verdicts": {
            language: Wording(assessment, Words(language)).verdict(assessment.verdict.possible)
            for language in assessment.languages
        },
    }


def offered(assessment: Assessment, language: str) -> tuple[Raised, ...]:
    """What the first remedies better, most urgent first, each question once. What would change the campaign itself, as
    its tactics, is not offered."""
    words, found = Words(language), dict[str, Raised]()
    standing = Wording(assessment, words).answers
    for remedy in assessment.remedies:
        for one in () if remedy.alternative else remedy.answers:
            if one.how == "drops" or one.question in found or len(found) == MOST_OFFERED:
                continue
            answer = words.of(one.label) if one.label else words("Yes") if one.value == "yes" else words("No")
            question = standing[one.question]
            found[one.question] = Raised(
                f"{one.question}={one.value}",
                words.of(remedy.title),
                f"{question.code} {words.of(question.text)}",
                answer,
            )
    return tuple(found.values())


def askable(assessment: Assessment, language: str) -> tuple[tuple[str, str], ...]:
    """Questions with levels, or with yes and no, that apply: name, and code with text."""
    words = Words(language)
    return tuple(
        (one.question, f"{one.code} {words.of(one.text)}")
        for one in assessment.answers
        if one.use in ("in_use", "perhaps") and one.kind in ("level", "yes_no")
    )


def moved(compared: Compared, language: str, apart: Iterable[str] = ()) -> Moved:
    """What moved, in words, without the sections named in `apart`."""
    words = Words(language)
    told = ComparedWording(compared, Wording(compared.before, words), Wording(compared.after, words))
    sections = tuple(one for one in told.sections() if one.id not in apart)
    return Moved(told.headline(), tuple(told.notes()), sections)
