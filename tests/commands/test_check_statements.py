"""What a check says is true in every situation, also beside what it keeps back."""

import datetime
import json
from pathlib import Path

import pytest
import yaml

from tests.commands.command import InProcess
from tests.commands.gates import ON, Files, document


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


def test_beside_sensitive_changes_nothing_is_said_not_to_have_changed(in_process: InProcess, files: Files) -> None:
    words = ("check", files.campaign("threat"), "--baseline", files.baseline("go"), "--on", ON)
    told = in_process(*words).out
    assert "1 sensitive answer changed or expired." in told
    assert "What the campaign changed: nothing that may be shown here" in told
    assert "nothing that may be shown here" not in in_process(*words, "--no-redact").out


def test_without_a_baseline_nothing_is_called_new(in_process: InProcess, files: Files) -> None:
    other = files.baseline("go", "Clean air", "other.json")
    words = ("check", files.campaign("early"), "--baseline", other, "--on", ON, "--no-redact")
    ran = in_process(*words)
    assert ran.code == 1
    assert "No baseline is of this campaign: everything that blocks counts." in ran.out
    assert "New since the baseline" not in ran.out
    (run,) = json.loads(in_process(*words, "--format", "sarif").out)["runs"]
    assert {result["baselineState"] for result in run["results"]} == {"new"}


def test_a_baseline_of_a_campaign_that_cannot_be_read_is_not_laid_on_the_campaign(
    in_process: InProcess, files: Files
) -> None:
    ran = in_process("check", files.write("bad.yaml", "campaign: ["), "--baseline", files.baseline("go"), "--on", ON)
    assert ran.code == 2
    assert "is of no campaign that could be checked." in ran.out


def test_what_passes_beside_what_is_new_passes_as_nothing_that_blocks_is(in_process: InProcess, files: Files) -> None:
    ran = in_process("check", files.campaign("early"), "--baseline", files.baseline("early"), "--on", ON)
    assert ran.code == 0
    assert "passes, as nothing that blocks is new or worse since the baseline" in ran.out


def test_a_strict_check_says_why_it_is_not_passed(in_process: InProcess, files: Files) -> None:
    words = ("check", files.campaign("go"), "--waivers", files.waivers({}), "--on", ON)
    said = "1 waiver does not bind, which is a mistake in a strict check (exit code 2)."
    relaxed, strict = in_process(*words), in_process(*words, "--strict")
    assert (relaxed.code, strict.code) == (0, 2)
    assert said in strict.out
    assert said not in relaxed.out


def test_what_went_to_a_file_is_summed_up_where_the_log_is(in_process: InProcess, files: Files) -> None:
    output = files.folder / "made.sarif"
    ran = in_process("check", files.campaign("early"), "--on", ON, "-o", output)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"0 of 1 profile passes. {output}\n"
    assert in_process("check", files.campaign("go"), "--on", ON, "-o", output).err == ""


def test_an_answer_that_has_expired_is_said_to_have_expired(in_process: InProcess, files: Files) -> None:
    plain = document("go")
    plain["answered_on"] = plain["answered_on"].isoformat()
    old = (datetime.date.fromisoformat(ON) - datetime.timedelta(days=5000)).isoformat()
    plain["answers"] = json.loads(json.dumps(plain["answers"], default=str))
    plain["answers"]["audience_participates"] = {"answer": "4", "answered_on": old}
    ran = in_process("check", files.write("c.yaml", yaml.safe_dump(plain, sort_keys=False)), "--on", ON)
    assert ran.code == 3
    assert "Not settled any more, as the answer has expired: " in ran.out
    never = in_process("check", files.campaign("open"), "--on", ON)
    assert "Not settled yet: " in never.out
    assert "expired" not in never.out


def test_a_profile_is_no_baseline_and_what_would_be_one_is_said(in_process: InProcess, files: Files) -> None:
    path = files.campaign("go")
    ran = in_process("check", path, "--baseline", files.campaign("go", file="old.yaml"), "--on", ON)
    assert (ran.code, ran.codes) == (2, ["ASSESSMENT-004"])
    assert "munasara assess --format json" in ran.err


def test_annotations_speak_of_a_summary_only_where_there_is_one(
    in_process: InProcess, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    examples = sorted((Path(__file__).parents[2] / "docs" / "examples").glob("*.yaml"))
    told = in_process("check", *examples, "--on", ON, "--format", "github").out
    assert "summary of this step" not in told
    assert " are not shown." in told
