"""What each command promises to a person or a script that runs it."""

import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from api.packs import SHIPPED, open_pack
from engine.pack import Pack
from engine.pack_files import pack_digest
from engine.version import VERSION
from tests.commands.command import DAY, INSTALLED, SOUND, InProcess, Munasara
from tests.commands.conftest import unprivileged

POLICIES = sorted(path.stem for path in (SHIPPED / "advocacy" / "policies").iterdir())
LANGUAGES: list[str] = yaml.safe_load((SHIPPED / "advocacy" / "pack.yaml").read_text(encoding="utf-8"))["languages"]
FORMS = ("text", "json", "html", "markdown")
SECRET = "s3cret-marker"
NO_PLAN = """\
campaign: Clean water
country: TN
answered_on: 2026-05-20
answers:
  written_plan: 0
  gatherings: none
"""
SENSITIVE = f"{{answer: 3, evidence: {{note: {SECRET}, reference: r, date: 2026-01-01, owner: o}}}}"
GUARDED = f"{NO_PLAN}  lawyers_on_call: {SENSITIVE}\n"


@pytest.fixture
def no_plan(tmp_path: Path) -> Path:
    path = tmp_path / "no_plan.yaml"
    path.write_text(NO_PLAN, encoding="utf-8")
    return path


# Assess.


@pytest.mark.parametrize("form", FORMS)
def test_an_assessment_comes_in_each_form_on_standard_output_or_in_a_file(
    form: str, munasara: Munasara, in_process: InProcess, sound: Path, tmp_path: Path
) -> None:
    output = tmp_path / "new folder" / "تقرير"
    output.parent.mkdir()

    shown = in_process("assess", sound, "--on", DAY, "--format", form)
    written = munasara("assess", sound, "--on", DAY, "--format", form, "--output", output)

    assert (shown.code, shown.err) == (written.code, written.err) == (0, "")
    assert written.out == ""
    assert output.read_bytes().decode() == shown.out
    assert shown.out.endswith("\n")
    assert list(output.parent.iterdir()) == [output]
    begins = {"text": "Campaign: Clean water", "json": "{", "html": "<!doctype html>", "markdown": "# "}[form]
    assert shown.out.lower().startswith(begins.lower())
    assert "\x1b" not in shown.out


def test_the_json_of_an_assessment_fits_the_published_schema(in_process: InProcess, sound: Path, no_plan: Path) -> None:
    schema = json.loads(in_process("pack", "schema").out)["assessment"]
    for policy in POLICIES:
        path = sound if policy == "quick" else no_plan
        assessed = json.loads(in_process("assess", path, "--on", DAY, "--format", "json", "--policy", policy).out)
        Draft202012Validator(schema).validate(assessed)
        assert assessed["receipt"]["on"] == DAY
        assert assessed["receipt"]["policy"] == policy
        assert assessed["receipt"]["engine"] == VERSION


@pytest.mark.parametrize(
    ("stage", "policy"),
    [("preparing", "default"), ("launching", "launch"), ("running", "running"), ("closing", "closing")],
)
def test_the_stage_of_the_campaign_chooses_the_policy(
    stage: str, policy: str, in_process: InProcess, tmp_path: Path
) -> None:
    path = tmp_path / "staged.yaml"
    path.write_text(SOUND.replace("preparing", stage), encoding="utf-8")

    assessed = json.loads(in_process("assess", path, "--on", DAY, "--format", "json").out)
    asked = json.loads(in_process("assess", path, "--on", DAY, "--format", "json", "--policy", "quick").out)

    assert assessed["policy"]["id"] == policy
    assert asked["policy"]["id"] == "quick"


def test_the_day_of_the_assessment_is_today_unless_it_is_given(in_process: InProcess, tmp_path: Path) -> None:
    before = date.today()
    path = tmp_path / "fresh.yaml"
    path.write_text(SOUND.replace("2026-05-20", before.isoformat()), encoding="utf-8")

    assessed = json.loads(in_process("assess", path, "--format", "json").out)

    assert date.fromisoformat(assessed["receipt"]["on"]) in (before, date.today())


def test_an_answer_expires_as_the_days_go_by(in_process: InProcess, sound: Path) -> None:
    def state(day: str) -> str:
        assessed = json.loads(in_process("assess", sound, "--on", day, "--format", "json").out)
        return next(str(a["state"]) for a in assessed["answers"] if a["question"] == "written_plan")

    assert state("2026-05-20") == "answered"
    assert state("2027-05-20") == "expired"


def test_an_assessment_may_be_dated_one_day_before_the_answers_and_no_more(in_process: InProcess, sound: Path) -> None:
    """Evening in Beirut is morning in New York."""
    assert in_process("assess", sound, "--on", "2026-05-19").code == 0
    assert in_process("assess", sound, "--on", "2026-05-18").codes == ["PROFILE-006"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_comes_in_each_language_of_the_pack(language: str, in_process: InProcess, sound: Path) -> None:
    ran = in_process("assess", sound, "--on", DAY, "--lang", language, "--format", "html")

    assert ran.code == 0
    assert f'lang="{language}"' in ran.out
    assert in_process("assess", sound, "--on", DAY, "--lang", language.upper(), "--format", "html").out == ran.out


def test_a_profile_in_json_is_the_same_profile(in_process: InProcess, no_plan: Path, tmp_path: Path) -> None:
    path = tmp_path / "profile.json"
    answers = {"written_plan": 0, "gatherings": "none"}
    data = {"campaign": "Clean water", "country": "TN", "answered_on": "2026-05-20", "answers": answers}
    path.write_text(json.dumps(data), encoding="utf-8")

    assert in_process("assess", path, "--on", DAY, "--format", "json").out == (
        in_process("assess", no_plan, "--on", DAY, "--format", "json").out
    )


def test_arabic_digits_are_levels_too(in_process: InProcess, no_plan: Path, tmp_path: Path) -> None:
    path = tmp_path / "digits.yaml"
    path.write_text(NO_PLAN.replace("written_plan: 0", "written_plan: ٠"), encoding="utf-8")

    assert in_process("assess", path, "--on", DAY).out == in_process("assess", no_plan, "--on", DAY).out


def test_a_hostile_name_is_shown_and_never_obeyed(in_process: InProcess, tmp_path: Path) -> None:
    path = tmp_path / "hostile.yaml"
    path.write_text(SOUND.replace("Clean water", "'<script>alert(1)</script> [red]x[/red] {{7*7}}'"), encoding="utf-8")

    assert "<script>alert" not in in_process("assess", path, "--on", DAY, "--format", "html").out
    shown = in_process("assess", path, "--on", DAY).out
    assert "<script>alert(1)</script> [red]x[/red] {{7*7}}" in " ".join(shown.split())


def test_the_order_of_the_answers_in_the_file_changes_nothing(in_process: InProcess, tmp_path: Path) -> None:
    head, _, answers = NO_PLAN.partition("answers:\n")
    path, turned = tmp_path / "one.yaml", tmp_path / "other.yaml"
    path.write_text(NO_PLAN, encoding="utf-8")
    turned.write_text(head + "answers:\n" + "\n".join(reversed(answers.splitlines())), encoding="utf-8")

    one = in_process("assess", path, "--on", DAY, "--format", "json")
    other = in_process("assess", turned, "--on", DAY, "--format", "json")

    assert one == other


# Redaction.


@pytest.mark.parametrize("form", FORMS)
def test_a_redacted_report_tells_nothing_of_sensitive_answers(
    form: str, in_process: InProcess, no_plan: Path, tmp_path: Path
) -> None:
    """Not what was answered, not the evidence, and not even whether there was an answer."""
    guarded = tmp_path / "guarded.yaml"
    guarded.write_text(GUARDED, encoding="utf-8")
    assert SECRET in in_process("assess", guarded, "--on", DAY, "--format", "json").out

    with_answer = in_process("assess", guarded, "--on", DAY, "--format", form, "--redact")
    without = in_process("assess", no_plan, "--on", DAY, "--format", form, "--redact")

    assert with_answer.code == 0
    assert SECRET not in with_answer.out
    assert with_answer.out == without.out


# Wrong use.

WRONG = {
    "an unknown language": (("--lang", "xx"), 2, "CLI-003", "It speaks en"),
    "an unknown policy": (("--policy", "lunch"), 2, "CLI-002", "Nearest: 'launch'"),
    "an unknown pack": (("--pack", "advocasy"), 2, "PACK-004", "Nearest: 'advocacy'"),
    "a day in words": (("--on", "tomorrow"), 2, "CLI-004", "2026-03-31"),
    "a day that does not exist": (("--on", "2026-02-30"), 2, "CLI-004", "year-month-day"),
    "an unknown form": (("--format", "docx"), 2, "Usage:", "'json'"),
    "an unknown option": (("--colour",), 2, "Usage:", "No such option"),
}


@pytest.mark.parametrize(("options", "code", "begins", "says"), WRONG.values(), ids=WRONG.keys())
def test_wrong_use_is_told_from_a_bad_pack(
    options: tuple[str, ...], code: int, begins: str, says: str, munasara: Munasara, sound: Path
) -> None:
    ran = munasara("assess", sound, *options)

    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(begins)
    assert says in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("arguments", [(), ("assess",), ("explain", "x.yaml"), ("pack",), ("pack", "chek"), ("assas",)])
def test_a_command_that_is_not_complete_exits_with_2(arguments: tuple[str, ...], in_process: InProcess) -> None:
    assert in_process(*arguments).code == 2


@pytest.mark.parametrize(
    "command",
    [
        "assess",
        "explain",
        "what-if",
        "plan",
        "questionnaire",
        "ask",
        "pack",
        "pack check",
        "pack test",
        "pack verify",
        "pack schema",
    ],
)
def test_each_command_explains_itself(command: str, in_process: InProcess) -> None:
    ran = in_process(*command.split(), "--help")

    assert ran.code == 0
    assert "Usage:" in ran.out


def test_ask_tells_every_mistake_in_the_profile_and_leaves_it_as_it_is(in_process: InProcess, tmp_path: Path) -> None:
    path = tmp_path / "mistaken.yaml"
    written = "campaign: x\nanswered_on: 2026-05-20\nsatge: running\nanswers:\n  allies: never\n  wirtten_plan: 3\n"
    path.write_text(written, encoding="utf-8")

    ran = in_process("ask", path, "--on", DAY)

    assert (ran.code, ran.codes) == (2, ["PROFILE-001", "PROFILE-005", "PROFILE-004"])
    assert path.read_text(encoding="utf-8") == written


def test_ask_tells_mistakes_also_in_a_profile_that_still_lacks_its_day(in_process: InProcess, tmp_path: Path) -> None:
    path = tmp_path / "undated.yaml"
    path.write_text(f"campaign: x\nanswered_on:\nanswers:\n  allies: {{answer: never, answered_on: {DAY}}}\n")

    ran = in_process("ask", path, "--on", DAY)

    assert (ran.code, ran.codes) == (2, ["PROFILE-005"])


# Where the output goes.


@pytest.mark.parametrize(
    "place",
    ["/", ".", "a file/report", "x" * 300, "/proc/report"],
    ids=["root", "here", "below a file", "too long", "proc"],
)
def test_an_output_that_cannot_be_written_is_refused(
    place: str, munasara: Munasara, sound: Path, tmp_path: Path
) -> None:
    (tmp_path / "a file").write_text("kept", encoding="utf-8")
    before = sorted(tmp_path.iterdir())

    ran = munasara("assess", sound, "--on", DAY, "-o", tmp_path / place)

    assert (ran.code, ran.out, ran.codes) == (2, "", ["CLI-005"])
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "a file").read_text(encoding="utf-8") == "kept"


def test_an_output_file_is_replaced_whole(in_process: InProcess, sound: Path, tmp_path: Path) -> None:
    output = tmp_path / "report"
    output.write_text("old" * 100_000, encoding="utf-8")

    assert in_process("assess", sound, "--on", DAY, "-o", output).code == 0

    assert "old" * 3 not in output.read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report", "sound.yaml"]


def test_an_output_folder_without_permission_is_refused(in_process: InProcess, sound: Path, tmp_path: Path) -> None:
    assert in_process("assess", sound, "--on", DAY).code == 0  # so that nothing else needs to be written
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)

    with unprivileged():
        ran = in_process("questionnaire", "-o", locked / "blank.yaml")

    assert (ran.code, ran.codes, list(locked.iterdir())) == (2, ["CLI-005"], [])


def test_a_pipe_is_written_to_and_not_replaced(munasara: Munasara, sound: Path, tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with subprocess.Popen(["cat", str(fifo)], stdout=subprocess.PIPE) as reader:
        ran = munasara("assess", sound, "--on", DAY, "-o", fifo)
        received = reader.communicate()[0]

    assert ran.code == 0
    assert received.startswith(b"Campaign: Clean water")
    assert fifo.is_fifo()


@pytest.mark.parametrize(
    "arguments", [("assess", "{}", "--on", DAY), ("questionnaire",), ("pack", "check", "advocacy"), ("pack", "schema")]
)
def test_a_reader_that_has_seen_enough_is_no_failure(
    arguments: tuple[str, ...], munasara: Munasara, sound: Path
) -> None:
    """As in `munasara assess ... | head -1`; here the reader is gone before the first line."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [str(INSTALLED), *(part.format(sound) for part in arguments)]

    ran = subprocess.run(command, env=munasara.environment(), stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)

    assert (ran.returncode, ran.stderr) == (0, b"")


def test_a_full_disk_is_told(munasara: Munasara, sound: Path) -> None:
    command = [str(INSTALLED), "assess", str(sound), "--on", DAY]
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(command, env=munasara.environment(), stdout=full, stderr=subprocess.PIPE, check=False)

    assert ran.returncode == 2
    assert ran.stderr.decode().splitlines() == [
        "CLI-005 standard output: cannot be written: No space left on device. "
        "Name a file in a folder that you may write to."
    ]


def test_a_closed_standard_output_is_told(munasara: Munasara, sound: Path) -> None:
    command = ["sh", "-c", 'exec "$0" assess "$1" >&-', str(INSTALLED), str(sound)]

    ran = subprocess.run(command, env=munasara.environment(), stderr=subprocess.PIPE, check=False)

    assert ran.returncode == 2
    assert ran.stderr.startswith(b"CLI-005 standard output")


# The machine it runs on.


def test_the_same_input_gives_the_same_bytes_in_every_process(munasara: Munasara, no_plan: Path) -> None:
    commands: list[tuple[object, ...]] = [("assess", no_plan, "--on", DAY, "--format", form) for form in FORMS[1:]]
    commands += [("explain", no_plan, "silence_and_fear", "--on", DAY), ("questionnaire", "--on", DAY)]

    for command in commands:
        first = munasara(*command, PYTHONHASHSEED="0")
        second = munasara(*command, PYTHONHASHSEED="4242", TZ="Pacific/Kiritimati", FORCE_COLOR="1")
        assert first.code == 0
        assert first == second


def test_a_console_without_unicode_is_no_obstacle(munasara: Munasara, sound: Path) -> None:
    plain = {"LC_ALL": "C", "LANG": None, "PYTHONIOENCODING": None, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

    ran = munasara("assess", sound, "--on", DAY, **plain)
    ascii_only = munasara("assess", sound, "--on", DAY, **{**plain, "PYTHONIOENCODING": "ascii"})

    assert (ran.code, ran.err) == (0, "")
    assert ran == ascii_only == munasara("assess", sound, "--on", DAY)
    assert not ran.out.isascii()


@pytest.fixture
def cold(munasara: Munasara, tmp_path: Path) -> Munasara:
    """The command with a cache of its own that is still empty."""
    return Munasara(tmp_path / "cache")


def test_a_checked_pack_is_kept_once_and_used_again(munasara: Munasara, cold: Munasara, sound: Path) -> None:
    expected = munasara("assess", sound, "--on", DAY)

    assert cold("assess", sound, "--on", DAY) == expected
    (kept,) = cold.cache.iterdir()
    before = kept.stat()
    assert cold("assess", sound, "--on", DAY) == expected
    assert (kept.stat().st_size, kept.stat().st_ino) == (before.st_size, before.st_ino)


def kept_pack(munasara: Munasara) -> Path:
    found = munasara.cache.glob(f"*-{pack_digest(SHIPPED / 'advocacy')}.json")
    return max(found, key=lambda path: path.stat().st_mtime_ns)


def rewritten(kept: Path, **changes: object) -> bytes:
    return json.dumps({**json.loads(kept.read_bytes()), **changes}).encode()


GARBAGE: dict[str, Callable[[Path], bytes]] = {
    "nothing": lambda _: b"",
    "noise": lambda _: bytes(range(256)),
    "deep": lambda _: b"[" * 100_000,
    "a pack without rules": lambda kept: rewritten(kept, rules=None),
    "another pack": lambda kept: rewritten(kept, digest="0" * 64),
    "half": lambda kept: kept.read_bytes()[: kept.stat().st_size // 2],
}


@pytest.mark.parametrize("content", GARBAGE.values(), ids=GARBAGE.keys())
def test_a_cache_file_that_is_not_what_it_should_be_is_passed_over(
    content: Callable[[Path], bytes], munasara: Munasara, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept = kept_pack(munasara)
    bad = tmp_path / kept.name
    bad.write_bytes(content(kept))
    monkeypatch.setenv("MUNASARA_CACHE", str(tmp_path))

    assert open_pack("advocacy") == Pack.model_validate_json(kept.read_bytes())
    assert bad.read_bytes() == kept.read_bytes()


def test_with_a_poisoned_cache_the_command_says_the_same(munasara: Munasara, cold: Munasara, sound: Path) -> None:
    cold.cache.mkdir()
    (cold.cache / kept_pack(munasara).name).write_bytes(bytes(range(256)))

    assert cold("assess", sound, "--on", DAY) == munasara("assess", sound, "--on", DAY)


NOWHERE: dict[str, dict[str, str | None]] = {
    "below a file": {"MUNASARA_CACHE": str(INSTALLED / "cache")},
    "where no folder can be": {"MUNASARA_CACHE": "/proc/nowhere"},
    "a user's cache that is a file": {"MUNASARA_CACHE": None, "XDG_CACHE_HOME": str(INSTALLED)},
    "a home that is a file": {"MUNASARA_CACHE": None, "XDG_CACHE_HOME": None, "HOME": str(INSTALLED)},
}


@pytest.mark.parametrize("environment", NOWHERE.values(), ids=NOWHERE.keys())
def test_where_nothing_can_be_kept_the_pack_is_read_each_time(
    environment: dict[str, str | None], munasara: Munasara, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)

    assert open_pack("advocacy") == Pack.model_validate_json(kept_pack(munasara).read_bytes())


def test_a_cache_folder_that_may_only_be_read_still_works(
    munasara: Munasara, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    monkeypatch.setenv("MUNASARA_CACHE", str(locked))
    expected = Pack.model_validate_json(kept_pack(munasara).read_bytes())

    with unprivileged():
        opened = open_pack("advocacy")

    assert opened == expected
    assert list(locked.iterdir()) == []


def test_a_user_without_a_home_can_still_assess(munasara: Munasara, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container that runs under a number that no list of users knows."""
    for name in ("MUNASARA_CACHE", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", {}.__getitem__)

    assert open_pack("advocacy") == Pack.model_validate_json(kept_pack(munasara).read_bytes())


# A failure inside.


def test_a_failure_inside_ends_in_one_sentence_and_code_4(munasara: Munasara, cold: Munasara, sound: Path) -> None:
    """A cached pack that was tampered with, so that its rules ask what none of its questions asks."""
    kept = kept_pack(munasara)
    pack = json.loads(kept.read_bytes())
    for section in pack["sections"]:
        section["questions"] = [q for q in section["questions"] if q["id"] != "posture"]
    cold.cache.mkdir()
    (cold.cache / kept.name).write_text(json.dumps(pack), encoding="utf-8")

    ran = cold("assess", sound, "--on", DAY)
    told = cold("assess", sound, "--on", DAY, MUNASARA_TRACEBACK="1")

    assert (ran.code, ran.out) == (4, "")
    assert re.fullmatch(r"INTERNAL-001 munasara failed \(KeyError in \w+\.py\)\. .*Please report this\.\n", ran.err)
    assert "posture" not in ran.err
    assert "Traceback" in told.err


# Explain.


def test_explaining_a_finding_goes_down_to_the_answer(munasara: Munasara, no_plan: Path) -> None:
    ran = munasara("explain", no_plan, "weak_planning", "--on", DAY)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Planning is weak. Severity: high. Confirmed.")
    assert "C1" in ran.out


def test_explaining_a_possible_finding_says_what_is_open(in_process: InProcess, no_plan: Path) -> None:
    assessed = json.loads(in_process("assess", no_plan, "--on", DAY, "--format", "json").out)
    possible = next(f for f in assessed["findings"] if f["outlook"] == "possible" and f["hinges_on"])
    codes = {answer["question"]: answer["code"] for answer in assessed["answers"]}

    ran = in_process("explain", no_plan, possible["fact"], "--on", DAY)

    assert ran.code == 0
    assert ran.out.startswith(possible["title"]["en"])
    assert any(codes[question] in ran.out for question in possible["hinges_on"])


def test_explaining_what_was_not_found_says_what_it_would_take(in_process: InProcess, no_plan: Path) -> None:
    ran = in_process("explain", no_plan, "gathering_not_permitted", "--on", DAY)

    assert ran.code == 0
    assert "not found here" in ran.out
    assert "A11" in ran.out


def test_every_finding_of_the_pack_can_be_explained(in_process: InProcess, no_plan: Path) -> None:
    for path in sorted((SHIPPED / "advocacy" / "rules").iterdir())[::6]:
        ran = in_process("explain", no_plan, path.stem, "--on", DAY)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.strip()


def test_a_report_tells_how_to_explain_a_finding_of_the_same_pack_under_the_same_policy(
    in_process: InProcess, no_plan: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(SHIPPED / "advocacy", tmp_path / "my pack"))
    options = ("--policy", "launch", "--pack", str(folder))

    said = " ".join(in_process("assess", no_plan, "--on", DAY, *options).out.split())

    (command,) = re.findall("“munasara (explain PROFILE [^”]+)”", said)
    verb, _, *rest = shlex.split(command)
    assert rest[1:] == list(options)
    assert in_process(verb, no_plan, *rest, "--on", DAY).code == 0


def test_a_mistyped_finding_is_suggested(munasara: Munasara, no_plan: Path) -> None:
    ran = munasara("explain", no_plan, "weak_planing")

    assert (ran.code, ran.out, ran.codes) == (2, "", ["CLI-001"])
    assert "Nearest: 'weak_planning'" in ran.err


# Questionnaire.


@pytest.mark.parametrize(
    ("policy", "language"),
    [*((policy, LANGUAGES[0]) for policy in POLICIES), *(("quick", code) for code in LANGUAGES[1:])],
)
def test_a_blank_questionnaire_is_a_profile_once_it_has_its_name_and_its_day(
    policy: str, language: str, in_process: InProcess, tmp_path: Path
) -> None:
    blank, filled = tmp_path / "blank.yaml", tmp_path / "filled.yaml"
    assert in_process("questionnaire", "--policy", policy, "--lang", language, "-o", blank).code == 0
    text = blank.read_text(encoding="utf-8")
    unnamed = in_process("assess", blank, "--policy", policy)
    text = re.sub(r'(?m)^campaign: ".+"', 'campaign: "Clean water"', text)

    blank.write_text(re.sub(r"(?m)^answered_on: \S+", "answered_on:", text), encoding="utf-8")
    undated = in_process("assess", blank, "--policy", policy)
    filled.write_text(re.sub(r"(?m)^answered_on:.*$", f"answered_on: {DAY}", text), encoding="utf-8")
    dated = in_process("assess", filled, "--policy", policy, "--on", DAY, "--format", "json")

    assert (unnamed.code, unnamed.codes) == (2, ["PROFILE-003"])
    assert "Write the name of the campaign there." in unnamed.err
    assert (undated.code, undated.codes) == (2, ["PROFILE-002"])
    assert "answered_on" in undated.err
    assert (dated.code, dated.err) == (0, "")
    asked = {answer["question"] for answer in json.loads(dated.out)["answers"] if answer["use"] != "not_examined"}
    assert set(yaml.safe_load(filled.read_text(encoding="utf-8"))["answers"]) == asked


def test_a_questionnaire_can_be_answered_where_it_asks(in_process: InProcess, tmp_path: Path) -> None:
    blank = in_process("questionnaire", "--policy", "quick").out
    filled = re.sub(r"(?m)^answered_on:.*$", f"answered_on: {DAY}", blank)
    filled = filled.replace('"Name of the campaign"', "Clean water")
    filled = filled.replace("  written_plan:\n", "  written_plan: 3\n").replace("  tone:\n", "  tone: strong\n")
    path = tmp_path / "filled.yaml"
    path.write_text(filled, encoding="utf-8")

    assessed = json.loads(in_process("assess", path, "--policy", "quick", "--on", DAY, "--format", "json").out)

    answered = {answer["question"]: answer["values"] for answer in assessed["answers"] if answer["values"]}
    assert answered == {"written_plan": ["3"], "tone": ["strong"]}


def test_no_line_of_a_questionnaire_is_wider_than_a_page(in_process: InProcess) -> None:
    assert max(len(line) for line in in_process("questionnaire").out.splitlines()) <= 120


# Packs.


def test_checking_a_pack_by_name_or_by_folder_says_what_it_holds(munasara: Munasara) -> None:
    by_name = munasara("pack", "check", "advocacy")

    assert (by_name.code, by_name.err) == (0, "")
    assert re.fullmatch(
        r"advocacy \d+\.\d+\.\d+ is in order \(questions: \d+, rules: \d+, remedies: \d+, policies: \d+\)\.\n",
        by_name.out,
    )
    assert munasara("pack", "check", SHIPPED / "advocacy") == by_name


def test_the_schemas_are_valid_and_written_one_file_each(in_process: InProcess, tmp_path: Path) -> None:
    printed = json.loads(in_process("pack", "schema").out)

    assert in_process("pack", "schema", "-o", tmp_path / "schemas").code == 0

    written = {path.name: json.loads(path.read_bytes()) for path in (tmp_path / "schemas").iterdir()}
    assert written == {f"{name}.schema.json": schema for name, schema in printed.items()}
    for schema in printed.values():
        Draft202012Validator.check_schema(schema)
