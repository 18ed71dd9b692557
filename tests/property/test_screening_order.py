"""Who is said to stand above another does so for every completion and every weighting; all else is a tie."""

from fractions import Fraction
from itertools import permutations
from math import ceil, floor
from operator import mul
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from engine.order import Place, place, reading_order, stands_above, weighted_mean
from engine.pack import VERDICTS
from engine.ranking import ranking_terms
from engine.screening import Assessed, RankingTerms
from engine.standings import standings
from tests import brute, oracle
from tests.effort import times
from tests.packs import SEEDS, TODAY, Drawn, drawn, random_answer
from tests.portfolios import corners, ranked, row
from tests.ready import Ready, answering, not_known, ready

FEW = 80  # completions of one proposal that are all tried


def claims(first: Assessed, second: Assessed, terms: RankingTerms) -> bool:
    mine, its = (place(one.possible, one.measures, one.perhaps, terms) for one in (first, second))
    return stands_above(mine, its, terms)


def readiness(outcome: oracle.Outcome, weights: dict[str, int]) -> Fraction | None:
    """The weighted mean of the measures in use; None where nothing weighs."""
    used = {name: value for name in weights if (value := outcome.measures[name]) is not None}
    total = sum(weights[name] for name in used)
    return Fraction(sum(weights[name] * value for name, value in used.items()), total) if total else None


def better(form: Ready, first: oracle.Outcome, second: oracle.Outcome, terms: RankingTerms, draw: Random) -> bool:
    """Whether one outcome stands above another for every weighting that is tried, as the documentation says it."""
    verdicts = [VERDICTS.index(brute.verdict_of(form, one)) for one in (first, second)]
    if verdicts[0] != verdicts[1]:
        return verdicts[0] > verdicts[1]
    bands = [[one.measures[name] or 0 for name in terms.exposure] for one in (first, second)]
    if any(one > other for one, other in zip(*bands, strict=True)):
        return False
    for weights in corners(terms, draw, 3):
        mine, its = readiness(first, weights), readiness(second, weights)
        if mine is not None and its is not None and mine <= its:
            return False
    return True


@given(drawn(3), SEEDS, st.booleans())
@times(50)
def test_a_claim_holds_for_every_completion_and_every_weighting(made: Drawn, seed: int, small: bool) -> None:
    random, form = Random(seed), ready(made.program)
    policy = ranked(random, made.pack)
    terms, assessor = ranking_terms(made.pack, policy), row(made.pack, policy, small)
    known = [oracle.counted(form.pack, form.policy, profile, TODAY) for profile in made.profiles]
    few = [number for number, one in enumerate(known) if brute.few_enough(form, one, FEW)]
    assessed = {number: assessor.assess_row(made.profiles[number]) for number in few}
    outcomes = {number: brute.outcomes(form, known[number]) for number in few}
    for first, second in permutations(few, 2):
        if claims(assessed[first], assessed[second], terms):
            for one in outcomes[first]:
                for other in outcomes[second]:
                    assert better(form, one, other, terms, random)


@given(drawn(1, complete=True), SEEDS)
@times(50)
def test_complete_proposals_are_told_apart_wherever_all_weightings_tell_them_apart(made: Drawn, seed: int) -> None:
    """With nothing open and every measure in use, what is claimed is all that there is to claim."""
    random, form = Random(seed), ready(made.program)
    policy = ranked(random, made.pack)
    terms, assessor = ranking_terms(made.pack, policy), row(made.pack, policy)
    profiles = [made.profiles[0]]
    for _ in range(4):
        name = random.choice(list(made.pack.questions))
        profiles.append(answering(profiles[-1], name, random_answer(random, made.pack.questions[name])))
    outcomes = [brute.outcomes(form, oracle.counted(form.pack, form.policy, one, TODAY))[0] for one in profiles]
    assessed = [assessor.assess_row(profile) for profile in profiles]
    for first, second in permutations(range(len(profiles)), 2):
        if all(outcomes[one].measures[name] is not None for one in (first, second) for name in terms.weights):
            true = better(form, outcomes[first], outcomes[second], terms, random)
            assert claims(assessed[first], assessed[second], terms) == true


@given(drawn(2), SEEDS, st.booleans())
@times(50)
def test_answering_a_question_takes_no_claim_away(made: Drawn, seed: int, small: bool) -> None:
    random, form = Random(seed), ready(made.program)
    policy = ranked(random, made.pack)
    terms, assessor = ranking_terms(made.pack, policy), row(made.pack, policy, small)
    before = [assessor.assess_row(profile) for profile in made.profiles]
    for number, profile in enumerate(made.profiles):
        for name in not_known(form, profile)[:3]:
            answered = answering(profile, name, random_answer(random, form.pack.questions[name]))
            after = assessor.assess_row(answered)
            other = before[1 - number]
            assert claims(after, other, terms) >= claims(before[number], other, terms)
            assert claims(other, after, terms) >= claims(other, before[number], terms)


def ranges(most: int) -> st.SearchStrategy[tuple[int, int]]:
    pairs = st.tuples(st.integers(0, most), st.integers(0, most))
    return st.one_of(pairs.map(lambda ends: (min(ends), max(ends))), st.integers(0, most).map(lambda end: (end, end)))


def placed(measures: int, ladders: int) -> st.SearchStrategy[Place]:
    return st.builds(
        lambda verdicts, exposure, ready: Place(verdicts[0], verdicts[1], tuple(exposure), tuple(ready)),
        ranges(3),
        st.lists(ranges(2), min_size=ladders, max_size=ladders),
        st.lists(ranges(6), min_size=measures, max_size=measures),
    )


@st.composite
def portfolios(draw: st.DrawFn) -> tuple[list[Place], RankingTerms]:
    measures, ladders = draw(st.integers(1, 3)), draw(st.integers(0, 2))
    weights = {}
    for number in range(measures):
        low, high = draw(ranges(4))
        weights[f"ready{number}"] = (low + (number == 0), high + 1)
    terms = RankingTerms(weights=weights, exposure=tuple(f"ladder{n}" for n in range(ladders)), stated=True)
    return draw(st.lists(placed(measures, ladders), max_size=12)), terms


@given(portfolios())
@times(120)
def test_it_is_a_strict_partial_order(made: tuple[list[Place], RankingTerms]) -> None:
    places, terms = made
    above = {
        (a, b) for a, one in enumerate(places) for b, other in enumerate(places) if stands_above(one, other, terms)
    }
    assert not any(a == b for a, b in above), "nothing is above itself"
    assert not any((b, a) in above for a, b in above), "of two, one at most is above"
    assert all((a, d) in above for a, b in above for c, d in above if b == c), "above what is above is above"
    for a, b in above:
        assert reading_order(places[a], terms) < reading_order(places[b], terms)


@given(portfolios())
@times(120)
def test_counts_and_tiers_are_those_of_all_pairs(made: tuple[list[Place], RankingTerms]) -> None:
    places, terms = made
    found = standings(places, terms, listed=True)
    for number, one in enumerate(places):
        over = [other for other, its in enumerate(places) if stands_above(its, one, terms)]
        under = [other for other, its in enumerate(places) if stands_above(one, its, terms)]
        assert (found.those_above[number], found.those_below[number]) == (over, under)
        assert (found.below[number], found.above[number]) == (len(over), len(under))
        mates = [n for n, its in enumerate(places) if its.worst == its.best == one.worst == one.best]
        if mates:
            assert found.tier[number] == 1 + max((found.tier[n] for n in over if n in mates), default=0)
            assert found.ties_to[number] == max(found.tier[n] for n in mates if n not in under)
        else:
            assert found.tier[number] == 1


@given(drawn(1), SEEDS)
@times(60)
def test_the_mean_of_readiness_reaches_as_far_as_some_weighting_takes_it_and_no_further(made: Drawn, seed: int) -> None:
    """A weighted mean moves one way with each weight, so its ends lie on corners of the box of weights."""
    policy = ranked(Random(seed), made.pack)
    terms, assessor = ranking_terms(made.pack, policy), row(made.pack, policy, small=False)
    one = assessor.assess_row(made.profiles[0])
    where = place(one.possible, one.measures, one.perhaps, terms)
    found = []
    for weights in corners(terms, Random(seed), 20):
        if total := sum(weights.values()):
            ends = zip(*where.readiness, strict=True)
            found.append([Fraction(sum(map(mul, values, weights.values())), total) for values in ends])
    assert weighted_mean(where, terms) == (floor(min(low for low, _ in found)), ceil(max(high for _, high in found)))
