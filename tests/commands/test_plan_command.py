"""What `munasara plan` promises to a person or a script that runs it."""

import html as html_text
import json
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from engine.solver import Model, Solved
from tests.commands.command import InProcess, Munasara
from tests.examples import FOLDER

ON = ("--on", "2026-11-22")
CHAIN, SEVERE = FOLDER / "failure-chain.yaml", FOLDER / "severe-exposure.yaml"


def test_a_plan_comes_in_the_terminal_by_default(in_process: InProcess) -> None:
    ran = in_process("plan", CHAIN, *ON)
    assert (ran.code, ran.err) == (0, "")
    assert "Effort: 20 person-days. Time: 45 days." in ran.out
    assert "Proved: no plan leads there with less effort." in ran.out
    assert "\x1b" not in ran.out


@pytest.mark.parametrize("wishes", [(), ("--change-tactics", "--budget", "10", "--within", "20", "--keep", "allies")])
def test_the_json_of_plans_fits_the_published_schema(wishes: tuple[str, ...], in_process: InProcess) -> None:
    schema = json.loads(in_process("pack", "schema").out)["plan"]
    for profile in (CHAIN, SEVERE):
        ran = in_process("plan", profile, *ON, *wishes, "--format", "json")
        document = json.loads(ran.out)
        Draft202012Validator(schema).validate(document)
        assert document["format"] == "munasara.plan/1"
        assert not Draft202012Validator(schema).is_valid({**document, "nonsense": 1})


def test_the_json_names_every_question_and_finding_that_its_plans_mention(in_process: InProcess) -> None:
    document = json.loads(in_process("plan", CHAIN, *ON, "--format", "json").out)
    cheapest = document["plans"]["cheapest"]
    assert {change["question"] for step in cheapest["steps"] for change in step["answers"]} == {*document["questions"]}
    assert {*cheapest["clears"]} == {*document["titles"]}


@pytest.mark.parametrize("form", ["text", "json", "html", "markdown"])
def test_a_plan_is_the_same_to_the_byte_in_every_process(form: str, munasara: Munasara) -> None:
    """Python shuffles its sets anew in each process unless it is told a seed."""
    wishes = ("--change-tactics", "--budget", "15", "--format", form)
    first, second = (
        munasara("plan", FOLDER / "viral-but-hollow.yaml", *ON, *wishes, PYTHONHASHSEED=seed) for seed in ("1", "2")
    )
    assert (first.code, first.err) == (0, "")
    assert first.out == second.out


def test_the_form_follows_the_ending_of_the_file(in_process: InProcess, tmp_path: Path) -> None:
    for name, begins in (("a.json", "{"), ("a.html", "<!DOCTYPE html>"), ("a.md", "# "), ("a.txt", "Campaign:")):
        assert in_process("plan", CHAIN, *ON, "-o", tmp_path / name).code == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)


def test_no_plan_is_no_failure(in_process: InProcess) -> None:
    ran = in_process("plan", SEVERE, *ON, "--keep", "tactics", "--keep", "tone", "--within", "1")
    assert (ran.code, ran.err) == (0, "")
    assert "Why no plan leads to “Go”" in ran.out


def test_each_wish_is_heard(in_process: InProcess) -> None:
    ran = in_process(
        "plan", SEVERE, *ON, "--to", "CONDITIONS", "--within", "60", "--keep", "allies", "--change-tactics"
    )
    for said in ("“Go, with conditions”", "within 60 days", "stay as they are: G1.", "may change what it is"):
        assert said in ran.out


WRONG = {
    "a question that is not asked": (("--keep", "tactic"), "PLAN-001", "Nearest: 'tactics'"),
    "a verdict that the policy cannot give": (("--to", "GO", "--policy", "quick"), "PLAN-002", "best is CONDITIONS"),
    "a verdict that nobody wants": (("--to", "STOP"), "Usage:", "'go'"),
    "days that are over": (("--within", "-1"), "Usage:", "--within"),
    "a budget below nothing": (("--budget", "-1"), "Usage:", "--budget"),
}


@pytest.mark.parametrize(("options", "begins", "says"), WRONG.values(), ids=WRONG.keys())
def test_a_wish_that_cannot_be_exits_with_2(
    options: tuple[str, ...], begins: str, says: str, in_process: InProcess
) -> None:
    ran = in_process("plan", CHAIN, *ON, *options)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(begins)
    assert says in ran.err


def test_a_report_carries_the_cheapest_plan_and_the_terminal_does_not(in_process: InProcess) -> None:
    assert "Proved: no plan" not in in_process("assess", CHAIN, *ON).out
    for form in ("html", "markdown"):
        assert "Proved: no plan leads there with less effort." in in_process("assess", CHAIN, *ON, "--format", form).out
    assessed = json.loads(in_process("assess", CHAIN, *ON, "--format", "json").out)
    assert assessed["plans"] == json.loads(in_process("plan", CHAIN, *ON, "--format", "json").out)["plans"]


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [(("assess", CHAIN), False), (("plan", FOLDER / "ready.yaml"), False), (("plan", CHAIN), True)],
    ids=["an assessment", "nothing to do", "a plan"],
)
def test_the_solver_is_loaded_only_where_something_is_left_to_prove(
    arguments: tuple[object, ...], needed: bool, munasara: Munasara
) -> None:
    """It takes a quarter of a second, which a look at the terminal need not wait for."""
    code = (
        "import sys\nfrom api.cli import app\napp(sys.argv[1:], standalone_mode=False)\nprint('highspy' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments), *ON],
        env=munasara.environment(PYTHONPATH=str(FOLDER.parent.parent)),
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.splitlines()[-1] == str(needed)


def test_the_guide_shows_what_the_command_prints(in_process: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER.parent.parent)
    lines = [
        line.strip() for line in Path("docs/plans.md").read_text(encoding="utf-8").splitlines() if line[:4] == "    "
    ]
    commands = [number for number, line in enumerate(lines) if line.startswith("munasara plan")]
    assert len(commands) == 2
    for begin, end in zip(commands, [*commands[1:], len(lines)], strict=True):
        printed = " ".join(in_process(*lines[begin].split()[1:]).out.split())
        assert end > begin + 1
        for line in lines[begin + 1 : end]:
            assert " ".join(line.split()) in printed


# Trouble with the solver


def lie(self: Model, *_: object) -> Solved:
    """What a solver would say that is wrong."""
    return Solved("optimal", 0, 0, (0,) * len(self.lower))


@pytest.mark.parametrize(("form", "begins"), [("html", "<!DOCTYPE html>"), ("markdown", "# "), ("json", "{")])
def test_an_assessment_stands_when_its_plans_fail(
    form: str, begins: str, in_process: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = in_process("assess", CHAIN, *ON, "--format", "json")
    monkeypatch.setattr(Model, "solve", lie)
    ran = in_process("assess", CHAIN, *ON, "--format", form)
    assert (ran.code, ran.codes) == (0, ["PLAN-003"])
    assert ran.out.startswith(begins)
    if form == "json":
        told = json.loads(ran.out)
        assert (told["plans"], told["plans_failed"]) == (None, "PLAN-003")
        assert {**told, "plans": 0, "plans_failed": 0} == {**json.loads(sound.out), "plans": 0, "plans_failed": 0}
        Draft202012Validator(json.loads(in_process("pack", "schema").out)["assessment"]).validate(told)
    else:
        assert "The plans could not be worked out: solver trouble" in ran.out.replace("\\", "")


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_a_plan_that_fails_says_so_with_a_code_of_its_own(
    form: str, in_process: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Model, "solve", lie)
    ran = in_process("plan", CHAIN, *ON, "--format", form)
    assert (ran.code, ran.codes) == (4, ["PLAN-003"])
    assert "the solver contradicted the rules" in ran.err
    assert ran.out == "" if form == "json" else "solver trouble, a defect of Munasara" in ran.out


@pytest.mark.parametrize(("lang", "said"), [("ar", "تعذّر إعداد الخطط"), ("fr", "n'ont pas pu être établis")])
def test_that_plans_fail_is_said_in_every_language(
    lang: str, said: str, in_process: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Model, "solve", lie)
    for form in ("text", "markdown", "html"):
        out = in_process("plan", CHAIN, *ON, "--format", form, "--lang", lang).out
        assert said in html_text.unescape(out).replace("\n", " ")


def test_an_operator_may_limit_how_much_the_solver_is_asked(
    in_process: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUNASARA_SOLVER_QUESTIONS", "0")
    ran = in_process("plan", CHAIN, *ON)
    assert (ran.code, ran.err) == (0, "")
    assert "Bounds, not exact: the solver reached its limit" in ran.out
    assert "Proved:" not in ran.out
    assert in_process("plan", CHAIN, *ON).out == ran.out
    half = in_process("plan", FOLDER / "half-answered.yaml", *ON)
    assert "so whether there is a plan could not be worked out." in half.out.replace("\n", " ")
    assert "other plans" not in half.out
    monkeypatch.setenv("MUNASARA_SOLVER_QUESTIONS", "1000000")
    assert "Proved:" in in_process("plan", CHAIN, *ON).out


@pytest.mark.parametrize("said", ["-1", "many", "1.5", "²", "9" * 20])
def test_a_limit_that_cannot_be_read_is_no_limit_and_is_refused(
    said: str, in_process: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUNASARA_SOLVER_QUESTIONS", said)
    ran = in_process("plan", CHAIN, *ON)
    assert (ran.code, ran.codes) == (2, ["CLI-009"])
