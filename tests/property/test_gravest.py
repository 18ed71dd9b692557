"""Answers that are no graver than others can be left out: whatever is done, the clauses that could hold still can."""

from random import Random

from hypothesis import event, given

from engine.gravest import Reading, gravest_answers
from tests import brute, oracle
from tests.brute_plans import Force
from tests.effort import times
from tests.packs import TODAY, random_pack_to_plan_for, random_profile
from tests.property.test_plans import MOST, Some
from tests.ready import ready


@times(60)
@given(Some)
def test_what_some_completion_brings_about_one_of_the_gravest_does(some: tuple[int, int, int]) -> None:
    random = Random(str(some))
    form = ready(random_pack_to_plan_for(*some))
    for _ in range(4):
        known = oracle.counted(form.pack, form.policy, profile := random_profile(random, form.pack), TODAY)
        if not brute.few_enough(form, known, MOST):
            continue
        force = Force(form, form.read(profile), known)
        for number in range(1, len(form.policy.order)):
            clauses = force.clauses(number)
            masks = gravest_answers(Reading(form.program, clauses), force.answers.taken)
            assert all(mask and mask & before == mask for mask, before in zip(masks, force.answers.taken, strict=True))
            grave = [c for c in force.completions if all(one & mask for one, mask in zip(c, masks, strict=True))]
            event("narrowed" if len(grave) < len(force.completions) else "nothing to narrow")
            for plan in force.plans:
                outcomes = force.outcomes[plan]
                wanted = any(clauses & held for held, _ in outcomes.values())
                assert any(clauses & outcomes[one][0] for one in grave) == wanted
