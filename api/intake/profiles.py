"""The rows of one table as profiles: the matching of its columns is worked out once, each row then read in one go.

A row in which all is sound becomes a profile at once. Any other is read as a profile file is, so that all its mistakes
are found, each with the column where it stands.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from api.intake.cells import NOTHING, reader
from api.intake.columns import Column
from api.intake.naming import column_shown
from api.intake.row_answers import Made, QuestionColumns, Read, noted, said_to
from api.intake.rows import Accepted, Rejected, Row
from api.intake.tables import Table, TableRow
from engine.documents import Document, Steps, trouble_in
from engine.errors import Mistake, Refused
from engine.form_fields import Field, FormPlan
from engine.loader import profile_fitting
from engine.pack import Pack
from engine.profile import GivenAnswer, Profile
from engine.profile_checks import LENIENCE


@dataclass(frozen=True)
class _RowDocument(Document):
    """A row as a document: what stands in it is called by its column; `named` has columns that the table lacks."""

    table: Table | None = None
    number: int = 0
    columns: Mapping[Steps, str] | None = None
    named: Mapping[Steps, str] | None = None

    def place(self, path: Sequence[str | int]) -> str:
        assert self.table is not None
        assert self.columns is not None
        steps = tuple(path)
        while steps and steps not in self.columns:
            steps = steps[:-1]
        return self.table.place(self.number, self.columns.get(steps))

    def called(self, path: Steps) -> str:
        """The name of the column, not of the field that nobody who filled in the table has seen."""
        assert self.columns is not None
        assert self.named is not None
        column = self.columns.get(path) or self.named.get(path)
        return super().called(path) if column is None else column_shown(column)


class RowReader:
    """Reads the rows of one table. `values` are texts for fields that have no column."""

    def __init__(
        self, table: Table, columns: Sequence[Column], values: Mapping[str, str], plan: FormPlan, day: date
    ) -> None:
        self._table, self._pack, self._day, self._limit = table, plan.pack, day, day + LENIENCE
        read = [column for column in columns if column.kind == "read"]
        width = len(columns)
        present = {column.meant.field.column for column in read}
        self._constants = [(plan.by_column[name], text) for name, text in values.items() if name not in present]
        self._fields = [(column.meant.field, column.meant.option, column.at) for column in read]
        self._fields += [(field, None, width + number) for number, (field, _) in enumerate(self._constants)]
        self._texts = tuple(text for _, text in self._constants)
        self._facts = [
            Read(index, field.path, reader(field)) for field, _, index in self._fields if field.question is None
        ]
        self._questions = [*self._by_question(plan.pack)]
        self._named: dict[Steps, str] = {field.path: name for name, field in plan.by_column.items()}
        self._columns: dict[Steps, str] = {}
        for column in read:
            path = column.meant.field.path
            self._columns.setdefault(path[:2] if column.meant.field.is_answer else path, column.name)
        self._bare: dict[Any, GivenAnswer] = {}

    def row(self, row: TableRow) -> Row:
        """A proposal, or every reason why it is none."""
        key, place = self._table.key_of(row.number), self._table.place(row.number)
        if whole := [fault.at(place) for index, fault in row.faults if index is None]:
            return Rejected(key, place, tuple(whole))  # what is wrong with its cells would follow from that
        cells, made = [*row.cells, *self._texts], Made([*row.faults])
        if (trouble := trouble_in("\n".join(cells))) is not None:
            made.faults += [
                (index, trouble.fault()) for index, cell in enumerate(row.cells) if trouble_in(cell) is not None
            ]
        data = self._facts_of(cells, made)
        answers = {
            question.field.path[1]: said for question in self._questions if (said := said_to(question, cells, made))
        }
        if not made.faults and made.sound and made.latest <= self._limit:
            try:
                profile = Profile.model_validate({**data, "answers": self._given(answers)})
                if not _ends_early(profile):
                    return Accepted(key, place, profile)
            except ValidationError:
                pass
        return self._checked(key, place, row, {**data, "answers": answers}, made)

    def _by_question(self, pack: Pack) -> Iterator[QuestionColumns]:
        parts: dict[str, list[tuple[Field, str | None, int]]] = {}
        for field, option, index in self._fields:
            if field.question is not None:
                parts.setdefault(field.question.id, []).append((field, option, index))
        for columns in parts.values():
            answer = next((one for one in columns if one[0].is_answer and one[1] is None), None)
            options = tuple((index, option) for _, option, index in columns if option is not None)
            beside = tuple(
                Read(index, field.path[2:], reader(field)) for field, _, index in columns if not field.is_answer
            )
            owner = next((field for field, _, _ in columns if field.is_answer), columns[0][0])
            read = None if answer is None else Read(answer[2], (), reader(answer[0]))
            yield QuestionColumns(owner, read, options, beside)

    def _facts_of(self, cells: Sequence[str], made: Made) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for index, path, read in self._facts:
            cell = read(cells[index])
            if cell is not NOTHING:
                noted(cell, index, made)
                inside = data
                for step in path[:-1]:
                    inside = inside.setdefault(step, {})
                inside[path[-1]] = cell.value
        if "answered_on" in data and isinstance(data["answered_on"], date):
            made.latest = max(made.latest, data["answered_on"])
        return data

    def _given(self, answers: Mapping[str, Any]) -> dict[str, GivenAnswer]:
        """Answers without anything beside them are the same in many rows."""
        made: dict[str, GivenAnswer] = {}
        for name, said in answers.items():
            if isinstance(said, dict):
                made[name] = GivenAnswer.model_validate(said)
            else:
                if said not in self._bare:
                    self._bare[said] = GivenAnswer(answer=said)
                made[name] = self._bare[said]
        return made

    def _checked(self, key: str, place: str, row: TableRow, data: dict[str, Any], made: Made) -> Row:
        mistakes: list[Mistake] = []
        names: dict[int | None, str] = dict(enumerate(self._table.columns))
        mistakes += [fault.at(self._table.place(row.number, names.get(index))) for index, fault in made.faults]
        document = _RowDocument(
            place,
            _as_written(data),
            {(): 1},
            by_field=True,
            table=self._table,
            number=row.number,
            columns=self._columns,
            named=self._named,
        )
        try:
            profile = profile_fitting(self._pack, document, self._day)
        except Refused as refused:
            mistakes += refused.mistakes
        else:
            if not mistakes:
                return Accepted(key, place, profile)
        return Rejected(key, place, tuple(dict.fromkeys(mistakes)))


def _ends_early(profile: Profile) -> bool:
    launch, end = profile.dates.launch, profile.dates.end
    return launch is not None and end is not None and end < launch


def _as_written(part: Any) -> Any:
    """Values as a file has them: texts, lists and mappings."""
    if isinstance(part, dict):
        return {name: _as_written(value) for name, value in part.items()}
    if isinstance(part, tuple | list):
        return [_as_written(value) for value in part]
    return part.isoformat() if isinstance(part, date) else part
