"""What `munasara pack mutate` tells the authors of a pack, on a copy of the smallest one."""

import re
import shutil
from pathlib import Path

import pytest

from api.packs import SHIPPED
from tests.commands.command import InProcess

RULE = "rules/trusted_invitation.yaml"
# With 2 in it, this example notices the change; with 1 in place of 2 it is as true, and none does.
EXAMPLE = "{name: in person only, answers: {invitation: in_person, safe_welcome: 2}, outcome: absent}"
UNNOTICED = "confirmed: part 2: safe_welcome at_least 2"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED / "minimal", tmp_path / "pack"))


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def weaken(pack: Path) -> None:
    rewrite(pack / RULE, EXAMPLE, EXAMPLE.replace("2", "1"))


def give_reason(pack: Path, subject: str, change: str, reason: str) -> None:
    entry = f'  - subject: {subject}\n    change: "{change}"\n    reason: {reason}\n'
    (pack / "mutants.yaml").write_text(f"survivors:\n{entry}", encoding="utf-8")


def test_a_pack_whose_tests_notice_every_change_has_no_survivor(in_process: InProcess, pack: Path) -> None:
    ran = in_process("pack", "mutate", pack)

    assert (ran.code, ran.err) == (0, "")
    assert re.fullmatch(r"\d\d mutants, 0 survive, 100 % killed\.\n", ran.out)


def test_a_change_that_no_example_notices_any_more_is_named(in_process: InProcess, pack: Path) -> None:
    weaken(pack)

    ran = in_process("pack", "mutate", pack)

    assert ran.code == 4
    assert ran.err.splitlines() == [
        f"MUTANT-001 {RULE}: no test notices the change '{UNNOTICED}'. "
        "Add one that does, or say in mutants.yaml why none should."
    ]
    assert "1 survive, 98 % killed." in ran.out


def test_a_survivor_with_a_reason_is_listed_with_it_and_is_no_mistake(in_process: InProcess, pack: Path) -> None:
    weaken(pack)
    give_reason(pack, RULE, UNNOTICED, "Hosts who are named soon know what to do.")

    ran = in_process("pack", "mutate", pack)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[:2] == [f"{RULE}: {UNNOTICED}", "    Hosts who are named soon know what to do."]


@pytest.mark.parametrize(
    ("subject", "change", "says"),
    [
        (RULE, UNNOTICED, f"which '{RULE}: in person only' notices. Remove the reason."),
        (RULE, UNNOTICED.replace("2: safe", "2:safe"), f"which is no change that is tried. Nearest: '{UNNOTICED}'."),
        ("rules/gone.yaml", UNNOTICED, "which is no change that is tried. Correct or remove it."),
        (
            "rules/people_stay_away.yaml",
            "confirmed: part 1: vague_purpose only if confirmed",
            "which is proved to mean the same anyway. Remove the reason.",
        ),
    ],
)
def test_a_reason_that_no_survivor_needs_is_reported(
    subject: str, change: str, says: str, in_process: InProcess, pack: Path
) -> None:
    give_reason(pack, subject, change, "It was once so.")

    ran = in_process("pack", "mutate", pack)

    assert (ran.code, ran.codes) == (4, ["MUTANT-002"])
    assert f"mutants.yaml: gives a reason for {subject} '{change}', {says}" in ran.err
    assert "It was once so." not in ran.out


def test_reasons_do_not_make_up_for_too_few_tests(in_process: InProcess, pack: Path) -> None:
    """Without the variations of its cases the pack does not test its policy, which is a fifth of all changes."""
    case = pack / "cases" / "cold_hall.yaml"
    case.write_text(case.read_text(encoding="utf-8").partition("variations:")[0], encoding="utf-8")
    survivors = re.findall(
        r"MUTANT-001 (.+?): no test notices the change '(.+)'\.", in_process("pack", "mutate", pack).err
    )
    entries = [f'  - {{subject: {subject}, change: "{change}", reason: x}}\n' for subject, change in survivors]
    (pack / "mutants.yaml").write_text(f"survivors:\n{''.join(entries)}", encoding="utf-8")

    ran = in_process("pack", "mutate", pack)
    some = in_process("pack", "mutate", pack, "--only", "policies/")

    assert (ran.code, ran.codes) == (4, ["MUTANT-003"])
    assert re.match(r"MUTANT-003 minimal: the tests kill 8\d % of the mutants, fewer than 95 %\. ", ran.err)
    assert (some.code, some.err) == (0, ""), "of a part, how many are killed is no matter"


def test_only_the_parts_asked_for_are_changed_and_only_their_reasons_looked_at(
    in_process: InProcess, pack: Path
) -> None:
    weaken(pack)
    give_reason(pack, "rules/no_permit.yaml", "no such change", "x")

    assert in_process("pack", "mutate", pack, "--only", "trusted").codes == ["MUTANT-001"]
    assert in_process("pack", "mutate", pack, "--only", "no_permit").codes == ["MUTANT-002"]
    assert in_process("pack", "mutate", pack, "--only", "vague").code == 0


def test_a_test_that_fails_anyway_would_notice_everything_and_is_refused(in_process: InProcess, pack: Path) -> None:
    rewrite(pack / RULE, "in_writing, safe_welcome: 4", "in_person, safe_welcome: 4")

    ran = in_process("pack", "mutate", pack)

    assert (ran.code, ran.out) == (4, "")
    assert ran.err.splitlines() == [
        f"MUTANT-004 {RULE}: the test 'prepared only' fails in the pack as it is. "
        "Mend it first; `munasara pack test` says what came out."
    ]


def test_a_reason_is_text_in_a_file_of_its_form(in_process: InProcess, pack: Path) -> None:
    (pack / "mutants.yaml").write_text("survivors:\n  - {subject: x, change: x, because: x}\n", encoding="utf-8")

    ran = in_process("pack", "check", pack)

    assert (ran.code, ran.codes) == (4, ["PACK-001", "PACK-002"])
    assert f"{pack / 'mutants.yaml'}:2: lacks 'reason'" in ran.err
