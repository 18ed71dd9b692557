"""A pack under one policy with every condition in normal form, in no order yet.

The clauses of the policy's verdicts are conclusions like any other, so both inferences derive them and they are
explained in the same way.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from engine.conditions import Condition
from engine.normal import (
    ALWAYS,
    LIKELY,
    NEVER,
    Alternatives,
    AnswerIs,
    Effort,
    FactIs,
    MeasureIs,
    TooMuch,
    TooWide,
    both,
    normal_form,
)
from engine.pack import SEVERITIES, AnyFinding, Measure, Pack, Policy, Rule
from engine.strata import Needs
from engine.vocabulary import Vocabulary

_Asked = tuple[int, bool, bool]


@dataclass(frozen=True)
class Conclusion:
    """One rule or one verdict clause: when it is established as confirmed, and when at all (`likely`)."""

    name: str
    confirmed: Alternatives
    likely: Alternatives
    rule: Rule | None = None


@dataclass(frozen=True)
class Lift:
    """How a readiness measure reads one variable: its weight, and the level of each of its values in order."""

    variable: int
    weight: int
    levels: tuple[int, ...]


@dataclass(frozen=True)
class Scale:
    """A measure made ready: what it reads, by number.

    `effects` are (conclusion, amount): points added, bands moved. `floors` are (conclusion, band). `points` are
    (variable, points of each value). `mean_of` are (measure, weight). `thresholds` are where the second and later
    bands begin, in the measure it starts from; empty when it starts from another ladder.
    """

    measure: Measure
    lifts: tuple[Lift, ...] = ()
    mean_of: tuple[tuple[int, int], ...] = ()
    points: tuple[tuple[int, tuple[int, ...]], ...] = ()
    starts_from: int | None = None
    thresholds: tuple[int, ...] = ()
    effects: tuple[tuple[int, int], ...] = ()
    floors: tuple[tuple[int, int], ...] = ()


class Unordered:
    """The pack's rules under one policy, every condition in normal form, in no order yet.

    Conclusions are numbered: rules as in the pack, then verdict clauses. What is too wide to be written out is named in
    `too_wide` and never holds; `too_much` says that the conditions of the pack took more effort than they may together,
    and those that came after never hold either.
    """

    effort: Effort
    asked_forms: dict[str, Alternatives]

    def __init__(self, pack: Pack, policy: Policy, like: "Unordered | None" = None) -> None:
        """`like` is such a form of the same pack under another policy, or under the same policy of a pack that has
        questions with the same answers, ladders with the same bands, and mostly the same rules: what it has made ready
        is not made again, nor is what is too wide said again. Raises ValueError for a policy as it is written that
        extends another."""
        if policy.extends is not None:  # its verdicts would lack clauses, and nobody would see it
            raise ValueError(f"policy '{policy.id}' extends another: run pack.policy['{policy.id}'] instead")
        self.pack, self.policy = pack, policy
        self.vocabulary = Vocabulary(pack)
        self.too_wide: list[str] = []
        self.too_much = False
        of_same_pack = like is not None and like.pack is pack
        self.effort = like.effort if like and of_same_pack else Effort()
        # By identity: the condition kept beside its form makes sure that it is still the one of that number.
        self._forms: dict[_Asked, tuple[Condition, Alternatives]] = {}
        if like:
            self._forms = like._forms if of_same_pack else dict(like._forms)
        ready = (
            {id(one.rule): one for one in like.conclusions if self._alike_under(like.policy, one.rule)} if like else {}
        )
        rules = [ready.get(id(rule)) or self._or_never(rule.id, partial(self._rule, rule), rule) for rule in pack.rules]
        clauses = [
            self._or_never(name, partial(self._clause, name, clause.when or clause.any_finding))
            for verdict in policy.verdicts
            for number, clause in enumerate(verdict.clauses)
            for name in (clause_name(verdict.verdict, number),)
        ]
        self.conclusions: tuple[Conclusion, ...] = (*rules, *clauses)
        self.scales = tuple(self._scale(measure) for measure in pack.measures)
        self.asked_forms = like.asked_forms if like and of_same_pack else self._asked_forms()
        self.needs = self._graph()

    def _alike_under(self, policy: Policy, rule: Rule | None) -> bool:
        """Whether another policy makes of a rule what this one does."""
        return rule is not None and (policy.id == self.policy.id or not rule.policies)

    def _or_never(self, name: str, make: Callable[[], Conclusion], rule: Rule | None = None) -> Conclusion:
        try:
            return make()
        except TooMuch:
            self.too_much = True
        except TooWide:
            self.too_wide.append(name)
        return Conclusion(name, NEVER, NEVER, rule)

    def _rule(self, rule: Rule) -> Conclusion:
        """A rule's two grades. One that the policy leaves out is never established."""
        if rule.policies and self.policy.id not in rule.policies:
            return Conclusion(rule.id, NEVER, NEVER, rule)
        spared, surely_spared = (
            ALWAYS if rule.unless is None else self._form(rule.unless, confirmed, holds=False)
            for confirmed in (False, True)
        )
        surely = NEVER if rule.when.confirmed is None else self._form(rule.when.confirmed, confirmed=True)
        likely = [self._form(part, confirmed=False) for part in (rule.when.confirmed, rule.when.likely) if part]
        either = tuple(dict.fromkeys(alternative for form in likely for alternative in form))
        return Conclusion(
            rule.id,
            both(surely, surely_spared, self.vocabulary, self.effort),
            both(either, spared, self.vocabulary, self.effort),
            rule,
        )

    def _clause(self, name: str, condition: Condition | AnyFinding | None) -> Conclusion:
        """A verdict clause knows no grades: it holds or it does not."""
        if isinstance(condition, AnyFinding):
            least = SEVERITIES.index(condition.severity)
            found: Alternatives = tuple(
                (FactIs(number, LIKELY, False),)
                for number, rule in enumerate(self.pack.rules)
                if rule.kind in condition.kinds and rule.severity and SEVERITIES.index(rule.severity) >= least
            )
            return Conclusion(name, found, found)
        assert condition is not None, "the model of a clause sees to it"
        found = self._form(condition, confirmed=False)
        return Conclusion(name, found, found)

    def _form(self, condition: Condition, confirmed: bool, holds: bool = True) -> Alternatives:
        known = self._forms.get((id(condition), confirmed, holds))
        if known is None or known[0] is not condition:
            known = condition, normal_form(condition, self.vocabulary, confirmed, holds, self.effort)
            self._forms[id(condition), confirmed, holds] = known
        return known[1]

    def _scale(self, measure: Measure) -> Scale:
        """Gather from questions and rules what one measure reads."""
        number_of, variables = self.vocabulary.measures, self.vocabulary.variables
        questions = self.pack.questions
        lifts = tuple(
            Lift(number, question.weight, tuple(question.levels[value] for value in variables[number].values))
            for question in questions.values()
            if measure.id in question.counts_in
            for number in self.vocabulary.of_question[question.id]
        )
        points = []
        for question in questions.values():
            if not any(measure.id in option.points for option in question.options):
                continue
            for number in self.vocabulary.of_question[question.id]:
                given = {option.id: option.points.get(measure.id, 0) for option in question.options}
                chosen = variables[number].option
                values = (0, given[chosen]) if chosen else tuple(given.get(v, 0) for v in variables[number].values)
                if any(values):
                    points.append((number, values))
        effects = tuple(
            (number, rule.adds.get(measure.id, 0) or rule.moves.get(measure.id, 0))
            for number, rule in enumerate(self.pack.rules)
            if measure.id in rule.adds or measure.id in rule.moves
        )
        floors = tuple(
            (number, measure.band_names.index(rule.floors[measure.id]))
            for number, rule in enumerate(self.pack.rules)
            if measure.id in rule.floors
        )
        return Scale(
            measure,
            lifts,
            tuple((number_of[name], weight) for name, weight in measure.mean_of.items()),
            tuple(points),
            None if measure.starts_from is None else number_of[measure.starts_from],
            tuple(band.from_ for band in measure.bands if band.from_ is not None),
            effects,
            floors,
        )

    def _asked_forms(self) -> dict[str, Alternatives]:
        """When each conditional question is asked."""
        conditional = {q.id: q.asked_if for q in self.pack.questions.values() if q.asked_if is not None}
        forms = {}
        for name, condition in conditional.items():
            made = self._or_never(question_node(name), partial(self._clause, question_node(name), condition))
            forms[name] = made.likely
        return forms

    @property
    def needs_of_asking(self) -> dict[str, Needs]:
        """Which conditional question waits for which."""
        variables = self.vocabulary.variables
        read = {
            name: {variables[test.variable].question for one in form for test in one if isinstance(test, AnswerIs)}
            for name, form in self.asked_forms.items()
        }
        return {
            question_node(name): Needs(frozenset(), frozenset(map(question_node, needed & self.asked_forms.keys())))
            for name, needed in read.items()
        }

    def _graph(self) -> dict[str, Needs]:
        """Which conclusion or measure rests on which."""
        facts = [conclusion.name for conclusion in self.conclusions]
        measures = [scale.measure.id for scale in self.scales]
        graph: dict[str, Needs] = {}
        for number, scale in enumerate(self.scales):
            on_facts = {facts[fact] for fact, _ in (*scale.effects, *scale.floors)}
            on_measures = {measures[other] for other, _ in scale.mean_of}
            on_measures |= set() if scale.starts_from is None else {measures[scale.starts_from]}
            graph[measure_node(measures[number])] = Needs(
                frozenset(), frozenset(on_facts) | {measure_node(name) for name in on_measures}
            )
        for conclusion in self.conclusions:
            tests = [test for one in (*conclusion.confirmed, *conclusion.likely) for test in one]
            plain = {facts[test.fact] for test in tests if isinstance(test, FactIs) and not test.negated}
            absent = {facts[test.fact] for test in tests if isinstance(test, FactIs) and test.negated}
            read = {measure_node(measures[test.measure]) for test in tests if isinstance(test, MeasureIs)}
            graph[conclusion.name] = Needs(frozenset(plain), frozenset(absent | read))
        return graph


def clause_name(verdict: str, number: int) -> str:
    """What a clause is called as a conclusion: by its verdict and its place among that verdict's clauses."""
    return f"{verdict}.{number}"


def measure_node(name: str) -> str:
    """A measure's name in the graph, where it must not be taken for a fact of the same name."""
    return f"measure {name}"


def question_node(name: str) -> str:
    """A question's name in the graph of what asks for what; there are facts of the same name."""
    return f"question {name}"
