"""Who reads what in a pack: for each question, fact, measure, remedy and paragraph, the parts that rest on it."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from engine.conditions import (
    AnswerTest,
    Condition,
    Count,
    FactTest,
    MeasureTest,
    NoneOf,
    Test,
    children,
)
from engine.pack import SEVERITIES, Clause, Pack, Rule, VerdictName

How = Literal["leads_to", "raises", "lowers", "holds_back"]
Readers = dict[str, tuple[str, ...]]


class Step(NamedTuple):
    """One causal step between anchors: `f-` and a fact, or `m-` and a measure."""

    cause: str
    effect: str
    how: How


class References:
    """Every cross-reference of one pack. Names that nothing reads are absent."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        tests = [(rule.id, test) for rule in pack.rules for test, _ in _rule_tests(rule)]
        self.rules_of_answer = _readers((t.answer, rule) for rule, t in tests if isinstance(t, AnswerTest))
        self.rules_of_measure = _readers((t.measure, rule) for rule, t in tests if isinstance(t, MeasureTest))
        asked = [(q.id, test) for q in pack.questions.values() if q.asked_if for test, _ in wanted_tests(q.asked_if)]
        self.questions_of_answer = _readers((t.answer, name) for name, t in asked if isinstance(t, AnswerTest))
        clauses = [
            (policy.id, test)
            for policy in pack.policy.values()
            for verdict in policy.verdicts
            for clause in verdict.clauses
            if clause.when
            for test, _ in wanted_tests(clause.when)
        ]
        self.policies_of_answer = _readers((t.answer, name) for name, t in clauses if isinstance(t, AnswerTest))
        self.policies_of_measure = _readers((t.measure, name) for name, t in clauses if isinstance(t, MeasureTest))
        self.remedies_of_answer = _readers((name, remedy.id) for remedy in pack.remedies for name in remedy.changes)
        self.rules_of_remedy = _readers((name, rule.id) for rule in pack.rules for name in rule.remedies)
        self.required_by = _readers((name, remedy.id) for remedy in pack.remedies for name in remedy.requires)
        self.rules_of_source = _readers(
            (basis, rule.id) for rule in pack.rules for basis in rule.source if isinstance(basis, str)
        )
        self.questions_of_source = _readers(
            (basis, q.id) for q in pack.questions.values() for basis in q.source if isinstance(basis, str)
        )
        self.steps = tuple(_steps(pack))

    def verdicts_of(self, rule: Rule) -> dict[str, VerdictName]:
        """The worst verdict that this rule can help to bring about, by policy."""
        worst: dict[str, VerdictName] = {}
        for policy in self.pack.policy.values():
            if rule.policies and policy.id not in rule.policies:
                continue
            for verdict in policy.verdicts:
                if any(_reads(clause, rule) for clause in verdict.clauses):
                    worst.setdefault(policy.id, verdict.verdict)
        return worst

    def causes(self, anchor: str, *how: How) -> list[str]:
        return [step.cause for step in self.steps if step.effect == anchor and step.how in how]

    def effects(self, anchor: str, *how: How) -> list[str]:
        return [step.effect for step in self.steps if step.cause == anchor and step.how in how]


def wanted_tests(condition: Condition, wanted: bool = True) -> Iterator[tuple[Test, bool]]:
    """Every test in the tree, with whether the condition wants it to hold, or not to."""
    if isinstance(condition, AnswerTest | FactTest | MeasureTest):
        yield condition, wanted
        return
    turned = isinstance(condition, NoneOf) or (isinstance(condition, Count) and condition.count.at_least is None)
    for child in children(condition):
        yield from wanted_tests(child, wanted != turned)


def _rule_tests(rule: Rule) -> Iterator[tuple[Test, bool]]:
    for condition in (rule.when.confirmed, rule.when.likely):
        if condition is not None:
            yield from wanted_tests(condition)
    if rule.unless is not None:
        yield from wanted_tests(rule.unless, wanted=False)


def _readers(pairs: Iterable[tuple[str, str]]) -> Readers:
    found: dict[str, dict[str, None]] = {}
    for read, reader in pairs:
        found.setdefault(read, {})[reader] = None
    return {read: tuple(readers) for read, readers in found.items()}


def _reads(clause: Clause, rule: Rule) -> bool:
    """Whether a clause of a verdict can come to hold because this rule is established."""
    if clause.when is not None:
        return any(isinstance(t, FactTest) and t.fact == rule.id and wanted for t, wanted in wanted_tests(clause.when))
    return (
        clause.any_finding is not None
        and rule.kind in clause.any_finding.kinds
        and rule.severity is not None
        and SEVERITIES.index(rule.severity) >= SEVERITIES.index(clause.any_finding.severity)
    )


def _steps(pack: Pack) -> Iterator[Step]:
    """What facts and measures do to each other, each pair once, in the order of the pack."""
    seen: set[tuple[str, str]] = set()
    for step in _all_steps(pack):
        if step[:2] not in seen:
            seen.add(step[:2])
            yield step


def _all_steps(pack: Pack) -> Iterator[Step]:
    for rule in pack.rules:
        anchor = f"f-{rule.id}"
        for test, wanted in _rule_tests(rule):
            if isinstance(test, FactTest):
                yield Step(f"f-{test.fact}", anchor, "leads_to" if wanted else "holds_back")
            elif isinstance(test, MeasureTest):
                yield Step(f"m-{test.measure}", anchor, "leads_to" if wanted else "holds_back")
        for measure, number in (*rule.adds.items(), *rule.moves.items()):
            if number:
                yield Step(anchor, f"m-{measure}", "raises" if number > 0 else "lowers")
        for measure in rule.floors:
            yield Step(anchor, f"m-{measure}", "raises")
    for ladder in pack.measures:
        if ladder.starts_from:
            yield Step(f"m-{ladder.starts_from}", f"m-{ladder.id}", "leads_to")
