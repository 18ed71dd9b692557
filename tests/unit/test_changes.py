"""Answers changed for the sake of argument: how they are typed, what they count as, what is refused."""

from datetime import date, timedelta

import pytest

from engine.changes import changed, read_changes
from engine.errors import Refused
from engine.profile import Evidence, GivenAnswer, Profile
from tests.examples import DAY, advocacy

SHOWN = Evidence(reference="Folder", date=date(2026, 11, 1), owner="Coordinator")
TOLD = Profile(
    campaign="Example",
    answered_on=DAY - timedelta(days=20),
    answers={
        "written_plan": GivenAnswer(answer="3", evidence=SHOWN),
        "tactics": GivenAnswer(answer=("media", "march"), evidence=SHOWN),
        "posture": GivenAnswer(answer="undecided"),
    },
)


def given(change: str) -> GivenAnswer:
    """The answer that a change leaves in the profile."""
    return changed(TOLD, read_changes([change], advocacy()), advocacy(), DAY).answers[change.partition("=")[0]]


def refused(*changes: str) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as mistakes:
        read_changes(changes, advocacy())
    return [(mistake.code, mistake.place) for mistake in mistakes.value.mistakes]


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        ("written_plan=2", "2"),
        ("written_plan=٢", "2"),
        ("written_plan=۲", "2"),
        ("written_plan = 2 ", "2"),
        ("written_plan=unknown", "unknown"),
        ("written_plan=withheld", "withheld"),
        ("written_plan=", None),
        ("tactics=march", "march"),
        ("tactics=march,petition", ("march", "petition")),
        ("tactics=march، petition", ("march", "petition")),
        ("posture=quiet_diplomacy", "quiet_diplomacy"),
        ("deceptive_means=no", "no"),
    ],
)
def test_a_value_is_an_answer_as_in_a_profile(change: str, answer: object) -> None:
    assert read_changes([change], advocacy()) == {change.partition("=")[0].strip(): answer}


def test_what_is_not_changed_stays() -> None:
    after = changed(TOLD, read_changes(["posture=speaks_openly"], advocacy()), advocacy(), DAY)
    assert {name: after.answers[name] for name in ("written_plan", "tactics")} == {
        name: TOLD.answers[name] for name in ("written_plan", "tactics")
    }
    assert (after.campaign, after.answered_on) == (TOLD.campaign, TOLD.answered_on)


def test_a_changed_answer_is_as_of_the_day_of_the_assessment() -> None:
    assert given("written_plan=2").answered_on == DAY


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ("written_plan=3", True),
        ("written_plan=1", True),
        ("written_plan=4", False),
        ("written_plan=unknown", False),
        ("written_plan=", False),
        ("tactics=media,march", True),
        ("tactics=media", False),
    ],
)
def test_evidence_stays_with_the_same_answer_and_with_a_level_that_is_no_higher(change: str, shown: bool) -> None:
    assert given(change).evidence == (SHOWN if shown else None)


def test_a_level_that_was_not_known_has_no_evidence_yet() -> None:
    unknown = TOLD.model_copy(update={"answers": {"allies": GivenAnswer(answer="unknown", evidence=SHOWN)}})
    assert changed(unknown, {"allies": "3"}, advocacy(), DAY).answers["allies"].evidence is None


def test_every_mistake_is_named_at_once_at_its_number() -> None:
    found = refused(
        "written_plans=3", "written_plan=5", "tactics=march,none_such", "posture=a,b", "plain", "=3",
        "allies=1", "allies=2", "exposed_people=none,minors", "tactics2", "materials_pretested=" + "9" * 80,
    )  # fmt: skip
    assert found == [
        ("PROFILE-004", "change 1"),
        ("PROFILE-005", "change 2"),
        ("PROFILE-005", "change 3"),
        ("PROFILE-005", "change 4"),
        ("PROFILE-007", "change 5"),
        ("PROFILE-007", "change 6"),
        ("PROFILE-007", "change 8"),
        ("PROFILE-005", "change 9"),
        ("PROFILE-007", "change 10"),
        ("PROFILE-005", "change 11"),
    ]


@pytest.mark.parametrize("change", ["written_plan=secret", "tactics=march,secret", "secret", "posture=secret,x"])
def test_no_value_is_repeated(change: str) -> None:
    with pytest.raises(Refused) as mistakes:
        read_changes([change], advocacy())
    assert "secret" not in str(mistakes.value)


def test_a_misspelt_question_is_told_the_nearest_one() -> None:
    with pytest.raises(Refused, match="Nearest: 'written_plan'"):
        read_changes(["wirtten_plan=3"], advocacy())
