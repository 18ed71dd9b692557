"""The path of an assessment, in order. A pure function: no clock, no network, no storage."""

from datetime import date

from engine.advise import advise
from engine.agreement import require_agreement
from engine.answers import read_answers
from engine.assessment import Assessment
from engine.explain import explain
from engine.fragility import fragility
from engine.outlook import look_ahead
from engine.pack import Pack, Policy
from engine.possibilities import with_or_without
from engine.prepared import prepare
from engine.profile import Profile
from engine.profile_checks import require_fitting
from engine.summary import summarise


def assess(profile: Profile, pack: Pack, policy: Policy, on: date) -> Assessment:
    """Assess one campaign under one policy of the pack, as of one day.

    Raises Refused when the answers do not fit the pack, and Disagreement when the two inferences do not agree: then
    nothing is issued. The same inputs give the same assessment, to the byte, on every machine.
    """
    require_fitting(profile, pack, on)
    prepared = prepare(pack, policy)
    answers = read_answers(profile, prepared.program, on)
    inferred = prepared.inference.infer(answers.masks)
    truth = prepared.evaluator.evaluate(answers.masks)
    require_agreement(inferred, truth, prepared.program, profile)
    explained = explain(inferred, answers, prepared)

    def reasoned() -> Assessment:
        outlook = look_ahead(answers, truth, prepared)
        advice = advise(outlook.possible, truth, answers, explained, prepared, profile, on)
        hangs_on = fragility(answers, outlook.possible, prepared)
        return summarise(profile, answers, inferred, outlook, explained, advice, hangs_on, prepared, on)

    return with_or_without(reasoned)
