"""The file for `--map`: what each column of a table is, where its name does not say it.

    columns:
      - {column: "Nom de la campagne", is: campaign_name}
      - {column: "Commentaires", is: ignore}
      - {column: "Moyens : marche", is: tactics/march}
    values: {answered_on: 2026-11-20}

`values` are for fields that have no column: every proposal gets them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pydantic import Field

from api.intake.messages import MAPPED_TWICE, NO_SUCH_COLUMN
from api.intake.naming import column_shown, said
from engine.documents import read_file, shown
from engine.errors import Mistake, Nearest, Refused, in_order
from engine.form import build
from engine.text import Frozen

if TYPE_CHECKING:
    from api.intake.columns import ColumnNames

IGNORED: Final = "ignore"
_CAMPAIGN: Final = ("campaign",)


class MappedColumn(Frozen):
    """One column, and the name of what it holds, or `ignore`; None while that is not decided."""

    column: str
    means: str | None = Field(default=None, alias="is")


class MapFile(Frozen):
    """What a file for `--map` says."""

    columns: tuple[MappedColumn, ...] = ()
    values: dict[str, str] = {}


@dataclass(frozen=True)
class ColumnMap:
    """What each column is, by its name in small letters; and values for fields without a column."""

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)

    def of(self, column: str) -> str | None:
        """The name of what a column holds, or `ignore`; None if the map does not say."""
        return self.columns.get(said(column))


NO_MAP: Final = ColumnMap()


def read_map(path: Path, known: "ColumnNames") -> ColumnMap:
    """Read the file and check its names. Raises Refused with every mistake."""
    document, mistakes = read_file(path), list[Mistake]()
    made = build(MapFile, document, mistakes, "MAP")
    if made is None:
        raise Refused(in_order(mistakes))
    nearest, columns = Nearest(), dict[str, str]()
    names = [one.column for one in known.plan.fields]
    for number, one in enumerate(made.columns):
        place = document.place(("columns", number))
        if said(one.column) in columns:
            mistakes.append(MAPPED_TWICE.at(place, column=column_shown(one.column)))
        elif one.means is not None:
            if one.means != IGNORED and not known.named(one.means):
                near = nearest.name(one.means, [*names, IGNORED])
                mistakes.append(NO_SUCH_COLUMN.at(place, near, name=shown(one.means)))
            columns[said(one.column)] = one.means
    for name in made.values:
        found = known.plan.by_column.get(name)
        if found is None or found.path == _CAMPAIGN:  # campaigns cannot all have one name
            mistakes.append(NO_SUCH_COLUMN.at(document.place(("values", name)), nearest.name(name, names), name=name))
    if mistakes:
        raise Refused(in_order(mistakes))
    return ColumnMap(columns, made.values)
