"""The profile that an assessment carries: its answers again, so that other rules or another day can judge them."""

from datetime import date

from engine.answers import UNANSWERED
from engine.assessment import AnswerResult, Assessment
from engine.pack import Pack
from engine.profile import UNKNOWN, WITHHELD, GivenAnswer, Profile
from engine.profile_checks import unfit_answer


def carried_profile(assessment: Assessment) -> Profile | None:
    """The profile that the assessment was made from, as far as it matters to any assessment.

    None where it cannot be told: in assessments that do not keep the days of their answers. Of a redacted one it is
    the redacted profile, and without any evidence.
    """
    if any(answer.values and answer.answered_on is None for answer in assessment.answers):
        return None
    campaign = assessment.campaign
    given = {answer.question: _given(answer) for answer in assessment.answers if answer.state != "absent"}
    return Profile(
        campaign=campaign.name,
        country=campaign.country,
        stage=campaign.stage,
        dates=campaign.dates,
        lessons=campaign.lessons,
        answered_on=campaign.answered_on,
        answers=given,
    )


def _given(answer: AnswerResult) -> GivenAnswer:
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
