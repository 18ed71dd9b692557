"""What to do so that a campaign gets a better verdict, and what is in the way. A pure function, as `assess` is."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from engine import profile_messages as said
from engine.answers import read_answers
from engine.choices import Choices
from engine.errors import Refused, nearest_name
from engine.limits import Limits, Obstacle
from engine.literals import CannotTell
from engine.obstacles import smallest_obstacles
from engine.pack import VERDICTS, Pack, Policy, VerdictName
from engine.plan_search import Found, Search
from engine.plan_telling import obstacle_told, told
from engine.plans import Blocked, Plan, PlanRequest, Plans
from engine.prepared import prepare
from engine.profile import Profile
from engine.profile_checks import require_fitting
from engine.promises import PlanJudge, Promise, no_worse_than
from engine.suitable_answers import Suitable, answered, suitable_answers
from engine.verdicts import possible_verdicts

Made = TypeVar("Made")


@dataclass(frozen=True)
class Wishes:
    """What is asked for. `to` None is the best verdict that the policy can give; `within` None is the launch date, if
    it is still ahead. See `Limits` for the others, and `Plans` for the `budget`, in person-days."""

    to: VerdictName | None = None
    within: int | None = None
    keep: tuple[str, ...] = ()
    change_tactics: bool = False
    budget: int | None = None


def plan(profile: Profile, pack: Pack, policy: Policy, on: date, wishes: Wishes | None = None) -> Plans:
    """The plans for one campaign under one policy of the pack, as of one day; the same ones on every machine.

    Raises Refused when the answers do not fit the pack, or the wishes the pack and the policy.
    """
    require_fitting(profile, pack, on)
    wishes = wishes or Wishes()
    wishes = replace(wishes, keep=tuple(dict.fromkeys(wishes.keep)))
    verdict = _verdict(wishes, pack, policy)
    prepared = prepare(pack, policy)
    answers = read_answers(profile, prepared.program, on)
    choices, judge = Choices(prepared.program, answers), PlanJudge(prepared, answers.taken)
    limits = Limits(_days(wishes, profile, on), wishes.keep, wishes.change_tactics)
    request = PlanRequest(
        verdict=verdict,
        within=limits.within,
        keep=limits.keep,
        change_tactics=limits.change_tactics,
        budget=wishes.budget,
    )
    return _Planning(choices, judge, limits, request).plans()


def _verdict(wishes: Wishes, pack: Pack, policy: Policy) -> VerdictName:
    """The worst verdict of the policy that is good enough."""
    mistakes = [
        said.NO_QUESTION_TO_KEEP.at(f"--keep {name}", nearest_name(name, pack.questions))
        for name in wishes.keep
        if name not in pack.questions
    ]
    wanted = VERDICTS.index(wishes.to or policy.otherwise)
    good_enough = [verdict for verdict in policy.order if VERDICTS.index(verdict) >= wanted]
    if not good_enough:
        mistakes.append(said.TOO_GOOD.at(f"--to {wishes.to}", policy=policy.id, verdict=policy.otherwise))
    if mistakes:
        raise Refused(mistakes)
    return good_enough[0]


def _days(wishes: Wishes, profile: Profile, on: date) -> int | None:
    launch = profile.dates.launch
    if wishes.within is not None or launch is None or launch < on:
        return wishes.within
    return (launch - on).days


class _Planning:
    """One campaign's plans, put together. `undecided` says whether the solver left anything open."""

    def __init__(self, choices: Choices, judge: PlanJudge, limits: Limits, request: PlanRequest) -> None:
        self.choices, self.judge, self.limits, self.request = choices, judge, limits, request
        self.program, self.search = choices.program, Search(choices, judge)
        self.allowed, self.undecided = limits.allowed(choices), False

    def plans(self) -> Plans:
        before = self._decided(lambda: self.judge.verdicts(())) or possible_verdicts(self.judge.outer(()), self.program)
        cheapest = self._plan(self._cheapest)
        blocked = None if cheapest or self.undecided else self._decided(self._blocked)
        fastest = self._plan(lambda: self._fastest(cheapest)) if cheapest else None
        alternative = self._plan(lambda: self._alternative(cheapest)) if cheapest else None
        budgeted = self._plan(self._within_budget)
        instead = self._plan(lambda: self._instead(before)) if blocked else None
        return Plans(
            request=self.request,
            verdicts_before=before,
            cheapest=cheapest,
            fastest=fastest,
            within_budget=budgeted,
            alternative=alternative,
            blocked=blocked,
            instead=instead,
            proven=not self.undecided,
        )

    def _decided(self, make: Callable[[], Made | None]) -> Made | None:
        try:
            return make()
        except CannotTell:
            self.undecided = True
            return None

    def _plan(self, make: Callable[[], Plan | None]) -> Plan | None:
        made = self._decided(make)
        self.undecided |= made is not None and not made.proven
        return made

    def _cheapest(self) -> Plan | None:
        return self._told(self.search.cheapest(self._promise, self.allowed))

    def _fastest(self, cheapest: Plan) -> Plan | None:
        """The plan of fewest days, of those the cheapest."""
        days = self.search.least_days(self._promise, self.allowed, cheapest.days)
        if days == cheapest.days:
            return cheapest
        return self._told(self.search.cheapest(self._promise, self.search.done_within(days, self.allowed)))

    def _alternative(self, cheapest: Plan) -> Plan | None:
        """A plan that takes less effort than the cheapest, if the campaign may change what it is."""
        wider = replace(self.limits, change_tactics=True).allowed(self.choices)
        if wider == self.allowed or not cheapest.effort:
            return None
        found = self.search.cheapest(self._promise, wider, cheapest.effort - 1)
        if found is not None and found.chosen <= self.allowed:  # as where the cheapest is not proved to be that
            return None
        return self._told(found)

    def _within_budget(self) -> Plan | None:
        """The best within the budget: the best verdict, then the fewest blockers, the least risk, the least effort."""
        budget, order = self.request.budget, self.program.policy.order
        if budget is None:
            return None
        for number in reversed(range(len(order))):
            promise = no_worse_than(number, self.program)
            left = self.search.least_left(promise, self.allowed, budget)
            if left is not None:
                return self._told(self.search.cheapest(promise, self.allowed, budget, left), order[number])
        return None

    def _blocked(self) -> Blocked:
        """What stands in the way, and the plan there would be without it."""
        obstacles = smallest_obstacles(self.choices, self.judge, self._promise, self.limits)
        suitable = suitable_answers(self.choices, self.judge, self._promise, self.limits, obstacles)
        told = tuple(obstacle_told(one, self.program, suitable.get(one.name, ())) for one in obstacles)
        unanswered = [one.name for one in obstacles if one.kind == "unanswered"]
        afterwards = None
        if not any(one.kind == "clause" for one in obstacles) and all(suitable.get(name) for name in unanswered):
            afterwards = self._plan(lambda: self._afterwards(obstacles, suitable))
        return Blocked(obstacles=told, afterwards=afterwards)

    def _afterwards(self, obstacles: Collection[Obstacle], suitable: Suitable) -> Plan | None:
        """The plan there would be without these obstacles, open questions among them answered suitably."""
        judge, search = self.judge, self.search
        if suitable:
            judge = judge.over(answered(suitable, self.choices, judge.taken))
            search = Search(self.choices, judge)
        wider = self.limits.allowed(self.choices, obstacles)
        found = search.cheapest(self._promise, wider)
        if found is not None and any(one.kind == "deadline" for one in obstacles):
            days = search.least_days(self._promise, wider, self.choices.days(found.chosen))
            found = search.cheapest(self._promise, search.done_within(days, wider))
        return self._told(found, judge=judge)

    def _instead(self, before: Sequence[VerdictName]) -> Plan | None:
        """The cheapest plan to the best verdict that can be had, if it is better than the one there is."""
        order = self.program.policy.order
        for number in range(self._number - 1, order.index(before[0]), -1):
            found = self.search.cheapest(no_worse_than(number, self.program), self.allowed)
            if found is not None:
                return self._told(found, order[number])
        return None

    @property
    def _number(self) -> int:
        return self.program.policy.order.index(self.request.verdict)

    @property
    def _promise(self) -> Promise:
        return no_worse_than(self._number, self.program)

    def _told(
        self, found: Found | None, verdict: VerdictName | None = None, judge: PlanJudge | None = None
    ) -> Plan | None:
        if found is None:
            return None
        return told(found, verdict or self.request.verdict, self.choices, judge or self.judge)
