"""What pages have done by a worker, since it takes a moment: from plain data to plain data."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from api.http.opened import open_kept
from api.pages.answering import fitting
from engine.assess import assess
from engine.assessment import Assessment
from engine.changes import changed, read_changes
from engine.compared import compared
from engine.errors import Refused
from engine.interview import to_ask
from engine.profile import STORED, Profile
from engine.redaction import marked, redacted
from reports.pages.next import Next, next_questions
from reports.pages.report import Moved, Result, moved, result
from reports.pages.trying import ToTry
from reports.pages.trying import to_try as what_to_try


def assessment(profile: Mapping[str, Any], pack: str, policy: str, on: datetime.date) -> Assessment:
    """The assessment of a stored profile."""
    opened = open_kept(pack)
    return assess(fitting(Profile.model_validate(profile, context=STORED), opened), opened, opened.policy[policy], on)


def copy_to_share(profile: Mapping[str, Any], pack: str, policy: str, on: datetime.date) -> dict[str, Any]:
    """The assessment of a stored profile without its sensitive answers, as a document to be kept for a reader."""
    opened = open_kept(pack)
    without = redacted(fitting(Profile.model_validate(profile, context=STORED), opened), opened)
    document: dict[str, Any] = marked(assess(without, opened, opened.policy[policy], on)).model_dump(
        mode="json", by_alias=True
    )
    return document


def what_next(
    profile: Mapping[str, Any], pack: str, policy: str, on: datetime.date, passed_over: Sequence[str], language: str
) -> Next:
    """Which questions decide most, and how things stand before them."""
    result = assessment(profile, pack, policy, on)
    open_ones = to_ask(Profile.model_validate(profile, context=STORED), result, ())
    return next_questions(result, [name for name in open_ones if name not in passed_over], len(open_ones), language)


def short_result(
    profile: Mapping[str, Any], pack: str, policy: str, on: datetime.date, language: str
) -> tuple[Result, dict[str, Any]]:
    """The short report on a stored profile, and the whole assessment as a document to be kept."""
    assessed = assessment(profile, pack, policy, on)
    return result(assessed, language), assessed.model_dump(mode="json", by_alias=True)


def full_report(
    profile: Mapping[str, Any], pack: str, policy: str, on: datetime.date, language: str, redact: bool
) -> str:
    """The whole report as one HTML file; redacted, as it would be for whoever may not see sensitive answers."""
    from reports.html import html

    return html(_to_take(profile, pack, policy, on, redact), language)


def short_pdf(
    profile: Mapping[str, Any], pack: str, policy: str, on: datetime.date, language: str, redact: bool
) -> bytes:
    """The short report as PDF; redacted as the full one."""
    from reports.pdf import brief_pdf

    return brief_pdf(_to_take(profile, pack, policy, on, redact), language)


def makes_pdf() -> bool:
    """Whether this process can make a PDF: in one of its own, since what has to be loaded is no code of ours."""
    from reports.pdf import can_make_pdf

    return can_make_pdf()


def _to_take(profile: Mapping[str, Any], pack: str, policy: str, on: datetime.date, redact: bool) -> Assessment:
    """The assessment of a stored profile for a file to be saved."""
    if not redact:
        return assessment(profile, pack, policy, on)
    opened = open_kept(pack)
    without = redacted(fitting(Profile.model_validate(profile, context=STORED), opened), opened)
    return marked(assess(without, opened, opened.policy[policy], on))


def to_try(profile: Mapping[str, Any], pack: str, policy: str, on: datetime.date, language: str) -> ToTry:
    """What can be tried, and what should be answered before."""
    return what_to_try(assessment(profile, pack, policy, on), language)


def tried(
    profile: Mapping[str, Any],
    pack: str,
    policy: str,
    on: datetime.date,
    changes: Sequence[str],
    language: str,
) -> Moved | None:
    """What would move if these answers were different; None where a change is none that the pack knows."""
    opened = open_kept(pack)
    before = fitting(Profile.model_validate(profile, context=STORED), opened)
    try:
        values = read_changes(changes, opened)
    except Refused:
        return None
    judged_by = opened.policy[policy]
    after = assess(changed(before, values, opened, on), opened, judged_by, on)
    found = compared(assess(before, opened, judged_by, on), after, opened)
    alone = found.model_copy(update={"steps": ()})  # one cause moved it all, and who tries it knows which
    return moved(alone, language, apart=("about", "deadlines"))


def moved_since(
    kept: Mapping[str, Any], profile: Mapping[str, Any], pack: str, policy: str, on: datetime.date, language: str
) -> Moved | None:
    """What has moved since a kept assessment; None if it cannot be compared with what stands today."""
    try:
        then = Assessment.model_validate(kept)
        return moved(compared(then, assessment(profile, pack, policy, on), open_kept(pack)), language)
    except (ValidationError, Refused):
        return None
