"""What moved between two assessments is divided among its causes without a remainder, whatever the profiles and packs.

Of packs, a later version differs in its weights."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any, TypeVar

from hypothesis import given
from hypothesis import strategies as st

from engine.assess import assess
from engine.assessment import Assessment
from engine.attribution import Difference, difference
from engine.carried import CAUSES, carried_profile
from engine.compared import Compared, compared
from engine.comparison import Range, compare
from engine.pack import Pack, Policy
from engine.profile import Profile
from tests.effort import times
from tests.features.campaigns import DAY
from tests.packs import SEEDS, TODAY, Drawn, drawn
from tests.property.test_assessment import campaigns, policies, the_pack

MANY = times(25)
Move = TypeVar("Move")


def other_rules(random: Random, pack: Pack) -> Pack:
    """The pack of another version, which weighs its questions otherwise."""
    sections = tuple(
        section.model_copy(
            update={
                "questions": tuple(
                    question.model_copy(update={"weight": random.choice((1, 2, 5))}) if question.counts_in else question
                    for question in section.questions
                )
            }
        )
        for section in pack.sections
    )
    return pack.model_copy(update={"sections": sections, "digest": f"{random.random()}"})


def followed(start: dict[str, Any], told: Compared, moves: Callable[[Difference], Any]) -> dict[str, Any]:
    """What comes out of taking every step of a comparison in turn; each must begin where things stand."""
    stands = dict(start)
    for step in told.steps:
        for name, before, after in moves(step.difference):
            assert stands.get(name) == before, (step.cause, name)
            stands[name] = after
    return {name: stand for name, stand in stands.items() if stand is not None}


def extents(assessment: Assessment) -> dict[str, Any]:
    return {m.id: (m.in_use, m.low, m.high) for m in assessment.measures}


def ranges(assessment: Assessment) -> dict[str, Any]:
    return {
        f.fact: Range(least=f.certainty if f.outlook == "certain" else None, most=f.up_to) for f in assessment.findings
    }


def standings(assessment: Assessment) -> dict[str, Any]:
    return {a.question: (a.use, a.state, a.values, a.counted, a.evidence) for a in assessment.answers}


def measure_moves(found: Difference) -> list[tuple[str, Any, Any]]:
    def extent(one: Any) -> Any:
        return None if one is None else (one.in_use, one.low, one.high)

    return [(move.measure, extent(move.before), extent(move.after)) for move in found.results.measures]


def finding_moves(found: Difference) -> list[tuple[str, Any, Any]]:
    def stand(one: Range) -> Range | None:
        return None if one.most is None else one

    return [(change.fact, stand(change.before), stand(change.after)) for change in found.results.findings]


def answer_moves(found: Difference) -> list[tuple[str, Any, Any]]:
    def stand(one: Any) -> Any:
        return None if one is None else (one.use, one.state, one.values, one.counted, one.evidence)

    return [(move.question, stand(move.before), stand(move.after)) for move in found.answers]


def require_whole(told: Compared) -> None:
    """The steps lead from the older assessment to the newer one, and their sum is the whole difference."""
    old, new = told.before, told.after
    assert told.unsplit is None
    assert [step.cause for step in told.steps] == [c for c in CAUSES if c in {step.cause for step in told.steps}]
    assert followed(extents(old), told, measure_moves) == extents(new)
    assert followed(ranges(old), told, finding_moves) == ranges(new)
    assert followed(standings(old), told, answer_moves) == standings(new)
    verdicts = old.verdict.possible
    for step in told.steps:
        assert step.difference.verdicts_before == verdicts
        verdicts = step.difference.verdicts_after
    assert verdicts == new.verdict.possible
    for name, (_, low, high) in extents(new).items():
        moved = [m for s in told.steps for m in s.difference.results.measures if m.measure == name]
        if name in extents(old) and all(m.before and m.after for m in moved):
            assert low - extents(old)[name][1] == sum(m.after.low - m.before.low for m in moved if m.before and m.after)
            assert high - extents(old)[name][2] == sum(
                m.after.high - m.before.high for m in moved if m.before and m.after
            )


@MANY
@given(drawn(2), SEEDS, st.integers(0, 400))
def test_the_parts_of_what_moved_add_up_exactly(drawing: Drawn, seed: int, days: int) -> None:
    """Other rules, another day, other answers, at once or any of them alone."""
    random = Random(seed)
    pack, later = drawing.pack, TODAY + timedelta(days=days)
    newer = random.choice((pack, other_rules(random, pack)))
    first, second = drawing.profiles[0], random.choice(drawing.profiles)
    old = assess(first, pack, pack.policies[0], TODAY)
    new = assess(second, newer, newer.policies[0], later)
    require_whole(compared(old, new, newer))


@times(6)
@given(campaigns(), campaigns(), st.sampled_from(policies()), st.sampled_from(policies()), st.integers(0, 200))
def test_they_add_up_under_the_shipped_pack_and_its_policies(
    first: Profile, second: Profile, before: Policy, after: Policy, days: int
) -> None:
    pack = the_pack()
    old = assess(first, pack, before, DAY)
    new = assess(second, pack, after, DAY + timedelta(days=days))
    require_whole(compared(old, new, pack))


@MANY
@given(drawn(3))
def test_an_assessment_carries_the_profile_that_it_was_made_from(drawing: Drawn) -> None:
    for profile in drawing.profiles:
        made = assess(profile, drawing.pack, drawing.pack.policies[0], TODAY)
        carried = carried_profile(made)
        assert carried is not None
        again = assess(carried, drawing.pack, drawing.pack.policies[0], TODAY)
        assert again.model_copy(update={"receipt": made.receipt}) == made


@MANY
@given(drawn(2))
def test_compared_with_itself_nothing_moved(drawing: Drawn) -> None:
    for profile in drawing.profiles:
        made = assess(profile, drawing.pack, drawing.pack.policies[0], TODAY)
        told = compared(made, made, drawing.pack)
        assert (told.steps, told.total) == ((), difference(made, made))
        assert not told.total.answers + told.total.deadlines
        assert not told.total.results.findings
        assert not told.total.results.measures
        assert compare(made, made).verdict == "same"


@times(8)
@given(campaigns(), st.integers(0, 400))
def test_an_answer_given_anew_is_not_said_to_have_expired(profile: Profile, days: int) -> None:
    pack, later = the_pack(), DAY + timedelta(days=days)
    old = assess(profile, pack, pack.policy["default"], DAY)
    anew = {n: g.model_copy(update={"answered_on": later}) for n, g in profile.answers.items()}
    new = assess(profile.model_copy(update={"answers": anew}), pack, pack.policy["default"], later)
    told = compared(old, new, pack)
    for step in told.steps:
        if step.cause == "time":
            assert not [m for m in step.difference.answers if m.after is not None and m.after.state == "expired"]
