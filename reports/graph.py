"""Where the boxes and lines of the causal graph stand: causes above effects, whole pixels, the same drawing every time.

`layers.py` says which row and which order; here rows become places, connected parts side by side while they fit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from reports.layers import Edge, Rows, Spot, layers, mean, neighbours, ordered, parts, route, rows_of, without_circles

__all__ = ["PAPER", "Box", "Drawing", "Edge", "Line", "Sizes", "draw", "path"]

Point = tuple[int, int]
TIP, LANE = 7, 2


class Sizes(NamedTuple):
    """In pixels: how wide a box and the whole drawing may be, and the space between boxes and between rows."""

    box: int = 152
    limit: int = 680
    gap: int = 14
    rows: int = 34
    most: int = 4


PAPER = Sizes()


@dataclass(frozen=True, slots=True)
class Box:
    """One node; `x` and `y` are its upper corner with the smaller `x`."""

    name: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Line:
    """One link, from its cause's box to its effect's. `climbs` marks one that closes a circle and so runs upwards."""

    cause: str
    effect: str
    points: tuple[Point, ...]
    climbs: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]

    @property
    def tips(self) -> tuple[tuple[int, int, int], ...]:
        """Where lines arrive, each place once, and which way the head of the arrow lies behind it."""
        ends = ((*line.points[-1], TIP if line.climbs else -TIP) for line in self.lines)
        return tuple(dict.fromkeys(ends))

    def mirrored(self) -> "Drawing":
        """The same drawing for reading from the right."""
        boxes = (replace(box, x=self.width - box.x - box.width) for box in self.boxes)
        lines = (replace(line, points=tuple((self.width - x, y) for x, y in line.points)) for line in self.lines)
        return replace(self, boxes=tuple(boxes), lines=tuple(lines))


def draw(links: Iterable[Edge], heights: Mapping[str, int], sizes: Sizes = PAPER) -> Drawing:
    """Place every node that a link names. `heights` are those of the boxes; links keep their order."""
    edges = list(dict.fromkeys(edge for edge in links if edge[0] != edge[1]))
    return _shelves([_part(part, heights, sizes) for part in parts(edges)], sizes)


def path(line: Line) -> str:
    """The line as SVG path data: curves between rows, straight past a row."""
    (x, y), *rest = line.points
    steps = [f"M{x} {y}"]
    for following in rest:
        if following[0] == x:
            steps.append(f"V{following[1]}")
        else:
            middle = (y + following[1]) // 2
            steps.append(f"C{x} {middle} {following[0]} {middle} {following[0]} {following[1]}")
        x, y = following
    return "".join(steps)


def _part(edges: list[Edge], heights: Mapping[str, int], sizes: Sizes) -> Drawing:
    """Lay out one connected part, with fewer boxes in a row if it gets wider than the limit."""
    down = without_circles(edges)
    most = sizes.most
    while True:
        drawing = _placed(ordered(rows_of(layers(down), down, most), down), edges, down, heights, sizes)
        if drawing.width <= sizes.limit or most == 1:
            return drawing
        most -= 1


def _placed(rows: Rows, edges: list[Edge], down: list[Edge], heights: Mapping[str, int], sizes: Sizes) -> Drawing:
    """Turn ordered rows into pixels; boxes of one row are equally high."""
    centres, width = _centres(rows, down, sizes)
    tops, tall, y = [], [], 0
    for row in rows:
        tops.append(y)
        tall.append(max((heights[spot.node] for spot in row if spot.row is None), default=0))
        y += tall[-1] + sizes.rows
    boxes, lines = [], []
    number_of = {spot: number for number, row in enumerate(rows) for spot in row}
    for spot, number in number_of.items():
        if spot.row is None:
            x = centres[spot] - sizes.box // 2
            boxes.append(Box(spot.node, x, tops[number], sizes.box, tall[number]))
    for cause, effect in edges:
        climbs = (cause, effect) not in down
        points: list[Point] = []
        for spot in route((effect, cause) if climbs else (cause, effect), rows):
            number = number_of[spot]
            points += [(centres[spot], tops[number]), (centres[spot], tops[number] + tall[number])]
        between = points[1:-1]
        lines.append(Line(cause, effect, tuple(reversed(between) if climbs else between), climbs))
    return Drawing(width, y - sizes.rows, tuple(boxes), tuple(lines))


def _centres(rows: Rows, down: list[Edge], sizes: Sizes) -> tuple[dict[Spot, int], int]:
    """Where each spot's middle stands: as near to its neighbours' mean as order and spacing allow."""
    widths = [[sizes.box if spot.row is None else LANE for spot in row] for row in rows]
    width = max(sum(row) + sizes.gap * (len(row) - 1) for row in widths)
    centres: dict[Spot, int] = {}
    for row, wide in zip(rows, widths, strict=True):
        centres.update(zip(row, _spaced([width // 2] * len(row), wide, width, sizes.gap), strict=True))
    above, below = neighbours(rows, down)
    for near, order in ((above, 1), (below, -1), (above, 1), (below, -1)):
        for row, wide in list(zip(rows, widths, strict=True))[::order]:
            aims = [int(mean([centres[other] for other in near[spot]], centres[spot])) for spot in row]
            centres.update(zip(row, _spaced(aims, wide, width, sizes.gap), strict=True))
    return centres, width


def _spaced(aims: list[int], wide: list[int], width: int, gap: int) -> list[int]:
    """The aims moved apart in their order and within the width: half way between pushing on and pushing back."""
    on = _pushed(aims, wide, width, gap)
    back = [width - place for place in _pushed([width - aim for aim in aims[::-1]], wide[::-1], width, gap)][::-1]
    return [(a + b) // 2 for a, b in zip(on, back, strict=True)]


def _pushed(aims: list[int], wide: list[int], width: int, gap: int) -> list[int]:
    """The aims, each pushed on as far as the one before it needs, then all back inside the width."""
    apart = [(a + b) // 2 + gap for a, b in pairwise(wide)]
    places = list(aims)
    for index in range(len(places)):
        least = places[index - 1] + apart[index - 1] if index else (wide[0] + 1) // 2
        places[index] = max(places[index], least)
    for index in reversed(range(len(places))):
        most = places[index + 1] - apart[index] if index + 1 < len(places) else width - (wide[-1] + 1) // 2
        places[index] = min(places[index], most)
    return places


def _shelves(parts: list[Drawing], sizes: Sizes) -> Drawing:
    """Put the parts beside each other while they fit into the limit, then below."""
    space, boxes, lines = 2 * sizes.gap, [], []
    x = y = shelf = width = 0
    for part in parts:
        if x and x + part.width > sizes.limit:
            x, y, shelf = 0, y + shelf + sizes.rows, 0
        boxes += [replace(box, x=box.x + x, y=box.y + y) for box in part.boxes]
        lines += [replace(line, points=tuple((a + x, b + y) for a, b in line.points)) for line in part.lines]
        shelf, width = max(shelf, part.height), max(width, x + part.width)
        x += part.width + space
    return Drawing(width, y + shelf, tuple(boxes), tuple(lines))
