"""Remedies do the same to one completion, to all that could be, and inside a linear model."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from engine.completions import Completions
from engine.linear import free_answers, masks_of
from engine.literals import Logic, opposite
from engine.remedied import completed, could_be, remedied
from engine.remedies import with_remedy
from engine.solver import Model
from tests.effort import times
from tests.packs import SEEDS, random_campaign_to_plan_for, random_pack_to_plan_for
from tests.ready import Ready, ready

CASES = times(80)


def in_place(form: Ready, completion: list[int], chosen: list[str]) -> list[int]:
    masks = list(completion)
    for remedy in form.pack.remedies:
        if remedy.id in chosen:
            masks = with_remedy(form.program, masks, remedy)
    return masks


@CASES
@given(SEEDS, st.integers(1, 6))
def test_a_completion_with_remedies_never_leaves_what_could_be(seed: int, remedies: int) -> None:
    random, form = Random(seed), ready(random_pack_to_plan_for(seed, 2, remedies))
    taken = form.read(random_campaign_to_plan_for(random, form.pack)).taken
    names = [remedy.id for remedy in form.pack.remedies]
    for completion in Completions(form.program, taken).raw(8):
        surely = random.sample(names, random.randint(0, len(names)))
        perhaps = random.sample(names, random.randint(0, len(names)))
        outer = could_be(form.program, taken, surely, perhaps)
        some = [name for name in perhaps if random.random() < 0.5]
        after = in_place(form, completion, [*surely, *some])
        assert all(mask & one == one for mask, one in zip(outer, after, strict=True))
        form.program.settle_use(after)
        assert completed(form.program, completion, [*surely, *some]) == after


@CASES
@given(SEEDS, st.integers(1, 6))
def test_in_a_model_answers_become_what_the_chosen_remedies_make_of_them(seed: int, remedies: int) -> None:
    random, form = Random(seed), ready(random_pack_to_plan_for(seed, 2, remedies))
    taken = form.read(random_campaign_to_plan_for(random, form.pack)).taken
    logic = Logic(Model())
    answers = free_answers(logic, form.program, taken)
    done = {remedy.id: logic.free() for remedy in form.pack.remedies}
    after = remedied(logic, form.program, answers, done)
    for completion in Completions(form.program, taken).raw(4):
        chosen = random.sample(list(done), random.randint(0, len(done)))
        wanted = [literal if name in chosen else opposite(literal) for name, literal in done.items()]
        wanted += [literals[mask.bit_length() - 1] for literals, mask in zip(answers, completion, strict=True)]
        solved = logic.solve(wanted)
        assert solved.status == "optimal"
        assert masks_of(form.program, after, solved.values) == in_place(form, completion, chosen)
