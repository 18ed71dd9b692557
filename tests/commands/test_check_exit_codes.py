"""Which exit code each situation comes to: verdicts, waivers, baselines and broken input, as a table."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import engine.checking
from engine.errors import Disagreement
from tests.commands.command import InProcess
from tests.commands.gates import ON, Files

Arrange = Callable[[Files], list[object]]


def campaigns(*kinds: str, options: tuple[str, ...] = ()) -> Arrange:
    def arrange(files: Files) -> list[object]:
        named = [files.campaign(kind, f"Campaign {n}", f"c{n}.yaml") for n, kind in enumerate(kinds)]
        return [*named, *options]

    return arrange


def waived(kind: str, *changes: dict[str, str], options: tuple[str, ...] = ()) -> Arrange:
    return lambda files: [files.campaign(kind), "--waivers", files.waivers(*changes), *options]


def since(kind: str, then: str, *options: str) -> Arrange:
    return lambda files: [files.campaign(kind), "--baseline", files.baseline(then), *options]


def another_version(kind: str, then: str, *options: str, **receipt: str) -> Arrange:
    receipt = receipt or {"pack_version": "0.9.0", "pack_digest": "0" * 64}
    return lambda files: [files.campaign(kind), "--baseline", files.baseline(then, **receipt), *options]


def broken(text: str, *more: str, options: tuple[str, ...] = ()) -> Arrange:
    return lambda files: [
        files.write("broken.yaml", text),
        *(files.campaign(kind, file=f"{kind}.yaml") for kind in more),
        *options,
    ]


def named(*arguments: str) -> Arrange:
    return lambda files: [files.folder / argument if "." in argument else argument for argument in arguments]


THREAT = {"finding": "present_threat"}
SITUATIONS: dict[str, tuple[int, Arrange]] = {
    # Verdicts
    "a campaign that is ready": (0, campaigns("go")),
    "conditions pass by default": (0, campaigns("conditions")),
    "conditions fail when only GO may pass": (1, campaigns("conditions", options=("--fail-on", "CONDITIONS"))),
    "not yet fails": (1, campaigns("early")),
    "not yet passes a gate that stops only at STOP": (0, campaigns("early", options=("--fail-on", "STOP"))),
    "stop fails": (1, campaigns("threat")),
    "stop fails the widest gate": (1, campaigns("threat", options=("--fail-on", "STOP"))),
    "open answers leave it undecided": (3, campaigns("open")),
    "open answers that cannot flip the gate": (0, campaigns("open", options=("--fail-on", "STOP"))),
    "decided to fail although something is open": (1, campaigns("early_and_open")),
    # Several profiles: the worst wins
    "undecided does not hide a failure": (1, campaigns("open", "early")),
    "nor when it comes last": (1, campaigns("early", "open")),
    "undecided shows through passes": (3, campaigns("go", "open", "go")),
    "all pass": (0, campaigns("go", "conditions", "go")),
    "broken beats failed": (2, broken("campaign: [", "early")),
    "broken beats undecided and passed": (2, broken("campaign: [", "open", "go")),
    # --exit-zero
    "exit zero covers a failure": (0, campaigns("early", options=("--exit-zero",))),
    "exit zero covers the undecided": (0, campaigns("open", options=("--exit-zero",))),
    "exit zero covers no broken profile": (2, broken("campaign: [", options=("--exit-zero",))),
    # Waivers
    "a waiver that binds": (0, waived("early", {})),
    "a waiver on its last day": (0, waived("early", {"expires": ON})),
    "a waiver that expired yesterday": (1, waived("early", {"expires": "2026-11-21"})),
    "a waiver by somebody else": (1, waived("early", {"approver": "campaigner"})),
    "a waiver for another campaign": (1, waived("early", {"subject": "Clean air"})),
    "a waiver of another finding": (1, waived("early", {"finding": "weak_planning"})),
    "a waiver of a finding that does not exist": (1, waived("early", {"finding": "bad_weather"})),
    "a blocker about safety cannot be waived": (1, waived("threat", THREAT)),
    "a waiver leaves the blocker beside it": (1, waived("early_and_threat", {}, THREAT)),
    "a waiver does not waive a rule of the policy": (1, waived("no_conditions_written", {})),
    "a waiver settles nothing that the policy asks of an answer": (3, waived("open", {})),
    "an idle waiver is harmless": (0, waived("go", {})),
    "an idle waiver is fatal under strict": (2, waived("go", {}, options=("--strict",))),
    "an expired one too": (2, waived("go", {"expires": "2026-11-21"}, options=("--strict",))),
    "a binding one is not": (0, waived("early", {}, options=("--strict",))),
    "nor one for a campaign that is not checked": (
        0,
        waived("early", {}, {"subject": "Clean air"}, options=("--strict",)),
    ),
    "a misspelt field in the waivers": (2, waived("early", {"expirse": "2027-01-01"})),
    "no such file of waivers": (2, lambda files: [files.campaign("early"), "--waivers", files.folder / "none.yaml"]),
    # Baselines
    "nothing new since the baseline": (0, since("early", "early")),
    "new since the baseline": (1, since("early", "go")),
    "worse since the baseline": (1, since("early_and_threat", "early")),
    "better than the baseline": (0, since("early", "early_and_threat")),
    "undecided as before": (0, since("open", "open")),
    "undecided for the first time": (3, since("open", "go")),
    "decided against what was open": (1, since("early", "open")),
    "a stop that hid a lesser clause, under another version": (
        0,
        another_version("early_and_threat", "early_and_threat"),
    ),
    "nor does another version of Munasara make it new": (
        0,
        another_version("early_and_threat", "early_and_threat", engine="0.0.1"),
    ),
    "conditions beside a stop, under another version": (
        0,
        another_version("threat", "threat", "--fail-on", "CONDITIONS"),
    ),
    "conditions beside not yet, under another version": (
        0,
        another_version("no_plan", "no_plan", "--fail-on", "CONDITIONS"),
    ),
    "strengths, under another version": (0, another_version("go", "go", "--fail-on", "CONDITIONS")),
    "open answers, under another version": (0, another_version("early_and_open", "early_and_open")),
    "undecided as before, under another version": (0, another_version("open", "open")),
    "better, under another version": (0, another_version("early", "early_and_threat")),
    "new, under another version": (1, another_version("early_and_threat", "threat")),
    "a baseline of another campaign": (
        1,
        lambda f: [f.campaign("early"), "--baseline", f.baseline("early", "Clean air")],
    ),
    "a baseline of a later day": (2, since("go", "go", "--on", "2026-10-01")),
    "a baseline that is no assessment": (2, lambda f: [f.campaign("go"), "--baseline", f.write("b.json", "{}")]),
    "a baseline under another policy": (2, since("go", "go", "--policy", "funder")),
    "two baselines of one campaign": (
        2,
        lambda f: [f.campaign("go"), *(w for n in "ab" for w in ("--baseline", f.baseline("go", file=f"{n}.json")))],
    ),
    # Broken input
    "no such profile": (2, named("none.yaml")),
    "a pattern that matches nothing": (2, named("none*.yaml")),
    "nor beside a campaign that is ready": (2, campaigns("go", options=("none*.yaml",))),
    "an ending of no form": (2, campaigns("go", options=("-o", "check.pdf"))),
    "a folder": (2, lambda files: [files.folder]),
    "an empty file": (2, broken("")),
    "an answer that fits no question": (2, broken("campaign: A\nanswered_on: 2026-11-01\nanswers: {allies: 9}\n")),
    "a question that the pack does not ask": (2, broken("campaign: A\nanswered_on: 2026-11-01\nanswers: {alies: 1}\n")),
    "an unknown policy": (2, campaigns("go", options=("--policy", "lunch"))),
    "an unknown form": (2, campaigns("go", options=("--format", "sarfi"))),
    "an unknown verdict": (2, campaigns("go", options=("--fail-on", "MAYBE"))),
    "a verdict on which nothing can fail": (2, campaigns("go", options=("--fail-on", "GO"))),
    "a verdict in small letters": (1, campaigns("conditions", options=("--fail-on", "conditions"))),
    "no profile at all": (2, lambda files: []),
    "a pack that is not there": (2, campaigns("go", options=("--pack", "none"))),
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_each_situation_has_its_exit_code(situation: str, in_process: InProcess, tmp_path: Path) -> None:
    expected, arrange = SITUATIONS[situation]

    ran = in_process("check", "--on", ON, *arrange(Files(tmp_path)))

    assert ran.code == expected, ran.out + ran.err
    assert "Traceback" not in ran.err


def test_a_pack_with_mistakes_ends_with_4_whatever_the_profiles_are(in_process: InProcess, tmp_path: Path) -> None:
    files = Files(tmp_path)
    files.write("pack/pack.yaml", "id: broken\n")

    ran = in_process("check", files.campaign("early"), "--on", ON, "--pack", tmp_path / "pack", "--exit-zero")

    assert ran.code == 4
    assert "PACK-002" in ran.codes


@pytest.mark.parametrize("beside", ["alone", "a broken file", "--exit-zero"])
def test_inferences_that_disagree_end_with_4_whatever_stands_beside(
    beside: str, in_process: InProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def disagree(*_: object) -> None:
        raise Disagreement("0" * 64, ["weak_planning"])

    monkeypatch.setattr(engine.checking, "require_agreement", disagree)
    files = Files(tmp_path)
    more: dict[str, list[object]] = {
        "alone": [],
        "a broken file": [files.write("broken.yaml", "campaign: [")],
        "--exit-zero": ["--exit-zero"],
    }

    for redaction in ("--redact", "--no-redact"):
        ran = in_process("check", files.campaign("go"), *more[beside], redaction, "--on", ON, "--format", "json")

        assert ran.code == 4
        (profile,) = (one for one in json.loads(ran.out)["profiles"] if one["outcome"] == "error")
        (told,) = profile["troubles"]
        assert told["code"] == "ENGINE-001"
        assert ("weak_planning" in told["fact"]) == (redaction == "--no-redact")
        assert profile["profile_digest"] == ("0" * 64 if redaction == "--no-redact" else None)
