"""How much stands against a campaign whose answers are complete, as a number and in a linear model.

The units are those of `Situation.risk` in `situation.py`: only differences mean something.
"""

from operator import mul
from typing import NamedTuple

from engine.evaluate import Truth
from engine.linear import World
from engine.literals import Sum
from engine.normal import CONFIRMED, LIKELY
from engine.program import Program
from engine.situation import GRAVITY_OF_A_BAND


class Left(NamedTuple):
    """What complete answers leave standing against a campaign, the graver first: blockers in number, then the risk."""

    blockers: int
    risk: int


class LeftIn(NamedTuple):
    """The same in a world of a linear model."""

    blockers: Sum
    risk: Sum


def left(truth: Truth, program: Program) -> Left:
    return Left(sum(truth.certain[number] > 0 for number in program.blockers), risk(truth, program))


def left_in(world: World) -> LeftIn:
    blockers = Sum()
    for number in sorted(world.program.blockers):
        blockers.add(1, world.holds(number, LIKELY))
    return LeftIn(blockers, risk_in(world))


def risk(truth: Truth, program: Program) -> int:
    """The risk that complete answers show: findings by severity and certainty, and the bands of exposure."""
    total: int = sum(map(mul, program.gravities, truth.certain))
    for scale, measured in zip(program.scales, truth.measures, strict=True):
        if scale.measure.kind == "ladder":
            total += GRAVITY_OF_A_BAND * measured.low
    return 2 * total


def risk_in(world: World) -> Sum:
    """The same in a world of a linear model."""
    total = Sum()
    for number, gravity in enumerate(world.program.gravities):
        for certainty in (LIKELY, CONFIRMED) if gravity else ():
            total.add(2 * gravity, world.holds(number, certainty))
    for number, scale in enumerate(world.program.scales):
        if scale.measure.kind == "ladder":
            total.add_sum(2 * GRAVITY_OF_A_BAND, world.band(number))
    return total
