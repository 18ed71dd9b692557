"""What to do: every remedy re-assessed, so that its effect is what the same rules say, never an estimate."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from engine.answers import Answers
from engine.assessment import AnswerChange, Clearing, FindingMove, MeasureChange, Prerequisite, RemedyPair, RemedyResult
from engine.clearing import clearings
from engine.evaluate import Truth
from engine.explain import Explained
from engine.judging import judge_like
from engine.pack import Remedy, VerdictName
from engine.pairs import Pair, best_pair
from engine.parts import certainty_of, label
from engine.possibilities import Possible
from engine.prepared import Prepared
from engine.profile import Profile
from engine.program import Program
from engine.situation import Effect, Ground, Situation
from engine.way_out import way_out

MOST_PRIORITIES = 3


@dataclass(frozen=True)
class Advice:
    """The remedies in the order of doing, the best two together, what to do first, which of those answers lead
    out of the verdict, and what alone clears each fact (by its name)."""

    remedies: tuple[RemedyResult, ...]
    best_pair: RemedyPair | None
    priorities: tuple[str, ...]
    verdicts_after_priorities: tuple[VerdictName, ...]
    way_out: tuple[str, ...]
    clearings: dict[str, tuple[Clearing, ...]]


def advise(
    possible: Possible,
    outer: Truth,
    answers: Answers,
    explained: Explained,
    prepared: Prepared,
    profile: Profile,
    on: date,
) -> Advice:
    """Re-assess with each remedy in place, and with each single answer improved."""
    program = prepared.program
    judge = judge_like(possible, outer, answers, prepared)
    ground = Ground.of(answers, explained, prepared, judge)
    now = Situation(ground, answers.taken, answers.masks, (possible.truth, possible.verdicts))
    effects = [effect for remedy in program.pack.remedies if (effect := _relevant_effect(remedy, now)) is not None]
    effects.sort(key=lambda effect: effect.urgency)
    first = list(_priorities(effects))
    together = first[-1].after if first else now
    pair = best_pair(effects)
    return Advice(
        tuple(_result(effect, profile.dates.launch, on) for effect in effects),
        None if pair is None else _pair_result(pair),
        tuple(effect.remedy.id for effect in first),
        together.verdicts,
        way_out(
            now, [effect.remedy for effect in first], together, (pair.first.remedy, pair.second.remedy) if pair else ()
        ),
        clearings(possible.truth, answers, prepared, judge),
    )


def _relevant_effect(remedy: Remedy, now: Situation) -> Effect | None:
    """The effect of a remedy that has a place in the report: a finding names it, or it betters a measure.

    Where all its questions are open, to answer comes first: nobody is told to mend what may be in order. Alternatives
    are offered only where they relieve something.
    """
    questions, standing = remedy.changes, now.ground.answers.standing
    if questions and all(standing[question].state != "answered" for question in questions):
        return None
    effect = now.effect(remedy)
    if questions and not effect.changes_answers:
        return None
    worthwhile = effect.useful if remedy.alternative else effect.after.truth.measures != now.truth.measures
    return effect if worthwhile or effect.named_by else None


def _priorities(effects: Sequence[Effect]) -> Iterator[Effect]:
    """What to do first, chosen one after the other: each is the most urgent once those before it are in place.

    Alternatives change what the campaign is, so they stand here only where they clear a blocker that all other
    remedies together do not.
    """
    left = list(effects)
    beyond = _beyond_others(left)
    for place in range(MOST_PRIORITIES):
        left = [effect for effect in left if effect.useful]
        able = [one for one in left if not one.remedy.alternative or not beyond.isdisjoint(one.clears)]
        if not able:
            return
        best = min(able, key=lambda effect: effect.urgency)
        yield best
        if place + 1 < MOST_PRIORITIES:
            left = [best.after.effect(effect.remedy) for effect in left if effect is not best]


def _beyond_others(effects: Sequence[Effect]) -> frozenset[int]:
    """The blockers that are certain now and still possible with every remedy in place that is no alternative."""
    if not effects:
        return frozenset()
    now = then = effects[0].before
    blockers = now.ground.program.blockers.intersection(now.against)
    for effect in effects:
        if blockers and not effect.remedy.alternative:
            then = then.effect(effect.remedy).after
    return frozenset(number for number in blockers if then.truth.possible[number])


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
    numbers = [number for question in remedy.changes for number in program.vocabulary.of_question[question]]
    variables = [program.vocabulary.variables[number] for number in numbers if taken[number] != then[number]]
    changed = {(variable.question, variable.option) for variable in variables}
    changes: list[tuple[str, Literal["raises", "sets", "drops"], str, str | None]] = []
    changes += [(question, "raises", value, None) for question, value in remedy.raises.items()]
    changes += [(question, "sets", value, None) for question, value in remedy.sets.items()]
    changes += [(question, "drops", value, value) for question, values in remedy.drops.items() for value in values]
    for name, how, value, option in changes:
        if (name, option) in changed:
            words = label(program.pack.questions[name], value)
            yield AnswerChange(question=name, how=how, value=value, label=words)


def _moves(effect: Effect, program: Program) -> Iterator[FindingMove]:
    """Every finding against the campaign whose bounds the remedy moves."""
    before, after = effect.before.truth, effect.after.truth
    if (before.certain, before.possible) == (after.certain, after.possible):
        return
    for number in program.adverse:
        now = after.certain[number], after.possible[number]
        if now != (before.certain[number], before.possible[number]):
            name = program.conclusions[number].name
            yield FindingMove(fact=name, leaves=certainty_of(now[0]), up_to=certainty_of(now[1]))


def _names(conclusions: Iterable[int], program: Program) -> tuple[str, ...]:
    return tuple(program.conclusions[number].name for number in conclusions)


def _result(effect: Effect, launch: date | None, on: date) -> RemedyResult:
    remedy, before, after = effect.remedy, effect.before, effect.after
    program = before.ground.program
    return RemedyResult(
        id=remedy.id,
        title=remedy.title,
        what=remedy.what,
        effort=remedy.effort,
        lead_time=remedy.lead_time,
        role=remedy.role,
        alternative=remedy.alternative,
        others_decide=remedy.others_decide,
        scored=bool(remedy.changes),
        answers=tuple(answer_changes(remedy, before.taken, after.taken, program)),
        requires=remedy.requires,
        prerequisites=tuple(Prerequisite(remedy=one.id, title=one.title) for one in effect.whole.prerequisites),
        effort_with_prerequisites=effect.whole.effort,
        lead_time_with_prerequisites=effect.whole.lead_time,
        for_findings=_names(effect.named_by, program),
        clears=_names(effect.clears, program),
        weakens=_names(effect.weakens, program),
        helps_with=_names(effect.helps_with, program),
        moves=tuple(_moves(effect, program)),
        measures=tuple(_changes(before.truth, after.truth, program)),
        verdicts_after=after.verdicts,
        risk_removed=effect.risk_removed,
        in_time=None if launch is None else on + timedelta(days=effect.whole.lead_time) <= launch,
    )


def _pair_result(pair: Pair) -> RemedyPair:
    now, program = pair.first.before, pair.first.before.ground.program
    certain, possible = now.truth.certain, pair.after.truth.possible
    return RemedyPair(
        remedies=(pair.first.remedy.id, pair.second.remedy.id),
        clears=_names((n for n in now.against if not possible[n]), program),
        only_together=_names(pair.only_together, program),
        weakens=_names((n for n in now.against if 0 < possible[n] < certain[n]), program),
        measures=tuple(_changes(now.truth, pair.after.truth, program)),
        verdicts_after=pair.after.verdicts,
        risk_removed=now.risk - pair.after.risk,
        beyond_better=pair.beyond,
        effort=pair.effort,
    )
