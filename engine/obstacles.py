"""Why there is no plan: the smallest set of things that stand in the way, and the proof that none is smaller.

Each wish can be given up, each open question answered, each clause of a verdict set aside: with all of that there is
always a plan. What blocks is the lightest choice of these: as few clauses as possible, since nobody can set one aside;
then as little else as possible; then what is lightest in the order of LIGHTEST_FIRST.

The lightest choice is found from below. One that does not suffice shows others of which one at least has to be removed
as well (`Shortcuts`); the lightest that agrees with all of these is proposed next, until one suffices. Where that is
not to be seen at once, the rules themselves enter the model, with one world for each completion that must be carried.
"""

from collections.abc import Sequence
from functools import cached_property

from engine.best_answers import BestAnswers
from engine.canonical import without_the_last
from engine.choices import Choices, Chosen, choose
from engine.evaluate import Truth
from engine.limits import LIGHTEST_FIRST, Limits, Obstacle
from engine.linear import World, is_true
from engine.literals import CannotTell, Literal, Logic, Sum, opposite
from engine.promises import Completion, PlanJudge, Promise, kept
from engine.remedied import remedied
from engine.shortcuts import ENOUGH, Lesson, Removed, Shortcuts
from engine.solver import Model, SolverTrouble


def smallest_obstacles(choices: Choices, judge: PlanJudge, promise: Promise, limits: Limits) -> tuple[Obstacle, ...]:
    """What stands in the way of a promise that no plan keeps, in the order in which it is told; of equally light
    choices the one that does without what comes last. Raises CannotTell where the solver cannot tell."""
    return _Obstacles(choices, judge, promise, limits).lightest()


class _Obstacles:
    """A model in which everything that could stand in the way can be removed, for its weight. A question that is
    removed gets the answer that suits best."""

    def __init__(self, choices: Choices, judge: PlanJudge, promise: Promise, limits: Limits) -> None:
        self.judge, self.program, self.logic = judge, choices.program, Logic(Model())
        self.clauses = {Obstacle("clause", self.program.conclusions[n].name): n for n in promise.clauses}
        self.choices, self.hindered = choices, limits.hindered(choices)
        self.removed = {one: self.logic.free() for one in self._in_order()}
        self.shortcuts = Shortcuts(choices, judge, self.hindered, tuple(self.removed), self.clauses)
        self.scenarios: list[Completion] = []

    def lightest(self) -> tuple[Obstacle, ...]:
        found = self._removing((), self.weight)
        if found is None:  # with everything removed there is a plan: nothing is forbidden then
            raise SolverTrouble
        limit = self._at_most(self.weight, sum(map(self._weigh, found)))

        def ask(without: Removed, needed: Removed, not_all_of: Removed) -> Removed | None:
            literals = [opposite(literal) for one, literal in self.removed.items() if one in without]
            literals += [literal for one, literal in self.removed.items() if one in needed]
            if not_all_of:
                count = self.logic.total(literal for one, literal in self.removed.items() if one in not_all_of)
                literals.append(self._at_most(count, len(not_all_of) - 1))
            return self._removing((limit, *literals))

        chosen = without_the_last(tuple(self.removed), found, ask)
        return tuple(one for one in self.removed if one in chosen)

    def _in_order(self) -> list[Obstacle]:
        """Everything that could stand in the way, in the order in which it is told."""
        numbers, taken = self.program.vocabulary.of_question, self.judge.taken
        questions = list(self.program.pack.questions)
        unanswered = [name for name in questions if any(taken[number].bit_count() > 1 for number in numbers[name])]
        wishes = {one for own in self.hindered.values() for one in own}
        place = {name: number for number, name in enumerate(questions)} | {"": 0}
        return [
            *(Obstacle("unanswered", name) for name in unanswered),
            *sorted(wishes, key=lambda one: (LIGHTEST_FIRST.index(one.kind), place[one.name])),
            *self.clauses,
        ]

    @cached_property
    def weight(self) -> Sum:
        total = Sum()
        for one, literal in self.removed.items():
            total.add(self._weigh(one), literal)
        return total

    def _weigh(self, obstacle: Obstacle) -> int:
        """One clause weighs more than everything else together, and any two other things more than any one."""
        others = len(self.removed) - len(self.clauses)
        each = len(LIGHTEST_FIRST) * others + 1
        if obstacle.kind == "clause":
            return (each + len(LIGHTEST_FIRST)) * others + 1
        return each + LIGHTEST_FIRST.index(obstacle.kind)

    def _at_most(self, total: Sum, bound: int) -> Literal:
        return self.logic.reaches_zero(Sum(bound).add_sum(-1, total))

    @cached_property
    def chosen(self) -> dict[str, Literal]:
        """For each remedy whether it is done, which what keeps it out of plans must allow."""
        chosen = choose(self.logic, self.choices)
        for name, literal in chosen.items():
            for one in self.hindered[name]:
                self.logic.require(Sum().add(1, self.removed[one]).add(-1, literal), 0)
        return chosen

    @cached_property
    def best_answers(self) -> BestAnswers:
        questions = {one.name: literal for one, literal in self.removed.items() if one.kind == "unanswered"}
        return BestAnswers(self.logic, self.program, questions)

    @cached_property
    def outer(self) -> Truth:
        return self.judge.outer((), self.choices.remedies)

    def _removing(self, wanted: Sequence[Literal], goal: Sum | None = None) -> Removed | None:
        """Obstacles after whose removal there is a plan."""
        while True:
            solved = self.logic.solve(wanted, goal)
            if solved.status == "unknown":
                raise CannotTell
            if solved.status == "infeasible":
                return None
            removed = frozenset(one for one, literal in self.removed.items() if is_true(literal, solved.values))
            lesson = self.shortcuts.lesson(removed)
            if lesson == ENOUGH:
                return removed
            if lesson is not None:
                self._learn(lesson)
                continue
            if not self.scenarios:
                self._add(self.shortcuts.completions[0])
                continue
            plan = frozenset(name for name, literal in self.chosen.items() if is_true(literal, solved.values))
            shortfall = self._shortfall(removed, plan, self._answered(solved.values))
            if shortfall is None:
                return removed
            self._add(shortfall)

    def _learn(self, lesson: Lesson) -> None:
        total = Sum()
        for one, literal in self.removed.items():
            total.add(lesson.so_many if one in lesson.strong else int(one in lesson.weak), literal)
        self.logic.require(total, lesson.so_many)

    def _answered(self, values: Sequence[int]) -> list[int]:
        """The masks of what the campaign says, with the answers that removed questions get in a solution."""
        masks = list(self.judge.taken)
        for number, literals in self.best_answers.values.items():
            if is_true(self.best_answers.given[self.program.vocabulary.variables[number].question], values):
                chosen = [place for place, literal in enumerate(literals) if is_true(literal, values)]
                masks[number] = 1 << (chosen[0] if chosen else 0)
        return masks

    def _shortfall(self, removed: Removed, plan: Chosen, taken: Sequence[int]) -> Completion | None:
        """A completion of these masks in which the plan falls short although the obstacles are removed."""
        left = Promise(tuple(number for clause, number in self.clauses.items() if clause not in removed))
        for scenario in self.scenarios:
            completion = [new if new.bit_count() == 1 else old for new, old in zip(taken, scenario, strict=True)]
            if not kept(left, self.judge.truth(completion, plan)):
                raise SolverTrouble
        return self.judge.over(taken).shortfall(plan, left)

    def _add(self, completion: Completion) -> None:
        """One more world that plans have to carry."""
        answers = remedied(self.logic, self.program, self.best_answers.over(completion), self.chosen)
        world = World(self.logic, self.program, answers, self.outer)
        for clause, number in self.clauses.items():
            self.logic.require_true(self.logic.any_of((self.removed[clause], opposite(world.holds(number)))))
        self.scenarios.append(completion)
