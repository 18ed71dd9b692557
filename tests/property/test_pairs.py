"""The best pair of remedies is what trying every two of them finds; and what bears on what is never left out."""

from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from engine.assess import assess
from engine.assessment import Assessment, RemedyResult
from engine.evaluate import Truth
from engine.influence import Influence
from engine.pack import ADVERSE, GRAVITY
from engine.possibilities import possibilities
from engine.prepared import Prepared
from engine.remedies import with_remedy
from engine.verdicts import possible_verdicts
from tests.effort import times
from tests.level_packs import drawn_levels, level_profile, level_program
from tests.packs import SEEDS, TODAY, Drawn, drawn
from tests.ready import Ready, ready

MANY = times(100)
A_BAND = 4


def evaluated(form: Ready, taken: list[int]) -> Truth:
    masks = list(taken)
    form.program.settle_use(masks)
    return form.evaluator.evaluate(masks)


def risk(form: Ready, truth: Truth) -> int:
    """What stands against a campaign, by the severity of findings and the bands of ladders."""
    found = 0
    for number, rule in enumerate(form.pack.rules):
        if rule.severity is not None:
            found += GRAVITY[rule.severity] * (truth.certain[number] + truth.possible[number])
    for measure, interval in zip(form.pack.measures, truth.measures, strict=True):
        if measure.kind == "ladder":
            found += A_BAND * (interval.low + interval.high)
    return found


def work(form: Ready, some: tuple[RemedyResult, RemedyResult]) -> int:
    needed = {name for one in some for name in (one.id, *(first.remedy for first in one.prerequisites))}
    return sum(form.pack.remedy[name].effort for name in needed)


def require_the_best_pair(form: Ready, assessed: Assessment, taken: tuple[int, ...]) -> bool:
    """Whether there was a best pair."""
    now = evaluated(form, list(taken))
    against = [n for n, rule in enumerate(form.pack.rules) if rule.kind in ADVERSE and now.certain[n]]
    able = [
        one
        for one in assessed.remedies
        if one.scored and not one.alternative and (one.risk_removed > 0 or one.helps_with)
    ]
    tried = []
    for place, (first, second) in enumerate(combinations(able, 2)):
        both = with_remedy(form.program, taken, form.pack.remedy[first.id])
        after = evaluated(form, with_remedy(form.program, both, form.pack.remedy[second.id]))
        removed = risk(form, now) - risk(form, after)
        cleared = [form.pack.rules[n].id for n in against if not after.possible[n]]
        only = [name for name in cleared if name not in (*first.clears, *second.clears)]
        beyond = removed - max(first.risk_removed, second.risk_removed)
        block = any(form.pack.rule[name].kind == "blocker" for name in only)
        key = (not block, not only, -beyond, work(form, (first, second)), place)
        tried.append((key, (first.id, second.id), cleared, only, removed, after))
    worthwhile = [one for one in tried if one[3] or -one[0][2] > 0]
    found = assessed.best_pair
    if not worthwhile:
        assert found is None
        return False
    (*_, minus_beyond, effort, _), names, cleared, only, removed, after = min(worthwhile, key=lambda one: one[0])
    assert found is not None
    assert found.remedies == names
    assert (list(found.clears), list(found.only_together)) == (cleared, only)
    assert (found.risk_removed, found.beyond_better, found.effort) == (removed, -minus_beyond, effort)
    assert found.verdicts_after == possible_verdicts(after, form.program)
    return True


@MANY
@given(st.one_of(drawn_levels(4, complete=True), drawn_levels(3, complete=False), drawn(3, complete=True)))
def test_the_best_pair_is_what_trying_every_two_remedies_finds(drawing: Drawn) -> None:
    form = ready(drawing.program)
    for profile in drawing.profiles:
        answers = form.read(profile)
        outer = form.evaluator.evaluate(answers.masks)
        found = possibilities(answers.taken, outer, Prepared(form.program))
        if (found.truth, found.verdicts) == (
            outer,
            possible_verdicts(outer, form.program),
        ):  # judged by bounds, as here
            require_the_best_pair(form, assess(profile, form.pack, form.policy, TODAY), answers.taken)


def test_the_random_packs_have_best_pairs_and_some_clear_only_together() -> None:
    """Else the test above would say nothing."""
    found = only = 0
    for seed in range(40):
        form = ready(level_program(seed, 8))
        random = Random(seed)
        for profile in [level_profile(random, form.pack, complete=True) for _ in range(3)]:
            assessed = assess(profile, form.pack, form.policy, TODAY)
            if require_the_best_pair(form, assessed, form.read(profile).taken):
                found += 1
                only += bool(assessed.best_pair and assessed.best_pair.only_together)
    assert found > 15
    assert only > 10


@MANY
@given(drawn(4, complete=True), SEEDS)
def test_a_changed_answer_changes_only_what_it_is_said_to_bear_on(drawing: Drawn, seed: int) -> None:
    form, random = ready(drawing.program), Random(seed)
    influence = Influence(form.program)
    for profile in drawing.profiles:
        taken = list(form.read(profile).taken)
        before = evaluated(form, taken)
        variable = random.randrange(len(taken))
        values = form.program.vocabulary.variables[variable].values
        taken[variable] = 1 << random.randrange(len(values))
        after = evaluated(form, taken)
        conclusions, measures = influence.spread([int(number == variable) for number in range(len(taken))])
        for number, name in enumerate(form.program.conclusions):
            assert conclusions[number] or before.certain[number] == after.certain[number], name.name
        for number, scale in enumerate(form.program.scales):
            assert measures[number] or before.measures[number] == after.measures[number], scale.measure.id


@MANY
@given(st.one_of(drawn(3), drawn(2, circles=True)), SEEDS)
def test_two_changes_that_bear_on_nothing_in_common_do_what_each_does_alone(drawing: Drawn, seed: int) -> None:
    """Within bounds that allow both, as the search for the best pair asks; also where something is open."""
    form, random = ready(drawing.program), Random(seed)
    influence = Influence(form.program)
    for profile in drawing.profiles:
        taken = list(form.read(profile).taken)
        changes = [changed(random, form, taken), changed(random, form, taken)]
        loose, marks = list(taken), [0] * len(taken)
        for place, change in enumerate(changes):
            for variable, mask in change.items():
                loose[variable] |= mask
                marks[variable] |= 1 << place
        conclusions, measures = influence.spread(marks, evaluated(form, loose))
        alone = [evaluated(form, with_changes(taken, change)) for change in changes]
        both = evaluated(form, with_changes(taken, changes[0], changes[1]))
        for number, marked in enumerate(conclusions):
            if marked != 3:
                told = alone[marked == 2]
                assert (both.certain[number], both.possible[number]) == (told.certain[number], told.possible[number])
        for number, marked in enumerate(measures):
            if marked != 3:
                assert both.measures[number] == alone[marked == 2].measures[number]


def changed(random: Random, form: Ready, taken: list[int]) -> dict[int, int]:
    """Up to three variables, each with one of its values."""
    variables = form.program.vocabulary.variables
    some = random.sample(range(len(taken)), min(len(taken), random.randint(1, 3)))
    return {number: 1 << random.randrange(len(variables[number].values)) for number in some}


def with_changes(taken: list[int], *changes: dict[int, int]) -> list[int]:
    after = list(taken)
    for change in changes:
        for variable, mask in change.items():
            after[variable] = mask
    return after
