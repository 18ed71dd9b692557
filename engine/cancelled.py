"""What an answer cancels: facts that are absent because a finding stands in their way, and that another answer would
bring back."""

from collections.abc import Iterator
from datetime import date

from engine.answers import read_answers
from engine.conditions import Name
from engine.fewest_answers import FewestAnswers
from engine.normal import AnswerIs, FactIs
from engine.pack import Pack, Policy
from engine.prepared import prepare
from engine.profile import Profile
from engine.profile_checks import require_fitting
from engine.program import Program
from engine.text import Frozen, Text
from engine.why_not import Wanted, wanted_answer


class Cancelled(Frozen):
    """A fact that is cancelled, and the other answers with any one of which it might be there: for a question that
    takes several options, which of them would have to be put in or left out."""

    fact: Name
    title: Text
    otherwise: tuple[Wanted, ...]


def cancelled_by(profile: Profile, pack: Pack, policy: Policy, on: date, question: str) -> tuple[Cancelled, ...]:
    """The absent facts that lack nothing but the absence of others, and might be there with another answer to this
    question alone. In the order of the rules; none for a question that is open or not in use. Raises Refused as
    `assess` does."""
    require_fitting(profile, pack, on)
    prepared = prepare(pack, policy)
    program = prepared.program
    answers = read_answers(profile, program, on)
    if answers.standing[question].state != "answered" or answers.standing[question].use != "in_use":
        return ()
    truth = prepared.evaluator.evaluate(answers.masks)
    fewest = FewestAnswers(program, prepared.evaluator, answers, truth)
    found = []
    for rule in pack.rules:
        number = program.number_of[rule.id]
        if truth.possible[number] or not _is_cancelled(number, program, fewest):
            continue
        if others := tuple(_bringing_back(number, question, answers.taken, program, fewest)):
            otherwise = tuple(wanted_answer(other, answers, program) for other in others)
            found.append(Cancelled(fact=rule.id, title=rule.title, otherwise=otherwise))
    return tuple(found)


def _is_cancelled(fact: int, program: Program, fewest: FewestAnswers) -> bool:
    """Whether some way to a fact lacks nothing but the absence of others."""
    for alternative in program.conclusions[fact].likely:
        failing = [test for test in alternative if not fewest.may_hold(test)]
        if all(isinstance(test, FactIs) and test.negated for test in failing):
            return True
    return False


def _bringing_back(
    fact: int, question: str, taken: tuple[int, ...], program: Program, fewest: FewestAnswers
) -> Iterator[AnswerIs]:
    """For each variable of the question, its other values with which the fact may be there."""
    for number in program.vocabulary.of_question[question]:
        values = range(len(program.vocabulary.variables[number].values))
        others = [AnswerIs(number, 1 << place) for place in values if not taken[number] >> place & 1]
        mask = sum(other.mask for other in others if fewest.possible_with((other,), fact))
        if mask:
            yield AnswerIs(number, mask)
