"""What an unanswered question means: bounds that hold whatever its answer turns out to be, and only ever close in."""

from random import Random

from hypothesis import given

from engine.answers import ALWAYS, NEVER, PERHAPS, Answers
from engine.evaluate import Truth
from tests import oracle
from tests.effort import times
from tests.packs import SEEDS, TODAY, Drawn, drawn, random_answer
from tests.ready import Ready, answering, completion, not_known, ready

COMPLETIONS = 12


def require_within(form: Ready, truth: Truth, result: oracle.Outcome) -> None:
    for number, conclusion in enumerate(form.program.conclusions):
        assert truth.certain[number] <= result.facts[conclusion.name] <= truth.possible[number], conclusion.name
    for number, measure in enumerate(form.pack.measures):
        (low, high, use), value = truth.measures[number], result.measures[measure.id]
        assert use != (ALWAYS if value is None else NEVER), measure.id
        assert value is None or low <= value <= high, measure.id


def require_bounds(drawing: Drawn, seed: int) -> None:
    form, random = ready(drawing.program), Random(seed)
    for profile in drawing.profiles:
        answers = form.read(profile)
        truth = form.evaluator.bounds(answers.masks)
        for _ in range(COMPLETIONS):
            kept = completion(random, form, profile)
            for name, standing in answers.standing.items():
                assert standing.use == "perhaps" or (standing.use == "in_use") == (name in kept)
            require_within(form, truth, oracle.outcome(form.pack, form.policy, kept))


@times(500)
@given(drawn(2), SEEDS)
def test_bounds_contain_every_completion(drawing: Drawn, seed: int) -> None:
    require_bounds(drawing, seed)


@times(100)
@given(drawn(4, circles=True), SEEDS)
def test_bounds_contain_every_completion_when_conclusions_support_each_other(drawing: Drawn, seed: int) -> None:
    require_bounds(drawing, seed)


def require_narrower(before: Truth, after: Truth) -> None:
    assert all(old <= new for old, new in zip(before.certain, after.certain, strict=True))
    assert all(old >= new for old, new in zip(before.possible, after.possible, strict=True))
    for old, new in zip(before.measures, after.measures, strict=True):
        assert old.use in (PERHAPS, new.use)
        assert new.use == NEVER or old.low <= new.low <= new.high <= old.high


def require_settling(before: Answers, after: Answers) -> None:
    for name, standing in before.standing.items():
        assert standing.use in ("perhaps", after.standing[name].use)
    assert all(new & ~old == 0 for old, new in zip(before.masks, after.masks, strict=True))


@times(2000)
@given(drawn(2), SEEDS)
def test_answering_a_question_never_widens_an_interval(drawing: Drawn, seed: int) -> None:
    form, random = ready(drawing.program), Random(seed)
    for profile in drawing.profiles:
        before = form.read(profile)
        waiting = not_known(form, profile)
        random.shuffle(waiting)
        for name in waiting:
            profile = answering(profile, name, random_answer(random, form.pack.questions[name]))
            after = form.read(profile)
            require_settling(before, after)
            require_narrower(form.evaluator.bounds(before.masks), form.evaluator.bounds(after.masks))
            before = after
        assert before.settled
        assert oracle.counted(form.pack, form.policy, profile, TODAY).values()
