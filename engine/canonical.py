"""One choice among equals, the same on every machine whichever of them a solver comes upon."""

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
Ask = Callable[[frozenset[T], frozenset[T], frozenset[T]], frozenset[T] | None]


def without_the_last(order: Sequence[T], found: frozenset[T], ask: Ask[T]) -> frozenset[T]:
    """Of equally good sets, of which one was found, the one that does without what stands last in the order.

    `ask` looks for a set as good: without some, with others, and (if any are given) not with all of a third kind.
    """
    nothing: frozenset[T] = frozenset()
    if ask(nothing, nothing, found) is None:
        return found
    without, needed = nothing, nothing
    for one in reversed(order):
        other = ask(without | {one}, needed, nothing) if one in found else found
        if other is None:
            needed |= {one}
        else:
            without, found = without | {one}, other
    return found
