"""`munasara assess` into a PDF, and what is said where none can be made."""

import os
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.commands.command import DAY, InProcess, Munasara

ABSENT = "raise ImportError('blocked')\n"


def without(folder: Path, library: str) -> str:
    """A PYTHONPATH on which the library stands as something that cannot be imported."""
    (folder / f"{library}.py").write_text(ABSENT, encoding="utf-8")
    return os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH"))))


def test_it_goes_to_a_file_by_its_ending_or_by_name_and_is_brief_either_way(
    in_process: InProcess, sound: Path, tmp_path: Path
) -> None:
    written: list[bytes] = []
    for options in ((), ("--format", "pdf"), ("--brief",)):
        path = tmp_path / f"{len(written)}.pdf"
        ran = in_process("assess", sound, "--on", DAY, "--lang", "fr", *options, "-o", path)
        assert (ran.code, ran.out, ran.err) == (0, "", "")
        written.append(path.read_bytes())
    assert len(set(written)) == 1
    assert "Clean water" in PdfReader(BytesIO(written[0])).pages[0].extract_text()


def test_it_is_not_written_to_a_terminal(in_process: InProcess, sound: Path) -> None:
    ran = in_process("assess", sound, "--format", "pdf")
    assert (ran.code, ran.codes, ran.out) == (2, ["FORM-002"], "")


@pytest.mark.parametrize("command", ["plan", "compare"])
def test_what_is_no_report_on_one_campaign_is_no_pdf(
    command: str, in_process: InProcess, sound: Path, tmp_path: Path
) -> None:
    files = (sound, sound) if command == "compare" else (sound,)
    ran = in_process(command, *files, "-o", tmp_path / "x.pdf")
    assert (ran.code, ran.codes) == (2, ["CLI-011"])
    assert not (tmp_path / "x.pdf").exists()


def test_without_the_library_it_says_what_to_install(munasara: Munasara, sound: Path, tmp_path: Path) -> None:
    ran = munasara("assess", sound, "-o", tmp_path / "x.pdf", PYTHONPATH=without(tmp_path, "weasyprint"))
    assert (ran.code, ran.codes, ran.out) == (2, ["FORM-001"], "")
    assert "munasara[pdf]" in ran.err
    assert not (tmp_path / "x.pdf").exists()


def test_without_the_libraries_of_the_system_it_says_what_to_install(
    munasara: Munasara, sound: Path, tmp_path: Path
) -> None:
    (tmp_path / "libpango-1.0.so.0").touch()  # is found first, and is no library
    ran = munasara("assess", sound, "-o", tmp_path / "x.pdf", LD_LIBRARY_PATH=str(tmp_path))
    assert (ran.code, ran.codes, ran.out) == (2, ["FORM-006"], "")
    assert "libpango-1.0-0" in ran.err
    assert not (tmp_path / "x.pdf").exists()
