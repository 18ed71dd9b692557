"""What `munasara compare` and `munasara questionnaire --from` promise to a person or a script that runs them."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.commands.command import DAY, SOUND, InProcess, Munasara

SECRET = "s3cret-marker"
LATER = "2026-07-20"
NEWER = SOUND.replace("written_plan: 3", "written_plan: 1").replace("2026-05-20", "2026-07-18")


@pytest.fixture(scope="module")
def assessed(munasara: Munasara, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The sound profile's assessment as it is stored: made once, and copied by each test."""
    folder = tmp_path_factory.mktemp("assessed")
    (folder / "sound.yaml").write_text(SOUND, encoding="utf-8")
    assert munasara("assess", folder / "sound.yaml", "--on", DAY, "-o", folder / "stored.json").code == 0
    return (folder / "stored.json").read_bytes()


@pytest.fixture
def stored(assessed: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "stored.json"
    path.write_bytes(assessed)
    return path


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    path = tmp_path / "newer.yaml"
    path.write_text(NEWER, encoding="utf-8")
    return path


def changed(stored: Path, **fields: Any) -> Path:
    """The stored assessment as somebody else might hand it over."""
    data = {**json.loads(stored.read_text(encoding="utf-8")), **fields}
    stored.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return stored


def test_profiles_and_stored_assessments_compare_in_any_mix(
    in_process: InProcess, sound: Path, stored: Path, newer: Path, tmp_path: Path
) -> None:
    later = tmp_path / "later.json"
    in_process("assess", newer, "--on", LATER, "-o", later)
    told = []
    for old, new in ((sound, newer), (sound, later), (stored, newer), (stored, later)):
        ran = in_process("compare", old, new, "--old-on", DAY, "--on", LATER, "--format", "json")
        assert (ran.code, ran.err) == (0, "")
        data = json.loads(ran.out)
        told.append({name: data[name] for name in ("total", "steps", "deviation", "unsplit")})
    assert told[0] == told[1] == told[2] == told[3]
    assert "weak_planning" in {change["fact"] for change in told[0]["total"]["results"]["findings"]}


def test_its_json_fits_the_published_schema(in_process: InProcess, stored: Path, newer: Path) -> None:
    schema = json.loads(in_process("pack", "schema").out)["comparison"]
    told = json.loads(in_process("compare", stored, newer, "--on", LATER, "--format", "json").out)
    Draft202012Validator(schema).validate(told)
    assert told["format"] == "munasara.comparison/1"


@pytest.mark.parametrize(
    ("ending", "begins"), [("html", "<!DOCTYPE html>"), ("md", "# Clean water"), ("txt", "The verdict ")]
)
def test_the_ending_of_the_file_chooses_the_form(
    ending: str, begins: str, in_process: InProcess, stored: Path, newer: Path, tmp_path: Path
) -> None:
    output = tmp_path / f"moved.{ending}"
    assert in_process("compare", stored, newer, "--on", LATER, "-o", output).code == 0
    text = output.read_text(encoding="utf-8")
    assert text.startswith(begins)
    assert "Answers that the campaign changed" in text


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_it_speaks_every_language(lang: str, in_process: InProcess, stored: Path, newer: Path) -> None:
    ran = in_process("compare", stored, newer, "--on", LATER, "--lang", lang)
    assert ran.code == 0
    assert not {"Before:", "Cause:", "Now:"} & set(ran.out.split())


def test_a_running_campaign_gets_a_deviation_report(in_process: InProcess, stored: Path, newer: Path) -> None:
    newer.write_text(NEWER.replace("preparing", "running"), encoding="utf-8")
    ran = in_process("compare", stored, newer, "--on", LATER)
    assert ran.out.startswith("1 deviation from the plan of 2026-06-01 to look at.\n")
    assert "Planned: level 3. Now: level 1." in ran.out


@pytest.mark.parametrize(("answer", "now"), [("unknown", "nobody knows"), ("", "not answered")])
def test_that_nobody_knows_is_said_only_of_who_said_so(
    answer: str, now: str, in_process: InProcess, stored: Path, newer: Path
) -> None:
    text = NEWER.replace("preparing", "running").replace("written_plan: 1", f"written_plan: {answer}")
    newer.write_text(text, encoding="utf-8")
    assert f"Planned: level 3. Now: {now}." in in_process("compare", stored, newer, "--on", LATER).out


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"format": "munasara.assessment/2"}, "ASSESSMENT-004"),
        ({"format": "munasara.what-if/1"}, "ASSESSMENT-004"),
        ({"unknown": SECRET}, "ASSESSMENT-001"),
        ({"checks": SECRET}, "ASSESSMENT-003"),
        ({"campaign": None}, "ASSESSMENT-003"),
        ({"languages": ["en", "de"]}, "ASSESSMENT-005"),
    ],
)
def test_a_stored_assessment_that_does_not_fit_is_refused_without_repeating_it(
    fields: dict[str, Any], code: str, in_process: InProcess, stored: Path, newer: Path
) -> None:
    ran = in_process("compare", changed(stored, **fields), newer, "--on", LATER)
    assert (ran.code, ran.out) == (2, "")
    assert set(ran.codes) == {code}
    assert SECRET not in ran.err


def test_parts_that_contradict_each_other_are_refused(in_process: InProcess, stored: Path, newer: Path) -> None:
    data = json.loads(stored.read_text(encoding="utf-8"))
    data["measures"][0]["low"], data["measures"][0]["high"] = 900, 100
    data["answers"][0]["state"], data["answers"][0]["values"] = "answered", []
    data["verdict"]["possible"] = ["GO", "STOP"]
    ran = in_process("compare", changed(stored, **data), newer, "--on", LATER)
    assert (ran.code, set(ran.codes)) == (2, {"ASSESSMENT-005"})
    assert len(ran.codes) == 3


def test_a_file_that_is_far_too_large_is_refused_unread(in_process: InProcess, newer: Path, tmp_path: Path) -> None:
    large = tmp_path / "large.json"
    large.write_bytes(b" " * (8 * 1024 * 1024 + 1))
    ran = in_process("compare", large, newer, "--on", LATER)
    assert (ran.code, ran.codes) == (2, ["DOC-002"])


def test_mistakes_of_both_sides_come_together(in_process: InProcess, stored: Path, newer: Path) -> None:
    newer.write_text(NEWER.replace("written_plan: 1", f"written_plan: {SECRET}"), encoding="utf-8")
    ran = in_process("compare", changed(stored, checks=SECRET), newer, "--on", LATER)
    assert (ran.code, ran.codes) == (2, ["ASSESSMENT-003", "PROFILE-005"])
    assert SECRET not in ran.err


def test_the_older_one_must_be_the_older_one(in_process: InProcess, stored: Path, sound: Path) -> None:
    ran = in_process("compare", stored, sound, "--on", "2026-05-25")
    assert (ran.code, ran.codes) == (2, ["COMPARE-002"])


def test_without_the_days_of_the_answers_it_says_that_it_cannot_divide(
    in_process: InProcess, stored: Path, newer: Path
) -> None:
    answers = json.loads(stored.read_text(encoding="utf-8"))["answers"]
    for answer in answers:
        answer["answered_on"] = None
    ran = in_process("compare", changed(stored, answers=answers), newer, "--on", LATER)
    assert ran.code == 0
    assert "cannot be divided among its causes" in " ".join(ran.out.split())


def test_a_copy_for_sharing_says_nothing_of_sensitive_answers(in_process: InProcess, newer: Path, sound: Path) -> None:
    for path, answer in ((sound, "no"), (newer, "yes")):
        path.write_text(f"{path.read_text(encoding='utf-8')}  present_threat: {answer}\n", encoding="utf-8")
    full = in_process("compare", sound, newer, "--on", LATER)
    shared = in_process("compare", sound, newer, "--on", LATER, "--redact")
    assert "I7" in full.out
    assert (shared.code, "I7" in shared.out) == (0, False)


def test_what_another_policy_brought_is_not_laid_on_new_rules(
    in_process: InProcess, sound: Path, stored: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.json"
    assert in_process("assess", sound, "--on", DAY, "--policy", "quick", "-o", other).code == 0
    told = in_process("compare", stored, other).out
    assert "Cause: the other policy." in told
    assert "Questions that the other policy puts otherwise" in told
    assert "new rules" not in told.partition("About this comparison")[0]


def test_it_never_writes_over_what_it_compares(in_process: InProcess, stored: Path, newer: Path) -> None:
    for target in (stored, newer):
        ran = in_process("compare", stored, newer, "--on", LATER, "-o", target)
        assert (ran.code, ran.codes) == (2, ["CLI-006"])


@pytest.mark.parametrize("lang", ["en", "ar", "fr"])
def test_the_next_campaign_begins_with_a_file_that_loads_once_it_has_a_name(
    lang: str, in_process: InProcess, sound: Path, tmp_path: Path
) -> None:
    sound.write_text(f"{SOUND}  ethics_code: 2\n  lawyers_on_call: 3\n", encoding="utf-8")
    begun = tmp_path / "next.yaml"
    assert in_process("questionnaire", "--from", sound, "--lang", lang, "-o", begun).code == 0
    text = begun.read_text(encoding="utf-8")
    assert "  ethics_code:\n    answer: 2\n    answered_on: 2026-05-20\n    to_confirm: true\n" in text
    assert "  written_plan:\n" in text  # of that campaign, so asked afresh
    assert "  lawyers_on_call:\n    answer" not in text
    assert in_process("assess", begun).codes == ["PROFILE-003"]  # it has no name yet
    begun.write_text(re.sub('(?m)^campaign: ".+"', 'campaign: "The next"', text), encoding="utf-8")
    assert in_process("assess", begun).code == 0
    with_all = in_process("questionnaire", "--from", sound, "--with-sensitive", "--lang", lang)
    assert "  lawyers_on_call:\n    answer: 3\n" in with_all.out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("  written_plan: unknown\n", "Now: nobody knows."),
        ("  allies: 1\n", "Now: not answered."),
        ("  written_plan: {answer: 3, answered_on: 2025-06-01}\n", "Now: the answer has expired."),
    ],
)
def test_only_what_nobody_knows_is_called_that(
    line: str, said: str, in_process: InProcess, stored: Path, newer: Path
) -> None:
    newer.write_text(NEWER.replace("preparing", "running").replace("  written_plan: 1\n", line), encoding="utf-8")
    ran = in_process("compare", stored, newer, "--on", LATER)
    found = [one for one in ("nobody knows.", "not answered.", "the answer has expired.") if f"Now: {one}" in ran.out]
    assert [f"Now: {one}" for one in found] == [said]


def test_two_policies_are_not_called_new_rules(
    in_process: InProcess, sound: Path, stored: Path, newer: Path, tmp_path: Path
) -> None:
    funder = tmp_path / "funder.json"
    in_process("assess", sound, "--policy", "funder", "--on", DAY, "-o", funder)
    alone = in_process("compare", stored, funder)
    in_process("assess", newer, "--policy", "funder", "--on", LATER, "-o", funder)
    beside = in_process("compare", stored, funder)
    for ran in (alone, beside):
        told = " ".join(ran.out.split())
        assert ran.code == 0
        assert "The two were judged under different policies: " in told
        assert "Cause: the other policy." in told
        assert "the new rules" not in told
    assert "another policy first, then the time that passed" in " ".join(beside.out.split())
    same = in_process("compare", stored, newer, "--on", LATER)
    assert "polic" not in same.out.split("About this comparison")[0]


@pytest.mark.parametrize(("launch", "told"), [("2026-08-01", True), ("2027-09-01", False)])
def test_a_launch_that_was_moved_is_named_beside_what_comes_too_late_by_it(
    launch: str, told: bool, in_process: InProcess, tmp_path: Path
) -> None:
    for name, day in (("old.yaml", "2027-09-01"), ("new.yaml", launch)):
        (tmp_path / name).write_text(
            f"{SOUND}dates:\n  launch: {day}\n".replace("plan: 3", "plan: 1"), encoding="utf-8"
        )
    ran = in_process("compare", tmp_path / "old.yaml", tmp_path / "new.yaml", "--old-on", DAY, "--on", DAY)
    said = "The day of the launch was changed. Before: 2027-09-01. Now: 2026-08-01."
    assert (said in " ".join(ran.out.split())) == told
