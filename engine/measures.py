"""How much: readiness, points and ladders, in whole numbers only, as intervals over everything still open."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from engine.answers import ALWAYS, NEVER, PERHAPS
from engine.normal import LIKELY
from engine.unordered import Lift, Scale

FULL_LEVEL = 4
FULL_READINESS = 1000


class Interval(NamedTuple):
    """The least and the most a measure can be, and whether it is in use (ALWAYS, PERHAPS or NEVER).

    The bounds hold whenever the measure is in use; where it never is, they are 0 and say nothing.
    """

    low: int
    high: int
    use: int = ALWAYS


UNUSED = Interval(0, 0, NEVER)


def measure_one(
    scale: Scale, masks: Sequence[int], certain: Sequence[int], possible: Sequence[int], known: Sequence[Interval]
) -> Interval:
    """One measure, from the certainty each conclusion has at least (`certain`) and at most (`possible`)."""
    if scale.measure.kind == "ladder":
        return _ladder(scale, certain, possible, known)
    if scale.measure.kind == "points":
        return _points(scale, masks, certain, possible)
    return _mean(scale, known) if scale.mean_of else readiness(scale.lifts, masks)


def readiness(lifts: Iterable[Lift], masks: Sequence[int]) -> Interval:
    """Weigh the level answers that count towards one measure.

    Unit: tenths of a point, 0 (nothing in place) to 1000 (everything tested), floored. An open question counts as
    its lowest possible level in `low` and its highest in `high`; one that does not apply counts in neither; one that
    perhaps applies counts in each only where that widens the interval.
    """
    lows: list[tuple[int, int, bool]] = []
    highs: list[tuple[int, int, bool]] = []
    for lift in lifts:
        mask = masks[lift.variable]
        levels = [level for place, level in enumerate(lift.levels) if mask >> place & 1]
        if levels:
            sure = not mask >> len(lift.levels)
            lows.append((lift.weight, min(levels), sure))
            highs.append((lift.weight, max(levels), sure))
    if not lows:
        return UNUSED
    (low_sum, low_weight), (high_sum, high_weight) = _least_mean(lows), _most_mean(highs)
    return Interval(
        FULL_READINESS * low_sum // (FULL_LEVEL * low_weight),
        FULL_READINESS * high_sum // (FULL_LEVEL * high_weight),
        ALWAYS if any(sure for *_, sure in lows) else PERHAPS,
    )


def _mean(scale: Scale, known: Sequence[Interval]) -> Interval:
    """The weighted mean of other measures, floored; those not in use count nowhere."""
    parts = [(weight, known[number]) for number, weight in scale.mean_of if known[number].use != NEVER]
    if not parts:
        return UNUSED
    if all(part.use == ALWAYS for _, part in parts):  # as mostly: nothing to choose
        total = sum(weight for weight, _ in parts)
        low, high = (sum(weight * part[end] for weight, part in parts) // total for end in (0, 1))
        return Interval(low, high)
    low_sum, low_weight = _least_mean([(weight, part.low, part.use == ALWAYS) for weight, part in parts])
    high_sum, high_weight = _most_mean([(weight, part.high, part.use == ALWAYS) for weight, part in parts])
    use = ALWAYS if any(part.use == ALWAYS for _, part in parts) else PERHAPS
    return Interval(low_sum // low_weight, high_sum // high_weight, use)


def _least_mean(parts: list[tuple[int, int, bool]]) -> tuple[int, int]:
    """Sum and weight of the selection with the least weighted mean: all sure parts, and the others that lower it.

    Parts are (weight, value, sure). Without a sure part the selection is the single least one.
    """
    total = sum(weight * value for weight, value, sure in parts if sure)
    weights = sum(weight for weight, _, sure in parts if sure)
    for weight, value, _ in sorted((part for part in parts if not part[2]), key=lambda part: part[1]):
        if weights == 0 or value * weights < total:
            total, weights = total + weight * value, weights + weight
    return total, weights


def _most_mean(parts: list[tuple[int, int, bool]]) -> tuple[int, int]:
    """The same for the greatest weighted mean."""
    total, weights = _least_mean([(weight, -value, sure) for weight, value, sure in parts])
    return -total, weights


def _points(scale: Scale, masks: Sequence[int], certain: Sequence[int], possible: Sequence[int]) -> Interval:
    low = high = 0
    for variable, points in scale.points:
        mask = masks[variable]
        values = [given for place, given in enumerate((*points, 0)) if mask >> place & 1]
        low, high = low + min(values), high + max(values)
    return _moved(low, high, scale.effects, certain, possible)


def _ladder(scale: Scale, certain: Sequence[int], possible: Sequence[int], known: Sequence[Interval]) -> Interval:
    """Start from the band of another measure, move, raise to the floors, keep within the ends."""
    assert scale.starts_from is not None, "the loader sees to it"
    start = known[scale.starts_from]
    low, high = start.low, start.high
    if scale.thresholds:
        low, high = (sum(value >= begin for begin in scale.thresholds) for value in (low, high))
    low, high, _ = _moved(low, high, scale.effects, certain, possible)
    low = max([low, *(band for fact, band in scale.floors if certain[fact] >= LIKELY)])
    high = max([high, *(band for fact, band in scale.floors if possible[fact] >= LIKELY)])
    top = len(scale.measure.bands) - 1
    return Interval(min(max(low, 0), top), min(max(high, 0), top))


def _moved(
    low: int, high: int, effects: Iterable[tuple[int, int]], certain: Sequence[int], possible: Sequence[int]
) -> Interval:
    """Add what established facts add; a fact that is only possible widens the interval."""
    for fact, amount in effects:
        if certain[fact] >= LIKELY:
            low, high = low + amount, high + amount
        elif possible[fact] >= LIKELY:
            low, high = low + min(amount, 0), high + max(amount, 0)
    return Interval(low, high)
