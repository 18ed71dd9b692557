"""A table that was received, whatever its file is: the names of its columns, and its rows, which are read once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

from api.intake.messages import IN_A_COLUMN, TOO_MANY_ROWS
from api.intake.naming import column_shown
from engine.documents import IN_A_FIELD
from engine.errors import Fault, Mistake, Refused
from engine.sentences import Sentence

MOST_COLUMNS: Final = 5_000
MOST_ROWS: Final = 250_000
LONGEST_CELL: Final = 32_767  # characters: what a cell of a workbook can hold


class TableRow(NamedTuple):
    """One row: its number as its file counts, one text a column, and what is wrong with it as a row or by column."""

    number: int
    cells: Sequence[str]
    faults: tuple[tuple[int | None, Fault], ...] = ()


@dataclass(frozen=True)
class Table:
    """One sheet, CSV file or list of records; `key` is what the keys of its rows begin with.

    `columns` are the names as they are written. Iterating over `rows` can raise Refused: what is left cannot be read.
    `refused` says why none of it is read at all, if it is one of several tables of its file.
    """

    name: str
    key: str
    kind: Literal["lines", "sheet", "records"]
    columns: Sequence[str]
    rows: Iterable[TableRow]
    sheet: str = ""
    visible: bool = True
    refused: tuple[Mistake, ...] = ()

    def key_of(self, number: int) -> str:
        return f"{self.key}:{self.sheet}!{number}" if self.kind == "sheet" else f"{self.key}:{number}"

    def place(self, number: int, column: str | None = None) -> str:
        """Where a row stands, or a cell: `file:line`, `file:sheet!row`, or the field of a record."""
        if self.kind == "records":
            field = f"{number}" if column is None else f"{number}.{column_shown(column)}"
            return Sentence(IN_A_FIELD, {"file": self.name, "field": field})
        row = f"{self.name}:{self.sheet}!{number}" if self.kind == "sheet" else f"{self.name}:{number}"
        return row if column is None else Sentence(IN_A_COLUMN, {"row": row, "column": column_shown(column)})

    @property
    def whole(self) -> str:
        return f"{self.name}:{self.sheet}" if self.kind == "sheet" else self.name


def with_text(rows: Iterable[TableRow], name: str) -> Iterator[TableRow]:
    """Rows in which anything stands at all: others are no rows. Raises Refused after too many, empty ones included."""
    for row in no_more(rows, name):
        if row.faults or any(cell and not cell.isspace() for cell in row.cells):
            yield row


def no_more(rows: Iterable[Any], name: str) -> Iterator[Any]:
    """As many rows, lines or records as one file is given. Raises Refused."""
    for number, row in enumerate(rows):
        if number == MOST_ROWS:
            raise Refused([TOO_MANY_ROWS.at(name, number=MOST_ROWS)])
        yield row


def named(columns: Sequence[str]) -> tuple[str, ...]:
    """A name for each column: one without a name is called by its number."""
    return tuple(name if name.strip() else f"({number})" for number, name in enumerate(columns, start=1))
