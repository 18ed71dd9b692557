"""When one proposal certainly stands above another. Everything else is a tie.

**What it means.** Let v be a verdict (better is greater), e the bands of the exposure ladders and r(w) the weighted
mean, not floored, of the readiness measures in use under weights w. A stands above B if, for every completion of what
is unanswered in A and in B, and every w in the box of the policy's ranges: v(A) > v(B), or v(A) = v(B), no ladder of
A has a higher band than that of B, and r(w) of A is greater than that of B. Exposure and readiness are never netted.

**How it is decided**, in whole numbers, from bounds on each part (`Place`). Bounds may be too wide and never are too
narrow, so what is claimed is true, and exact bounds claim all that intervals of single measures can show.

1. *Verdicts.* With worst(A) > best(B) the verdicts alone decide. With worst(A) = best(B) they may be equal, and the
   rest must hold. Otherwise some completion puts A below B.
2. *Exposure.* The highest band possible of A is at most the lowest possible of B, on each ladder.
3. *Readiness, all measures in use.* Both means have the same denominator, so r(A) > r(B) says sum w_i * d_i > 0, where
   d_i is the value of A less that of B. It is least where A has its lower bounds and B its upper ones. A sum of terms
   in which each w_i stands alone is least where each term is: w_i at its low end if d_i > 0, at its high end if d_i <
   0. So it is greater than 0 in the whole box exactly if sum min(low_i * d_i, high_i * d_i) > 0.
4. *Readiness, some measure not in use.* It drops out of the mean. A mean m stays m if further terms of value m are
   added to it, so r is the same as with the measure in use and worth m; and m lies between the least and the greatest
   value of those in use. With that range in the place of the measure, 3 applies: what holds for each value in it holds
   for m. A measure that is perhaps in use has this range too, which covers its own. A proposal with no measure surely
   in use has the range 0..1000 throughout, so that nothing is claimed of its readiness.

**It is a strict partial order.** With L and H the sums of lower and upper bounds under w, A above B on readiness says
L(A) > H(B) for all w, and L <= H for each proposal: so none is above itself, and L(A) > H(B) >= L(B) > H(C) makes it
transitive; the same holds of verdicts and, with <=, of ladders. Answering a question narrows each range (4 included:
the range of a measure not in use is that of fewer measures), so it takes no claim away.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from engine.measures import FULL_READINESS
from engine.pack import VERDICTS, VerdictName
from engine.screening import RankingTerms

Range = tuple[int, int]


class Place(NamedTuple):
    """What decides where a proposal stands: ranks of the worst and best verdict, [low, high] of each ladder, and of
    each weighed readiness measure, with a range in the place of one not in use."""

    worst: int
    best: int
    exposure: tuple[Range, ...]
    readiness: tuple[Range, ...]


def place(
    possible: tuple[VerdictName, ...], measures: Mapping[str, Range], perhaps: Collection[str], terms: RankingTerms
) -> Place:
    """The place of a proposal from its possible verdicts, worst first, and its measures, some only perhaps in use."""
    used = [measures[name] for name in terms.weights if name in measures]
    surely = {name for name in terms.weights if name in measures and name not in perhaps}
    instead = (0, FULL_READINESS)
    if surely:
        instead = min(low for low, _ in used), max(high for _, high in used)
    return Place(
        VERDICTS.index(possible[0]),
        VERDICTS.index(possible[-1]),
        tuple(measures[name] for name in terms.exposure),
        tuple(measures[name] if name in surely else instead for name in terms.weights),
    )


def stands_above(first: Place, second: Place, terms: RankingTerms) -> bool:
    """Whether the first certainly stands above the second."""
    if first.worst != second.best:
        return first.worst > second.best
    if any(high > low for (_, high), (low, _) in zip(first.exposure, second.exposure, strict=True)):
        return False
    differences = [low - high for (low, _), (_, high) in zip(first.readiness, second.readiness, strict=True)]
    both = zip(terms.weights.values(), differences, strict=True)
    return sum(min(low * difference, high * difference) for (low, high), difference in both) > 0


def weighted_mean(one: Place, terms: RankingTerms) -> Range:
    """From the least to the greatest that the mean of readiness can be, over all completions and all weightings; the
    ends rounded outwards to tenths of a point.

    A mean of fixed values is least where those below it weigh most and those above it least: with the values sorted,
    some first ones at their high ends and the rest at their low ends. So the least over all ways to part them is it.
    """
    if not terms.weights:
        return 0, FULL_READINESS
    total, weight = _least([low for low, _ in one.readiness], terms)
    below, beside = _least([-high for _, high in one.readiness], terms)
    return total // weight, -(below // beside)


def _least(values: Sequence[int], terms: RankingTerms) -> tuple[int, int]:
    """The least mean, as a sum and what it is to be divided by."""
    ordered = sorted(zip(values, terms.weights.values(), strict=True))
    total, weight = sum(value * low for value, (low, _) in ordered), sum(low for _, (low, _) in ordered)
    least = (total, weight)
    for value, (low, high) in ordered:
        total, weight = total + value * (high - low), weight + high - low
        if not least[1] or total * least[1] < least[0] * weight:
            least = (total, weight)
    return least


def reading_order(one: Place, terms: RankingTerms) -> tuple[int, int, int]:
    """A key by which whoever certainly stands above another comes before it; what it says beyond that is no claim.

    A above B gives worst(A) >= best(B), so the sums of worst and best do not rise; where they are equal so are all
    four, the bands of A are nowhere higher, and at the low ends of the weights L(A) > H(B), so L + H falls.
    """
    bands = sum(low + high for low, high in one.exposure)
    weighed = zip(terms.weights.values(), one.readiness, strict=True)
    return (-one.worst - one.best, bands, -sum(weight * (low + high) for (weight, _), (low, high) in weighed))
