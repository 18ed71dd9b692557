"""Every plan on every completion, one after the other: slow, and beyond doubt.

It shares with the search the meaning of one remedy (`with_remedy`) and of complete answers, and nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, product

from engine.answers import Answers
from engine.choices import Choices
from engine.limits import LIGHTEST_FIRST, Limits, Obstacle
from engine.remedies import with_remedy
from engine.situation import GRAVITY_OF_A_BAND
from tests import brute, oracle
from tests.ready import Ready

Plan = frozenset[str]
Completion = tuple[int, ...]


@dataclass(frozen=True)
class Force:
    """All plans for one campaign that can be done at all, with what comes of each in each completion."""

    form: Ready
    answers: Answers
    known: dict[str, oracle.Value | None]
    _hindered: dict[tuple[str, Limits], frozenset[Obstacle]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def choices(self) -> Choices:
        return Choices(self.form.program, self.answers)

    @cached_property
    def completions(self) -> list[Completion]:
        ways = product(*brute.ways(self.form, self.known))
        return [self._masks(dict(zip(self.known, chosen, strict=True))) for chosen in ways]

    def _masks(self, answers: dict[str, oracle.Value]) -> Completion:
        return tuple(
            1 << variable.values.index(str(answers[variable.question]))
            if variable.option is None
            else 1 << (variable.option in answers[variable.question])
            for variable in self.form.program.vocabulary.variables
        )

    @cached_property
    def plans(self) -> list[Plan]:
        names = [remedy.id for remedy in self.form.pack.remedies]
        every = (frozenset(some) for number in range(len(names) + 1) for some in combinations(names, number))
        return [plan for plan in every if self._can_be_done(plan)]

    def _can_be_done(self, plan: Plan) -> bool:
        remedies = [self.form.pack.remedy[name] for name in plan]
        if any(need not in plan for one in remedies for need in self._needs(one.id)):
            return False
        return all(
            one.sets[question] == other.sets.get(question, one.sets[question])
            for one, other in combinations(remedies, 2)
            for question in one.sets
        )

    def _needs(self, name: str) -> tuple[str, ...]:
        """Prerequisites not in place; `Choices` leaves out only what can change nothing."""
        return self.choices.needs.get(name, self.form.pack.remedy[name].requires)

    def effort(self, plan: Plan) -> int:
        return sum(self.form.pack.remedy[name].effort for name in plan)

    def ready_after(self, name: str) -> int:
        return self.form.pack.remedy[name].lead_time + max(map(self.ready_after, self._needs(name)), default=0)

    def days(self, plan: Plan) -> int:
        return max(map(self.ready_after, plan), default=0)

    def last_first(self, plan: Plan) -> list[bool]:
        """Of equally good plans the least of these does without what stands last in the pack."""
        return [remedy.id in plan for remedy in reversed(self.form.pack.remedies)]

    @cached_property
    def outcomes(self) -> dict[Plan, dict[Completion, tuple[frozenset[int], tuple[int, int]]]]:
        """For each plan and completion the clauses that hold, and what is left standing."""
        return {plan: {one: self._outcome(plan, one) for one in self.completions} for plan in self.plans}

    def _outcome(self, plan: Plan, completion: Completion) -> tuple[frozenset[int], tuple[int, int]]:
        program, masks = self.form.program, list(completion)
        for remedy in self.form.pack.remedies:
            if remedy.id in plan:
                masks = with_remedy(program, masks, remedy)
        program.settle_use(masks)
        truth = self.form.evaluator.settled(masks)
        clauses = range(len(self.form.pack.rules), len(program.conclusions))
        findings = sum(gravity * certainty for gravity, certainty in zip(program.gravities, truth.certain, strict=True))
        bands = [
            measured.low
            for scale, measured in zip(program.scales, truth.measures, strict=True)
            if scale.measure.kind == "ladder"
        ]
        risk = 2 * findings + 2 * GRAVITY_OF_A_BAND * sum(bands)
        blockers = sum(
            bool(truth.certain[number]) for number, rule in enumerate(self.form.pack.rules) if rule.kind == "blocker"
        )
        return frozenset(clause for clause in clauses if truth.certain[clause]), (blockers, risk)

    def keeps(self, plan: Plan, verdict: int, answers: dict[str, list[str]] | None = None) -> bool:
        """Whether the verdict of this number, or a better one, is given in every completion; or in every one in which
        these questions have one of these answers, of choices the first alone."""
        forbidden, fixed = self.clauses(verdict), answers or {}
        return not any(forbidden & held for one, (held, _) in self.outcomes[plan].items() if self._keeps_to(one, fixed))

    def _keeps_to(self, completion: Completion, answers: dict[str, list[str]]) -> bool:
        for number, variable in enumerate(self.form.program.vocabulary.variables):
            if values := answers.get(variable.question):
                chosen = [variable.option == values[0]] if variable.option else map(variable.values.index, values)
                if completion[number] not in [1 << place for place in chosen]:
                    return False
        return True

    def clauses(self, verdict: int) -> frozenset[int]:
        return frozenset(clause for own in self.form.program.clauses_of[:verdict] for clause in own)

    @cached_property
    def gravest(self) -> Completion:
        """Open levels at their lowest, of other open answers the last one, of choices all that can stand together."""
        answers: dict[str, oracle.Value] = {}
        for name, value in self.known.items():
            question = self.form.pack.questions[name]
            options = tuple(option.id for option in question.options if not option.alone)
            grave: oracle.Value = options if question.kind == "choices" else question.values[-1]
            if question.levels:
                grave = min(question.values, key=lambda one: question.levels[one])
            answers[name] = grave if value is None else value
        return self._masks(answers)

    def left(self, plan: Plan) -> tuple[int, int]:
        """Blockers in number, then the risk."""
        return self.outcomes[plan][self.gravest][1]

    def verdicts(self, plan: Plan) -> tuple[str, ...]:
        """The verdicts that are possible with a plan in place, worst first."""
        order = self.form.policy.order
        given = {
            next((n for n, own in enumerate(self.form.program.clauses_of) if held & set(own)), len(order) - 1)
            for held, _ in self.outcomes[plan].values()
        }
        return tuple(order[number] for number in sorted(given))

    def allowed(self, plan: Plan, limits: Limits, despite: frozenset[Obstacle] = frozenset()) -> bool:
        return self._hindering(plan, limits) <= despite

    def _hindering(self, plan: Plan, limits: Limits) -> frozenset[Obstacle]:
        return frozenset[Obstacle]().union(*(self._hindering_one(name, limits) for name in plan))

    def _hindering_one(self, name: str, limits: Limits) -> frozenset[Obstacle]:
        if (name, limits) not in self._hindered:
            self._hindered[name, limits] = frozenset(self._obstacles_to(name, limits))
        return self._hindered[name, limits]

    def _obstacles_to(self, name: str, limits: Limits) -> Iterator[Obstacle]:
        remedy, variables = self.form.pack.remedy[name], self.form.program.vocabulary.variables
        after = with_remedy(self.form.program, self.answers.taken, remedy)
        for variable, was, now in zip(variables, self.answers.taken, after, strict=True):
            if was != now and variable.question in limits.keep:
                yield Obstacle("kept", variable.question)
        if remedy.alternative and not limits.change_tactics:
            yield Obstacle("tactics")
        if limits.within is not None and self.ready_after(name) > limits.within:
            yield Obstacle("deadline")

    def suffices(self, removed: frozenset[Obstacle], verdict: int, limits: Limits) -> bool:
        """Whether there are answers to the removed questions and a plan that then carries every completion."""
        questions = {one.name for one in removed if one.kind == "unanswered"}
        names = {one.name for one in removed if one.kind == "clause"}
        forbidden = {n for n in self.clauses(verdict) if self.form.program.conclusions[n].name not in names}
        fixed = [n for n, v in enumerate(self.form.program.vocabulary.variables) if v.question in questions]
        for plan in self.plans:
            if self.allowed(plan, limits, removed):
                carried: dict[tuple[int, ...], bool] = {}
                for completion, (held, _) in self.outcomes[plan].items():
                    key = tuple(completion[number] for number in fixed)
                    carried[key] = carried.get(key, True) and not held & forbidden
                if any(carried.values()):
                    return True
        return False

    def suffices_with(
        self, answers: dict[str, str], removed: frozenset[Obstacle], verdict: int, limits: Limits
    ) -> bool:
        """Whether a plan carries every completion with these answers, of choices with this option alone."""
        names = {one.name for one in removed if one.kind == "clause"}
        forbidden = {n for n in self.clauses(verdict) if self.form.program.conclusions[n].name not in names}
        fixed = {
            number: 1 << (variable.values.index(answers[variable.question]) if variable.option is None
                          else variable.option == answers[variable.question])
            for number, variable in enumerate(self.form.program.vocabulary.variables)
            if variable.question in answers
        }  # fmt: skip
        return any(
            all(
                not held & forbidden
                for completion, (held, _) in self.outcomes[plan].items()
                if all(completion[number] == mask for number, mask in fixed.items())
            )
            for plan in self.plans
            if self.allowed(plan, limits, removed)
        )

    def obstacles(self, verdict: int, limits: Limits) -> list[Obstacle]:
        """All that could stand in the way, in the order in which it is told."""
        wishes = [Obstacle("deadline")] if limits.within is not None else []
        wishes += [Obstacle("kept", name) for name in self.form.pack.questions if name in limits.keep]
        wishes += [] if limits.change_tactics else [Obstacle("tactics")]
        clauses = [Obstacle("clause", self.form.program.conclusions[n].name) for n in sorted(self.clauses(verdict))]
        return [*(Obstacle("unanswered", q) for q, value in self.known.items() if value is None), *wishes, *clauses]

    def lightest(self, verdict: int, limits: Limits) -> tuple[Obstacle, ...]:
        """The lightest choice that suffices."""
        obstacles = self.obstacles(verdict, limits)
        return next(some for some in self._by_weight(obstacles) if self.suffices(frozenset(some), verdict, limits))

    def _by_weight(self, obstacles: list[Obstacle]) -> Iterator[tuple[Obstacle, ...]]:
        def weight(some: tuple[Obstacle, ...]) -> tuple[int, int, int, list[bool]]:
            others = [LIGHTEST_FIRST.index(one.kind) for one in some if one.kind != "clause"]
            return len(some) - len(others), len(others), sum(others), [one in some for one in reversed(obstacles)]

        clauses = [one for one in obstacles if one.kind == "clause"]
        others = [one for one in obstacles if one.kind != "clause"]
        for number in range(len(clauses) + 1):
            for few in range(len(others) + 1):
                some = [(*b, *a) for a in combinations(clauses, number) for b in combinations(others, few)]
                yield from sorted(some, key=weight)
