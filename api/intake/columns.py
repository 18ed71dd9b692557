"""What the columns of a table are: questions by name, by label in any language of the pack, or as a map says.

A column is never guessed. One that could be several things is a mistake that names them; one that is nothing known is
told if anything stands in it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from api.intake.mapping import IGNORED, NO_MAP, ColumnMap
from api.intake.messages import AMBIGUOUS_COLUMN, LACKS_COLUMN, SAME_COLUMN, SAME_NAMES
from api.intake.metadata import metadata
from api.intake.naming import column_shown, said
from engine.errors import Fault
from engine.form_fields import REQUIRED, Field, FormPlan

_NAMES: Final = re.compile("[A-Za-z_][A-Za-z0-9_]*(?:[/-][A-Za-z0-9_]+)*")
_PARTED: Final = re.compile("[/-]")
_MOST_SLASHES: Final = 16


class Meant(NamedTuple):
    """What a column holds: a field, or (`option` given) whether one of its options was chosen."""

    field: Field
    option: str | None = None

    @property
    def name(self) -> str:
        return self.field.column if self.option is None else f"{self.field.column}/{self.option}"


class Column(NamedTuple):
    """One column of a table. `kind` says why it has no meaning, where it has none."""

    at: int
    name: str
    kind: Literal["read", "metadata", "ignored", "unknown", "ambiguous"]
    candidates: tuple[Meant, ...] = ()

    @property
    def meant(self) -> Meant:
        return self.candidates[0]


class ColumnNames:
    """Every name and label that columns of one pack's forms can have."""

    def __init__(self, plan: FormPlan) -> None:
        self.plan = plan
        self._names = {field.column.casefold(): field for field in plan.fields}
        self._labels: dict[str, dict[str, Field]] = {}
        self._options: dict[str, dict[str, dict[str, None]]] = {}
        for field in plan.fields:
            for label in _labels(field):
                self._labels.setdefault(said(label), {})[field.column] = field
            if field.kind == "several":
                options = self._options.setdefault(field.column, {})
                for choice in field.choices:
                    for label in choice.labels.values():
                        options.setdefault(said(label), {})[choice.value] = None

    def candidates(self, column: str) -> tuple[Meant, ...]:
        """All that a column of this name could be: none if nothing is called so."""
        return self._by_name(column) or self._by_label(said(column))

    def named(self, name: str) -> tuple[Meant, ...]:
        """What a map calls so: a column, or `column/option`."""
        return self._by_name(name)

    def fitting(self, columns: Sequence[str]) -> int:
        """How many of the columns are known."""
        return sum(bool(self.candidates(column)) for column in columns)

    def _by_name(self, column: str) -> tuple[Meant, ...]:
        """`name`, `group/name`, `name/option` and `group/name/option`, with `/` as in KoBoToolbox or `-` as in ODK."""
        if not _NAMES.fullmatch(column.strip()):
            return ()
        parts = _PARTED.split(column.strip())
        field = self._names.get(parts[-1].casefold())
        owner = self._names.get(parts[-2].casefold()) if len(parts) > 1 else None
        if owner is not None and owner.kind == "several":
            for choice in owner.choices:
                if choice.value == parts[-1]:
                    return (Meant(owner, choice.value),)
        return (Meant(field),) if field is not None else ()

    def _by_label(self, label: str) -> tuple[Meant, ...]:
        """A label alone, with its groups before it, or with an option after it."""
        if label in self._labels:
            return tuple(map(Meant, self._labels[label].values()))
        slashes = [number for number, letter in enumerate(label) if letter == "/"][:_MOST_SLASHES]
        found = {
            (field.column, option): Meant(field, option)
            for slash in slashes
            for field in self._ending_in(label[:slash].rstrip())
            for option in self._options.get(field.column, {}).get(label[slash + 1 :].lstrip(), ())
        }
        if not found:
            found = {(field.column, ""): Meant(field) for field in self._ending_in(label)}
        return tuple(found.values())

    def _ending_in(self, label: str) -> Iterator[Field]:
        """The fields whose label this is, but for groups before it; the longest label that fits."""
        rest = label
        while rest:
            if rest in self._labels:
                yield from self._labels[rest].values()
                return
            rest = rest.partition("/")[2].lstrip()


def columns_of(names: Sequence[str], known: ColumnNames, mapped: ColumnMap = NO_MAP) -> tuple[Column, ...]:
    """What each column is. What a map says of a column counts; then its name, then its label."""
    added = metadata(names)
    return tuple(_column(number, name, known, mapped, added) for number, name in enumerate(names))


def _column(number: int, name: str, known: ColumnNames, mapped: ColumnMap, added: frozenset[str]) -> Column:
    wanted = mapped.of(name)
    if wanted == IGNORED:
        return Column(number, name, "ignored")
    candidates = known.candidates(name) if wanted is None else known.named(wanted)
    if len(candidates) > 1:
        return Column(number, name, "ambiguous", candidates)
    if candidates:
        return Column(number, name, "read", candidates)
    return Column(number, name, "metadata" if name in added else "unknown")


def column_faults(columns: Sequence[Column], known: ColumnNames, mapped: ColumnMap) -> Iterator[Fault]:
    """Why a table cannot be read with these columns."""
    for column in columns:
        if column.kind == "ambiguous":
            candidates = tuple(one.name for one in column.candidates)
            yield AMBIGUOUS_COLUMN.fault(column=column_shown(column.name), candidates=candidates)
    yield from clashes(columns)
    meant = {column.meant.name for column in columns if column.kind == "read"}
    for path in REQUIRED:
        field = known.plan.by_path[path]
        if field.column not in meant and field.column not in mapped.values and not _perhaps(field, columns):
            yield LACKS_COLUMN.fault(field=field.column)


def clashes(columns: Sequence[Column]) -> Iterator[Fault]:
    """The columns of which several are the same thing."""
    meant: dict[str, list[str]] = {}
    for column in columns:
        if column.kind == "read":
            meant.setdefault(column.meant.name, []).append(column.name)
    for field, names in meant.items():
        if len(names) > 1:
            alike = len(set(map(said, names))) < len(names)
            message = SAME_NAMES if alike else SAME_COLUMN
            yield message.fault(field=field, columns=tuple(map(column_shown, names)))


def names_campaigns(columns: Sequence[Column]) -> bool:
    """Whether a table has a column for the campaign, without which it holds no proposals."""
    return any(one.field.path == ("campaign",) for column in columns for one in column.candidates)


def _perhaps(field: Field, columns: Sequence[Column]) -> bool:
    """Whether an ambiguous column could be it, of which enough is said already."""
    return any(field is one.field for column in columns if column.kind == "ambiguous" for one in column.candidates)


def _labels(field: Field) -> Iterator[str]:
    """As forms show it; an answer also by its question alone, and by the code that is printed beside it."""
    yield from field.labels.values()
    if field.is_answer and field.question is not None:
        yield from field.question.text.root.values()
        yield field.question.code
