"""A ledger adds up: every point that a measure lacks stands beside the question that lost it."""

import itertools
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from engine.assessment import Ledger
from engine.ledger import apportion, ledger
from engine.measures import FULL_READINESS, Interval
from tests.effort import times
from tests.packs import Drawn, drawn
from tests.ready import ready

MANY = times(2000)
FEW = times(30)
UNITS = st.lists(st.integers(0, 400), max_size=30)
TOTALS = st.integers(0, 1000)


@MANY
@given(TOTALS, UNITS.filter(any))
def test_the_parts_add_up_to_the_total(total: int, units: list[int]) -> None:
    assert sum(apportion(total, units)) == total


@MANY
@given(TOTALS, UNITS.filter(any))
def test_no_part_is_a_whole_point_away_from_its_exact_share(total: int, units: list[int]) -> None:
    for part, unit in zip(apportion(total, units), units, strict=True):
        assert abs(part - Fraction(total * unit, sum(units))) < 1


@MANY
@given(TOTALS, UNITS)
def test_who_lost_nothing_is_charged_nothing(total: int, units: list[int]) -> None:
    assert all(part == 0 for part, unit in zip(apportion(total, units), units, strict=True) if unit == 0)


@MANY
@given(TOTALS, UNITS)
def test_who_lost_more_is_never_charged_less(total: int, units: list[int]) -> None:
    shared = sorted(zip(units, apportion(total, units), strict=True))
    for (unit, part), (more, charged) in itertools.pairwise(shared):
        assert part <= charged or unit == more


def test_equal_losses_share_the_rest_from_the_first_on() -> None:
    assert apportion(10, [1, 1, 1]) == [4, 3, 3]
    assert apportion(0, [3, 5]) == [0, 0]
    assert apportion(7, []) == []


def entries(case: Drawn) -> list[tuple[Interval, Ledger]]:
    """Each readiness measure over questions with its ledger, for each profile."""
    form = ready(case.program)
    found = []
    for profile in case.profiles:
        answers = form.read(profile)
        truth = form.evaluator.evaluate(answers.masks)
        for scale, measured in zip(form.program.scales, truth.measures, strict=True):
            if scale.measure.kind == "readiness" and not scale.mean_of:
                found.append((measured, ledger(scale, measured, answers, form.program)))
    return found


@FEW
@given(drawn(5))
def test_the_points_of_a_ledger_add_up_to_what_the_measure_lacks(case: Drawn) -> None:
    for measured, entry in entries(case):
        if entry.lines:
            assert sum(line.lost_points for line in entry.lines) == FULL_READINESS - measured.high
            assert sum(line.open_points for line in entry.lines) == measured.high - measured.low


@FEW
@given(drawn(5))
def test_the_units_of_a_ledger_give_the_measure(case: Drawn) -> None:
    for measured, entry in entries(case):
        if entry.lines:
            assert entry.units is not None
            assert entry.lost is not None
            assert entry.open is not None
            kept = entry.units - entry.lost
            assert (entry.lost, entry.open) == (
                sum(line.lost for line in entry.lines),
                sum(line.open for line in entry.lines),
            )
            assert measured.high == FULL_READINESS * kept // entry.units
            assert measured.low == FULL_READINESS * (kept - entry.open) // entry.units
            assert entry.units == 4 * sum(line.weight for line in entry.lines)


@FEW
@given(drawn(5))
def test_the_largest_loss_comes_first(case: Drawn) -> None:
    for _, entry in entries(case):
        losses = [(line.lost, line.open) for line in entry.lines]
        assert losses == sorted(losses, reverse=True)
