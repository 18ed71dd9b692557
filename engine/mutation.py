"""Whether a pack's own tests would notice if a rule were wrong: every number and operator changed, one at a time.

A mutant is the pack with one small change that alters what a rule, question or measure says. A mutant is killed when
an example or a case comes out otherwise than it says, and survives when all pass. Mutants that cannot differ from the
pack (the same normal form) are left out. Examples and cases are judged by the compiled evaluator alone: the agreement
of the two inferences is tested elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.answers import Reading, read_answers
from engine.conditions import All, AnswerTest, AnyOf, Condition, Count, FactTest, MeasureTest, NoneOf, children
from engine.evaluate import Evaluator, Truth
from engine.normal import CONFIRMED, LIKELY
from engine.pack import Case, Pack, Question, Rule
from engine.pack_tests import ANY_DAY, example_profile, outcome_of
from engine.profile import Profile
from engine.program import Program
from engine.strata import Circle
from engine.verdicts import possible_verdicts

READINESS_STEP = 100


@dataclass(frozen=True)
class Mutant:
    """One change: which part it changes, in words, and the pack with it."""

    subject: str
    change: str
    pack: Pack


@dataclass(frozen=True)
class Verdict:
    """A mutant and the test that killed it; None if it survived."""

    subject: str
    change: str
    killed_by: str | None


def mutate(pack: Pack, only: str | None = None) -> Iterator[Verdict]:
    """Judge every mutant of a pack, in the pack's order, or only those of parts whose name holds a text."""
    tests = _Tests(pack)
    for mutant in mutants(pack):
        if only is not None and only not in mutant.subject:
            continue
        yield Verdict(mutant.subject, mutant.change, tests.killer(mutant))


class _Tests:
    """The pack's examples and cases, those of a mutated rule first, since they mostly kill it."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.plain = {policy.id: Program(pack, policy) for policy in pack.policy.values()}
        self.examples = [
            (rule.id, example.name, _policy_of(rule, pack), example_profile(example, pack), example.outcome)
            for rule in pack.rules
            for example in rule.examples
        ]

    def killer(self, mutant: Mutant) -> str | None:
        """The first test that the mutant fails; a mutant that cannot be ordered is killed by the check of the pack."""
        run = _Run(mutant.pack, self.plain)
        own_first = sorted(self.examples, key=lambda example: f"rules/{example[0]}.yaml" != mutant.subject)
        try:
            for rule, name, policy, profile, expected in own_first:
                program, truth = run.truth(policy, profile, ANY_DAY, "stated")
                number = program.number_of[rule]
                if outcome_of(truth.certain[number], truth.possible[number]) != expected:
                    return f"{rule}: {name}"
            return next((f"case {case.id}" for case in self.pack.cases if _fails(case, run)), None)
        except Circle:
            return "the check of the pack"


class _Run:
    """One mutant, made ready once for each policy that a test asks for."""

    def __init__(self, pack: Pack, plain: dict[str, Program]) -> None:
        self.pack, self.plain = pack, plain
        self.made: dict[str, tuple[Program, Evaluator]] = {}

    def truth(self, policy: str, profile: Profile, on: date, reading: Reading | None) -> tuple[Program, Truth]:
        if policy not in self.made:
            # No mutant renames an answer or a band, which is all that a rule's normal form depends on.
            program = Program(self.pack, self.pack.policy[policy], like=self.plain[policy])
            self.made[policy] = (program, Evaluator(program))
        program, evaluator = self.made[policy]
        return program, evaluator.evaluate(read_answers(profile, program, on, reading).masks)


def _policy_of(rule: Rule, pack: Pack) -> str:
    return rule.policies[0] if rule.policies else pack.manifest.default_policy


def _fails(case: Case, run: _Run) -> bool:
    """Whether a case comes out otherwise than it says."""
    program, truth = run.truth(case.policy, case.profile, case.on, None)
    if possible_verdicts(truth, program) != case.expect.verdicts:
        return True
    for scale, (low, high, _) in zip(program.scales, truth.measures, strict=True):
        band = case.expect.bands.get(scale.measure.id)
        if band is not None and not low == high == scale.measure.band_names.index(band):
            return True
        value = case.expect.measures.get(scale.measure.id)
        if value is not None and not low == high == value:
            return True
    numbers = program.number_of
    return (
        any(truth.certain[numbers[name]] != CONFIRMED for name in case.expect.confirmed)
        or any(truth.certain[numbers[name]] != LIKELY for name in case.expect.likely)
        or any(truth.possible[numbers[name]] for name in case.expect.absent)
    )


def mutants(pack: Pack) -> Iterator[Mutant]:
    """Every mutant of a pack that differs from it in what its rules, questions or measures say."""
    plain = Program(pack, pack.policy[pack.manifest.default_policy])
    for place, rule in enumerate(pack.rules):
        for change, mutated in _rules(rule, pack):
            rules = (*pack.rules[:place], mutated, *pack.rules[place + 1 :])
            made = _with(pack, rules=rules)
            if not _same(plain, made, place):
                yield Mutant(f"rules/{rule.id}.yaml", change, made)
    for section_place, section in enumerate(pack.sections):
        for place, question in enumerate(section.questions):
            for change, asked in _questions(question, pack):
                questions = (*section.questions[:place], asked, *section.questions[place + 1 :])
                changed = section.model_copy(update={"questions": questions})
                sections = (*pack.sections[:section_place], changed, *pack.sections[section_place + 1 :])
                subject = f"questions/{section.id}.yaml {question.id}"
                yield Mutant(subject, change, _with(pack, sections=sections))
    for place, measure in enumerate(pack.measures):
        for name, weight in measure.mean_of.items():
            altered = measure.model_copy(update={"mean_of": {**measure.mean_of, name: weight + 1}})
            measures = (*pack.measures[:place], altered, *pack.measures[place + 1 :])
            yield Mutant("measures.yaml", f"{measure.id}: weight of {name} + 1", _with(pack, measures=measures))
        for number, band in enumerate(measure.bands):
            if band.from_ is not None:
                for step in (-1, 1):
                    moved = band.model_copy(update={"from_": band.from_ + step})
                    bands = (*measure.bands[:number], moved, *measure.bands[number + 1 :])
                    altered = measure.model_copy(update={"bands": bands})
                    measures = (*pack.measures[:place], altered, *pack.measures[place + 1 :])
                    yield Mutant(
                        "measures.yaml", f"{measure.id}: {band.id} from {step:+d}", _with(pack, measures=measures)
                    )


def _with(pack: Pack, **changed: Any) -> Pack:
    """A copy that shares no worked-out property with the original."""
    return Pack.model_construct(**{**{name: getattr(pack, name) for name in type(pack).model_fields}, **changed})


def _same(plain: Program, mutated: Pack, place: int) -> bool:
    """Whether a rule's mutation leaves its normal form as it was and changes no effect."""
    own, other = plain.conclusions[place], plain.conclude(mutated.rules[place])
    if own.rule is None or other.rule is None:
        return False
    effects = ("adds", "moves", "floors", "policies")
    if any(getattr(own.rule, name) != getattr(other.rule, name) for name in effects):
        return False
    return set(own.confirmed) == set(other.confirmed) and set(own.likely) == set(other.likely)


def _rules(rule: Rule, pack: Pack) -> Iterator[tuple[str, Rule]]:
    when = rule.when
    for grade in ("confirmed", "likely"):
        condition = getattr(when, grade)
        if condition is not None:
            for change, mutated in _conditions(condition, pack):
                yield f"{grade}: {change}", _copy(rule, when=when.model_copy(update={grade: mutated}))
    if when.confirmed is not None and when.likely is not None:
        yield "without the confirmed grade", _copy(rule, when=when.model_copy(update={"confirmed": None}))
        yield "without the likely grade", _copy(rule, when=when.model_copy(update={"likely": None}))
    elif when.confirmed is not None:
        yield (
            "confirmed made likely",
            _copy(rule, when=when.model_copy(update={"confirmed": None, "likely": when.confirmed})),
        )
    else:
        yield (
            "likely made confirmed",
            _copy(rule, when=when.model_copy(update={"confirmed": when.likely, "likely": None})),
        )
    if rule.unless is not None:
        yield "without unless", _copy(rule, unless=None)
        for change, mutated in _conditions(rule.unless, pack):
            yield f"unless: {change}", _copy(rule, unless=mutated)
    for name, amount in rule.adds.items():
        yield f"adds {name} + 1", _copy(rule, adds={**rule.adds, name: amount + 1})
        yield f"adds no {name}", _copy(rule, adds={other: n for other, n in rule.adds.items() if other != name})
    for name, amount in rule.moves.items():
        yield f"moves {name} the other way", _copy(rule, moves={**rule.moves, name: -amount})
        yield f"does not move {name}", _copy(rule, moves={other: n for other, n in rule.moves.items() if other != name})
    for name, band in rule.floors.items():
        names = pack.measure[name].band_names
        place = names.index(band)
        for other in (place - 1, place + 1):
            if 0 <= other < len(names):
                yield f"floor of {name} at {names[other]}", _copy(rule, floors={**rule.floors, name: names[other]})
    if rule.policies:
        yield "under every policy", _copy(rule, policies=())


def _copy(rule: Rule, **changed: object) -> Rule:
    return rule.model_copy(update=changed)


def _conditions(condition: Condition, pack: Pack) -> Iterator[tuple[str, Condition]]:
    """Every condition that differs in one place."""
    match condition:
        case AnswerTest():
            yield from _answers(condition, pack)
        case FactTest(fact=fact, certainty=certainty):
            altered = FactTest(fact=fact) if certainty else FactTest(fact=fact, certainty="confirmed")
            yield f"{fact} {'at any certainty' if certainty else 'only if confirmed'}", altered
        case MeasureTest():
            yield from _measures(condition, pack)
        case _:
            yield from _trees(condition, pack)


def _answers(test: AnswerTest, pack: Pack) -> Iterator[tuple[str, AnswerTest]]:
    name, question = test.answer, pack.questions[test.answer]
    for bound in ("at_least", "at_most"):
        value = getattr(test, bound)
        if value is not None:
            for step in (-1, 1):
                if 0 <= value + step <= 4:
                    yield f"{name} {bound} {value + step}", test.model_copy(update={bound: value + step})
    if (test.at_least is None) != (test.at_most is None):
        swapped = test.model_copy(update={"at_least": test.at_most, "at_most": test.at_least})
        yield f"{name} the other way round", swapped
    if test.is_ is not None:
        for value in question.values:
            if value != test.is_:
                yield f"{name} is {value}", test.model_copy(update={"is_": value})
    for way in ("is_any_of", "includes_any_of"):
        listed = getattr(test, way)
        if listed is not None:
            for value in question.values:
                changed = tuple(v for v in question.values if (v in listed) != (v == value))
                if changed:
                    yield (
                        f"{name} {way} {'without' if value in listed else 'with'} {value}",
                        test.model_copy(update={way: changed}),
                    )


def _measures(test: MeasureTest, pack: Pack) -> Iterator[tuple[str, MeasureTest]]:
    measure = pack.measure[test.measure]
    for bound in ("at_least", "at_most"):
        value = getattr(test, bound)
        if value is None:
            continue
        if isinstance(value, str):
            place = measure.band_names.index(value)
            others: list[int | str] = [
                measure.band_names[n] for n in (place - 1, place + 1) if 0 <= n < len(measure.bands)
            ]
        else:
            step = READINESS_STEP if measure.kind == "readiness" else 1
            others = [value - step, value + step]
        for other in others:
            yield f"{measure.id} {bound} {other}", test.model_copy(update={bound: other})


def _trees(condition: Condition, pack: Pack) -> Iterator[tuple[str, Condition]]:
    inside = children(condition)
    match condition:
        case All():
            yield "all made any", AnyOf.model_construct(any=inside)
        case AnyOf():
            yield "any made all", All.model_construct(all=inside)
        case NoneOf():
            yield "none made any", AnyOf.model_construct(any=inside)
        case Count(count=counted):
            for bound in ("at_least", "at_most"):
                value = getattr(counted, bound)
                for step in (-1, 1) if value is not None else ():
                    if 0 <= value + step <= len(inside):
                        altered = counted.model_copy(update={bound: value + step})
                        yield f"count {bound} {value + step}", Count.model_construct(count=altered)
    for place, child in enumerate(inside):
        if len(inside) > 1 and not isinstance(condition, Count):
            yield f"without part {place + 1}", _rebuilt(condition, (*inside[:place], *inside[place + 1 :]))
        for change, mutated in _conditions(child, pack):
            yield change, _rebuilt(condition, (*inside[:place], mutated, *inside[place + 1 :]))


def _rebuilt(condition: Condition, inside: tuple[Condition, ...]) -> Condition:
    match condition:
        case All():
            return All.model_construct(all=inside)
        case AnyOf():
            return AnyOf.model_construct(any=inside)
        case NoneOf():
            return NoneOf.model_construct(none=inside)
        case Count(count=counted):
            return Count.model_construct(count=counted.model_copy(update={"of": inside}))
        case _:
            return condition


def _questions(question: Question, pack: Pack) -> Iterator[tuple[str, Question]]:
    """Changes of what an answer is worth and of when it is asked."""

    def copy(**changed: object) -> Question:
        return Question.model_construct(**{**dict(question), **changed})

    if question.counts_in:
        yield "weight + 1", copy(weight=question.weight + 1)
        for name in question.counts_in:
            yield f"does not count in {name}", copy(counts_in=tuple(n for n in question.counts_in if n != name))
    for place, option in enumerate(question.options):
        before, after = question.options[:place], question.options[place + 1 :]
        for name, points in option.points.items():
            altered = option.model_copy(update={"points": {**option.points, name: points + 1}})
            yield f"{option.id}: {name} + 1", copy(options=(*before, altered, *after))
        if option.level is not None:
            level = option.level + 1 if option.level < 4 else option.level - 1
            yield (
                f"{option.id} at level {level}",
                copy(options=(*before, option.model_copy(update={"level": level}), *after)),
            )
    if question.asked_if is not None:
        yield "always asked", copy(asked_if=None)
        for change, mutated in _conditions(question.asked_if, pack):
            yield f"asked if: {change}", copy(asked_if=mutated)
