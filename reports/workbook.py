"""The one door to XlsxWriter: workbooks in which no text is ever taken for a formula or a link.

The same content gives the same bytes: every workbook claims to have been made on one day.
"""

import datetime
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from xlsxwriter import Workbook

LONGEST_CELL: Final = 32_767  # characters, by the format
_MADE_ON: Final = datetime.datetime(2000, 1, 1)
_SAFE: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


def workbook(fill: Callable[["Workbook"], None], title: str) -> bytes:
    """The file of a workbook that `fill` fills. Raises ModuleNotFoundError where the extra `screen` is not installed."""
    import xlsxwriter

    file = BytesIO()
    options: dict[str, Any] = dict(_SAFE)
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": title[:255], "created": _MADE_ON})
        fill(book)
    return file.getvalue()
