"""What a remedy is said to leave possible is exactly what comes of it in the completions of what is open."""

from hypothesis import given

from engine.completions import Completions
from engine.judging import judge_like
from engine.possibilities import possibilities
from engine.prepared import Prepared
from engine.remedies import could_become, with_remedy
from engine.verdicts import possible_verdicts
from tests.effort import times
from tests.packs import Drawn, drawn
from tests.ready import ready

TRIED = 30


@times(100)
@given(drawn(4))
def test_no_completion_leads_out_of_what_a_remedy_leaves_possible(drawing: Drawn) -> None:
    form = ready(drawing.pack)
    prepared, program = Prepared(form.program), form.program
    for profile in drawing.profiles:
        answers = form.read(profile)
        completions = list(Completions(program, answers.taken).raw(TRIED))
        for remedy in form.pack.remedies:
            after = could_become(program, answers.taken, remedy)
            settled = list(after)
            program.settle_use(settled)
            bounds = form.evaluator.evaluate(settled)
            left = possibilities(after, bounds, prepared)
            for completion in completions:
                done = with_remedy(program, completion, remedy)
                program.settle_use(done)
                (verdict,) = possible_verdicts(form.evaluator.settled(done), program)
                assert verdict in left.verdicts


@times(100)
@given(drawn(4))
def test_what_follows_a_remedy_is_as_exact_as_what_was_before(drawing: Drawn) -> None:
    """Also where the bounds from outside happen to be exact before it."""
    form = ready(drawing.pack)
    prepared, program = Prepared(form.program), form.program
    for profile in drawing.profiles:
        answers = form.read(profile)
        outer = form.evaluator.evaluate(answers.masks)
        before = possibilities(answers.taken, outer, prepared)
        judge = judge_like(before, outer, answers, prepared)
        for remedy in form.pack.remedies:
            after = could_become(program, answers.taken, remedy)
            settled = list(after)
            program.settle_use(settled)
            exact = possibilities(after, form.evaluator.evaluate(settled), prepared)
            assert judge(after, settled) == (exact.truth, exact.verdicts)
