"""Asking a campaign page by page: which open questions come next, and when no answer matters any more."""

from collections.abc import Collection
from datetime import date

from engine.answers import Answers, read_answers
from engine.assessment import AnswerResult, Assessment
from engine.pack import Pack, Policy
from engine.prepared import prepare
from engine.profile import UNKNOWN, Profile
from engine.verdicts import possible_verdicts


def to_ask(profile: Profile, assessment: Assessment, passed_over: Collection[str]) -> tuple[str, ...]:
    """The open questions to put, those that settle most first; none of those that were passed over.

    What was kept back is not asked again, and what nobody knew on the same day only after all else. A question that
    other answers may yet put out of use comes after those that are in use.
    """
    answers = {answer.question: answer for answer in assessment.answers}
    left = [answers[one.question] for one in assessment.decisive if one.question not in passed_over]
    left = [answer for answer in left if answer.state != "withheld"]

    def rank(answer: AnswerResult) -> tuple[bool, bool]:
        return _unknown_today(profile, answer.question, assessment.receipt.on), answer.use == "perhaps"

    return tuple(answer.question for answer in sorted(left, key=rank))


def _unknown_today(profile: Profile, question: str, today: date) -> bool:
    given = profile.answers.get(question)
    return given is not None and given.answer == UNKNOWN and (given.answered_on or profile.answered_on) == today


def standing_after(profile: Profile, pack: Pack, policy: Policy, on: date) -> tuple[Answers, bool]:
    """How every question stands, and whether the verdict is settled: at once, between two whole assessments.

    Settled is what the bounds from outside prove; they may take one more answer than the exact ones of an assessment.
    """
    prepared = prepare(pack, policy)
    answers = read_answers(profile, prepared.program, on)
    return answers, len(possible_verdicts(prepared.evaluator.evaluate(answers.masks), prepared.program)) == 1
