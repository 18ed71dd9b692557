"""Why one fact is not found, and what would change that: each way to it, and what stands in the way."""

from engine.assessment import Assessment, FactPremise
from engine.why_not import Wanted, Way, WhyNot
from reports.terminal import Page
from reports.wording import Wording
from reports.words import Digits, Words


def absence(
    assessment: Assessment,
    reason: WhyNot,
    language: str,
    width: int | None = None,
    colour: bool = False,
    digits: Digits = "western",
) -> str:
    """Explain an absent fact for a terminal."""
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
        _way(page, wording, number, way)
    return page.written()


def _way(page: Page, wording: Wording, number: int, way: Way) -> None:
    words = wording.words
    for place, wanted in enumerate(way.failing):
        if place == 0:
            page.item(f"{words.number(number)}.", _wanted(wording, wanted))
        else:
            page.line(words("and {premise}", premise=_wanted(wording, wanted)), indent=3)
    if not way.failing:
        page.item(f"{words.number(number)}.", words("Nothing stands in its way but something that cancels it."))
    if way.holding:
        held = wording.listing(wording.premise(premise) for premise in way.holding)
        page.line(words("In place or still open: {premises}", premises=held), "dim", indent=3)


def _wanted(wording: Wording, wanted: Wanted) -> str:
    """One premise that does not hold, and for an answer what it would have to be."""
    words = wording.words
    if isinstance(wanted.premise, FactPremise) and not wanted.premise.absent:
        return words("“{finding}” is not found either.", finding=wording.fact(wanted.premise.fact))
    premise = wording.premise(wanted.premise)
    if wanted.never:
        return words("{premise}: it does not count here.", premise=premise)
    if wanted.values:
        named = [words.of(label).rstrip(".") for label in wanted.labels] or [
            wording.yes_or_no(v) for v in wanted.values
        ]
        if wanted.without:
            return words(
                "{premise}. It would take this left out: {answers}.", premise=premise, answers=wording.quoted(named)
            )
        return words("{premise}. It would take: {answers}.", premise=premise, answers=wording.quoted(named))
    return words("{premise}: this does not hold.", premise=premise)
