"""The order in which facts and measures become known, and what keeps rules from being ordered.

A fact must be final before another rule asks that it be absent, and before a measure that it changes is read.
Facts may support each other in a circle; a circle through a negation or a measure has no meaning and is refused.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple


class Needs(NamedTuple):
    """What a node is built from: `plain` may grow together with it, `final` must be complete before it."""

    plain: frozenset[str]
    final: frozenset[str]


class Circle(Exception):
    """Nodes that wait for each other to be final, in order, the first repeated at the end."""

    def __init__(self, path: list[str]) -> None:
        self.path = path
        super().__init__(" -> ".join(path))


def groups_in_order(graph: Mapping[str, Needs]) -> list[tuple[str, ...]]:
    """The nodes grouped into circles (mostly of one), each group after all that it needs; refuses a bad circle."""
    edges, final = _edges(graph)
    groups = _components(edges)
    for group in groups:
        for node, needed in _unmet(group, final):
            raise Circle(_path(edges, node, needed, set(group)))
    return groups


def circles(graph: Mapping[str, Needs]) -> Iterator[list[str]]:
    """Every bad circle: its nodes in order, the first repeated at the end, beginning with a need that must be final.

    Of the nodes in a circle whose need for the next must be final, the one with the fewest such needs is then taken to
    have none, and the search goes on: what is found next is another mistake, and there are never more than nodes.
    """
    edges, final = _edges(graph)
    waiting = _components(edges)
    named: set[frozenset[str]] = set()
    for group in waiting:
        unmet = list(_unmet(group, final))
        if not unmet:
            continue
        inside = set(group)
        path = _path(edges, *unmet[0], inside)
        if frozenset(path) not in named:  # a need may be both, so that the circle is still there
            named.add(frozenset(path))
            yield path
        ties = Counter(node for node, _ in unmet)
        on_it = [node for node, needed in pairwise(path) if needed in final[node]]
        spared = min(on_it, key=lambda node: (ties[node], node))
        edges[spared] = (edges[spared] - inside) | graph[spared].plain
        final[spared] -= inside
        waiting += _components({node: edges[node] & inside for node in group})


def _edges(graph: Mapping[str, Needs]) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """What each node needs at all, and what of it must be final."""
    edges = {node: needs.plain | needs.final for node, needs in graph.items()}
    return edges, {node: needs.final for node, needs in graph.items()}


def _unmet(group: tuple[str, ...], final: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    """The needs within a group that must be final and cannot be."""
    inside = set(group)
    return ((node, needed) for node in group for needed in sorted(final[node] & inside))


def strata(graph: Mapping[str, Needs], groups: list[tuple[str, ...]]) -> dict[str, int]:
    """How many completions must come before each node can be worked out, 0 for what rests on answers alone."""
    level: dict[str, int] = {}
    for group in groups:
        plain = {need for node in group for need in graph[node].plain} - set(group)
        final = {need for node in group for need in graph[node].final}
        height = max([0, *(level[need] for need in plain), *(level[need] + 1 for need in final)])
        level.update(dict.fromkeys(group, height))
    return level


def _components(edges: Mapping[str, frozenset[str]]) -> list[tuple[str, ...]]:
    """Strongly connected components, each after those it points to (Tarjan 1972, without recursion)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    found: list[tuple[str, ...]] = []
    for root in edges:
        if root in index:
            continue
        work = [(root, iter(sorted(edges[root])))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, rest = work[-1]
            for needed in rest:
                if needed not in index:
                    index[needed] = low[needed] = len(index)
                    stack.append(needed)
                    on_stack.add(needed)
                    work.append((needed, iter(sorted(edges[needed]))))
                    break
                if needed in on_stack:
                    low[node] = min(low[node], index[needed])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    start = stack.index(node)
                    group = tuple(sorted(stack[start:]))
                    del stack[start:]
                    on_stack.difference_update(group)
                    found.append(group)
    return found


def _path(edges: Mapping[str, frozenset[str]], node: str, needed: str, inside: set[str]) -> list[str]:
    """A shortest way from `needed` back to `node` within the circle, written as node -> needed -> ... -> node."""
    came: dict[str, str] = {needed: node}
    queue = [needed]
    for current in queue:
        if current == node:
            break
        for after in sorted(edges[current] & inside):
            if after not in came:
                came[after] = current
                queue.append(after)
    path = [node]
    if needed != node:
        while path[-1] != needed:
            path.append(came[path[-1]])
    return [node, *reversed(path)] if needed != node else [node, node]
