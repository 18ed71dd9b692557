"""Exposure against readiness as boxes: how far a proposal may reach on both axes, never one number of the two.

A box lies within the bands of a ladder that its proposal can be in, and from the least to the greatest mean of
readiness. Only lengths and counts are worked out here; words stand beside the drawing, which has none.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from engine.screening import Screening

WIDTH: Final = 1000  # of the drawing, as many as tenths of a point
LANE, GAP, PADDING, LEAST_WIDTH = 7, 2, 6, 6
MOST_LANES: Final = 24  # beyond, boxes lie over each other
MOST_BOXES: Final = 300
ROUNDED: Final = (1, 10, 20, 25, 50, 100, 200, 500, 1000)  # tenths of a point


class Extent(NamedTuple):
    """Where boxes lie: ends of readiness in tenths, and the numbers of the lowest and the highest band."""

    readiness: tuple[int, int]
    bands: tuple[int, int]


@dataclass(frozen=True)
class Box:
    """A drawn box: of one proposal (its number), or of so many alike. `shade`: 1 few to 4 many."""

    extent: Extent
    count: int
    proposal: int | None
    x: int
    y: int
    width: int
    height: int
    shade: int = 1


@dataclass(frozen=True)
class Plot:
    """Boxes over one ladder; the highest band stands on top. With `rounded` above 1 readiness is rounded outwards to
    so many tenths, and boxes alike are drawn as one."""

    ladder: str
    row: int
    height: int
    rounded: int
    boxes: tuple[Box, ...]


def plots(screening: Screening, mirrored: bool) -> list[Plot]:
    """One for each ladder of exposure that counts. `mirrored`: readiness grows from the other side."""
    return [_plot(screening, ladder, mirrored) for ladder in screening.ranking.exposure]


def _plot(screening: Screening, ladder: str, mirrored: bool) -> Plot:
    bands = len(screening.measures[ladder].bands)
    every = [Extent(one.standing.readiness, one.measures[ladder]) for one in screening.proposals]
    rounded, extents = 1, [(extent, 1, number) for number, extent in enumerate(every)]
    if len(every) > MOST_BOXES:
        rounded, counted = _alike(every)
        extents = [(extent, count, -1) for extent, count in sorted(counted.items())]
    lanes = _lanes([extent for extent, _, _ in extents])
    row = max(lanes, default=0) * (LANE + GAP) + LANE + 2 * PADDING
    most = max((count for _, count, _ in extents), default=1)
    boxes = [
        _box(extent, count, number, lane, row, bands, most, mirrored)
        for (extent, count, number), lane in zip(extents, lanes, strict=True)
    ]
    widest_first = sorted(boxes, key=lambda box: -box.width * box.height)
    return Plot(ladder, row, row * bands, rounded, tuple(widest_first))


def _alike(every: Sequence[Extent]) -> tuple[int, Counter[Extent]]:
    """Extents with readiness rounded outwards, as finely as leaves few enough of them, and how many are alike."""
    for rounded in ROUNDED:
        counted = Counter(Extent(_outwards(one.readiness, rounded), one.bands) for one in every)
        if len(counted) <= MOST_BOXES:
            break
    return rounded, counted


def _outwards(ends: tuple[int, int], rounded: int) -> tuple[int, int]:
    low = ends[0] // rounded * rounded
    return low, min(WIDTH, max(low + rounded, -(-ends[1] // rounded) * rounded))


def _lanes(extents: Sequence[Extent]) -> list[int]:
    """For each a lane within its bands in which it overlaps none, while there are such lanes."""
    taken: dict[int, list[list[tuple[int, int]]]] = {}
    found = [0] * len(extents)
    for number in sorted(range(len(extents)), key=lambda one: (extents[one].readiness, extents[one].bands, one)):
        (low, high), (first, last) = extents[number]
        high = max(high, low + LEAST_WIDTH)
        for lane in range(MOST_LANES):
            rows = [taken.setdefault(band, [[] for _ in range(MOST_LANES)])[lane] for band in range(first, last + 1)]
            if all(end <= low or begin >= high for row in rows for begin, end in row):
                break
        else:
            lane = number % MOST_LANES
        for row in rows:
            row.append((low, high))
        found[number] = lane
    return found


def _box(extent: Extent, count: int, number: int, lane: int, row: int, bands: int, most: int, mirrored: bool) -> Box:
    (low, high), (first, last) = extent
    width = max(high - low, LEAST_WIDTH)
    begins = min(low, WIDTH - width)
    top = (bands - 1 - last) * row + PADDING + lane * (LANE + GAP)
    return Box(
        extent=extent,
        count=count,
        proposal=number if number >= 0 else None,
        x=WIDTH - begins - width if mirrored else begins,
        y=top,
        width=width,
        height=(last - first) * row + LANE,
        shade=1 + (3 * count // most if number < 0 else 0),
    )
