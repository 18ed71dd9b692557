"""The one door to XlsxWriter: workbooks in which no text is ever taken for a formula or a link.

The same content gives the same bytes: a workbook says it was made on the day that it is about, or else on one day.
"""

import datetime
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xlsxwriter import Workbook as Workbook  # others take the types from here
    from xlsxwriter.format import Format as Format
    from xlsxwriter.worksheet import Worksheet as Worksheet

_MADE_ON: Final = datetime.datetime(2000, 1, 1)
_SAFE: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


def workbook(fill: Callable[["Workbook"], None], title: str, on: datetime.date | None = None) -> bytes:
    """The file of a workbook that `fill` fills, about the day `on`. Raises ModuleNotFoundError where XlsxWriter is not
    there. `workbook_rows.py` puts many rows into one."""
    import xlsxwriter

    file = BytesIO()
    made = datetime.datetime.combine(on, datetime.time()) if on else _MADE_ON
    with xlsxwriter.Workbook(file, _SAFE) as book:
        book.set_properties({"title": title[:255], "created": made})
        fill(book)
    return file.getvalue()


def put(sheet: "Worksheet", line: int, number: int, text: str, look: "Format | None" = None) -> None:
    """Write a text into a cell. XlsxWriter takes one between `<r>` and `</r>` for finished XML and would let it through
    as it is: such a text goes in by parts, each of which is escaped."""
    if text.startswith("<r>") and text.endswith("</r>"):
        sheet.write_rich_string(line, number, text[:1], text[1:-1], text[-1:], look)
    else:
        sheet.write_string(line, number, text, look)


class Formats:
    """How the cells of a sheet look that is read in one direction."""

    def __init__(self, book: "Workbook", direction: str) -> None:
        self._rtl = direction == "rtl"
        wrapped = {"text_wrap": True, "valign": "top", "reading_order": 2 if self._rtl else 1}
        plain = {**wrapped, "num_format": "@"}
        self.name: Format = book.add_format({**plain, "bold": True, "bg_color": "#17545f", "font_color": "#ffffff"})
        self.label: Format = book.add_format({**plain, "bold": True, "bg_color": "#f6f4ef", "bottom": 1})
        self.title: Format = book.add_format({**plain, "bold": True, "font_size": 14})
        self.text: Format = book.add_format(plain)
        self.soft: Format = book.add_format({**plain, "font_color": "#535a61"})
        self.day: Format = book.add_format({**wrapped, "num_format": "yyyy-mm-dd"})
        self.number: Format = book.add_format({"num_format": "0", "valign": "top"})
        self.points: Format = book.add_format({"num_format": "0.0", "valign": "top"})

    def turn(self, sheet: "Worksheet") -> None:
        """Have the sheet begin on the side on which its language does."""
        if self._rtl:
            sheet.right_to_left()
