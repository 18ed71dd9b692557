"""What is said of an import: how many rows came of it, and a draft of the file that says what columns are."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from reports.carried_answers import quoted
from reports.check_text import plain_line
from reports.phrases import plain
from reports.words import Digits, Words

_MOST_REASONS: Final = 10


class DraftedColumn(NamedTuple):
    """A column, and what it is: None if nobody has said; then what it could be."""

    name: str
    means: str | None
    perhaps: tuple[str, ...]


class Drafted(NamedTuple):
    """One table, its columns, and those that KoBoToolbox or ODK added to them."""

    table: str
    columns: tuple[DraftedColumn, ...]
    added: tuple[str, ...]


class Imported(NamedTuple):
    """What came of an import: how many rows, how many by the code of a reason, and where profiles were written.

    `unchanged` are those of the accepted whose file was there and says the same.
    """

    accepted: int
    unchanged: int
    rejected: int
    reasons: Mapping[str, int]
    folder: str


def rows_so_far(language: str) -> str:
    """What stands before the number of rows that are read, while it grows."""
    words = Words(language)
    return words("Rows read:")


def imported_text(imported: Imported, language: str, digits: Digits = "western") -> str:
    """A few lines: the counts add up, and each reason is counted in rows."""
    words = Words(language, digits)
    received = imported.accepted + imported.rejected
    lines = [
        words(
            "Received: {received}. Accepted: {accepted}. Rejected: {rejected}.",
            received=received,
            accepted=imported.accepted,
            rejected=imported.rejected,
        )
    ]
    if imported.reasons:
        lines.append(words("Rejected rows by reason:"))
        lines += [f"  {code}: {words.number(number)}" for code, number in _most_first(imported.reasons)]
    if imported.unchanged:
        lines.append(words("Already there, and the same: {number}.", number=imported.unchanged))
    if imported.accepted > imported.unchanged:
        lines.append(words("Written: {file}", file=imported.folder))
    return "\n".join(map(plain_line, lines)) + "\n"


def map_draft(tables: Sequence[Drafted], language: str) -> str:
    """A file for `--map` in YAML: what is known stands there, what is not is left empty with what it could be."""
    words = Words(language)
    lines = [
        f"# {words('What each column is. `ignore` says that it is not needed; an empty `is` leaves it open.')}",
        f"# {words('The names of columns stand in the first row of `munasara questionnaire --format xlsx`.')}",
        "columns:",
    ]
    for table in tables:
        lines.append(f"  # {plain(table.table)}")
        if table.added:
            lines += [f"  # {words('not read unless named here: {names}', names=plain(', '.join(table.added)))}"]
        lines += [line for column in table.columns for line in _of_column(column, words)]
    lines += [f"# {words('Values for every proposal, in place of a column that is missing:')}", "values: {}"]
    return "\n".join(lines) + "\n"


def _of_column(column: DraftedColumn, words: Words) -> Iterator[str]:
    yield f"  - column: {quoted(column.name)}"
    perhaps = f"  # {words('perhaps {names}', names=', '.join(column.perhaps))}" if column.perhaps else ""
    yield f"    is:{f' {column.means}' if column.means else ''}{perhaps}"


def _most_first(reasons: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(Counter(reasons).items(), key=lambda one: (-one[1], one[0]))[:_MOST_REASONS]
