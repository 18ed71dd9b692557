"""What to do: every remedy re-assessed, so that its effect is what the same rules say, never an estimate."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from engine.answers import Answers
from engine.assessment import AnswerPremise, Clearing, MeasureChange, RemedyResult
from engine.evaluate import Truth
from engine.explain import CERTAINTIES, Explained
from engine.pack import ADVERSE, VERDICTS, Certainty, Question, Remedy, Severity, VerdictName
from engine.prepared import Prepared
from engine.profile import Profile
from engine.program import Program
from engine.remedies import with_remedies
from engine.text import Text
from engine.verdicts import possible_verdicts

# Expert judgement, not calibrated: how much graver one severity is than the one below it, and one band of a ladder.
GRAVITY: dict[Severity, int] = {"low": 1, "medium": 2, "high": 4, "critical": 8}
GRAVITY_OF_A_BAND = 4
MOST_PRIORITIES = 3


@dataclass(frozen=True)
class Advice:
    """The remedies in the order of doing, the first three of them, and what alone clears each fact (by its name)."""

    remedies: tuple[RemedyResult, ...]
    priorities: tuple[str, ...]
    clearings: dict[str, tuple[Clearing, ...]]


def advise(
    truth: Truth, answers: Answers, explained: Explained, prepared: Prepared, profile: Profile, on: date
) -> Advice:
    """Re-assess with each remedy in place, and with each single answer improved."""
    now = _Now(truth, answers, explained, prepared, profile.dates.launch, on)
    results = [result for remedy in now.program.pack.remedies if (result := _result(remedy, now)) is not None]
    ordered = tuple(sorted(results, key=lambda result: _urgency(result, now)))
    first = [result.id for result in ordered if _is_priority(result, now.program)][:MOST_PRIORITIES]
    return Advice(ordered, tuple(first), _clearings(truth, answers, prepared))


@dataclass(frozen=True)
class _Now:
    """The assessment as it stands, against which every remedy is held."""

    truth: Truth
    answers: Answers
    explained: Explained
    prepared: Prepared
    launch: date | None
    on: date

    @property
    def program(self) -> Program:
        return self.prepared.program

    @cached_property
    def verdicts(self) -> tuple[VerdictName, ...]:
        return possible_verdicts(self.truth, self.program)

    @cached_property
    def adverse(self) -> list[int]:
        return _adverse(self.program)

    @cached_property
    def rests_on(self) -> dict[str, set[str]]:
        """For each question, the adverse findings that are certain and rest on its answer directly."""
        found: dict[str, set[str]] = {}
        for number in self.adverse:
            if self.truth.certain[number]:
                for reason in self.explained.reasons[number]:
                    for premise in reason.premises:
                        if isinstance(premise, AnswerPremise):
                            found.setdefault(premise.question, set()).add(self.program.conclusions[number].name)
        return found


def _result(remedy: Remedy, now: _Now) -> RemedyResult | None:
    """The remedy with its effect; None when it changes nothing here and no finding asks for it."""
    program, truth = now.program, now.truth
    named_by = tuple(
        program.conclusions[number].name
        for number in now.adverse
        if truth.possible[number] and remedy.id in program.pack.rules[number].remedies
    )
    changes = (*remedy.raises, *remedy.sets, *remedy.drops)
    after, verdicts = truth, now.verdicts
    if changes:
        if all(now.answers.standing[question].state != "answered" for question in changes):
            return None  # to answer comes first: nobody is told to mend what may be in order
        changed = tuple(with_remedies(program, now.answers.taken, [remedy]))
        if changed == now.answers.masks:
            return None
        after = now.prepared.evaluator.evaluate(changed)
        verdicts = possible_verdicts(after, program)
    elif not named_by:
        return None
    clears, weakens = _relieved(truth, after, now)
    rest_on = {fact for question in changes for fact in now.rests_on.get(question, ())}
    return RemedyResult(
        id=remedy.id,
        title=remedy.title,
        what=remedy.what,
        effort=remedy.effort,
        lead_time=remedy.lead_time,
        role=remedy.role,
        alternative=remedy.alternative,
        scored=bool(changes),
        raises=remedy.raises,
        sets=remedy.sets,
        drops=remedy.drops,
        requires=remedy.requires,
        for_findings=named_by,
        clears=clears,
        weakens=weakens,
        helps_with=tuple(name for name in _names(now.adverse, program) if name in rest_on - {*clears, *weakens}),
        measures=tuple(_changes(truth, after, program)),
        verdicts_after=verdicts,
        risk_removed=risk(truth, program) - risk(after, program),
        in_time=None if now.launch is None else now.on + timedelta(days=remedy.lead_time) <= now.launch,
    )


def _adverse(program: Program) -> list[int]:
    return [number for number, rule in enumerate(program.pack.rules) if rule.kind in ADVERSE]


def _names(numbers: Iterable[int], program: Program) -> Iterator[str]:
    return (program.conclusions[number].name for number in numbers)


def _relieved(before: Truth, after: Truth, now: _Now) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The certain findings that are gone afterwards, and those that are less certain than before."""
    gone = [n for n in now.adverse if before.certain[n] and not after.possible[n]]
    less = [n for n in now.adverse if 0 < after.possible[n] < before.certain[n]]
    return tuple(_names(gone, now.program)), tuple(_names(less, now.program))


def _changes(before: Truth, after: Truth, program: Program) -> Iterator[MeasureChange]:
    for scale, was, now in zip(program.scales, before.measures, after.measures, strict=True):
        if was != now:
            yield MeasureChange(
                measure=scale.measure.id,
                low_before=was.low,
                high_before=was.high,
                low_after=now.low,
                high_after=now.high,
            )


def risk(truth: Truth, program: Program) -> int:
    """How much stands against the campaign, in units without a name: findings by severity and certainty (least and
    greatest alike), and the bands of exposure. Only differences of it are used, to order remedies."""
    total = 0
    for number, rule in enumerate(program.pack.rules):
        if rule.severity is not None:
            total += GRAVITY[rule.severity] * (truth.certain[number] + truth.possible[number])
    for scale, (low, high, _) in zip(program.scales, truth.measures, strict=True):
        if scale.measure.kind == "ladder":
            total += GRAVITY_OF_A_BAND * (low + high)
    return total


def _blockers(facts: Iterable[str], program: Program) -> bool:
    return any(program.pack.rule[fact].kind == "blocker" for fact in facts)


def _is_priority(result: RemedyResult, program: Program) -> bool:
    """Alternatives change what the campaign is, so they come first only where people or principles are at stake."""
    useful = result.risk_removed > 0 or bool(result.helps_with)
    return useful and (not result.alternative or _blockers(result.clears, program))


def _urgency(result: RemedyResult, now: _Now) -> tuple[bool, bool, bool, bool, Fraction, int]:
    """What clears a blocker, then what is part of clearing one, then what betters the verdict; then the most risk
    removed per person-day, findings counted half where the remedy is only part of clearing them; then the soonest."""
    rank = [VERDICTS.index(verdict) for verdict in now.verdicts]
    after = [VERDICTS.index(verdict) for verdict in result.verdicts_after]
    severities = [now.program.pack.rule[fact].severity for fact in result.helps_with]
    partly = sum(GRAVITY[severity] for severity in severities if severity is not None)
    return (
        not _blockers(result.clears, now.program),
        not _blockers(result.helps_with, now.program),
        not (min(after), max(after)) > (min(rank), max(rank)),
        result.alternative,
        -Fraction(2 * result.risk_removed + partly, result.effort),
        result.lead_time,
    )


def _clearings(truth: Truth, answers: Answers, prepared: Prepared) -> dict[str, tuple[Clearing, ...]]:
    """For each adverse finding that is certain, the single answers that would clear or weaken it, nearest first."""
    program = prepared.program
    standing = [number for number in _adverse(program) if truth.certain[number]]
    found: dict[str, list[Clearing]] = {program.conclusions[number].name: [] for number in standing}
    settled: set[tuple[str, str]] = set()
    for question, value, words, masks in _single_changes(answers, program) if standing else ():
        after = prepared.evaluator.evaluate(masks)
        for number in standing:
            name, least, most = program.conclusions[number].name, after.certain[number], after.possible[number]
            if least < truth.certain[number] and (question.id, name) not in settled:
                if not most and question.kind == "level":
                    settled.add((question.id, name))  # a higher level would do no more
                found[name].append(
                    Clearing(question=question.id, value=value, label=words, leaves=_named(least), up_to=_named(most))
                )
    return {name: tuple(sorted(ways, key=_rank)) for name, ways in found.items()}


def _named(certainty: int) -> Certainty | None:
    return CERTAINTIES[certainty - 1] if certainty else None


def _rank(way: Clearing) -> int:
    """What clears comes before what leaves it open, and that before what weakens."""
    return 0 if way.up_to is None else 1 if way.leaves is None else 2


def _single_changes(answers: Answers, program: Program) -> Iterator[tuple[Question, str, Text | None, list[int]]]:
    """Each answered question improved: a level raised to a threshold of some rule, or another option chosen."""
    thresholds = program.thresholds
    for name, standing in answers.standing.items():
        question = standing.question
        if standing.use != "in_use" or standing.state != "answered" or question.kind == "choices":
            continue
        number = program.vocabulary.of_question[name][0]
        current = program.vocabulary.variables[number].values.index(str(standing.counted))
        for place, value in enumerate(question.values):
            worth = place in thresholds[number] and place > current if question.kind == "level" else place != current
            if worth and thresholds[number]:
                masks = list(answers.taken)
                masks[number] = 1 << place
                program.settle_use(masks)
                yield question, value, label(question, value), masks


def label(question: Question, value: str) -> Text | None:
    """An answer in the pack's words; None for yes and no, which are the interface's own."""
    if question.kind == "level":
        return question.anchors[int(value)]
    return next((option.text for option in question.options if option.id == value), None)
