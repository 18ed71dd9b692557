"""The gate says what an assessment says, and points at answers that bear it out."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from engine.answers import read_answers
from engine.assess import assess
from engine.baseline import Baseline, compared
from engine.causes import Causes
from engine.evaluate import Truth
from engine.explain import explain
from engine.gate import judge
from engine.possibilities import possibilities
from engine.prepared import prepare
from tests.effort import times
from tests.packs import TODAY, random_pack, random_profile
from tests.ready import ready

SEEDS = st.integers(0, 100_000)


@times(40)
@given(SEEDS)
def test_the_gate_reaches_the_verdicts_of_the_assessment(seed: int) -> None:
    pack = random_pack(seed, rules=6)
    policy = pack.policies[0]
    profile = random_profile(Random(seed), pack)
    judged = judge(read_answers(profile, prepare(pack, policy).program, TODAY), prepare(pack, policy))
    assert judged.verdicts == assess(profile, pack, policy, TODAY).verdict.possible


@times(60)
@given(SEEDS)
def test_another_version_of_the_same_rules_finds_nothing_new(seed: int) -> None:
    """Whatever is open: what was stored is exact, and is held against what is judged by bounds."""
    form = ready(random_pack(seed, rules=8))
    profile = random_profile(Random(seed), form.pack)
    stored = assess(profile, form.pack, form.policy, TODAY)
    other = stored.model_copy(update={"receipt": stored.receipt.model_copy(update={"pack_digest": "0" * 64})})
    prepared = prepare(form.pack, form.policy)
    now = judge(read_answers(profile, prepared.program, TODAY), prepared)
    assert compared(Baseline("baseline.json", other), profile, now, TODAY).moves == {}


@times(60)
@given(SEEDS)
def test_verdicts_alone_are_those_of_the_whole_search(seed: int) -> None:
    form = ready(random_pack(seed, rules=8))
    prepared = prepare(form.pack, form.policy)
    answers = read_answers(random_profile(Random(seed), form.pack), prepared.program, TODAY)
    judged = judge(answers, prepared)
    whole = possibilities(answers.taken, prepared.evaluator.evaluate(answers.masks), prepared)
    if judged.exact and whole.exact:
        assert judged.verdicts == whole.verdicts


@times(60)
@given(SEEDS)
def test_a_conclusion_rests_on_the_findings_that_the_inference_matched(seed: int) -> None:
    """Read off the compiled rules, a proof names directly what durable-rules matched; circles aside, where a finding
    may also rest on its own effects."""
    form = ready(random_pack(seed, rules=8))
    answers = form.read(random_profile(Random(seed), form.pack))
    truth = form.evaluator.evaluate(answers.masks)
    explained = explain(form.inference().infer(answers.masks), answers, prepare(form.pack, form.policy))
    causes = Causes(truth, answers.masks, form.program)
    for number, reasons in enumerate(explained.reasons):
        if truth.certain[number]:
            matched = {
                premise.fact
                for reason in reasons
                for premise in reason.premises
                if premise.kind == "fact" and not premise.absent
            }
            direct = {form.program.conclusions[fact].name for fact in causes.facts(number)}
            assert matched <= direct
            assert _asks_nothing_else(truth, causes, number, matched, direct, form.program.circle_of[number])


def _asks_nothing_else(
    truth: Truth, causes: Causes, number: int, matched: set[str], direct: set[str], circle: frozenset[int]
) -> bool:
    return matched == direct or len(circle) > 1 or bool(set(causes.facts(number)) & circle)
