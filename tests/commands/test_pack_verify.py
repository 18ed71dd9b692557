"""`munasara pack verify` as a person runs it: what it prints, what it writes, how it ends."""

import json
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from api.packs import SHIPPED, pack_folder
from engine.pack_files import pack_digest
from tests.commands.command import InProcess


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    """A copy of the minimal pack."""
    folder = tmp_path / "garden"
    shutil.copytree(SHIPPED / "minimal", folder)
    return folder


def plant(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_pack_that_keeps_everything_ends_well_and_says_what_it_declares(in_process: InProcess) -> None:
    ran = in_process("pack", "verify", "minimal", "--no-times")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("minimal 1.1.0, under default:\n  rules_fire: 5 proven\n")
    assert "ends_reached: preparation=0, care=0: Every way to invite counts" in ran.out
    assert ran.out.splitlines()[-1].startswith("The pack keeps what it promises: ")
    assert " s)" not in ran.out


def test_a_check_proves_what_the_pack_promises_when_it_is_asked_to(in_process: InProcess, garden: Path) -> None:
    ran = in_process("pack", "check", garden, "--proofs")
    checked, *proved = ran.out.splitlines()
    assert (ran.code, ran.err) == (0, "")
    assert " is in order (" in checked
    assert proved[-1].startswith("The pack keeps what it promises: ")
    plant(garden / "rules/trusted_invitation.yaml", "{answer: safe_welcome, at_least: 3}", "{fact: people_stay_away}")
    assert in_process("pack", "check", garden).code == 0
    ran = in_process("pack", "check", garden, "--proofs")
    assert ran.code == 4
    assert ran.err.startswith("PROOF-")


def test_a_pack_that_is_not_in_order_is_not_proved_anything_of(in_process: InProcess, garden: Path) -> None:
    (garden / "pack.yaml").write_text("nonsense: true\n", encoding="utf-8")
    ran = in_process("pack", "check", garden, "--proofs")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("PACK-")


def test_a_failure_is_printed_with_its_line_and_answers_that_show_it(in_process: InProcess, garden: Path) -> None:
    plant(garden / "rules/trusted_invitation.yaml", "{answer: safe_welcome, at_least: 3}", "{fact: people_stay_away}")

    ran = in_process("pack", "verify", garden)

    assert ran.code == 4
    assert "The pack fails: " in ran.out
    assert (
        "PROOF-001 rules/trusted_invitation.yaml:18: no answers ever establish 'trusted_invitation' as confirmed. "
        "The nearest it comes is a way that asks for “invitation is in_person” and “people_stay_away is confirmed”, "
        "with only “invitation is in_person” met. Correct the condition, or remove the grade or the rule.\n"
        "    # Under the policy default, whatever is not listed:\n"
        "    answers:\n"
        "      invitation: in_person\n"
    ) in ran.err


def test_a_clause_that_never_holds_is_printed_with_what_comes_nearest(in_process: InProcess, garden: Path) -> None:
    plant(garden / "policies/default.yaml", "any_finding: {kinds: [blocker]}", "any_finding: {kinds: [exposure]}")

    ran = in_process("pack", "verify", garden)

    assert ran.code == 4
    assert ran.err.endswith(
        "PROOF-005 policies/default.yaml:14: clause 1 of STOP never holds under the policy 'default'. Nothing that it "
        "asks for is ever met: whatever comes near STOP gets NOT_YET. Correct its condition, or remove it.\n"
        "    # Under the policy default, whatever is not listed:\n"
        "    answers:\n"
        "      clear_purpose: 0\n"
    )


def test_an_answer_that_is_punished_is_shown_before_and_after(in_process: InProcess, garden: Path) -> None:
    rule = garden / "rules/vague_purpose.yaml"
    plant(rule, "{answer: clear_purpose, at_most: 1}", "{answer: clear_purpose, at_least: 2}")
    plant(rule, "severity: medium", "severity: high")

    ran = in_process("pack", "verify", garden)

    assert ran.code == 4
    assert "PROOF-015 questions/meeting.yaml:" in ran.err
    assert "raising 'clear_purpose' from 1 to 2 worsens the verdict from GO to CONDITIONS" in ran.err
    assert "# Then, instead:\n      clear_purpose: 2\n" in ran.err


def test_an_exception_that_is_not_needed_is_printed_with_its_line(in_process: InProcess, garden: Path) -> None:
    plant(garden / "pack.yaml", "subjects: [activities=talk]", "subjects: [activities=talk, permit]")

    ran = in_process("pack", "verify", garden)

    assert ran.code == 4
    assert ran.err.startswith("PROOF-018 pack.yaml:")
    assert "declares an exception from answers_matter for 'permit', of which the property holds." in ran.err


def test_a_property_that_does_not_exist_is_a_mistake_in_the_pack(in_process: InProcess, garden: Path) -> None:
    plant(garden / "pack.yaml", "property: ends_reached", "property: ends_met")

    ran = in_process("pack", "verify", garden)

    assert (ran.code, ran.out, ran.codes) == (4, "", ["PACK-003"])


def test_the_certificate_fits_its_schema_and_is_the_same_every_time(in_process: InProcess, tmp_path: Path) -> None:
    written = [tmp_path / "one.json", tmp_path / "two.json"]
    for path in written:
        assert in_process("pack", "verify", "minimal", "--no-times", "-o", path).code == 0

    certificate = json.loads(written[0].read_bytes())
    schema = json.loads(in_process("pack", "schema").out)["certificate"]
    Draft202012Validator(schema).validate(certificate)
    assert certificate["pack_digest"] == pack_digest(pack_folder("minimal"))
    assert written[0].read_bytes() == written[1].read_bytes()


def test_a_certificate_of_a_failing_pack_is_written_too(in_process: InProcess, garden: Path, tmp_path: Path) -> None:
    plant(garden / "pack.yaml", "subjects: [activities=talk]", "subjects: [permit]")

    assert in_process("pack", "verify", garden, "-o", tmp_path / "certificate.json").code == 4

    certificate = json.loads((tmp_path / "certificate.json").read_bytes())
    assert not certificate["holds"]
    assert certificate["counts"]["counter-example"] == 2
