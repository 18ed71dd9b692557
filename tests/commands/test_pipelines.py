"""The ways into a pipeline: pre-commit, the GitHub action and the GitLab component, each tried without a network."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.commands.command import INSTALLED, Munasara, Ran
from tests.commands.gates import ON, Files

ROOT = Path(__file__).parents[2]
BESIDE = Path(sys.executable).parent


def run(*arguments: object, cwd: Path = ROOT, **environment: str) -> Ran:
    ran = subprocess.run(
        [str(argument) for argument in arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        timeout=120,
        check=False,
    )
    return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())


@pytest.fixture
def repository(tmp_path: Path) -> Files:
    """A repository of campaigns with one hook, the shipped one as a local hook on the installed command."""
    files = Files(tmp_path / "repository")
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    local = {**hook, "language": "system", "entry": f"{INSTALLED} check", "args": ["--on", ON]}
    files.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [{"repo": "local", "hooks": [local]}]}))
    assert run("git", "init", "--quiet", cwd=files.folder).code == 0
    return files


def committed(files: Files, munasara: Munasara) -> Ran:
    """Stage everything and run the hooks as a commit would."""
    assert run("git", "add", "--all", cwd=files.folder).code == 0
    home = str(files.folder.parent / "pre-commit")
    return run(BESIDE / "pre-commit", "run", cwd=files.folder, PRE_COMMIT_HOME=home, MUNASARA_CACHE=str(munasara.cache))


def test_pre_commit_stops_a_campaign_that_does_not_pass_and_shows_where(repository: Files, munasara: Munasara) -> None:
    repository.campaign("no_plan", file="campaigns/water.yaml")
    repository.write("other.yaml", "nothing: of ours\n")
    ran = committed(repository, munasara)
    assert ran.code == 1, ran.out + ran.err
    assert "exit code: 1" in ran.out
    assert "campaigns/water.yaml:" in ran.out
    assert "other.yaml" not in ran.out


def test_pre_commit_lets_a_ready_campaign_pass(repository: Files, munasara: Munasara) -> None:
    repository.campaign("go", file="campaigns/water.yaml")
    ran = committed(repository, munasara)
    assert ran.code == 0, ran.out + ran.err
    assert "Passed" in ran.out


def test_the_hook_is_what_pre_commit_reads() -> None:
    assert run(BESIDE / "pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml").code == 0


def test_the_action_is_what_github_reads() -> None:
    ran = run(BESIDE / "check-jsonschema", "--builtin-schema", "vendor.github-actions", ROOT / "action.yml")
    assert ran.code == 0, ran.out


def test_the_component_is_what_gitlab_reads(tmp_path: Path) -> None:
    spec, job = (ROOT / "templates" / "check.yml").read_text(encoding="utf-8").split("\n---\n")
    for name, text in (("spec.yml", spec), ("job.yml", job)):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        ran = run(BESIDE / "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", path)
        assert ran.code == 0, ran.out
    inputs = yaml.safe_load(spec)["spec"]["inputs"]
    used = {part.partition("]]")[0].strip().removeprefix("inputs.") for part in job.split("$[[")[1:]}
    assert used == set(inputs)
    assert "default" not in inputs["package"]  # whoever owns a name on a public index is not asked to run


def test_the_component_runs_a_command_that_there_is(tmp_path: Path, munasara: Munasara) -> None:
    """The job's own script, with what GitLab fills in and without the installation."""
    spec, job = map(yaml.safe_load, (ROOT / "templates" / "check.yml").read_text(encoding="utf-8").split("\n---\n"))
    files = Files(tmp_path)
    files.campaign("no_plan", file="campaigns/water.yaml")
    script = job["munasara-check"]["script"][1]
    for name, given in spec["spec"]["inputs"].items():
        script = script.replace(f"$[[ inputs.{name} ]]", str(given.get("default", "")))
    ran = run("bash", "-euc", script, cwd=tmp_path, **_environment(munasara))
    assert ran.code in (1, 3), ran.out + ran.err  # assessed today: what expired may leave it open
    reports = job["munasara-check"]["artifacts"]["reports"]
    for path in reports.values():
        assert (tmp_path / path).is_file()


def _environment(munasara: Munasara) -> dict[str, str]:
    return {"PATH": f"{BESIDE}:{os.environ['PATH']}", "MUNASARA_CACHE": str(munasara.cache)}


@pytest.mark.parametrize(
    ("kind", "code", "options"),
    [
        ("no_plan", 1, {}),
        ("go", 0, {"fail-on": "STOP"}),
        ("threat", 1, {"redact": "false", "on": ON}),
        ("go", 2, {"strict": "true", "waivers": "waivers.yaml", "on": ON, "exit-zero": "true"}),
    ],
)
def test_the_action_runs_its_own_script(
    kind: str, code: int, options: dict[str, str], tmp_path: Path, munasara: Munasara
) -> None:
    action: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    check = next(step for step in action["runs"]["steps"] if step.get("id") == "check")
    files = Files(tmp_path)
    files.campaign(kind, file="campaigns/with blank.yaml")
    files.waivers({})
    given = {name: str(one.get("default", "")) for name, one in action["inputs"].items()}
    given |= {"profiles": "campaigns/*.yaml\n", "output": "results", **options}
    inputs = {name: given[value[11:-3].strip()] for name, value in check["env"].items()}
    # The environment that the first step makes, as far as this machine has one.
    (tmp_path / "runner" / "munasara" / "bin").mkdir(parents=True)
    (tmp_path / "runner" / "munasara" / "bin" / "munasara").symlink_to(INSTALLED)
    outputs, summary = tmp_path / "outputs", tmp_path / "summary.md"
    ran = run(
        "bash", "-e", "-o", "pipefail", "-c", check["run"], cwd=tmp_path, **_environment(munasara), **inputs,
        RUNNER_TEMP=str(tmp_path / "runner"), GITHUB_OUTPUT=str(outputs), GITHUB_STEP_SUMMARY=str(summary),
    )  # fmt: skip
    assert ran.code == code, ran.out + ran.err
    assert outputs.read_text(encoding="utf-8") == f"exit-code={code}\n"
    assert ("::error" in ran.out) == (code > 0)
    assert ("present_threat" in ran.out) == (kind == "threat")
    (log,) = json.loads((tmp_path / "results" / "check.sarif").read_text(encoding="utf-8"))["runs"]
    assert log["invocations"][0]["exitCode"] == code
    assert "with blank.yaml" in summary.read_text(encoding="utf-8")
