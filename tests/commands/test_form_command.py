"""`munasara questionnaire --format`: each form, and what is said where one cannot be made."""

import json
import re
import sys
import zipfile
from pathlib import Path

import pytest

from tests.commands.command import InProcess

KINDS = {"xlsform": "form.xlsx", "xlsx": "proposals.xlsx", "json-schema": "profile.json", "paper": "form.html"}


@pytest.mark.parametrize("kind", KINDS)
def test_each_form_is_written_to_a_file_and_is_the_same_twice(kind: str, in_process: InProcess, tmp_path: Path) -> None:
    written = []
    for name in ("one", "other"):
        path = tmp_path / name / KINDS[kind]
        path.parent.mkdir()
        assert in_process("questionnaire", "--pack", "minimal", "--format", kind, "--lang", "ar", "-o", path).code == 0
        written.append(path.read_bytes())
    assert written[0] == written[1]
    if path.suffix == ".xlsx":
        assert zipfile.ZipFile(path).testzip() is None
    else:
        assert "clear_purpose" in path.read_text(encoding="utf-8")


def test_a_schema_and_a_page_can_go_to_standard_output_and_a_workbook_cannot(in_process: InProcess) -> None:
    schema = json.loads(in_process("questionnaire", "--pack", "minimal", "--format", "json-schema").out)
    assert set(schema["properties"]["answers"]["properties"]) >= {"clear_purpose", "permit"}
    assert in_process("questionnaire", "--pack", "minimal", "--format", "paper").out.startswith("<!DOCTYPE html>")
    for kind in ("xlsform", "xlsx"):
        ran = in_process("questionnaire", "--pack", "minimal", "--format", kind)
        assert (ran.code, ran.codes, ran.out) == (2, ["FORM-002"], "")


def test_a_form_that_exists_is_kept_unless_told_otherwise(in_process: InProcess, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"mine")
    words = ("questionnaire", "--pack", "minimal", "--format", "xlsform", "-o", path)
    assert in_process(*words).codes == ["CLI-006"]
    assert path.read_bytes() == b"mine"
    assert in_process(*words, "--force").code == 0
    assert path.read_bytes().startswith(b"PK")


def test_only_a_profile_file_begins_after_another_campaign_or_bears_a_day(
    in_process: InProcess, sound: Path, tmp_path: Path
) -> None:
    options = ("--from", sound, "--with-sensitive", "--on", "2026-11-01")
    ran = in_process("questionnaire", *options, "--format", "xlsform", "-o", tmp_path / "form.xlsx")
    assert (ran.code, ran.codes) == (2, ["FORM-003"] * 3)


def test_without_the_library_it_says_what_to_install(
    in_process: InProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.path", [])  # where libraries are looked for
    monkeypatch.delitem(sys.modules, "xlsxwriter", raising=False)
    ran = in_process("questionnaire", "--format", "xlsx", "--lang", "fr", "-o", tmp_path / "x.xlsx")
    assert (ran.code, ran.codes) == (2, ["FORM-001"])
    assert re.search(r"xlsxwriter.*munasara\[screen\]", ran.err)
    assert not (tmp_path / "x.xlsx").exists()


def test_sensitive_answers_are_carried_over_from_a_campaign_or_not_at_all(in_process: InProcess) -> None:
    ran = in_process("questionnaire", "--with-sensitive")
    assert (ran.code, ran.codes, ran.out) == (2, ["FORM-005"], "")
