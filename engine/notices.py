"""What a reader must know about an assessment before its content."""

from collections.abc import Iterator
from datetime import date

from engine.answers import Answers, Standing
from engine.assessment import Notice
from engine.profile import Profile
from engine.program import Program

OVERCLAIM_PERCENT = 30


def notices(profile: Profile, answers: Answers, exact: bool, program: Program, on: date) -> Iterator[Notice]:
    """The notices on an assessment, the gravest first. `exact` says whether its bounds are."""
    if not exact:
        yield Notice(code="not_exact")
    standing = [one for one in answers.standing.values() if one.use in ("in_use", "perhaps")]
    unexamined = sum(one.use == "not_examined" for one in answers.standing.values())
    if unexamined:
        yield Notice(code="partial", numbers={"examined": len(standing), "unexamined": unexamined})
    unread = sum(one.use == "not_examined" and one.state == "answered" for one in answers.standing.values())
    if unread:
        yield Notice(code="answers_not_examined", numbers={"given": unread})
    yield from _late(profile, on)
    claims = [one for one in standing if _claims_high(one)]
    bare = sum(one.unevidenced for one in claims)
    if 100 * bare > OVERCLAIM_PERCENT * len(claims):
        yield Notice(code="overclaim", numbers={"claims": len(claims), "unevidenced": bare})
    expired = sum(one.state == "expired" for one in standing)
    if expired:
        yield Notice(code="expired_answers", numbers={"expired": expired})
    carried = sum(one.state == "answered" and one.given.to_confirm for one in standing)
    if carried:
        yield Notice(code="to_confirm", numbers={"carried": carried})
    if on > program.pack.manifest.review_by:
        yield Notice(code="pack_review_due")


def _late(profile: Profile, on: date) -> Iterator[Notice]:
    """Days that have passed although the campaign's stage says that they are still to come."""
    launch, end = profile.dates.launch, profile.dates.end
    if launch is not None and launch < on and profile.stage in ("preparing", "launching"):
        yield Notice(code="launch_passed")
    if end is not None and end < on and profile.stage != "closing":
        yield Notice(code="end_passed")


def _claims_high(standing: Standing) -> bool:
    return standing.question.kind == "level" and standing.state == "answered" and standing.given.answer in ("3", "4")
