"""What `munasara what-if` promises to a person or a script that runs it."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.commands.command import DAY, SOUND, InProcess, Munasara

SECRET = "s3cret-marker"
BARE = "campaign: Clean water\nanswered_on: 2026-05-20\nanswers: {}\n"


def test_it_shows_what_would_change_on_standard_output_or_in_a_file(
    munasara: Munasara, in_process: InProcess, sound: Path, tmp_path: Path
) -> None:
    output = tmp_path / "مقارنة"
    asked = ("what-if", sound, "written_plan=0", "tactics=march,petition", "--on", DAY)

    shown, written = in_process(*asked), munasara(*asked, "--output", output)

    assert (shown.code, shown.err) == (written.code, written.err) == (0, "")
    assert written.out == ""
    assert output.read_text(encoding="utf-8") == shown.out
    assert shown.out.startswith("Campaign: Clean water\n\nIf these answers were different\n- C1 ")
    assert "\x1b" not in shown.out
    assert sound.read_text(encoding="utf-8") == SOUND


def test_its_json_fits_the_published_schema_and_is_chosen_by_the_ending_of_the_file(
    in_process: InProcess, sound: Path, tmp_path: Path
) -> None:
    schema = json.loads(in_process("pack", "schema").out)["what-if"]
    asked = ("what-if", sound, "written_plan=0", "--on", DAY)

    told = json.loads(in_process(*asked, "--format", "json").out)
    in_process(*asked, "-o", tmp_path / "told.json")

    Draft202012Validator(schema).validate(told)
    assert json.loads((tmp_path / "told.json").read_text(encoding="utf-8")) == told
    assert told["format"] == "munasara.what-if/1"
    assert told["changed"] == ["written_plan"]
    assert {change["fact"]: change["move"] for change in told["comparison"]["findings"]}[
        "weak_planning"
    ] == "strengthens"


def test_what_it_assesses_is_what_assess_would_say_of_each_profile(
    in_process: InProcess, sound: Path, tmp_path: Path
) -> None:
    changed = tmp_path / "changed.yaml"
    changed.write_text(SOUND.replace("3", f"{{answer: 0, answered_on: {DAY}}}"), encoding="utf-8")

    told = json.loads(in_process("what-if", sound, "written_plan=0", "--on", DAY, "--format", "json").out)

    for part, path in (("before", sound), ("after", changed)):
        assessed = json.loads(in_process("assess", path, "--on", DAY, "--format", "json").out)
        assert told[part] == {**assessed, "plans": None}  # which what-if does not make


def test_a_policy_a_language_and_digits_can_be_chosen(in_process: InProcess, sound: Path) -> None:
    ran = in_process(
        "what-if", sound, "written_plan=٠", "--on", DAY, "--policy", "quick", "--lang", "ar", "--digits", "arabic"
    )
    assert ran.code == 0
    assert "بعد ذلك: المستوى ٠" in ran.out


def test_it_needs_a_change(in_process: InProcess, sound: Path) -> None:
    ran = in_process("what-if", sound)
    assert ran.code == 2
    assert "QUESTION=VALUE" in ran.err


def test_mistakes_in_the_profile_and_in_the_changes_come_together_and_repeat_no_answer(
    in_process: InProcess, tmp_path: Path
) -> None:
    path = tmp_path / "mistaken.yaml"
    path.write_text(BARE.replace("{}", f"\n  allies: {SECRET}"), encoding="utf-8")

    ran = in_process(
        "what-if", path, f"written_plan={SECRET}", "wirtten_plan=3", SECRET, "tactics=march", "tactics=strike"
    )

    assert (ran.code, ran.out) == (2, "")
    assert ran.codes == ["PROFILE-005", "PROFILE-005", "PROFILE-004", "PROFILE-007", "PROFILE-007"]
    places = [line.split(": ")[0].split(" ", 1)[1] for line in ran.err.splitlines()]
    assert places == [f"{path}:4", "change 1", "change 2", "change 3", "change 5"]
    assert SECRET not in ran.err


def test_mistakes_of_form_hide_neither_the_answers_nor_the_changes(in_process: InProcess, tmp_path: Path) -> None:
    path = tmp_path / "mistaken.yaml"
    path.write_text(BARE.replace("{}", f"\n  allies: {SECRET}") + "satge: running\n", encoding="utf-8")

    ran = in_process("what-if", path, "wirtten_plan=3")

    assert (ran.code, ran.codes) == (2, ["PROFILE-005", "PROFILE-001", "PROFILE-004"])
    assert SECRET not in ran.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--policy", "none_such"), "CLI-002"),
        (("--lang", "xx"), "CLI-003"),
        (("--on", "tomorrow"), "CLI-004"),
    ],
)
def test_it_refuses_what_assess_refuses(
    arguments: tuple[str, ...], code: str, in_process: InProcess, sound: Path
) -> None:
    ran = in_process("what-if", sound, "written_plan=0", *arguments)
    assert (ran.code, ran.codes) == (2, [code])


@pytest.mark.parametrize(
    "typed", ["written_plan = 3", "written_plan =3", "written_plan= 3", "written_plan= 3 tone=firm"]
)
def test_spaces_around_the_equals_sign_are_told_once(typed: str, in_process: InProcess, sound: Path) -> None:
    ran = in_process("what-if", sound, *typed.split(), "--on", DAY)
    assert (ran.code, ran.codes) == (2, ["PROFILE-007"])
    assert "without spaces, as in written_plan=3." in ran.err


def test_it_never_writes_over_the_profile(in_process: InProcess, sound: Path) -> None:
    ran = in_process("what-if", sound, "written_plan=0", "--on", DAY, "-o", sound)
    assert (ran.code, ran.codes) == (2, ["CLI-006"])
    assert sound.read_text(encoding="utf-8") == SOUND
