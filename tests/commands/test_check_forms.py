"""The forms of a check: the schemas and tools of others accept them, and no sensitive answer shows in them."""

import csv
import html
import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import xmlschema
import yaml
from jsonschema import Draft4Validator, Draft202012Validator

import reports.sarif
from engine.schemas import schemas
from tests.commands.command import INSTALLED, InProcess, Munasara
from tests.commands.gates import ON, Files, line_of
from tests.examples import advocacy

DATA = Path(__file__).parents[1] / "data"
EXAMPLES = sorted((Path(__file__).parents[2] / "docs" / "examples").glob("*.yaml"))
ALL = "text,json,sarif,junit,github,gitlab,markdown"
NASTY = "Water: 100%, <b>now</b>\u202b & ]]> ::error::"


@pytest.fixture(params=["en", "ar", "fr"])
def made(request: pytest.FixtureRequest, in_process: InProcess, tmp_path: Path) -> Path:
    """All forms of one run over campaigns of every outcome, one with a name that breaks careless writers."""
    files = Files(tmp_path)
    named = [files.campaign("early", NASTY, "with blank & %.yaml"), files.campaign("open", "Two", "two.yaml")]
    broken = files.write("broken.yaml", "campaign: [\n")
    waivers = files.waivers({"subject": NASTY, "text": NASTY})
    output = f"{tmp_path}/out/"
    ran = in_process(
        "check", *EXAMPLES, *named, broken, "--waivers", waivers, "--on", ON, "--lang", request.param,
        "--format", ALL, "-o", output,
    )  # fmt: skip
    assert ran.code == 2, ran.err
    return tmp_path / "out"


def test_the_schemas_of_others_accept_every_form(made: Path) -> None:
    sarif = json.loads((DATA / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    log = json.loads((made / "check.sarif").read_text(encoding="utf-8"))
    assert [error.message for error in Draft4Validator(sarif).iter_errors(log)] == []
    junit = xmlschema.XMLSchema(DATA / "junit-10.xsd")
    assert [str(error) for error in junit.iter_errors(made / "check.junit.xml")] == []
    document = json.loads((made / "check.json").read_text(encoding="utf-8"))
    assert [error.message for error in Draft202012Validator(schemas()["check"]).iter_errors(document)] == []


def test_a_viewer_of_sarif_counts_what_the_document_holds(made: Path, tmp_path: Path) -> None:
    """sarif-tools reads the log and lists every result with its place."""
    written = tmp_path / "summary.csv"
    command = (Path(sys.executable).with_name("sarif"), "csv", "-o", written, made / "check.sarif")
    words = [str(part) for part in command]
    ran = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr
    with written.open(encoding="utf-8", newline="") as file:
        listed = Counter((row["Severity"], row["Code"], int(row["Line"])) for row in csv.DictReader(file))
    assert listed == Counter(
        (one["level"], one["ruleId"], one["locations"][0]["physicalLocation"]["region"]["startLine"])
        for one in log(made)["results"]
    )


def log(made: Path) -> dict[str, Any]:
    """The one run in the SARIF log."""
    (run,) = json.loads((made / "check.sarif").read_text(encoding="utf-8"))["runs"]
    return dict(run)


def test_each_result_names_a_rule_that_helps_and_a_place_that_exists(made: Path) -> None:
    run = log(made)
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        assert not place["artifactLocation"]["uri"].startswith(("/", "file:"))
        assert " " not in place["artifactLocation"]["uri"]
        assert place["region"]["startLine"] >= 1
        assert len(result["partialFingerprints"]["munasara/v1"]) == 32
    assert all(rule["help"]["text"] for rule in rules)
    assert run["invocations"][0]["exitCode"] == 2


def test_waived_findings_stay_visible_everywhere(made: Path) -> None:
    suppressed = [result for result in log(made)["results"] if result["suppressions"]]  # SARIF: every result has some
    assert [result["ruleId"] for result in suppressed] == ["premature_launch"]
    assert '<skipped type="waived"' in (made / "check.junit.xml").read_text(encoding="utf-8")
    for form in ("check.txt", "check.md"):
        assert "2027" in (made / form).read_text(encoding="utf-8")
    described = json.loads((made / "check.gitlab.json").read_text(encoding="utf-8"))
    assert "premature_launch" not in {one["check_name"] for one in described if "blank" in one["location"]["path"]}


def test_gitlab_gets_what_its_documentation_asks_for(made: Path) -> None:
    entries = json.loads((made / "check.gitlab.json").read_text(encoding="utf-8"))
    assert len({entry["fingerprint"] for entry in entries}) == len(entries) > 0
    for entry in entries:
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert not entry["location"]["path"].startswith("/")
        assert entry["location"]["lines"]["begin"] >= 1
        assert entry["description"]


def test_github_shows_the_ten_worst_of_each_kind_and_the_rest_in_the_summary(
    in_process: InProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    ran = in_process("check", *EXAMPLES, "--on", ON, "--format", "github")
    lines = [line for line in ran.out.splitlines() if line.startswith("::")]
    kinds = [line[2:].split(" ")[0].split("::")[0] for line in lines]
    assert kinds == sorted(kinds, key=["error", "warning", "notice"].index)
    assert kinds[0] == "error"
    assert all(kinds.count(kind) <= 10 for kind in kinds)
    assert "in the summary of this step" in lines[-1]
    written = summary.read_text(encoding="utf-8")
    assert all(path.name in written.replace("\\", "") for path in EXAMPLES)
    document = json.loads(in_process("check", *EXAMPLES, "--on", ON, "--format", "json").out)
    titles = [rule["title"]["en"] for rule in document["rules"].values()]
    assert len(titles) > 20
    assert all(title in written.replace("\\", "") for title in titles)


def test_the_ten_errors_on_github_are_the_worst_of_all_profiles(
    in_process: InProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """STOP before whatever is only NOT YET, wherever it stands: in the last of many files, at the end of a long one."""
    summary, files = tmp_path / "summary.md", Files(tmp_path)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    several = [files.campaign("no_plan", f"C {number}", f"c/{number:02}.yaml") for number in range(11)]
    several.append(files.campaign("threat", file="c/zz.yaml"))
    said = yaml.safe_load(several[-1].read_text(encoding="utf-8"))
    for question, given in list(said["answers"].items())[:40]:
        given["answer"] = "0" if advocacy().questions[question].kind == "level" else given["answer"]
    long = files.write("zz.yaml", yaml.safe_dump(said, allow_unicode=True, sort_keys=False))
    for named in (several, [long]):
        out = in_process("check", *named, "--no-redact", "--on", ON, "--format", "github").out
        errors = [line for line in out.splitlines() if line.startswith("::error")]
        assert len(errors) == 10
        assert re.search("zz.yaml,line=[0-9]+,title=present_threat::", errors[0])
    written = summary.read_text(encoding="utf-8")
    assert written.index("zz.yaml") < written.index("00.yaml")


def test_the_summary_of_a_step_names_every_profile(
    in_process: InProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary, files = tmp_path / "summary.md", Files(tmp_path)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    ready = files.campaign("go").read_text(encoding="utf-8")
    weak = re.sub(r"answer: '?[34]'?", "answer: '0'", ready).replace(": '4'", ": '0'").replace(": '3'", ": '0'")
    named = [files.write(f"c/{number}.yaml", weak.replace("Clean water", f"C {number}")) for number in range(60)]
    told = in_process("check", *named, "--no-redact", "--on", ON, "--format", "github").out
    written = summary.read_text(encoding="utf-8")
    assert "are in the summary of this step" in told
    assert all(f"c/{number}.yaml" in written.replace("\\", "") for number in range(60))
    assert len(written.encode()) < 2**20


def test_a_comment_stays_below_what_platforms_take(in_process: InProcess, tmp_path: Path) -> None:
    files = Files(tmp_path)
    ready = files.campaign("early").read_text(encoding="utf-8")
    named = [
        files.write(f"c/{number}.yaml", ready.replace("Clean water", f"Campaign {number}")) for number in range(300)
    ]
    waivers = files.waivers(*({"subject": f"Campaign {number}", "text": "x" * 60} for number in range(600)))
    for count in (1, 300):
        ran = in_process(
            "check", *named[:count], "--waivers", waivers, "--no-redact", "--on", ON, "--format", "markdown"
        )
        assert ran.code == 0
        assert len(ran.out) < 65_536
        assert re.search(r"\d+ more waivers are not shown", ran.out)
        assert bool(re.search(r"\d+ more profiles? (is|are) not shown", ran.out)) == (count == 300)


def test_a_workflow_command_cannot_be_forged_by_a_campaign(in_process: InProcess, tmp_path: Path) -> None:
    files = Files(tmp_path)
    path = files.campaign("no_plan", "x%0A::error::forged", "a,b:c%.yaml")
    out = in_process("check", path, "--on", ON, "--format", "github").out
    command = next(line for line in out.splitlines() if "weak_planning" in line)
    assert "a%2Cb%3Ac%25.yaml,line=" in command
    assert all(line.startswith("::") for line in out.splitlines()[:-1])


def test_findings_stand_at_the_line_of_the_answer_that_causes_them(in_process: InProcess, tmp_path: Path) -> None:
    path = Files(tmp_path).campaign("no_plan")
    for ending in ("\n", "\r\n"):
        text = "\ufeff" + path.read_text(encoding="utf-8-sig").replace("\r\n", "\n").replace("\n", ending)
        path.write_text(text, encoding="utf-8", newline="")
        (profile,) = json.loads(in_process("check", path, "--on", ON, "--format", "json").out)["profiles"]
        found = {result["rule"]: result for result in profile["results"]}
        assert found["weak_planning"]["line"] == line_of(path, "written_plan")
        assert found["weak_planning"]["field"] == "answers.written_plan"


def test_a_fingerprint_survives_a_move_of_the_text_and_not_another_cause(in_process: InProcess, tmp_path: Path) -> None:
    files = Files(tmp_path)

    def fingerprints(path: Path) -> dict[str, str]:
        (profile,) = json.loads(in_process("check", path, "--on", ON, "--format", "json").out)["profiles"]
        return {result["rule"]: result["fingerprint"] for result in profile["results"]}

    path = files.campaign("no_plan")
    before = fingerprints(path)
    moved = files.write("elsewhere/other.yaml", "# A remark\n\n" + path.read_text(encoding="utf-8"))
    assert fingerprints(moved) == before
    other = fingerprints(files.campaign("no_plan", "Clean air"))
    assert set(other) == set(before)
    assert all(other[rule] != before[rule] for rule in before)
    one_more = fingerprints(files.campaign("no_plan_no_skills"))
    same = {rule for rule in before if one_more[rule] == before[rule]}
    assert "weak_planning" in same
    assert "silence_and_fear" not in same


def test_a_mistake_keeps_its_fingerprint_when_the_text_moves(in_process: InProcess, tmp_path: Path) -> None:
    files = Files(tmp_path)
    text = "campaign: A\nanswered_on: 2026-11-01\nanswers:\n  written_plan: 9\n  allies: 9\n  alies: 1\n"

    def told(text: str, form: str) -> list[str]:
        made = json.loads(in_process("check", files.write("b.yaml", text), "--on", ON, "--format", form).out)
        if form == "gitlab":
            return [entry["fingerprint"] for entry in made]
        return [result["partialFingerprints"]["munasara/v1"] for result in made["runs"][0]["results"]]

    for form in ("sarif", "gitlab"):
        before = told(text, form)
        assert len(set(before)) == len(before) == 3
        assert told(f"# A remark\n\n{text}", form) == before
        assert set(told(text.replace("  written_plan: 9\n", ""), form)) < set(before)


def test_no_two_results_of_a_campaign_share_a_fingerprint(in_process: InProcess) -> None:
    for path in EXAMPLES:
        made = json.loads(in_process("check", path, "--no-redact", "--on", ON, "--format", "json").out)
        found = [result["fingerprint"] for profile in made["profiles"] for result in profile["results"]]
        assert len(set(found)) == len(found)


def test_what_a_baseline_and_waivers_do_not_match_is_said(in_process: InProcess, tmp_path: Path) -> None:
    files = Files(tmp_path)
    path, baseline = files.campaign("early"), files.baseline("go")
    other = files.baseline("go", "Clean air", "other.json")
    waivers = files.waivers({"subject": "Clean soil"})
    words = ("check", path, "--baseline", baseline, "--baseline", other, "--waivers", waivers, "--on", ON)
    made = json.loads(in_process(*words, "--format", "json").out)
    assert made["unmatched_baselines"] == [Path(os.path.relpath(other)).as_posix()]
    assert [one["state"] for one in made["waivers"]] == ["unknown_subject"]
    (run,) = json.loads(in_process(*words, "--no-redact", "--format", "sarif").out)["runs"]
    assert {result["ruleId"]: result["baselineState"] for result in run["results"]} == {"premature_launch": "new"}
    again = ("check", path, "--baseline", files.baseline("early"), "--on", ON, "--no-redact", "--format", "sarif")
    (run,) = json.loads(in_process(*again).out)["runs"]
    assert {result["ruleId"]: result["baselineState"] for result in run["results"]} == {"premature_launch": "unchanged"}


def test_in_sarif_every_result_has_a_state_as_soon_as_one_has(in_process: InProcess, tmp_path: Path) -> None:
    """So the standard demands; what cannot be compared is new there, as the documentation says."""
    files = Files(tmp_path)
    known, hidden = files.campaign("no_plan"), files.campaign("early_and_threat", "Clean air", "air.yaml")
    others = (files.campaign("open", "Two", "two.yaml"), files.write("broken.yaml", "campaign: ["))
    baselines = ("--baseline", files.baseline("no_plan"))
    words = ("check", known, hidden, *others, "--on", ON, "--format", "sarif")
    (run,) = json.loads(in_process(*words, *baselines).out)["runs"]
    states = {(one["ruleId"], one["baselineState"]) for one in run["results"]}
    assert {("weak_planning", "unchanged"), ("sensitive_answers/error", "new")} <= states
    assert {("open_answer", "new"), ("DOC-005", "new")} <= states
    (run,) = json.loads(in_process(*words).out)["runs"]
    assert not any("baselineState" in one or "suppressions" in one for one in run["results"])


@pytest.mark.parametrize("exit_zero", [False, True])
def test_sarif_names_the_code_that_the_command_ends_with(
    exit_zero: bool, in_process: InProcess, tmp_path: Path
) -> None:
    words = ("check", Files(tmp_path).campaign("no_plan"), "--on", ON, "--format", "sarif")
    ran = in_process(*words, *(["--exit-zero"] if exit_zero else []))
    (invocation,) = json.loads(ran.out)["runs"][0]["invocations"]
    assert (invocation["exitCode"], invocation["properties"]["outcome"]) == (ran.code, "failed")
    assert ran.code == (0 if exit_zero else 1)


def test_what_the_pack_does_not_find_any_more_is_named(in_process: InProcess, tmp_path: Path) -> None:
    files = Files(tmp_path)
    made = files.baseline("no_plan", pack_digest="0" * 64).read_text(encoding="utf-8")
    former = files.write("former.json", made.replace('"weak_planning"', '"no_plan_at_all"'))
    ran = in_process("check", files.campaign("no_plan"), "--baseline", former, "--on", ON, "--no-redact")
    assert "gone: Planning is weak" in ran.out, ran.err


def test_an_undecided_campaign_is_annotated_as_one(in_process: InProcess, tmp_path: Path) -> None:
    ran = in_process("check", Files(tmp_path).campaign("open"), "--on", ON, "--format", "github")
    assert ran.code == 3
    title = "undecided%2C as open questions decide"
    assert re.search(rf"^::error file=[^\n]*line=1,title={title}::Campaign: Clean water\. ", ran.out, re.MULTILINE)


# Sensitive answers


def test_no_form_tells_what_rests_on_sensitive_answers_alone(in_process: InProcess, tmp_path: Path) -> None:
    files = Files(tmp_path)
    path, output = files.campaign("threat"), tmp_path / "out"
    ran = in_process("check", path, "--on", ON, "--format", ALL, "-o", f"{output}/")
    assert ran.code == 1
    written = [ran.out, *(file.read_text(encoding="utf-8") for file in output.iterdir())]
    assert len(written) == 7
    for text in written:
        assert "present_threat" not in text
        assert "under threat" not in text
        assert "Folder A" not in text
    # Only a waiver for it, or somebody who may read it, names it.
    shown = in_process("check", path, "--on", ON, "--no-redact").out
    assert "[present_threat]" in shown
    assert f":{line_of(path, 'present_threat')}: blocks" in shown


def test_a_redacted_check_gives_the_verdict_of_the_whole_profile(in_process: InProcess, tmp_path: Path) -> None:
    files = Files(tmp_path)
    for kind, verdict in (("threat", "STOP"), ("go", "GO")):
        (profile,) = json.loads(in_process("check", files.campaign(kind), "--on", ON, "--format", "json").out)[
            "profiles"
        ]
        assert profile["possible"] == [verdict]


SENSITIVE_ANSWERS = [
    ("present_threat", "yes"),
    ("posture", "quiet_diplomacy"),
    ("posture", "silent_from_fear"),
    ("exposed_people", "minors"),
    ("past_sanctions", "prison"),
    ("lawyers_on_call", "0"),
    ("security_plan", "unknown"),
    ("deceptive_means", "yes"),
]


@pytest.mark.parametrize("kind", ["no_plan", "early", "no_conditions_written"])
def test_what_is_shown_is_the_same_whatever_the_sensitive_answers_are(
    kind: str, in_process: InProcess, tmp_path: Path
) -> None:
    files = Files(tmp_path)

    def shown(path: Path) -> set[tuple[object, ...]]:
        (profile,) = json.loads(in_process("check", path, "--on", ON, "--format", "json").out)["profiles"]
        return {
            (result["rule"], result["certainty"], result["line"], tuple(result["causes"]), result["fingerprint"])
            for result in profile["results"]
            if result["about"] in ("finding", "verdict")
        }

    path = files.campaign(kind)
    before, said = shown(path), yaml.safe_load(path.read_text(encoding="utf-8"))
    for question, answer in SENSITIVE_ANSWERS:
        assert advocacy().questions[question].sensitive
        several = advocacy().questions[question].kind == "choices"
        answers = {
            **said["answers"],
            question: {**said["answers"][question], "answer": [answer] if several else answer},
        }
        changed = yaml.safe_dump({**said, "answers": answers}, allow_unicode=True, sort_keys=False)
        assert shown(files.write("changed.yaml", changed.replace("'yes'", '"yes"'))) == before, question


def test_evidence_is_not_shown(in_process: InProcess, tmp_path: Path) -> None:
    path = Files(tmp_path).campaign("no_plan")
    text = path.read_text(encoding="utf-8").replace("Coordinator", "s3cret-marker")
    path.write_text(f"{text}lessons: [s3cret-marker]\n", encoding="utf-8")
    assert "s3cret-marker" in path.read_text(encoding="utf-8")
    for form in ALL.split(","):
        assert "s3cret-marker" not in in_process("check", path, "--on", ON, "--format", form).out


# Where the forms go


def test_a_reader_that_has_enough_does_not_open_the_gate(munasara: Munasara, tmp_path: Path) -> None:
    path = Files(tmp_path).campaign("no_plan")
    script = f"'{INSTALLED}' check '{path}' --on {ON} --format json | true; exit ${{PIPESTATUS[0]}}"
    ran = subprocess.run(
        ["bash", "-c", script], env=munasara.environment(), capture_output=True, check=False, timeout=60
    )
    assert ran.returncode == 1
    assert ran.stderr == b""


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names of files are text here")
def test_a_name_that_is_no_text_takes_no_form_from_the_others(in_process: InProcess, tmp_path: Path) -> None:
    files, output = Files(tmp_path), tmp_path / "out"
    files.campaign("no_plan").rename(tmp_path / os.fsdecode(b"\xff\xfe.yaml"))
    baseline = files.baseline("go").rename(tmp_path / os.fsdecode(b"\xff.json"))
    named = (f"{tmp_path}/*.yaml", files.campaign("go", "Two", "two.yaml"), "--baseline", baseline)
    ran = in_process("check", *named, "--on", ON, "--format", ALL, "-o", f"{output}/")
    assert ran.code == 1, ran.err
    for file in output.iterdir():
        assert "two.yaml" in (text := file.read_text(encoding="utf-8")) or file.name == "check.gitlab.json"
        assert "\\xff" in html.unescape(text.replace("%5C", "\\"))


def test_where_one_form_cannot_be_made_nothing_is_written(
    in_process: InProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> str:
        raise RuntimeError

    monkeypatch.setattr(reports.sarif, "sarif", fail)
    output = tmp_path / "out"
    ran = in_process("check", Files(tmp_path).campaign("go"), "--on", ON, "--format", "text,sarif", "-o", f"{output}/")
    assert (ran.code, ran.codes) == (4, ["INTERNAL-001"])
    assert "Nothing was written" in ran.err
    assert not output.exists()


def test_several_forms_need_a_folder(in_process: InProcess, tmp_path: Path) -> None:
    path = Files(tmp_path).campaign("go")
    assert in_process("check", path, "--on", ON, "--format", "json,sarif").codes == ["CLI-010"]
    assert in_process("check", path, "--on", ON, "--format", "json,sarif", "-o", tmp_path / "x").codes == ["CLI-010"]
    assert in_process("check", path, "--on", ON, "--format", "github,json").code == 0


def test_a_check_writes_over_nothing_that_it_reads(in_process: InProcess, tmp_path: Path) -> None:
    path = Files(tmp_path).campaign("go")
    before = path.read_bytes()
    ran = in_process("check", path, "--on", ON, "--format", "text", "-o", path)
    assert (ran.code, ran.codes) == (2, ["CLI-006"])
    assert path.read_bytes() == before


def test_the_same_file_under_several_names_is_checked_once_and_said_so(in_process: InProcess, tmp_path: Path) -> None:
    path = Files(tmp_path).campaign("go")
    (tmp_path / "link.yaml").symlink_to(path)
    document = json.loads(
        in_process(
            "check", path, path, tmp_path / "link.yaml", f"{tmp_path}/*.yaml", "--on", ON, "--format", "json"
        ).out
    )
    assert len(document["profiles"]) == 1
    assert len(document["repeated"]) == 4


def test_every_mistake_of_the_command_line_is_named_at_once(in_process: InProcess, tmp_path: Path) -> None:
    ran = in_process("check", f"{tmp_path}/*.yaml", "--format", "sarfi,jsn", "--waivers", tmp_path / "none.yaml")
    assert (ran.code, sorted(ran.codes)) == (2, ["CHECK-001", "CLI-007", "CLI-007", "DOC-001"])


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
@pytest.mark.parametrize("form", [form for form in ALL.split(",") if form != "json"])
def test_why_a_file_cannot_be_checked_is_told_in_the_language_of_the_check(
    form: str, language: str, in_process: InProcess, tmp_path: Path
) -> None:
    """In JSON, which is for programs, it is told in English, with what it takes to tell it in any language."""
    broken = Files(tmp_path).write("broken.yaml", "contry: TN\nanswered_on: 2026-05-20\n")
    ran = in_process("check", broken, "--on", ON, "--lang", language, "--format", form)
    assert ran.code == 2
    said = {
        "en": ("Nearest: 'country'", "lacks 'campaign'"),
        "ar": ("أقرب اسم: 'country'", "ينقص الحقل 'campaign'"),
        "fr": ("Le nom le plus proche est 'country'", "il manque le champ 'campaign'"),
    }
    written = json.loads(ran.out) if form in ("sarif", "gitlab") else html.unescape(ran.out)
    told = json.dumps(written, ensure_ascii=False) if not isinstance(written, str) else written
    told = re.sub(r"\s+", " ", told.replace("\\", ""))  # lines are wrapped, and Markdown escapes its marks
    for spoken, sentences in said.items():
        assert [sentence in told for sentence in sentences] == [spoken == language] * 2, told


def test_paths_are_relative_to_where_the_check_runs(
    in_process: InProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Files(tmp_path).campaign("early", file="campaigns/water.yaml")
    monkeypatch.chdir(tmp_path)
    (profile,) = json.loads(in_process("check", path, "--on", ON, "--format", "json").out)["profiles"]
    assert profile["file"] == "campaigns/water.yaml"
    assert os.fspath(tmp_path) not in in_process("check", path, "--on", ON, "--format", "sarif").out
