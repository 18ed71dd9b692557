"""What the drawing of causes promises: causes above effects, boxes apart, everything inside, the same every time."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.graph import PAPER, Drawing, Edge, Sizes, draw, path

CHAIN: list[Edge] = [
    ("weak_planning", "silence"),
    ("missing_skills", "silence"),
    ("silence", "credibility_loss"),
    ("poor_production", "credibility_loss"),
    ("credibility_loss", "allies_leave"),
    ("credibility_loss", "funders_leave"),
    ("allies_leave", "strategy_failure"),
    ("funders_leave", "strategy_failure"),
]
NODES = st.sampled_from([f"n{number}" for number in range(12)])
GRAPHS = st.lists(st.tuples(NODES, NODES), min_size=1, max_size=25)


def drawn(links: list[Edge], sizes: Sizes = PAPER) -> Drawing:
    return draw(links, {node: 40 for link in links for node in link}, sizes)


def test_a_cause_stands_above_its_effect() -> None:
    top = {box.name: box.y for box in drawn(CHAIN).boxes}
    assert all(top[cause] < top[effect] for cause, effect in CHAIN)


def test_a_cause_without_causes_stands_just_above_its_nearest_effect() -> None:
    top = {box.name: box.y for box in drawn(CHAIN).boxes}
    assert top["poor_production"] == top["silence"]


def test_allies_and_funders_leave_beside_each_other() -> None:
    top = {box.name: box.y for box in drawn(CHAIN).boxes}
    assert top["allies_leave"] == top["funders_leave"]


def test_a_plain_chain_is_drawn_straight() -> None:
    assert {path(line) for line in drawn([("a", "b"), ("b", "c")]).lines} == {"M76 40V74", "M76 114V148"}


def test_lines_that_need_not_cross_do_not_cross() -> None:
    drawing = drawn([("a", "x"), ("b", "y"), ("a", "z"), ("x", "end"), ("y", "end"), ("z", "end")])
    x = {box.name: box.x for box in drawing.boxes}
    assert (x["b"] < x["a"]) == (x["y"] < min(x["x"], x["z"]))


def test_unconnected_parts_stand_beside_each_other_while_they_fit() -> None:
    beside = drawn([("a", "b"), ("c", "d")])
    assert {box.y for box in beside.boxes if box.name in "ac"} == {0}
    below = drawn([("a", "b"), ("c", "d")], Sizes(limit=200))
    assert {box.name: box.x for box in below.boxes} == dict.fromkeys("abcd", 0)


def test_many_causes_of_one_effect_fit_on_a_phone() -> None:
    phone = Sizes(box=118, limit=288, gap=9, rows=30, most=2)
    assert drawn([(f"cause{number}", "effect") for number in range(9)], phone).width <= phone.limit


def test_a_circle_is_drawn_with_one_line_that_climbs() -> None:
    drawing = drawn([("a", "b"), ("b", "c"), ("c", "a")])
    (climbing,) = [line for line in drawing.lines if line.climbs]
    assert (climbing.cause, climbing.effect) == ("c", "a")
    assert climbing.points[0][1] > climbing.points[-1][1]
    assert drawing.tips[-1][2] > 0


def test_no_links_are_an_empty_drawing() -> None:
    assert draw([], {}) == Drawing(0, 0, (), ())


def test_mirrored_twice_is_the_same_drawing() -> None:
    assert drawn(CHAIN).mirrored() != drawn(CHAIN)
    assert drawn(CHAIN).mirrored().mirrored() == drawn(CHAIN)


@pytest.mark.parametrize("sizes", [PAPER, Sizes(box=118, limit=288, gap=9, rows=30, most=2)])
@given(links=GRAPHS)
def test_every_drawing_can_be_read(sizes: Sizes, links: list[Edge]) -> None:
    drawing = drawn(links, sizes)
    wanted = list(dict.fromkeys(link for link in links if link[0] != link[1]))
    assert sorted((line.cause, line.effect) for line in drawing.lines) == sorted(wanted)
    assert sorted(box.name for box in drawing.boxes) == sorted({node for link in wanted for node in link})
    for box in drawing.boxes:
        assert box.x >= 0
        assert box.x + box.width <= drawing.width
        assert box.y >= 0
        assert box.y + box.height <= drawing.height
    for one, other in combinations(drawing.boxes, 2):
        beside = one.x + one.width + sizes.gap <= other.x or other.x + other.width + sizes.gap <= one.x
        assert beside or one.y + one.height < other.y or other.y + other.height < one.y
    edges = {box.name: (box.x + box.width // 2, box.y, box.y + box.height) for box in drawing.boxes}
    for line in drawing.lines:
        (middle, top, bottom), (far, far_top, far_bottom) = edges[line.cause], edges[line.effect]
        assert line.points[0] == (middle, top if line.climbs else bottom)
        assert line.points[-1] == (far, far_bottom if line.climbs else far_top)
        for x, y in line.points:
            assert 0 <= x <= drawing.width
            assert 0 <= y <= drawing.height
        for x, y in line.points[1:-1]:
            assert not any(
                box.x < x < box.x + box.width and box.y <= y <= box.y + box.height for box in drawing.boxes
            ), "a line that passes a row runs between its boxes"


@given(links=GRAPHS)
def test_the_same_links_give_the_same_drawing(links: list[Edge]) -> None:
    assert drawn(links) == drawn(links)
