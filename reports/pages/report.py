"""The result of a campaign in words: the short report, and what moved between two results."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.assessment import Assessment
from engine.compared import Compared
from reports.apart import ApartWording
from reports.brief import Brief, brief_as_html
from reports.compared_wording import ComparedWording
from reports.html import HtmlWords
from reports.sections import Section
from reports.wording import Wording
from reports.words import Words


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
    return Result(brief_as_html(assessment, language, names=False), judged, receipt(assessment))


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


def moved(compared: Compared, language: str, apart: Iterable[str] = ()) -> Moved:
    """What moved, in words, without the sections named in `apart`."""
    words = HtmlWords(language)
    told = ComparedWording(compared, ApartWording(compared.before, words), ApartWording(compared.after, words))
    sections = tuple(one for one in told.sections() if one.id not in apart)
    return Moved(told.headline(), tuple(told.notes()), sections)
