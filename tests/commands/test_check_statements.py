"""What a check says is true: of what is hidden, of what was never stored, of what it could not read, of its own end."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.commands.command import InProcess
from tests.commands.gates import ON, Files
from tests.examples import advocacy


def told(in_process: InProcess, *words: object) -> str:
    """What a check says, as one line: reports are wrapped."""
    return " ".join(in_process("check", *words, "--on", ON).out.split())


# Baselines


def test_a_hidden_change_is_not_called_nothing(in_process: InProcess, tmp_path: Path) -> None:
    files = Files(tmp_path)
    since_then = (files.campaign("threat"), "--baseline", files.baseline("go"))
    shared, whole = told(in_process, *since_then), told(in_process, *since_then, "--no-redact")

    assert "1 sensitive answer changed or expired." in shared
    assert "What the campaign changed: nothing that may be shown here" in shared
    assert "What new rules changed: nothing What" in shared  # the pack is the same: here nothing can be hidden
    assert "What the campaign changed: I7" in whole


def test_where_nothing_is_hidden_nothing_has_changed(in_process: InProcess, tmp_path: Path) -> None:
    files = Files(tmp_path)
    said = told(in_process, files.campaign("early"), "--baseline", files.baseline("early"))

    assert "What the campaign changed: nothing" in said
    assert "that may be shown" not in said


def test_what_was_never_stored_is_not_called_new(in_process: InProcess, tmp_path: Path) -> None:
    files = Files(tmp_path)
    water = files.campaign("early")
    air = files.campaign("no_plan", "Clean air", "air.yaml")
    said = told(in_process, water, air, "--baseline", files.baseline("go"), "--no-redact")
    of_water, of_air = sorted(said.split("Campaign: ")[1:], key=lambda part: part.startswith("Clean air"))

    assert "New since the baseline." in of_water
    assert "No baseline is a stored assessment of this campaign" in of_air
    assert "New since the baseline." not in of_air
    assert "No baseline" not in of_water


def test_a_campaign_that_could_not_be_read_is_not_said_to_be_missing(in_process: InProcess, tmp_path: Path) -> None:
    files = Files(tmp_path)
    broken = files.write("broken.yaml", "campaign: Clean water\nanswered_on: [\n")
    options = ("--baseline", files.baseline("go"), "--waivers", files.waivers({}))
    unread = told(in_process, broken, *options)
    unmatched = told(in_process, files.campaign("go", "Clean air"), *options)

    assert re.search(r"The baseline \S+ is of no campaign that could be read\.", unread)
    assert "names no campaign that could be read" in unread
    assert "that was not checked" not in unread
    assert re.search(r"The baseline \S+ is of no campaign that was checked\.", unmatched)
    assert "names a campaign that was not checked" in unmatched


def test_what_is_new_and_does_not_block_is_not_denied(in_process: InProcess, tmp_path: Path) -> None:
    files = Files(tmp_path)
    path = files.campaign("early")
    text = path.read_text(encoding="utf-8")
    weaker = re.sub(r"(  allies:\n    answer: )'4'", r"\1'1'", text)
    assert weaker != text
    said = told(in_process, files.write("campaign.yaml", weaker), "--baseline", files.baseline("early"), "--no-redact")

    assert "new: " in said
    assert "passes, as nothing that blocks is new or worse since the baseline" in said


# Waivers


def test_a_strict_check_says_why_it_ends_with_2_although_all_pass(in_process: InProcess, tmp_path: Path) -> None:
    files = Files(tmp_path)
    options = (files.campaign("go"), "--waivers", files.waivers({}, {"finding": "bad_weather"}), "--on", ON)
    why = "The exit code is 2: 2 waivers do not bind, which --strict takes for mistakes."
    for form in ("text", "junit", "markdown", "github", "sarif"):
        strict = in_process("check", *options, "--strict", "--format", form)
        assert strict.code == 2
        assert why in strict.out.replace("\\", "").replace("&#45;", "-"), form
        lenient = in_process("check", *options, "--format", form)
        assert (lenient.code, "The exit code is" in lenient.out) == (0, False)


def test_what_a_strict_check_refuses_is_an_error_of_the_waivers_file(in_process: InProcess, tmp_path: Path) -> None:
    files = Files(tmp_path)
    options = (files.campaign("early"), "--waivers", files.waivers({}, {"finding": "bad_weather"}), "--on", ON)
    suites = ET.fromstring(in_process("check", *options, "--strict", "--format", "junit").out)
    of_profile, of_waivers = suites.findall("testsuite")

    assert of_profile.get("errors") == "0"
    assert (of_waivers.get("errors"), len(of_waivers.findall("testcase"))) == ("1", 1)
    assert str(of_waivers.get("name")).endswith("waivers.yaml")
    assert [error.get("type") for error in of_waivers.iter("error")] == ["unknown_finding"]
    shown = in_process("check", *options, "--strict", "--format", "github").out.splitlines()
    assert re.match(r"::error file=\S*waivers\.yaml,line=\d+,title=bad_weather::", shown[0])


def test_who_may_waive_is_named_where_somebody_else_did(in_process: InProcess, tmp_path: Path) -> None:
    files = Files(tmp_path)
    said = told(in_process, files.campaign("early"), "--waivers", files.waivers({"approver": "campaigner"}))
    roles = advocacy().policy["launch"].waivable_by

    assert roles
    assert "the policy does not let this role waive, but only: " in said
    assert all(f"{title.root['en']} ({name})" in said for name, title in roles.items())


@pytest.mark.parametrize("change", [{"approver": "The chair"}, {"approver": None}, {"approver": ""}])
def test_who_may_waive_is_named_where_the_role_is_none(
    change: dict[str, str], in_process: InProcess, tmp_path: Path
) -> None:
    files = Files(tmp_path)
    ran = in_process("check", files.campaign("early"), "--waivers", files.waivers(change), "--on", ON)

    assert ran.code == 2
    assert all(name in ran.err for name in advocacy().policy["launch"].waivable_by)


def test_a_day_that_does_not_exist_is_said_to_be_none(in_process: InProcess, tmp_path: Path) -> None:
    files = Files(tmp_path)

    def refusal(day: str) -> str:
        ran = in_process("check", files.campaign("early"), "--waivers", files.waivers({"expires": day}), "--on", ON)
        assert (ran.code, ran.codes) == (2, ["WAIVER-003"])
        return ran.err

    assert "'expires' is a day that does not exist" in refusal("2027-02-31")
    assert "'expires' is not a date" in refusal("31 January 2027")
    assert "'expires' is not a date" in refusal("2027-2-31")


# Answers


def test_an_answer_that_has_expired_is_said_to_have(in_process: InProcess, tmp_path: Path) -> None:
    files = Files(tmp_path)
    path = files.campaign("open")
    later = " ".join(in_process("check", path, "--on", "2027-10-01").out.split())

    assert "The answer has expired, so answer again: " in later
    assert "Not settled yet: " in later  # one that was never known has not expired
    assert "has expired" not in told(in_process, path)
