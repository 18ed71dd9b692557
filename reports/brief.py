"""The short form of a report: verdict, reasons, axes, the gravest findings, three remedies, what to answer next."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from engine.assessment import Assessment, Finding, RemedyResult, VerdictReason
from reports.fragility import hanging
from reports.phrases import joined
from reports.wording import Wording
from reports.words import Digits, Words

MOST_REASONS: Final = 5
MOST_PREMISES: Final = 4
MOST_FINDINGS: Final = 8
MOST_REMEDIES: Final = 3
MOST_TO_ANSWER: Final = 3


@dataclass(frozen=True)
class Item:
    """One thing in a list, with what stands below it; `code` where it is the question of that code."""

    said: str
    below: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True)
class Part:
    """One heading and its list, between a note and a closing sentence; `ordered` where the first comes first."""

    title: str
    items: tuple[Item, ...]
    ordered: bool = False
    note: str = ""
    closing: str = ""


@dataclass(frozen=True)
class Brief:
    """What every short form says, whatever it looks like. Sentences are plain text, or all of them HTML."""

    campaign: str
    headline: str
    notes: tuple[str, ...]
    parts: tuple[Part, ...]
    caveat: str


def brief(assessment: Assessment, language: str, digits: Digits = "western", names: bool = True) -> Brief:
    """Choose and word what the short form says; parts without anything in them are left out.

    `names`: each finding carries the name that `munasara explain` takes; on the pages nobody can ask so.
    """
    return _said(Wording(assessment, Words(language, digits)), names)


def brief_as_html(assessment: Assessment, language: str, digits: Digits = "western", names: bool = True) -> Brief:
    """The same as HTML: codes and numbers keep their direction, and a code leads to its question where that stands as
    an item of its own (`Item.code`), under `#q-` and the code."""
    from reports.apart import ApartWording
    from reports.html import HtmlWords

    unlinked = _said(ApartWording(assessment, HtmlWords(language, digits=digits)), names)
    codes = {item.code: item.code for part in unlinked.parts for item in part.items if item.code}
    return _said(ApartWording(assessment, HtmlWords(language, codes, digits)), names)


def _said(wording: Wording, names: bool) -> Brief:
    words, assessment = wording.words, wording.assessment
    notices = map(wording.notice, wording.further_notices())
    findings = _findings(wording, names)
    first = [_remedies(wording), _to_answer(wording)]
    if not first[0].items and wording.decisive():
        first.reverse()  # while an answer decides more than anything that could be done
    parts = [_reasons(wording), _axes(wording), findings, *first, _evidence(wording)]
    notes = tuple(filter(None, (*wording.verdict_notes(), wording.way_out(), *hanging(wording), *notices)))
    parts.append(_questions(wording, "\n".join((*notes, *_sentences(parts)))))
    return Brief(
        campaign=words("Campaign: {campaign}", campaign=assessment.campaign.name),
        headline=wording.headline(),
        notes=notes,
        parts=tuple(part for part in parts if part.items or part.note),
        caveat=joined((words.of(assessment.caveat), words("The full report names every finding, source and remedy."))),
    )


def _reasons(wording: Wording) -> Part:
    reasons = wording.assessment.verdict.reasons[:MOST_REASONS]
    return Part(wording.words("Why"), tuple(Item(wording.reason(one), _premises(wording, one)) for one in reasons))


def _premises(wording: Wording, reason: VerdictReason) -> tuple[str, ...]:
    """What a reason of the verdict rests on: all of it where it is short, else how much more there is."""
    said = tuple(map(wording.premise, reason.premises[:MOST_PREMISES]))
    if (left := len(reason.premises) - MOST_PREMISES) > 0:
        said += (wording.words.many("and {number} more reason", "and {number} more reasons", left),)
    return said


def _axes(wording: Wording) -> Part:
    words = wording.words
    said = (
        words("{measure}: {value}", measure=words.of(measure.title), value=wording.scaled(measure))
        for measure in wording.measures.values()
    )
    note = words("Two separate axes: neither makes up for the other.")
    return Part(words("Readiness and exposure"), tuple(map(Item, said)), note=note)


def _findings(wording: Wording, names: bool) -> Part:
    words, adverse, said = wording.words, wording.adverse(), _named if names else Wording.finding
    items = tuple(Item(said(wording, one), _cause(wording, one)) for one in adverse[:MOST_FINDINGS])
    note = wording.grades() if items else words("Nothing was found that holds whatever is still open.")
    if left := adverse[MOST_FINDINGS:]:
        grave = wording.quoted(wording.fact(one.fact) for one in left if one.severity in ("critical", "high"))
        named = (words("These are critical or high: {findings}.", findings=grave),) if grave else ()
        items += (Item(words.many("and {number} more finding", "and {number} more findings", len(left)), named),)
    return Part(words("What the answers point to"), items, note=note)


def _named(wording: Wording, finding: Finding) -> str:
    return wording.words("{title} [{fact}]", title=wording.finding(finding), fact=finding.fact)


def _cause(wording: Wording, finding: Finding) -> tuple[str, ...]:
    """Where it comes from in one line: the findings before it, else the answers it rests on."""
    causes = wording.causes(finding.fact)
    if causes:
        return (wording.words("Because of: {findings}.", findings=wording.quoted(map(wording.fact, causes))),)
    questions = wording.behind(finding)
    return (wording.words("It rests on {codes}.", codes=wording.some_codes(questions)),) if questions else ()


def _remedies(wording: Wording) -> Part:
    names = [name for name in wording.assessment.priorities if name in wording.remedies][:MOST_REMEDIES]
    items = tuple(Item(wording.remedy(name), _effect(wording, wording.remedies[name])) for name in names)
    closing = wording.together() if items else ""
    note = wording.nothing_first() if not wording.redacted else ""  # what looks open there may long be in order
    return Part(wording.words("What to do first"), items, ordered=True, note=note, closing=closing)


def _effect(wording: Wording, remedy: RemedyResult) -> tuple[str, ...]:
    words = wording.words
    said = (
        [words("This changes what the campaign is: a political decision, not a repair.")] if remedy.alternative else []
    )
    said.append(wording.cost(remedy))
    if remedy.clears:
        said.append(words("Clears: {findings}.", findings=wording.quoted(map(wording.fact, remedy.clears))))
    if remedy.in_time is False:
        said.append(
            words("Too late for the planned launch, even if begun today: postpone the launch, or launch without it.")
        )
    return tuple(said)


def _to_answer(wording: Wording) -> Part:
    """The questions that decide most; once nothing decides any more, those that matter most otherwise."""
    decisive = [wording.answers[one.question] for one in wording.decisive() if one.question in wording.answers]
    still_open = [answer for answer in decisive or wording.to_answer() if answer.state != "withheld"]
    items = tuple(Item(wording.open_question(one), code=one.code) for one in still_open[:MOST_TO_ANSWER])
    note = [*wording.open_counts(), *filter(None, (wording.none_decides() if items else "",))]
    return Part(wording.words("What to answer next"), items, ordered=True, note=joined(note))


def _evidence(wording: Wording) -> Part:
    return Part(wording.words("Evidence"), (), note=wording.claimed(), closing=wording.other_reading())


def _questions(wording: Wording, said: str) -> Part:
    """The questions of which a short form names the code alone: whoever has only this form must know what is meant."""
    mentioned = set(re.findall(r"(?<![A-Za-z\d])[A-Z]\d+", said))  # an Arabic "and" stands right before a code
    named = ((wording.question(one), one.code) for one in wording.answers.values() if one.code in mentioned)
    items = tuple(Item(question, code=code) for question, code in named if question not in said)
    return Part(wording.words("The questions that are named by their codes"), items)


def _sentences(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        yield from (part.note, part.closing)
        for item in part.items:
            yield from (item.said, *item.below)
