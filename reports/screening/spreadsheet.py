"""The workbook of a screening, for funders to filter: proposals, findings, weaknesses, remedies, rejected rows, about.

Rows are written from the top of each sheet to its end, so that a large portfolio takes little memory.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

from engine.screening import Screening
from reports.screening import sheets
from reports.screening.columns import proposal_columns
from reports.screening.harmless import harmless
from reports.screening.order_of_pages import in_rows
from reports.screening.sheets import Sheet
from reports.words import Words
from reports.workbook import Formats, workbook
from reports.workbook_rows import Value, with_rows

if TYPE_CHECKING:
    from reports.workbook import Workbook

MOST_ROWS: Final = 1_048_576  # of a sheet, by the format; the heading is one


def spreadsheet(screening: Screening, language: str) -> bytes:
    """The file. Raises ModuleNotFoundError where XlsxWriter is not there."""
    words = Words(language)
    filled = {
        words("Proposals"): _proposals(screening, words),
        words("Findings"): sheets.findings(screening, words),
        words("Weaknesses"): sheets.weaknesses(screening, words),
        words("Remedies"): sheets.remedies(screening, words),
        words("Rejected rows"): sheets.rejected(screening, words),
    }
    held = MOST_ROWS - 1
    left_out = {title: sheet.filtered - held for title, sheet in filled.items() if sheet.filtered > held}
    filled[words("About")] = sheets.about(screening, words, left_out)

    def fill(book: "Workbook") -> None:
        formats = Formats(book, words.direction)
        for title, sheet in filled.items():
            _frame(book, formats, title, sheet)

    frame = workbook(fill, words.of(screening.pack_title), screening.receipt.on)
    return with_rows(frame, [_rows(sheet) for sheet in filled.values()])


def _proposals(screening: Screening, words: Words) -> Sheet:
    columns = proposal_columns(screening, words)
    rows = ([column.value(one) for column in columns] for one in in_rows(screening))
    return Sheet(columns, rows, len(screening.proposals))


def _frame(book: "Workbook", formats: Formats, title: str, sheet: Sheet) -> None:
    """One sheet with its heading frozen, a table that can be filtered, and a sample of how its cells look."""
    made = book.add_worksheet(title[:31])
    formats.turn(made)
    made.freeze_panes(1, 1)
    for number, column in enumerate(sheet.columns):
        made.set_column(number, number, column.width)
        made.write_string(0, number, harmless(column.title), formats.name)
        made.write_blank(1, number, None, formats.points if column.points else formats.number)
    made.write_blank(1, len(sheet.columns), None, formats.text)
    if sheet.filtered:
        made.autofilter(0, 0, min(sheet.filtered, MOST_ROWS - 1), len(sheet.columns) - 1)


def _rows(sheet: Sheet) -> Iterable[Sequence[Value]]:
    """The rows, in which no text is taken for a formula, as many as a sheet holds; the last sheet counts the rest."""
    for row in islice(sheet.rows, MOST_ROWS - 1):
        yield [harmless(value) if isinstance(value, str) else value for value in row]
