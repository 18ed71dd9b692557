"""A spreadsheet to collect proposals in: one row each, drop-down lists, and a guide in every language.

The first row of the first sheet has the names of the columns, which readers go by; the second says in one language what
they ask; from the third on, each row is one campaign. An empty cell is a question that was not answered.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from engine.form_fields import Field, FormPlan
from reports.forms.guide_sheet import guide_title, write_guide
from reports.phrases import plain
from reports.words import Words
from reports.workbook import Formats, put, workbook

if TYPE_CHECKING:
    from reports.workbook import Workbook, Worksheet

FIRST_ROW: Final = 2  # of proposals, counted from 0: names and labels stand above
MOST_ROWS: Final = 20_000  # that get drop-down lists
LONGEST_MESSAGE: Final = 255  # of what appears beside a cell, by the format
_EARLIEST: Final = 36_526  # 2000-01-01, as spreadsheets count days
_WIDTHS: Final = {"day": 14, "country": 10, "one": 28, "several": 34, "line": 34, "lines": 34}


def proposals_workbook(plan: FormPlan, language: str, rows: Sequence[Mapping[str, str]] = ()) -> bytes:
    """The workbook with its lists in this language, and a guide in each. `rows` are texts by column, as
    `engine/form_answers.py` makes them, to begin with."""
    words = Words(language)
    fields = in_order(plan)

    def fill(book: "Workbook") -> None:
        formats = Formats(book, words.direction)
        sheet = book.add_worksheet(words("Proposals"))
        for code in (language, *(other for other in plan.languages if other != language)):
            write_guide(book, plan, fields, code)
        lists = _write_lists(book, fields, words)
        _write_heads(sheet, fields, formats, language)
        for number, field in enumerate(fields):
            _limit(sheet, number, field, lists, words)
        for line, row in enumerate(rows, start=FIRST_ROW):
            for number, field in enumerate(fields):
                if row.get(field.column):
                    put(sheet, line, number, row[field.column], formats.text)

    return workbook(fill, plan.pack.manifest.title[language])


def in_order(plan: FormPlan) -> list[Field]:
    """What is asked, from what everybody fills in to what only some do: the campaign, the answers, the evidence."""
    asked = [field for field in plan.fields if field.asked]
    return sorted(asked, key=lambda field: (field.question is not None) + (not field.is_answer))


def sheets_beside(languages: Sequence[str]) -> frozenset[str]:
    """What the sheets are called, in whatever language, that hold no proposals."""
    spoken = [Words(language) for language in languages]
    return frozenset([*(words("Lists") for words in spoken), *(guide_title(words) for words in spoken)])


def _write_heads(sheet: "Worksheet", fields: Sequence[Field], formats: Formats, language: str) -> None:
    formats.turn(sheet)
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.set_row(1, 90)
    for number, field in enumerate(fields):
        # Cells are texts, so that a name, a number or a date that somebody types stays as it was typed.
        sheet.set_column(number, number, _WIDTHS[field.kind], formats.day if field.kind == "day" else formats.text)
        put(sheet, 0, number, field.column, formats.name)
        put(sheet, 1, number, plain(field.labels[language]), formats.label)


def _write_lists(book: "Workbook", fields: Sequence[Field], words: Words) -> dict[str, str]:
    """A sheet with the choices of every question below its name: where each list stands, by column."""
    title = words("Lists")
    sheet, found = book.add_worksheet(title), dict[str, str]()
    if words.direction == "rtl":
        sheet.right_to_left()
    for number, field in enumerate(one for one in fields if one.choices):
        offered = _offered(field, words.language)
        put(sheet, 0, number, field.column)
        for line, text in enumerate(offered, start=1):
            put(sheet, line, number, text)
        letters = _letters(number)
        found[field.column] = f"='{title}'!${letters}$2:${letters}${len(offered) + 1}"
    return found


def _offered(field: Field, language: str) -> list[str]:
    """What a list shows: choices as they read; where several can be chosen or two read alike, as they are stored."""
    labels = [plain(choice.labels[language]) for choice in field.choices]
    stored = [choice.value for choice in field.choices]
    return stored if field.kind == "several" or len(set(labels)) < len(labels) else labels


def _letters(number: int) -> str:
    """A column as spreadsheets call it, counted from 0: A, B ... Z, AA."""
    head, last = divmod(number, 26)
    return (_letters(head - 1) if head else "") + chr(ord("A") + last)


def _limit(sheet: "Worksheet", number: int, field: Field, lists: Mapping[str, str], words: Words) -> None:
    """A list to choose from, or dates only. What is typed nevertheless is pointed out, and not refused: names of
    answers can be typed as well."""
    rules: dict[str, object] = {"error_type": "warning", "error_message": _wrong(field, words)}
    if field.choices:
        rules |= {"validate": "list", "source": lists[field.column], "show_error": field.kind != "several"}
    elif field.kind == "day":
        rules |= {"validate": "date", "criteria": ">=", "value": _EARLIEST}
    else:
        return
    if field.kind == "several":
        said = words("Several answers: write their names from the list with blanks between.")
        rules["input_message"] = said[:LONGEST_MESSAGE]
    sheet.data_validation(FIRST_ROW, number, FIRST_ROW + MOST_ROWS - 1, number, rules)


def _wrong(field: Field, words: Words) -> str:
    if field.kind == "day":
        return words("Write a date: year-month-day, as in 2026-03-31.")
    return words("Choose from the list, or write the name of an answer as the guide has it.")
