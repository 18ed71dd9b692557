"""The premises of one way to hold: how near answers come to them, and which of them exclude each other."""

from collections.abc import Sequence
from typing import NamedTuple

from engine.answers import ALWAYS, NEVER
from engine.certificate import Shown
from engine.evaluate import Truth
from engine.normal import Alternative, Alternatives, AnswerIs, FactIs, MeasureIs, PlainTest
from engine.program import Program
from engine.verify_ground import Asked, Ground, Masks
from engine.verify_pairs import least
from engine.verify_words import premises


def holds(masks: Masks, truth: Truth, test: PlainTest) -> bool:
    """Whether a test holds for certain of settled masks, open ones too, and what follows from them."""
    match test:
        case AnswerIs(variable, mask):
            return masks[variable] | mask == mask
        case FactIs(fact, certainty, negated):
            return truth.possible[fact] < certainty if negated else truth.certain[fact] >= certainty
        case MeasureIs(measure, "not_in_use", _):
            return truth.measures[measure].use == NEVER
        case MeasureIs(measure, "at_least", bound):
            return truth.measures[measure].use == ALWAYS and truth.measures[measure].low >= bound
        case _:
            return truth.measures[test.measure].use == ALWAYS and truth.measures[test.measure].high <= test.bound


def all_hold(ground: Ground, masks: Masks, tests: Sequence[PlainTest]) -> bool:
    """The same of several tests, and of masks that do not say which questions are in use."""
    settled = ground.settle(masks)
    truth = ground.prepared.evaluator.evaluate(settled)
    return all(holds(settled, truth, test) for test in tests)


class Nearest(NamedTuple):
    """A way of which not all tests hold together, those of them that do, and the answers behind those."""

    way: Alternative
    met: Alternative
    shown: Shown

    def said(self, program: Program) -> str:
        met = f"only {premises(program, self.met)} met" if self.met else "nothing of it ever met"
        return f"The nearest it comes is a way that asks for {premises(program, self.way)}, with {met}."


def nearest_to(ground: Ground, form: Alternatives) -> Nearest:
    """The way of a form of which most tests hold together in a completion tried."""
    best: tuple[int, int, Alternative] = (-1, 0, ())
    for way in form:
        columns = [ground.test(test) for test in way]
        for number in range(len(ground.tried)):
            held = sum(column >> number & 1 for column in columns)
            if held > best[0]:
                best = (held, number, way)
    _, number, way = best
    masks = ground.tried[number]
    met = tuple(test for test in way if ground.test(test) >> number & 1)
    left, kept = least(ground, masks, lambda some: all_hold(ground, some, met))
    return Nearest(way, met, Shown(policy=ground.policy, answers=ground.answers(left, kept)))


def conflict(ground: Ground, way: Alternative) -> Alternative:
    """The fewest tests of a way that are found to exclude each other: without any one of them the rest can hold.

    Where the solver cannot tell of a test whether it is needed, it is kept.
    """
    kept = list(way)
    for test in way:
        rest = [other for other in kept if other != test]
        asked = Asked(ground)
        if asked.logic.solve([asked.world.test(other) for other in rest]).status == "infeasible":
            kept = rest
    return tuple(kept)
