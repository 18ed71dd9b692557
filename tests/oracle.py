"""A second opinion: what a pack means, worked out slowly by walking its trees, as design.md says it in words.

It shares the pack's models with the engine and nothing else: no normal form, no masks, no compiled code. It knows
complete answers only; what is open is tried value by value by those who ask it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from engine.conditions import All, AnswerTest, AnyOf, Condition, Count, FactTest, MeasureTest, NoneOf
from engine.pack import SEVERITIES, Measure, Pack, Policy, Question, Rule
from engine.profile import Profile

ABSENT, LIKELY, CONFIRMED = 0, 1, 2

Value = str | tuple[str, ...]
Counted = Mapping[str, Value | None]


@dataclass(frozen=True)
class Outcome:
    """The certainty of each fact and clause, and each measure, None where it is not in use."""

    facts: dict[str, int]
    measures: dict[str, int | None]


def counted(pack: Pack, policy: Policy, profile: Profile, on: date) -> dict[str, Value | None]:
    """What each answer counts as on that day; None where it is not known."""
    return {name: _counted(question, policy, profile, on) for name, question in pack.questions.items()}


def _counted(question: Question, policy: Policy, profile: Profile, on: date) -> Value | None:
    given = profile.answers.get(question.id)
    if given is None or given.answer is None or given.answer in ("unknown", "withheld"):
        return None
    if policy.expires_after is not None:
        lasts = policy.expires_after.volatile if question.volatile else policy.expires_after.other
        if (on - (given.answered_on or profile.answered_on)).days > lasts:
            return None
    if question.kind == "choices":
        return (given.answer,) if isinstance(given.answer, str) else given.answer
    assert isinstance(given.answer, str)
    if policy.evidence == "required" and question.kind == "level" and int(given.answer) > 2:
        shown = given.evidence
        if shown is None or shown.reference is None or shown.date is None or shown.owner is None:
            return "2"
    return given.answer


def used(pack: Pack, policy: Policy, answers: Mapping[str, Value]) -> dict[str, Value]:
    """The answers to questions that are in use; every question must have an answer, in use or not."""
    kept: dict[str, Value] = {}
    known: set[str] = set()

    def visit(name: str) -> None:
        if name in known:
            return
        known.add(name)
        question = pack.questions[name]
        if policy.asks and name not in policy.asks:
            return
        if question.asked_if is not None:
            for other in _answers_read(question.asked_if):
                visit(other)
            if not _Reading(pack, kept, {}, {}).true(question.asked_if, False):
                return
        kept[name] = answers[name]

    for name in pack.questions:
        visit(name)
    return kept


def outcome(pack: Pack, policy: Policy, answers: Mapping[str, Value]) -> Outcome:
    """What follows from complete answers, of those in use."""
    clauses = {
        f"{verdict.verdict}.{number}": clause
        for verdict in policy.verdicts
        for number, clause in enumerate(verdict.clauses)
    }
    facts = dict.fromkeys((*pack.rule, *clauses), ABSENT)
    measures: dict[str, int | None] = {}
    reading = _Reading(pack, answers, facts, measures)
    for names in _in_turn(pack, policy):
        changed = True
        while changed:
            changed = False
            for name in names:
                if name in pack.measure and name not in measures:
                    measures[name] = _measure(pack.measure[name], pack, answers, facts, measures)
                    changed = True
                if name in pack.rule and facts[name] != (now := _established(pack.rule[name], policy, reading)):
                    facts[name], changed = now, True
    for name, clause in clauses.items():
        if clause.when is not None:
            holds = reading.true(clause.when, False)
        else:
            assert clause.any_finding is not None
            wanted = clause.any_finding
            holds = any(
                facts[rule.id] and rule.kind in wanted.kinds and _at_least_as_severe(rule, wanted.severity)
                for rule in pack.rules
            )
        facts[name] = CONFIRMED if holds else ABSENT
    return Outcome(facts, measures)


def _at_least_as_severe(rule: Rule, severity: str) -> bool:
    return rule.severity is not None and list(SEVERITIES).index(rule.severity) >= list(SEVERITIES).index(severity)  # type: ignore[arg-type]


class _Reading:
    """A look at conditions, with what is known so far."""

    def __init__(
        self, pack: Pack, answers: Mapping[str, Value], facts: Mapping[str, int], measures: Mapping[str, int | None]
    ) -> None:
        self.pack, self.answers, self.facts, self.measures = pack, answers, facts, measures

    def true(self, condition: Condition, confirmed: bool) -> bool:
        """Whether it holds; `confirmed` asks of each fact that must be there that it be confirmed."""
        match condition:
            case All():
                return all(self.true(part, confirmed) for part in condition.all)
            case AnyOf():
                return any(self.true(part, confirmed) for part in condition.any)
            case NoneOf():
                return all(self.untrue(part, confirmed) for part in condition.none)
            case Count(count=counted):
                enough = counted.at_least is None or self._number(counted.of, True, confirmed) >= counted.at_least
                most = len(counted.of) if counted.at_most is None else counted.at_most
                return enough and self._number(counted.of, False, confirmed) >= len(counted.of) - most
            case FactTest():
                strict = confirmed or condition.certainty == "confirmed"
                return self.facts[condition.fact] >= (CONFIRMED if strict else LIKELY)
            case _:
                return self._plain(condition)

    def untrue(self, condition: Condition, confirmed: bool) -> bool:
        """Whether it does not hold. A fact that must be absent must be so in every degree, however it is read."""
        match condition:
            case All():
                return any(self.untrue(part, confirmed) for part in condition.all)
            case AnyOf():
                return all(self.untrue(part, confirmed) for part in condition.any)
            case NoneOf():
                return any(self.true(part, confirmed) for part in condition.none)
            case Count(count=counted):
                number = len(counted.of)
                few = number - self._number(counted.of, False, confirmed) < (counted.at_least or 0)
                return few or self._number(counted.of, True, confirmed) > (
                    number if counted.at_most is None else counted.at_most
                )
            case FactTest():
                return self.facts[condition.fact] < (CONFIRMED if condition.certainty == "confirmed" else LIKELY)
            case _:
                return not self._plain(condition)

    def _number(self, conditions: tuple[Condition, ...], holds: bool, confirmed: bool) -> int:
        return sum((self.true if holds else self.untrue)(part, confirmed) for part in conditions)

    def _plain(self, test: AnswerTest | MeasureTest) -> bool:
        if isinstance(test, AnswerTest):
            return test.answer in self.answers and _answers(test, self.answers[test.answer])
        value = self.measures[test.measure]
        if value is None:
            return False
        bands = [band.id for band in self.pack.measure[test.measure].bands]
        low, high = (bands.index(bound) if isinstance(bound, str) else bound for bound in (test.at_least, test.at_most))
        return (low is None or value >= low) and (high is None or value <= high)


def _answers(test: AnswerTest, value: Value) -> bool:
    if test.includes_any_of is not None:
        return any(option in value for option in test.includes_any_of)
    assert isinstance(value, str)
    if test.is_ is not None:
        return value == test.is_
    if test.is_any_of is not None:
        return value in test.is_any_of
    return (test.at_least is None or int(value) >= test.at_least) and (
        test.at_most is None or int(value) <= test.at_most
    )


def _established(rule: Rule, policy: Policy, reading: _Reading) -> int:
    if rule.policies and policy.id not in rule.policies:
        return ABSENT
    if rule.unless is not None and not reading.untrue(rule.unless, False):
        return ABSENT
    surely_spared = rule.unless is None or reading.untrue(rule.unless, True)
    if surely_spared and rule.when.confirmed is not None and reading.true(rule.when.confirmed, True):
        return CONFIRMED
    grades = (rule.when.confirmed, rule.when.likely)
    return LIKELY if any(grade is not None and reading.true(grade, False) for grade in grades) else ABSENT


def _measure(
    measure: Measure,
    pack: Pack,
    answers: Mapping[str, Value],
    facts: Mapping[str, int],
    known: Mapping[str, int | None],
) -> int | None:
    established = [rule for rule in pack.rules if facts[rule.id]]
    if measure.kind == "ladder":
        assert measure.starts_from is not None
        start = known[measure.starts_from]
        assert start is not None
        if pack.measure[measure.starts_from].kind == "points":
            begun = [place for place, band in enumerate(measure.bands) if band.from_ is None or start >= band.from_]
            start = max(begun)
        start += sum(rule.moves.get(measure.id, 0) for rule in established)
        names = [band.id for band in measure.bands]
        for rule in established:
            if measure.id in rule.floors:
                start = max(start, names.index(rule.floors[measure.id]))
        return 0 if start < 0 else len(names) - 1 if start >= len(names) else start
    if measure.kind == "points":
        total = sum(rule.adds.get(measure.id, 0) for rule in established)
        for name, value in answers.items():
            chosen = value if isinstance(value, tuple) else (value,)
            total += sum(o.points.get(measure.id, 0) for o in pack.questions[name].options if o.id in chosen)
        return total
    if measure.mean_of:
        parts = [(w, part) for name, w in measure.mean_of.items() if (part := known[name]) is not None]
        return sum(w * part for w, part in parts) // sum(w for w, _ in parts) if parts else None
    reached_of = []
    for name, value in answers.items():
        question = pack.questions[name]
        if measure.id in question.counts_in:
            worth = {option.id: option.level for option in question.options}
            reached = int(str(value)) if question.kind == "level" else worth[str(value)]
            assert reached is not None
            reached_of.append((question.weight, reached))
    if not reached_of:
        return None
    return 1000 * sum(weight * level for weight, level in reached_of) // (4 * sum(weight for weight, _ in reached_of))


def _in_turn(pack: Pack, policy: Policy) -> list[list[str]]:
    """Rules and measures in turns: each turn rests on earlier ones, and on itself only for what it wants present."""
    turn = dict.fromkeys((*pack.rule, *pack.measure), 0)
    moved = True
    while moved:
        moved = False
        for name, needed, later in _needs(pack):
            if turn[name] < turn[needed] + later:
                turn[name], moved = turn[needed] + later, True
                assert turn[name] <= len(turn), "a circle through a negation or a measure"
    return [[name for name, own in turn.items() if own == number] for number in range(max(turn.values()) + 1)]


def _needs(pack: Pack) -> Iterator[tuple[str, str, bool]]:
    """(what, needs what, which must be complete before it)."""
    for rule in pack.rules:
        for condition, wanted in ((rule.when.confirmed, True), (rule.when.likely, True), (rule.unless, False)):
            for name, present in _read(condition, wanted) if condition is not None else ():
                yield rule.id, name, not present
        for measure in (*rule.adds, *rule.moves, *rule.floors):
            yield measure, rule.id, True
    for measure_ in pack.measures:
        yield from ((measure_.id, name, True) for name in measure_.mean_of)
        if measure_.starts_from is not None:
            yield measure_.id, measure_.starts_from, True


def _read(condition: Condition, wanted: bool) -> Iterator[tuple[str, bool]]:
    """The facts and measures that a condition looks at, and whether it only ever wants them present."""
    match condition:
        case All(all=parts) | AnyOf(any=parts):
            for part in parts:
                yield from _read(part, wanted)
        case NoneOf(none=parts):
            for part in parts:
                yield from _read(part, not wanted)
        case Count(count=counted):
            for part in counted.of:
                if counted.at_least is not None:
                    yield from _read(part, wanted)
                if counted.at_most is not None:
                    yield from _read(part, not wanted)
        case FactTest():
            yield condition.fact, wanted
        case MeasureTest():
            yield condition.measure, False
        case _:
            return


def _answers_read(condition: Condition) -> Iterator[str]:
    match condition:
        case AnswerTest():
            yield condition.answer
        case All(all=parts) | AnyOf(any=parts) | NoneOf(none=parts):
            for part in parts:
                yield from _answers_read(part)
        case Count(count=counted):
            for part in counted.of:
                yield from _answers_read(part)
        case _:
            return
