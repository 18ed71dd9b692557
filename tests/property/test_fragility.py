"""What a verdict is said to hang on is what trying every set of lowered answers finds, smallest sets first."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine.fragility
from engine.answers import Answers
from engine.assessment import Fragility
from engine.fragility import fragility
from engine.outlook import look_ahead
from engine.prepared import Prepared
from engine.profile import Profile
from tests import brute, oracle
from tests.effort import times
from tests.level_packs import drawn_levels
from tests.packs import TODAY, Drawn, drawn
from tests.ready import Ready, ready

Known = dict[str, oracle.Value | None]
MOST = 48  # completions of a profile, each tried for every set of answers


@pytest.fixture(params=[(0, 1), (1800, 40)], ids=["by the solver", "by trying first"])
def tried(request: pytest.FixtureRequest) -> Iterator[None]:
    """How many pairs and completions are tried: with none, all that bounds leave open is up to the solver."""
    before = engine.fragility.MOST_PAIRS, engine.fragility.TRIED
    engine.fragility.MOST_PAIRS, engine.fragility.TRIED = request.param
    yield
    engine.fragility.MOST_PAIRS, engine.fragility.TRIED = before


def worst(form: Ready, known: Known, lowered: Sequence[str] = ()) -> int:
    """The worst verdict that any completion reaches with these answers one level lower, by its place."""
    changed = {name: str(int(str(value)) - 1) if name in lowered else value for name, value in known.items()}
    reached = [brute.verdict_of(form, outcome) for outcome in brute.outcomes(form, changed)]
    return min(form.policy.order.index(verdict) for verdict in reached)


def may_be_lowered(known: Known, answers: Answers) -> list[str]:
    return [
        name
        for name, standing in answers.standing.items()
        if standing.question.kind == "level"
        and known[name] not in (None, "0")
        and standing.use in ("in_use", "perhaps")
    ]


def hanging(form: Ready, known: Known, answers: Answers) -> list[tuple[tuple[str, ...], int]]:
    """The smallest sets of answers that make the verdict worse, with the worst verdict that each then leaves."""
    now, able = worst(form, known), may_be_lowered(known, answers)
    for size in range(1, len(able) + 1):
        reached = [(some, worst(form, known, some)) for some in combinations(able, size)]
        if found := [(some, rank) for some, rank in reached if rank < now]:
            return found
    return []


def require_what_trying_finds(form: Ready, profile: Profile, known: Known) -> Fragility:
    answers = form.read(profile)
    prepared = Prepared(form.program)
    possible = look_ahead(answers, form.evaluator.evaluate(answers.masks), prepared).possible
    found, expected = fragility(answers, possible, prepared), hanging(form, known, answers)
    assert found.proven
    told = [
        (tuple(answer.question for answer in one.answers), form.policy.order.index(one.worst)) for one in found.sets
    ]
    if not expected:
        assert found.outlook == ("at_worst" if worst(form, known) == 0 else "holds")
        assert (found.fewest, told) == (0, [])
        return found
    fewest = len(expected[0][0])
    assert (found.outlook, found.fewest) == ("hangs", fewest)
    assert told == (expected if fewest == 1 else expected[:1])
    for one in found.sets:
        for answer in one.answers:
            assert (str(answer.level), answer.to) == (known[answer.question], answer.level - 1)
    return found


@times(60)
@given(st.one_of(drawn(5, complete=True), drawn_levels(5, complete=True), drawn_levels(5, complete=True)))
def require_the_smallest_sets_of_complete_profiles(drawing: Drawn) -> None:
    form = ready(drawing.program)
    for profile in drawing.profiles:
        require_what_trying_finds(form, profile, oracle.counted(form.pack, form.policy, profile, TODAY))


@times(60)
@given(st.one_of(drawn(5), drawn_levels(5, complete=False), drawn_levels(5, complete=False)))
def require_the_smallest_sets_of_open_profiles(drawing: Drawn) -> None:
    form = ready(drawing.program)
    for profile in drawing.profiles:
        known = oracle.counted(form.pack, form.policy, profile, TODAY)
        if brute.few_enough(form, known, most=MOST):
            require_what_trying_finds(form, profile, known)


def test_the_smallest_sets_of_complete_profiles_are_what_trying_every_set_finds(tried: None) -> None:
    require_the_smallest_sets_of_complete_profiles()


def test_the_smallest_sets_of_open_profiles_are_what_trying_every_set_and_completion_finds(tried: None) -> None:
    require_the_smallest_sets_of_open_profiles()
