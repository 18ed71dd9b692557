"""What-if promises: it is the assessment of the changed profile, no more and no less, and it tells every difference."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from engine.assess import assess
from engine.assessment import Assessment
from engine.comparison import Comparison, compare
from engine.pack import Policy
from engine.profile import UNKNOWN, WITHHELD, Profile
from engine.what_if import WhatIf, what_if
from tests.effort import times
from tests.features.campaigns import DAY
from tests.packs import SEEDS, TODAY, Drawn, drawn, random_answer
from tests.property.test_assessment import campaigns, policies, the_pack

MANY = times(40)
OPPOSITES = {
    "appears": "vanishes",
    "vanishes": "appears",
    "strengthens": "weakens",
    "weakens": "strengthens",
    "narrows": "widens",
    "widens": "narrows",
}
NOTHING = Comparison(verdict="same", reasons=(), measures=(), findings=(), uses=())
# Where only the best that is possible is better, that is less certain; back again it is worse.
WAYS_BACK = {"better": {"worse"}, "less_certain": {"worse"}, "worse": {"better", "less_certain"}}


def answers_drawn(random: Random, drawing: Drawn) -> dict[str, str | list[str] | None]:
    """Some questions of a pack with new answers, or none."""
    questions = list(drawing.pack.questions.values())
    some = random.sample(questions, random.randint(1, min(4, len(questions))))
    return {
        question.id: random.choice((random_answer(random, question), random_answer(random, question), UNKNOWN, None))
        for question in some
    }


def typed(answers: dict[str, str | list[str] | None]) -> list[str]:
    return [f"{name}={','.join(value) if isinstance(value, list) else value or ''}" for name, value in answers.items()]


def with_answers(profile: Profile, answers: dict[str, str | list[str] | None]) -> Profile:
    """The profile as its file would be with these answers written over the old ones, today and without evidence."""
    told = profile.model_dump(exclude_none=True)
    for name, value in answers.items():
        told["answers"][name] = {"answer": value, "answered_on": TODAY}
    return Profile.model_validate(told)


def without_evidence(profile: Profile) -> Profile:
    bare = {name: given.model_copy(update={"evidence": None}) for name, given in profile.answers.items()}
    return profile.model_copy(update={"answers": bare})


def results(assessment: Assessment) -> Assessment:
    """What an assessment says, without whose it is: a single option may be written with brackets or without."""
    return assessment.model_copy(update={"receipt": assessment.receipt.model_copy(update={"profile_digest": ""})})


def asked(drawing: Drawn, profile: Profile, changes: list[str]) -> WhatIf:
    return what_if(profile, changes, drawing.pack, drawing.pack.policies[0], TODAY)


@MANY
@given(drawn(4), SEEDS)
def test_what_if_is_the_assessment_of_the_changed_profile(drawing: Drawn, seed: int) -> None:
    random = Random(seed)
    for told in drawing.profiles:
        profile, answers = without_evidence(told), answers_drawn(random, drawing)
        result = asked(drawing, profile, typed(answers))
        policy = drawing.pack.policies[0]
        assert result.changed == tuple(answers)
        assert result.before == assess(profile, drawing.pack, policy, TODAY)
        expected = assess(with_answers(profile, answers), drawing.pack, policy, TODAY)
        assert results(result.after) == results(expected)
        assert result.comparison == compare(result.before, result.after)


@MANY
@given(drawn(4))
def test_what_if_of_nothing_changes_nothing(drawing: Drawn) -> None:
    for profile in drawing.profiles:
        result = asked(drawing, profile, [])
        assert (result.after, result.comparison) == (result.before, NOTHING)


@times(30)
@given(campaigns(), st.sampled_from(policies()), SEEDS)
def test_what_if_an_answer_of_today_were_as_it_is_changes_nothing(profile: Profile, policy: Policy, seed: int) -> None:
    """Evidence stays too; only an answer that had grown too old would count again."""
    fresh = {name: given.model_copy(update={"answered_on": None}) for name, given in profile.answers.items()}
    told = profile.model_copy(update={"answers": fresh})
    names = Random(seed).sample(list(told.answers), 6)
    as_they_are = {name: told.answers[name].answer for name in names if told.answers[name].answer != WITHHELD}
    changes = typed({name: list(v) if isinstance(v, tuple) else v for name, v in as_they_are.items()})
    result = what_if(told, changes, the_pack(), policy, DAY)
    assert result.comparison == NOTHING
    assert result.after.findings == result.before.findings
    assert result.after.other_reading == result.before.other_reading


@MANY
@given(drawn(5), SEEDS)
def test_a_comparison_tells_every_difference_and_the_way_back_the_opposite(drawing: Drawn, seed: int) -> None:
    random = Random(seed)
    for profile in drawing.profiles:
        result = asked(drawing, profile, typed(answers_drawn(random, drawing)))
        before, after, told = result.before, result.after, result.comparison
        changed = {change.fact for change in told.findings}
        moved = {move.measure for move in told.measures}
        states = [{f.fact: (f.outlook, f.certainty, f.up_to) for f in one.findings} for one in (before, after)]
        extents = [{m.id: (m.in_use, m.low, m.high) for m in one.measures} for one in (before, after)]
        assert changed == {name for name in {**states[0], **states[1]} if states[0].get(name) != states[1].get(name)}
        assert moved == {name for name in extents[0] if extents[0][name] != extents[1][name]}
        assert (told.verdict == "same") == (before.verdict.possible == after.verdict.possible)

        back = compare(after, before)
        assert {c.fact: OPPOSITES[c.move] for c in back.findings} == {c.fact: c.move for c in told.findings}
        assert back.verdict in WAYS_BACK.get(told.verdict, {told.verdict})
        assert {(c.text, c.after, c.before) for c in back.reasons} == {
            (c.text, c.before, c.after) for c in told.reasons
        }
        assert {(c.question, c.after, c.before) for c in back.uses} == {
            (c.question, c.before, c.after) for c in told.uses
        }
