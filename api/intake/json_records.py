"""Records in JSON, as KoBoToolbox and ODK Central give them out: read one by one, however large the file is.

KoBoToolbox writes an object with `results`, in which a question is called by its group path; ODK Central (OData) one
with `value`, in which groups are nested. A list of records alone is read too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final

from api.intake.json_reading import JsonReading
from api.intake.messages import MORE_PAGES, NO_HEADS, NO_RECORD, TOO_MANY_COLUMNS
from api.intake.rows import Note
from api.intake.tables import MOST_COLUMNS, Table, TableRow, no_more
from engine.documents import MOST_LEVELS, Limits, opened, trouble_in
from engine.errors import Fault, Mistake, Refused

MOST_BYTES: Final = 256 * 1024 * 1024


def has_records(file: BinaryIO, name: str) -> bool:
    """Whether it is such a file, and not a profile; leaves it at its beginning."""
    reading = JsonReading(file, name)
    try:
        next(reading.records(), None)
    except Refused:
        return reading.found
    finally:
        reading.detach()
        file.seek(0)
    return reading.found


@contextmanager
def json_table(path: Path, name: str, key: str, note: Note) -> Iterator[Table]:
    """The records as a table whose columns are all names that any of them has; the file is read twice.

    What breaks off is its records so far: that it does is said when its rows are read.
    """
    with opened(path, name, Limits(MOST_BYTES)) as file:
        reading = JsonReading(file, name)
        columns = _columns(reading, name)
        trouble = trouble_in("\n".join(columns))
        if trouble is not None:
            raise Refused([trouble.at(name)])
        if reading.more:
            note(MORE_PAGES.at(name))
        reading.detach()
        file.seek(0)
        again = JsonReading(file, name)
        yield Table(name, key, "records", tuple(columns), _rows(again, columns, name))
        again.detach()


def _columns(reading: JsonReading, name: str) -> dict[str, int]:
    columns, broken = dict[str, int](), list[Mistake]()
    try:
        for record in no_more(reading.records(), name):
            for column in _flat(record):
                columns.setdefault(column, len(columns))
            if len(columns) > MOST_COLUMNS:
                break
    except Refused as refused:
        broken += refused.mistakes
    if len(columns) > MOST_COLUMNS:
        raise Refused([TOO_MANY_COLUMNS.at(name, number=MOST_COLUMNS)])
    if not columns:
        raise Refused(broken or [(NO_RECORD if reading.unreadable else NO_HEADS).at(name)])
    return columns


def _rows(reading: JsonReading, columns: dict[str, int], name: str) -> Iterator[TableRow]:
    for number, record in enumerate(no_more(reading.records(), name)):
        cells, faults = [""] * len(columns), list[tuple[int | None, Fault]]()
        if not isinstance(record, dict):
            faults.append((None, NO_RECORD.fault()))
        for column, text in _flat(record).items():
            cells[columns[column]] = text
        yield TableRow(number, cells, tuple(faults))


def _flat(record: Any) -> dict[str, str]:
    """The values of a record by their path. A list of texts is one answer with several options; any other list, such
    as the entries of a repeat, has a name that no question has."""
    found: dict[str, str] = {}
    open_ = [("", record)] if isinstance(record, dict) else []
    while open_:
        path, part = open_.pop()
        for name, value in part.items():
            inner = f"{path}/{name}" if path else name
            if isinstance(value, dict):
                if inner.count("/") < MOST_LEVELS:
                    open_.append((inner, value))
                else:
                    found[f"{inner}{{}}"] = "…"
            elif isinstance(value, list):
                if all(isinstance(one, str) for one in value):
                    found[inner] = "\n".join(value)
                else:
                    found[f"{inner}[]"] = "…"
            elif value is not None:
                found[inner] = value if isinstance(value, str) else str(value).lower()
            else:
                found.setdefault(inner, "")
    return found
