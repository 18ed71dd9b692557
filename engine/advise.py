"""What to do: every remedy re-assessed, so that its effect is what the same rules say, never an estimate."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from engine.answers import Answers
from engine.assessment import AnswerPremise, Clearing, MeasureChange, RemedyResult
from engine.clearing import clearings
from engine.evaluate import Truth
from engine.explain import Explained
from engine.pack import ADVERSE, VERDICTS, Remedy, Severity
from engine.prepared import Prepared
from engine.profile import Profile
from engine.program import Program
from engine.remedies import with_remedy
from engine.verdicts import possible_verdicts

# Expert judgement, not calibrated: how much graver one severity is than the one below it, and one band of a ladder.
GRAVITY: dict[Severity, int] = {"low": 1, "medium": 2, "high": 4, "critical": 8}
GRAVITY_OF_A_BAND = 4
MOST_PRIORITIES = 3

Urgency = tuple[bool, bool, bool, bool, Fraction, int]


@dataclass(frozen=True)
class Advice:
    """The remedies in the order of doing, what to do first, and what alone clears each fact (by its name)."""

    remedies: tuple[RemedyResult, ...]
    priorities: tuple[str, ...]
    clearings: dict[str, tuple[Clearing, ...]]


def advise(
    truth: Truth, answers: Answers, explained: Explained, prepared: Prepared, profile: Profile, on: date
) -> Advice:
    """Re-assess with each remedy in place, and with each single answer improved."""
    now = Situation(answers.taken, truth, answers, explained, prepared)
    relevant = [remedy for remedy in now.program.pack.remedies if _is_relevant(remedy, now)]
    effects = {remedy.id: now.effect(remedy) for remedy in relevant}
    named = {remedy.id: _named_by(remedy, now) for remedy in relevant}
    listed = [
        remedy
        for remedy in relevant
        if named[remedy.id] or (effects[remedy.id].useful if remedy.alternative else effects[remedy.id].changes)
    ]
    ordered = sorted(listed, key=lambda remedy: effects[remedy.id].urgency)
    launch = profile.dates.launch
    results = []
    for remedy in ordered:
        in_time = None if launch is None else on + timedelta(days=remedy.lead_time) <= launch
        results.append(_result(remedy, effects[remedy.id], named[remedy.id], in_time))
    return Advice(tuple(results), tuple(_priorities(ordered, now)), clearings(truth, answers, prepared))


@dataclass(frozen=True)
class Effect:
    """What one remedy does to a situation."""

    remedy: Remedy
    before: "Situation"
    after: "Situation"

    @cached_property
    def clears(self) -> tuple[str, ...]:
        return self.before.names(n for n in self.before.against if not self.after.truth.possible[n])

    @cached_property
    def weakens(self) -> tuple[str, ...]:
        certain, possible = self.before.truth.certain, self.after.truth.possible
        return self.before.names(n for n in self.before.against if 0 < possible[n] < certain[n])

    @cached_property
    def helps_with(self) -> tuple[str, ...]:
        """Findings that rest on an answer this remedy changes, and that it neither clears nor weakens alone."""
        rest = {fact for question in _changed(self.remedy) for fact in self.before.rests_on.get(question, ())}
        done = {*self.clears, *self.weakens}
        return tuple(name for name in self.before.names(self.before.against) if name in rest - done)

    @cached_property
    def changes(self) -> tuple[MeasureChange, ...]:
        return tuple(_changes(self.before.truth, self.after.truth, self.before.program))

    @cached_property
    def risk_removed(self) -> int:
        return self.before.risk - self.after.risk

    @property
    def useful(self) -> bool:
        return self.risk_removed > 0 or bool(self.helps_with)

    @cached_property
    def urgency(self) -> Urgency:
        """What clears a blocker, then what is part of clearing one, then what betters the verdict; then the most risk
        removed per person-day, findings counted half where the remedy is only part of clearing them; then the soonest.
        """
        rank, after = self.before.verdict_ranks, self.after.verdict_ranks
        severities = [self.before.program.pack.rule[fact].severity for fact in self.helps_with]
        partly = sum(GRAVITY[severity] for severity in severities if severity is not None)
        return (
            not self.before.blocked_by(self.clears),
            not self.before.blocked_by(self.helps_with),
            not (min(after), max(after)) > (min(rank), max(rank)),
            self.remedy.alternative,
            -Fraction(2 * self.risk_removed + partly, self.remedy.effort),
            self.remedy.lead_time,
        )


@dataclass(frozen=True)
class Situation:
    """The answers as they stand, or would stand with some remedies in place, and what follows from them."""

    taken: Sequence[int]
    truth: Truth
    answers: Answers
    explained: Explained
    prepared: Prepared

    @property
    def program(self) -> Program:
        return self.prepared.program

    @cached_property
    def against(self) -> list[int]:
        """The adverse findings that are certain."""
        return [n for n, rule in enumerate(self.program.pack.rules) if rule.kind in ADVERSE and self.truth.certain[n]]

    @cached_property
    def rests_on(self) -> dict[str, set[str]]:
        """For each question, the adverse findings that were certain at first and rest on its answer directly."""
        found: dict[str, set[str]] = {}
        for number in self.against:
            for reason in self.explained.reasons[number]:
                for premise in reason.premises:
                    if isinstance(premise, AnswerPremise):
                        found.setdefault(premise.question, set()).add(self.program.conclusions[number].name)
        return found

    @cached_property
    def verdict_ranks(self) -> list[int]:
        return [VERDICTS.index(verdict) for verdict in possible_verdicts(self.truth, self.program)]

    @cached_property
    def risk(self) -> int:
        """How much stands against the campaign, in units without a name: findings by severity and certainty (least and
        greatest alike), and the bands of exposure. Only differences of it are used, to order remedies."""
        total = 0
        for number, rule in enumerate(self.program.pack.rules):
            if rule.severity is not None:
                total += GRAVITY[rule.severity] * (self.truth.certain[number] + self.truth.possible[number])
        for scale, (low, high, _) in zip(self.program.scales, self.truth.measures, strict=True):
            if scale.measure.kind == "ladder":
                total += GRAVITY_OF_A_BAND * (low + high)
        return total

    def names(self, numbers: Iterable[int]) -> tuple[str, ...]:
        return tuple(self.program.conclusions[number].name for number in numbers)

    def blocked_by(self, facts: Iterable[str]) -> bool:
        return any(self.program.pack.rule[fact].kind == "blocker" for fact in facts)

    def effect(self, remedy: Remedy) -> Effect:
        """The effect of one remedy here; advice that changes no answer has none."""
        if not _changed(remedy):
            return Effect(remedy, self, self)
        taken = with_remedy(self.program, self.taken, remedy)
        masks = list(taken)
        self.program.settle_use(masks)
        truth = self.prepared.evaluator.evaluate(masks)
        return Effect(remedy, self, Situation(taken, truth, self.answers, self.explained, self.prepared))


def _changed(remedy: Remedy) -> tuple[str, ...]:
    """The questions whose answers a remedy changes."""
    return (*remedy.raises, *remedy.sets, *remedy.drops)


def _is_relevant(remedy: Remedy, now: Situation) -> bool:
    """Whether a remedy changes an answer that counts here. Where all its questions are open, to answer comes first:
    nobody is told to mend what may be in order. Advice is relevant where a finding names it."""
    changed = _changed(remedy)
    if not changed:
        return bool(_named_by(remedy, now))
    if all(now.answers.standing[question].state != "answered" for question in changed):
        return False
    masks = with_remedy(now.program, now.taken, remedy)
    now.program.settle_use(masks)
    return tuple(masks) != now.answers.masks


def _named_by(remedy: Remedy, now: Situation) -> tuple[str, ...]:
    """The findings against the campaign that name this remedy."""
    return now.names(number for number in now.against if remedy.id in now.program.pack.rules[number].remedies)


def _priorities(remedies: Sequence[Remedy], now: Situation) -> Iterator[str]:
    """What to do first, chosen one after the other: each is the most urgent once those before it are in place.

    Alternatives change what the campaign is, so they stand here only where they clear a blocker.
    """
    left = list(remedies)
    for _ in range(MOST_PRIORITIES):
        effects = [now.effect(remedy) for remedy in left]
        open_to = [e for e in effects if e.useful and (not e.remedy.alternative or now.blocked_by(e.clears))]
        if not open_to:
            return
        best = min(open_to, key=lambda effect: effect.urgency)
        yield best.remedy.id
        left.remove(best.remedy)
        now = best.after


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


def _result(remedy: Remedy, effect: Effect, named_by: tuple[str, ...], in_time: bool | None) -> RemedyResult:
    return RemedyResult(
        id=remedy.id,
        title=remedy.title,
        what=remedy.what,
        effort=remedy.effort,
        lead_time=remedy.lead_time,
        role=remedy.role,
        alternative=remedy.alternative,
        scored=bool(_changed(remedy)),
        raises=remedy.raises,
        sets=remedy.sets,
        drops=remedy.drops,
        requires=remedy.requires,
        for_findings=named_by,
        clears=effect.clears,
        weakens=effect.weakens,
        helps_with=effect.helps_with,
        measures=effect.changes,
        verdicts_after=possible_verdicts(effect.after.truth, effect.after.program),
        risk_removed=effect.risk_removed,
        in_time=in_time,
    )
