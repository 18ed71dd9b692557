"""The mutants of a pack: every number, operator, grade, effect and weight changed, one at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.altered_conditions import altered_conditions
from engine.altered_policies import altered_policies
from engine.pack import Measure, Pack, Question, Rule


@dataclass(frozen=True)
class Mutant:
    """One change: which part it changes, in words, and the pack with it. Subject and change together are unique."""

    subject: str
    change: str
    pack: Pack


def mutants(pack: Pack) -> Iterator[Mutant]:
    """Every mutant, in the pack's order: rules, questions, measures, policies."""
    for place, rule in enumerate(pack.rules):
        for change, altered in _rules(rule, pack):
            rules = (*pack.rules[:place], altered, *pack.rules[place + 1 :])
            yield Mutant(f"rules/{rule.id}.yaml", change, _with(pack, rules=rules))
    for section_place, section in enumerate(pack.sections):
        for place, question in enumerate(section.questions):
            for change, asked in _questions(question, pack):
                questions = (*section.questions[:place], asked, *section.questions[place + 1 :])
                changed = section.model_copy(update={"questions": questions})
                sections = (*pack.sections[:section_place], changed, *pack.sections[section_place + 1 :])
                subject = f"questions/{section.id}.yaml {question.id}"
                yield Mutant(subject, change, _with(pack, sections=sections))
    for place, measure in enumerate(pack.measures):
        for change, weighed in _measures(measure):
            measures = (*pack.measures[:place], weighed, *pack.measures[place + 1 :])
            yield Mutant(f"measures.yaml {measure.id}", change, _with(pack, measures=measures))
    for place, policy in enumerate(pack.policies):
        for change, judging in altered_policies(policy, pack):
            policies = (*pack.policies[:place], judging, *pack.policies[place + 1 :])
            yield Mutant(f"policies/{policy.id}.yaml", change, _with(pack, policies=policies))


def _with(pack: Pack, **changed: Any) -> Pack:
    """A copy that shares no worked-out property with the original."""
    return Pack.model_construct(**{**{name: getattr(pack, name) for name in type(pack).model_fields}, **changed})


def _rules(rule: Rule, pack: Pack) -> Iterator[tuple[str, Rule]]:
    when = rule.when
    for grade in ("confirmed", "likely"):
        condition = getattr(when, grade)
        if condition is not None:
            for change, altered in altered_conditions(condition, pack):
                yield f"{grade}: {change}", _copy(rule, when=when.model_copy(update={grade: altered}))
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
        for change, altered in altered_conditions(rule.unless, pack):
            yield f"unless: {change}", _copy(rule, unless=altered)
    yield from _effects(rule, pack)
    if rule.policies:
        yield "under every policy", _copy(rule, policies=())


def _effects(rule: Rule, pack: Pack) -> Iterator[tuple[str, Rule]]:
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


def _copy(rule: Rule, **changed: object) -> Rule:
    return rule.model_copy(update=changed)


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
        for change, condition in altered_conditions(question.asked_if, pack):
            yield f"asked if: {change}", copy(asked_if=condition)


def _measures(measure: Measure) -> Iterator[tuple[str, Measure]]:
    for name, weight in measure.mean_of.items():
        yield f"weight of {name} + 1", measure.model_copy(update={"mean_of": {**measure.mean_of, name: weight + 1}})
    for number, band in enumerate(measure.bands):
        if band.from_ is not None:
            for step in (-1, 1):
                moved = band.model_copy(update={"from_": band.from_ + step})
                bands = (*measure.bands[:number], moved, *measure.bands[number + 1 :])
                yield f"{band.id} from {step:+d}", measure.model_copy(update={"bands": bands})
