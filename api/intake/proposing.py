"""A draft of the file for `--map`: every column of what was received, with what it is, or what it could be."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Final

from api.intake.columns import Column, clashes
from api.intake.kinds import kind_of
from api.intake.mapping import IGNORED
from api.intake.naming import said, tokens
from api.intake.sources import Intake, files_of
from api.intake.tables import Table
from engine.errors import Mistake, Refused
from engine.form_fields import FormPlan
from reports.intake_text import Drafted, DraftedColumn

_MOST_NEAR: Final = 3
_MOST_COMPARED: Final = 200  # characters of a name
_ENOUGH_IN_COMMON: Final = 0.25  # of the words of both


def drafted(sources: Sequence[Path], intake: Intake) -> tuple[list[Drafted], list[Mistake]]:
    """What the columns of each table are, those of one name once; and why files could not be read."""
    found, mistakes, seen = list[Drafted](), list[Mistake](), set[str]()
    nearest = _Nearest(intake.known.plan)
    for one in files_of(sources):
        try:
            with intake.tables(one, kind_of(one.path, one.name, one.found)) as tables:
                for table in tables:
                    if not table.visible or intake.our_own(table):
                        continue
                    mistakes += table.refused
                    if not table.refused:
                        mistakes += [fault.at(table.whole) for fault in clashes(intake.columns(table))]
                        columns = tuple(_of_table(table, intake, nearest, seen))
                        added = tuple(one.name for one in intake.columns(table) if one.kind == "metadata")
                        found += [Drafted(table.whole, columns, added)] if columns else []
        except Refused as refused:
            mistakes += refused.mistakes
    return found, mistakes


def _of_table(table: Table, intake: Intake, nearest: "_Nearest", seen: set[str]) -> Iterator[DraftedColumn]:
    for column in intake.columns(table):
        if column.kind != "metadata" and said(column.name) not in seen:
            seen.add(said(column.name))
            yield _drafted(column, nearest)


def _drafted(column: Column, nearest: "_Nearest") -> DraftedColumn:
    """What a column is, where that is certain; else the names that it could have, for a person to choose from."""
    if column.kind == "ignored":
        return DraftedColumn(column.name, IGNORED, ())
    if column.kind == "read":
        return DraftedColumn(column.name, column.meant.name, ())
    named = tuple(one.name for one in column.candidates)
    return DraftedColumn(column.name, None, named or tuple(nearest.names(column.name)))


class _Nearest:
    """Finds the fields whose names look alike, or whose labels have most words in common."""

    def __init__(self, plan: FormPlan) -> None:
        self._fields = [field for field in plan.fields if field.question is None or field.is_answer]

    @cached_property
    def _words(self) -> list[tuple[str, frozenset[str]]]:
        said_of = {field.column: (*field.labels.values(), field.column.replace("_", " ")) for field in self._fields}
        return [(column, frozenset(tokens(text))) for column, texts in said_of.items() for text in texts]

    def names(self, column: str) -> list[str]:
        name = said(column)[:_MOST_COMPARED]
        close = get_close_matches(name, [field.column for field in self._fields], _MOST_NEAR)
        words = frozenset(tokens(name))
        shares = sorted(
            ((len(words & of) / len(words | of), other) for other, of in self._words if words & of), reverse=True
        )
        alike = [other for share, other in shares if share >= _ENOUGH_IN_COMMON]
        return list(dict.fromkeys([*close, *alike]))[:_MOST_NEAR]
