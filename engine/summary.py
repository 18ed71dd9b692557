"""Puts an assessment together: everything that was worked out, in the order in which it is read."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from engine.advise import Advice
from engine.agreement import profile_digest
from engine.answers import ALWAYS, PERHAPS, Answers, Reading, read_answers
from engine.assessment import (
    AnswerResult,
    Assessment,
    BandResult,
    Campaign,
    FactPremise,
    Finding,
    Fragility,
    MeasureResult,
    OtherReading,
    PolicyResult,
    Receipt,
    SectionResult,
    Verdict,
    VerdictReason,
)
from engine.evaluate import Truth
from engine.explain import Explained, hinges
from engine.inference import Inferred
from engine.ledger import ledger
from engine.notices import notices
from engine.outlook import Outlook
from engine.pack import ADVERSE, SEVERITIES, Pack, Rule
from engine.parts import CERTAINTIES, Parts, label
from engine.possibilities import possibilities
from engine.prepared import Prepared
from engine.profile import Profile
from engine.program import Program
from engine.text import Text
from engine.verdicts import possible_verdicts
from engine.version import VERSION

IN_USE: dict[int, Literal["yes", "perhaps"]] = {ALWAYS: "yes", PERHAPS: "perhaps"}


def summarise(
    profile: Profile,
    answers: Answers,
    inferred: Inferred,
    outlook: Outlook,
    explained: Explained,
    advice: Advice,
    fragility: Fragility,
    prepared: Prepared,
    on: date,
) -> Assessment:
    """The assessment of one profile from all its parts."""
    program, pack, truth = prepared.program, prepared.program.pack, outlook.possible.truth
    findings = _findings(inferred, truth, answers, explained, advice, prepared.parts)
    verdict = _verdict(outlook, explained, program)
    return Assessment(
        languages=pack.manifest.languages,
        pack_title=pack.manifest.title,
        caveat=pack.manifest.caveat,
        campaign=_campaign(profile),
        policy=PolicyResult(
            id=program.policy.id,
            title=program.policy.title,
            what=program.policy.what,
            evidence=program.policy.evidence,
            first=program.policy.first,
        ),
        verdict=verdict,
        fragility=fragility,
        measures=tuple(_measures(truth, program)),
        findings=findings,
        titles=_absent_titles(findings, verdict, pack),
        links=explained.links,
        chain=explained.chain,
        priorities=advice.priorities,
        verdicts_after_priorities=advice.verdicts_after_priorities,
        way_out=advice.way_out,
        remedies=advice.remedies,
        best_pair=advice.best_pair,
        ledgers=tuple(
            ledger(scale, measured, answers, program)
            for scale, measured in zip(program.scales, truth.measures, strict=True)
            if scale.lifts
        ),
        sections=tuple(SectionResult(id=section.id, title=section.title) for section in pack.sections),
        exact=outlook.possible.exact,
        decisive=outlook.decisive,
        answers=tuple(_answers(answers, profile, prepared.parts)),
        notices=tuple(notices(profile, answers, outlook.possible.exact, program, on)),
        other_reading=_other_reading(profile, answers, prepared, on),
        checks=sum(rule.kind in ADVERSE and not _left_out(rule, program) for rule in pack.rules),
        receipt=Receipt(
            engine=VERSION,
            pack=pack.manifest.id,
            pack_version=pack.manifest.version,
            pack_digest=pack.digest,
            policy=program.policy.id,
            profile_digest=profile_digest(profile),
            on=on,
        ),
    )


def _campaign(profile: Profile) -> Campaign:
    return Campaign(
        name=profile.campaign,
        country=profile.country,
        stage=profile.stage,
        dates=profile.dates,
        lessons=profile.lessons,
        answered_on=profile.answered_on,
    )


def _left_out(rule: Rule, program: Program) -> bool:
    return bool(rule.policies) and program.policy.id not in rule.policies


def _verdict(outlook: Outlook, explained: Explained, program: Program) -> Verdict:
    truth, possible = outlook.possible.truth, outlook.possible.verdicts
    reasons = []
    for rule, clauses in zip(program.policy.verdicts, program.clauses_of, strict=True):
        for clause, number in zip(rule.clauses, clauses, strict=True):
            if rule.verdict in possible and truth.possible[number]:
                premises = dict.fromkeys(premise for reason in explained.reasons[number] for premise in reason.premises)
                reasons.append(
                    VerdictReason(
                        verdict=rule.verdict,
                        outlook="certain" if truth.certain[number] else "possible",
                        text=clause.because,
                        premises=tuple(premises),
                    )
                )
    return Verdict(
        decided=possible[0] if len(possible) == 1 else None,
        possible=possible,
        reached_by=outlook.reached_by,
        words=program.policy.words,
        best_possible=program.policy.otherwise,
        reasons=tuple(reasons),
    )


def _measures(truth: Truth, program: Program) -> Iterator[MeasureResult]:
    begun_by = {scale.measure.starts_from: scale.measure for scale in program.scales if scale.measure.starts_from}
    for scale, (low, high, use) in zip(program.scales, truth.measures, strict=True):
        measure = scale.measure
        bands = begun_by[measure.id].bands if measure.kind == "points" and measure.id in begun_by else measure.bands
        yield MeasureResult(
            id=measure.id,
            kind=measure.kind,
            title=measure.title,
            what=measure.what,
            in_use=IN_USE.get(use, "no"),
            low=low,
            high=high,
            bands=tuple(BandResult(id=band.id, title=band.title, begins=band.from_) for band in bands),
            parts=tuple(measure.mean_of),
        )


def _findings(
    inferred: Inferred, truth: Truth, answers: Answers, explained: Explained, advice: Advice, parts: Parts
) -> tuple[Finding, ...]:
    """Certain ones first, gravest first, of those that are as grave what endangers people before the rest, confirmed
    before likely; then what is possible, in the same order."""
    program = parts.program
    effects: dict[str, list[str]] = {}
    for link in explained.links:
        effects.setdefault(link.cause, []).append(link.effect)
    found = []
    for number, rule in enumerate(program.pack.rules):
        certain, possible = truth.certain[number], truth.possible[number]
        if possible:
            found.append(
                Finding(
                    fact=rule.id,
                    kind=rule.kind,
                    severity=rule.severity,
                    outlook="certain" if certain else "possible",
                    certainty=CERTAINTIES[(certain or 1) - 1],
                    up_to=CERTAINTIES[possible - 1],
                    title=rule.title,
                    why=rule.why,
                    sources=parts.sources_of_rule[number],
                    because=explained.reasons[number],
                    hinges_on=() if certain == possible else hinges(number, inferred, answers, program),
                    by_cases=certain > 0 and not inferred.certain[number],
                    leads_to=tuple(effects.get(rule.id, ())),
                    cleared_by=advice.clearings.get(rule.id, ()),
                    remedies=rule.remedies,
                )
            )
    return tuple(sorted(found, key=_order))


def _absent_titles(findings: tuple[Finding, ...], verdict: Verdict, pack: Pack) -> dict[str, Text]:
    """The titles of facts that some reason mentions and that are not among the findings."""
    found = {finding.fact for finding in findings}
    premises = [premise for finding in findings for reason in finding.because for premise in reason.premises]
    premises += [premise for reason in verdict.reasons for premise in reason.premises]
    absent = {premise.fact for premise in premises if isinstance(premise, FactPremise)} - found
    return {name: pack.rule[name].title for name in sorted(absent)}


def _order(finding: Finding) -> tuple[bool, bool, int, bool, bool, int]:
    severity = -1 if finding.severity is None else SEVERITIES.index(finding.severity)
    kinds = ("blocker", "exposure", "consequence", "weakness", "strength", "protection")
    favourable, endangers = finding.kind not in ADVERSE, finding.kind in ("blocker", "exposure")
    likely, kind = finding.certainty == "likely", kinds.index(finding.kind)
    return (finding.outlook == "possible", favourable, -severity, not endangers, likely, kind)


def _answers(answers: Answers, profile: Profile, parts: Parts) -> Iterator[AnswerResult]:
    """Every question in the order of asking."""
    for standing in answers.standing.values():
        question = standing.question
        values = _listed(standing.given.answer) if standing.state in ("answered", "expired") else ()
        words = [label(question, value) for value in values]
        yield AnswerResult(
            question=question.id,
            code=question.code,
            section=parts.section_of[question.id],
            kind=question.kind,
            text=question.text,
            use=standing.use,
            state=standing.state,
            values=values,
            labels=tuple(text for text in words if text is not None),
            counted=_listed(standing.counted),
            critical=question.critical,
            sensitive=question.sensitive,
            unevidenced=standing.unevidenced,
            evidence=standing.given.evidence if values else None,
            answered_on=(standing.given.answered_on or profile.answered_on) if values else None,
            to_confirm=bool(values) and standing.given.to_confirm,
            sources=parts.sources_of_question[question.id],
        )


def _listed(answer: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return () if answer is None else answer if isinstance(answer, tuple) else (answer,)


def _other_reading(profile: Profile, answers: Answers, prepared: Prepared, on: date) -> OtherReading:
    """The verdict if evidence were judged the other way; where none is lacking, the two ways are one."""
    program = prepared.program
    reading: Reading = "required" if program.policy.evidence == "stated" else "stated"
    lacking = any(standing.unevidenced for standing in answers.standing.values())
    other = read_answers(profile, program, on, reading) if lacking else answers
    truth = prepared.evaluator.evaluate(other.masks)
    verdicts = possible_verdicts(truth, program)
    if not other.settled:
        found = possibilities(other.taken, truth, prepared)
        truth, verdicts = found.truth, found.verdicts
    means = [interval for scale, interval in zip(program.scales, truth.measures, strict=True) if scale.mean_of]
    overall = means[0] if means and means[0].use == ALWAYS else None
    return OtherReading(
        evidence=reading,
        possible=verdicts,
        overall_low=overall.low if overall else None,
        overall_high=overall.high if overall else None,
    )
