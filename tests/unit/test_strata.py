"""Facts and measures come in an order that makes sense, or the circle that forbids it is named."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import strata as engine_strata
from engine.strata import Circle, Needs, groups_in_order, strata
from tests.effort import times

MANY = times(200)
Graph = dict[str, Needs]
NAMES = "abcdefgh"


@st.composite
def graphs(draw: st.DrawFn, most: int = 8) -> Graph:
    """Any graph of up to eight nodes; final needs are rarer than plain ones, so that many graphs can be ordered."""
    names = NAMES[: draw(st.integers(1, most))]
    some = st.frozensets(st.sampled_from(names), max_size=3)
    few = st.one_of(st.just(frozenset[str]()), st.frozensets(st.sampled_from(names), max_size=2))
    return {name: Needs(draw(some), draw(few)) for name in names}


def reachable(graph: Graph) -> dict[str, set[str]]:
    """By brute force: from each node, all that it needs, near or far."""
    found = {node: set(needs.plain | needs.final) for node, needs in graph.items()}
    for _ in graph:
        for node in graph:
            found[node] |= {far for near in found[node] for far in found[near]}
    return found


def circles(graph: Graph) -> set[frozenset[str]]:
    """By brute force: nodes that need each other, and each other node alone."""
    reach = reachable(graph)
    return {
        frozenset({node} | {other for other in graph if other in reach[node] and node in reach[other]})
        for node in graph
    }


def forbidden(graph: Graph) -> bool:
    reach = reachable(graph)
    return any(node == need or node in reach[need] for node, needs in graph.items() for need in needs.final)


@MANY
@given(graphs())
def test_nodes_are_grouped_exactly_by_the_circles_they_are_in(graph: Graph) -> None:
    if not forbidden(graph):
        assert {frozenset(group) for group in groups_in_order(graph)} == circles(graph)


@MANY
@given(graphs())
def test_each_group_comes_after_all_that_it_needs(graph: Graph) -> None:
    if forbidden(graph):
        return
    seen: set[str] = set()
    for group in groups_in_order(graph):
        seen |= set(group)
        for node in group:
            assert graph[node].plain | graph[node].final <= seen
    assert seen == set(graph)


@MANY
@given(graphs())
def test_a_graph_is_refused_exactly_when_something_must_be_final_before_itself(graph: Graph) -> None:
    if forbidden(graph):
        with pytest.raises(Circle):
            groups_in_order(graph)
    else:
        groups_in_order(graph)


@MANY
@given(graphs().filter(forbidden))
def test_the_circle_named_is_one_that_is_there(graph: Graph) -> None:
    with pytest.raises(Circle) as caught:
        groups_in_order(graph)

    path = caught.value.path
    assert path[0] == path[-1]
    assert len(set(path)) == len(path) - 1
    assert path[1] in graph[path[0]].final
    assert all(after in graph[before].plain | graph[before].final for before, after in pairwise(path))
    assert str(caught.value) == " -> ".join(path)


@MANY
@given(graphs())
def test_every_circle_named_is_there_and_there_is_one_exactly_when_there_must_be(graph: Graph) -> None:
    found = list(engine_strata.circles(graph))

    assert bool(found) == forbidden(graph)
    assert len(found) <= len(graph)
    assert len(set(map(tuple, found))) == len(found)
    for path in found:
        assert path[0] == path[-1]
        assert len(set(path)) == len(path) - 1
        assert path[1] in graph[path[0]].final
        assert all(after in graph[before].plain | graph[before].final for before, after in pairwise(path))


@MANY
@given(graphs(5), graphs(5))
def test_circles_that_have_nothing_to_do_with_each_other_are_all_named(one: Graph, other: Graph) -> None:
    def called(prefix: str, graph: Graph) -> Graph:
        renamed = {name: f"{prefix}{name}" for name in graph}
        return {
            renamed[name]: Needs(*(frozenset(renamed[need] for need in some if need in renamed) for some in needs))
            for name, needs in graph.items()
        }

    first, second = called("x", one), called("y", other)

    together = sorted(engine_strata.circles({**first, **second}))

    assert together == sorted([*engine_strata.circles(first), *engine_strata.circles(second)])


def test_two_circles_that_share_a_node_are_both_named() -> None:
    none: frozenset[str] = frozenset()
    graph = {"a": Needs(none, frozenset("bc")), "b": Needs(none, frozenset("a")), "c": Needs(none, frozenset("a"))}

    assert sorted(engine_strata.circles(graph)) == [["a", "b", "a"], ["a", "c", "a"]]


def test_a_circle_of_ten_thousand_rules_is_named_without_recursion() -> None:
    names = [f"fact{number}" for number in range(10_000)]
    graph = {name: Needs(frozenset(), frozenset({before})) for before, name in pairwise(names)}
    graph[names[0]] = Needs(frozenset(), frozenset({names[-1]}))

    ((*path,),) = engine_strata.circles(graph)

    assert len(path) == 10_001


@MANY
@given(graphs())
def test_strata_are_the_least_that_let_everything_final_come_first(graph: Graph) -> None:
    if forbidden(graph):
        return
    least = dict.fromkeys(graph, 0)
    for _ in range(len(graph) ** 2):
        for node, needs in graph.items():
            least[node] = max(
                [least[node], *(least[need] for need in needs.plain), *(least[need] + 1 for need in needs.final)]
            )

    assert strata(graph, groups_in_order(graph)) == least


@MANY
@given(graphs())
def test_the_order_does_not_depend_on_how_the_needs_are_held(graph: Graph) -> None:
    if forbidden(graph):
        return
    turned = {
        node: Needs(frozenset(sorted(needs.plain, reverse=True)), frozenset(sorted(needs.final, reverse=True)))
        for node, needs in graph.items()
    }
    assert groups_in_order(graph) == groups_in_order(turned)


def test_a_fact_that_rests_on_answers_alone_is_in_the_lowest_stratum() -> None:
    graph = {
        "answers alone": Needs(frozenset(), frozenset()),
        "supported": Needs(frozenset({"answers alone"}), frozenset()),
        "excepted": Needs(frozenset(), frozenset({"supported"})),
    }

    assert strata(graph, groups_in_order(graph)) == {"answers alone": 0, "supported": 0, "excepted": 1}


def test_a_chain_of_ten_thousand_rules_is_ordered_without_recursion() -> None:
    names = [f"fact{number}" for number in range(10_000)]
    graph = {name: Needs(frozenset({before}), frozenset()) for before, name in pairwise(names)}
    graph[names[0]] = Needs(frozenset(), frozenset())

    assert [group for (group,) in groups_in_order(graph)] == names
