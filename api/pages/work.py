"""What pages have done by a worker, since it takes a moment: from plain data to plain data."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from api.http.opened import open_kept
from api.pages.answering import fitting
from engine.assess import assess
from engine.assessment import Assessment
from engine.interview import to_ask
from engine.profile import Profile
from engine.redaction import marked, redacted
from reports.pages.next import Next, next_questions


def assessment(profile: Mapping[str, Any], pack: str, policy: str, on: datetime.date) -> Assessment:
    """The assessment of a stored profile."""
    opened = open_kept(pack)
    return assess(fitting(Profile.model_validate(profile), opened), opened, opened.policy[policy], on)


def copy_to_share(profile: Mapping[str, Any], pack: str, policy: str, on: datetime.date) -> dict[str, Any]:
    """The assessment of a stored profile without its sensitive answers, as a document to be kept for a reader."""
    opened = open_kept(pack)
    without = redacted(fitting(Profile.model_validate(profile), opened), opened)
    document: dict[str, Any] = marked(assess(without, opened, opened.policy[policy], on)).model_dump(
        mode="json", by_alias=True
    )
    return document


def what_next(
    profile: Mapping[str, Any], pack: str, policy: str, on: datetime.date, passed_over: Sequence[str], language: str
) -> Next:
    """Which questions decide most, and how things stand before them."""
    result = assessment(profile, pack, policy, on)
    open_ones = to_ask(Profile.model_validate(profile), result, ())
    return next_questions(result, [name for name in open_ones if name not in passed_over], len(open_ones), language)
