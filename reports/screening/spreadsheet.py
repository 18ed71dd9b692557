"""The workbook of a screening, for funders to filter: proposals, findings, weaknesses, remedies, rejected rows, about.

Rows are written from the top of each sheet to its end, so that a large portfolio takes little memory.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from engine.screening import Screening
from reports.screening import sheets
from reports.screening.columns import Column, Value, proposal_columns
from reports.screening.harmless import harmless
from reports.words import Words
from reports.workbook import LONGEST_CELL, Formats, workbook

if TYPE_CHECKING:
    from reports.workbook import Workbook

MOST_ROWS: Final = 1_048_576  # of a sheet, by the format; the heading is one


def spreadsheet(screening: Screening, language: str) -> bytes:
    """The file. Raises ModuleNotFoundError where XlsxWriter is not there."""
    words = Words(language)

    def fill(book: "Workbook") -> None:
        writer = _Writer(book, words)
        columns = proposal_columns(screening, words)
        proposals = ([column.value(one) for column in columns] for one in screening.proposals)
        writer.sheet(words("Proposals"), columns, proposals)
        writer.sheet(words("Findings"), *sheets.findings(screening, words))
        writer.sheet(words("Weaknesses"), *sheets.weaknesses(screening, words))
        writer.sheet(words("Remedies"), *sheets.remedies(screening, words))
        writer.sheet(words("Rejected rows"), *sheets.rejected(screening, words))
        writer.sheet(words("About"), *sheets.about(screening, words), filtered=False)

    return workbook(fill, words.of(screening.pack_title), screening.receipt.on, large=True)


class _Writer:
    def __init__(self, book: "Workbook", words: Words) -> None:
        self._book = book
        self._formats = Formats(book, words.direction)

    def sheet(
        self, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]], filtered: bool = True
    ) -> None:
        """One sheet with its heading frozen; a table that can be filtered. What no sheet can hold is left out, and the
        last row says so."""
        formats, last = self._formats, 0
        sheet = self._book.add_worksheet(title[:31])
        formats.turn(sheet)
        sheet.freeze_panes(1, 1)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
            sheet.write_string(0, number, harmless(column.title), formats.name)
        shapes = [formats.points if column.points else formats.number for column in columns]
        for last, row in enumerate(rows, start=1):
            if last == MOST_ROWS:
                break
            for number, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(last, number, harmless(value)[:LONGEST_CELL], formats.text)
                elif value is not None:
                    sheet.write_number(last, number, value, shapes[number])
        if filtered and last:
            sheet.autofilter(0, 0, min(last, MOST_ROWS - 1), len(columns) - 1)
