"""Which row of the causal graph each finding stands in, and in which order: no pixels yet.

Longest paths give the layers, and a cause then sinks towards its nearest effect. Rows are ordered by barycentres, ties
stay as they were, and the order with the fewest crossings is kept. The same links give the same rows.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

Edge = tuple[str, str]
Rows = list[list["Spot"]]
SWEEPS = 8


class Spot(NamedTuple):
    """What takes a place in a row: the box of a node or, with a row, the lane of lines that pass it on their way."""

    node: str
    row: int | None = None


def parts(edges: list[Edge]) -> list[list[Edge]]:
    """The edges of each connected part, parts in the order of their first edge."""
    found: list[list[Edge]] = []
    for edge in edges:
        touching = [part for part in found if any(set(edge) & set(other) for other in part)]
        found = [part for part in found if part not in touching]
        found.append([*(other for part in touching for other in part), edge])
    return sorted((sorted(part, key=edges.index) for part in found), key=lambda part: edges.index(part[0]))


def without_circles(edges: list[Edge]) -> list[Edge]:
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


def layers(down: list[Edge]) -> list[list[str]]:
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


def rows_of(layered: list[list[str]], down: list[Edge], most: int) -> Rows:
    """Cut layers into rows of at most `most` boxes, and give lines that pass a row a lane in it, shared by effect."""
    boxes = []
    for layer in layered:
        count = -(-len(layer) // most)
        boxes += [layer[start * len(layer) // count : (start + 1) * len(layer) // count] for start in range(count)]
    row_of = {node: number for number, row in enumerate(boxes) for node in row}
    rows = [[Spot(node) for node in row] for row in boxes]
    for cause, effect in down:
        for number in range(row_of[cause] + 1, row_of[effect]):
            if (lane := Spot(effect, number)) not in rows[number]:
                rows[number].append(lane)
    return rows


def route(edge: Edge, rows: Sequence[Sequence[Spot]]) -> list[Spot]:
    """The spots a downward line touches, one per row, from its cause to its effect."""
    row_of = {spot.node: number for number, row in enumerate(rows) for spot in row if spot.row is None}
    lanes = [Spot(edge[1], number) for number in range(row_of[edge[0]] + 1, row_of[edge[1]])]
    return [Spot(edge[0]), *lanes, Spot(edge[1])]


def neighbours(rows: Sequence[Sequence[Spot]], down: list[Edge]) -> tuple[dict[Spot, set[Spot]], ...]:
    """For each spot, what its lines touch in the row above and in the row below."""
    above: dict[Spot, set[Spot]] = {spot: set() for row in rows for spot in row}
    below: dict[Spot, set[Spot]] = {spot: set() for row in rows for spot in row}
    for edge in down:
        for upper, lower in pairwise(route(edge, rows)):
            above[lower].add(upper)
            below[upper].add(lower)
    return above, below


def ordered(rows: Rows, down: list[Edge]) -> Rows:
    """Sort each row by the mean place of its neighbours, down and up again; keep the order with fewest crossings."""
    above, below = neighbours(rows, down)
    best, fewest = rows, _crossings(rows, below)
    for sweep in range(SWEEPS):
        rows = [list(row) for row in rows]
        near, numbers = (above, range(1, len(rows))) if sweep % 2 == 0 else (below, range(len(rows) - 2, -1, -1))
        for number in numbers:
            beside = rows[number - 1 if sweep % 2 == 0 else number + 1]
            place = {spot: index for index, spot in enumerate(beside)}
            row = enumerate(rows[number])
            means = {spot: mean([place[other] for other in near[spot]], index) for index, spot in row}
            rows[number].sort(key=means.__getitem__)
        if (crossings := _crossings(rows, below)) < fewest:
            best, fewest = rows, crossings
    return best


def mean(numbers: list[int], otherwise: int) -> Fraction:
    """The exact mean, or what to take where there are no numbers."""
    return Fraction(sum(numbers), len(numbers)) if numbers else Fraction(otherwise)


def _crossings(rows: Sequence[Sequence[Spot]], below: Mapping[Spot, set[Spot]]) -> int:
    """How many pairs of lines cross between neighbouring rows."""
    total = 0
    for upper, lower in pairwise(rows):
        place = {spot: index for index, spot in enumerate(lower)}
        ends = [(start, place[end]) for start, spot in enumerate(upper) for end in below[spot]]
        total += sum(a[0] < b[0] and a[1] > b[1] for a in ends for b in ends)
    return total
