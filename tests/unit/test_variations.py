"""A case told otherwise: whose answers it takes, what it is held to, and what is refused."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from api.packs import SHIPPED
from engine.errors import Refused
from engine.loader import load_pack
from engine.pack import Pack
from engine.pack_tests import test_pack as run_tests
from engine.trials import Trial, trials

CASE = "cases/walk_without_permit.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED / "minimal", tmp_path / "pack"))


def varied(folder: Path, variation: str) -> Pack:
    with (folder / CASE).open("a", encoding="utf-8") as file:
        file.write(f"variations:\n  - {{name: varied, {variation}}}\n")
    return load_pack(folder)


def the_trial(pack: Pack) -> Trial:
    (found,) = (trial for trial in trials(pack) if trial.name.startswith("varied "))
    return found


def answers(trial: Trial) -> dict[str, object]:
    return {name: given.answer for name, given in trial.profile.answers.items()}


def test_a_variation_takes_all_that_it_does_not_say_from_its_case(folder: Path) -> None:
    trial = the_trial(varied(folder, "answers: {permit: yes}, verdicts: {default: [CONDITIONS]}"))

    assert (trial.subject, trial.name, trial.on) == (CASE, "varied (default)", date(2026, 11, 22))
    assert answers(trial) == {
        "clear_purpose": "1",
        "safe_welcome": "3",
        "invitation": "in_person",
        "activities": ("talk", "procession"),
        "permit": "yes",
    }


def test_a_level_for_all_answers_every_level_question_that_the_variation_does_not(folder: Path) -> None:
    """Also one whose options carry levels, by the nearest of them; and no other question."""
    trial = the_trial(varied(folder, "every_level: 2, answers: {safe_welcome: 4}, verdicts: {default: [STOP]}"))

    assert answers(trial) == {
        "clear_purpose": "2",
        "safe_welcome": "4",
        "invitation": "in_writing",
        "activities": ("talk", "procession"),
        "permit": "no",
    }


def test_evidence_for_all_is_complete(folder: Path) -> None:
    trial = the_trial(varied(folder, "evidenced: true, verdicts: {default: [STOP]}"))

    assert all(given.evidence is not None and given.evidence.complete for given in trial.profile.answers.values())


def test_an_answer_can_be_taken_away_and_the_day_changed(folder: Path) -> None:
    trial = the_trial(varied(folder, "answers: {permit: }, on: 2026-11-23, verdicts: {default: [STOP, CONDITIONS]}"))

    assert (answers(trial)["permit"], trial.on) == (None, date(2026, 11, 23))


def test_a_variation_that_does_not_come_out_fails_the_test_of_the_pack(folder: Path) -> None:
    pack = varied(folder, "answers: {permit: yes}, verdicts: {default: [CONDITIONS]}, bands: {trouble: tense}")

    failed = {tested.name: tested.failures for tested in run_tests(pack) if tested.failures}

    assert failed == {"varied (default)": ("expected CONDITIONS, got GO", "expected trouble tense, got calm")}


@pytest.mark.parametrize(
    ("variation", "code", "says"),
    [
        ("verdicts: {lunch: [GO]}", "PACK-015", "names the policy 'lunch', which no file has."),
        ("answers: {permt: yes}, verdicts: {default: [GO]}", "PACK-021", "answers 'permt', which no question"),
        ("answers: {permit: 3}, verdicts: {default: [GO]}", "PACK-021", "one of its answers"),
        ("bands: {trouble: low}, verdicts: {default: [GO]}", "PACK-009", "expects a band of 'trouble'"),
        ("answers: {permit: yes}", "PACK-002", "lacks 'verdicts'"),
        ("verdicts: {}", "PACK-003", "'verdicts' has fewer than 1 entries."),
    ],
)
def test_a_variation_that_cannot_be_is_refused_at_its_line(variation: str, code: str, says: str, folder: Path) -> None:
    with pytest.raises(Refused) as refused:
        varied(folder, variation)

    (mistake,) = refused.value.mistakes
    lines = (folder / CASE).read_text(encoding="utf-8").splitlines()
    assert (mistake.code, mistake.place) == (code, f"{folder / CASE}:{len(lines)}")
    assert says in mistake.fact
