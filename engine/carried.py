"""The profile that an assessment carries: its answers again, so that other rules or another day can judge them.

Change is divided among its causes in the order of `CAUSES`, by whatever compares: see `attribution.py`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal

from engine.answers import UNANSWERED, State
from engine.assessment import AnswerResult, Assessment
from engine.pack import Pack
from engine.profile import UNKNOWN, WITHHELD, GivenAnswer, Profile
from engine.profile_checks import unfit_answer

Cause = Literal["rules", "time", "answers"]
CAUSES: Final[tuple[Cause, ...]] = ("rules", "time", "answers")


def carried_profile(assessment: Assessment) -> Profile | None:
    """The profile that the assessment was made from, as far as it matters to any assessment.

    None where it cannot be told: in assessments that do not keep the days of their answers. Of a redacted one it is
    the redacted profile, and without any evidence.
    """
    if any(answer.values and answer.answered_on is None for answer in assessment.answers):
        return None
    campaign = assessment.campaign
    given = {answer.question: given_answer(answer) for answer in assessment.answers if answer.state != "absent"}
    return Profile(
        campaign=campaign.name,
        country=campaign.country,
        stage=campaign.stage,
        dates=campaign.dates,
        lessons=campaign.lessons,
        answered_on=campaign.answered_on,
        answers=given,
    )


def counted_profile(assessment: Assessment) -> Profile:
    """The answers as they counted on the day of the assessment, each as if given on that day: what had expired is left
    out, and what lacked evidence says the level that it counted as."""
    campaign, day = assessment.campaign, assessment.receipt.on
    counted = {
        answer.question: GivenAnswer(answer=answer.counted if answer.kind == "choices" else answer.counted[0])
        for answer in assessment.answers
        if answer.state == "answered"
    }
    return Profile(campaign=campaign.name, stage=campaign.stage, answered_on=day, answers=counted)


def given_answer(answer: AnswerResult) -> GivenAnswer:
    """One answer as it was given, whether or not it still counted; not of a question without an answer."""
    if answer.state in ("unknown", "withheld"):
        return GivenAnswer(answer=UNKNOWN if answer.state == "unknown" else WITHHELD)
    value = answer.values if answer.kind == "choices" else answer.values[0]
    return GivenAnswer(
        answer=value, evidence=answer.evidence, answered_on=answer.answered_on, to_confirm=answer.to_confirm
    )


def fitted(profile: Profile, pack: Pack) -> Profile:
    """The profile with the answers that these rules can read; those to questions they do not ask, or that cannot answer
    them any more, are left out: nothing is known of them."""
    fitting = {
        name: given
        for name, given in profile.answers.items()
        if name in pack.questions and not any(unfit_answer(given.answer, pack.questions[name]))
    }
    return profile.model_copy(update={"answers": fitting})


def given_anew(profile: Profile, before: Mapping[str, State], now: Mapping[str, State], on: date) -> Profile:
    """The older profile, whose answers do not grow old where the newer one has an answer that counts.

    `before` and `now` are the states of the answers before time passes and as it is. An answer that had expired before
    stays so: it is not time that makes one count again.
    """
    anew = {name for name, state in now.items() if state not in ("absent", "expired") and before.get(name) != "expired"}
    answers = {
        name: given.model_copy(update={"answered_on": on}) if name in anew else given
        for name, given in profile.answers.items()
    }
    return profile.model_copy(update={"answers": answers})


def same_campaign(one: Profile, other: Profile) -> bool:
    """Whether two profiles say the same to any rules, however they are written: with the day of each answer, and
    without evidence for what is no answer."""
    return _said(one) == _said(other)


def _said(profile: Profile) -> tuple[object, ...]:
    answers = {name: _plain(given, profile) for name, given in profile.answers.items() if given.answer is not None}
    return profile.stage, profile.dates, answers


def _plain(given: GivenAnswer, profile: Profile) -> GivenAnswer:
    if given.answer in (UNKNOWN, WITHHELD):
        return UNANSWERED.model_copy(update={"answer": given.answer})
    return given.model_copy(update={"answered_on": given.answered_on or profile.answered_on})


def latest_day(profile: Profile) -> date:
    """The day on which a profile was last filled in: that of its latest answer or evidence."""
    given = profile.answers.values()
    days = [one.answered_on for one in given] + [one.evidence.date if one.evidence else None for one in given]
    return max([profile.answered_on, *(day for day in days if day is not None)])
