"""The sheets of a workbook as tables. Another process reads the file: whatever happens there, the work goes on."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NoReturn

from api.intake import messages as said
from api.intake.csv_table import MOST_BYTES
from api.intake.naming import column_shown
from api.intake.tables import LONGEST_CELL, MOST_COLUMNS, Table, TableRow, named, with_text
from api.intake.workbook_scan import MOST_CELLS, MOST_UNPACKED
from engine.documents import Limits, opened, trouble_in
from engine.errors import Fault, Mistake, Refused

_PROJECT: Final = Path(__file__).parents[2]
_MODULE: Final = "api.intake.workbook_process"
_REFUSALS: Final[dict[str, Fault]] = {
    "not_read": said.NOT_READ.fault(),
    "damaged": said.DAMAGED.fault(),
    "definitions": said.DEFINITIONS.fault(),
    "unpacked": said.TOO_MUCH_UNPACKED.fault(number=MOST_UNPACKED // 1024 // 1024),
    "cells": said.TOO_MANY_CELLS.fault(number=MOST_CELLS),
    "work": said.TOO_MUCH_WORK.fault(),
}
_WRONG: Final = {"unsaid": said.NO_VALUE.fault(), "long": said.LONG_CELL.fault(number=LONGEST_CELL)}


@contextmanager
def workbook_tables(path: Path, name: str, key: str) -> Iterator[Iterator[Table]]:
    """Each sheet of a workbook, to be read or passed over before the next. Raises Refused, also while it is read."""
    with opened(path, name, Limits(MOST_BYTES)):
        pass
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", _MODULE, str(path.resolve())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(_PROJECT), *filter(None, sys.path)])},
    )
    try:
        yield _Book(process, name, key).tables()
    finally:
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()
        process.wait()


class _Book:
    def __init__(self, process: "subprocess.Popen[bytes]", name: str, key: str) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process, self._ask, self._hear = process, process.stdin, process.stdout
        self._name, self._key, self._ended = name, key, False

    def tables(self) -> Iterator[Table]:
        """What is wrong with one sheet keeps none of those after it from being read."""
        while "done" not in (sheet := self._next()):
            heads, title = sheet["heads"][:MOST_COLUMNS], sheet["sheet"]
            refused = tuple(self._refused(title, sheet["heads"]))
            rows = _Rows(self._next, self._say)
            table = with_text(rows, f"{self._name}:{title}")
            shown = column_shown(title) if refused else title
            yield Table(self._name, self._key, "sheet", named(heads), table, shown, sheet["visible"], refused)
            if self._ended:
                return
            rows.pass_over()

    def _refused(self, title: str, heads: Sequence[str]) -> Iterator[Mistake]:
        if (trouble := trouble_in("\n".join([title, *heads]))) is not None:
            yield trouble.at(f"{self._name}:{column_shown(title)}")
        elif len(heads) > MOST_COLUMNS:
            yield said.TOO_MANY_COLUMNS.at(f"{self._name}:{title}", number=MOST_COLUMNS)

    def _say(self, word: bytes) -> None:
        try:
            self._ask.write(word)
            self._ask.flush()
        except BrokenPipeError:
            self._stop()

    def _next(self) -> Any:
        line = self._hear.readline()
        try:
            said_ = json.loads(line)
        except ValueError:  # it came to its end in the middle
            self._stop()
        if isinstance(said_, dict) and "refused" in said_:
            self._ended = True
            raise Refused([_REFUSALS[said_["refused"]].at(self._name)])
        return said_

    def _stop(self) -> NoReturn:
        """The system ended it for what it took, or it failed over what it read."""
        self._ended = True
        ended_by_system = self._process.wait() < 0
        raise Refused([_REFUSALS["work" if ended_by_system else "damaged"].at(self._name)])


class _Rows:
    """The rows of one sheet, which the process gives out when it is asked for them."""

    def __init__(self, hear: Callable[[], Any], say: Callable[[bytes], None]) -> None:
        self._hear, self._say, self._asked, self._given = hear, say, False, False

    def __iter__(self) -> Iterator[TableRow]:
        self._say(b"read\n")
        self._asked = True
        while (row := self._hear()) is not None:
            number, cells, wrong = row
            faults = tuple((int(column), _WRONG[why]) for column, why in wrong.items()) if wrong else ()
            yield TableRow(number, cells, faults)
        self._given = True

    def pass_over(self) -> None:
        """What nobody has read of them, so that the next that is heard is another sheet."""
        if not self._asked:
            self._say(b"skip\n")
            return
        while not self._given:
            self._given = self._hear() is None
