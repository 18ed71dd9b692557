"""A pack's own tests: the examples beside its rules, and its cases. Each runs through both inferences."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from engine.agreement import require_agreement
from engine.answers import read_answers
from engine.assess import assess
from engine.normal import CONFIRMED, LIKELY
from engine.pack import Case, Example, Outcome, Pack, Rule
from engine.prepared import prepare
from engine.profile import GivenAnswer, Profile

ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class Tested:
    """One example or case: where it stands, and what came out otherwise than it says; nothing when it holds."""

    subject: str
    name: str
    failures: tuple[str, ...]


def test_pack(pack: Pack) -> Iterator[Tested]:
    """Run every example of every rule, then every case, in the order of the pack."""
    for rule in pack.rules:
        for example in rule.examples:
            yield Tested(f"rules/{rule.id}.yaml", example.name, _example(rule, example, pack))
    for case in pack.cases:
        yield Tested(f"cases/{case.id}.yaml", next(iter(case.title.root.values())), tuple(_case(case, pack)))


def example_profile(example: Example, pack: Pack) -> Profile:
    """The example's answers as a profile; with `every_level`, each level answer that it does not name."""
    answers = dict(example.answers)
    for question in pack.questions.values():
        if example.every_level is not None and question.levels and question.id not in answers:
            by_distance = {name: abs(own - example.every_level) for name, own in question.levels.items()}
            answers[question.id] = GivenAnswer(answer=min(by_distance, key=lambda name: by_distance[name]))
    return Profile(campaign=example.name, answered_on=ANY_DAY, answers=answers)


def _example(rule: Rule, example: Example, pack: Pack) -> tuple[str, ...]:
    policy = pack.policy[rule.policies[0] if rule.policies else pack.manifest.default_policy]
    prepared, profile = prepare(pack, policy), example_profile(example, pack)
    answers = read_answers(profile, prepared.program, ANY_DAY, reading="stated")
    truth = prepared.evaluator.evaluate(answers.masks)
    require_agreement(prepared.inference.infer(answers.masks), truth, prepared.program, profile)
    number = prepared.program.number_of[rule.id]
    outcome = outcome_of(truth.certain[number], truth.possible[number])
    return () if outcome == example.outcome else (f"expected {example.outcome}, got {outcome}",)


def outcome_of(certain: int, possible: int) -> Outcome:
    """The outcome of a fact by its least and greatest certainty: unknown as long as they differ."""
    if certain != possible:
        return "unknown"
    return {0: "absent", LIKELY: "likely", CONFIRMED: "confirmed"}[certain]  # type: ignore[return-value]


def _case(case: Case, pack: Pack) -> Iterator[str]:
    assessment = assess(case.profile, pack, pack.policy[case.policy], case.on)
    if assessment.verdict.possible != case.expect.verdicts:
        yield f"expected {' or '.join(case.expect.verdicts)}, got {' or '.join(assessment.verdict.possible)}"
    for measure in assessment.measures:
        expected = case.expect.bands.get(measure.id)
        got = [band.id for band in measure.bands[measure.low : measure.high + 1]]
        if expected is not None and got != [expected]:
            yield f"expected {measure.id} {expected}, got {' to '.join(got)}"
        value = case.expect.measures.get(measure.id)
        if value is not None and not measure.low == measure.high == value:
            yield f"expected {measure.id} {value}, got {measure.low} to {measure.high}"
    found = {finding.fact: finding for finding in assessment.findings}
    for grade in ("confirmed", "likely"):
        for name in getattr(case.expect, grade):
            outcome = f"{found[name].outlook} {found[name].certainty}" if name in found else "absent"
            if outcome != f"certain {grade}":
                yield f"expected {name} {grade}, got {outcome}"
    for name in case.expect.absent:
        if name in found:
            yield f"expected {name} absent, got {found[name].outlook} {found[name].certainty}"
