"""How much stands against a campaign whose answers are complete, as a number and in a linear model.

The units are those of `Situation.risk` in `situation.py`: only differences mean something.
"""

from operator import mul

from engine.evaluate import Truth
from engine.linear import World
from engine.literals import Sum
from engine.normal import CONFIRMED, LIKELY
from engine.program import Program
from engine.situation import GRAVITY_OF_A_BAND


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
