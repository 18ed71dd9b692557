"""Planned and actual: the sections of a deviation report that no other comparison has."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from engine.deviation import Activity, DateDeviation, LevelDeviation, OptionDeviation
from reports.sections import Item, Section

if TYPE_CHECKING:
    from reports.compared_wording import ComparedWording


def planned_sections(told: "ComparedWording") -> Iterator[Section]:
    words, plan = told.words, told.compared.deviation
    if plan is None:
        return
    yield Section("dates", words("Dates of the campaign"), (), tuple(_date(one, told) for one in plan.dates))
    lead = (words("What the earlier assessment said to do first, and how far it is."),) if plan.activities else ()
    yield Section("activities", words("Activities"), lead, tuple(_activity(one, told) for one in plan.activities))
    yield Section(
        "options", words("Done otherwise than planned"), (), tuple(_option(one, told) for one in plan.options)
    )
    yield Section("levels", words("Lower than planned"), (), tuple(_level(one, told) for one in plan.levels))


def _date(one: DateDeviation, told: "ComparedWording") -> Item:
    words = told.words
    planned, now = (words("no date") if day is None else day.isoformat() for day in (one.planned, one.now))
    if one.what == "launch":
        said = words("Launch: planned {planned}, now {now}.", planned=planned, now=now)
    else:
        said = words("End: planned {planned}, now {now}.", planned=planned, now=now)
    details = []
    if one.days is not None and one.days > 0:
        details.append(words.many("{number} day later.", "{number} days later.", one.days))
    if one.days is not None and one.days < 0:
        details.append(words.many("{number} day earlier.", "{number} days earlier.", -one.days))
    if one.overdue:
        details.append(
            words.many("It should have ended {number} day ago.", "It should have ended {number} days ago.", one.overdue)
        )
    return Item(said, tuple(details), "worse" if one.overdue or (one.days or 0) > 0 else "plain")


def _activity(one: Activity, told: "ComparedWording") -> Item:
    words, title = told.words, told.words.of(one.title)
    match one.progress:
        case "done":
            return Item(words("Done: {activity}", activity=title), (), "better")
        case "partly":
            said = words("Begun: {activity}", activity=title)
        case "not_done":
            said = words("Not done: {activity}", activity=title)
        case "not_known":
            said = words("Not known, since its answers are open: {activity}", activity=title)
    if one.late:
        return Item(said, (words("It could have been ready on {date}.", date=one.due),), "worse")
    return Item(said, (words("Begun when it was advised, it is ready on {date}.", date=one.due),))


def _level(one: LevelDeviation, told: "ComparedWording") -> Item:
    words, question = told.words, told.now.question(told.answer(one.question))
    if one.now is not None:
        said = words("Planned: level {planned}. Now: level {now}.", planned=one.planned, now=one.now)
    elif (state := told.answer(one.question).state) == "absent":
        said = words("Planned: level {planned}. Now: not answered.", planned=one.planned)
    elif state == "expired":
        said = words("Planned: level {planned}. Now: the answer has expired.", planned=one.planned)
    else:  # what is kept back is no deviation
        said = words("Planned: level {planned}. Now: nobody knows.", planned=one.planned)
    return Item(question, (said,), "worse")


def _option(one: OptionDeviation, told: "ComparedWording") -> Item:
    words, answer = told.words, told.answer(one.question)

    def listed(values: tuple[str, ...]) -> str:
        labels = [words.of(one.labels[value]).rstrip(".") for value in values if value in one.labels]
        return told.now.quoted(labels) if labels else told.now.listing(map(told.now.yes_or_no, values))

    details = []
    if one.added:
        details.append(words("Now: {these}.", these=listed(one.added)))
    if one.dropped:
        details.append(words("No longer: {these}.", these=listed(one.dropped)))
    return Item(told.now.question(answer), tuple(details))
