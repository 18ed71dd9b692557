"""A CSV file as a table: whatever parts its columns, in whatever letters; a cell may hold line breaks.

Read line by line, so that a quote that is never closed, or a line that never ends, costs little.
"""

import csv
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Final, TypeAlias

from api.intake.letters import letters_of
from api.intake.messages import (
    BROKEN_QUOTES,
    GUESSED_LETTERS,
    LONG_LINE,
    NO_HEADS,
    TOO_MANY_COLUMNS,
    WRONG_WIDTH,
)
from api.intake.rows import Note
from api.intake.tables import MOST_COLUMNS, Table, TableRow, named, with_text
from engine.documents import Limits, opened, trouble_in
from engine.errors import Refused

DELIMITERS: Final = (",", ";", "\t", "|")
MOST_BYTES: Final = 256 * 1024 * 1024
_LONGEST_SEP: Final = 16  # more than `sep=;` and a line end
_MOST_BEFORE_HEADS: Final = 100  # rows in which nothing stands
LONGEST_LINE: Final = 2 * 1024 * 1024  # characters of a line of the file, or of a row
Fitting: TypeAlias = Callable[[Sequence[str]], int]


@contextmanager
def csv_table(path: Path, name: str, key: str, fitting: Fitting, note: Note) -> Iterator[Table]:
    """The table of a file. Of the delimiters that is taken with which most names of columns are known (`fitting`), then
    that with which there are most columns. Raises Refused."""
    with opened(path, name, Limits(MOST_BYTES)) as file:
        letters = letters_of(file, name)
        if letters.guessed:
            note(GUESSED_LETTERS.at(name, encoding=letters.encoding))
    reading = _Reading(path, letters.encoding, name)
    with closing(reading):
        delimiter = reading.delimiter(fitting)
        records = reading.records(delimiter)
        heads = _heads(records)
        if heads is None:
            raise Refused([NO_HEADS.at(name)])
        _require_names(heads, name)
        yield Table(name, key, "lines", named(heads), with_text(_rows(records, len(heads)), name))


def _rows(records: Iterator[tuple[int, list[str]]], columns: int) -> Iterator[TableRow]:
    for number, cells in records:
        while len(cells) > columns and not cells[-1]:
            cells.pop()
        if len(cells) == columns or not any(cells):
            yield TableRow(number, cells if cells else [""] * columns)
        else:
            fault = WRONG_WIDTH.fault(number=len(cells), columns=columns)
            yield TableRow(number, [*cells, *[""] * columns][:columns], ((None, fault),))


def _heads(records: Iterator[tuple[int, list[str]]]) -> list[str] | None:
    """The first row that says anything, if it comes before many empty ones."""
    first = islice(records, _MOST_BEFORE_HEADS)
    return next((cells for _, cells in first if any(cell.strip() for cell in cells)), None)


def _require_names(heads: Sequence[str], name: str) -> None:
    if len(heads) > MOST_COLUMNS:
        raise Refused([TOO_MANY_COLUMNS.at(name, number=MOST_COLUMNS)])
    trouble = trouble_in("\n".join(heads))
    if trouble is not None:
        raise Refused([trouble.at(name)])


class _Reading:
    """Reads the file from its beginning as often as it is asked to."""

    def __init__(self, path: Path, encoding: str, name: str) -> None:
        self._name, self._path, self._encoding = name, path, encoding
        self._open: list[Generator[str, None, None]] = []

    def close(self) -> None:
        for lines in self._open:
            lines.close()

    def delimiter(self, fitting: Fitting) -> str:
        """By the first row that says anything; a line `sep=;`, as Excel writes it, names it."""
        found = {}
        for delimiter in DELIMITERS:
            try:
                heads = _heads(self.records(delimiter)) or []
            except Refused:
                continue
            found[delimiter] = (fitting(heads[:MOST_COLUMNS]), len(heads))
        with self._path.open(encoding=self._encoding, newline="") as text:
            first = text.readline(_LONGEST_SEP).strip().removeprefix("\ufeff")
        if first[:4].lower() == "sep=" and len(first) == 5:
            return first[4]
        return max(found, key=lambda one: found[one], default=",")

    def records(self, delimiter: str) -> Iterator[tuple[int, list[str]]]:
        """Each record with the number of the line on which it begins."""
        lines = self._lines()
        self._open.append(lines)
        rows = csv.reader(lines, delimiter=delimiter, strict=True)
        while True:
            number = rows.line_num + 1
            try:
                cells = next(rows, None)
            except csv.Error as error:
                long = "field larger" in str(error)
                message = LONG_LINE.fault(number=csv.field_size_limit()) if long else BROKEN_QUOTES.fault()
                raise Refused([message.at(f"{self._name}:{number}")]) from None
            if cells is None:
                return
            if number == 1 and len(cells) <= 2 and "".join(cells).lower() in ("sep=", f"sep={delimiter}"):
                continue
            yield number, cells

    def _lines(self) -> Generator[str, None, None]:
        number = 0
        with self._path.open(encoding=self._encoding, newline="") as text:
            while line := text.readline(LONGEST_LINE + 1):
                number += 1
                if len(line) > LONGEST_LINE:
                    raise Refused([LONG_LINE.at(f"{self._name}:{number}", number=LONGEST_LINE)])
                yield line
