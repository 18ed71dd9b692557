"""What several forms of a screening count over its proposals."""

from collections import Counter
from typing import NamedTuple

from engine.screening import Screening

STEPS = 5  # equal parts of the range of a readiness measure


class Tally(NamedTuple):
    """How many certainly have something, and how many more may have it."""

    certain: int
    perhaps: int


def reasons(screening: Screening) -> list[tuple[int, Tally]]:
    """The clauses that hold, or may hold, for a verdict that is possible; those of most proposals first."""
    certain = Counter(number for proposal in screening.proposals for number in proposal.reasons)
    perhaps = Counter(number for proposal in screening.proposals for number in proposal.open_reasons)
    found = {*certain, *perhaps}
    order = sorted(found, key=lambda number: (-certain[number], -perhaps[number], number))
    return [(number, Tally(certain[number], perhaps[number])) for number in order]


def settling_questions(screening: Screening) -> list[tuple[str, int]]:
    """The questions that would settle the places of most proposals, with how many; the first asked among equals."""
    asked = list(screening.questions)
    counted = Counter(one.settled_by for one in screening.proposals if one.settled_by is not None)
    return sorted(counted.items(), key=lambda one: (-one[1], asked.index(one[0])))


def spread(screening: Screening, measure: str) -> list[Tally]:
    """How many proposals stand in each part of a measure's range: certainly there, or perhaps, as open questions
    decide. Those in which it is not in use are not counted; where it is only perhaps in use, none is certain."""
    bands = len(screening.measures[measure].bands)
    certain, perhaps = [0] * (bands or STEPS), [0] * (bands or STEPS)
    for proposal in screening.proposals:
        if measure not in proposal.measures:
            continue
        first, last = (end if bands else step(end) for end in proposal.measures[measure])
        if first == last and measure not in proposal.perhaps:
            certain[first] += 1
        else:
            for part in range(first, last + 1):
                perhaps[part] += 1
    return [Tally(*both) for both in zip(certain, perhaps, strict=True)]


def step(tenths: int) -> int:
    """In which part of the range of readiness a value lies; its end belongs to the last part."""
    return min(STEPS - 1, tenths * STEPS // 1000)
