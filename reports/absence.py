"""Why one fact is not found, and what would change that: each way to it, and what stands in the way."""

from typing import TypeGuard

from engine.assessment import AnswerPremise, Assessment, FactPremise, Premise
from engine.why_not import Wanted, Way, WhyNot
from reports.terminal import Page
from reports.text import further_command
from reports.wording import Wording
from reports.words import Digits, Words


def absence(
    assessment: Assessment,
    reason: WhyNot,
    language: str,
    width: int | None = None,
    colour: bool = False,
    digits: Digits = "western",
    again: tuple[str, ...] = (),
) -> str:
    """Explain an absent fact for a terminal; `again` are the options that a further command about it takes as well."""
    known = assessment.model_copy(update={"titles": {**assessment.titles, **reason.titles}})
    wording = Wording(known, Words(language, digits))
    words, page = wording.words, Page(width, colour)
    page.line(words("{title}: not found here.", title=words.of(reason.title)), "bold")
    page.line(words.of(reason.why))
    if reason.left_out:
        page.line(words("This policy does not look for it."))
        return page.written()
    page.heading(words("What it would take"))
    if len(reason.ways) > 1:
        page.line(words("Any one of these ways would be enough, the nearest first:"), "dim")
    for number, way in enumerate(reason.ways, 1):
        _way(page, wording, number, way, again)
    return page.written()


def _way(page: Page, wording: Wording, number: int, way: Way, again: tuple[str, ...]) -> None:
    words = wording.words
    for place, wanted in enumerate(way.failing):
        if place == 0:
            page.item(f"{words.number(number)}.", _wanted(wording, wanted))
        else:
            page.line(words("And also: {premise}", premise=_wanted(wording, wanted)), indent=3)
        if _is_missing(wanted.premise):
            _down(page, wording, wanted, wanted.premise.fact, again)
    if not way.failing:
        page.item(f"{words.number(number)}.", words("Nothing stands in its way but something that cancels it."))
    if way.holding:
        page.line(words("This is needed as well, and is in place or still open:"), "dim", indent=3)
        for premise in way.holding:
            page.item("-", wording.premise(premise), "dim", indent=3)


def _is_missing(premise: Premise) -> TypeGuard[FactPremise]:
    """Whether it is a fact that would have to be there."""
    return isinstance(premise, FactPremise) and not premise.absent


def _down(page: Page, wording: Wording, wanted: Wanted, fact: str, again: tuple[str, ...]) -> None:
    """Beneath a missing fact: the fewest answers that would lead to it, and the command that says more of it."""
    words = wording.words
    if wanted.through:
        page.line(words("The fewest answers that could lead there:"), indent=3)
        for answer in wanted.through:
            if isinstance(answer.premise, AnswerPremise):  # as all of them are
                page.item("-", _answer(wording, answer.premise.question, answer), indent=3)
    command = further_command(wording, fact, again)
    page.line(words("More about it: “{command}”", command=command), "dim", indent=3)


def _wanted(wording: Wording, wanted: Wanted) -> str:
    """One premise that does not hold, and for an answer what it would have to be."""
    words = wording.words
    if _is_missing(wanted.premise):
        finding, fact = wording.fact(wanted.premise.fact), wanted.premise.fact
        if fact in wording.findings:
            return words("“{finding}” [{fact}] is not confirmed.", finding=finding, fact=fact)
        return words("“{finding}” [{fact}] is not found.", finding=finding, fact=fact)
    premise = wording.premise(wanted.premise)
    if wanted.never:
        return words("{premise}: it does not count here.", premise=premise)
    if wanted.values:
        answers = _named(wording, wanted)
        if wanted.without:
            return words("{premise}. It would take this left out: {answers}.", premise=premise, answers=answers)
        if len(wanted.values) > 1:
            return words("{premise}. It would take one of these: {answers}.", premise=premise, answers=answers)
        return words("{premise}. It would take: {answers}.", premise=premise, answers=answers)
    return words("{premise}: this does not hold.", premise=premise)


def _answer(wording: Wording, name: str, wanted: Wanted) -> str:
    """An answer beneath a missing fact: what it would have to be, without what it is."""
    words, question, answers = wording.words, wording.question(wording.answers[name]), _named(wording, wanted)
    if wanted.without:
        return words("{question} It would take this left out: {answers}.", question=question, answers=answers)
    if len(wanted.values) > 1:
        return words("{question} It would take one of these: {answers}.", question=question, answers=answers)
    return words("{question} It would take: {answers}.", question=question, answers=answers)


def _named(wording: Wording, wanted: Wanted) -> str:
    """The values that would meet a test of an answer, any one of them alone."""
    if wanted.labels:
        return wording.quoted(wording.words.of(label).rstrip(".") for label in wanted.labels)
    return wording.quoted(map(wording.yes_or_no, wanted.values))
