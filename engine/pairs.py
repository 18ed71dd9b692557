"""Which two remedies do most together.

Two remedies are worth naming as a pair for what they clear together and neither clears alone; else for the risk that
they remove beyond what the better of them removes alone. So the best pair is, first, one that clears a blocker only
together, then one that clears anything only together; then the one with the most risk removed beyond the better one;
then the one with the least work, counting prerequisites that are not in place once; then the first in the order of
doing.

Pairs are sought among remedies that do something by themselves and change nothing but how the campaign is prepared.
Most of them have nothing to do with each other, and what they do adds up; only the others are evaluated together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from engine.situation import Effect, Situation

MOST_REMEDIES = 24  # that come first in the order of doing

Places = tuple[int, int]  # of two effects


@dataclass(frozen=True)
class Pair:
    """Two remedies, the more urgent one first, and the situation with both in place if it has been worked out.

    `beyond` is the risk removed beyond what the better one removes alone; `only_together` are the findings that both
    clear together and neither alone.
    """

    first: Effect
    second: Effect
    both: Situation | None
    beyond: int
    only_together: tuple[int, ...] = ()

    @property
    def after(self) -> Situation:
        return self.both or self.first.after.effect(self.second.remedy).after

    @property
    def effort(self) -> int:
        """Person-days for both and for what must be in place before either."""
        wholes = (self.first, self.second)
        needed = {one.id: one.effort for effect in wholes for one in (effect.remedy, *effect.whole.prerequisites)}
        return sum(needed.values())


def best_pair(effects: Sequence[Effect]) -> Pair | None:
    """The best of the pairs among some effects, in the order of doing; None if no two do more than the better one."""
    able = [effect for effect in effects if effect.useful and not effect.remedy.alternative and effect.changes_answers]
    able = able[:MOST_REMEDIES]
    if len(able) < 2:
        return None
    bearings = _Bearings(able)
    clearing = [pair for places in bearings.may_clear() if (pair := bearings.together(places)).only_together]
    if clearing:
        blockers = bearings.now.ground.program.blockers
        return _best([pair for pair in clearing if not blockers.isdisjoint(pair.only_together)] or clearing)
    dependent = bearings.dependent()
    pairs = [
        bearings.together(places) if places in dependent else bearings.apart(places)
        for places in combinations(range(len(able)), 2)
    ]
    return _best([pair for pair in pairs if pair.beyond > 0])


def _best(pairs: Sequence[Pair]) -> Pair | None:
    most = max((pair.beyond for pair in pairs), default=0)
    return min((pair for pair in pairs if pair.beyond == most), key=lambda pair: pair.effort, default=None)


class _Bearings:
    """Which of some effects bear on the same findings, so that two of them can do more or less than each alone.

    All their changes are allowed at once: what the bounds then settle, no two of them change.
    """

    def __init__(self, effects: Sequence[Effect]) -> None:
        self.effects, self.now = effects, effects[0].before
        ground = self.now.ground
        loose, marks = list(self.now.taken), [0] * len(self.now.taken)
        for place, effect in enumerate(effects):
            for variable, (was, then) in enumerate(zip(self.now.taken, effect.after.taken, strict=True)):
                if was != then:
                    loose[variable] |= then
                    marks[variable] |= 1 << place
        ground.program.settle_use(loose)
        self.outer = ground.prepared.evaluator.evaluate(loose)
        self.conclusions, self.measures = ground.prepared.influence.spread(marks, self.outer)

    def may_clear(self) -> list[Places]:
        """The pairs that might clear a finding together which neither clears alone, in the order of doing."""
        found: set[Places] = set()
        for number in self.now.against:
            if not self.outer.certain[number]:
                kept = [place for place in self._marked(self.conclusions[number]) if number not in self.cleared[place]]
                found.update(combinations(kept, 2))
        return sorted(found)

    def dependent(self) -> set[Places]:
        """The pairs of which both could change one finding or band of exposure; of all others the effects add up."""
        program = self.now.ground.program
        graded = (marked for marked, gravity in zip(self.conclusions, program.gravities, strict=True) if gravity)
        bands = (self.measures[number] for number in program.ladders)
        return {places for marked in {*graded, *bands} for places in combinations(self._marked(marked), 2)}

    def together(self, places: Places) -> Pair:
        """Two effects evaluated with both remedies in place."""
        first, second = (self.effects[place] for place in places)
        both = first.after.effect(second.remedy).after
        left = (n for n in self.now.against if not both.truth.possible[n])
        only = tuple(n for n in left if not any(n in self.cleared[place] for place in places))
        better = max(first.risk_removed, second.risk_removed)
        return Pair(first, second, both, self.now.risk - both.risk - better, only)

    def apart(self, places: Places) -> Pair:
        """Two effects that have nothing to do with each other: what they do adds up."""
        first, second = (self.effects[place] for place in places)
        return Pair(first, second, None, min(first.risk_removed, second.risk_removed))

    @cached_property
    def cleared(self) -> list[frozenset[int]]:
        return [frozenset(effect.clears) for effect in self.effects]

    def _marked(self, marked: int) -> list[int]:
        return [place for place in range(len(self.effects)) if marked >> place & 1]
