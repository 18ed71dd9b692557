"""What a check says is true: of what is hidden, of what was never stored, of what it could not read, of its own end."""

import json
import os
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from engine.check import Check
from reports.check_markdown import check_markdown
from tests.commands.command import InProcess
from tests.commands.gates import ON, Files, document
from tests.examples import advocacy

EXAMPLES = sorted((Path(__file__).parents[2] / "docs" / "examples").glob("*.yaml"))


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


# Where it stands


@pytest.mark.parametrize(
    ("kind", "options", "code", "said"),
    [
        ("early", (), 1, "The check does not pass. 0 of 1 profile passes. Written to "),
        ("early", ("--exit-zero",), 0, "The check does not pass. 0 of 1 profile passes. Written to "),
        ("open", (), 3, "The check is undecided, as open questions decide. 0 of 1 profile passes. Written to "),
        ("go", (), 0, ""),
    ],
)
def test_a_check_that_writes_files_says_on_standard_error_what_came_of_it(
    kind: str, options: tuple[str, ...], code: int, said: str, in_process: InProcess, tmp_path: Path
) -> None:
    path, output = Files(tmp_path).campaign(kind), tmp_path / "out"
    ran = in_process("check", path, "--on", ON, "--format", "json,text", "-o", f"{output}/", *options)

    assert (ran.code, ran.out) == (code, "")
    assert ran.err == (f"{said}{Path(os.path.relpath(output)).as_posix()}/\n" if said else "")


def test_files_with_mistakes_are_told_on_standard_error_too(in_process: InProcess, tmp_path: Path) -> None:
    files = Files(tmp_path)
    broken, output = files.write("broken.yaml", "campaign: ["), tmp_path / "check.txt"
    ran = in_process("check", files.campaign("go"), broken, "--on", ON, "-o", output)

    assert ran.code == 2
    assert ran.err.startswith("Not everything could be checked: some files have mistakes. 1 of 2 profiles pass.")
    assert ran.err.endswith("check.txt\n")
    waivers = files.waivers({"finding": "bad_weather"})
    strict = in_process("check", files.campaign("go"), "--waivers", waivers, "--strict", "--on", ON, "-o", output)
    assert strict.err.startswith("1 of 1 profile passes. The exit code is 2: 1 waiver does not bind")


def test_a_profile_is_no_baseline_and_how_to_make_one_is_said(in_process: InProcess, tmp_path: Path) -> None:
    files = Files(tmp_path)
    path = files.campaign("go")
    as_json = files.write("campaign.json", json.dumps(document("go"), default=str))
    for profile in (path, as_json):
        ran = in_process("check", path, "--baseline", profile, "--on", ON)
        assert (ran.code, ran.codes) == (2, ["BASELINE-005"])
        assert "munasara assess PROFILE --policy launch -o FILE.json" in ran.err
    stored = files.baseline("go")
    stored.write_text(stored.read_text(encoding="utf-8")[:-9], encoding="utf-8")
    assert in_process("check", path, "--baseline", stored, "--on", ON).codes == ["DOC-005"]  # cut off, as it says


def test_annotations_name_a_summary_only_where_there_is_one(
    in_process: InProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    words = ("check", *EXAMPLES, "--on", ON, "--format", "github")
    alone = in_process(*words).out
    assert "in the summary of this step" not in alone
    assert re.search(r"^::notice::\d+ more are not shown here, but in the form text\.", alone, re.MULTILINE)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    assert "in the summary of this step" in in_process(*words).out


@pytest.mark.parametrize("place", ["notes.txt", "out/"])
def test_annotations_alone_leave_no_file_unwritten_without_a_word(
    place: str, in_process: InProcess, tmp_path: Path
) -> None:
    path = Files(tmp_path).campaign("go")
    ran = in_process("check", path, "--on", ON, "--format", "github", "-o", f"{tmp_path}/{place}")
    assert (ran.code, ran.codes, ran.out) == (2, ["CLI-015"], "")
    both = in_process("check", path, "--on", ON, "--format", "github,text", "-o", f"{tmp_path}/{place}")
    assert both.code == 0
    assert (tmp_path / place).exists()


# Time


def test_what_grew_old_is_called_expired_and_nothing_better(in_process: InProcess, tmp_path: Path) -> None:
    files = Files(tmp_path)
    then = files.baseline("threat")
    options = ("--baseline", then, "--no-redact", "--on", "2027-10-01")
    said = " ".join(in_process("check", files.campaign("threat"), *options).out.split())

    assert re.search(r"What time changed: expired: \w+, \w+", said)
    assert "no longer certain: " in said
    assert "better: " not in said
    compared = in_process("compare", then, tmp_path / "campaign.yaml", "--policy", "launch", "--on", "2027-10-01").out
    assert "The verdict is less certain than before. Before: " in " ".join(compared.split())


# Markdown


def test_a_comment_shows_what_decides_before_what_is_folded(in_process: InProcess, tmp_path: Path) -> None:
    said = in_process("check", Files(tmp_path).campaign("open"), "--on", ON, "--format", "markdown").out
    unfolded = re.sub(r"<details>.*?</details>", "", said, flags=re.DOTALL)

    assert "#### Still open, and decides\n\n| Line |" in unfolded
    assert unfolded.count("Not settled yet: ") == said.count("Not settled yet: ") > 0


def test_a_profile_told_in_one_line_says_its_outcome_once(in_process: InProcess, tmp_path: Path) -> None:
    files = Files(tmp_path)
    paths = [files.campaign("early", f"Campaign {number}", f"c{number}.yaml") for number in range(2)]
    made = Check.model_validate_json(in_process("check", *paths, "--on", ON, "--format", "json").out)
    briefly = check_markdown(made, "en", most=len(check_markdown(made, "en")) - 100)

    told = [line for line in briefly.splitlines() if line.startswith("- ") and "c1" in line]
    assert [line.count("does not pass") for line in told] == [1]


def test_a_waiver_that_nobody_can_give_says_which_finding_and_why(in_process: InProcess, tmp_path: Path) -> None:
    files = Files(tmp_path)
    strength = next(rule for rule in advocacy().rules if rule.kind == "strength")
    waivers = files.waivers({"finding": "present_threat"}, {"finding": strength.id})
    blocker, good = told(in_process, files.campaign("go"), "--waivers", waivers).split("waivers.yaml:")[1:]

    assert f"“{advocacy().rule['present_threat'].title.root['en']}”" in blocker
    assert "does not bind: it is a blocker that concerns people's safety, which nobody can waive" in blocker
    assert f"“{strength.title.root['en']}”" in good
    assert "does not bind: it is a strength or a protection, which needs no waiver" in good


# Names


def test_every_form_says_that_two_files_are_of_one_campaign(in_process: InProcess, tmp_path: Path) -> None:
    files = Files(tmp_path)
    one, two = files.campaign("early", file="one.yaml"), files.campaign("go", file="two.yaml")
    other = files.campaign("go", "Clean air", "other.yaml")
    for form in ("text", "markdown", "sarif", "junit", "github", "gitlab"):
        said = " ".join(in_process("check", one, two, other, "--on", ON, "--format", form).out.split())
        assert said.count("2 files are of one campaign, “Clean water”") == 1, form
        alone = in_process("check", one, other, "--on", ON, "--format", form).out
        assert "of one campaign" not in alone
    made = json.loads(in_process("check", one, two, other, "--on", ON, "--format", "json").out)
    assert [[Path(name).name for name in group] for group in made["one_campaign"]] == [["one.yaml", "two.yaml"]]
