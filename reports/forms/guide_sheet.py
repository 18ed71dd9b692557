"""The guide of a spreadsheet in one language: how to fill it in, and every question with what its answers mean."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, Literal

from engine.form_fields import Field, FormPlan
from reports.forms.conditions_in_words import condition_lines
from reports.phrases import plain
from reports.words import Words
from reports.workbook import Formats, put

if TYPE_CHECKING:
    from reports.workbook import Workbook

_WIDTHS: Final = (34, 22, 100)  # the column, the name of an answer, the text

Style = Literal["title", "label", "text", "soft"]
Line = tuple[Style, str, str, str]


def write_guide(book: "Workbook", plan: FormPlan, fields: Sequence[Field], language: str) -> None:
    """Add the guide's sheet for these fields."""
    words = Words(language)
    formats = Formats(book, words.direction)
    sheet = book.add_worksheet(guide_title(words))
    formats.turn(sheet)
    sheet.freeze_panes(1, 0)
    for number, width in enumerate(_WIDTHS):
        sheet.set_column(number, number, width)
    heads = (words("Column"), words("Answer"), words("Meaning"))
    for number, head in enumerate(heads):
        put(sheet, 0, number, head, formats.name)
    for row, (style, *cells) in enumerate(_lines(plan, fields, words), start=1):
        for number, cell in enumerate(cells):
            if cell:
                put(sheet, row, number, plain(cell), getattr(formats, style))


def guide_title(words: Words) -> str:
    """What the sheet of the guide in this language is called."""
    return f"{words('Guide')} ({words.language})"


def _lines(plan: FormPlan, fields: Sequence[Field], words: Words) -> Iterator[Line]:
    yield "title", "", "", words.of(plan.pack.manifest.title)
    for sentence in _how(words):
        yield "text", "", "", sentence
    for group in plan.groups:
        yield "title", "", "", group.labels[words.language]
        if group.hints:
            yield "text", "", "", group.hints[words.language]
        for field in fields:
            if field.group == group.name and field.asked:
                yield from _of_field(field, plan, words)


def _how(words: Words) -> tuple[str, ...]:
    return (
        words("Each row of the first sheet is one campaign. Leave its first two rows as they are."),
        words("Write no names of people anywhere in this file. Write the role instead."),
        words("An empty cell is a question that was not answered. That is never read as “no” or as 0."),
        words("Every question can be answered with `unknown` or `withheld` (kept back for safety)."),
        words("Write answers as they read in the list, or by their names, which the second column of this guide has."),
        words("Several answers: write their names from the list with blanks between."),
        words("Write a date: year-month-day, as in 2026-03-31."),
    )


def _of_field(field: Field, plan: FormPlan, words: Words) -> Iterator[Line]:
    language = words.language
    yield "label", field.column, "", field.labels[language]
    if field.hints:
        yield "soft", "", "", field.hints[language]
    if field.asked_if is not None:
        if field.is_answer:
            yield "soft", "", "", words("Answer only if this holds; leave the cell empty otherwise:")
            for line in condition_lines(field.asked_if, plan.pack, words):
                yield "soft", "", "", line
        else:
            yield "soft", "", "", words("For a level of 3 or 4.")
    for choice in field.choices:
        yield "text", "", choice.value, choice.labels[language]
