"""`munasara screen --format`: which files come of it, none of an earlier screening among them, and work broken off."""

import json
import os
import signal
import subprocess
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.commands.command import DAY, INSTALLED, InProcess, Munasara, heeds_ctrl_c
from tests.commands.test_screen import proposal

WRITTEN = ".munasara-written"
PARTS = ".munasara-screen"


def portfolio(folder: Path, number: int, settled: bool = False, **changes: Any) -> Path:
    """So many files of one proposal each, and one that is none. `settled`: all are answered, which is assessed fast."""
    received = folder / "received"
    received.mkdir()
    for one in range(number):
        said = json.dumps(proposal(one * 4 if settled else one) | changes, ensure_ascii=False)
        (received / f"secret-source-{one}.json").write_text(said, encoding="utf-8")
    (received / "secret-source-x.json").write_text('{"secret_field": 1}', encoding="utf-8")
    return received


def files(folder: Path) -> dict[str, bytes]:
    """Everything in the folder, and within workbooks."""
    found = {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
    for name in [name for name in found if name.endswith(".xlsx")]:
        with zipfile.ZipFile(folder / name) as archive:
            found |= {f"{name}/{part}": archive.read(part) for part in archive.namelist()}
    return found


def test_all_forms_are_written_unless_some_are_named(tmp_path: Path, in_process: InProcess) -> None:
    received, results = portfolio(tmp_path, 3), tmp_path / "results"
    ran = in_process("screen", received, "-o", results, "--on", DAY)
    assert ran.code == 1
    named = {"index.html", "screening.xlsx", "screening.csv", "screening.json"}
    told = {Path(line.removeprefix("Written: ")).name for line in ran.out.splitlines() if "Written" in line}
    assert told == {*named, "memo.html", "letters", "proposals"}
    pages = [f"secret-source-{one}.json.html" for one in range(3)]
    expected = named | {"memo.html", WRITTEN} | {f"{f}/{page}" for f in ("proposals", "letters") for page in pages}
    assert {str(path.relative_to(results)) for path in results.rglob("*") if path.is_file()} == expected
    assert all(path.stat().st_mode & 0o077 == 0 for path in results.rglob("*") if path.is_file())
    some = tmp_path / "some"
    assert in_process("screen", received, "-o", some, "--on", DAY, "--format", "csv,json").code == 1
    assert {path.name for path in some.iterdir()} == {"screening.csv", "screening.json", WRITTEN}
    assert (some / "screening.csv").read_bytes() == (results / "screening.csv").read_bytes()


def test_a_blind_screening_leaves_nobody_s_name_in_any_file(tmp_path: Path, in_process: InProcess) -> None:
    """Not even where one that was not blind has been written before."""
    received = portfolio(tmp_path, 3, campaign="Whispering Canary", country="LB", language="fr")
    results = tmp_path / "results"
    assert in_process("screen", received, "-o", results, "--on", DAY).code == 1
    mine = results / "letters" / "mine.txt"
    mine.write_text("kept", encoding="utf-8")
    ran = in_process("screen", received, "-o", results, "--on", DAY, "--blind")
    assert (ran.code, ran.err) == (1, "")
    assert mine.read_text(encoding="utf-8") == "kept", "only what a screening has written is taken away"
    mine.unlink()
    mine.parent.rmdir()
    for name, content in files(results).items():
        for said in (b"Canary", b"secret", b'"LB"', b">LB<", b'"language":"fr"', b'lang="fr"'):
            assert said not in content + name.encode(), name
    assert len(list((results / "proposals").iterdir())) == 3


def test_a_list_of_files_that_somebody_has_changed_removes_nothing_outside(
    tmp_path: Path, in_process: InProcess
) -> None:
    received, results, outside = portfolio(tmp_path, 1), tmp_path / "results", tmp_path / "outside.txt"
    outside.write_text("kept", encoding="utf-8")
    (results / "linked").parent.mkdir()
    (results / "linked").symlink_to(tmp_path)
    (results / WRITTEN).write_text(f"../outside.txt\n{outside}\nlinked/outside.txt\n", encoding="utf-8")
    assert in_process("screen", received, "-o", results, "--on", DAY, "--format", "csv").code == 1
    assert outside.read_text(encoding="utf-8") == "kept"


def test_several_processes_write_what_one_writes_and_time_leaves_no_trace(
    tmp_path: Path, munasara: Munasara, in_process: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    received = portfolio(tmp_path, 64, settled=True)
    assert munasara("screen", received, "-o", tmp_path / "several", "--on", DAY, "--lang", "ar").code == 1
    monkeypatch.setattr("api.screen_pool.cores", lambda: 1)
    assert in_process("screen", received, "-o", tmp_path / "one", "--on", DAY, "--lang", "ar").code == 1
    assert files(tmp_path / "several") == files(tmp_path / "one")


def test_a_workbook_needs_its_library_only_where_it_is_asked_for(
    tmp_path: Path, in_process: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    received = portfolio(tmp_path, 1)
    monkeypatch.setattr("api.screen_output.find_spec", lambda name: None)
    ran = in_process("screen", received, "-o", tmp_path / "asked", "--on", DAY, "--format", "xlsx,csv")
    assert (ran.code, ran.codes) == (2, ["FORM-001"])
    assert not (tmp_path / "asked").exists()
    ran = in_process("screen", received, "-o", tmp_path / "all", "--on", DAY)
    assert (ran.code, ran.codes[0]) == (1, "FORM-001")
    assert not (tmp_path / "all" / "screening.xlsx").exists()
    assert (tmp_path / "all" / "index.html").exists()


def test_a_file_in_the_way_is_a_mistake_that_names_it(tmp_path: Path, in_process: InProcess) -> None:
    received, results = portfolio(tmp_path, 1), tmp_path / "results"
    results.mkdir()
    (results / "proposals").write_text("a file", encoding="utf-8")
    ran = in_process("screen", received, "-o", results, "--on", DAY, "--format", "html")
    assert (ran.code, ran.codes[-1]) == (2, "CLI-005")
    assert str(results / "proposals") in ran.err
    assert (results / "proposals").read_text(encoding="utf-8") == "a file"


def test_what_is_broken_off_while_it_is_written_goes_on_and_ends_the_same(tmp_path: Path, munasara: Munasara) -> None:
    """A real Ctrl+C once pages appear: nothing has to be assessed again, and the results are those of a whole run."""
    received, results = portfolio(tmp_path, 100, settled=True), tmp_path / "results"
    words = [str(INSTALLED), "screen", str(received), "-o", str(results), "--on", DAY]
    begun = subprocess.Popen(
        words, env=munasara.environment(), stderr=subprocess.PIPE, start_new_session=True, preexec_fn=heeds_ctrl_c
    )
    deadline = time.monotonic() + 60
    while not (results / WRITTEN).exists() and begun.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    os.killpg(begun.pid, signal.SIGINT)
    _, err = begun.communicate(timeout=60)
    assert begun.returncode == 130, err
    assert b"SCREEN-004 broken off; proposals worked out and kept: 100." in err
    assert b"Traceback" not in err
    kept = [one for part in results.glob(f"{PARTS}/*/*.json") for one in json.loads(part.read_bytes())]
    assert len(kept) == 100
    assert munasara("screen", received, "-o", results, "--on", DAY).code == 1
    assert munasara("screen", received, "-o", tmp_path / "anew", "--on", DAY).code == 1
    assert files(results) == files(tmp_path / "anew")
