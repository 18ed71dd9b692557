"""A profile that cannot be used: the command says what is wrong, where and how to mend it, and gives nothing away."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from tests.commands.command import DAY, INSTALLED, SOUND, InProcess, Munasara, Ran
from tests.commands.conftest import unprivileged

SECRET = "s3cret-marker"
HEAD = "campaign: Clean water\nanswered_on: 2026-05-20\n"


@dataclass(frozen=True)
class Bad:
    """A file and the mistakes reported for it, each as the code and the place after the file's name."""

    written: str | bytes
    expected: tuple[str, ...]
    says: tuple[str, ...] = ()
    name: str = "profile.yaml"
    arguments: tuple[str, ...] = field(default=())


def answers(*lines: str) -> str:
    """The answers begin on line 4."""
    return HEAD + "answers:\n" + "".join(f"  {line}\n" for line in lines)


ANSWERS = {
    "a level above four": Bad(answers("written_plan: 5"), ("PROFILE-005 :4",), ("a level from 0 to 4",)),
    "a level below zero": Bad(answers("written_plan: -1"), ("PROFILE-005 :4",)),
    "half a level": Bad(answers("written_plan: 2.5"), ("PROFILE-005 :4",)),
    "a level in words": Bad(answers(f"written_plan: {SECRET}"), ("PROFILE-005 :4",)),
    "an unknown option": Bad(answers(f"tone: {SECRET}"), ("PROFILE-005 :4",), ("conciliatory",)),
    "an unknown option among known ones": Bad(
        answers(f"tactics: [march, {SECRET}]"), ("PROFILE-005 :4",), ("not one of its options",)
    ),
    "neither yes nor no": Bad(answers("present_threat: perhaps"), ("PROFILE-005 :4",), ("Write yes or no",)),
    "an unknown question": Bad(
        answers(f"writen_plan: {SECRET}"), ("PROFILE-004 :4",), ("'writen_plan'", "Nearest: 'written_plan'")
    ),
    "several answers where one is asked for": Bad(
        answers("tone: [conciliatory, accusing]"), ("PROFILE-005 :4",), ("it takes one",)
    ),
    "an option that stands alone with another": Bad(
        answers("past_sanctions: [none, prison]"), ("PROFILE-005 :4",), ("excludes all others", "Write none by itself")
    ),
    "several options without brackets": Bad(
        answers("tactics: march, media"), ("PROFILE-005 :4",), ("not written as a list", "brackets")
    ),
    "several options between Arabic commas": Bad(
        answers("tactics: [march، media]"), ("PROFILE-005 :4",), ("not written as a list", "commas (,)")
    ),
    "an option in a word processor's quotes": Bad(
        answers("tone: “firm”"), ("PROFILE-005 :4",), ("quotes of another kind",)
    ),
    "an option with a capital": Bad(answers("tone: Firm"), ("PROFILE-005 :4",), ("in small letters",)),
    "an option chosen twice": Bad(answers("tactics: [march, march]"), ("PROFILE-005 :4",), ("twice",)),
    "unknown as one option of several": Bad(answers("tactics: [march, unknown]"), ("PROFILE-005 :4",)),
    "no option chosen": Bad(answers("tactics: []"), ("PROFILE-003 :4",), ("one answer, or a list of options",)),
    "an answer of 65 characters": Bad(answers(f"tone: {SECRET}{'x' * 60}"), ("PROFILE-003 :4",)),
    "an answer with an unknown field": Bad(
        answers("written_plan:", "  answer: 3", f"  evidnce: {SECRET}"), ("PROFILE-001 :6",), ("Nearest: 'evidence'",)
    ),
    "a list inside a list of options": Bad(answers(f"tactics: [[{SECRET}]]"), ("PROFILE-003 :4",)),
    "options as a mapping": Bad(
        answers(f"tactics: {{{SECRET}: yes, media: yes}}"),
        ("PROFILE-003 :4",),
        ("'tactics'", "a list between brackets"),
    ),
    "answers without spaces after their colons": Bad(
        answers("written_plan:3", "tone:firm"), ("PROFILE-003 :3",), ("a colon lacks the space",)
    ),
    "a question that is no name": Bad(answers(f"Written Plan: {SECRET}"), ("PROFILE-003 :4",), ("'Written Plan'",)),
}
FIELDS = {
    "no campaign": Bad(
        f"country: TN\nanswered_on: 2026-05-20\nlessons: [{SECRET}]\n", ("PROFILE-002 :1",), ("'campaign'",)
    ),
    "no day of answering": Bad(f"campaign: {SECRET}\n", ("PROFILE-002 :1",), ("lacks 'answered_on'",)),
    "a campaign without a name": Bad('campaign: "  "\nanswered_on: 2026-05-20\n', ("PROFILE-003 :1",), ("is empty",)),
    "a campaign of 10,000 characters": Bad(
        f"answered_on: 2026-05-20\ncampaign: {SECRET}{'x' * 10_000}\n", ("PROFILE-003 :2",), ("500 characters",)
    ),
    "a campaign without a name of its own": Bad(
        "answered_on: 2026-05-20\ncampaign: 'Nom de la campagne'\n", ("PROFILE-003 :2",), ("Write the name",)
    ),
    "an unknown field": Bad(f"{HEAD}contry: {SECRET}\n", ("PROFILE-001 :3",), ("Nearest: 'country'",)),
    "an unknown stage": Bad(f"{HEAD}stage: {SECRET}\n", ("PROFILE-003 :3",), ("'preparing', 'launching'",)),
    "a country by its name": Bad(f"{HEAD}country: {SECRET}\n", ("PROFILE-003 :3",), ("'country'",)),
    "a country that is none": Bad(f"{HEAD}country: ZZ\n", ("PROFILE-003 :3",), ("no country", "ISO 3166-1")),
    "a country in small letters": Bad(f"{HEAD}country: tn\n", ("PROFILE-003 :3",)),
    "answers as a list": Bad(f"{HEAD}answers:\n  - {SECRET}\n", ("PROFILE-003 :3",), ("is not a mapping",)),
    "lessons as one text": Bad(f"{HEAD}lessons: {SECRET}\n", ("PROFILE-003 :3",), ("'lessons' is not a list",)),
    "a list instead of a mapping": Bad(f"- {SECRET}\n", ("PROFILE-003 :1",), ("is not a mapping of fields",)),
    "a text instead of a mapping": Bad(f"{SECRET}\n", ("PROFILE-003 :1",)),
    # Dates.
    "a day that does not exist": Bad(
        "campaign: x\nanswered_on: 2026-02-30\n", ("PROFILE-003 :2",), ("year-month-day",)
    ),
    "a date in words": Bad(f"campaign: x\nanswered_on: {SECRET}\n", ("PROFILE-003 :2",), ("is not a date",)),
    "a bare number for a date": Bad(f"{HEAD}dates: {{launch: 0}}\n", ("PROFILE-003 :3",), ("'launch' is not a date",)),
    "the day before the month": Bad(f"{HEAD}dates: {{launch: 31-12-2026}}\n", ("PROFILE-003 :3",)),
    "answers from the future": Bad("campaign: x\nanswered_on: 2026-06-03\n", ("PROFILE-006 :2",), ("--on",)),
    "one answer from the future": Bad(
        answers("tone:", f"  evidence: {{note: {SECRET}}}", "  answered_on: 2027-01-01"), ("PROFILE-006 :6",)
    ),
    "an end before the launch": Bad(
        f"{HEAD}dates:\n  launch: 2026-09-01\n  end: 2026-08-31\n", ("PROFILE-006 :5",), ("ends before",)
    ),
}
FILES = {
    # No text, or too much of it.
    "an empty file": Bad("", ("DOC-004 ",), ("is empty", "munasara questionnaire")),
    "a spreadsheet": Bad(f"PK\x03\x04 xl/ {SECRET}", ("DOC-003 ",), ("munasara import",)),
    "a letter": Bad(f"PK\x03\x04 word/ {SECRET}", ("DOC-003 ",), ("munasara questionnaire",)),
    "only comments": Bad(f"# {SECRET}\n# nothing else\n", ("DOC-004 ",)),
    "a picture": Bad(b"\x89PNG\r\n\x1a\n\x00\x00" + SECRET.encode(), ("DOC-003 :1",)),
    "UTF-16": Bad(SOUND.encode("utf-16"), ("DOC-003 ",), ("UTF-16", "Save it as UTF-8")),
    "Latin-1": Bad(f"{HEAD}lessons: [caf\xe9 {SECRET}]\n".encode("latin-1"), ("DOC-003 :3",)),
    "ten megabytes": Bad(f"campaign: {SECRET}\n" + "#" * 10_000_000, ("DOC-002 ",), ("512 KiB",)),
    "a control character": Bad(f"{HEAD}lessons: ['\x1b[31m{SECRET}']\n", ("DOC-003 :3",)),
    "a control character in disguise": Bad(f'{HEAD}lessons: ["\\e[31m{SECRET}"]\n', ("DOC-003 :3",)),
    # Hostile YAML.
    "unclosed quotes": Bad(
        f'answered_on: 2026-05-20\ncampaign: "{SECRET}\n', ("DOC-005 :2",), ("line 2 are never closed",)
    ),
    "a value that cannot be": Bad(f"{HEAD}lessons: [@{SECRET}]\n", ("DOC-005 :3",)),
    "a duplicate key": Bad(f"{HEAD}campaign: {SECRET}\n", ("DOC-008 :3",), ("stands on line 1",)),
    "an anchor and its alias": Bad(
        f"answered_on: 2026-05-20\ncampaign: &{SECRET} x\nlessons: [*{SECRET}]\n", ("DOC-006 :2", "DOC-006 :3")
    ),
    "a billion laughs": Bad(
        HEAD + "a0: &a0 [ha]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)),
        ("DOC-006 :3", *(("DOC-006 :{}",) * 49)),
    ),
    "a merge key": Bad(f"{HEAD}dates:\n  <<: {{launch: {SECRET}}}\n", ("DOC-014 :4",)),
    "a tag": Bad(f"{HEAD}lessons: !{SECRET} [x]\n", ("DOC-007 :3",)),
    "a tag that would run code": Bad(
        f"{HEAD}lessons: [!!python/object/apply:os.system ['echo {SECRET}']]\n", ("DOC-007 :3",)
    ),
    "a directive": Bad(f"%TAG ! {SECRET}\n---\n{HEAD}", ("DOC-007 :1",)),
    "sixty thousand brackets": Bad("[" * 60_000, ("DOC-009 :1",), ("32 levels",)),
    "sixty thousand mappings": Bad("{a: " * 60_000, ("DOC-009 :1",)),
    "twenty thousand lessons": Bad(f"{HEAD}lessons: [{'x,' * 20_000}]\n", ("DOC-010 :3",)),
    "two documents": Bad(f"{HEAD}---\ncampaign: {SECRET}\n", ("DOC-012 :3",)),
    "a list as a key": Bad(f"{HEAD}[{SECRET}]: x\n", ("DOC-011 :3",)),
    # JSON.
    "not a number in JSON": Bad(
        '{"campaign": NaN,\n"answered_on": Infinity}', ("DOC-013 :1", "DOC-013 :2"), (), "p.json"
    ),
    "deep JSON": Bad('{"a":' * 100_000, ("DOC-009 :1",), (), "p.json"),
    "a duplicate key in JSON": Bad(f'{{"campaign": "x",\n"campaign": "{SECRET}"}}', ("DOC-008 :2",), (), "p.json"),
    "JSON cut short": Bad(f'{{"campaign": "{SECRET}",\n', ("DOC-005 :1",), (), "p.json"),
    "a huge number in JSON": Bad(
        f'{{"campaign": "x", "answered_on": "2026-05-20", "answers": {{"written_plan": {"9" * 5000}}}}}',
        ("PROFILE-003  (field answers.written_plan)",),
        (),
        "p.json",
    ),
    "a wrong level in JSON": Bad(
        '{"campaign": "x", "answered_on": "2026-05-20", "answers": {"written_plan": 7}}',
        ("PROFILE-005  (field answers.written_plan)",),
        (),
        "p.json",
    ),
}

BAD = ANSWERS | FIELDS | FILES
# What a process of its own can suffer from, and a few others; the rest goes the same way without one, for its number.
COMMANDED = FILES | {name: bad for place, (name, bad) in enumerate((ANSWERS | FIELDS).items()) if place % 6 == 0}

SEVERAL = (
    f"campaign: {SECRET}\n"
    "contry: TN\n"
    "stage: soon\n"
    "dates:\n"
    "  launch: tomorrow\n"
    "answers:\n"
    "  tactics: []\n"
    "  written_plan: {answr: 3}\n"
)
SEVERAL_ANSWERS = answers("tone: loud", "", "written_plan: 9", "unheard_of: 1", "tactics: [march, march]")


def refused(ran: Ran, path: Path | str, expected: tuple[str, ...]) -> None:
    """Exit code 2, these mistakes at these places and nothing else, and no word of what was answered."""
    assert ran.code == 2
    assert ran.out == ""
    assert "Traceback" not in ran.err
    assert SECRET not in ran.err.replace(str(path), "")
    lines = ran.err.splitlines()
    assert len(lines) == len(expected)
    for line, mistake in zip(lines, expected, strict=True):
        code, place = mistake.split(" ", 1)
        if place != ":{}":
            assert line.startswith(f"{code} {path}{place}{'' if place == '' else ': '}")
        assert line.startswith(f"{code} {path}")
        assert line.endswith(".")


def write(bad: Bad, folder: Path) -> Path:
    path = folder / bad.name
    path.write_bytes(bad.written.encode() if isinstance(bad.written, str) else bad.written)
    return path


@pytest.mark.parametrize("bad", COMMANDED.values(), ids=COMMANDED.keys())
def test_a_bad_profile_is_refused_with_code_place_and_remedy(bad: Bad, munasara: Munasara, tmp_path: Path) -> None:
    path = write(bad, tmp_path)

    ran = munasara("assess", path, "--on", DAY)

    refused(ran, path, bad.expected)
    assert all(words in ran.err for words in bad.says)


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_refused_profile_leaves_no_file_behind(bad: Bad, in_process: InProcess, tmp_path: Path) -> None:
    path, output = write(bad, tmp_path), tmp_path / "reports" / "report"
    output.parent.mkdir()

    ran = in_process("assess", path, "--on", DAY, "--format", "html", "-o", output)

    refused(ran, path, bad.expected)
    assert all(words in ran.err for words in bad.says)
    assert list(output.parent.iterdir()) == []


def test_every_mistake_in_the_form_of_a_profile_is_reported_at_once(munasara: Munasara, tmp_path: Path) -> None:
    path = tmp_path / "profile.yaml"
    path.write_text(SEVERAL, encoding="utf-8")

    ran = munasara("assess", path, "--on", DAY)

    assert sorted(line.split(" ")[:2] for line in ran.err.splitlines()) == [
        ["PROFILE-001", f"{path}:2:"],
        ["PROFILE-001", f"{path}:8:"],
        ["PROFILE-002", f"{path}:1:"],
        ["PROFILE-003", f"{path}:3:"],
        ["PROFILE-003", f"{path}:5:"],
        ["PROFILE-003", f"{path}:7:"],
    ]
    assert (ran.code, ran.out) == (2, "")
    assert SECRET not in ran.err


def test_every_answer_that_does_not_fit_is_reported_at_once(munasara: Munasara, tmp_path: Path) -> None:
    path = tmp_path / "profile.yaml"
    path.write_text(SEVERAL_ANSWERS + "dates: {launch: 2026-09-01, end: 2026-08-01}\n", encoding="utf-8")

    refused(
        munasara("assess", path, "--on", DAY),
        path,
        ("PROFILE-005 :4", "PROFILE-005 :6", "PROFILE-004 :7", "PROFILE-005 :8", "PROFILE-006 :9"),
    )


ALL_KINDS = f"""\
stage: soon
campaign: {SECRET}
contry: TN
answers:
  tone: loud
  writen_plan: {{answr: 3}}
  written_plan: {{answer: 9, evidence: {{date: soon, owner: x}}, answered_on: 2027-01-01}}
  tactics: [[march]]
  specific_demand:
    answer: 3
    evidence:
      date: 2027-01-01
      owner: "  "
  present_threat: perhaps
  Written Plan: 2
  unheard_of: [march]
dates: {{launch: 2026-09-01, end: 2026-08-01}}
lessons: one
answered_on: 2026-07-01
"""
ALL_KINDS_TOLD = (
    "PROFILE-003 :1",  # the stage
    "PROFILE-001 :3",
    "PROFILE-005 :5",
    "PROFILE-001 :6",  # an unknown field of an answer
    "PROFILE-004 :6",  # to an unknown question
    "PROFILE-003 :7",  # the date of its evidence
    "PROFILE-005 :7",
    "PROFILE-006 :7",
    "PROFILE-003 :8",
    "PROFILE-006 :12",
    "PROFILE-003 :13",
    "PROFILE-005 :14",
    "PROFILE-003 :15",
    "PROFILE-004 :16",
    "PROFILE-006 :17",
    "PROFILE-003 :18",
    "PROFILE-006 :19",
)


def test_mistakes_of_every_kind_are_told_at_once_in_the_order_of_the_lines(munasara: Munasara, tmp_path: Path) -> None:
    path = tmp_path / "profile.yaml"
    path.write_text(ALL_KINDS, encoding="utf-8")

    refused(munasara("assess", path, "--on", DAY), path, ALL_KINDS_TOLD)


def test_they_are_told_alike_of_a_profile_in_json(in_process: InProcess, tmp_path: Path) -> None:
    path = tmp_path / "profile.json"
    path.write_text(json.dumps(yaml.load(ALL_KINDS, Loader=yaml.BaseLoader)), encoding="utf-8")

    ran = in_process("assess", path, "--on", DAY)

    assert ran.code == 2
    assert Counter(ran.codes) == Counter(told.split()[0] for told in ALL_KINDS_TOLD)
    assert SECRET not in ran.err


def test_explain_refuses_what_assess_refuses(in_process: InProcess, tmp_path: Path) -> None:
    bad = BAD["a level above four"]
    path = write(bad, tmp_path)

    refused(in_process("explain", path, "weak_planning", "--on", DAY), path, bad.expected)


def test_a_key_cannot_pass_for_a_message_of_its_own(munasara: Munasara, tmp_path: Path) -> None:
    path = tmp_path / "profile.yaml"
    path.write_text(f'{HEAD}"x\\nPROFILE-000 forged": y\n"\\u202bgnp": z\n', encoding="utf-8")

    ran = munasara("assess", path, "--on", DAY)

    refused(ran, path, ("PROFILE-001 :3", "PROFILE-001 :4"))
    assert ran.err.replace("\n", "").isprintable()


def a_fifo(folder: Path) -> Path:
    os.mkfifo(folder / "fifo")
    return folder / "fifo"


def a_loop(folder: Path) -> Path:
    (folder / "loop").symlink_to(folder / "loop")
    return folder / "loop"


PLACES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "a directory": (lambda folder: folder, "is a directory."),
    "a file that is not there": (lambda folder: folder / "nothing.yaml", "does not exist."),
    "a link to itself": (a_loop, "cannot be opened by the system."),
    "a device without end": (lambda _: Path("/dev/zero"), "is a device, pipe or socket, not a file."),
    "a pipe that nobody writes to": (a_fifo, "is a device, pipe or socket, not a file."),
    "a file that opens and cannot be read": (lambda _: Path("/proc/self/mem"), "cannot be opened by the system."),
    "a file below a file": (lambda _: INSTALLED / "x.yaml", "cannot be opened by the system."),
    "a name that is too long": (lambda folder: folder / ("x" * 300), "cannot be opened by the system."),
}


@pytest.mark.parametrize(("place", "fact"), PLACES.values(), ids=PLACES.keys())
def test_what_is_no_readable_file_is_refused_unread(
    place: Callable[[Path], Path], fact: str, munasara: Munasara, tmp_path: Path
) -> None:
    path = place(tmp_path)
    if path.is_absolute() and path.parts[1] == "proc" and not path.exists():
        pytest.skip("only Linux has this file")

    ran = munasara("assess", path, "--on", DAY)

    refused(ran, path, ("DOC-001 ",))
    assert f"{path}: {fact}" in ran.err


def test_a_profile_without_permission_to_read_is_refused(in_process: InProcess, tmp_path: Path, sound: Path) -> None:
    assert in_process("assess", sound, "--on", DAY).code == 0  # so that nothing else needs to be read
    sound.chmod(0)

    with unprivileged():
        ran = in_process("assess", sound, "--on", DAY)

    refused(ran, sound, ("DOC-001 ",))
    assert "may not be read by this user." in ran.err


def test_a_profile_is_read_whatever_the_locale_of_its_reader(munasara: Munasara, tmp_path: Path) -> None:
    path = tmp_path / "ملف.yaml"
    path.write_text(f"{HEAD}lessons: [ماء]\nmiss: {SECRET}\n", encoding="utf-8")

    refused(munasara("assess", path, "--on", DAY, LC_ALL="C"), path, ("PROFILE-001 :4",))


def test_a_damaged_profile_is_refused_or_assessed_and_never_a_failure(in_process: InProcess, tmp_path: Path) -> None:
    """A sound file cut short, with a character replaced, and with a byte put in, here and there."""
    path, text = tmp_path / "cut.yaml", SOUND.encode()
    for place in range(0, len(text), 11):
        for content in (text[:place], text[:place] + b"[" + text[place + 1 :], text[:place] + b"\xff" + text[place:]):
            path.write_bytes(content)
            ran = in_process("assess", path, "--on", DAY, "--format", "json")
            assert ran.code in (0, 2)
            assert (ran.out == "") == (ran.code == 2)
            assert all(code.startswith(("DOC-", "PROFILE-")) for code in ran.codes)


def test_a_reader_that_has_no_cache_yet_refuses_alike(munasara: Munasara, tmp_path: Path) -> None:
    path = write(BAD["a level above four"], tmp_path)

    ran = munasara("assess", path, "--on", DAY, MUNASARA_CACHE=str(tmp_path / "cold"))

    refused(ran, path, ("PROFILE-005 :4",))


def test_the_module_behind_the_command_is_the_command(munasara: Munasara, tmp_path: Path) -> None:
    """Installed or not, one entry: what this file tests is what is shipped."""
    path = write(BAD["an empty file"], tmp_path)
    code = "import sys; from api.cli import main; sys.argv[0] = 'munasara'; main()"

    ran = subprocess.run(
        [sys.executable, "-c", code, "assess", str(path)], env=munasara.environment(), capture_output=True, check=False
    )

    assert ran.stderr.decode() == munasara("assess", path).err
