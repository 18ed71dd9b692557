"""What is called exactly possible is what trying every completion finds, no more and no less."""

from collections.abc import Iterator

import pytest
from hypothesis import given

import engine.possibilities
from engine.evaluate import Truth
from engine.possibilities import Possible, possibilities
from engine.prepared import Prepared
from engine.verdicts import possible_verdicts
from tests import brute, oracle
from tests.effort import times
from tests.packs import TODAY, Drawn, drawn
from tests.ready import Ready, ready


@pytest.fixture(params=[1, 400], ids=["by the solver", "by trying first"])
def tried(request: pytest.FixtureRequest) -> Iterator[int]:
    """How many completions are tried before the solver is asked: with one, nearly everything is up to the solver."""
    before = engine.possibilities.TRIED
    engine.possibilities.TRIED = request.param
    yield request.param
    engine.possibilities.TRIED = before


def require_exact(form: Ready, found: Possible, outer: Truth, results: list[oracle.Outcome]) -> None:
    assert found.exact
    for number, conclusion in enumerate(form.program.conclusions):
        seen = [result.facts[conclusion.name] for result in results]
        assert (found.truth.certain[number], found.truth.possible[number]) == (min(seen), max(seen)), conclusion.name
        assert outer.certain[number] <= min(seen)
        assert outer.possible[number] >= max(seen)
    for number, measure in enumerate(form.pack.measures):
        seen_values = [result.measures[measure.id] for result in results]
        assert tuple(found.truth.measures[number]) == brute.extent(seen_values), measure.id
    reached = {brute.verdict_of(form, result) for result in results}
    assert list(found.verdicts) == [verdict for verdict in form.policy.order if verdict in reached]


def require_witnesses(form: Ready, found: Possible) -> None:
    assert set(found.witnesses) == set(found.verdicts)
    for verdict, masks in found.witnesses.items():
        assert possible_verdicts(form.evaluator.settled(masks), form.program) == (verdict,)


@times(200)
@given(drawn(8))
def require_agreement_with_brute_force(drawing: Drawn) -> None:
    form = ready(drawing.pack)
    prepared = Prepared(form.program)
    for profile in drawing.profiles:
        known = oracle.counted(form.pack, form.policy, profile, TODAY)
        if brute.few_enough(form, known, most=600):
            answers = form.read(profile)
            outer = form.evaluator.evaluate(answers.masks)
            found = possibilities(answers.taken, outer, prepared)
            require_exact(form, found, outer, brute.outcomes(form, known))
            require_witnesses(form, found)


def test_exact_bounds_equal_brute_force(tried: int) -> None:
    require_agreement_with_brute_force()


@times(60)
@given(drawn(2, circles=True))
def test_exact_bounds_equal_brute_force_when_conclusions_support_each_other(drawing: Drawn) -> None:
    form = ready(drawing.pack)
    for profile in drawing.profiles:
        known = oracle.counted(form.pack, form.policy, profile, TODAY)
        if brute.few_enough(form, known, most=600):
            answers = form.read(profile)
            outer = form.evaluator.evaluate(answers.masks)
            found = possibilities(answers.taken, outer, Prepared(form.program))
            require_exact(form, found, outer, brute.outcomes(form, known))
