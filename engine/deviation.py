"""Where a campaign stands against its own plan: the older assessment says what was planned, the newer one what is.

Planned were the dates, the answers as they were given (tactics, levels), and what was to be done first. A deviation is
no reproach: it is what a review has to look at, and to correct or to accept.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from engine.assessment import Assessment, RemedyResult
from engine.conditions import Name, OptionName
from engine.plans import AnswerChange
from engine.profile import Stage
from engine.text import Frozen, Text

FOLLOWED: tuple[Stage, ...] = ("running", "closing")  # the stages in which a campaign is held against its plan
Progress = Literal["done", "partly", "not_done", "not_known"]


class DateDeviation(Frozen):
    """The launch or the end, as planned and as it stands now; None where no date is given.

    `days` is by how much it moved, later above zero. `overdue` are the days since an end that the campaign's stage has
    not reached.
    """

    what: Literal["launch", "end"]
    planned: date | None
    now: date | None
    days: int | None
    overdue: int


class LevelDeviation(Frozen):
    """A level that is lower than when the plan was made; or, with `now` None, no longer known to be in place."""

    question: Name
    planned: int
    now: int | None


class OptionDeviation(Frozen):
    """A question about what the campaign is or does, answered otherwise: options added and dropped.

    `labels` are the words of all of them; empty for yes and no.
    """

    question: Name
    added: tuple[OptionName, ...]
    dropped: tuple[OptionName, ...]
    labels: dict[OptionName, Text]


class Activity(Frozen):
    """Something that the older assessment said to do first, and how far it is.

    It is `done` when every answer that it changes is where it leads, and `not_known` when one of them is open. `due` is
    the day on which it could have been ready if it had been begun when it was advised; `late` if that day has passed.
    """

    remedy: Name
    title: Text
    progress: Progress
    due: date
    late: bool


class Deviation(Frozen):
    """Planned and actual. `number` counts what a review has to look at: activities that are late, and all else here but
    activities."""

    since: date
    until: date
    number: int
    dates: tuple[DateDeviation, ...]
    activities: tuple[Activity, ...]
    levels: tuple[LevelDeviation, ...]
    options: tuple[OptionDeviation, ...]


def deviation(old: Assessment, new: Assessment) -> Deviation | None:
    """How a campaign deviates from its plan; None before it runs, when there is nothing yet to deviate from."""
    if new.campaign.stage not in FOLLOWED:
        return None
    dates, activities = tuple(_dates(old, new)), tuple(_activities(old, new))
    levels, options = tuple(_levels(old, new)), tuple(_options(old, new))
    late = sum(activity.late for activity in activities)
    return Deviation(
        since=old.receipt.on,
        until=new.receipt.on,
        number=late + len(dates) + len(levels) + len(options),
        dates=dates,
        activities=activities,
        levels=levels,
        options=options,
    )


def _dates(old: Assessment, new: Assessment) -> Iterator[DateDeviation]:
    was, now, on = old.campaign.dates, new.campaign.dates, new.receipt.on
    lags = new.campaign.stage != "closing"
    ends = (("launch", was.launch, now.launch, False), ("end", was.end, now.end, lags))
    for what, planned, actual, lags in ends:
        days = (actual - planned).days if actual and planned else None
        overdue = max(0, (on - actual).days) if actual and lags else 0
        if planned != actual or overdue:
            yield DateDeviation.model_validate(
                {"what": what, "planned": planned, "now": actual, "days": days, "overdue": overdue}
            )


def _levels(old: Assessment, new: Assessment) -> Iterator[LevelDeviation]:
    now = {answer.question: answer for answer in new.answers}
    for was in old.answers:
        answer = now.get(was.question)
        if was.kind != "level" or was.state != "answered" or was.use != "in_use" or answer is None:
            continue
        level = int(answer.values[0]) if answer.state == "answered" else None
        if answer.use == "in_use" and answer.state != "withheld" and (level is None or level < int(was.values[0])):
            yield LevelDeviation(question=was.question, planned=int(was.values[0]), now=level)


def _options(old: Assessment, new: Assessment) -> Iterator[OptionDeviation]:
    now = {answer.question: answer for answer in new.answers}
    for was in old.answers:
        answer = now.get(was.question)
        if was.kind == "level" or answer is None or not was.values or answer.state != "answered":
            continue
        if set(was.values) == set(answer.values):
            continue
        yield OptionDeviation(
            question=was.question,
            added=tuple(value for value in answer.values if value not in was.values),
            dropped=tuple(value for value in was.values if value not in answer.values),
            labels={
                value: label
                for one in (was, answer)
                for value, label in zip(one.values, one.labels or (), strict=False)
            },
        )


def _activities(old: Assessment, new: Assessment) -> Iterator[Activity]:
    """What was to be done first, in that order."""
    remedies = {remedy.id: remedy for remedy in old.remedies}
    for name in old.priorities:
        if name in remedies and remedies[name].answers:
            yield _activity(remedies[name], old, new)


def _activity(remedy: RemedyResult, old: Assessment, new: Assessment) -> Activity:
    due = old.receipt.on + timedelta(days=remedy.lead_time_with_prerequisites)
    progress = _progress(remedy.answers, new)
    late = progress != "done" and due < new.receipt.on
    return Activity(remedy=remedy.id, title=remedy.title, progress=progress, due=due, late=late)


def _progress(changes: tuple[AnswerChange, ...], new: Assessment) -> Progress:
    answers = {answer.question: answer for answer in new.answers}
    reached = []
    for change in changes:
        answer = answers.get(change.question)
        if answer is None or answer.use != "in_use":
            continue  # no longer asked of this campaign, so there is nothing left to do
        if answer.state != "answered":
            return "not_known"
        reached.append(_reached(change, answer.values))
    if all(reached):
        return "done"
    return "partly" if any(reached) else "not_done"


def _reached(change: AnswerChange, values: tuple[OptionName, ...]) -> bool:
    """Whether an answer is where a remedy leads. A level may be higher; of options, it is the one or is gone."""
    if change.how == "drops":
        return change.value not in values
    if change.how == "raises" and values[0].isdigit() and change.value.isdigit():
        return int(values[0]) >= int(change.value)
    return change.value in values
