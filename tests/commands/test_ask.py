"""What `munasara ask` promises to somebody who sits at a terminal, and to a script that answers in their place."""

import json
import os
import re
import shlex
import shutil
import stat
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from api.packs import SHIPPED
from reports.words import LANGUAGES
from tests.commands.asking import ANSWERED_ON, Asked, answers, codes, comments, only_open, said
from tests.commands.command import INSTALLED, SOUND, InProcess, Munasara
from tests.commands.conftest import unprivileged
from tests.examples import FOLDER, advocacy

EVIDENCE = "Under this policy, levels 3 and 4 count as 2 until the file has complete evidence for them."
SETTLED = "Nothing that is still open can change this verdict."


# A new profile


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_campaign_without_a_file_gets_one_that_says_how_to_go_on_in_an_editor(
    language: str, asked: Asked, in_process: InProcess, campaign: Path
) -> None:
    blank = in_process("questionnaire", "--policy", "quick", "--lang", language).out

    ran = asked(campaign, "", "حملة: «الماء»", "", "", "", "2", "3", options=("--lang", language))

    assert (ran.code, ran.err) == (0, "")
    assert said(campaign)["campaign"] == "حملة: «الماء»"
    assert said(campaign)["answered_on"] == ANSWERED_ON
    assert answers(campaign) == {"deceptive_means": "no", "participant_consent": "3"}
    changed = [line for line in campaign.read_text(encoding="utf-8").splitlines() if line not in blank.splitlines()]
    assert len(changed) == 4
    assert "Write no names of people" in ran.out or language != "en"
    assert in_process("assess", campaign, "--policy", "quick", "--on", ANSWERED_ON).code == 0


def test_a_new_file_is_for_its_owner_alone_and_nothing_lies_beside_it(asked: Asked, campaign: Path) -> None:
    assert asked(campaign, "Clean water", "", "", "", "2").code == 0
    assert stat.S_IMODE(campaign.stat().st_mode) == 0o600
    assert list(campaign.parent.iterdir()) == [campaign]


def test_a_new_file_may_be_json(asked: Asked, in_process: InProcess, tmp_path: Path) -> None:
    path = tmp_path / "campaign.json"

    assert asked(path, "Clean water", "", "", "", "2", "3").code == 0

    assert json.loads(path.read_bytes())["answers"] == {"deceptive_means": "no", "participant_consent": 3}
    assert in_process("assess", path, "--on", ANSWERED_ON).code == 0


@pytest.mark.parametrize("lines", [(), ("q",), ("",)], ids=["nothing", "stop", "an empty line"])
def test_who_stops_before_the_name_has_written_nothing(lines: tuple[str, ...], asked: Asked, campaign: Path) -> None:
    ran = asked(campaign, *lines)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("Stopped. Nothing was written.\n")
    assert not campaign.exists()


@pytest.mark.parametrize("name", ["x" * 501, "a\tb", "\x1b[A"], ids=["long", "a tab", "an arrow key"])
def test_a_name_that_no_profile_takes_is_asked_for_again(name: str, asked: Asked, campaign: Path) -> None:
    ran = asked(campaign, name, "Clean water")
    assert ran.out.count("Please write a name of 500 characters at most, on one line.") == 1
    assert said(campaign)["campaign"] == "Clean water"


# A profile that is there


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_blank_questionnaire_is_filled_in_where_it_asks(
    language: str, asked: Asked, in_process: InProcess, campaign: Path
) -> None:
    assert in_process("questionnaire", "--policy", "quick", "--lang", language, "-o", campaign).code == 0
    blank = campaign.read_text(encoding="utf-8")
    campaign.write_text(re.sub(r"answered_on: \S+", "answered_on:", blank), encoding="utf-8")
    before = campaign.read_text(encoding="utf-8").splitlines()

    name = re.findall('^campaign: "(.+)"', blank, re.MULTILINE)[0]
    ran = asked(campaign, name, "Clean water", "2", "u", "w", options=("--lang", language))

    assert (ran.code, ran.err) == (0, "")
    assert answers(campaign) == {
        "deceptive_means": "no",
        "participant_consent": "unknown",
        "in_course_reviews": "withheld",
    }
    after = campaign.read_text(encoding="utf-8").splitlines()
    changed = {new for old, new in zip(before, after, strict=True) if old != new}
    assert {line.split("#")[0].strip() for line in changed} == {
        'campaign: "Clean water"',
        f"answered_on: {ANSWERED_ON}",
        "deceptive_means: no",
        "participant_consent: unknown",
        "in_course_reviews: withheld",
    }


def test_a_profile_in_progress_keeps_its_answers_comments_and_evidence(
    asked: Asked, in_process: InProcess, campaign: Path
) -> None:
    campaign.write_bytes((FOLDER / "half-answered.yaml").read_bytes())
    before, noted = said(campaign), comments(campaign)
    assessed = in_process("assess", campaign, "--policy", "quick", "--on", ANSWERED_ON, "--format", "json")
    open_now = {a["question"]: a for a in json.loads(assessed.out)["answers"] if a["state"] in ("unknown", "expired")}

    ran = asked(campaign, "2", "3", "1", "4", options=("--page", "9"))

    assert (ran.code, ran.err) == (0, "")
    filled = {name: given for name, given in answers(campaign).items() if given != before["answers"].get(name)}
    assert len(filled) == 4
    assert filled.keys() <= open_now.keys()
    assert all(given["answered_on"] == ANSWERED_ON for given in filled.values()), "the profile is older"
    assert {name: given for name, given in answers(campaign).items() if name not in filled} == {
        name: given for name, given in before["answers"].items() if name not in filled
    }
    assert comments(campaign) == noted
    assert "So far nobody knew." in ran.out


def test_what_was_kept_back_is_never_asked_again(asked: Asked, campaign: Path) -> None:
    campaign.write_bytes((FOLDER / "half-answered.yaml").read_bytes())
    kept_back = [q.code for q in advocacy().questions.values() if answers(campaign).get(q.id) == "withheld"]
    assert kept_back
    ran = asked(campaign, *("" for _ in range(80)), options=("--policy", "default", "--page", "80"))
    assert ran.code == 0
    assert not set(kept_back) & set(codes(ran.out))


def test_an_answer_that_is_too_old_is_asked_for_again(asked: Asked, empty: Path) -> None:
    empty.write_text(SOUND.replace("2026-05-20", "2025-05-20"), encoding="utf-8")
    ran = asked(empty, *(["w"] * 80))
    assert "The answer that is there is too old to count." in ran.out
    assert answers(empty)["written_plan"] == {"answer": "withheld", "answered_on": ANSWERED_ON}


def test_a_profile_in_json_is_filled_in_as_well(asked: Asked, tmp_path: Path) -> None:
    path = tmp_path / "campaign.json"
    before = {"lessons": ["Meet early."], "campaign": "ماء", "answered_on": ANSWERED_ON, "answers": {"allies": 3}}
    path.write_text(json.dumps(before), encoding="utf-8")

    assert asked(path, "2").code == 0

    after = json.loads(path.read_bytes())
    assert after == {**before, "answers": {"allies": 3, "deceptive_means": "no"}}
    assert list(after) == list(before)


# When it ends


def test_it_stops_as_soon_as_nothing_matters_any_more_and_names_the_verdict(asked: Asked, empty: Path) -> None:
    ran = asked(empty, "1", "3", "3", "3")

    assert ran.code == 0
    assert codes(ran.out) == ["H2"]
    assert "\nVerdict: Stop\n" in ran.out
    assert f"\n{SETTLED}\n" in ran.out
    assert f"\n  munasara assess {empty} --policy quick\n" in ran.out
    assert ran.out.splitlines()[-1] == f"  munasara ask {empty} --policy default --all"
    assert "28 questions are left, which cannot change that; the same command with --all asks them." in ran.out
    assert "“Stop” is settled: People or principles are at risk" in ran.out
    assert answers(empty) == {"deceptive_means": "yes"}


def test_who_ends_can_still_correct_the_last_answer(asked: Asked, empty: Path) -> None:
    ran = asked(empty, "1", "b", "2", "q")
    assert codes(ran.out)[:2] == ["H2", "H2"]
    assert "It has a reply already; an empty line leaves it as it is." in ran.out
    assert answers(empty) == {"deceptive_means": "no"}
    assert len(codes(ran.out)) == 3, "what was settled is open again"


@pytest.mark.parametrize(
    ("language", "word"), [("en", "b"), ("en", "back"), ("fr", "retour"), ("ar", "ر"), ("ar", "b")]
)
def test_one_goes_back_one_question_at_a_time(language: str, word: str, asked: Asked, empty: Path) -> None:
    options = ("--policy", "quick", "--lang", language)
    forward = codes(asked(empty, "2", "3", "q", options=options).out)
    empty.write_text(f"campaign: x\nanswered_on: {ANSWERED_ON}\nanswers:\n", encoding="utf-8")

    ran = asked(empty, "2", "3", word, word, "", "1", "q", options=options)

    first, second, third = forward
    assert codes(ran.out) == [first, second, third, second, first, second, third]
    assert answers(empty) == {"deceptive_means": "no", "participant_consent": "1"}


def test_there_is_nothing_before_the_first_question(asked: Asked, empty: Path) -> None:
    ran = asked(empty, "b", "q")
    assert "No question was put before this one." in ran.out
    assert len(set(codes(ran.out))) == 1


def test_stage_country_and_launch_are_asked_first_and_asked_again_if_unclear(asked: Asked, campaign: Path) -> None:
    ran = asked(campaign, "Water", "9", "3", "Tunisia", "tn", "soon", "٢٠٢٧-٠١-١٥", "q")
    assert ran.code == 0
    assert said(campaign)["stage"] == "running"
    assert said(campaign)["country"] == "TN"
    assert said(campaign)["dates"]["launch"] == "2027-01-15"
    for sentence in ("one number from 1 to 4", "two letters", "year-month-day"):
        assert ran.out.count(f"Please write {sentence}") == 1
    assert advocacy().policy["running"].title["en"] in ran.out


def test_with_all_it_goes_on_through_the_rest(asked: Asked, empty: Path) -> None:
    ran = asked(empty, "1", "3", "3", "3", "q", options=("--all",))

    assert len(codes(ran.out)) == 5
    assert SETTLED in ran.out
    assert len(answers(empty)) == 4


def test_a_settled_profile_is_told_at_once(asked: Asked, empty: Path) -> None:
    asked(empty, "yes")
    before = empty.stat()

    ran = asked(empty, "3")

    assert (ran.code, codes(ran.out)) == (0, [])
    assert "Verdict: Stop" in ran.out
    assert (empty.stat().st_mtime_ns, empty.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_when_all_was_asked_it_says_what_leaves_the_verdict_open(asked: Asked, empty: Path) -> None:
    ran = asked(empty, *([""] * 80), options=("--page", "80"))

    assert ran.code == 0
    assert len(codes(ran.out)) == len(set(codes(ran.out))) == 29
    assert "Every open question has been asked." in ran.out
    assert "Verdict: undecided between" in ran.out.rpartition("Skipped.")[2]
    assert answers(empty) == {}


def test_the_verdict_is_looked_at_again_after_each_page(asked: Asked, empty: Path) -> None:
    one = asked(empty, "2", "3", "q", options=("--page", "1"))
    assert [line for line in one.out.splitlines() if "questions are open" in line] == [
        "29 questions are open.",
        "28 questions are open.",
        "27 questions are open.",
    ]
    three = asked(empty, "", "", "", "q")
    assert three.out.count("27 questions are open.") == 2


def test_who_stops_goes_on_later_where_they_stopped(asked: Asked, empty: Path, tmp_path: Path) -> None:
    at_once = tmp_path / "at once.yaml"
    at_once.write_bytes(empty.read_bytes())

    first = asked(empty, "2", "3", "3", "q")
    second = asked(empty, "2", "q")
    whole = asked(at_once, "2", "3", "3", "2", "q")

    assert "Stopped. Every answer is saved in" in first.out
    assert codes(first.out)[:3] + codes(second.out)[:2] == codes(whole.out)
    assert empty.read_bytes() == at_once.read_bytes()


def test_what_nobody_knew_today_comes_last_when_going_on(asked: Asked, empty: Path) -> None:
    first = asked(empty, "u", "u", "u")
    second = asked(empty, *([""] * 80), options=("--page", "80"))
    assert sorted(codes(second.out)[-3:]) == sorted(codes(first.out)[:3])


@pytest.mark.parametrize("last", ["2", ""], ids=["answered", "skipped"])
def test_a_full_check_is_not_offered_where_it_would_ask_nothing_more(last: str, asked: Asked, campaign: Path) -> None:
    only_open(campaign, "written_plan")
    ran = asked(campaign, last, options=("--policy", "launch"))
    assert codes(ran.out) == ["C1"]
    assert ran.out.endswith(f"\nThe whole assessment:\n  munasara assess {campaign} --policy launch\n")


def test_where_the_verdict_is_settled_a_full_check_asks_the_rest_all_the_same(asked: Asked, empty: Path) -> None:
    suggested = asked(empty, "1").out.splitlines()[-1].split()
    assert suggested[:2] == ["munasara", "ask"]
    ran = asked(empty, "q", options=tuple(suggested[3:]))
    assert len(codes(ran.out)) == 1


@pytest.mark.parametrize("end", [("2", "3", "q"), ("2", "3")])
def test_a_pack_that_is_a_folder_is_suggested_as_it_was_named(
    end: tuple[str, ...], asked: Asked, in_process: InProcess, campaign: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(SHIPPED / "minimal", tmp_path / "my pack"))
    manifest = folder / "pack.yaml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("id: minimal", "id: own"), encoding="utf-8")

    asked(campaign, "Walk", "", "", "", *end, options=("--pack", folder))
    ran = asked(campaign, *["1"] * 9, options=("--pack", folder))

    (suggested,) = [line for line in ran.out.splitlines() if line.startswith("  munasara assess")]
    assert shlex.split(suggested)[3:] == ["--pack", str(folder)]
    assert in_process(*shlex.split(suggested)[1:], "--on", ANSWERED_ON).code == 0


# Evidence


def unwrapped(out: str) -> str:
    return " ".join(out.split())


@pytest.mark.parametrize(("policy", "told"), [("launch", True), ("funder", True), ("default", False)])
def test_a_high_level_without_evidence_is_said_to_count_as_2_where_it_does(
    policy: str, told: bool, asked: Asked, campaign: Path
) -> None:
    only_open(campaign, "written_plan")
    high = unwrapped(asked(campaign, "3", options=("--policy", policy)).out)
    only_open(campaign, "written_plan")
    low = unwrapped(asked(campaign, "2", options=("--policy", policy)).out)

    assert bool(re.search(rf"Noted: level 3 \([^)]+\)\. {EVIDENCE}", high)) is told
    assert "Noted: level 2" in low
    assert EVIDENCE not in low


@pytest.mark.parametrize("reply", ["0", "4", "u"])
def test_of_a_sensitive_level_it_is_said_whatever_the_answer(reply: str, asked: Asked, campaign: Path) -> None:
    only_open(campaign, "security_plan")
    assert f"Noted. {EVIDENCE}" in unwrapped(asked(campaign, reply, options=("--policy", "launch", "--all")).out)


# Which questions


@pytest.mark.parametrize(
    ("stage", "options", "policy"),
    [
        ("preparing", (), "Quick check"),
        ("running", (), advocacy().policy["running"].title["en"]),
        ("preparing", ("--policy", "funder"), advocacy().policy["funder"].title["en"]),
    ],
)
def test_the_quick_policy_asks_unless_the_stage_or_the_command_names_another(
    stage: str, options: tuple[str, ...], policy: str, asked: Asked, empty: Path
) -> None:
    empty.write_text(f"stage: {stage}\n{empty.read_text(encoding='utf-8')}", encoding="utf-8")
    assert asked(empty, options=options).out.startswith(f"Clean water: {policy}\n")


def test_a_pack_without_a_quick_policy_is_asked_under_its_default(asked: Asked, campaign: Path) -> None:
    ran = asked(campaign, "Walk", "", "", "", "q", options=("--pack", "minimal"))
    assert ran.code == 0
    assert len(codes(ran.out)) == 1


# What cannot be


def test_a_profile_that_cannot_be_used_is_refused_and_left_as_it_is(asked: Asked, campaign: Path) -> None:
    for raw, code in (
        ("campaign: x\nanswered_on: 2026-11-22\nanswers: {tone: s3cret}\n", "PROFILE-005"),
        ("campaign: x\nanswered_on: 2026-11-22\nanswers: {tune: loud}\n", "PROFILE-004"),
        ("campaign: x\nanswers: {tone: firm}\n", "PROFILE-002"),
        ("campaign: x\nanswered_on: 2026-12-24\n", "PROFILE-006"),
        ("campaign: [\n", "DOC-005"),
    ):
        campaign.write_text(raw, encoding="utf-8")
        ran = asked(campaign, "1")
        assert (ran.code, ran.out, ran.codes) == (2, "", [code])
        assert str(campaign) in ran.err
        assert "s3cret" not in ran.err
        assert campaign.read_text(encoding="utf-8") == raw


@pytest.mark.parametrize(
    ("options", "code", "begins"),
    [
        (("--policy", "lunch"), 2, "CLI-002"),
        (("--lang", "xx"), 2, "CLI-003"),
        (("--page", "0"), 2, "Usage:"),
        (("--page", "many"), 2, "Usage:"),
        (("--pack", "advocasy"), 2, "PACK-004"),
    ],
)
def test_wrong_use_is_refused_before_anything_is_asked(
    options: tuple[str, ...], code: int, begins: str, asked: Asked, campaign: Path
) -> None:
    ran = asked(campaign, "Clean water", options=options)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(begins)
    assert not campaign.exists()


def test_a_bad_pack_exits_with_4(asked: Asked, campaign: Path, tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "pack.yaml").write_text("id: pack\n", encoding="utf-8")
    ran = asked(campaign, "Clean water", options=("--pack", pack))
    assert (ran.code, ran.out) == (4, "")
    assert not campaign.exists()


def test_a_folder_is_no_profile(asked: Asked, tmp_path: Path) -> None:
    assert asked(tmp_path, "x").codes == ["DOC-001"]


def test_a_file_in_which_nothing_can_be_filled_in_is_refused_by_code(asked: Asked, campaign: Path) -> None:
    raw = f"campaign: x\nanswered_on: {ANSWERED_ON}\n...\n"
    campaign.write_text(raw, encoding="utf-8")
    ran = asked(campaign, "1")
    assert (ran.code, ran.codes) == (2, ["ASK-001"])
    assert campaign.read_text(encoding="utf-8") == raw


def test_a_file_that_may_not_be_written_or_reached_is_refused_before_the_first_question(
    in_process: InProcess, empty: Path
) -> None:
    with TemporaryDirectory() as place:
        locked = Path(place) / "locked.yaml"
        locked.write_bytes(empty.read_bytes())
        locked.chmod(0o444)
        Path(place).chmod(0o755)
        with unprivileged():
            ran = in_process("ask", locked, "--on", ANSWERED_ON)
        assert (ran.code, ran.out, ran.codes) == (2, "", ["CLI-005"])
        Path(place).chmod(0o600)
        with unprivileged():
            unreached = in_process("ask", locked, "--on", ANSWERED_ON)
        assert (unreached.code, unreached.out, unreached.codes) == (2, "", ["DOC-001"])


def test_permissions_and_links_stay_what_they_are(asked: Asked, empty: Path, tmp_path: Path) -> None:
    empty.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(empty)

    assert asked(link, "2").code == 0

    assert link.is_symlink()
    assert stat.S_IMODE(empty.stat().st_mode) == 0o640
    assert answers(empty) == {"deceptive_means": "no"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["campaign.yaml", "link.yaml"]


def test_without_any_input_it_stops_like_anybody(munasara: Munasara, empty: Path) -> None:
    command = ["sh", "-c", f'exec "$0" ask "$1" --on {ANSWERED_ON} <&-', str(INSTALLED), str(empty)]
    ran = subprocess.run(command, env=munasara.environment(), capture_output=True, timeout=60, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"Stopped." in ran.stdout


def test_bytes_that_are_no_text_are_no_answer(munasara: Munasara, campaign: Path) -> None:
    command = [str(INSTALLED), "ask", str(campaign), "--on", ANSWERED_ON]
    typed = b"\xff\xfe\nClean water\n\n\n\n\xff\n2\n"
    ran = subprocess.run(command, env=munasara.environment(), input=typed, capture_output=True, timeout=60, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.count(b"Please write a name") == 1
    assert ran.stdout.count(b"Please write 1 or yes, or 2 or no.") == 1
    assert answers(campaign) == {"deceptive_means": "no"}


def test_a_reader_that_is_gone_is_no_failure(munasara: Munasara, empty: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [str(INSTALLED), "ask", str(empty), "--on", ANSWERED_ON]
    ran = subprocess.run(
        command, env=munasara.environment(), input=b"2\n", stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_a_full_disk_is_told(munasara: Munasara, empty: Path) -> None:
    command = [str(INSTALLED), "ask", str(empty), "--on", ANSWERED_ON]
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            command, env=munasara.environment(), input=b"2\n", stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (ran.returncode, ran.stderr.split()[0]) == (2, b"CLI-005")


def test_a_failure_inside_says_that_the_answers_are_saved(munasara: Munasara, empty: Path, tmp_path: Path) -> None:
    """A cached pack that was tampered with, so that its rules ask what none of its questions asks."""
    kept = max(munasara.cache.glob("*.json"), key=lambda path: path.stat().st_size)
    pack = json.loads(kept.read_bytes())
    for section in pack["sections"]:
        section["questions"] = [question for question in section["questions"] if question["id"] != "posture"]
    cold = Munasara(tmp_path / "cache")
    cold.cache.mkdir()
    (cold.cache / kept.name).write_text(json.dumps(pack), encoding="utf-8")

    ran = cold("ask", empty, "--on", ANSWERED_ON)

    assert (ran.code, ran.out) == (4, "")
    assert re.fullmatch(
        r"INTERNAL-001 munasara failed \(KeyError in \w+\.py\)\. What was answered before is saved\. .*\n", ran.err
    )
