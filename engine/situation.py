"""The answers as they stand, or as they would stand with remedies in place, and what each further remedy would do.

Everything here is worked out hundreds of times for one assessment, so it speaks in numbers of conclusions and
variables; names come in where the result is written.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from operator import mul

from engine.answers import Answers
from engine.assessment import AnswerPremise
from engine.evaluate import Truth
from engine.explain import Explained
from engine.judging import Judge, Judgement
from engine.pack import VERDICTS, Remedy
from engine.prepared import Prepared
from engine.prerequisites import Whole, in_place, whole
from engine.program import Program
from engine.remedies import could_become

GRAVITY_OF_A_BAND = 4  # as a finding of severity high; expert judgement, like GRAVITY of findings

Urgency = tuple[bool, bool, bool, bool, Fraction, int]


@dataclass(frozen=True)
class Ground:
    """What stays the same while remedies are tried on one campaign.

    `resting` are, for each question, the bad news that rests on its answer directly, as things are.
    """

    prepared: Prepared
    program: Program
    judge: Judge
    answers: Answers
    resting: Mapping[str, Set[int]]

    @classmethod
    def of(cls, answers: Answers, explained: Explained, prepared: Prepared, judge: Judge) -> "Ground":
        resting: dict[str, set[int]] = {}
        for number in prepared.program.adverse:
            for premise in (premise for reason in explained.reasons[number] for premise in reason.premises):
                if isinstance(premise, AnswerPremise):
                    resting.setdefault(premise.question, set()).add(number)
        return cls(prepared, prepared.program, judge, answers, resting)


class Situation:
    """One set of answers, as masks that do not say which questions are in use (`taken`) and that do (`masks`)."""

    def __init__(self, ground: Ground, taken: Sequence[int], masks: Sequence[int], judged: Judgement) -> None:
        self.ground, self.taken, self.masks = ground, taken, masks
        self.truth, self.verdicts = judged
        self.risk = _risk(self.truth, ground.program)

    @cached_property
    def against(self) -> list[int]:
        """The adverse findings that are certain."""
        return [number for number in self.ground.program.adverse if self.truth.certain[number]]

    def effect(self, remedy: Remedy) -> "Effect":
        """The effect of one remedy here; advice that changes no answer has none."""
        return Effect(remedy, self, self.after(could_become(self.ground.program, self.taken, remedy)))

    def after(self, taken: list[int]) -> "Situation":
        """The situation with other answers, or this one if nothing that is in use has changed."""
        masks = list(taken)
        self.ground.program.settle_use(masks)
        if masks == list(self.masks):
            return self
        return Situation(self.ground, taken, masks, self.ground.judge(taken, masks))

    @cached_property
    def ends(self) -> tuple[int, int]:
        """The worst and the best possible verdict, as they are ranked."""
        return VERDICTS.index(self.verdicts[0]), VERDICTS.index(self.verdicts[-1])

    @cached_property
    def in_place(self) -> frozenset[str]:
        """The remedies that others require and that would change nothing here, for all that is known."""
        return in_place(self.ground.program, self.ground.answers.standing, self.taken, self.masks)


def _risk(truth: Truth, program: Program) -> int:
    """How much stands against the campaign, in units without a name: findings by severity and certainty (least and
    greatest alike), and the bands of exposure. Only differences of it are used, to order remedies."""
    least: int = sum(map(mul, program.gravities, truth.certain))
    settled = truth.possible is truth.certain
    total = least + (least if settled else sum(map(mul, program.gravities, truth.possible)))
    for number in program.ladders:
        low, high, _ = truth.measures[number]
        total += GRAVITY_OF_A_BAND * (low + high)
    return total


class Effect:
    """What one remedy does to a situation.

    `clears` and `weakens` are what it does alone to the findings against the campaign; `helps_with` are findings that
    rest on an answer it changes, and that it neither clears nor weakens alone.
    """

    def __init__(self, remedy: Remedy, before: Situation, after: Situation) -> None:
        self.remedy, self.before, self.after = remedy, before, after
        certain, possible = before.truth.certain, after.truth.possible
        self.clears, self.weakens = list[int](), list[int]()
        if possible != before.truth.possible:  # most remedies alone change measures only
            self.clears = [n for n in before.against if not possible[n]]
            self.weakens = [n for n in before.against if 0 < possible[n] < certain[n]]
        self.risk_removed = before.risk - after.risk
        resting = before.ground.resting
        rest = {number for question in remedy.changes for number in resting.get(question, ())}
        rest.difference_update(self.clears, self.weakens)
        self.helps_with = [n for n in before.against if n in rest] if rest else []

    @property
    def useful(self) -> bool:
        return self.risk_removed > 0 or bool(self.helps_with)

    @property
    def changes_answers(self) -> bool:
        """Whether anything that is in use would be different."""
        return self.after is not self.before

    @cached_property
    def named_by(self) -> list[int]:
        """The findings against the campaign that name this remedy."""
        naming = self.before.ground.program.naming.get(self.remedy.id, ())
        return [number for number in self.before.against if number in naming]

    @cached_property
    def whole(self) -> Whole:
        """What the remedy takes with the prerequisites that are not in place before it."""
        if not self.remedy.requires:
            return Whole((), self.remedy.effort, self.remedy.lead_time)
        return whole(self.remedy, self.before.ground.program.pack, self.before.in_place)

    @cached_property
    def urgency(self) -> Urgency:
        """First what keeps the campaign what it is. Then what clears a blocker, then what is part of clearing one, then
        what betters the verdict; then the most risk removed per person-day, findings counted half where the remedy is
        only part of clearing them; then the soonest.

        Person-days and days are those of the remedy with its prerequisites that are not in place. The risk removed is
        what the remedy does alone.
        """
        partly = sum(self.before.ground.program.gravities[number] for number in self.helps_with)
        return (
            self.remedy.alternative,
            not self.blocked_by(self.clears),
            not self.blocked_by(self.helps_with),
            not self.after.ends > self.before.ends,
            -Fraction(2 * self.risk_removed + partly, self.whole.effort),
            self.whole.lead_time,
        )

    def blocked_by(self, conclusions: Iterable[int]) -> bool:
        return not self.before.ground.program.blockers.isdisjoint(conclusions)
