"""How many certainly stand above and below each of many, and the tiers of ties: the only module that counts pairs.

Every pair with touching verdicts is compared, in whole numbers, one proposal against all earlier ones at a time: twenty
thousand take some seconds. What is compared is said in `order.py`; a test holds the two against each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engine.order import Place, reading_order
from engine.pack import VERDICTS
from engine.screening import RankingTerms

Numbers = NDArray[np.int32]
Truths = NDArray[np.bool_]


@dataclass(frozen=True)
class Standings:
    """By number of the proposal: above how many it stands and below how many, its tier within its group (from 1), the
    last tier of its group that it does not wholly stand above, and which others those are, if they were asked for."""

    above: list[int]
    below: list[int]
    tier: list[int]
    ties_to: list[int]
    those_above: list[list[int]] = field(default_factory=list)
    those_below: list[list[int]] = field(default_factory=list)


def standings(places: Sequence[Place], terms: RankingTerms, listed: bool) -> Standings:
    """Where each of these stands. Tiers count among proposals with the same one verdict; others have tier 1.

    `listed`: name those above and below as well, which takes room for every pair.
    """
    order = sorted(range(len(places)), key=lambda number: reading_order(places[number], terms))
    worst_of = [0] * len(VERDICTS)
    best_of = [0] * len(VERDICTS)
    for one in places:
        worst_of[one.worst] += 1
        best_of[one.best] += 1
    shelves = [_Shelf(worst_of[verdict], terms) for verdict in range(len(VERDICTS))]
    below, tier = [0] * len(places), [1] * len(places)
    those_above: list[list[int]] = [[] for _ in places] if listed else []
    for number in order:
        one = places[number]
        beaten_by = shelves[one.best].above(one)
        below[number] = sum(worst_of[one.best + 1 :]) + int(beaten_by.sum())
        if listed:
            those_above[number] = [other for other, each in enumerate(places) if each.worst > one.best]
            those_above[number] += shelves[one.best].numbers(beaten_by)
        if one.worst == one.best:
            tier[number] = shelves[one.best].find_tier(beaten_by)
        shelves[one.worst].put(number, one, tier[number])
    above, ties_to = [0] * len(places), [1] * len(places)
    for verdict, shelf in enumerate(shelves):
        for number, touching, last in shelf.filled():
            above[number] = sum(best_of[:verdict]) + touching
            ties_to[number] = last
    those_below: list[list[int]] = [[] for _ in places] if listed else []
    for number, others in enumerate(those_above):
        others.sort()
        for other in others:
            those_below[other].append(number)
    return Standings(above, below, tier, ties_to, those_above, those_below)


class _Shelf:
    """The proposals of one worst verdict that have been looked at, as columns that fill up."""

    def __init__(self, size: int, terms: RankingTerms) -> None:
        self.size = 0
        self._terms = terms
        self._number: Numbers = np.zeros(size, np.int32)
        self._highest: list[Numbers] = [np.zeros(size, np.int32) for _ in terms.exposure]
        self._lows: list[Numbers] = [np.zeros(size, np.int32) for _ in terms.weights]
        self._sum: Numbers = np.zeros(size, np.int32)
        self._tier: Numbers = np.zeros(size, np.int32)  # 0 for one that is undecided
        self._below: Numbers = np.zeros(size, np.int32)
        self._ties_to: Numbers = np.zeros(size, np.int32)
        self._last_tier = 0

    def above(self, one: Place) -> Truths:
        """Which of them stand above one whose best verdict is their worst; it counts among those below each of them.

        The sum over measures of min(low * d, high * d) is that of low * d, which is a difference of two sums, and of
        (high - low) * min(d, 0).
        """
        end, weights = self.size, self._terms.weights.values()
        highs = [high for _, high in one.readiness]
        total = self._sum[:end] - sum(low * high for (low, _), high in zip(weights, highs, strict=True))
        for (low, high), column, value in zip(weights, self._lows, highs, strict=True):
            if high > low:
                total += (high - low) * np.minimum(column[:end] - value, 0)
        found: Truths = total > 0
        for column, (low, _) in zip(self._highest, one.exposure, strict=True):
            found &= column[:end] <= low
        self._below[:end] += found
        return found

    def find_tier(self, beaten_by: Truths) -> int:
        """The tier of one that these stand above, and of no others of its verdict; others now tie with that tier."""
        tier = int((self._tier[: self.size] * beaten_by).max(initial=0)) + 1
        ties = self._ties_to[: self.size]
        np.maximum(ties, tier * ~beaten_by, out=ties)
        return tier

    def put(self, number: int, one: Place, tier: int) -> None:
        at = self.size
        self._number[at] = number
        for column, (_, high) in zip(self._highest, one.exposure, strict=True):
            column[at] = high
        for column, (low, _) in zip(self._lows, one.readiness, strict=True):
            column[at] = low
        both = zip(self._terms.weights.values(), one.readiness, strict=True)
        self._sum[at] = sum(weight * low for (weight, _), (low, _) in both)
        decided = one.worst == one.best
        self._tier[at] = tier if decided else 0
        if decided:
            self._last_tier = max(self._last_tier, tier)
        self._ties_to[at] = max(self._last_tier, 1)
        self.size += 1

    def numbers(self, which: Truths) -> list[int]:
        found: list[int] = self._number[: self.size][which].tolist()
        return found

    def filled(self) -> list[tuple[int, int, int]]:
        """Of each its number, how many with the same verdict it stands above, and the last tier it ties with."""
        return list(zip(self._number.tolist(), self._below.tolist(), self._ties_to.tolist(), strict=True))
