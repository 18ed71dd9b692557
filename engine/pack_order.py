"""Whether the rules of a pack can be ordered and run: circles, conditions too wide, limits of the engine.

What is run is what nothing is wrong with. A rule whose conditions could not be read, or say what cannot be, is a fact
that is never established; such a clause never holds; an effect that does not suit its measure has none.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel

from engine.condition_checks import can_be_read
from engine.conditions import AnswerTest, inner_tests
from engine.errors import Mistake
from engine.inference_limits import limits_exceeded
from engine.ladder_checks import start_faults
from engine.names import PackNames
from engine.normal import MOST_ALTERNATIVES, MOST_EFFORT_IN_ALL
from engine.pack import AnyFinding, Clause, Measure, Pack, Policy, Question, Remedy, Rule, Section
from engine.pack_parts import Parts
from engine.strata import Needs, circles
from engine.unordered import Unordered, measure_node, question_node

Model = TypeVar("Model", bound=BaseModel)

NOWHERE = ("nowhere else",)  # the policies of a rule that is never established: no policy can have this name
POLICY = ""  # among the places of nodes: the policy that is looked at


def order_mistakes(parts: Parts) -> Iterator[Mistake]:
    """What keeps the rules from being ordered or run under some policy, each thing once."""
    yield from _remedies_in_circles(parts)
    pack = _runnable(parts)
    said: set[object] = set()
    unordered: Unordered | None = None
    # Those that extend another last, so that what is wrong with all rules together is said of the policy extended.
    for policy in sorted(pack.policies, key=lambda policy: policy.extends is not None):
        unordered = Unordered(pack, pack.policy[policy.id], unordered)
        for subject, mistake in _of(unordered, _places(parts, policy.id)):
            if subject not in said:
                said.add(subject)
                yield mistake


def _of(unordered: Unordered, places: dict[str, str]) -> Iterator[tuple[object, Mistake]]:
    """What is wrong under one policy, each with what makes it the same thing under another."""
    for name in unordered.too_wide:
        place = places.get(name, places[POLICY])
        fact = f"the condition of '{name}' has more than {MOST_ALTERNATIVES} alternatives when it is written out."
        yield (name, place), Mistake("PACK-017", place, fact, "Split it into several, or simplify it.")
    if unordered.too_much:
        fact = f"Writing out all conditions takes more than {MOST_EFFORT_IN_ALL} steps, so not all could be checked."
        yield "too much", Mistake("PACK-018", places[POLICY], fact, "Split or simplify the rules.")
    found = [
        (path, "a circle of questions that are asked if another is") for path in circles(unordered.needs_of_asking)
    ]
    found += [(path, "a circle through a negation or a measure") for path in circles(unordered.needs)]
    for path, why in found:
        fact = f"cannot be ordered: {' -> '.join(path)} ({why})."
        place = places.get(path[0], places[POLICY])
        yield frozenset(path), Mistake("PACK-016", place, fact, "Remove one of these dependencies.")
    for exceeded in limits_exceeded(unordered):
        place = places.get(exceeded.conclusion or POLICY, places[POLICY])
        subject = (exceeded.limit, place) if exceeded.alone else exceeded.limit
        yield subject, Mistake("PACK-018", place, exceeded.sentence, exceeded.remedy)


def _places(parts: Parts, policy: str) -> dict[str, str]:
    """Where the nodes of a program's graphs are written: clauses, rules, measures, questions; all else is the policy's.

    A clause that is taken over stands where the extended policy has it.
    """
    written = {part.name: part for part in parts.policies}
    own = [written[policy]] if policy in written else []
    extended = [written[part.whole.extends] for part in own if part.whole and part.whole.extends in written]
    found = {POLICY: next((part.place for part in (*own, *parts)), "the pack")}
    numbers: Counter[str] = Counter()
    for part in (*extended, *own):
        for place, verdict in enumerate(part.whole.verdicts if part.whole else ()):
            for number in range(len(verdict.clauses)):
                name = f"{verdict.verdict}.{numbers[verdict.verdict]}"
                found[name] = part.document.place(("verdicts", place, "clauses", number))
                numbers[verdict.verdict] += 1
    found |= {part.name: part.place for part in parts.rules}
    found |= {measure_node(part.name): part.place for part in parts.measures}
    return found | {question_node(part.name): part.place for part in parts.questions}


def _remedies_in_circles(parts: Parts) -> Iterator[Mistake]:
    places = {remedy.name: remedy.place for remedy in parts.remedies}
    requires = {
        remedy.name: {value.name for value in remedy.values if (value.owner, value.field) == (Remedy, "requires")}
        for remedy in parts.remedies
    }
    needs = {name: Needs(frozenset(), frozenset(others & places.keys() - {name})) for name, others in requires.items()}
    for path in circles(needs):
        fact = f"remedies require each other in a circle: {' -> '.join(path)}."
        yield Mistake("PACK-016", places[path[0]], fact, "Break it.")


def _runnable(parts: Parts) -> Pack:
    """The pack of all that can be run. It has no page of its own and no policy's words, since no program reads them."""
    names = parts.names
    facts = {name: _never(name) for name in names.facts.known}
    facts |= {name: _rule(rule, names) for name, rule in names.facts.sound.items()}
    policies = {name: _policy(policy, names) for name, policy in names.policies.sound.items()}
    # Where a policy cannot be read, or there is none, the rules can still be run, with no verdict.
    named = {name for rule in facts.values() for name in rule.policies} & names.policies.others
    for name in sorted(named) if named or policies else [POLICY]:
        policies[name] = _of_these(Policy, id=name, verdicts=())
    questions = tuple(_question(question, names) for question in names.questions.sound.values())
    return _of_these(
        Pack,
        sections=(_of_these(Section, id="", questions=questions),),
        measures=tuple(_measure(measure, names) for measure in names.measures.sound.values()),
        rules=tuple(facts[name] for name in sorted(facts)),
        policies=tuple(policies.values()),
    )


def _of_these(model: type[Model], **fields: Any) -> Model:
    """A model of these fields and no others: no program reads them."""
    return model.model_construct(**fields)


def _never(name: str) -> Rule:
    return _of_these(Rule, id=name, kind="strength", policies=NOWHERE)


def _rule(rule: Rule, names: PackNames) -> Rule:
    conditions = [rule.when.confirmed, rule.when.likely, rule.unless]
    if not all(condition is None or can_be_read(condition, names) for condition in conditions):
        return _never(rule.id)
    kinds = {name: measure.kind for name, measure in names.measures.sound.items()}
    bands = {name: measure.band_names for name, measure in names.measures.sound.items()}
    effects = {
        "adds": {name: points for name, points in rule.adds.items() if kinds.get(name) == "points"},
        "moves": {name: steps for name, steps in rule.moves.items() if kinds.get(name) == "ladder"},
        "floors": {name: band for name, band in rule.floors.items() if band in bands.get(name, ())},
    }
    return rule.model_copy(update=effects)


def _policy(policy: Policy, names: PackNames) -> Policy:
    verdicts = [
        verdict.model_copy(update={"clauses": tuple(_clause(clause, names) for clause in verdict.clauses)})
        for verdict in policy.verdicts
    ]
    return policy.model_copy(update={"verdicts": tuple(verdicts)})


def _clause(clause: Clause, names: PackNames) -> Clause:
    if clause.when is None or can_be_read(clause.when, names):
        return clause
    return clause.model_copy(update={"when": None, "any_finding": AnyFinding(kinds=())})


def _question(question: Question, names: PackNames) -> Question:
    asked_if = question.asked_if
    if asked_if is not None:
        reads_answers = all(isinstance(test, AnswerTest) for _, test in inner_tests(asked_if))
        if not reads_answers or not can_be_read(asked_if, names):
            return question.model_copy(update={"asked_if": None})
    return question


def _measure(measure: Measure, names: PackNames) -> Measure:
    """One that starts from what it cannot start from stands for itself, so that what tests it can be run."""
    starts = measure.starts_from in names.measures.sound and not any(start_faults(measure, names))
    mean_of = {
        name: weight
        for name, weight in measure.mean_of.items()
        if name in names.measures.sound and names.measures.sound[name].kind == "readiness" and name != measure.id
    }
    return measure.model_copy(update={"starts_from": measure.starts_from if starts else None, "mean_of": mean_of})
