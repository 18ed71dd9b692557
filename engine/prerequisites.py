"""What must be in place before a remedy and is not yet: it takes time and work too."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from graphlib import TopologicalSorter

from engine.answers import Standing
from engine.pack import Pack, Remedy
from engine.program import Program
from engine.remedies import with_remedy

Needs = dict[str, tuple[str, ...]]  # by the name of a remedy, those that must be done before it


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
    needs = needed([remedy.id], pack, in_place)
    order = [pack.remedy[name] for name in TopologicalSorter(needs).static_order()]
    return Whole(tuple(order[:-1]), sum(one.effort for one in order), ready_after(needs, pack)[remedy.id])


def needed(names: Iterable[str], pack: Pack, in_place: Set[str]) -> Needs:
    """What each of these remedies waits for, and each that one of them waits for."""
    needs: Needs = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in needs:
            needs[name] = tuple(other for other in pack.remedy[name].requires if other not in in_place)
            waiting += reversed(needs[name])
    return needs


def ready_after(needs: Mapping[str, Sequence[str]], pack: Pack) -> dict[str, int]:
    """For each remedy the days until it is in place, what it waits for done first. Raises CycleError, as `whole`."""
    found: dict[str, int] = {}
    for name in TopologicalSorter(needs).static_order():
        found[name] = pack.remedy[name].lead_time + max((found[other] for other in needs[name]), default=0)
    return found


def in_place(
    program: Program, standing: Mapping[str, Standing], taken: Sequence[int], masks: Sequence[int]
) -> frozenset[str]:
    """The remedies that others require and that would change nothing, for all that is known.

    `taken` are masks that do not say which questions are in use, `masks` the same ones that do.
    """

    def is_in_place(remedy: Remedy) -> bool:
        """Whether each answer that a remedy changes is already as the remedy would have it, or is not in use.

        Not so while that is open, or where the policy does not ask; never for advice, which leaves no trace in answers.
        """
        then = with_remedy(program, taken, remedy)
        if then == list(taken):
            return bool(remedy.changes)
        if any(standing[question].use == "not_examined" for question in remedy.changes):
            return False
        program.settle_use(then)
        return then == list(masks)

    return frozenset(name for name in program.required if is_in_place(program.pack.remedy[name]))
