"""What must be in place before a remedy and is not yet: it takes time and work too."""

from collections.abc import Set
from dataclasses import dataclass
from graphlib import TopologicalSorter

from engine.pack import Pack, Remedy


@dataclass(frozen=True)
class Whole:
    """A remedy with all its prerequisites that are not in place, these in an order in which they can be done.

    `effort` in person-days, each remedy counted once; `lead_time` in calendar days, along the longest chain: what does
    not wait for each other is done at the same time.
    """

    prerequisites: tuple[Remedy, ...]
    effort: int
    lead_time: int


def whole(remedy: Remedy, pack: Pack, in_place: Set[str]) -> Whole:
    """What a remedy takes where the remedies of these names are in place already.

    One that is in place needs nothing, so the chain ends there. Raises CycleError for remedies that require each other
    in a circle, which the check of the pack refuses.
    """
    needs: dict[str, tuple[str, ...]] = {}
    waiting = [remedy.id]
    while waiting:
        name = waiting.pop()
        if name not in needs:
            needs[name] = tuple(other for other in pack.remedy[name].requires if other not in in_place)
            waiting += reversed(needs[name])
    order = [pack.remedy[name] for name in TopologicalSorter(needs).static_order()]
    ready_after: dict[str, int] = {}
    for one in order:
        ready_after[one.id] = one.lead_time + max((ready_after[other] for other in needs[one.id]), default=0)
    return Whole(tuple(order[:-1]), sum(one.effort for one in order), ready_after[remedy.id])
