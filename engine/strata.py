"""The order in which facts and measures become known, and the refusal of rules that cannot be ordered.

A fact must be final before another rule asks that it be absent, and before a measure that it changes is read.
Facts may support each other in a circle; a circle through a negation or a measure has no meaning and is refused.
"""

from collections.abc import Mapping
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
    groups = _components({node: sorted(needs.plain | needs.final) for node, needs in graph.items()})
    for group in groups:
        inside = set(group)
        for node in group:
            for needed in sorted(graph[node].final & inside):
                raise Circle(_path(graph, node, needed, inside))
    return groups


def strata(graph: Mapping[str, Needs], groups: list[tuple[str, ...]]) -> dict[str, int]:
    """How many completions must come before each node can be worked out, 0 for what rests on answers alone."""
    level: dict[str, int] = {}
    for group in groups:
        plain = {need for node in group for need in graph[node].plain} - set(group)
        final = {need for node in group for need in graph[node].final}
        height = max([0, *(level[need] for need in plain), *(level[need] + 1 for need in final)])
        level.update(dict.fromkeys(group, height))
    return level


def _components(edges: Mapping[str, list[str]]) -> list[tuple[str, ...]]:
    """Strongly connected components, each after those it points to (Tarjan 1972, without recursion)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    found: list[tuple[str, ...]] = []
    for root in edges:
        if root in index:
            continue
        work = [(root, iter(edges[root]))]
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
                    work.append((needed, iter(edges[needed])))
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


def _path(graph: Mapping[str, Needs], node: str, needed: str, inside: set[str]) -> list[str]:
    """A shortest way from `needed` back to `node` within the circle, written as node -> needed -> ... -> node."""
    came: dict[str, str] = {needed: node}
    queue = [needed]
    for current in queue:
        if current == node:
            break
        for after in sorted((graph[current].plain | graph[current].final) & inside):
            if after not in came:
                came[after] = current
                queue.append(after)
    path = [node]
    if needed != node:
        while path[-1] != needed:
            path.append(came[path[-1]])
    return [node, *reversed(path)] if needed != node else [node, node]
