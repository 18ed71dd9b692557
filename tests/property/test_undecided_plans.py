"""Where the solver cannot tell, no plan is called best, no way called barred, that trying every plan does not bear out.

Some of its questions stay open here, any of them (see `tests/doubt.py`).
"""

from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given

import engine.promises
import engine.shortcuts
from engine.limits import Limits
from engine.plan import plan
from engine.plans import Plan
from engine.shortcuts import Shortcuts
from tests import brute_plans
from tests.doubt import doubting
from tests.effort import times
from tests.packs import TODAY
from tests.property.test_plans import (
    Case,
    Some,
    names,
    obstacles,
    require_best,
    require_best_within_budget,
    require_least_in_the_way,
    wanted,
)


@pytest.fixture(params=["with shortcuts", "by the solver"])
def mostly_solved(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Without shortcuts nearly everything is up to the solver."""
    if request.param == "by the solver":
        monkeypatch.setattr(engine.promises, "TRIED", 1)
        monkeypatch.setattr(Shortcuts, "lesson", lambda *_: None)
    return bool(request.param == "by the solver")


def told(case: Case) -> Iterator[tuple[Plan, int, Limits]]:
    """Each plan that is shown, with the number of the verdict that it must keep to and the limits."""
    found, limits = case.found, case.limits
    order = case.force.form.policy.order
    wider = Limits(limits.within, limits.keep, change_tactics=True)
    for one in (found.cheapest, found.fastest):
        if one is not None:
            yield one, case.number, limits
    for one in (found.within_budget, found.instead):
        if one is not None:
            yield one, order.index(one.verdict), limits
    if found.alternative is not None:
        yield found.alternative, case.number, wider


def require_kept(case: Case, found: Plan, number: int, limits: Limits) -> brute_plans.Plan:
    """A plan can be done, keeps its promise in every completion, and says of itself what is so."""
    force, chosen = case.force, names(found)
    assert chosen in force.plans
    assert force.allowed(chosen, limits)
    assert force.keeps(chosen, number)
    assert (found.effort, found.days) == (force.effort(chosen), force.days(chosen))
    assert set(found.verdicts_after) >= set(force.verdicts(chosen))
    assert not found.proven or found.verdicts_after == force.verdicts(chosen)
    return chosen


def require_no_more_than_is_so(case: Case) -> None:
    force, found, can = case.force, case.found, case.can(case.number)
    for one, number, limits in told(case):
        require_kept(case, one, number, limits)
    if found.cheapest is not None:
        assert found.cheapest.least_effort <= min(map(force.effort, can))
    if found.cheapest is not None and found.cheapest.proven:
        assert names(found.cheapest) == case.cheapest(can)
    if found.cheapest is not None and found.fastest is not None:
        assert found.fastest.days <= found.cheapest.days
        if found.fastest.proven:
            assert names(found.fastest) == case.fastest(can)
    if found.alternative is not None and found.cheapest is not None:
        assert found.alternative.effort < found.cheapest.effort
        assert any(step.alternative for step in found.alternative.steps)
    if found.blocked is not None:
        assert not can
    if found.within_budget is not None:
        assert found.within_budget.effort <= (case.wishes.budget or 0)
    if found.within_budget is not None and found.within_budget.proven:
        require_best_within_budget(case)
    assert set(found.verdicts_before) >= set(force.verdicts(frozenset()))


def require_all_that_is_so(case: Case) -> None:
    require_best(case)
    require_best_within_budget(case)
    require_least_in_the_way(case, doubted=True)


def test_plans_claim_no_more_than_trying_every_plan_bears_out(mostly_solved: bool) -> None:
    met: Counter[str] = Counter()

    @times(40)
    @given(Some)
    def require(some: tuple[int, int, int]) -> None:
        random = Random(str(some))
        for force, wishes, limits, number, profile in wanted(*some):
            with doubting(random) as doubt:
                found = plan(profile, force.form.pack, force.form.policy, TODAY, wishes)
            case = Case(force, wishes, limits, number, profile, found)
            require_no_more_than_is_so(case)
            if found.proven:
                require_all_that_is_so(case)
            if found.blocked is not None:
                require_least_in_the_way_of(case)
            if doubt.open:
                met["proven" if found.proven else "bounds"] += 1
                met["a way"] += found.cheapest is not None
                met["barred"] += found.blocked is not None

    require()
    assert met["bounds"] > 10, met
    assert not mostly_solved or met["a way"] > 5, met


def require_least_in_the_way_of(case: Case) -> None:
    """What is in the way was worked out whole or not at all, whatever is left open beside it."""
    assert case.found.blocked is not None
    assert obstacles(case.found.blocked) == list(case.force.lightest(case.number, case.limits))
