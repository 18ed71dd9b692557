"""Which questions can be in use together, while it is open whether some are.

`asked_if` looks at answers alone, and few questions have one, so the patterns are few. Within one pattern the weights
of every readiness measure are known, and bounds are much closer than over all patterns at once.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from engine.answers import ALWAYS, NEVER, PERHAPS
from engine.evaluate import Truth
from engine.linear import Asking, free_answers
from engine.literals import Logic, opposite
from engine.measures import UNUSED, Interval
from engine.normal import Alternatives
from engine.program import Program
from engine.solver import Model

MOST_COMPLETIONS = 16
MOST = 64  # combinations of conditions; beyond that nothing is gained by telling them apart


@dataclass(frozen=True)
class Pattern:
    """One way in which questions are in use: the masks that remain possible, and a completion (before use is settled)
    that brings it about."""

    masks: tuple[int, ...]
    example: tuple[int, ...]


@dataclass(frozen=True)
class Known:
    """What the solver has told of one program.

    Each by the answers that it rests on, since it is the same whatever the others are: the patterns found, and whether
    a conclusion can be at most, or at least, this certain. And the latest completions that it came upon.
    """

    patterns: dict[tuple[object, ...], list[tuple[tuple[bool, ...], tuple[int, ...]]]] = field(default_factory=dict)
    certainties: dict[tuple[object, ...], bool | None] = field(default_factory=dict)
    completions: deque[tuple[int, ...]] = field(default_factory=lambda: deque(maxlen=MOST_COMPLETIONS))


def patterns(taken: Sequence[int], masks: Sequence[int], program: Program, known: Known) -> list[Pattern]:
    """Every pattern that some `taken` masks leave possible, given the same masks with their use settled as far as it
    is known. None are given when nothing is open about it, or when there are too many. `known` remembers for the same
    program what the solver has told."""
    open_forms: dict[Alternatives, list[str]] = {}
    for name, form in program.asked_if:
        number = program.vocabulary.of_question[name][0]
        unused = program.vocabulary.variables[number].not_in_use
        if masks[number] & unused and masks[number] != unused:
            open_forms.setdefault(form, []).append(name)
    if not open_forms or 2 ** len(open_forms) > MOST:
        return []
    together = list(open_forms.values())
    rest_on = (*map(tuple, together), *(taken[number] for number in program.deciding))
    if rest_on not in known.patterns:
        known.patterns[rest_on] = list(_reachable(taken, together, program))
    return [Pattern(_narrowed(masks, together, used, program), example) for used, example in known.patterns[rest_on]]


def _reachable(
    taken: Sequence[int], together: Sequence[Sequence[str]], program: Program
) -> Iterator[tuple[tuple[bool, ...], tuple[int, ...]]]:
    """Which groups of questions can be in use together, each with an example; an empty one if the solver cannot
    tell."""
    logic = Logic(Model())
    asking = Asking(logic, program, free_answers(logic, program, taken))
    for used in product((True, False), repeat=len(together)):
        literals = [
            asking.in_use[names[0]] if wanted else opposite(asking.in_use[names[0]])
            for names, wanted in zip(together, used, strict=True)
        ]
        solved = logic.solve(literals)
        if solved.status != "infeasible":
            yield used, tuple(asking.masks(solved.values)) if solved.status == "optimal" else ()


def _narrowed(
    masks: Sequence[int], together: Sequence[Sequence[str]], used: Sequence[bool], program: Program
) -> tuple[int, ...]:
    narrowed = list(masks)
    for names, wanted in zip(together, used, strict=True):
        for number in (number for name in names for number in program.vocabulary.of_question[name]):
            unused = program.vocabulary.variables[number].not_in_use
            narrowed[number] = masks[number] & ~unused if wanted else unused
    return tuple(narrowed)


def widest(truths: Sequence[Truth]) -> Truth:
    """The bounds that hold whichever of several is the case."""
    certain = tuple(min(each) for each in zip(*(truth.certain for truth in truths), strict=True))
    possible = tuple(max(each) for each in zip(*(truth.possible for truth in truths), strict=True))
    measures = tuple(_hull(each) for each in zip(*(truth.measures for truth in truths), strict=True))
    return Truth(certain, possible, measures)


def _hull(intervals: Sequence[Interval]) -> Interval:
    used = [interval for interval in intervals if interval.use != NEVER]
    if not used:
        return UNUSED
    always = len(used) == len(intervals) and all(interval.use == ALWAYS for interval in used)
    low, high = min(interval.low for interval in used), max(interval.high for interval in used)
    return Interval(low, high, ALWAYS if always else PERHAPS)
