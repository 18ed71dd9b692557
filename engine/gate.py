"""The verdict of one campaign and nothing more: what a gate needs, in a few milliseconds.

The compiled rules give bounds, and where questions are open the completions and the solver make the set of verdicts
exact. No remedy, plan or comparison is worked out.
"""

from dataclasses import dataclass
from typing import Final

from engine.answers import Answers
from engine.evaluate import Truth
from engine.pack import VERDICTS, VerdictName
from engine.possibilities import Reach, with_or_without
from engine.prepared import Prepared
from engine.verdicts import possible_verdicts

DEFAULT_FAIL_ON: Final[VerdictName] = "NOT_YET"


@dataclass(frozen=True)
class Judged:
    """What one campaign comes to under one policy. `truth` are bounds from outside; `verdicts` are all that can be
    reached, worst first, or (`exact` is false) all of which it could not be told that they cannot."""

    answers: Answers
    truth: Truth
    verdicts: tuple[VerdictName, ...]
    exact: bool
    prepared: Prepared


def judge(answers: Answers, prepared: Prepared) -> Judged:
    """The verdicts of some answers. They are those that an assessment gives."""
    truth = prepared.evaluator.evaluate(answers.masks)
    verdicts = possible_verdicts(truth, prepared.program)
    if answers.settled or len(verdicts) == 1:
        return Judged(answers, truth, verdicts, True, prepared)

    def exactly() -> Judged:
        reach = Reach(answers.taken, truth, prepared)
        return Judged(answers, truth, reach.verdicts(), reach.exact, prepared)

    return with_or_without(exactly)


def fails(verdict: VerdictName, fail_on: VerdictName) -> bool:
    """Whether a verdict does not pass a gate that fails on this one: it is the same or a worse one."""
    return VERDICTS.index(verdict) <= VERDICTS.index(fail_on)
