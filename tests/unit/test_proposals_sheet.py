"""The spreadsheet for proposals: what is written into it is read again by other software, and never runs."""

import re
import zipfile
from datetime import date
from functools import cache
from io import BytesIO
from random import Random
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from api.packs import SHIPPED
from engine.form_answers import form_answers, profile_from
from engine.form_fields import FormPlan
from engine.loader import load_pack
from engine.pack import Pack
from engine.profile import Profile
from reports.forms.plan import worded_plan
from reports.forms.proposals_sheet import FIRST_ROW, LONGEST_MESSAGE, in_order, proposals_workbook
from reports.words import LANGUAGES, RIGHT_TO_LEFT
from tests.examples import EXAMPLES, advocacy, example
from tests.packs import random_answer

PACKS = ("minimal", "advocacy")
FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("x")',
    "\t=1",
    "https://example.org",
    "{=1}",
    "<r><t>x</t></r>",
    "<r></r>",
    "<r>&</r>",
)


@cache
def plan(pack: str) -> FormPlan:
    return worded_plan(advocacy() if pack == "advocacy" else load_pack(SHIPPED / pack))


def first_sheet(workbook: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(BytesIO(workbook)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def read(workbook: bytes, plan: FormPlan) -> list[Profile]:
    names, _, *rows = first_sheet(workbook)
    texts = ({str(name): str(cell) for name, cell in zip(names, row, strict=True)} for row in rows)
    return [profile_from(row, plan) for row in texts]


def test_the_examples_put_into_it_come_out_as_they_were() -> None:
    """But for what a form does not ask: the day of a single answer."""
    given = [example(name) for name in EXAMPLES]
    asked = {field.column for field in in_order(plan("advocacy"))}
    rows = [form_answers(profile, plan("advocacy")) for profile in given]
    expected = [profile_from({k: v for k, v in row.items() if k in asked}, plan("advocacy")) for row in rows]
    assert read(proposals_workbook(plan("advocacy"), "ar", rows), plan("advocacy")) == expected
    assert sum(len(profile.answers) for profile in expected) > 200


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pack", PACKS)
def test_its_first_row_names_every_column_and_its_second_says_what_it_asks(pack: str, language: str) -> None:
    names, labels = first_sheet(proposals_workbook(plan(pack), language))[:FIRST_ROW]
    assert set(names) == {field.column for field in plan(pack).fields if field.asked}
    for name, label in zip(names, labels, strict=True):
        assert label.split() == plan(pack).by_column[name].labels[language].split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_arabic_sheets_begin_on_the_right(language: str) -> None:
    book = load_workbook(BytesIO(proposals_workbook(plan("minimal"), language)))
    for sheet in book.worksheets:
        spoken = re.search(r"\((\w\w)\)$", sheet.title)
        rtl = (spoken[1] if spoken else language) in RIGHT_TO_LEFT
        assert bool(sheet.sheet_view.rightToLeft) is rtl, sheet.title
    assert next(sheet.title for sheet in book.worksheets if "(" in sheet.title).endswith(f"({language})")


@pytest.mark.parametrize("pack", PACKS)
def test_every_list_offers_every_answer_with_not_known_and_kept_back(pack: str) -> None:
    book = load_workbook(BytesIO(proposals_workbook(plan(pack), "ar")))
    sheet = book.worksheets[0]
    columns = [cell.value for cell in sheet[1]]
    checked = set()
    for rule in sheet.data_validations.dataValidation:
        (place,) = rule.sqref.ranges
        field = plan(pack).by_column[columns[place.min_col - 1]]
        assert place.min_row == FIRST_ROW + 1
        if rule.type == "list":
            title, span = rule.formula1.lstrip("=").replace("$", "").rsplit("!", 1)
            offered = [cell.value for (cell,) in book[title.strip("'")][span]]
            stored = [choice.value for choice in field.choices]
            read_as = [" ".join(choice.labels["ar"].split()) for choice in field.choices]
            assert offered == stored or [" ".join(text.split()) for text in offered] == read_as
            checked.add(field.column)
        for message in (rule.prompt, rule.error):
            assert len(message or "") <= LONGEST_MESSAGE
    assert checked == {field.column for field in plan(pack).fields if field.asked and field.choices}


def hostile() -> Pack:
    data = load_pack(SHIPPED / "minimal").model_dump(by_alias=True)
    questions = data["sections"][0]["questions"]
    for question, formula in zip(questions, FORMULAS, strict=False):
        question["text"] = question["help"] = dict.fromkeys(LANGUAGES, formula)
        for option in question["options"]:
            option["text"] = dict.fromkeys(LANGUAGES, formula)
    data["manifest"]["title"] = dict.fromkeys(LANGUAGES, FORMULAS[0])
    return Pack.model_validate(data)


def test_nothing_in_it_is_a_formula_or_a_link_whatever_a_pack_or_a_campaign_says() -> None:
    of = worded_plan(hostile())
    row = dict.fromkeys((field.column for field in of.fields), "")
    rows = [{**row, "campaign_name": text, "lessons": text, "clear_purpose__note": text} for text in FORMULAS]
    workbook = proposals_workbook(of, "en", rows)
    with zipfile.ZipFile(BytesIO(workbook)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/")]
        assert not any("hyperlink" in name.lower() or "externalLink" in name for name in archive.namelist())
    assert len(sheets) == 5
    assert not any(re.search("<f[ >/]|<hyperlink", sheet) for sheet in sheets)
    assert {
        cell.value for sheet in load_workbook(BytesIO(workbook)).worksheets for row in sheet for cell in row
    } >= set(FORMULAS) - {"\t=1"}


def test_the_same_campaigns_give_the_same_bytes() -> None:
    random = Random(5)
    answers = {name: random_answer(random, question) for name, question in plan("minimal").pack.questions.items()}
    profile = Profile.model_validate({"campaign": "x", "answered_on": date(2026, 6, 1), "answers": answers})
    rows = [form_answers(profile, plan("minimal"))] * 3
    assert proposals_workbook(plan("minimal"), "fr", rows) == proposals_workbook(
        worded_plan(plan("minimal").pack), "fr", rows
    )
