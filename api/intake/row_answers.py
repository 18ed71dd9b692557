"""What one row says to one question: an answer in one column or in several, and what stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from api.intake.cells import NOTHING, Cell, Reader, chosen, several
from api.intake.messages import NOT_MARKED, TWO_ANSWERS
from engine.errors import Fault
from engine.form_fields import Field


class Read(NamedTuple):
    """A column that is read: where it stands in a row and in an answer or a profile, and how."""

    at: int
    path: tuple[str, ...]
    read: Reader


class QuestionColumns(NamedTuple):
    """The columns of one question: its answer in one, or each option in one, and what stands beside it."""

    field: Field
    answer: Read | None
    options: tuple[tuple[int, str], ...]
    beside: tuple[Read, ...]


@dataclass
class Made:
    """What a row says so far, and all that is wrong with it."""

    faults: list[tuple[int | None, Fault]]
    sound: bool = True
    latest: date = date.min


def said_to(question: QuestionColumns, cells: Sequence[str], made: Made) -> Any:
    """What a row says to one question: nothing, a bare answer, or one with what stands beside it."""
    answer = question.answer
    cell = NOTHING if answer is None else answer.read(cells[answer.at])
    if answer is not None and cell is not NOTHING:
        noted(cell, answer.at, made)
    if question.options:
        cell = _chosen(question, cell, cells, made)
    whole: dict[str, Any] | None = None
    for index, path, read in question.beside:
        if cells[index] and (beside := read(cells[index])) is not NOTHING:
            noted(beside, index, made)
            whole = {} if whole is None else whole
            (whole if len(path) == 1 else whole.setdefault(path[0], {}))[path[-1]] = beside.value
            if isinstance(beside.value, date):
                made.latest = max(made.latest, beside.value)
    return cell.value if whole is None else {**({} if cell.value is None else {"answer": cell.value}), **whole}


def _chosen(question: QuestionColumns, cell: Cell, cells: Sequence[str], made: Made) -> Cell:
    """The options of which each has a column of its own; what the one column says besides must be the same."""
    values = []
    for index, option in question.options:
        marked = chosen(cells[index])
        if marked is None:
            made.faults.append((index, NOT_MARKED.fault()))
        elif marked:
            values.append(option)
    if not any(cells[index].strip() for index, _ in question.options):
        return cell
    said = () if cell.value is None else (cell.value,) if isinstance(cell.value, str) else tuple(cell.value)
    told = {option for _, option in question.options}.intersection(said)
    if question.answer is not None and told != set(values):
        if cell.sound:
            made.faults.append((question.answer.at, TWO_ANSWERS.fault(question=question.field.column)))
        return cell
    if cell is not NOTHING or not values:
        return cell  # in the order in which they were chosen
    found = several(question.field, tuple(values))
    made.sound &= found.sound
    return found


def noted(cell: Cell, index: int, made: Made) -> None:
    if not cell.sound:
        made.sound = False
        if cell.fault is not None:
            made.faults.append((index, cell.fault))
