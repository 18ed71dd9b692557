"""The steps about `munasara check`: each runs the whole path from a file to the document."""

import json
import shlex
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from pytest_bdd import given, parsers, then, when
from typer.testing import CliRunner

from api.cli import app
from engine.assess import assess
from engine.pack import Pack
from tests.features.campaigns import Campaign

SUBJECT = "Example"  # as campaigns.py calls every campaign


@dataclass
class Gate:
    """The files of one scenario, and what the last check of them said."""

    folder: Path
    waivers: list[dict[str, str]] = field(default_factory=list)
    baseline: bool = False
    code: int = -1
    text: str = ""

    @property
    def document(self) -> dict[str, Any]:
        return dict(json.loads(self.text))

    @property
    def profile(self) -> dict[str, Any]:
        (profile,) = self.document["profiles"]
        return dict(profile)

    def result(self, rule: str) -> dict[str, Any]:
        return next(dict(result) for result in self.profile["results"] if result["rule"] == rule)

    @property
    def file(self) -> Path:
        return self.folder / "campaign.yaml"

    def check(self, campaign: Campaign, options: str = "", days: int = 0) -> None:
        said = {
            "campaign": SUBJECT,
            "answered_on": campaign.on - timedelta(days=campaign.age),
            "answers": campaign.answers,
        }
        plain = json.loads(json.dumps(said, default=str))
        self.file.write_text(yaml.safe_dump(plain, sort_keys=False), encoding="utf-8")
        arguments = ["check", str(self.file), "--on", str(campaign.on + timedelta(days=days)), "--format", "json"]
        if self.waivers:
            path = self.folder / "waivers.yaml"
            path.write_text(yaml.safe_dump({"waivers": self.waivers}), encoding="utf-8")
            arguments += ["--waivers", str(path)]
        if self.baseline:
            arguments += ["--baseline", str(self.folder / "baseline.json")]
        ran = CliRunner().invoke(app, [*arguments, *shlex.split(options)])
        self.code, self.text = ran.exit_code, ran.stdout


@pytest.fixture
def gate(tmp_path: Path) -> Gate:
    return Gate(tmp_path)


@given(parsers.re(r'"(?P<finding>\w+)" is waived by "(?P<role>\w+)"(?P<ended> until yesterday)?$'))
def _(gate: Gate, campaign: Campaign, finding: str, role: str, ended: str | None) -> None:
    until = campaign.on + timedelta(days=-1 if ended else 60)
    said = {"finding": finding, "subject": SUBJECT, "reason": "risk_accepted", "text": "Known.", "approver": role}
    gate.waivers.append({**said, "expires": str(until), "evidence": "Minutes, item 3"})


@given("its assessment is stored as the baseline")
def _(gate: Gate, campaign: Campaign, pack: Pack) -> None:
    made = assess(campaign.profile(), pack, pack.policy["launch"], campaign.on)
    (gate.folder / "baseline.json").write_text(made.model_dump_json(by_alias=True), encoding="utf-8")
    gate.baseline = True


@when(parsers.re(r'its file is checked(?: with "(?P<options>[^"]+)")?(?: (?P<days>\d+) days later)?$'))
def _(gate: Gate, campaign: Campaign, options: str | None, days: str | None) -> None:
    gate.check(campaign, options or "", int(days or 0))


@then(parsers.re(r"the check (?P<outcome>passes|fails|is undecided|is invalid) with exit code (?P<code>\d)$"))
def _(gate: Gate, outcome: str, code: str) -> None:
    outcomes = {"passes": "passed", "fails": "failed", "is undecided": "undecided", "is invalid": "invalid"}
    assert (gate.document["outcome"], gate.code) == (outcomes[outcome], int(code))


@then("the check fails or is undecided")
def _(gate: Gate) -> None:
    assert gate.code in (1, 3)


@then(parsers.parse('what blocks is "{rules}"'))
def _(gate: Gate, rules: str) -> None:
    assert [result["rule"] for result in gate.profile["results"] if result["blocks"]] == rules.split(", ")


@then("nothing blocks")
def _(gate: Gate) -> None:
    assert gate.profile["results"]
    assert not any(result["blocks"] for result in gate.profile["results"])


@then(parsers.parse('"{rule}" does not block'))
def _(gate: Gate, rule: str) -> None:
    assert not gate.result(rule)["blocks"]
    assert any(result["blocks"] for result in gate.profile["results"])


@then(parsers.parse('"{rule}" stands at the line of "{question}"'))
def _(gate: Gate, rule: str, question: str) -> None:
    lines = gate.file.read_text(encoding="utf-8").splitlines()
    assert lines[gate.result(rule)["line"] - 1] == f"  {question}:"


@then(parsers.parse('the answer to "{question}" is not settled yet'))
def _(gate: Gate, question: str) -> None:
    assert [question] in [one["causes"] for one in gate.profile["results"] if one["about"] == "open_answer"]


@then(parsers.parse('nowhere in the result stands "{words}"'))
def _(gate: Gate, words: str) -> None:
    assert words not in gate.text


@then(parsers.parse('the waiver is "{state}"'))
def _(gate: Gate, state: str) -> None:
    assert [waiver["state"] for waiver in gate.document["waivers"]] == [state]


@then(parsers.parse('the finding "{fact}" is shown as waived'))
def _(gate: Gate, fact: str) -> None:
    result = gate.result(fact)
    assert (result["waived_by"], result["blocks"]) == (0, False)


@then(parsers.parse('without waivers the verdict would be "{verdict}"'))
def _(gate: Gate, verdict: str) -> None:
    assert gate.profile["unwaived"] == [verdict]
    assert gate.profile["possible"] != [verdict]


@then("only the baseline lets it pass")
def _(gate: Gate) -> None:
    assert gate.profile["known"]


@then(parsers.re(r'"(?P<rule>\w+)" is (?P<change>new|worse|uncertain|better|gone) because of the "(?P<since>\w+)"$'))
def _(gate: Gate, rule: str, change: str, since: str) -> None:
    moved = {one["rule"]: (one["change"], one["since"]) for one in gate.profile["changes"]["results"]}
    assert moved[rule] == (change, since)


@then(parsers.parse('the answer to "{question}" has expired since'))
def _(gate: Gate, question: str) -> None:
    assert question in gate.profile["changes"]["expired"]
    assert question not in gate.profile["changes"]["answers"]
