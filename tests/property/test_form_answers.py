"""A profile put into the columns of a form and read again is the same profile, whatever it says."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.form_answers import form_answers, profile_fields, profile_from
from engine.form_fields import LONGEST_NAME
from engine.pack import Pack
from engine.profile import UNKNOWN, WITHHELD, GivenAnswer, Profile
from reports.forms.plan import worded_plan
from tests.effort import times
from tests.examples import advocacy
from tests.form_profiles import plan, profiles, saying
from tests.packs import SEEDS, random_pack


@pytest.mark.parametrize("pack", ["minimal", "advocacy"])
@times(120)
@given(data=st.data())
def test_a_profile_comes_back_from_a_form_as_it_went_in(pack: str, data: st.DataObject) -> None:
    profile = data.draw(profiles(plan(pack).pack))
    row = form_answers(profile, plan(pack))
    assert all(isinstance(text, str) and text for text in row.values())
    assert profile_from(row, plan(pack)) == saying(profile)


@pytest.mark.parametrize("pack", ["minimal", "advocacy"])
def test_not_answered_not_known_and_kept_back_stay_three_things(pack: str) -> None:
    for question in plan(pack).pack.questions:
        facts = {"campaign_name": "x", "answered_on": "2026-06-01"}
        given_ = [profile_from({**facts, question: text}, plan(pack)) for text in ("", " \u00a0", UNKNOWN, WITHHELD)]
        states = [one.answers[question].answer if one.answers else None for one in given_]
        assert states == [None, None, UNKNOWN, WITHHELD]


@times(60)
@given(SEEDS, st.integers(0, 3))
def test_every_name_of_a_form_is_its_own_and_fits_whatever_the_pack_calls_its_questions(seed: int, way: int) -> None:
    """Questions called like sections, like columns of the form's own, and as long as names can be."""
    pack, random = random_pack(seed, 2), Random(seed)
    awkward = [
        *("about", "lessons", "answered_on", "s0", "q1__note", "a1__note", "campaign_name", "s0__page", "unknown"),
        *(letter * LONGEST_NAME for letter in "xyz"),
    ]
    random.shuffle(awkward)
    data = pack.model_dump(by_alias=True)
    for question in (question for section in data["sections"] for question in section["questions"]):
        question["id"] = awkward.pop() if awkward and way else question["id"]
    made = worded_plan(Pack.model_validate(data))
    names = [*(group.name for group in made.groups), *(field.column for field in made.fields)]
    assert len(set(names)) == len(names)
    assert all(0 < len(name) <= LONGEST_NAME for name in names)
    assert [field.column for field in made.fields if field.is_answer] == list(made.pack.questions)


def test_a_policy_that_asks_less_calls_its_columns_as_the_whole_pack_does() -> None:
    whole = plan("advocacy")
    for policy in advocacy().policy.values():
        part = worded_plan(advocacy(), policy)
        assert {(field.group, field.column, field.path) for field in part.fields} <= {
            (field.group, field.column, field.path) for field in whole.fields
        }
        asked = {field.column for field in part.fields if field.is_answer}
        assert asked == (set(policy.asks) or set(advocacy().questions))


def test_what_a_form_would_lose_is_refused() -> None:
    part = worded_plan(advocacy(), advocacy().policy["quick"])
    left_out = next(name for name in advocacy().questions if name not in advocacy().policy["quick"].asks)
    profile = Profile(campaign="x", answered_on=date(2026, 6, 1), answers={left_out: GivenAnswer(answer=UNKNOWN)})
    with pytest.raises(ValueError, match=left_out):
        form_answers(profile, part)


def test_lessons_are_one_a_line_and_an_indented_line_goes_on() -> None:
    read = profile_fields({"lessons": "Ask first\n  and listen\r\n\n\nكتابة الخطة\n"}, plan("minimal"))
    assert read == {"lessons": ["Ask first\n and listen\r", "كتابة الخطة"]}
