"""The two inferences of every assessment agree, on whatever a pack may say and a campaign may leave open."""

from hypothesis import given

from engine.answers import ALWAYS, NEVER
from engine.inference import Firing, Inferred
from engine.normal import CONFIRMED, AnswerIs, FactIs, MeasureIs, PlainTest
from tests.effort import times
from tests.packs import Drawn, drawn
from tests.ready import Ready, ready


def require_agreement(drawing: Drawn) -> None:
    form = ready(drawing.program)
    inference = form.inference()
    for profile in drawing.profiles:
        masks = form.read(profile).masks
        inferred, truth = inference.infer(masks), form.evaluator.evaluate(masks)
        assert inferred.certain == truth.certain
        assert inferred.possible == truth.possible
        assert inferred.measures == truth.measures


@times(2000)
@given(drawn(2))
def test_durable_rules_and_the_compiled_evaluator_agree(drawing: Drawn) -> None:
    require_agreement(drawing)


@times(250)
@given(drawn(5, circles=True))
def test_they_agree_when_conclusions_support_each_other(drawing: Drawn) -> None:
    require_agreement(drawing)


@times(1000)
@given(drawn(4, complete=True))
def test_the_quick_form_and_the_bounds_form_agree_on_complete_answers(drawing: Drawn) -> None:
    form = ready(drawing.program)
    for profile in drawing.profiles:
        answers = form.read(profile)
        assert answers.settled
        assert form.evaluator.settled(answers.masks) == form.evaluator.bounds(answers.masks)


@times(2000)
@given(drawn(2))
def test_certainty_never_exceeds_its_weakest_premise(drawing: Drawn) -> None:
    form = ready(drawing.program)
    inference = form.inference()
    for profile in drawing.profiles:
        masks = form.read(profile).masks
        inferred = inference.infer(masks)
        for firing in inferred.firings:
            conclusion = form.program.conclusions[firing.conclusion]
            for premise in firing.matched:
                if isinstance(premise, FactIs) and not premise.negated:
                    assert inferred.certain[premise.fact] >= premise.certainty
                    if conclusion.rule is not None:
                        assert firing.certainty <= inferred.certain[premise.fact]


@times(500)
@given(drawn(4))
def test_everything_established_has_a_whole_proof_that_rests_on_what_came_before(drawing: Drawn) -> None:
    require_proofs(drawing)


@times(200)
@given(drawn(10, circles=True))
def test_no_conclusion_proves_itself_in_a_circle(drawing: Drawn) -> None:
    require_proofs(drawing)


def require_proofs(drawing: Drawn) -> None:
    form = ready(drawing.program)
    inference = form.inference()
    for profile in drawing.profiles:
        masks = form.read(profile).masks
        inferred = inference.infer(masks)
        shown = [0] * len(form.program.conclusions)
        for rank, firing in enumerate(inferred.firings):
            conclusion = form.program.conclusions[firing.conclusion]
            assert firing.rank == rank
            assert firing.matched in (conclusion.confirmed if firing.certainty == CONFIRMED else conclusion.likely)
            assert all(holds(form, test, masks, inferred, shown) for test in firing.matched)
            shown[firing.conclusion] = max(shown[firing.conclusion], firing.certainty)
        assert tuple(shown) == inferred.certain
        assert {firing.conclusion for firing in reasons(inferred)} == {
            n for n, most in enumerate(inferred.possible) if most
        }


def reasons(inferred: Inferred) -> tuple[Firing, ...]:
    """The firings behind what is possible; with everything answered, those behind what is certain."""
    return inferred.possible_firings or inferred.firings


def holds(form: Ready, test: PlainTest, masks: tuple[int, ...], inferred: Inferred, shown: list[int]) -> bool:
    """Whether a premise holds in any case, given what has been shown so far."""
    match test:
        case AnswerIs(variable, mask):
            return masks[variable] & ~mask == 0
        case FactIs(fact, certainty, negated):
            return inferred.possible[fact] < certainty if negated else shown[fact] >= certainty
        case MeasureIs(measure, "not_in_use"):
            return inferred.measures[measure].use == NEVER
        case MeasureIs(measure, direction, bound):
            low, high, use = inferred.measures[measure]
            return use == ALWAYS and (low >= bound if direction == "at_least" else high <= bound)
