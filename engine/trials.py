"""What a pack says about itself and can be held to: the examples beside its rules, its cases, and their variations."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from engine.answers import Answers, Reading, is_settled
from engine.evaluate import Truth
from engine.normal import CONFIRMED, LIKELY
from engine.pack import Case, Example, Outcome, Pack, Rule, Variation, VerdictName
from engine.possibilities import possibilities
from engine.prepared import Prepared
from engine.profile import Evidence, GivenAnswer, Profile
from engine.program import Program
from engine.verdicts import possible_verdicts

ANY_DAY = date(2000, 1, 1)
GRADES: dict[int, Outcome] = {0: "absent", LIKELY: "likely", CONFIRMED: "confirmed"}

Verdicts = tuple[VerdictName, ...]
Failures = Callable[[Truth, Verdicts, Program], Iterator[str]]


@dataclass(frozen=True)
class Trial:
    """A profile to be judged under one policy, and what must come of it.

    `subject` is the file that says so. `whole` is a campaign, held to what an assessment says of it, which is exact
    about what is open; an example is held to the bounds of its rule, levels as stated. `failures` says in words what
    comes out otherwise; nothing when all holds.
    """

    subject: str
    name: str
    policy: str
    profile: Profile
    on: date
    whole: bool
    failures: Failures

    @property
    def reading(self) -> Reading | None:
        """How evidence counts: None as under the policy."""
        return None if self.whole else "stated"

    def exactly(self, masks: Sequence[int]) -> bool:
        """Whether bounds are not enough: something is open, and exactly what it leaves possible is wanted."""
        return self.whole and not is_settled(masks)

    def found_wrong(self, answers: Answers, outer: Truth, prepared: Prepared) -> tuple[str, ...]:
        """What comes out otherwise than it must, given these answers and the bounds on what follows from them."""
        truth, verdicts = outer, possible_verdicts(outer, prepared.program)
        if self.exactly(answers.masks):
            exact = possibilities(answers.taken, outer, prepared)
            truth, verdicts = exact.truth, exact.verdicts
        return tuple(self.failures(truth, verdicts, prepared.program))


def trials(pack: Pack) -> Iterator[Trial]:
    """Every example of every rule, then every case, each with its variations, in the order of the pack."""
    for rule in pack.rules:
        subject = f"rules/{rule.id}.yaml"
        policy = rule.policies[0] if rule.policies else pack.manifest.default_policy
        for example in rule.examples:
            profile, failures = _example_profile(example, pack), partial(_example_failures, rule, example)
            yield Trial(subject, example.name, policy, profile, ANY_DAY, False, failures)
    for case in pack.cases:
        subject, title = f"cases/{case.id}.yaml", next(iter(case.title.root.values()))
        yield Trial(subject, title, case.policy, case.profile, case.on, True, partial(_case_failures, case))
        for variation in case.variations:
            profile, on = _varied(case, variation, pack), variation.on or case.on
            for policy, verdicts in variation.verdicts.items():
                failures = partial(_failures, verdicts, variation.bands, {})
                yield Trial(subject, f"{variation.name} ({policy})", policy, profile, on, True, failures)


def _example_profile(example: Example, pack: Pack) -> Profile:
    """The example's answers as a profile; with `every_level`, each level answer that it does not name."""
    answers = {**_at_level(example.every_level, pack), **example.answers}
    return Profile(campaign=example.name, answered_on=ANY_DAY, answers=answers)


def _varied(case: Case, variation: Variation, pack: Pack) -> Profile:
    """The case's profile with the variation's answers in place of its own."""
    answers = {**case.profile.answers, **_at_level(variation.every_level, pack), **variation.answers}
    if variation.evidenced:
        shown = Evidence(reference=case.id, date=case.profile.answered_on, owner=case.id)
        answers = {name: given.model_copy(update={"evidence": shown}) for name, given in answers.items()}
    return case.profile.model_copy(update={"answers": answers})


def _at_level(level: int | None, pack: Pack) -> dict[str, GivenAnswer]:
    """An answer to each level question, at this level or the nearest that it has; none without a level."""
    answers = {}
    for question in pack.questions.values():
        if level is not None and question.levels:
            by_distance = {name: abs(own - level) for name, own in question.levels.items()}
            answers[question.id] = GivenAnswer(answer=min(by_distance, key=lambda name: by_distance[name]))
    return answers


def _example_failures(
    rule: Rule, example: Example, truth: Truth, verdicts: Verdicts, program: Program
) -> Iterator[str]:
    number = program.number_of[rule.id]
    outcome = _outcome(truth.certain[number], truth.possible[number])
    if outcome != example.outcome:
        yield f"expected {example.outcome}, got {outcome}"


def _outcome(certain: int, possible: int) -> Outcome:
    """The outcome of a fact by its least and greatest certainty: unknown as long as they differ."""
    return "unknown" if certain != possible else GRADES[certain]


def _case_failures(case: Case, truth: Truth, verdicts: Verdicts, program: Program) -> Iterator[str]:
    expect = case.expect
    yield from _failures(expect.verdicts, expect.bands, expect.measures, truth, verdicts, program)
    wanted = {**dict.fromkeys(expect.confirmed, CONFIRMED), **dict.fromkeys(expect.likely, LIKELY)}
    for name, certainty in (*wanted.items(), *((name, 0) for name in expect.absent)):
        certain, possible = truth.certain[program.number_of[name]], truth.possible[program.number_of[name]]
        if (certain if certainty else possible) != certainty:
            got = GRADES[certain] if certain == possible else f"{GRADES[certain]} to {GRADES[possible]}"
            yield f"expected {name} {GRADES[certainty]}, got {got}"


def _failures(
    expected: Verdicts,
    bands: dict[str, str],
    values: dict[str, int],
    truth: Truth,
    verdicts: Verdicts,
    program: Program,
) -> Iterator[str]:
    """What comes out otherwise than these verdicts, bands of ladders and exact values of other measures."""
    if verdicts != expected:
        yield f"expected {' or '.join(expected)}, got {' or '.join(verdicts)}"
    for scale, (low, high, _) in zip(program.scales, truth.measures, strict=True):
        name = scale.measure.id
        if name in bands:
            got = scale.measure.band_names[low : high + 1]
            if got != (bands[name],):
                yield f"expected {name} {bands[name]}, got {' to '.join(got)}"
        if name in values and not low == high == values[name]:
            yield f"expected {name} {values[name]}, got {low} to {high}"
