"""Reads one workbook in a process of its own, with limits on its memory and time.

The one door to python-calamine, which ends its process where a file asks for too much memory. What it says are lines of
JSON: for each sheet its name, whether it is visible, and its first row that says anything; then it waits for `read` or
`skip` on its input. A row is its number, its cells as texts, and the columns whose cell cannot be read. null ends a
sheet; `{"done": true}` ends the workbook, `{"refused": ...}` says why it is not read.
"""

import datetime
import json
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from api.intake.tables import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from api.intake.workbook_scan import Unfit, Unsaid, unsaid_cells

MOST_MEMORY: Final = 1 << 30  # bytes of addresses
MOST_SECONDS: Final = 60  # of a core
_UNSAID, _LONG = "unsaid", "long"


def main(path: str) -> None:
    _limit()
    try:
        unsaid = unsaid_cells(path)
        _workbook(path, unsaid)
    except Unfit as unfit:
        _say({"refused": unfit.why})
    except MemoryError:
        _say({"refused": "work"})


def _limit() -> None:
    """Where the system has such limits; the files are looked through before in any case."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _workbook(path: str, unsaid: dict[str, Unsaid]) -> None:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_path(path)
        for one in book.sheets_metadata:
            if one.typ == SheetTypeEnum.WorkSheet:
                visible = one.visible == SheetVisibleEnum.Visible
                _sheet(book.get_sheet_by_name(one.name), visible, unsaid.get(one.name, {}))
    except CalamineError:
        _say({"refused": "damaged"})
        return
    _say({"done": True})


def _sheet(sheet: Any, visible: bool, unsaid: Unsaid) -> None:
    first_column = sheet.start[1] if sheet.start else 0
    rows = _rows(sheet, first_column, unsaid)
    heads = next((row for row in rows if any(row[1])), None)
    _say({"sheet": sheet.name, "visible": visible, "heads": [] if heads is None else heads[1][: MOST_COLUMNS + 1]})
    if sys.stdin.readline() == "read\n":
        write = sys.stdout.write
        for row in islice(rows, MOST_ROWS + 1):  # one more than are read says that there are more
            write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
        _say(None)


def _rows(sheet: Any, first_column: int, unsaid: Unsaid) -> Iterator[tuple[int, list[str], dict[int, str]]]:
    for number, row in enumerate(sheet.iter_rows()):
        cells = [cell if type(cell) is str else _text(cell) for cell in row]
        wrong = {column - first_column: _UNSAID for column in unsaid.get(number, ()) if column >= first_column}
        for column, cell in enumerate(cells):
            if len(cell) > LONGEST_CELL:
                cells[column], wrong[column] = cell[:1], _LONG
        yield number + 1, cells, wrong


def _text(cell: Any) -> str:
    """A cell as a person would type it; a day is year-month-day, with its time only where it has one."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat()
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)


def _say(message: Any) -> None:
    sys.stdout.write(json.dumps(message, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    # A process of its own writes to a real stream, which can be reconfigured; the type allows for others.
    sys.stdout.reconfigure(encoding="utf-8", errors="surrogatepass")  # type: ignore[union-attr]
    main(sys.argv[1])
