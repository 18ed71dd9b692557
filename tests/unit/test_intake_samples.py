"""What KoBoToolbox and ODK Central gave out is read value by value: the files in tests/data/exports."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from api.intake.mapping import ColumnMap
from api.intake.naming import said
from engine.pack import Pack
from engine.profile import Evidence, GivenAnswer, Profile
from tests.intake import Took, pack_asking

EXPORTS = Path(__file__).parents[1] / "data" / "exports"
QUESTION = "السؤال {number}: هل لدى الحملة هدف محدّد وقابل للقياس؟"
CHOICES = [number for number in range(1, 61) if number % 10 not in (8, 9, 0)]
SEVERAL = [number for number in range(1, 61) if number % 10 == 9]
NUMBERS = [number for number in range(1, 61) if number % 10 == 8]
TEXTS = [number for number in range(1, 61) if number % 10 == 0]


def name(number: int) -> str:
    return f"q{number:02}"


@cache
def form() -> Pack:
    """The form of the samples; its numbers and texts are told beside the answers to other questions."""

    def text(number: int) -> dict[str, str]:
        return {language: QUESTION.format(number=number) for language in ("en", "ar", "fr")}

    one = {name(number): (text(number), ("yes", "partly", "no"), False) for number in CHOICES}
    more = {name(number): (text(number), ("legal", "physical", "none"), True) for number in SEVERAL}
    return pack_asking({**one, **more})


def mapped(column: Any) -> ColumnMap:
    """Where numbers, texts and what KoBoToolbox adds go; `column` says what a file calls a question."""
    beside = {column(number): f"{name(number - 7)}__reference" for number in NUMBERS}
    beside |= {column(number): f"{name(number - 9)}__note" for number in TEXTS}
    also = {"username": "campaign_name", "today": "answered_on", "ruleset_version": "ignore"}
    return ColumnMap({said(column): meant for column, meant in (beside | also).items()})


def expected() -> list[Profile]:
    """Read off the records by hand: each question in its group g0 to g5."""
    records = json.loads((EXPORTS / "kobo_api_v2_data_shape_ar.json").read_text(encoding="utf-8"))["results"]
    made = []
    for record in records:
        value = {key.rpartition("/")[2]: text for key, text in record.items() if isinstance(text, str)}
        answers: dict[str, GivenAnswer] = {
            name(number): GivenAnswer(answer=value[name(number)]) for number in CHOICES if name(number) in value
        }
        for number in SEVERAL:
            answers[name(number)] = GivenAnswer(answer=tuple(value[name(number)].split()))
        for number in NUMBERS:
            shown = Evidence(reference=value[name(number)], note=value[name(number + 2)])
            given = answers.get(name(number - 7), GivenAnswer())
            answers[name(number - 7)] = given.model_copy(update={"evidence": shown})
        made.append(Profile(campaign="demo", answered_on=date.fromisoformat(value["today"]), answers=answers))
    return made


FILES = {
    "kobo_api_v2_data_shape_ar.json": lambda number: f"g{(number - 1) // 10}/{name(number)}",
    "kobo_export_xml.xlsx": name,
    "kobo_export_ar.csv": lambda number: f"القسم {(number - 1) // 10 + 1}/{QUESTION.format(number=number)}",
}


@pytest.mark.parametrize("file", FILES)
def test_each_value_of_an_export_of_kobotoolbox_is_read(file: str) -> None:
    took = Took(EXPORTS / file, pack=form(), mapped=mapped(FILES[file]))
    assert [row.profile for row in took.accepted] == expected()
    assert took.rejected == []
    told = {"INTAKE-009"} if file.endswith(".json") else {"INTAKE-010"} if file.endswith(".xlsx") else set()
    assert {note.code for note in took.notes} == told, "the entries of a repeat are not read, and that is said"
    assert all("risk" in note.fact for note in took.notes)


def test_the_samples_hold_what_they_are_known_to_hold() -> None:
    first, second, third = expected()
    assert (first.answers["q01"].answer, first.answers["q02"].answer, first.answers["q09"].answer) == (
        "partly", "no", ("none",)
    )  # fmt: skip
    assert second.answers["q09"].answer == ("legal", "physical")
    assert "q04" not in third.answers, "the question that was skipped"
    assert third.answers["q01"].evidence == Evidence(reference="40", note='تهديد قانوني، "عاجل"\nسطر ثانٍ')
    assert [one.answered_on for one in (first, second, third)] == [date(2025, 11, day) for day in (20, 21, 22)]


def test_a_table_of_odk_central_is_read_with_its_options_in_columns_of_their_own() -> None:
    text = dict.fromkeys(("en", "ar", "fr"), "?")
    pack = pack_asking({"q1": (text, ("a", "b"), True), "q2": (text, ("m", "x", "y", "z"), True)})
    columns = ColumnMap({"key": "campaign_name", "submissiondate": "answered_on"})
    took = Took(EXPORTS / "odk_central_export_main.csv", pack=pack, mapped=columns)
    assert [(row.profile.campaign, row.profile.answered_on) for row in took.accepted] == [
        ("two", date(2026, 1, 2)), ("one", date(2026, 1, 1))
    ]  # fmt: skip
    said = [{name: given.answer for name, given in row.profile.answers.items()} for row in took.accepted]
    assert said == [{"q1": ("b",), "q2": ("m", "x")}, {"q1": ("a", "b"), "q2": ("x", "y", "z")}]
    assert (took.rejected, took.notes) == ([], [])


def test_records_of_odk_central_are_read_with_their_groups() -> None:
    columns = ColumnMap({"name": "campaign_name", "age": "lessons", "__system/submissiondate": "answered_on"})
    took = Took(EXPORTS / "odk_central_odata_submissions.json", mapped=columns)
    assert [(row.profile.campaign, row.profile.lessons, row.profile.answered_on.day) for row in took.accepted] == [
        ("Chelsea", ("38",), 3), ("Bob", ("34",), 2), ("Alice", ("30",), 1)
    ]  # fmt: skip
    (note,) = took.notes
    assert note.code == "INTAKE-009"
    assert "children/child@odata.navigationLink" in note.fact, "the entries of the repeat are on the server"


def test_without_a_map_no_file_of_another_form_is_guessed_at() -> None:
    took = Took(*sorted(EXPORTS.iterdir()))
    assert len(took.rejected) == 5
    assert set(took.codes) == {"INTAKE-006"}
