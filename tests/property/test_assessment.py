"""What the assessment of any campaign under the shipped pack keeps to, whatever its answers are.

Profiles are drawn from harmless to dangerous and from wholly empty to complete. What the compiled rules settle alone is
asked of thousands of them; the whole assessment, with its reasons and remedies, of hundreds. That thousands of whole
assessments are the same bytes in every process stands in `test_same_bytes.py`.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from graphlib import TopologicalSorter
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from api.packs import open_pack
from engine.answers import NEVER, Reading, read_answers
from engine.assess import assess
from engine.assessment import AnswerPremise, Assessment, FactPremise, Ledger, Premise, Reason
from engine.evaluate import Truth
from engine.ledger import ledger
from engine.pack import VERDICTS, Pack, Policy, Question, VerdictName
from engine.prepared import prepare
from engine.profile import UNKNOWN, WITHHELD, Profile
from engine.redaction import redacted
from engine.verdicts import possible_verdicts
from tests.effort import times
from tests.features.campaigns import DAY, HARMLESS
from tests.packs import SEEDS, random_answer

POLICIES = ("default", "launch", "running", "closing", "funder", "quick")
READINGS: tuple[Reading, Reading] = ("stated", "required")
KEPT_BACK = "kept back words"


@cache
def the_pack() -> Pack:
    return open_pack("advocacy")


def policies() -> tuple[Policy, ...]:
    return tuple(the_pack().policy.values())


def test_every_policy_of_the_pack_is_tried() -> None:
    assert sorted(policy.id for policy in policies()) == sorted(POLICIES)


def drawn_profile(random: Random) -> Profile:
    """Any profile, with all its parts drawn to their own degree: danger, levels, what is missing, evidence, age."""
    danger, missing, evidence = (random.choice((0.0, 0.1, 0.4, 1.0)) for _ in range(3))
    missing *= random.choice((0.0, 0.3, 1.0))
    old = random.choice((0.0, 0.0, 0.1))
    least = random.randint(0, 4)
    most = random.randint(least, 4)
    answers = {}
    for question in the_pack().questions.values():
        answered: dict[str, Any] = {"answer": drawn_answer(random, question, danger, least, most)}
        if random.random() < missing:
            answered["answer"] = random.choice((None, UNKNOWN, WITHHELD))
        if random.random() < evidence:
            answered["evidence"] = {"reference": "Folder", "date": DAY, "owner": "Coordinator"}
        if answered["answer"] == WITHHELD:
            answered["evidence"] = {"note": KEPT_BACK, "reference": KEPT_BACK, "date": DAY, "owner": KEPT_BACK}
        if random.random() < old:
            answered["answered_on"] = DAY - timedelta(days=random.choice((0, 30, 31, 180, 181)))
        answers[question.id] = answered
    return Profile.model_validate({"campaign": "Example", "answered_on": DAY, "answers": answers})


def drawn_answer(random: Random, question: Question, danger: float, least: int, most: int) -> str | list[str]:
    if question.kind == "level":
        return str(random.randint(least, most))
    if random.random() < danger:
        return random_answer(random, question)
    harmless = HARMLESS[question.id].split(", ")
    return harmless if question.kind == "choices" else harmless[0]


@st.composite
def campaigns(draw: st.DrawFn) -> Profile:
    return drawn_profile(Random(draw(SEEDS)))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Profile, str]:
    return draw(campaigns()), draw(st.sampled_from(POLICIES))


def with_answer(profile: Profile, question: str, answer: str) -> Profile:
    """The profile with one answer changed; its evidence and date stay."""
    changed = profile.answers[question].model_copy(update={"answer": answer})
    return profile.model_copy(update={"answers": {**profile.answers, question: changed}})


def truth_of(profile: Profile, policy: Policy) -> Truth:
    prepared = prepare(the_pack(), policy)
    return prepared.evaluator.evaluate(read_answers(profile, prepared.program, DAY).masks)


def verdicts_of(truth: Truth, policy: Policy) -> tuple[VerdictName, ...]:
    return possible_verdicts(truth, prepare(the_pack(), policy).program)


def assessed(profile: Profile, policy: str, on: date = DAY) -> Assessment:
    return assess(profile, the_pack(), the_pack().policy[policy], on)


# Thousands of profiles: what the compiled rules settle alone


def require_no_worse(old: Truth, new: Truth, policy: Policy, told: str) -> None:
    """Both ends of what is possible count: also while something is open, a better answer looks no worse."""
    for measure, was, now in zip(the_pack().measures, old.measures, new.measures, strict=True):
        if measure.kind == "readiness":
            assert was.use == now.use, f"{told}: {measure.id}"
            assert was.low <= now.low, f"{told}: {measure.id}"
            assert was.high <= now.high, f"{told}: {measure.id}"
        if measure.id == "residual_exposure":
            assert was.low >= now.low, told
            assert was.high >= now.high, told
    before, after = verdicts_of(old, policy), verdicts_of(new, policy)
    assert VERDICTS.index(before[0]) <= VERDICTS.index(after[0]), told
    assert VERDICTS.index(before[-1]) <= VERDICTS.index(after[-1]), told


def better_answers(profile: Profile) -> list[tuple[str, str]]:
    """Every better answer to a question whose answers are levels, also where levels are options."""
    better = []
    for question in the_pack().questions.values():
        answer = profile.answers[question.id].answer
        if isinstance(answer, str) and answer in question.levels:
            better += [(question.id, to) for to, level in question.levels.items() if level > question.levels[answer]]
    return better


@times(1000)
@given(campaigns(), SEEDS)
def test_raising_any_level_answer_never_hurts_under_any_policy(profile: Profile, seed: int) -> None:
    better = better_answers(profile)
    if better:
        question, answer = Random(seed).choice(better)
        after = with_answer(profile, question, answer)
        for policy in policies():
            told = f"{policy.id}: {question} to {answer}"
            require_no_worse(truth_of(profile, policy), truth_of(after, policy), policy, told)


@times(60)
@given(campaigns())
def test_no_better_answer_to_any_question_hurts_where_it_counts_in_full(profile: Profile) -> None:
    for policy in policies():
        prepared = prepare(the_pack(), policy)
        program, evaluator = prepared.program, prepared.evaluator
        answers = read_answers(profile, program, DAY)
        before = evaluator.evaluate(answers.masks)
        for question, answer in better_answers(profile):
            variable = program.vocabulary.of_question[question][0]
            masks = list(answers.taken)
            masks[variable] = 1 << program.vocabulary.variables[variable].values.index(answer)
            if answers.standing[question].state == "answered":
                program.settle_use(masks)
                told = f"{policy.id}: {question} to {answer}"
                require_no_worse(before, evaluator.evaluate(masks), policy, told)


@times(2000)
@given(cases())
def test_verdicts_are_never_none_and_come_in_the_order_of_the_policy(case: tuple[Profile, str]) -> None:
    profile, policy = case[0], the_pack().policy[case[1]]
    verdicts = verdicts_of(truth_of(profile, policy), policy)
    assert verdicts
    assert list(verdicts) == [verdict for verdict in policy.order if verdict in verdicts]


@times(2000)
@given(cases())
def test_redaction_only_widens(case: tuple[Profile, str]) -> None:
    profile, policy = case[0], the_pack().policy[case[1]]
    full, copy = truth_of(profile, policy), truth_of(redacted(profile, the_pack()), policy)
    assert set(verdicts_of(full, policy)) <= set(verdicts_of(copy, policy))
    assert all(new <= old for new, old in zip(copy.certain, full.certain, strict=True))
    assert all(new >= old for new, old in zip(copy.possible, full.possible, strict=True))
    for was, now in zip(full.measures, copy.measures, strict=True):
        assert was.use == NEVER or (now.low <= was.low and was.high <= now.high)
    unsaid = {name: given for name, given in profile.answers.items() if not the_pack().questions[name].sensitive}
    without = profile.model_copy(update={"answers": unsaid})
    assert list(redacted(profile, the_pack()).answers) == list(redacted(without, the_pack()).answers)


@times(2000)
@given(cases())
def test_requiring_evidence_never_betters_the_best_verdict(case: tuple[Profile, str]) -> None:
    profile, policy = case[0], the_pack().policy[case[1]]
    prepared = prepare(the_pack(), policy)
    stated, shown = (
        prepared.evaluator.evaluate(read_answers(profile, prepared.program, DAY, reading).masks) for reading in READINGS
    )
    assert VERDICTS.index(verdicts_of(shown, policy)[-1]) <= VERDICTS.index(verdicts_of(stated, policy)[-1])


@times(2000)
@given(cases())
def test_the_lines_of_every_ledger_add_up_to_what_its_measure_lacks(case: tuple[Profile, str]) -> None:
    profile, policy = case[0], the_pack().policy[case[1]]
    prepared = prepare(the_pack(), policy)
    answers = read_answers(profile, prepared.program, DAY)
    truth = prepared.evaluator.evaluate(answers.masks)
    for scale, measured in zip(prepared.program.scales, truth.measures, strict=True):
        if scale.lifts:
            entry = ledger(scale, measured, answers, prepared.program)
            require_adding_up(entry, measured.low, measured.high)
            perhaps = [answers.standing[one.id].use == "perhaps" for one in counted_in(entry.measure)]
            assert bool(entry.lines) == (measured.use != NEVER and not any(perhaps)), "only an unsettled one is empty"


def counted_in(measure: str) -> list[Question]:
    return [question for question in the_pack().questions.values() if measure in question.counts_in]


def require_adding_up(entry: Ledger, low: int, high: int) -> None:
    if entry.units is None or entry.lost is None or entry.open is None:
        assert (entry.units, entry.lost, entry.open, entry.lines) == (None, None, None, ())
        return
    assert sum(4 * line.weight for line in entry.lines) == entry.units
    assert (sum(line.lost for line in entry.lines), sum(line.open for line in entry.lines)) == (entry.lost, entry.open)
    if entry.lines:
        assert high == 1000 * (entry.units - entry.lost) // entry.units
        assert low == 1000 * (entry.units - entry.lost - entry.open) // entry.units
        assert sum(line.lost_points for line in entry.lines) == 1000 - high
        assert sum(line.open_points for line in entry.lines) == high - low


# Hundreds of whole assessments


@times(120)
@given(cases())
def test_an_assessment_holds_together(case: tuple[Profile, str]) -> None:
    result = assessed(*case)
    assert Assessment.model_validate_json(result.model_dump_json()) == result
    require_ledgers(result)
    require_known_names(result)
    require_reasons(result)
    require_no_circle(result)
    require_certain_links(result)
    require_sound_verdict(result)


def require_ledgers(result: Assessment) -> None:
    measured = {measure.id: measure for measure in result.measures}
    assert {entry.measure for entry in result.ledgers} == {name for name in measured if counted_in(name)}
    for entry in result.ledgers:
        require_adding_up(entry, measured[entry.measure].low, measured[entry.measure].high)


def all_premises(result: Assessment) -> Iterator[Premise]:
    for finding in result.findings:
        for reason in finding.because:
            yield from reason.premises
    for given_for in result.verdict.reasons:
        yield from given_for.premises


def require_known_names(result: Assessment) -> None:
    """Whatever is named stands in the same document, so that a report needs nothing else."""
    facts, questions = {f.fact: f for f in result.findings}, {answer.question for answer in result.answers}
    measures, remedies = {measure.id for measure in result.measures}, {remedy.id for remedy in result.remedies}
    for premise in all_premises(result):
        if isinstance(premise, AnswerPremise):
            assert premise.question in questions
        elif isinstance(premise, FactPremise):
            assert premise.fact in facts or (premise.absent and premise.fact in result.titles), premise.fact
        else:
            assert premise.measure in measures
    for finding in result.findings:
        assert set(finding.hinges_on) <= questions
        assert set(finding.leads_to) <= set(facts)
        assert {way.question for way in finding.cleared_by} <= questions
    assert set(result.priorities) <= remedies
    assert set(result.chain) <= set(facts)
    assert len(result.priorities) <= 3
    for remedy in result.remedies:
        assert {*remedy.for_findings, *remedy.clears, *remedy.weakens, *remedy.helps_with} <= set(facts), remedy.id
        assert {change.measure for change in remedy.measures} <= measures
        needed = {one.remedy: the_pack().remedy[one.remedy] for one in remedy.prerequisites}
        assert remedy.effort_with_prerequisites == remedy.effort + sum(one.effort for one in needed.values())
        assert remedy.lead_time_with_prerequisites >= remedy.lead_time + max(
            (one.lead_time for one in needed.values()), default=0
        )


def require_reasons(result: Assessment) -> None:
    for finding in result.findings:
        if finding.outlook == "certain":
            assert finding.because, finding.fact
            assert any(reason.certainty == finding.certainty for reason in finding.because), finding.fact
            assert (finding.certainty == finding.up_to) == (not finding.hinges_on), finding.fact
            for reason in finding.because:
                weakest = {premise.certainty for premise in facts_of(reason)}
                assert reason.certainty == "likely" or "likely" not in weakest, finding.fact
        else:
            assert finding.hinges_on, finding.fact
        assert finding.sources, finding.fact


def require_no_circle(result: Assessment) -> None:
    """No certain finding rests on itself, whichever of its reasons one follows, also through measures."""
    rests_on: dict[str, set[str]] = {link.effect: set() for link in result.links}
    for link in result.links:
        rests_on[link.effect].add(link.cause)
    for finding in result.findings:
        if finding.outlook == "certain":
            facts = {premise for reason in finding.because for premise in facts_of(reason)}
            rests_on.setdefault(finding.fact, set()).update(premise.fact for premise in facts)
    TopologicalSorter(rests_on).prepare()


def facts_of(reason: Reason) -> list[FactPremise]:
    return [premise for premise in reason.premises if isinstance(premise, FactPremise) and not premise.absent]


def require_certain_links(result: Assessment) -> None:
    certain = {finding.fact for finding in result.findings if finding.outlook == "certain"}
    for link in result.links:
        assert link.cause in certain
        assert link.effect in certain
    steps = {(link.cause, link.effect) for link in result.links}
    for cause, effect in zip(result.chain, result.chain[1:], strict=False):
        assert (cause, effect) in steps


def require_sound_verdict(result: Assessment) -> None:
    verdict = result.verdict
    assert verdict.possible == tuple(name for name in VERDICTS if name in verdict.possible)
    assert verdict.decided == (verdict.possible[0] if len(verdict.possible) == 1 else None)
    for name in verdict.possible:
        reasons = [reason for reason in verdict.reasons if reason.verdict == name]
        assert reasons or name == verdict.best_possible, name
        assert all(reason.premises for reason in reasons), name
    if verdict.decided is not None and verdict.decided != verdict.best_possible:
        assert any(reason.outlook == "certain" for reason in verdict.reasons if reason.verdict == verdict.decided)


@times(30)
@given(cases())
def test_an_assessment_never_contains_the_words_of_a_withheld_answer(case: tuple[Profile, str]) -> None:
    profile, policy = case
    result = assessed(profile, policy)
    withheld = {name for name, answer in profile.answers.items() if answer.answer == WITHHELD}
    for answer in result.answers:
        if answer.question in withheld:
            assert (answer.state, answer.values, answer.labels, answer.counted) == ("withheld", (), (), ())
    assert KEPT_BACK not in result.model_dump_json()
