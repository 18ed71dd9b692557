"""No plan is cheaper, faster or better than the one that is found, and nothing less stands in the way: every plan has
been tried on every completion."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine.promises
import engine.shortcuts
from engine.limits import Limits, Obstacle
from engine.plan import Wishes, plan
from engine.plans import Blocked, Plan, Plans
from engine.profile import Profile
from engine.shortcuts import Shortcuts
from tests import brute, brute_plans, oracle
from tests.brute_plans import Force
from tests.effort import times
from tests.packs import SEEDS, TODAY, random_campaign_to_plan_for, random_pack_to_plan_for, random_profile
from tests.ready import ready

MOST = 60  # completions, so that every plan can be tried on every one
PROFILES = 8
Some = st.tuples(SEEDS, st.integers(2, 10), st.integers(3, 6))


@dataclass(frozen=True)
class Case:
    """One campaign with what is wished for, and all there is to choose from."""

    force: Force
    wishes: Wishes
    limits: Limits
    number: int  # of the verdict that is good enough
    profile: Profile
    found: Plans

    def can(self, number: int, limits: Limits | None = None) -> list[brute_plans.Plan]:
        """The plans within the limits that lead to a verdict."""
        force, limits = self.force, limits or self.limits
        return [one for one in force.plans if force.allowed(one, limits) and force.keeps(one, number)]

    def cheapest(self, some: list[brute_plans.Plan]) -> brute_plans.Plan | None:
        force = self.force
        return min(some, key=lambda one: (force.effort(one), force.days(one), force.last_first(one)), default=None)

    def fastest(self, some: list[brute_plans.Plan]) -> brute_plans.Plan | None:
        force = self.force
        return min(some, key=lambda one: (force.days(one), force.effort(one), force.last_first(one)), default=None)


def cases(seed: int, rules: int, remedies: int) -> Iterator[Case]:
    """Some campaigns of one pack, with the plans for each."""
    for force, wishes, limits, number, profile in wanted(seed, rules, remedies):
        found = plan(profile, force.form.pack, force.form.policy, TODAY, wishes)
        yield Case(force, wishes, limits, number, profile, found)


def wanted(seed: int, rules: int, remedies: int) -> Iterator[tuple[Force, Wishes, Limits, int, Profile]]:
    """The same before plans are made."""
    random = Random(seed)
    form = ready(random_pack_to_plan_for(seed, rules, remedies))
    for _ in range(PROFILES):
        draw = random_profile if random.random() < 0.3 else random_campaign_to_plan_for
        profile = draw(random, form.pack)
        known = oracle.counted(form.pack, form.policy, profile, TODAY)
        keep = random.sample(list(form.pack.questions), random.choice((0, 0, 0, 1, 2)))
        limits = Limits(random.choice((None, None, 7, 20)), tuple(keep), random.random() < 0.5)
        to, budget = random.choice((*form.policy.order[1:], None)), random.choice((None, 2, 4))
        wishes = Wishes(to, limits.within, limits.keep, limits.change_tactics, budget)
        if brute.few_enough(form, known, MOST):
            force = Force(form, form.read(profile), known)
            number = form.policy.order.index(to or form.policy.otherwise)
            yield force, wishes, limits, number, profile


def names(found: Plan | None) -> frozenset[str] | None:
    return None if found is None else frozenset(step.remedy for step in found.steps)


def require_sound(case: Case, found: Plan | None) -> None:
    """What a plan says of itself is so, and its steps can be done in their order."""
    if found is None:
        return
    force, chosen = case.force, names(found)
    assert chosen is not None
    assert found.proven
    assert (found.effort, found.least_effort, found.days) == (
        force.effort(chosen),
        force.effort(chosen),
        force.days(chosen),
    )
    assert found.verdicts_after == force.verdicts(chosen)
    done: set[str] = set()
    for step in found.steps:
        assert done.issuperset(step.requires)
        assert all(other.done <= step.start for other in found.steps if other.remedy in step.requires)
        assert step.done == step.start + step.lead_time == force.ready_after(step.remedy)
        done.add(step.remedy)


def obstacles(blocked: Blocked) -> list[Obstacle]:
    """As the search names them; each clause of these packs is worded as its name."""
    return [Obstacle(one.kind, one.text["en"] if one.text else one.question or "") for one in blocked.obstacles]


def require_best(case: Case) -> None:
    """Everything that is found is what trying all plans finds."""
    force, found, can = case.force, case.found, case.can(case.number)
    for one in (found.cheapest, found.fastest, found.within_budget, found.alternative, found.instead):
        require_sound(case, one)
    assert found.proven
    assert found.verdicts_before == force.verdicts(frozenset())
    assert names(found.cheapest) == case.cheapest(can)
    assert names(found.fastest) == case.fastest(can)
    assert (found.blocked is None) == bool(can)
    wider = Limits(case.limits.within, case.limits.keep, change_tactics=True)
    less = [one for one in case.can(case.number, wider) if can and force.effort(one) < min(map(force.effort, can))]
    assert names(found.alternative) == case.cheapest(less)


def require_best_within_budget(case: Case) -> None:
    force, budget = case.force, case.wishes.budget
    if budget is None:
        assert case.found.within_budget is None
        return
    for number in reversed(range(len(force.form.policy.order))):
        within = [one for one in case.can(number) if force.effort(one) <= budget]
        if within:
            least = min(map(force.left, within))
            assert names(case.found.within_budget) == case.cheapest([one for one in within if force.left(one) == least])
            assert case.found.within_budget is not None
            assert case.found.within_budget.verdict == force.form.policy.order[number]
            return


def require_least_in_the_way(case: Case, doubted: bool = False) -> None:
    """`doubted` where the solver may have left open which answers would do: then none are told."""
    force, found = case.force, case.found
    if found.blocked is None:
        assert found.instead is None
        return
    lightest = force.lightest(case.number, case.limits)
    assert obstacles(found.blocked) == list(lightest)
    if not doubted or any(one.answers for one in found.blocked.obstacles):
        require_suitable_answers(case, found.blocked, frozenset(lightest))
    answers = suitable(found.blocked)
    if Obstacle("clause") in {one._replace(name="") for one in lightest} or not all(answers.values()):
        assert found.blocked.afterwards is None
    else:
        there = [
            one
            for one in force.plans
            if force.allowed(one, case.limits, frozenset(lightest)) and force.keeps(one, case.number, answers)
        ]
        soonest = Obstacle("deadline") in lightest
        assert names(found.blocked.afterwards) == (case.fastest(there) if soonest else case.cheapest(there))
    best = max(number for number in range(len(force.form.policy.order)) if case.can(number))
    before = force.form.policy.order.index(force.verdicts(frozenset())[0])
    assert names(found.instead) == (case.cheapest(case.can(best)) if best > before else None)


def require_suitable_answers(case: Case, blocked: Blocked, removed: frozenset[Obstacle]) -> None:
    """Of one open question exactly the answers that do are told; of several, answers that do together."""
    told = suitable(blocked)
    assert all(not one.answers for one in blocked.obstacles if one.kind != "unanswered")

    def does(answers: dict[str, str]) -> bool:
        return case.force.suffices_with(answers, removed, case.number, case.limits)

    if len(told) == 1:
        ((name, values),) = told.items()
        assert values == [value for value in case.force.form.pack.questions[name].values if does({name: value})]
    elif any(told.values()):
        assert does({name: value for name, (value,) in told.items()})


def suitable(blocked: Blocked) -> dict[str, list[str]]:
    """The answers that are said to do, by open question in the way."""
    asked = (one for one in blocked.obstacles if one.kind == "unanswered")
    return {one.question or "": [each.value for each in one.answers] for one in asked}


@pytest.fixture(params=["with shortcuts", "with weak lessons", "by the solver"])
def _shortcuts(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small packs leave few obstacles to choose from, so that what is learnt of many is learnt of any number instead.
    Without shortcuts nearly everything is up to the solver: few completions are tried, and no lesson is seen."""
    if request.param == "with weak lessons":
        monkeypatch.setattr(engine.shortcuts, "FEW", 0)
    if request.param == "by the solver":
        monkeypatch.setattr(engine.promises, "TRIED", 1)
        monkeypatch.setattr(Shortcuts, "lesson", lambda *_: None)


@times(70)
@given(Some)
def require_agreement_with_brute_force(some: tuple[int, int, int]) -> None:
    for case in cases(*some):
        require_best(case)
        require_best_within_budget(case)
        require_least_in_the_way(case)


@pytest.mark.usefixtures("_shortcuts")
def test_plans_and_obstacles_are_those_of_brute_force() -> None:
    require_agreement_with_brute_force()
