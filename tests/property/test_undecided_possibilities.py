"""Where the solver cannot tell, nothing is called exact, decided or proven that trying every completion does not find.

Some of its questions stay open here, any of them (see `tests/doubt.py`); everything is then held against brute force.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine.decisive
import engine.fragility
import engine.possibilities
from engine.answers import PERHAPS, Answers
from engine.assess import assess
from engine.assessment import Fragility
from engine.decisive import decisive
from engine.effort import allowed, asking, questions
from engine.fragility import fragility
from engine.outlook import look_ahead
from engine.pack import ADVERSE
from engine.possibilities import Possible, Reach
from engine.prepared import Prepared
from engine.profile import Profile
from engine.remedies import with_remedy
from engine.solver import Model, Solved
from engine.verdicts import possible_verdicts
from tests import brute, oracle
from tests.doubt import Doubt, doubting
from tests.effort import times
from tests.level_packs import drawn_levels
from tests.packs import SEEDS, TODAY, Drawn, drawn
from tests.property.test_decisive import with_answer
from tests.property.test_fragility import Known, hanging, may_be_lowered, worst
from tests.ready import Ready, ready

OFTEN = times(50)


@pytest.fixture(params=[1, 40], ids=["by the solver", "by trying first"], autouse=True)
def mostly_solved(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """How many completions are tried first: with one, nearly everything is up to the solver. Whether it is one."""
    monkeypatch.setattr(engine.possibilities, "TRIED", request.param)
    monkeypatch.setattr(engine.decisive, "TRIED", min(request.param, 20) - 1)
    monkeypatch.setattr(engine.fragility, "TRIED", request.param)
    monkeypatch.setattr(engine.fragility, "MOST_PAIRS", 0 if request.param == 1 else 1800)
    return bool(request.param == 1)


def small(drawing: Drawn, most: int) -> Iterator[tuple[Ready, Profile, Answers, Known]]:
    """The profiles with something open of which every completion can be tried."""
    form = ready(drawing.program)
    for profile in drawing.profiles:
        known = oracle.counted(form.pack, form.policy, profile, TODAY)
        answers = form.read(profile)
        if not answers.settled and brute.few_enough(form, known, most):
            yield form, profile, answers, known


def require_exact(form: Ready, found: Possible, results: list[oracle.Outcome]) -> None:
    for number, conclusion in enumerate(form.program.conclusions):
        seen = [result.facts[conclusion.name] for result in results]
        assert (found.truth.certain[number], found.truth.possible[number]) == (min(seen), max(seen)), conclusion.name
    for number, measure in enumerate(form.pack.measures):
        extent = brute.extent([result.measures[measure.id] for result in results])
        assert tuple(found.truth.measures[number]) == extent, measure.id
    assert set(found.verdicts) == {brute.verdict_of(form, result) for result in results}
    assert set(found.witnesses) == set(found.verdicts)


def require_nothing_left_out(form: Ready, found: Possible, results: list[oracle.Outcome]) -> None:
    for number, conclusion in enumerate(form.program.conclusions):
        seen = [result.facts[conclusion.name] for result in results]
        assert found.truth.certain[number] <= min(seen), conclusion.name
        assert found.truth.possible[number] >= max(seen), conclusion.name
    for number, measure in enumerate(form.pack.measures):
        least, most, use = brute.extent([result.measures[measure.id] for result in results])
        bounds = found.truth.measures[number]
        assert bounds.use in (use, 1), measure.id
        assert not use or (bounds.low <= least and most <= bounds.high), measure.id
    assert set(found.verdicts) >= {brute.verdict_of(form, result) for result in results}


def require_witnesses(form: Ready, answers: Answers, found: Possible) -> None:
    for verdict, masks in found.witnesses.items():
        assert verdict in found.verdicts
        assert possible_verdicts(form.evaluator.settled(masks), form.program) == (verdict,)
        for variable, mask, taken in zip(form.program.vocabulary.variables, masks, answers.taken, strict=True):
            assert mask & (taken | variable.not_in_use) == mask


def test_what_is_called_exact_is_and_what_is_not_leaves_nothing_out(mostly_solved: bool) -> None:
    met: Counter[str] = Counter()

    @OFTEN
    @given(st.one_of(drawn(6), drawn_levels(4, complete=False)), SEEDS)
    def require(drawing: Drawn, seed: int) -> None:
        random = Random(seed)
        for form, _, answers, known in small(drawing, most=300):
            outer = form.evaluator.evaluate(answers.masks)
            with doubting(random) as doubt:
                found = Reach(answers.taken, outer, Prepared(form.program)).all()
            results = brute.outcomes(form, known)
            require_nothing_left_out(form, found, results)
            require_witnesses(form, answers, found)
            if found.exact:
                require_exact(form, found, results)
            met["exact" if found.exact else "bounds"] += bool(doubt.questions)
            met["exact though in doubt"] += bool(doubt.open and found.exact)

    require()
    assert not mostly_solved or min(met["exact"], met["bounds"]) > 10, met


def test_with_no_solver_at_all_nothing_is_left_out(mostly_solved: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also not whether a measure is in use, where that is open and no completion that was tried shows it."""
    monkeypatch.setattr(engine.possibilities, "ENDS", ())
    met: Counter[str] = Counter()

    @times(250)
    @given(drawn(6))
    def require(drawing: Drawn) -> None:
        for form, _, answers, known in small(drawing, most=100):
            outer = form.evaluator.evaluate(answers.masks)
            if any(measure.use == PERHAPS for measure in outer.measures):
                with asking(()):
                    found = Reach(answers.taken, outer, Prepared(form.program)).all()
                results = brute.outcomes(form, known)
                require_nothing_left_out(form, found, results)
                require_witnesses(form, answers, found)
                assert not found.exact or set(found.verdicts) == {brute.verdict_of(form, one) for one in results}
                met["exact" if found.exact else "bounds"] += 1

    require()
    assert not mostly_solved or met["bounds"] > 10, met


def test_an_outlook_is_exact_only_if_its_leads_are(mostly_solved: bool) -> None:
    """The solver tells all there is to tell of the bounds, and then no more."""
    met: Counter[str] = Counter()

    @times(250 if mostly_solved else 30)
    @given(drawn(6))
    def require(drawing: Drawn) -> None:
        for form, _, answers, known in small(drawing, most=60):
            prepared, outer, doubt = Prepared(form.program), form.evaluator.evaluate(answers.masks), Doubt()
            with asking(doubt.each(Random(0), 0.0, 0)):
                Reach(answers.taken, outer, prepared).all()
            with asking(questions(doubt.questions)):
                found = look_ahead(answers, outer, prepared)
            met["exact" if found.possible.exact else "bounds"] += 1
            for one in found.decisive if found.possible.exact else ():
                for lead in one.leads:
                    assert set(lead.verdicts) == with_answer(form, known, one.question, lead.value)

    require()
    assert not mostly_solved or min(met["exact"], met["bounds"]) > 2, met


def test_no_lead_leaves_out_a_verdict_that_an_answer_leads_to(mostly_solved: bool) -> None:
    met: Counter[str] = Counter()

    @OFTEN
    @given(drawn(5), SEEDS)
    def require(drawing: Drawn, seed: int) -> None:
        random = Random(seed)
        for form, _, answers, known in small(drawing, most=100):
            reach = Reach(answers.taken, form.evaluator.evaluate(answers.masks), Prepared(form.program))
            with doubting(random) as doubt:
                found = decisive(answers, reach.all(), reach, reach.prepared)
            for one in found:
                for lead in one.leads:
                    reached = with_answer(form, known, one.question, lead.value)
                    assert set(lead.verdicts) >= reached, (one.question, lead.value)
                    if reach.exact:
                        assert set(lead.verdicts) == reached, (one.question, lead.value)
            met["exact" if reach.exact else "bounds"] += bool(doubt.questions)

    require()
    assert not mostly_solved or min(met["exact"], met["bounds"]) > 5, met


def require_fragility(form: Ready, answers: Answers, known: Known, found: Fragility) -> None:
    """What is said to be a harmful set is one; and nothing smaller than `fewest` is, also where nothing is proven."""
    expected = hanging(form, known, answers)
    now, order = worst(form, known), form.policy.order
    if found.outlook in ("at_worst", "holds"):
        assert not expected
        return
    fewest = len(expected[0][0]) if expected else None
    if found.proven:
        assert (found.outlook, found.fewest) == ("hangs", fewest)
    assert found.outlook == "not_known" or found.sets
    if found.outlook == "not_known":
        assert not found.proven
        assert fewest is None or found.fewest <= fewest
    for one in found.sets:
        names = tuple(answer.question for answer in one.answers)
        rank = worst(form, known, names)
        if found.proven:
            assert (names, rank) in expected
            assert order[rank] == one.worst
        assert order.index(one.worst) < now or not found.proven
        assert rank < now, names
        assert not one.certain or order[rank] == one.worst
    if found.proven and found.fewest == 1:
        assert len(found.sets) == len(expected)


def test_what_a_verdict_hangs_on_is_never_more_than_trying_every_set_finds(mostly_solved: bool) -> None:
    met: Counter[str] = Counter()

    @times(200)
    @given(st.one_of(drawn_levels(6, complete=False), drawn_levels(6, complete=True)), SEEDS)
    def require(drawing: Drawn, seed: int) -> None:
        random, form = Random(seed), ready(drawing.program)
        prepared = Prepared(form.program)
        for profile in drawing.profiles:
            known, answers = oracle.counted(form.pack, form.policy, profile, TODAY), form.read(profile)
            if brute.few_enough(form, known, most=24):
                outer = form.evaluator.evaluate(answers.masks)
                possible = look_ahead(answers, outer, prepared).possible
                with doubting(random) as doubt:
                    if random.random() < 0.3:
                        possible = look_ahead(answers, outer, prepared).possible
                    found = fragility(answers, possible, prepared)
                if doubt.open:  # else there is nothing here that other tests do not try
                    require_fragility(form, answers, known, found)
                    met[f"{found.outlook}, {'proven' if found.proven else 'not proven'}"] += 1

    require()
    for kind in ("hangs, not proven", "not_known, not proven") if mostly_solved else ():
        assert met[kind] > 2, met


def test_no_set_of_answers_is_named_that_was_not_seen_to_do_harm(mostly_solved: bool) -> None:
    """With no solver at all while they are looked for, whatever bounds alone would suggest."""
    met: Counter[str] = Counter()

    @times(150 if mostly_solved else 30)
    @given(st.one_of(drawn(6), drawn_levels(6, complete=False)))
    def require(drawing: Drawn) -> None:
        for form, _, answers, known in small(drawing, most=100):
            prepared, outer = Prepared(form.program), form.evaluator.evaluate(answers.masks)
            possible = look_ahead(answers, outer, prepared).possible
            with asking(()):
                found = fragility(answers, possible, prepared)
            now = form.policy.order.index(possible.verdicts[0])
            for one in found.sets:
                assert worst(form, known, tuple(answer.question for answer in one.answers)) < now
            if found.outlook not in ("at_worst", "holds") and (found.proven or found.fewest > 1):
                alone = [name for name in may_be_lowered(known, answers) if worst(form, known, (name,)) < now]
                named = [one.answers[0].question for one in found.sets if found.fewest == 1]
                assert alone == named or (not found.proven and found.sets)
            met[found.outlook] += not found.proven
            with asking(()):  # now it is not even known what is the worst as things stand
                found = fragility(answers, look_ahead(answers, outer, prepared).possible, prepared)
            assert found.outlook != "at_worst" or worst(form, known) == 0

    require()
    assert not mostly_solved or met["not_known"] > 10, met


@OFTEN
@given(st.one_of(drawn(3), drawn_levels(3, complete=False)), SEEDS)
def test_a_whole_assessment_claims_no_more_than_every_completion_bears_out(drawing: Drawn, seed: int) -> None:
    random = Random(seed)
    for form, profile, answers, known in small(drawing, most=60):
        with doubting(random):
            assessed = assess(profile, form.pack, form.policy, TODAY)
        results = brute.outcomes(form, known)
        verdicts = {brute.verdict_of(form, result) for result in results}
        assert set(assessed.verdict.possible) >= verdicts
        if assessed.exact:
            assert set(assessed.verdict.possible) == verdicts
        for question in assessed.decisive:
            for lead in question.leads:
                reached = with_answer(form, known, question.question, lead.value)
                assert set(lead.verdicts) == reached if assessed.exact else set(lead.verdicts) >= reached
        assert assessed.verdict.decided is None or verdicts == {assessed.verdict.decided}
        for one in assessed.verdict.reached_by:
            given = {answer.question: answer.values for answer in one.answers}
            require_reached(form, known, given, one.verdict)
        if assessed.best_pair is not None:
            require_pair(form, answers, known, *assessed.best_pair.remedies, assessed.best_pair.clears,
                         assessed.best_pair.verdicts_after)  # fmt: skip


def require_reached(form: Ready, known: Known, given: dict[str, tuple[str, ...]], verdict: str) -> None:
    """An example that is told leads to its verdict."""
    said: dict[str, oracle.Value | None] = dict(known)
    for name, values in given.items():
        said[name] = values if form.pack.questions[name].kind == "choices" else values[0]
    assert {brute.verdict_of(form, outcome) for outcome in brute.outcomes(form, said)} == {verdict}


def require_pair(
    form: Ready,
    answers: Answers,
    known: Known,
    first: str,
    second: str,
    clears: tuple[str, ...],
    verdicts: tuple[str, ...],
) -> None:
    """What a pair clears is cleared in every completion, and no verdict that it may leave is kept silent."""
    for one in masks_of_completions(form, known):
        after = with_remedy(form.program, one, form.pack.remedy[first])
        after = list(with_remedy(form.program, after, form.pack.remedy[second]))
        form.program.settle_use(after)
        truth = form.evaluator.settled(after)
        assert set(possible_verdicts(truth, form.program)) <= set(verdicts)
        for number, rule in enumerate(form.pack.rules):
            assert rule.id not in clears or (rule.kind in ADVERSE and not truth.possible[number])


def masks_of_completions(form: Ready, known: Known) -> Iterator[list[int]]:
    for chosen in product(*brute.ways(form, known)):
        answers = dict(zip(known, chosen, strict=True))
        yield [
            1 << variable.values.index(str(answers[variable.question]))
            if variable.option is None
            else 1 << (variable.option in answers[variable.question])
            for variable in form.program.vocabulary.variables
        ]


def test_a_solver_that_contradicts_the_rules_is_not_believed(
    mostly_solved: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it proposes is tried; once it was wrong, nothing that it said is used, and the assessment says so."""
    met: Counter[str] = Counter()

    def lie(self: Model, *_: object, **__: object) -> Solved:
        met["lies"] += 1
        return Solved("optimal", 0, 0, tuple(self.upper)) if allowed() else Solved("unknown")

    @OFTEN
    @given(drawn(6))
    def require(drawing: Drawn) -> None:
        for form, profile, _, known in small(drawing, most=60):
            before = met["lies"]
            result = assess(profile, form.pack, form.policy, TODAY)
            reached = {brute.verdict_of(form, one) for one in brute.outcomes(form, known)}
            assert set(result.verdict.possible) >= reached
            if "not_exact" not in {notice.code for notice in result.notices}:
                assert set(result.verdict.possible) == reached
            else:
                met["told"] += met["lies"] > before

    monkeypatch.setattr(Model, "solve", lie)
    require()
    assert not mostly_solved or met["told"] > 10, met
