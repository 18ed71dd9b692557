"""What is written in a cell, as a profile has it: by the name of an answer, by its label in any language, as a number.

What cannot be read stays as it was written, for the checks of the profile to refuse in its place.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final, NamedTuple, TypeAlias

from api.intake.messages import AMBIGUOUS_ANSWER
from api.intake.naming import said, tokens
from engine.errors import Fault
from engine.form_answers import entries
from engine.form_fields import UNANSWERED, Field
from engine.profile_checks import unfit_answer
from engine.text import western_digits

MOST_REMEMBERED: Final = 5_000  # texts of one column
_WHOLE: Final = re.compile("([0-9]+)(?:[.,٫]0*)?")
_DAY: Final = re.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ][0-9:.,+Zz-]*)?")
_CHOSEN: Final = {"1": True, "true": True, "0": False, "false": False}


class Cell(NamedTuple):
    """What a cell says. `sound`: it can stand in a profile as far as a cell alone can tell."""

    value: Any
    sound: bool
    fault: Fault | None = None


Reader: TypeAlias = Callable[[str], Cell]
NOTHING: Final = Cell(None, True)


def reader(field: Field) -> Reader:
    """What reads the cells of a field; a cell with nothing but blanks says nothing."""
    reads = _READERS[field.kind](field)
    if not field.choices and field.kind != "day":
        return lambda text: NOTHING if text.isspace() or not text else reads(text)
    known: dict[str, Cell] = {"": NOTHING}

    def remember(text: str) -> Cell:
        cell = known.get(text)
        if cell is None:
            cell = reads(text) if said(text) else NOTHING
            if len(known) < MOST_REMEMBERED:
                known[text] = cell
        return cell

    return remember


def chosen(text: str) -> bool | None:
    """What a column of a single option says; None for what is neither yes nor no."""
    words = western_digits(said(text))
    whole = _WHOLE.fullmatch(words)
    return False if not words else _CHOSEN.get(whole[1] if whole else words)


def _one(field: Field) -> Reader:
    values = {choice.value: choice.value for choice in field.choices}
    labels = _labels(field)

    def read(text: str) -> Cell:
        words = said(text)
        if words in values:
            return sound(words)
        found = labels.get(words, {})
        if len(found) > 1:
            return Cell(None, False, _ambiguous(field, found))
        if found:
            return sound(next(iter(found)))
        whole = _WHOLE.fullmatch(western_digits(words))
        if whole and whole[1] in values:
            return sound(whole[1])
        return Cell(text, False)

    def sound(value: str) -> Cell:
        return Cell(True if field.path[-1] == "to_confirm" else value, True)

    return read


def _several(field: Field) -> Reader:
    """Names or labels with blanks or commas between them; labels have blanks in them, too."""
    words: dict[tuple[str, ...], dict[str, None]] = {}
    for label, values in _labels(field).items():
        words.setdefault(tokens(label), {}).update(values)
    for choice in field.choices:
        words[(choice.value,)] = {choice.value: None}

    def read(text: str) -> Cell:
        found = [*_divisions(tokens(text), words)]
        if len(found) > 1:
            options = dict.fromkeys(value for one in found for value in one)
            return Cell(None, False, _ambiguous(field, options))
        return several(field, found[0]) if found else Cell([text], False)

    return read


def several(field: Field, values: tuple[str, ...]) -> Cell:
    """The answer of these options, in this order; that nobody knows, or that it is kept back, stands alone."""
    if len(values) == 1 and values[0] in UNANSWERED:
        return Cell(values[0], True)
    assert field.question is not None
    return Cell(values, not any(unfit_answer(values, field.question)))


def _divisions(parts: tuple[str, ...], words: dict[tuple[str, ...], dict[str, None]]) -> Iterator[tuple[str, ...]]:
    """The ways in which a list of words is a list of options, up to two that differ in what was chosen."""
    longest = max(map(len, words), default=0)
    ways: list[dict[frozenset[str], tuple[str, ...]]] = [{frozenset(): ()}]
    for end in range(1, len(parts) + 1):
        here: dict[frozenset[str], tuple[str, ...]] = {}
        for begin in range(max(0, end - longest), end):
            for value in words.get(parts[begin:end], ()):
                for before in ways[begin].values():
                    if len(here) < 2:
                        here.setdefault(frozenset((*before, value)), (*before, value))
        ways.append(here)
    yield from ways[-1].values() if parts else ()


def _day(field: Field) -> Reader:
    def read(text: str) -> Cell:
        written = _DAY.fullmatch(western_digits(text.strip()))
        try:
            return Cell(date.fromisoformat(written[1]), True) if written else Cell(text.strip(), False)
        except ValueError:
            return Cell(text.strip(), False)

    return read


def _country(field: Field) -> Reader:
    return lambda text: Cell(text.strip().upper() if len(text.strip()) == 2 else text.strip(), True)


def _line(field: Field) -> Reader:
    return lambda text: Cell(text, True)


def _lines(field: Field) -> Reader:
    return lambda text: Cell(entries(text), True)


_READERS: Final[dict[str, Callable[[Field], Reader]]] = {
    "one": _one,
    "several": _several,
    "day": _day,
    "country": _country,
    "line": _line,
    "lines": _lines,
}


def _labels(field: Field) -> dict[str, dict[str, None]]:
    """The values that each label stands for, in any language; a level is also known by its text alone."""
    found: dict[str, dict[str, None]] = {}
    anchors = field.question.anchors if field.is_answer and field.question is not None else {}
    for choice in field.choices:
        own = anchors[int(choice.value)].root.values() if choice.value.isdecimal() and anchors else ()
        for label in (*choice.labels.values(), *own):
            found.setdefault(said(label), {})[choice.value] = None
    return found


def _ambiguous(field: Field, values: dict[str, None]) -> Fault:
    return AMBIGUOUS_ANSWER.fault(question=field.column, options=tuple(values))
