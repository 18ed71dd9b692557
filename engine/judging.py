"""How other answers than the given ones are judged: as exactly as the given ones are."""

from collections.abc import Callable, Sequence

from engine.answers import Answers
from engine.evaluate import Truth
from engine.pack import VerdictName
from engine.patterns import Known
from engine.possibilities import Possible, Reach
from engine.prepared import Prepared
from engine.verdicts import possible_verdicts

Judgement = tuple[Truth, tuple[VerdictName, ...]]
# From masks that do not say which questions are in use, and the same masks that do.
Judge = Callable[[Sequence[int], Sequence[int]], Judgement]


def judge_like(possible: Possible, outer: Truth, answers: Answers, prepared: Prepared) -> Judge:
    """The judge for answers that differ from the given ones in some places.

    A report must not compare an exact "before" with a wider "after". That the bounds from outside are exact for the
    given answers does not make them so for the others: only what leaves nothing open is exact at once.
    """
    quickly, known = judge_by_bounds(answers, prepared), Known()

    def exactly(taken: Sequence[int], masks: Sequence[int]) -> Judgement:
        truth, verdicts = quickly(taken, masks)
        if truth.is_settled:
            return truth, verdicts
        return Reach(taken, truth, prepared, known).beside(possible.telling)

    return quickly if answers.settled else exactly


def judge_by_bounds(answers: Answers, prepared: Prepared) -> Judge:
    """The judge that asks for bounds from outside alone: where the given answers were judged by no more than these."""
    evaluate, program = prepared.evaluator.within(answers.taken), prepared.program

    def quickly(taken: Sequence[int], masks: Sequence[int]) -> Judgement:
        truth = evaluate(masks)
        return truth, possible_verdicts(truth, program)

    return quickly
