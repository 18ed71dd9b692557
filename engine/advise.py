"""What to do: every remedy re-assessed, so that its effect is what the same rules say, never an estimate."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from operator import mul
from typing import Literal

from engine.answers import Answers
from engine.assessment import AnswerChange, AnswerPremise, Clearing, MeasureChange, Prerequisite, RemedyResult
from engine.clearing import clearings, label
from engine.evaluate import Truth
from engine.explain import Explained
from engine.pack import ADVERSE, GRAVITY, VERDICTS, Remedy, VerdictName
from engine.prepared import Prepared
from engine.prerequisites import Whole, whole
from engine.profile import Profile
from engine.program import Program
from engine.remedies import with_remedy
from engine.verdicts import possible_verdicts

GRAVITY_OF_A_BAND = 4  # as a finding of severity high; expert judgement, like GRAVITY
MOST_PRIORITIES = 3

Urgency = tuple[bool, bool, bool, bool, Fraction, int]


@dataclass(frozen=True)
class Advice:
    """The remedies in the order of doing, what to do first, and what alone clears each fact (by its name)."""

    remedies: tuple[RemedyResult, ...]
    priorities: tuple[str, ...]
    verdicts_after_priorities: tuple[VerdictName, ...]
    clearings: dict[str, tuple[Clearing, ...]]


def advise(
    truth: Truth, answers: Answers, explained: Explained, prepared: Prepared, profile: Profile, on: date
) -> Advice:
    """Re-assess with each remedy in place, and with each single answer improved."""
    now = Situation(answers.taken, answers.masks, truth, answers, explained, prepared)
    effects = [effect for remedy in now.program.pack.remedies if (effect := _relevant_effect(remedy, now)) is not None]
    effects.sort(key=lambda effect: effect.urgency)
    results = tuple(_result(effect, profile.dates.launch, on) for effect in effects)
    first = list(_priorities(effects))
    together = first[-1].after if first else now
    return Advice(
        results,
        tuple(effect.remedy.id for effect in first),
        possible_verdicts(together.truth, now.program),
        clearings(truth, answers, prepared),
    )


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
    def named_by(self) -> tuple[str, ...]:
        """The findings against the campaign that name this remedy."""
        rules = self.before.program.pack.rules
        return self.before.names(n for n in self.before.against if self.remedy.id in rules[n].remedies)

    @cached_property
    def changes(self) -> tuple[MeasureChange, ...]:
        return tuple(_changes(self.before.truth, self.after.truth, self.before.program))

    @cached_property
    def risk_removed(self) -> int:
        return self.before.risk - self.after.risk

    @cached_property
    def whole(self) -> Whole:
        """What the remedy takes with the prerequisites that are not in place before it."""
        return whole(self.remedy, self.before.program.pack, self.before.in_place)

    @property
    def useful(self) -> bool:
        return self.risk_removed > 0 or bool(self.helps_with)

    @cached_property
    def urgency(self) -> Urgency:
        """What clears a blocker, then what is part of clearing one, then what betters the verdict; then the most risk
        removed per person-day, findings counted half where the remedy is only part of clearing them; then the soonest.

        Person-days and days are those of the remedy with its prerequisites that are not in place. The risk removed is
        what the remedy does alone.
        """
        rank, after = self.before.verdict_ranks, self.after.verdict_ranks
        severities = [self.before.program.pack.rule[fact].severity for fact in self.helps_with]
        partly = sum(GRAVITY[severity] for severity in severities if severity is not None)
        return (
            not self.before.blocked_by(self.clears),
            not self.before.blocked_by(self.helps_with),
            not (min(after), max(after)) > (min(rank), max(rank)),
            self.remedy.alternative,
            -Fraction(2 * self.risk_removed + partly, self.whole.effort),
            self.whole.lead_time,
        )


@dataclass(frozen=True)
class Situation:
    """The answers as they stand, or would stand with some remedies in place, and what follows from them."""

    taken: Sequence[int]
    masks: Sequence[int]
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
        gravities = self.prepared.program.gravities
        total: int = sum(map(mul, gravities, self.truth.certain)) + sum(map(mul, gravities, self.truth.possible))
        for scale, (low, high, _) in zip(self.program.scales, self.truth.measures, strict=True):
            if scale.measure.kind == "ladder":
                total += GRAVITY_OF_A_BAND * (low + high)
        return total

    @cached_property
    def in_place(self) -> frozenset[str]:
        """The remedies that others require and that would change nothing here, for all that is known."""
        pack = self.program.pack
        required = dict.fromkeys(name for remedy in pack.remedies for name in remedy.requires)
        return frozenset(name for name in required if self._in_place(pack.remedy[name]))

    def _in_place(self, remedy: Remedy) -> bool:
        """Whether each answer that a remedy changes is already as the remedy would have it, or is not in use.

        Not so while that is open, or where the policy does not ask; never for advice, which leaves no trace in answers.
        """
        questions = _changed(remedy)
        taken = with_remedy(self.program, self.taken, remedy)
        if taken == list(self.taken):
            return bool(questions)
        if any(self.answers.standing[question].use == "not_examined" for question in questions):
            return False
        self.program.settle_use(taken)
        return tuple(taken) == tuple(self.masks)

    def names(self, numbers: Iterable[int]) -> tuple[str, ...]:
        return tuple(self.program.conclusions[number].name for number in numbers)

    def blocked_by(self, facts: Iterable[str]) -> bool:
        return any(self.program.pack.rule[fact].kind == "blocker" for fact in facts)

    def effect(self, remedy: Remedy) -> Effect:
        """The effect of one remedy here; advice that changes no answer has none."""
        taken = with_remedy(self.program, self.taken, remedy)
        masks = list(taken)
        self.program.settle_use(masks)
        if tuple(masks) == tuple(self.masks):
            return Effect(remedy, self, self)
        truth = self.prepared.evaluator.evaluate(masks)
        return Effect(remedy, self, Situation(taken, masks, truth, self.answers, self.explained, self.prepared))


def _changed(remedy: Remedy) -> tuple[str, ...]:
    """The questions whose answers a remedy changes."""
    return (*remedy.raises, *remedy.sets, *remedy.drops)


def _relevant_effect(remedy: Remedy, now: Situation) -> Effect | None:
    """The effect of a remedy that has a place in the report: a finding names it, or it betters a measure.

    Where all its questions are open, to answer comes first: nobody is told to mend what may be in order. Alternatives
    are offered only where they relieve something.
    """
    questions = _changed(remedy)
    if questions and all(now.answers.standing[question].state != "answered" for question in questions):
        return None
    effect = now.effect(remedy)
    if questions and effect.after is now:
        return None
    worthwhile = effect.useful if remedy.alternative else bool(effect.changes)
    return effect if worthwhile or effect.named_by else None


def _priorities(effects: Sequence[Effect]) -> Iterator[Effect]:
    """What to do first, chosen one after the other: each is the most urgent once those before it are in place.

    Alternatives change what the campaign is, so they stand here only where they clear a blocker.
    """
    left = [effect for effect in effects if effect.useful]
    for _ in range(MOST_PRIORITIES):
        able = [e for e in left if e.useful and (not e.remedy.alternative or e.before.blocked_by(e.clears))]
        if not able:
            return
        best = min(able, key=lambda effect: effect.urgency)
        yield best
        left = [best.after.effect(effect.remedy) for effect in left if effect is not best]


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


def answer_changes(
    remedy: Remedy, taken: Sequence[int], then: Sequence[int], program: Program
) -> Iterator[AnswerChange]:
    """What a remedy does to each answer that it changes here, in the order: raised, set, dropped."""
    pairs = zip(program.vocabulary.variables, taken, then, strict=True)
    changed = {(variable.question, variable.option) for variable, before, after in pairs if before != after}
    changes: list[tuple[str, Literal["raises", "sets", "drops"], str, str | None]] = []
    changes += [(question, "raises", value, None) for question, value in remedy.raises.items()]
    changes += [(question, "sets", value, None) for question, value in remedy.sets.items()]
    changes += [(question, "drops", value, value) for question, values in remedy.drops.items() for value in values]
    for name, how, value, option in changes:
        if (name, option) in changed:
            words = label(program.pack.questions[name], value)
            yield AnswerChange(question=name, how=how, value=value, label=words)


def _result(effect: Effect, launch: date | None, on: date) -> RemedyResult:
    remedy = effect.remedy
    return RemedyResult(
        id=remedy.id,
        title=remedy.title,
        what=remedy.what,
        effort=remedy.effort,
        lead_time=remedy.lead_time,
        role=remedy.role,
        alternative=remedy.alternative,
        scored=bool(_changed(remedy)),
        answers=tuple(answer_changes(remedy, effect.before.taken, effect.after.taken, effect.before.program)),
        requires=remedy.requires,
        prerequisites=tuple(Prerequisite(remedy=one.id, title=one.title) for one in effect.whole.prerequisites),
        effort_with_prerequisites=effect.whole.effort,
        lead_time_with_prerequisites=effect.whole.lead_time,
        for_findings=effect.named_by,
        clears=effect.clears,
        weakens=effect.weakens,
        helps_with=effect.helps_with,
        measures=effect.changes,
        verdicts_after=possible_verdicts(effect.after.truth, effect.after.program),
        risk_removed=effect.risk_removed,
        in_time=None if launch is None else on + timedelta(days=effect.whole.lead_time) <= launch,
    )
