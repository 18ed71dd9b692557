"""The one way in for what was received: folders, files of profiles, tables, exports of KoBoToolbox and ODK.

Every row that is there comes out, accepted or rejected with its place and every reason. A file that cannot be read as a
whole is one rejected row; one that breaks off in the middle is its rows so far and one rejected row more.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from api.check_files import shown
from api.forms import require_screen
from api.intake.columns import Column, ColumnNames, column_faults, columns_of, names_campaigns
from api.intake.csv_table import csv_table
from api.intake.json_records import json_table
from api.intake.kinds import Kind, kind_of
from api.intake.mapping import NO_MAP, ColumnMap
from api.intake.messages import LACKS_COLUMN, NO_HEADS, NOT_READ, OLD_WORKBOOK, OTHER_SHEETS, UNKNOWN_COLUMNS
from api.intake.naming import column_shown, said
from api.intake.one_by_one import profile_file, profile_lines
from api.intake.profiles import RowReader
from api.intake.rows import Note, Rejected, Row
from api.intake.tables import Table, TableRow
from api.intake.workbook_table import workbook_tables
from engine.errors import Message, Refused
from engine.pack import Pack

_MOST_NAMED = 12  # unknown columns


class Received(NamedTuple):
    """One file: where it is, what messages call it, what the keys of its rows begin with, whether a folder had it."""

    path: Path
    name: str
    key: str
    found: bool


class Intake:
    """How files are read for one pack and day; `mapped` says what columns are, `note` takes what should be said."""

    def __init__(self, pack: Pack, day: date, mapped: ColumnMap = NO_MAP, note: Note = lambda mistake: None) -> None:
        self.pack, self.day, self.mapped, self.note = pack, day, mapped, note

    @cached_property
    def known(self) -> ColumnNames:
        """Made when the first table is met: profile files need no form."""
        from reports.forms.plan import worded_plan

        return ColumnNames(worded_plan(self.pack))

    def rows(self, sources: Sequence[Path]) -> Iterator[Row]:
        """The rows of all sources in their order; the files of a folder, those in its folders too, in that of their
        names. Files whose names begin with a dot are no part of a folder.

        A key is the path of a file within its source, and the number of the row where a file holds several. Where that
        is the same for several files, the folders before it are put in front, as many as tell them apart.
        """
        for one in files_of(sources):
            try:
                yield from self._rows_of(one)
            except Refused as refused:
                yield Rejected(one.key, one.name, refused.mistakes)

    @contextmanager
    def tables(self, one: Received, kind: Kind) -> Iterator[Iterator[Table]]:
        """The tables of a file of this kind: none for files of profiles."""
        if kind is Kind.workbook:
            require_screen("python_calamine")
            with workbook_tables(one.path, one.name, one.key) as tables:
                yield tables
        elif kind is Kind.csv:
            with csv_table(one.path, one.name, one.key, self.known.fitting, self.note) as table:
                yield iter([table])
        elif kind is Kind.records:
            with json_table(one.path, one.name, one.key, self.note) as table:
                yield iter([table])
        else:
            yield iter(())

    def columns(self, table: Table) -> tuple[Column, ...]:
        return columns_of(table.columns, self.known, self.mapped)

    def _rows_of(self, one: Received) -> Iterator[Row]:
        kind = kind_of(one.path, one.name, one.found)
        if kind is Kind.profile:
            yield profile_file(one.path, one.name, one.key, self.pack, self.day)
        elif kind is Kind.lines:
            yield from profile_lines(one.path, one.name, one.key, self.pack, self.day)
        elif kind in _NOTHING_READ:
            raise Refused([_NOTHING_READ[kind].at(one.name)])
        else:
            with self.tables(one, kind) as tables:
                yield from self._rows_of_tables(tables, one)

    def _rows_of_tables(self, tables: Iterator[Table], one: Received) -> Iterator[Row]:
        """Of a workbook each visible sheet that has a column for the campaign; other files have a single table."""
        passed_over, read = list[Table](), False
        for table in tables:
            columns = self.columns(table)
            if table.kind == "sheet" and not (table.visible and names_campaigns(columns)):
                passed_over.append(table)
                continue
            read = True
            try:
                yield from self._rows_of_table(table, columns)
            except Refused as refused:
                yield Rejected(table.whole, table.whole, refused.mistakes)
        if not read:
            campaign = self.known.plan.by_path["campaign",].column
            message = LACKS_COLUMN.at(one.name, field=campaign) if passed_over else NO_HEADS.at(one.name)
            raise Refused([message])
        if others := [table.sheet for table in passed_over if table.columns and not self.our_own(table)]:
            self.note(OTHER_SHEETS.at(one.name, sheets=tuple(map(column_shown, others))))

    def _rows_of_table(self, table: Table, columns: Sequence[Column]) -> Iterator[Row]:
        if table.refused:
            raise Refused(table.refused)
        if faults := [*column_faults(columns, self.known, self.mapped)]:
            raise Refused([fault.at(table.whole) for fault in faults])
        reader = RowReader(table, columns, self.mapped.values, self.known.plan, self.day)
        unknown = {column.at: column.name for column in columns if column.kind == "unknown"}
        filled: dict[int, str] = {}
        for number, row in enumerate(table.rows):
            if number == 0 and _says_labels(row, columns, self.known):
                continue  # the second row of our own template
            for index in [index for index in unknown if row.cells[index].strip()]:
                filled[index] = unknown.pop(index)
            yield reader.row(row)
        if filled:
            names = [column_shown(filled[index]) for index in sorted(filled)]
            some = (*names[:_MOST_NAMED], "…") if len(names) > _MOST_NAMED else tuple(names)
            self.note(UNKNOWN_COLUMNS.at(table.whole, number=len(names), columns=some))

    def our_own(self, table: Table) -> bool:
        """The lists and guides of our own template hold no proposals."""
        from reports.forms.proposals_sheet import sheets_beside

        return table.sheet in sheets_beside(self.pack.manifest.languages)


_NOTHING_READ: dict[Kind, Message] = {Kind.unknown: NOT_READ, Kind.old_workbook: OLD_WORKBOOK}


def read(
    sources: Sequence[Path],
    pack: Pack,
    day: date,
    mapped: ColumnMap = NO_MAP,
    note: Note = lambda mistake: None,
) -> Iterator[Row]:
    """Every row of all sources; see `Intake.rows`."""
    return Intake(pack, day, mapped, note).rows(sources)


def files_of(sources: Sequence[Path]) -> list[Received]:
    """The files of all sources in the order in which they are read."""
    found = [*_files_of(sources)]
    whole = [Path(os.path.abspath(one.path)).parts for one in found]
    said_of = [len(Path(one.key).parts) for one in found]
    while True:
        keys = ["/".join(parts[-number:]) for parts, number in zip(whole, said_of, strict=True)]
        of_key: dict[str, set[tuple[str, ...]]] = {}
        for key, parts in zip(keys, whole, strict=True):
            of_key.setdefault(key, set()).add(parts)
        alike = [at for at, key in enumerate(keys) if len(of_key[key]) > 1 and said_of[at] < len(whole[at]) - 1]
        if not alike:
            return [one._replace(key=key) for one, key in zip(found, keys, strict=True)]
        for at in alike:
            said_of[at] += 1


def _files_of(sources: Sequence[Path]) -> Iterator[Received]:
    for source in sources:
        if not source.is_dir():
            yield Received(source, shown(source), source.name, found=False)
            continue
        inside = {path.relative_to(source): path for path in source.rglob("*") if not path.is_dir()}
        for relative, path in sorted(inside.items(), key=lambda one: one[0].as_posix()):
            if not any(part.startswith(".") for part in relative.parts):
                yield Received(path, shown(path), relative.as_posix(), found=True)


def _says_labels(row: TableRow, columns: Sequence[Column], known: ColumnNames) -> bool:
    """Whether a row only says of each column what it asks."""
    cells = [(column, row.cells[column.at]) for column in columns if row.cells[column.at].strip()]
    read = [(column.meant.field, cell) for column, cell in cells if column.kind == "read"]
    return bool(read) and all(said(cell) in map(said, field.labels.values()) for field, cell in read)
