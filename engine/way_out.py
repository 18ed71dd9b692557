"""With which answers to begin to leave a decided verdict behind: none that is not needed for it."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from engine.pack import Remedy
from engine.remedies import could_become
from engine.situation import Situation


def way_out(now: Situation, first: Sequence[Remedy], all_first: Situation, pair: Sequence[Remedy]) -> tuple[str, ...]:
    """The questions, in the order of doing, whose answers the fewest of the first remedies change so that a better
    verdict is possible; else those of the best two together. Empty where the verdict is open, cannot be better, or
    stays what it is. `all_first` is the situation with all of the first remedies in place.

    Of the remedies none can be left out, and of their answers none either: each is tried.
    """
    if len(now.verdicts) > 1 or now.verdicts[0] == now.ground.program.policy.otherwise:
        return ()
    for remedies in _fewest_first(first, all_first, pair, now):
        then = _with(remedies, now)
        if _leaves(then, now):
            return _needed(now, then, remedies)
    return ()


def _fewest_first(
    first: Sequence[Remedy], all_first: Situation, pair: Sequence[Remedy], now: Situation
) -> Iterator[Sequence[Remedy]]:
    """Fewer remedies do no more than all of them, so they are tried only where all of them lead out."""
    if _leaves(all_first, now):
        for number in range(1, len(first) + 1):
            yield from combinations(first, number)
    if pair:
        yield pair


def _with(remedies: Sequence[Remedy], now: Situation) -> Situation:
    """All of these in place, judged once."""
    taken = list(now.taken)
    for remedy in remedies:
        taken = could_become(now.ground.program, taken, remedy)
    return now.after(taken)


def _leaves(then: Situation, now: Situation) -> bool:
    return then.verdicts[-1] != now.verdicts[0]


def _needed(now: Situation, then: Situation, remedies: Sequence[Remedy]) -> tuple[str, ...]:
    """The changed answers without those whose change does not matter, the last to be made left out first."""
    variables = now.ground.program.vocabulary.of_question
    questions = dict.fromkeys(name for remedy in remedies for name in remedy.changes)
    needed = [name for name in questions if any(now.taken[n] != then.taken[n] for n in variables[name])]
    taken = list(then.taken)
    for name in reversed(needed) if len(needed) > 1 else ():
        without = list(taken)
        for number in variables[name]:
            without[number] = now.taken[number]
        if _leaves(now.after(without), now):
            taken = without
            needed = [one for one in needed if one != name]
    return tuple(needed)
