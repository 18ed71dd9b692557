"""What a screening says of each proposal and of all together is what assessing them one by one, slowly, says."""

from fractions import Fraction
from graphlib import TopologicalSorter
from itertools import product
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.answers import read_answers
from engine.assess import assess
from engine.assessment import AnswerPremise, FactPremise, MeasurePremise
from engine.blinding import blinded
from engine.measures import FULL_READINESS
from engine.order import place, stands_above
from engine.pack import ADVERSE, VERDICTS, Pack
from engine.profile import UNKNOWN, WITHHELD, Profile
from engine.screen import screen
from engine.screen_row import Row
from engine.screening import Assessed, Screening
from tests import brute, oracle
from tests.effort import times
from tests.packs import SEEDS, TODAY, Drawn, drawn, random_answer
from tests.portfolios import entry, ranked, row, screened
from tests.ready import answering, ready
from tests.remedied import carried_out

FEW = 80  # completions of one proposal that are all tried


@given(drawn(2))
@times(40)
def test_a_row_says_what_an_assessment_says(made: Drawn) -> None:
    assessor = row(made.pack, made.pack.policies[0])
    for profile in made.profiles:
        found, whole = (
            assessor.assess_row(profile, cross_check=True),
            assess(profile, made.pack, made.pack.policies[0], TODAY),
        )
        assert found.possible == whole.verdict.possible
        assert found.exact == whole.exact
        used = [measure for measure in whole.measures if measure.in_use != "no"]
        assert found.measures == {measure.id: (measure.low, measure.high) for measure in used}
        assert set(found.perhaps) == {measure.id for measure in used if measure.in_use == "perhaps"}
        certain = {finding.fact: finding.certainty for finding in whole.findings if finding.outlook == "certain"}
        assert dict.fromkeys(found.confirmed, "confirmed") | dict.fromkeys(found.likely, "likely") == certain
        assert set(found.possible_findings) == {one.fact for one in whole.findings if one.outlook == "possible"}
        told = [clause.because for rule in made.pack.policies[0].verdicts for clause in rule.clauses]
        reasons = {("certain", told[n]) for n in found.reasons} | {("possible", told[n]) for n in found.open_reasons}
        assert reasons == {(one.outlook, one.text) for one in whole.verdict.reasons}


@given(drawn(2))
@times(15)
def test_a_row_rests_on_what_the_proofs_of_an_assessment_name(made: Drawn) -> None:
    policy = made.pack.policies[0]
    few, many = (row(made.pack, policy, small) for small in (True, False))
    circles = {name for group in few.prepared.program.groups if len(group) > 1 for name in group}
    for profile in made.profiles:
        found, whole = many.assess_row(profile), assess(profile, made.pack, policy, TODAY)
        for finding in (one for one in whole.findings if one.fact not in circles):  # there, proofs come in any order
            premises = [premise for reason in finding.because for premise in reason.premises]
            assert set(found.resting_on.get(finding.fact, ())) <= {
                premise.question for premise in premises if isinstance(premise, AnswerPremise)
            }
            assert set(found.following_from.get(finding.fact, ())) <= {
                premise.fact for premise in premises if isinstance(premise, FactPremise) and not premise.absent
            }
            assert set(found.measured_by.get(finding.fact, ())) <= {
                premise.measure for premise in premises if isinstance(premise, MeasurePremise)
            }
        for one in (found, few.assess_row(profile)):
            TopologicalSorter(one.following_from).prepare()  # raises where anything follows from itself
            shown = {name for names in one.resting_on.values() for name in names}
            assert shown <= {answer.question for answer in whole.answers if answer.state == "answered"}


@given(drawn(1))
@times(40)
def test_bounds_of_a_large_portfolio_leave_nothing_out(made: Drawn) -> None:
    policy, profile = made.pack.policies[0], made.profiles[0]
    few, many = (row(made.pack, policy, small).assess_row(profile) for small in (True, False))
    assert set(few.possible) <= set(many.possible)
    for name, (low, high) in few.measures.items():
        assert many.measures[name][0] <= low <= high <= many.measures[name][1]
    assert {*few.confirmed} >= {*many.confirmed}
    assert {*few.confirmed, *few.likely, *few.possible_findings} <= {
        *many.confirmed,
        *many.likely,
        *many.possible_findings,
    }


@given(drawn(1, complete=True))
@times(40)
def test_what_a_remedy_would_do_is_what_the_rules_say_with_it_in_place(made: Drawn) -> None:
    form = ready(made.program)
    raw = oracle.counted(form.pack, form.policy, made.profiles[0], TODAY)
    answers = {name: value for name, value in raw.items() if value is not None}
    assessed = row(made.pack, form.policy).assess_row(made.profiles[0])
    effects = {effect.remedy: effect for effect in assessed.remedies}

    def judged(given_answers: dict[str, oracle.Value]) -> tuple[str, set[str]]:
        outcome = oracle.outcome(form.pack, form.policy, oracle.used(form.pack, form.policy, given_answers))
        adverse = {rule.id for rule in form.pack.rules if rule.kind in ADVERSE and outcome.facts[rule.id]}
        return brute.verdict_of(form, outcome), adverse

    verdict, against = judged(answers)
    for remedy in form.pack.remedies:
        then, left = judged(carried_out(form.pack, answers, (remedy.id,)))
        better = VERDICTS.index(then) > VERDICTS.index(verdict)
        effect = effects.get(remedy.id)
        if effect is None:
            assert (better, against - left) == (False, set())
        else:
            assert (effect.lifts, set(effect.clears)) == (better, against - left)
            assert (effect.verdicts or assessed.possible) == (then,)


@given(drawn(3, complete=True), SEEDS)
@times(50)
def test_what_a_remedy_clears_is_cleared_however_open_questions_are_answered(made: Drawn, seed: int) -> None:
    random, form = Random(seed), ready(made.program)
    for profile in made.profiles:
        for name in random.sample(list(made.pack.questions), 2):
            profile = answering(profile, name, UNKNOWN)
        known = oracle.counted(form.pack, form.policy, profile, TODAY)
        if not brute.few_enough(form, known, FEW):
            continue
        effects = row(made.pack, form.policy).assess_row(profile).remedies
        completed = [dict(zip(known, chosen, strict=True)) for chosen in product(*brute.ways(form, known))]
        for effect in effects:
            after = [carried_out(form.pack, raw, (effect.remedy,)) for raw in completed]
            outcomes = [
                oracle.outcome(form.pack, form.policy, oracle.used(form.pack, form.policy, raw)) for raw in after
            ]
            assert not any(outcome.facts[fact] for outcome in outcomes for fact in effect.clears)
            if effect.verdicts is not None:
                assert {brute.verdict_of(form, outcome) for outcome in outcomes} <= set(effect.verdicts)


def openness(assessed: Assessed, assessor: Row) -> tuple[Fraction, Fraction]:
    """How many verdicts are possible, and how wide the measures of the order are in thousandths of their ranges."""
    one = place(assessed.possible, assessed.measures, assessed.perhaps, assessor.ranking)
    bands = [len(assessor.terms.pack.measure[name].bands) - 1 for name in assessor.ranking.exposure]
    width = sum(high - low for low, high in one.readiness)
    width += sum(FULL_READINESS * (high - low) // steps for (low, high), steps in zip(one.exposure, bands, strict=True))
    return Fraction(len(assessed.possible)), Fraction(width)


@given(drawn(1), SEEDS)
@times(40)
def test_the_question_that_settles_a_place_leaves_least_open(made: Drawn, seed: int) -> None:
    random = Random(seed)
    policy, profile = ranked(random, made.pack), made.profiles[0]
    assessor = row(made.pack, policy, small=False)
    for question in made.pack.questions.values():
        if question.kind == "choices":  # each option would have to be answered without the others
            profile = answering(profile, question.id, random_answer(random, question))
    found = assessor.assess_row(profile)
    standing = read_answers(profile, assessor.prepared.program, TODAY).standing
    best, least = None, openness(found, assessor)
    if least == (Fraction(1), Fraction(0)):
        assert found.settling == "settled"
        return
    before, means = least, {}
    for name in (name for name, one in standing.items() if one.open):
        after = [answering(profile, name, value) for value in made.pack.questions[name].values]
        left = [openness(assessor.assess_row(one), assessor) for one in after]
        mean = (Fraction(sum(one[0] for one in left), len(left)), Fraction(sum(one[1] for one in left), len(left)))
        means[name] = mean
        if mean < least:
            best, least = name, mean
    assert (found.settling, found.settled_by) == (("none_narrows", None) if best is None else ("found", best))
    with patch("engine.screen_row.SETTLING_UP_TO", 0), patch("engine.screen_row.SETTLING_AMONG", random.randint(1, 3)):
        some = assessor.assess_row(profile)
    if best is None:
        assert (some.settling, some.settled_by) == ("none_narrows", None), "that none narrows is said after all"
    else:
        assert some.settling == "found_among_some"
        assert means[some.settled_by or ""] < before


@given(drawn(6), SEEDS, st.permutations(range(6)), st.booleans())
@times(20)
def test_the_order_of_the_rows_makes_no_difference(made: Drawn, seed: int, turned: list[int], small: bool) -> None:
    assessor = row(made.pack, ranked(Random(seed), made.pack), small)
    entries = [entry(f"k{number}", profile, assessor) for number, profile in enumerate(made.profiles)]
    again = [entries[number] for number in turned]
    first, second = (screen(assessor.terms, some, (), 0).model_dump_json() for some in (entries, again))
    assert first == second


@given(drawn(7), SEEDS)
@times(20)
def test_a_document_adds_up_and_claims_nothing_that_its_own_numbers_do_not_bear_out(made: Drawn, seed: int) -> None:
    assessor = row(made.pack, ranked(Random(seed), made.pack))
    document = screened(made.profiles, assessor)
    for shown in (document, blinded(document)):
        require_true(Screening.model_validate_json(shown.model_dump_json()))


def require_true(document: Screening) -> None:
    proposals = {one.key: one for one in document.proposals}
    places = {key: place(one.possible, one.measures, one.perhaps, document.ranking) for key, one in proposals.items()}

    def above(first: str, second: str) -> bool:
        return stands_above(places[first], places[second], document.ranking)

    for key, one in proposals.items():
        assert one.standing.above_keys == tuple(other for other in proposals if above(key, other))
        assert one.standing.below_keys == tuple(other for other in proposals if above(other, key))
        assert (one.standing.above, one.standing.below) == (len(one.standing.above_keys), len(one.standing.below_keys))
        assert one.standing.places == (one.standing.below + 1, len(proposals) - one.standing.above)
    for group in document.groups:
        members = [key for tier in group.tiers for key in tier.keys]
        assert {proposals[key].possible for key in members} == {group.possible}
        for other in group.above_all_of:
            lower = [key for tier in document.groups[other].tiers for key in tier.keys]
            assert all(above(first, second) for first in members for second in lower)
        for number, tier in enumerate(group.tiers):
            assert {proposals[key].standing.tier for key in tier.keys} == {number + 1}
            assert not any(above(first, second) for first in tier.keys for second in tier.keys)
            before = group.tiers[number - 1].keys if number else ()
            assert all(any(above(first, key) for first in before) for key in tier.keys if before)
            rest = [key for after in group.tiers[(tier.above_all_from or 999) - 1 :] for key in after.keys]
            assert all(above(first, second) for first in tier.keys for second in rest)
    for weakness in document.weaknesses:
        lists = ("confirmed", "likely", "possible_findings")
        counted = [sum(weakness.rule in getattr(one, name) for one in proposals.values()) for name in lists]
        assert [weakness.confirmed, weakness.likely, weakness.possible] == counted
    for lift in document.lifts:
        effects = [effect for one in proposals.values() for effect in one.remedies if effect.remedy == lift.remedy]
        assert lift.lifts == sum(effect.lifts for effect in effects)
        assert lift.opens == sum(effect.opens for effect in effects)
    for one in proposals.values():
        for effect in one.remedies:  # better is what becomes better for certain, and what only may is told apart
            after = effect.verdicts or one.possible
            worst, best = (VERDICTS.index(after[end]) - VERDICTS.index(one.possible[end]) for end in (0, -1))
            assert effect.lifts == (worst > 0 and best >= 0)
            assert effect.opens == (worst == 0 and best > 0)
    for lift in document.lifts:
        effects = [effect for one in proposals.values() for effect in one.remedies if effect.remedy == lift.remedy]
        assert lift.clears == sum(len(effect.clears) for effect in effects)


@given(drawn(1))
@times(10)
def test_in_a_large_portfolio_the_solver_is_asked_nothing(made: Drawn) -> None:
    """What was judged by bounds alone is not compared with what is exact, and ten thousand are judged in a minute."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("engine.judging.Reach", None)
        row(made.pack, made.pack.policies[0], small=False).assess_row(made.profiles[0])


def sensitive(pack: Pack) -> list[str]:
    return [question.id for question in pack.questions.values() if question.sensitive]


@given(drawn(1))
@times(20)
def test_a_redacted_row_is_the_same_whatever_the_sensitive_answers_are(made: Drawn) -> None:
    profile = made.profiles[0]
    kept_back = dict.fromkeys(sensitive(made.pack), WITHHELD)
    bare = Profile.model_validate({**profile.model_dump(), "answers": {**profile.model_dump()["answers"], **kept_back}})
    rows = row(made.pack, made.pack.policies[0], redact=True)
    assert rows.assess_row(profile) == rows.assess_row(bare)


@given(drawn(2))
@times(20)
def test_what_goes_to_another_process_comes_back_the_same(made: Drawn) -> None:
    for profile in made.profiles:
        assert Profile.model_validate_json(profile.model_dump_json(by_alias=True)) == profile
        assessed = row(made.pack, made.pack.policies[0]).assess_row(profile)
        assert Assessed.model_validate_json(assessed.model_dump_json()) == assessed
