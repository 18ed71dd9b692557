"""The one door to the solver: what it says is so, or it says that it cannot tell."""

from itertools import product
from random import Random

import pytest
from hypothesis import given

import engine.solver
from engine.effort import asking, questions
from engine.solver import Model, Solved
from tests.effort import times
from tests.packs import SEEDS

Row = tuple[list[int], int | None, int | None]


def model_of(most: list[int], rows: list[Row]) -> Model:
    model = Model()
    columns = [model.whole(0, high) for high in most]
    for coefficients, low, high in rows:
        model.row(zip(columns, coefficients, strict=True), low, high)
    return model


def ways(most: list[int], rows: list[Row], fixed: dict[int, int]) -> list[tuple[int, ...]]:
    """Every way, by trying all values."""
    return [
        values
        for values in product(*(range(high + 1) for high in most))
        if all(values[column] == value for column, value in fixed.items())
        and all(
            (low is None or sum(map(int.__mul__, coefficients, values)) >= low)
            and (high is None or sum(map(int.__mul__, coefficients, values)) <= high)
            for coefficients, low, high in rows
        )
    ]


@times(150)
@given(SEEDS)
def test_the_best_way_is_what_trying_all_values_finds(seed: int) -> None:
    random = Random(seed)
    most = [random.choice((1, 1, 1, 3)) for _ in range(random.randint(1, 6))]
    rows: list[Row] = []
    for _ in range(random.randint(0, 5)):
        low = random.choice((None, random.randint(-4, 6)))
        high = None if low is not None and random.random() < 0.5 else random.randint(low or -2, 9)
        rows.append(([random.randint(-5, 5) for _ in most], low, high))
    model = model_of(most, rows)
    for _ in range(4):
        fixed = {n: random.randint(0, high) for n, high in enumerate(most) if random.random() < 0.2}
        worth = [random.choice((0, 0, random.randint(-3, 3))) for _ in most]
        upwards = random.random() < 0.5
        found, all_ways = model.solve(list(enumerate(worth)), upwards, fixed), ways(most, rows, fixed)
        if not all_ways:
            assert found.status == "infeasible"
            continue
        values = [sum(map(int.__mul__, worth, way)) for way in all_ways]
        assert (found.status, found.value) == ("optimal", max(values) if upwards else min(values))
        assert found.values in all_ways
        assert found.bound in (found.value, 0)


@pytest.mark.parametrize("by", [10**7, 10**8, 10**9])
def test_what_holds_only_within_the_solvers_tolerance_is_no_way(by: int) -> None:
    """HiGHS takes 1.00000001 for a whole number, and so comes to a sum that no whole numbers come to."""
    assert model_of([1, 1], [([by, by], by + 1, by + 1)]).solve().status != "optimal"


def test_the_limit_of_work_strikes_at_the_same_place_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.solver, "MOST_NODES", 20)
    random = Random(1)
    rows: list[Row] = []
    for _ in range(4):
        coefficients = [random.randint(0, 99) for _ in range(30)]
        rows.append((coefficients, sum(coefficients) // 2, sum(coefficients) // 2))
    model = model_of([1] * 30, rows)
    assert {model.solve() for _ in range(3)} == {Solved("unknown")}


def test_questions_that_are_not_allowed_are_left_open_and_no_others() -> None:
    model = model_of([1], [])
    with asking(questions(2)):
        assert [model.solve().status for _ in range(4)] == ["optimal", "optimal", "unknown", "unknown"]
        with asking([True]):
            assert [model.solve().status for _ in range(2)] == ["optimal", "unknown"]
        assert model.solve().status == "unknown"
    assert model.solve().status == "optimal"
