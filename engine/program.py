"""A pack under one policy, made ready to run: everything in order."""

from functools import cached_property

from engine.asking import in_order_of_asking
from engine.normal import AnswerIs, TooWide
from engine.pack import ADVERSE, GRAVITY, Pack, Policy, Question
from engine.strata import groups_in_order, strata
from engine.unordered import Lift, Unordered, measure_node, question_node
from engine.usage import SettleUse, compile_use


class Program(Unordered):
    """The pack's rules under one policy, made ready to run."""

    def __init__(self, pack: Pack, policy: Policy, like: "Program | None" = None) -> None:
        """Raises Circle and TooWide; `like` as in `Unordered`."""
        super().__init__(pack, policy, like)
        if self.too_wide or self.too_much:
            raise TooWide(*self.too_wide)
        by_node = {question_node(name): (name, form) for name, form in self.asked_forms.items()}
        self.asked_if = tuple(by_node[node] for group in groups_in_order(self.needs_of_asking) for node in group)
        self.groups = groups_in_order(self.needs)
        self.stratum = strata(self.needs, self.groups)

    @cached_property
    def asking(self) -> tuple[Question, ...]:
        """Every question in the order in which this policy asks (see `asking.py`)."""
        return in_order_of_asking(self.pack, self.policy)

    @cached_property
    def settle_use(self) -> SettleUse:
        """Writes into masks which questions are not in use, or perhaps not (see `usage.py`)."""
        return compile_use(self.vocabulary, self.policy.asks, self.asked_if)

    @cached_property
    def read_by_asked_if(self) -> tuple[bool, ...]:
        """For each variable, whether it decides if some question is in use."""
        read = {
            test.variable for _, form in self.asked_if for one in form for test in one if isinstance(test, AnswerIs)
        }
        return tuple(number in read for number in range(len(self.vocabulary.variables)))

    @cached_property
    def deciding(self) -> tuple[int, ...]:
        """The variables of every question that decides if another is in use."""
        read = {self.vocabulary.variables[number].question for number, read in enumerate(self.read_by_asked_if) if read}
        return tuple(
            number for name in self.pack.questions if name in read for number in self.vocabulary.of_question[name]
        )

    @cached_property
    def thresholds(self) -> tuple[frozenset[int], ...]:
        """For each variable, the values at which the answer to some test changes from that of the value before."""
        found: list[set[int]] = [set() for _ in self.vocabulary.variables]
        forms = [form for conclusion in self.conclusions for form in (conclusion.confirmed, conclusion.likely)]
        for form in (*forms, *(form for _, form in self.asked_if)):
            for test in (test for alternative in form for test in alternative if isinstance(test, AnswerIs)):
                values = range(1, len(self.vocabulary.variables[test.variable].values))
                found[test.variable] |= {n for n in values if (test.mask >> n ^ test.mask >> n - 1) & 1}
        return tuple(frozenset(values) for values in found)

    @cached_property
    def weights(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """For each variable, the readiness measures that it counts in, by number, and its weight there."""
        found: list[list[tuple[int, int]]] = [[] for _ in self.vocabulary.variables]
        for number, scale in enumerate(self.scales):
            for lift in scale.lifts:
                found[lift.variable].append((number, lift.weight))
        return tuple(map(tuple, found))

    @cached_property
    def number_of(self) -> dict[str, int]:
        """Conclusions by name."""
        return {conclusion.name: number for number, conclusion in enumerate(self.conclusions)}

    @cached_property
    def _place_of_node(self) -> dict[str, int]:
        return {node: place for place, group in enumerate(self.groups) for node in group}

    def groups_beneath(self, node: str) -> list[tuple[str, ...]]:
        """The groups that a conclusion or measure rests on, its own last, in the order of `groups`."""
        places = self._place_of_node
        found, waiting = {places[node]}, [places[node]]
        while waiting:
            for inside in self.groups[waiting.pop()]:
                needs = self.needs[inside]
                fresh = {places[other] for other in (*needs.plain, *needs.final)} - found
                found |= fresh
                waiting += fresh
        return [self.groups[place] for place in sorted(found)]

    @cached_property
    def measures_in_order(self) -> tuple[int, ...]:
        """The numbers of the measures, each after those it is worked out from."""
        numbers = {measure_node(scale.measure.id): number for number, scale in enumerate(self.scales)}
        return tuple(numbers[node] for group in self.groups for node in group if node in numbers)

    def may_be_unused(self, lift: Lift) -> bool:
        """Whether the question that counts here can be one that is not asked."""
        conditional = {name for name, _ in self.asked_if}
        return bool(self.policy.asks) or self.vocabulary.variables[lift.variable].question in conditional

    @cached_property
    def always_in_use(self) -> frozenset[int]:
        """The measures that are in use whatever is answered, by number."""
        found: set[int] = set()
        for number in self.measures_in_order:
            scale = self.scales[number]
            means, lifts = (other for other, _ in scale.mean_of), scale.lifts
            if (
                scale.measure.kind != "readiness"
                or any(n in found for n in means)
                or not all(map(self.may_be_unused, lifts))
            ):
                found.add(number)
        return frozenset(found)

    @cached_property
    def measure_stratum(self) -> tuple[int, ...]:
        """The stratum of each measure by number."""
        return tuple(self.stratum[measure_node(scale.measure.id)] for scale in self.scales)

    @cached_property
    def conclusion_stratum(self) -> tuple[int, ...]:
        """The stratum of each conclusion by number."""
        return tuple(self.stratum[conclusion.name] for conclusion in self.conclusions)

    @cached_property
    def gravities(self) -> tuple[int, ...]:
        """How grave each conclusion is by its severity; 0 for what is not bad news, and for verdict clauses."""
        severities = [rule.severity for rule in self.pack.rules]
        graded = [0 if severity is None else GRAVITY[severity] for severity in severities]
        return (*graded, *(0 for _ in self.conclusions[len(graded) :]))

    @cached_property
    def adverse(self) -> tuple[int, ...]:
        """The conclusions that are bad news."""
        return tuple(number for number, rule in enumerate(self.pack.rules) if rule.kind in ADVERSE)

    @cached_property
    def blockers(self) -> frozenset[int]:
        """The conclusions that stop a campaign."""
        return frozenset(number for number, rule in enumerate(self.pack.rules) if rule.kind == "blocker")

    @cached_property
    def ladders(self) -> tuple[int, ...]:
        """The measures that are bands."""
        return tuple(number for number, scale in enumerate(self.scales) if scale.measure.kind == "ladder")

    @cached_property
    def naming(self) -> dict[str, frozenset[int]]:
        """For each remedy that a rule names, the conclusions of all that do."""
        named: dict[str, set[int]] = {}
        for number, rule in enumerate(self.pack.rules):
            for name in rule.remedies:
                named.setdefault(name, set()).add(number)
        return {name: frozenset(numbers) for name, numbers in named.items()}

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The remedies that others require, each once."""
        return tuple(dict.fromkeys(name for remedy in self.pack.remedies for name in remedy.requires))

    @cached_property
    def circle_of(self) -> tuple[frozenset[int], ...]:
        """For each conclusion, those that it supports and is supported by, itself among them."""
        circles = [frozenset(self.number_of[node] for node in group if node in self.number_of) for group in self.groups]
        found = {number: circle for circle in circles for number in circle}
        return tuple(found[number] for number in range(len(self.conclusions)))

    @cached_property
    def clauses_of(self) -> tuple[tuple[int, ...], ...]:
        """The numbers of the clauses of each verdict of the policy, in its order."""
        numbers = iter(range(len(self.pack.rules), len(self.conclusions)))
        return tuple(tuple(next(numbers) for _ in verdict.clauses) for verdict in self.policy.verdicts)
