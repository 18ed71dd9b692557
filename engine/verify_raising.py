"""Improving an answer never hurts: no readiness falls, no exposure rises, and no verdict worsens when one is raised.

Each answer that carries a level is raised by one step, from every level, under every policy; any rise is made of such
steps. Signs settle nearly all; what they leave open goes to two worlds that share every other answer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from engine.answers import ALWAYS
from engine.certificate import Failure, How, Subject
from engine.evaluate import Truth
from engine.linear import World
from engine.literals import CannotTell, Literal, opposite
from engine.pack import ADVERSE, Question
from engine.program import Program
from engine.properties import PROPERTIES, PropertyName
from engine.verdicts import possible_verdicts
from engine.verify_ground import Ground, Masks
from engine.verify_pairs import Asking, Difference, PairFound, exceeds, shown_pair, solved_pair, tried_pair
from engine.verify_possible import unknown
from engine.verify_signs import DOWN, UP, Signs
from engine.verify_steps import Step, exchange
from engine.verify_words import Written, listed


@dataclass(frozen=True)
class Rise:
    """One answer raised by one step under one policy, and the signs of that."""

    ground: Ground
    question: Question
    before: str
    after: str
    step: Step
    signs: Signs


class Rises:
    """Every rise of every answer that carries a level, under each policy; policies that judge alike count once."""

    def __init__(self, grounds: Sequence[Ground], written: Written) -> None:
        self.written = written
        self.grounds = list({_judging(ground.program): ground for ground in reversed(grounds)}.values())[::-1]

    @cached_property
    def all(self) -> list[Rise]:
        return [
            rise
            for ground in self.grounds
            for question in self.written.pack.questions.values()
            if question.levels and (not ground.program.policy.asks or question.id in ground.program.policy.asks)
            for rise in _rises(ground, question)
        ]

    def readiness(self) -> Iterator[Subject]:
        """Each readiness measure must not fall."""
        for number, measure in enumerate(self.written.pack.measures):
            if measure.kind == "readiness":
                yield self._measure("raising_keeps_readiness", number, measure.id, DOWN)

    def exposure(self) -> Iterator[Subject]:
        """Each points measure and each ladder must not rise."""
        for number, measure in enumerate(self.written.pack.measures):
            if measure.kind != "readiness":
                yield self._measure("raising_keeps_exposure", number, measure.id, UP)

    def verdicts(self) -> Iterator[Subject]:
        """No question's answer may worsen a verdict when it is raised."""
        for question in self.written.pack.questions.values():
            own = [rise for rise in self.all if rise.question.id == question.id]
            if question.levels:
                doubtful = [(rise, _worse(rise.ground.program), _ask_worse(rise)) for rise in own if _rising(rise)]
                yield self._judged("raising_keeps_verdicts", question.id, own, doubtful)

    def _measure(self, name: PropertyName, number: int, measure: str, wrong: int) -> Subject:
        doubtful = [
            (rise, _goes(number, wrong), _ask_goes(number, wrong))
            for rise in self.all
            if rise.signs.measures[number] & wrong
        ]
        return self._judged(name, measure, self.all, doubtful)

    def _judged(
        self,
        name: PropertyName,
        subject: str,
        rises: Sequence[Rise],
        doubtful: Sequence[tuple[Rise, Difference, Asking]],
    ) -> Subject:
        """The subject proven if no doubtful rise makes the difference that must not be."""
        by: dict[How, None] = {"signs": None} if len(doubtful) < len(rises) or not rises else {}
        feared: Failure | None = None
        for rise, difference, asking in doubtful:
            try:
                found = tried_pair(rise.ground, rise.step, difference)
                found = found or solved_pair(rise.ground, rise.step, difference, asking)
            except CannotTell:
                feared = feared or self._failure(name, subject, rise, None, difference)
                continue
            if found is not None:
                failure = self._failure(name, subject, rise, found, difference)
                how: How = "solver" if found.number is None else "completion"
                return Subject(subject=subject, status="counter-example", by=(how,), failure=failure)
            by["solver"] = None
        if feared is not None:
            return unknown(subject, feared)
        return Subject(
            subject=subject, status="proven", by=tuple(by), note=f"{len(rises)} rises, {len(doubtful)} by the solver."
        )

    def _failure(
        self, name: PropertyName, subject: str, rise: Rise, found: PairFound | None, difference: Difference
    ) -> Failure:
        what = f"worsens the verdict{_verdicts(rise, found)}" if name == "raising_keeps_verdicts" else (
            f"{'lowers' if name == 'raising_keeps_readiness' else 'raises'} '{subject}'"
        )  # fmt: skip
        appearing = "" if found is None else _appearing(rise, found.masks)
        return Failure(
            code=PROPERTIES[name].code,
            place=self.written.question(rise.question.id),
            fact=f"raising '{rise.question.id}' from {rise.before} to {rise.after} {what}, "
            f"under the policy '{rise.ground.policy}'.{appearing}",
            remedy="Let no rule that gates or weighs punish a better answer, or declare why it must.",
            shown=None if found is None else shown_pair(rise.ground, rise.step, found.masks, difference),
        )


def _judging(program: Program) -> object:
    forms = tuple((one.name, one.confirmed, one.likely) for one in program.conclusions)
    return frozenset(program.policy.asks), forms, program.policy.order


def _rises(ground: Ground, question: Question) -> Iterator[Rise]:
    """From each value to each value of the next higher level."""
    places = {value: place for place, value in enumerate(question.values)}
    for before, level in question.levels.items():
        higher = [own for own in question.levels.values() if own > level]
        for after in [value for value, own in question.levels.items() if higher and own == min(higher)]:
            step = exchange(ground.program, question.id, places[before], places[after])
            yield Rise(ground, question, before, after, step, Signs(ground.program, step.moves))


def _goes(number: int, wrong: int) -> Difference:
    """Whether a measure that is in use before and after goes the wrong way."""

    def goes(before: Truth, after: Truth) -> bool:
        one, other = before.measures[number], after.measures[number]
        used = one.use == other.use == ALWAYS
        return used and (other.low > one.high if wrong == UP else other.high < one.low)

    return goes


def _ask_goes(number: int, wrong: int) -> Asking:
    def asking(before: World, after: World) -> list[list[Literal]]:
        return [[exceeds(after, before, number) if wrong == UP else exceeds(before, after, number)]]

    return asking


def _rising(rise: Rise) -> bool:
    """Whether any clause may come to hold."""
    return any(rise.signs.fact(clause) & UP for own in rise.ground.program.clauses_of for clause in own)


def _worse(program: Program) -> Difference:
    order = program.policy.order

    def worse(before: Truth, after: Truth) -> bool:
        return order.index(possible_verdicts(after, program)[-1]) < order.index(possible_verdicts(before, program)[0])

    return worse


def _ask_worse(rise: Rise) -> Asking:
    """A verdict worsens where a clause comes to hold, and before none of that verdict or a worse one did."""
    clauses = rise.ground.program.clauses_of

    def asking(before: World, after: World) -> Iterator[list[Literal]]:
        for place, own in enumerate(clauses):
            for clause in own:
                if rise.signs.fact(clause) & UP:
                    rising = [opposite(before.holds(clause)), after.holds(clause)]
                    if before.logic.solve(rising).status != "infeasible":  # first the smaller question
                        yield [before.verdict_at_least(place + 1), after.holds(clause)]

    return asking


def _verdicts(rise: Rise, found: PairFound | None) -> str:
    if found is None:
        return ""
    before, after = (possible_verdicts(truth, rise.ground.program)[0] for truth in _truths(rise, found.masks))
    return f" from {before} to {after}"


def _appearing(rise: Rise, masks: Masks) -> str:
    """Which findings against the campaign the better answer brings up."""
    before, after = _truths(rise, masks)
    rules = rise.ground.program.pack.rules
    new = [rule.id for n, rule in enumerate(rules) if rule.kind in ADVERSE and after.certain[n] > before.certain[n]]
    return f" It brings up {listed(new)}." if new else ""


def _truths(rise: Rise, masks: Masks) -> tuple[Truth, Truth]:
    pair = rise.step.masks(masks)
    assert pair is not None, "any completion can be given another answer"
    return rise.ground.truth(pair[0]), rise.ground.truth(pair[1])
