"""A model simplified in whole numbers has a way at the same least cost as before, or none where there was none."""

from itertools import product
from random import Random

from hypothesis import event, given

from engine.simplified import Impossible, Row, Simplified
from tests.effort import times
from tests.packs import SEEDS

Values = tuple[int, ...]


def drawn(random: Random) -> tuple[list[int], list[int], list[Row], dict[int, int]]:
    """Bounds, rows and costs of a small model; some columns are whole numbers, some rows look like those of logic."""
    lower = [random.choice((0, 0, 0, -1)) for _ in range(random.randint(1, 7))]
    upper = [low + random.choice((0, 1, 1, 1, 1, 3)) for low in lower]
    rows = []
    for _ in range(random.randint(0, 14)):
        columns = random.sample(range(len(lower)), random.randint(1, min(4, len(lower))))
        most = random.choice((1, 1, 9))
        terms = {column: random.choice((-1, 1)) * random.randint(1, most) for column in columns}
        ends = [sorted((by * lower[column], by * upper[column])) for column, by in terms.items()]
        least, greatest = (sum(each) for each in zip(*ends, strict=True))
        rows.append(Row(terms, min(random.randint(least, greatest) for _ in range(2)) + random.randint(0, 1)))
    cost = {column: random.randint(-3, 3) for column in range(len(lower)) if random.random() < 0.5}
    return lower, upper, rows, {column: by for column, by in cost.items() if by}


def ways(lower: list[int], upper: list[int], rows: list[Row]) -> list[Values]:
    """Every way, by trying all values."""
    return [
        values
        for values in product(*(range(low, high + 1) for low, high in zip(lower, upper, strict=True)))
        if all(sum(by * values[column] for column, by in row.terms.items()) >= row.least for row in rows)
    ]


@times(400)
@given(SEEDS)
def test_simplifying_keeps_a_way_at_the_least_cost(seed: int) -> None:
    random = Random(seed)
    lower, upper, rows, cost = drawn(random)
    before = {sum(by * values[column] for column, by in cost.items()): values for values in ways(lower, upper, rows)}
    most = random.choice((None, random.randint(-4, 4)))
    best = min((paid for paid in before if most is None or paid <= most), default=None)
    try:
        less = Simplified(lower, upper, rows, cost, most)
    except Impossible:
        event("impossible")
        assert best is None
        return
    after = ways(less.lower, less.upper, less.rows)
    assert {*after} <= {*ways(lower, upper, rows)}
    assert all(column in less.open for row in less.rows for column in row.terms)
    if best is not None:
        event(f"open columns: {'fewer' if len(less.open) < len(lower) else 'as many'}")
        assert min(sum(by * values[column] for column, by in cost.items()) for values in after) == best


def test_what_a_row_demands_is_fixed_and_what_no_row_opposes_stays_at_its_end() -> None:
    rows = [Row({0: 1, 1: 1}, 2), Row({2: 1, 0: 1}, 1), Row({3: -5, 4: 1}, -4)]
    less = Simplified([0] * 5, [1] * 5, rows, {})
    assert (less.open, less.lower) == ([], [1, 1, 0, 0, 1])
