"""Finds the cheapest plan that keeps a promise, and proves that there is none cheaper.

"A plan for all completions" is solved by counter-examples: the model holds one world for each completion found so far
that some proposed plan did not carry; all worlds share the choice of remedies. Each proposal is tried on everything
that is open, and a completion in which it falls short becomes one more world, until none does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from engine.canonical import without_the_last
from engine.choices import Choices, Chosen, choose
from engine.completions import Completions
from engine.linear import World, is_true
from engine.literals import FALSE, TRUE, CannotTell, Literal, Logic, Sum, opposite
from engine.promises import Completion, PlanJudge, Promise, kept
from engine.remedied import could_be, remedied
from engine.risk import Left, LeftIn, left, left_in
from engine.solver import Model, Solved, SolverTrouble

MOST_GATHERED = 8  # scenarios before the solver is first asked for a plan


@dataclass(frozen=True)
class Found:
    """A plan, the least effort that any plan takes as far as it was proved, and whether nothing was left to doubt:
    that the plan is the best, and the one that is chosen on every machine."""

    chosen: Chosen
    bound: int
    proven: bool


class Search:
    """Plans for one campaign, each a set of names of remedies. `allowed` are those that a plan may use.

    What is asked gives None where there is no plan, and raises CannotTell where the solver cannot tell.
    """

    def __init__(self, choices: Choices, judge: PlanJudge) -> None:
        self.choices, self.judge, self.program = choices, judge, choices.program
        self.scenarios: list[tuple[Completion, World]] = []
        self._gathered: set[Promise] = set()
        self.reached = self.bound = 0  # the goal of the latest proposal, and what it cannot be less than, as proved

    def cheapest(
        self, promise: Promise, allowed: Chosen, most_effort: int | None = None, most_left: Left | None = None
    ) -> Found | None:
        """The plan of least effort; of those the one that is done soonest; of those the one that does without what
        stands last in the pack. None may also mean that every plan takes more effort, or leaves more standing."""
        if most_left is None and self.judge.carries((), promise):
            return Found(frozenset(), 0, True)
        left = () if most_left is None else self._leaving(most_left)
        limits = left if most_effort is None else (*left, self._at_most(self.effort, most_effort))
        try:
            plan = self.ask(promise, allowed, limits, self.effort)
        except CannotTell:
            if limits:
                raise
            return self._guess(promise, allowed)
        if plan is None:
            return None
        bound, effort = self.bound, self.choices.effort(plan)
        limits = (*left, self._at_most(self.effort, effort))
        try:
            plan = self._soonest(promise, allowed, limits, plan)
            chosen = self._canonical(promise, self.done_within(self.choices.days(plan), allowed), limits, plan)
        except CannotTell:
            return Found(plan, bound, False)
        return Found(chosen, bound, bound == effort)

    def least_days(self, promise: Promise, allowed: Chosen, enough: int) -> int:
        """The fewest days in which a plan can be done; in `enough` days one can."""
        days = sorted({0, enough, *(self.choices.ready_after[name] for name in allowed)})
        low, high = 0, days.index(enough)
        while low < high:
            middle = (low + high) // 2
            if self.is_there(promise, self.done_within(days[middle], allowed)):
                high = middle
            else:
                low = middle + 1
        return days[high]

    def least_left(self, promise: Promise, allowed: Chosen, most_effort: int) -> Left | None:
        """The least that a plan within this effort leaves standing in the gravest completion while it keeps the
        promise: of the plans that leave the fewest blockers, one that leaves the least risk."""
        limits: tuple[Literal, ...] = (self._at_most(self.effort, most_effort),)
        for number, goal in enumerate(self.left):
            plan = self.ask(promise, allowed, limits, goal)
            if plan is None:
                return None
            if self.bound < self.reached:
                raise CannotTell
            found = left(self.judge.truth(self.gravest, plan), self.program)
            if self.reached != found[number]:
                raise SolverTrouble
            limits = (*limits, self._at_most(goal, self.reached))
        return found

    def is_there(self, promise: Promise, allowed: Chosen) -> bool:
        """Whether there is any plan."""
        if self.judge.carries(self.choices.together(allowed), promise):
            return True
        return self.ask(promise, allowed) is not None

    def ask(
        self,
        promise: Promise,
        allowed: Chosen,
        wanted: Sequence[Literal] = (),
        goal: Sum | None = None,
        towards: Sum | None = None,
    ) -> Chosen | None:
        """A plan that keeps the promise, in which these literals are true, with the least value of the goal.

        `towards` is a sum that is limited by what is wanted, and of which the least is not asked for: where the solver
        looks for it all the same, it sees much sooner that there is no way.

        That none is better matters only of a plan that keeps the promise everywhere: the solver has to confirm that
        one, and none of the plans that are proposed before it.
        """
        while (solved := self._proposed(promise, allowed, wanted, goal or towards)) is not None:
            plan = self._plan(solved, promise)
            if goal is not None and self.judge.shortfall(plan, promise) is None:
                solved = self._solved(self.logic.confirmed(solved, self._asked(promise, allowed, wanted), goal))
                assert solved is not None, "there is a way: the one to be confirmed"
                plan = self._plan(solved, promise)
            shortfall = self.judge.shortfall(plan, promise)
            if shortfall is None:
                constant = 0 if goal is None else goal.constant
                self.reached, self.bound = solved.value + constant, solved.bound + constant
                return plan
            self._add(shortfall)
        return None

    def done_within(self, days: int, allowed: Chosen) -> Chosen:
        return frozenset(name for name in allowed if self.choices.ready_after[name] <= days)

    @cached_property
    def logic(self) -> Logic:
        return Logic(Model())

    @cached_property
    def chosen(self) -> dict[str, Literal]:
        """For each remedy whether it is part of the plan."""
        return choose(self.logic, self.choices)

    @cached_property
    def effort(self) -> Sum:
        total = Sum()
        for name, literal in self.chosen.items():
            total.add(self.choices.remedies[name].effort, literal)
        return total

    @cached_property
    def gravest(self) -> Completion:
        return tuple(Completions(self.program, self.judge.taken).gravest())

    @cached_property
    def left(self) -> LeftIn:
        """What a plan leaves standing in the gravest completion."""
        return left_in(self._add(self.gravest))

    def _add(self, completion: Completion) -> World:
        """One more completion that plans have to carry, as a world."""
        masks = could_be(self.program, completion, (), self.choices.remedies)
        self.program.settle_use(masks)
        truth = self.judge.prepared.evaluator.evaluate(masks)
        variables = self.program.vocabulary.variables
        answers = [
            [TRUE if mask >> place & 1 else FALSE for place in range(len(variable.values))]
            for variable, mask in zip(variables, completion, strict=True)
        ]
        world = World(self.logic, self.program, remedied(self.logic, self.program, answers, self.chosen), truth)
        self.scenarios.append((completion, world))
        return world

    def _guess(self, promise: Promise, allowed: Chosen) -> Found:
        """Some plan without the solver: everything that can be done together, less what turns out not to be needed; and
        the effort of what every plan needs. Raises CannotTell where that is no plan."""
        plan, places = self.choices.together(allowed), list(self.choices.remedies)
        for name in sorted(plan, key=lambda name: (-self.choices.effort([name]), places.index(name))):
            less = self.choices.able(plan - {name})
            plan = less if kept(promise, self.judge.outer(less)) else plan
        if not kept(promise, self.judge.outer(plan)):
            raise CannotTell
        needed = [name for name in plan if self._hopeless(promise, allowed - {name})]
        return Found(plan, self.choices.effort(needed), False)

    def _proposed(
        self, promise: Promise, allowed: Chosen, wanted: Sequence[Literal], goal: Sum | None
    ) -> Solved | None:
        """A plan that keeps the promise in every scenario so far."""
        self._gather(promise, allowed)
        if self._hopeless(promise, allowed):
            return None
        return self._solved(self.logic.solve(self._asked(promise, allowed, wanted), goal, sure=False))

    def _gather(self, promise: Promise, allowed: Chosen) -> None:
        """Completions that plans of little effort do not carry, found before the solver is asked for the least: its
        proposals would show the same ones, and each takes it long."""
        if promise in self._gathered:
            return
        self._gathered.add(promise)
        if not self.scenarios and (first := self.judge.shortfall((), promise)) is not None:
            self._add(first)
        everything = self.choices.together(allowed)
        while self._carried(everything, promise) and len(self.scenarios) < MOST_GATHERED:
            try:
                shortfall = self.judge.shortfall(self._lean(everything, promise), promise)
            except CannotTell:
                return
            if shortfall is None:
                return
            self._add(shortfall)

    def _lean(self, plan: Chosen, promise: Promise) -> Chosen:
        """The plan less what no scenario needs, what takes most effort first."""
        places = list(self.choices.remedies)
        for name in sorted(plan, key=lambda name: (-self.choices.effort([name]), places.index(name))):
            less = self.choices.able(plan - {name})
            plan = less if self._carried(less, promise) else plan
        return plan

    def _carried(self, plan: Chosen, promise: Promise) -> bool:
        """Whether a plan keeps the promise in every scenario so far."""
        return all(kept(promise, self.judge.truth(completion, plan)) for completion, _ in reversed(self.scenarios))

    def _asked(self, promise: Promise, allowed: Chosen, wanted: Sequence[Literal]) -> list[Literal]:
        """What must be true of a plan that is proposed."""
        literals = [*wanted, *(opposite(one) for name, one in self.chosen.items() if name not in allowed)]
        for _, world in self.scenarios:
            literals += [opposite(world.holds(clause)) for clause in promise.clauses]
        return literals

    @staticmethod
    def _solved(solved: Solved) -> Solved | None:
        if solved.status == "unknown":
            raise CannotTell
        return solved if solved.status == "optimal" else None

    def _plan(self, solved: Solved, promise: Promise) -> Chosen:
        """The plan in a solution, which keeps the promise in every scenario by the rules themselves."""
        plan = frozenset(name for name, literal in self.chosen.items() if is_true(literal, solved.values))
        for completion, _ in self.scenarios:
            if not kept(promise, self.judge.truth(completion, plan)):
                raise SolverTrouble
        return plan

    def _hopeless(self, promise: Promise, allowed: Chosen) -> bool:
        """Whether the promise is surely broken in some scenario, whichever of the allowed remedies are done."""
        for completion, _ in self.scenarios:
            masks = could_be(self.program, completion, (), allowed)
            self.program.settle_use(masks)
            certain = self.judge.prepared.evaluator.evaluate(masks).certain
            if any(certain[clause] for clause in promise.clauses):
                return True
        return False

    def _leaving(self, most: Left) -> tuple[Literal, ...]:
        return tuple(self._at_most(total, bound) for total, bound in zip(self.left, most, strict=True))

    def _at_most(self, total: Sum, bound: int) -> Literal:
        return self.logic.reaches_zero(Sum(bound).add_sum(-1, total))

    def _soonest(self, promise: Promise, allowed: Chosen, limits: tuple[Literal, ...], plan: Chosen) -> Chosen:
        """Of all plans within the limits, of which this is one, one that takes the fewest days."""
        while days := self.choices.days(plan):
            sooner = self.ask(promise, self.done_within(days - 1, allowed), limits, towards=self.effort)
            if sooner is None:
                break
            plan = sooner
        return plan

    def _canonical(self, promise: Promise, allowed: Chosen, limits: tuple[Literal, ...], plan: Chosen) -> Chosen:
        """Of all plans within the limits, of which this is one, the one that does without what stands last."""

        def ask(without: Chosen, needed: Chosen, not_all_of: Chosen) -> Chosen | None:
            literals = [self.chosen[name] for name in sorted(needed)]
            if not_all_of:
                count = self.logic.total(self.chosen[name] for name in sorted(not_all_of))
                literals.append(self._at_most(count, len(not_all_of) - 1))
            return self.ask(promise, allowed - without, (*limits, *literals), towards=self.effort)

        return without_the_last(tuple(self.choices.remedies), plan, ask)
