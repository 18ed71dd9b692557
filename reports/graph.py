"""Where the boxes and lines of the causal graph stand: causes above effects, whole pixels, the same drawing every time.

Each connected part of the graph is layered on its own (longest paths, causes moved down to their nearest effect), rows
are ordered by barycentres with ties left as they were, and parts stand side by side as far as the width allows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

Edge = tuple[str, str]
Point = tuple[int, int]
SWEEPS, TIP = 8, 7


class Sizes(NamedTuple):
    """In pixels: how wide a box and the whole drawing may be, and the space between boxes and between rows."""

    box: int = 152
    limit: int = 680
    gap: int = 14
    rows: int = 34
    most: int = 4


class _Spot(NamedTuple):
    """What takes a place in a row: the box of a node or, with a row, the lane of lines that pass it on their way there."""

    node: str
    row: int | None = None


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


def draw(links: Iterable[Edge], heights: Mapping[str, int], sizes: Sizes = Sizes()) -> Drawing:
    """Place every node that a link names. `heights` are those of the boxes; links keep their order."""
    edges = list(dict.fromkeys(edge for edge in links if edge[0] != edge[1]))
    return _shelves([_part(part, heights, sizes) for part in _parts(edges)], sizes)


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


def _parts(edges: list[Edge]) -> list[list[Edge]]:
    """The edges of each connected part, parts in the order of their first edge."""
    part_of: dict[str, list[Edge]] = {}
    parts: list[list[Edge]] = []
    for edge in edges:
        into, other = part_of.get(edge[0]), part_of.get(edge[1])
        if into is None or (other is not None and other is not into):
            into, other = (other, into) if into is None else (into, other)
        if into is None:
            into = []
            parts.append(into)
        if other is not None and other is not into:
            into.extend(other)
            parts = [part for part in parts if part is not other]
        into.append(edge)
        for cause, effect in into:
            part_of[cause] = part_of[effect] = into
    return [sorted(part, key=edges.index) for part in parts]


def _part(edges: list[Edge], heights: Mapping[str, int], sizes: Sizes) -> Drawing:
    """Lay out one connected part, with fewer boxes in a row if it gets wider than the limit."""
    down = _without_circles(edges)
    layers = _layers(down)
    drawing = Drawing(0, 0, (), ())
    for most in range(sizes.most, 0, -1):
        rows = _order(_rows(layers, down, most), down)
        drawing = _placed(rows, edges, down, heights, sizes)
        if drawing.width <= sizes.limit:
            break
    return drawing


def _without_circles(edges: list[Edge]) -> list[Edge]:
    """The edges with those turned round that would close a circle, found depth first in the given order."""
    effects: dict[str, list[str]] = {}
    for cause, effect in edges:
        effects.setdefault(cause, []).append(effect)
    done: set[str] = set()
    turned: set[Edge] = set()

    def visit(node: str, above: tuple[str, ...]) -> None:
        for effect in effects.get(node, ()):
            if effect in (*above, node):
                turned.add((node, effect))
            elif effect not in done:
                visit(effect, (*above, node))
        done.add(node)

    for cause, _ in edges:
        if cause not in done:
            visit(cause, ())
    return list(dict.fromkeys((b, a) if (a, b) in turned else (a, b) for a, b in edges))


def _layers(down: list[Edge]) -> list[list[str]]:
    """Nodes by longest path from a first cause; one with more effects than causes then sinks towards its effects."""
    nodes = list(dict.fromkeys(node for edge in down for node in edge))
    layer = dict.fromkeys(nodes, 0)
    for _ in nodes:
        for cause, effect in down:
            layer[effect] = max(layer[effect], layer[cause] + 1)
    for node in sorted(nodes, key=lambda node: -layer[node]):
        below = [layer[effect] for cause, effect in down if cause == node]
        if len(below) > sum(effect == node for _, effect in down):
            layer[node] = min(below) - 1
    return [[node for node in nodes if layer[node] == depth] for depth in range(max(layer.values()) + 1)]


def _rows(layers: list[list[str]], down: list[Edge], most: int) -> list[list[_Spot]]:
    """Cut layers into rows of at most `most` boxes, and give lines that pass a row a lane in it, shared by effect."""
    boxes = []
    for layer in layers:
        count = -(-len(layer) // most)
        boxes += [layer[start * len(layer) // count : (start + 1) * len(layer) // count] for start in range(count)]
    row_of = {node: number for number, row in enumerate(boxes) for node in row}
    rows = [[_Spot(node) for node in row] for row in boxes]
    for cause, effect in down:
        for number in range(row_of[cause] + 1, row_of[effect]):
            if (lane := _Spot(effect, number)) not in rows[number]:
                rows[number].append(lane)
    return rows


def _route(edge: Edge, rows: Sequence[Sequence[_Spot]]) -> list[_Spot]:
    """The spots a downward line touches, one per row, from its cause to its effect."""
    row_of = {spot.node: number for number, row in enumerate(rows) for spot in row if spot.row is None}
    lanes = [_Spot(edge[1], number) for number in range(row_of[edge[0]] + 1, row_of[edge[1]])]
    return [_Spot(edge[0]), *lanes, _Spot(edge[1])]


def _neighbours(rows: Sequence[Sequence[_Spot]], down: list[Edge]) -> tuple[dict[_Spot, set[_Spot]], ...]:
    """For each spot, what its lines touch in the row above and in the row below."""
    above: dict[_Spot, set[_Spot]] = {spot: set() for row in rows for spot in row}
    below: dict[_Spot, set[_Spot]] = {spot: set() for row in rows for spot in row}
    for edge in down:
        route = _route(edge, rows)
        for upper, lower in zip(route, route[1:], strict=False):
            above[lower].add(upper)
            below[upper].add(lower)
    return above, below


def _order(rows: list[list[_Spot]], down: list[Edge]) -> list[list[_Spot]]:
    """Sort each row by the mean place of its neighbours, down and up again; keep the order with fewest crossings."""
    above, below = _neighbours(rows, down)
    best, fewest = rows, _crossings(rows, below)
    for sweep in range(SWEEPS):
        rows = [list(row) for row in rows]
        near, numbers = (above, range(1, len(rows))) if sweep % 2 == 0 else (below, range(len(rows) - 2, -1, -1))
        for number in numbers:
            beside = rows[number - 1 if sweep % 2 == 0 else number + 1]
            place = {spot: index for index, spot in enumerate(beside)}
            own = {spot: Fraction(index) for index, spot in enumerate(rows[number])}
            means = {spot: _mean([place[other] for other in near[spot]]) for spot in rows[number]}
            rows[number].sort(key=lambda spot: own[spot] if means[spot] is None else means[spot] or Fraction(0))
        if (crossings := _crossings(rows, below)) < fewest:
            best, fewest = rows, crossings
    return best


def _mean(numbers: list[int]) -> Fraction | None:
    return Fraction(sum(numbers), len(numbers)) if numbers else None


def _crossings(rows: Sequence[Sequence[_Spot]], below: Mapping[_Spot, set[_Spot]]) -> int:
    """How many pairs of lines cross between neighbouring rows."""
    total = 0
    for upper, lower in zip(rows, rows[1:], strict=False):
        place = {spot: index for index, spot in enumerate(lower)}
        ends = [(start, place[end]) for start, spot in enumerate(upper) for end in below[spot]]
        total += sum(a[0] < b[0] and a[1] > b[1] for a in ends for b in ends)
    return total


def _placed(
    rows: list[list[_Spot]], edges: list[Edge], down: list[Edge], heights: Mapping[str, int], sizes: Sizes
) -> Drawing:
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
        for spot in _route((effect, cause) if climbs else (cause, effect), rows):
            number = number_of[spot]
            points += [(centres[spot], tops[number]), (centres[spot], tops[number] + tall[number])]
        route = points[1:-1]
        lines.append(Line(cause, effect, tuple(reversed(route) if climbs else route), climbs))
    return Drawing(width, y - sizes.rows, tuple(boxes), tuple(lines))


def _centres(rows: list[list[_Spot]], down: list[Edge], sizes: Sizes) -> tuple[dict[_Spot, int], int]:
    """Where each spot's middle stands: as near to its neighbours' mean as order and spacing allow."""
    wide = [[sizes.box if spot.row is None else 2 for spot in row] for row in rows]
    width = max(sum(row) + sizes.gap * (len(row) - 1) for row in wide)
    centres: dict[_Spot, int] = {}
    for row, sizes_of in zip(rows, wide, strict=True):
        x = (width - sum(sizes_of) - sizes.gap * (len(row) - 1)) // 2
        for spot, size in zip(row, sizes_of, strict=True):
            centres[spot] = x + size // 2
            x += size + sizes.gap
    above, below = _neighbours(rows, down)
    for near, order in ((above, 1), (below, -1), (above, 1), (below, -1)):
        for row, sizes_of in list(zip(rows, wide, strict=True))[::order]:
            wanted = [_mean([centres[other] for other in near[spot]]) for spot in row]
            aims = [centres[spot] if mean is None else int(mean) for spot, mean in zip(row, wanted, strict=True)]
            centres.update(zip(row, _spaced(aims, sizes_of, width, sizes.gap), strict=True))
    return centres, width


def _spaced(aims: list[int], sizes_of: list[int], width: int, gap: int) -> list[int]:
    """The aims moved apart as little as needed, in their order and within the width."""
    apart = [(a + b) // 2 + gap for a, b in zip(sizes_of, sizes_of[1:], strict=False)]
    first, last = sizes_of[0] // 2, width - (sizes_of[-1] + 1) // 2
    pushed_on = list(aims)
    for place in range(len(aims)):
        least = first if place == 0 else pushed_on[place - 1] + apart[place - 1]
        pushed_on[place] = max(pushed_on[place], least)
    pushed_back = list(aims)
    for place in reversed(range(len(aims))):
        most = last if place == len(aims) - 1 else pushed_back[place + 1] - apart[place]
        pushed_back[place] = min(pushed_back[place], most)
    for place in reversed(range(len(aims))):
        most = last if place == len(aims) - 1 else pushed_on[place + 1] - apart[place]
        pushed_on[place] = min(pushed_on[place], most)
    for place in range(len(aims)):
        least = first if place == 0 else pushed_back[place - 1] + apart[place - 1]
        pushed_back[place] = max(pushed_back[place], least)
    return [(a + b) // 2 for a, b in zip(pushed_on, pushed_back, strict=True)]


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
