"""What a check says is true: of what is hidden, of what was never stored, of what it could not read, of its own end."""

import re
from pathlib import Path

import pytest

from tests.commands.command import InProcess
from tests.commands.gates import ON, Files


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
