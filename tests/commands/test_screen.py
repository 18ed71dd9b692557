"""`munasara screen`: rows that add up, exit codes, work that is broken off and goes on, and who is not named."""

import json
import os
import pty
import re
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from engine.profile import Profile
from engine.screen_row import Row
from engine.screening import Assessed
from tests.commands.command import DAY, INSTALLED, InProcess, Munasara, heeds_ctrl_c
from tests.examples import advocacy
from tests.features.campaigns import HARMLESS

FOLDER = ".munasara-screen"
Make = Callable[[int], Path]


def proposal(number: int) -> dict[str, Any]:
    """One of four kinds, from ready to hardly begun, some answers missing."""
    random, answers = Random(number), dict[str, Any]()
    levels, missing = (("34", 0.0), ("2334", 0.02), ("1234", 0.05), ("012", 0.1))[number % 4]
    for question in advocacy().questions.values():
        if random.random() < missing:
            continue
        if question.kind == "level":
            evidence = {"reference": "x", "date": "2026-05-01", "owner": "y"}
            answers[question.id] = {"answer": random.choice(levels), "evidence": evidence}
        else:
            said = HARMLESS[question.id]
            answers[question.id] = said.split(", ") if question.kind == "choices" else said
    return {"campaign": f"Campaign {number}", "country": "TN", "answered_on": "2026-05-20", "answers": answers}


@pytest.fixture
def many(tmp_path: Path) -> Make:
    """A file with so many proposals, one a line."""

    def make(number: int) -> Path:
        path = tmp_path / "proposals.ndjson"
        lines = [json.dumps(proposal(one), ensure_ascii=False) for one in range(number)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return make


def document(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "screening.json").read_text(encoding="utf-8")))


def test_a_folder_is_screened_and_every_file_is_accepted_or_says_why_not(tmp_path: Path, in_process: InProcess) -> None:
    folder, results = tmp_path / "received", tmp_path / "results"
    (folder / "inside").mkdir(parents=True)
    for number, name in enumerate(("b.json", "inside/a.yaml", "c.yml")):
        (folder / name).write_text(json.dumps(proposal(number)), encoding="utf-8")
    (folder / "lines.ndjson").write_text(f"{json.dumps(proposal(3))}\n\n{{}}\n[1\n", encoding="utf-8")
    wrong = proposal(4) | {"answers": {"written_plan": 9, "tone": "loud"}}
    (folder / "wrong.json").write_text(json.dumps(wrong), encoding="utf-8")
    (folder / "letter.docx").write_text("Dear funder", encoding="utf-8")
    (folder / ".hidden").write_text("", encoding="utf-8")

    ran = in_process("screen", folder, "-o", results, "--on", DAY)

    assert ran.code == 1, "some rows were rejected, and the results are written all the same"
    assert "Received: 8. Accepted: 4. Rejected: 4." in ran.out
    made = document(results)
    assert {name: made["counts"][name] for name in ("received", "accepted", "rejected")} == {
        "received": 8, "accepted": 4, "rejected": 4
    }  # fmt: skip
    assert [one["key"] for one in made["proposals"]] == ["b.json", "c.yml", "inside/a.yaml", "lines.ndjson:1"]
    assert [one["key"] for one in made["rejected"]] == [
        "letter.docx", "lines.ndjson:3", "lines.ndjson:4", "wrong.json"
    ]  # fmt: skip
    codes = {one["key"]: [mistake["code"] for mistake in one["mistakes"]] for one in made["rejected"]}
    assert codes["letter.docx"] == ["INTAKE-001"]
    assert len(codes["wrong.json"]) == 2, "every reason, not the first alone"
    assert all(codes.values())
    assert sorted(ran.codes) == sorted(code for some in codes.values() for code in some)
    assert not (results / FOLDER).exists()


def test_the_same_proposals_in_another_order_give_the_same_bytes(
    tmp_path: Path, in_process: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []
    for turn in (1, -1):
        folder = tmp_path / f"received{turn}"
        folder.mkdir()
        for number in list(range(6))[::turn]:
            (folder / f"{number}.json").write_text(json.dumps(proposal(number)), encoding="utf-8")
        monkeypatch.chdir(folder)
        assert in_process("screen", *sorted(folder.iterdir())[::turn], "-o", tmp_path / "out", "--on", DAY).code == 0
        written.append((tmp_path / "out" / "screening.json").read_bytes())
    assert written[0] == written[1]


def test_nothing_to_screen_is_a_mistake_of_the_command(tmp_path: Path, in_process: InProcess) -> None:
    (tmp_path / "empty").mkdir()
    ran = in_process("screen", tmp_path / "empty", "-o", tmp_path / "results")
    assert (ran.code, ran.codes) == (2, ["SCREEN-001"])
    assert not (tmp_path / "results").exists()


def test_a_source_that_is_not_there_is_a_row_that_is_rejected(tmp_path: Path, in_process: InProcess) -> None:
    ran = in_process("screen", tmp_path / "nowhere", "-o", tmp_path / "results")
    assert (ran.code, ran.codes) == (1, ["DOC-001"])
    assert document(tmp_path / "results")["counts"]["rejected"] == 1


def test_results_do_not_go_into_a_folder_that_is_screened(tmp_path: Path, in_process: InProcess) -> None:
    ran = in_process("screen", tmp_path, "-o", tmp_path / "results", "--format", "pdf")
    assert (ran.code, ran.codes) == (2, ["CLI-007", "SCREEN-005"])


def test_rows_that_are_read_twice_are_all_rejected(tmp_path: Path, in_process: InProcess, many: Make) -> None:
    path = many(1)
    again = path.parent / ".." / path.parent.name / path.name
    ran = in_process("screen", path, again, "-o", tmp_path / "results", "--on", DAY)
    assert (ran.code, ran.codes) == (1, ["SCREEN-002", "SCREEN-002"])
    assert document(tmp_path / "results")["proposals"] == []


def test_files_of_one_name_are_told_apart_by_the_folders_before_them(
    tmp_path: Path, in_process: InProcess, many: Make
) -> None:
    for folder in ("a", "b", "c/a"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "p.ndjson").write_text(json.dumps(proposal(9)), encoding="utf-8")
    ran = in_process("screen", many(1), *(tmp_path / name for name in "abc"), "-o", tmp_path / "results", "--on", DAY)
    assert (ran.code, ran.codes) == (0, [])
    assert [one["key"] for one in document(tmp_path / "results")["proposals"]] == [
        "b/p.ndjson:1", "c/a/p.ndjson:1", "proposals.ndjson:1", f"{tmp_path.name}/a/p.ndjson:1"
    ]  # fmt: skip


def test_a_blind_screening_names_nobody(tmp_path: Path, in_process: InProcess, many: Make) -> None:
    path = many(8)
    path.write_text(path.read_text(encoding="utf-8") + "{}\n", encoding="utf-8")
    plain, blind = tmp_path / "plain", tmp_path / "blind"
    assert in_process("screen", path, "-o", plain, "--on", DAY).code == 1
    ran = in_process("screen", path, "-o", blind, "--on", DAY, "--blind")
    assert (ran.code, ran.err) == (1, ""), "where a rejected row stands would name it"
    text = (blind / "screening.json").read_text(encoding="utf-8")
    assert not re.search(r"Campaign \d|proposals\.ndjson|\"TN\"", text)
    named = {one["profile_digest"]: one for one in document(plain)["proposals"]}
    for one in document(blind)["proposals"]:
        same = named[one["profile_digest"]]
        assert one["key"] == one["profile_digest"][: len(one["key"])].upper()
        assert (one["possible"], one["measures"]) == (same["possible"], same["measures"])
        assert one["standing"]["above"] == same["standing"]["above"]


def test_a_blind_screening_counts_the_remarks_on_files_and_names_no_column(
    tmp_path: Path, in_process: InProcess
) -> None:
    path = tmp_path / "proposals.csv"
    path.write_text(
        "campaign_name,stage,answered_on,written_plan,Director of Green Hills\nx,preparing,2026-05-01,2,somebody\n",
        encoding="utf-8",
    )
    told = in_process("screen", path, "-o", tmp_path / "plain", "--on", DAY)
    assert "INTAKE-009" in told.codes
    assert "Director of Green Hills" in told.err
    blind = in_process("screen", path, "-o", tmp_path / "blind", "--on", DAY, "--blind")
    assert blind.codes == ["SCREEN-006"]
    assert "Green Hills" not in blind.err + blind.out


def test_redaction_keeps_back_what_sensitive_answers_say(tmp_path: Path, in_process: InProcess, many: Make) -> None:
    path, results = many(2), tmp_path / "results"
    text = path.read_text(encoding="utf-8")
    said = []
    for threat in ("no", "yes"):
        path.write_text(text.replace('"present_threat": "no"', f'"present_threat": "{threat}"'), encoding="utf-8")
        assert in_process("screen", path, "-o", results, "--on", DAY, "--redact").code == 0
        said.append((results / "screening.json").read_bytes())
    assert said[0] == said[1]


def test_many_by_several_processes_give_what_few_by_one_give(
    tmp_path: Path, munasara: Munasara, many: Make, in_process: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = many(210)
    only = ("--on", DAY, "--format", "json")
    assert munasara("screen", path, "-o", tmp_path / "several", *only).code == 0
    monkeypatch.setattr("api.screen_pool.cores", lambda: 1)
    assert in_process("screen", path, "-o", tmp_path / "one", *only).code == 0
    several, one = ((tmp_path / name / "screening.json").read_bytes() for name in ("several", "one"))
    assert several == one
    made = document(tmp_path / "one")
    assert (made["limits"]["exact"], made["limits"]["listed"], made["limits"]["cross_checked"]) == (False, False, 20)


def test_what_is_broken_off_goes_on_from_there_and_ends_the_same(
    tmp_path: Path, munasara: Munasara, many: Make
) -> None:
    """A real Ctrl+C: the signal goes to the command and to all its processes."""
    path, results = many(400), tmp_path / "results"
    words = [str(INSTALLED), "screen", str(path), "-o", str(results), "--on", DAY, "--format", "json"]
    begun = subprocess.Popen(
        words, env=munasara.environment(), stderr=subprocess.PIPE, start_new_session=True, preexec_fn=heeds_ctrl_c
    )
    deadline = time.monotonic() + 60
    while not list(results.glob(f"{FOLDER}/*/*.json")) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(begun.pid, signal.SIGINT)
    _, err = begun.communicate(timeout=60)
    assert begun.returncode == 130
    assert re.fullmatch(rb"SCREEN-004 broken off; proposals worked out and kept: \d+\. The same .*\n", err)
    assert not (results / "screening.json").exists()
    parts = sorted(results.glob(f"{FOLDER}/*/*.json"))
    kept = [one["profile_digest"] for part in parts for one in json.loads(part.read_bytes())]
    assert 0 < len(kept) < 400
    assert int(re.findall(rb"\d+", err)[1]) == len(kept)
    assert all(part.parent.stat().st_mode & 0o077 == 0 for part in parts)
    parts[0].write_text("[{}]", encoding="utf-8")  # damaged: worked out again

    went_on = munasara(*words[1:])
    anew = munasara("screen", path, "-o", tmp_path / "anew", "--on", DAY, "--format", "json")

    assert (went_on.code, anew.code) == (0, 0)
    assert (results / "screening.json").read_bytes() == (tmp_path / "anew" / "screening.json").read_bytes()
    assert not (results / FOLDER).exists()


def test_what_is_kept_is_taken_from_there(
    tmp_path: Path, many: Make, in_process: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond the first few, which both inferences assess anew, nothing is worked out a second time."""
    path, results, worked_out = many(40), tmp_path / "results", list[bool]()
    whole = Row.assess_row
    monkeypatch.setattr("api.screen_run.remove_parts", lambda output: None)

    def noted(assessor: Row, profile: Profile, cross_check: bool) -> Assessed:
        worked_out.append(cross_check)
        return whole(assessor, profile, cross_check)

    monkeypatch.setattr(Row, "assess_row", noted)
    first = in_process("screen", path, "-o", results, "--on", DAY)
    assert worked_out == [True] * 20 + [False] * 20
    assert in_process("screen", path, "-o", results, "--on", DAY) == first
    assert worked_out[40:] == [True] * 20
    assert in_process("screen", path, "-o", results, "--on", "2026-06-02").code == 0
    assert worked_out[60:] == [True] * 20 + [False] * 20, "another day is another screening"


def test_progress_shows_at_a_terminal_alone(tmp_path: Path, munasara: Munasara, many: Make) -> None:
    words = [str(INSTALLED), "screen", str(many(3)), "-o", str(tmp_path / "results"), "--on", DAY]
    assert munasara(*words[1:]).err == ""
    ours, its = pty.openpty()
    environment = munasara.environment(TERM="xterm", COLUMNS="80")
    subprocess.run(words, env=environment, stderr=its, stdout=subprocess.DEVNULL, check=True, timeout=60)
    os.close(its)
    shown = os.read(ours, 100_000)
    assert b"Proposals assessed: 3" in shown
    assert b"Files written: 11" in shown, "three pages and letters, overview, memo, workbook, CSV and JSON"
    os.close(ours)
