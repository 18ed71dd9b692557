"""What is the same for all proposals of a screening: the pack's measures, rules, questions, remedies and clauses."""

from collections.abc import Iterator

from engine.assessment import BandResult
from engine.conditions import All, AnyOf, Condition, Count, Counted, MeasureTest, Name, NoneOf
from engine.pack import Measure, Pack, Policy
from engine.parts import label
from engine.screening import (
    RankingTerms,
    Role,
    ScreenedClause,
    ScreenedMeasure,
    ScreenedQuestion,
    ScreenedRemedy,
    ScreenedRule,
)
from engine.unordered import clause_name


def measures(pack: Pack, ranking: RankingTerms) -> dict[str, ScreenedMeasure]:
    """Every measure, with its part in the order."""
    return {measure.id: _measure(measure, ranking) for measure in pack.measures}


def _measure(measure: Measure, ranking: RankingTerms) -> ScreenedMeasure:
    role: Role = "none"
    if measure.id in ranking.weights:
        role = "readiness"
    elif measure.id in ranking.exposure:
        role = "exposure"
    return ScreenedMeasure(
        kind=measure.kind,
        title=measure.title,
        what=measure.what,
        bands=tuple(BandResult(id=band.id, title=band.title, begins=band.from_) for band in measure.bands),
        role=role,
        weight=ranking.weights.get(measure.id),
    )


def rules(pack: Pack) -> dict[str, ScreenedRule]:
    return {
        rule.id: ScreenedRule(
            kind=rule.kind, severity=rule.severity, title=rule.title, why=rule.why, remedies=rule.remedies
        )
        for rule in pack.rules
    }


def questions(pack: Pack) -> dict[str, ScreenedQuestion]:
    return {
        question.id: ScreenedQuestion(
            code=question.code,
            section=section.id,
            text=question.text,
            sensitive=question.sensitive,
            labels={value: text for value in question.values if (text := label(question, value)) is not None},
        )
        for section in pack.sections
        for question in section.questions
    }


def remedies(pack: Pack) -> dict[str, ScreenedRemedy]:
    return {
        remedy.id: ScreenedRemedy(
            title=remedy.title,
            what=remedy.what,
            effort=remedy.effort,
            lead_time=remedy.lead_time,
            role=remedy.role,
            alternative=remedy.alternative,
            others_decide=remedy.others_decide,
        )
        for remedy in pack.remedies
    }


def clauses(policy: Policy, pack: Pack) -> tuple[ScreenedClause, ...]:
    """The clauses of every verdict, in the order in which proposals count them."""
    return tuple(
        ScreenedClause(
            name=clause_name(rule.verdict, number),
            verdict=rule.verdict,
            because=clause.because,
            measures=tuple(
                name for name in dict.fromkeys(_measured(clause.when)) if pack.measure[name].kind == "readiness"
            ),
            any_finding=clause.any_finding is not None,
        )
        for rule in policy.verdicts
        for number, clause in enumerate(rule.clauses)
    )


def _measured(condition: Condition | None) -> Iterator[Name]:
    """The measures that a condition looks at."""
    match condition:
        case MeasureTest():
            yield condition.measure
        case All(all=parts) | AnyOf(any=parts) | NoneOf(none=parts) | Count(count=Counted(of=parts)):
            for part in parts:
                yield from _measured(part)
