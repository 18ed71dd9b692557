"""The sheets of a workbook as tables. Another process reads the file: whatever happens there, the work goes on."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NoReturn

from api.intake import messages as said
from api.intake.csv_table import MOST_BYTES
from api.intake.tables import LONGEST_CELL, MOST_COLUMNS, Table, TableRow, named, with_text
from api.intake.workbook_scan import MOST_CELLS, MOST_UNPACKED
from engine.documents import Limits, opened, trouble_in
from engine.errors import Fault, Refused

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
        self._name, self._key, self._asked = name, key, False

    def tables(self) -> Iterator[Table]:
        while "done" not in (sheet := self._next()):
            self._asked = False
            if "columns" in sheet:
                raise Refused([said.TOO_MANY_COLUMNS.at(f"{self._name}:{sheet['sheet']}", number=MOST_COLUMNS)])
            heads = sheet["heads"]
            if (trouble := trouble_in("\n".join([sheet["sheet"], *heads]))) is not None:
                raise Refused([trouble.at(self._name)])
            rows = with_text(self._rows(), self._name)
            yield Table(self._name, self._key, "sheet", named(heads), rows, sheet["sheet"], sheet["visible"])
            if not self._asked:
                self._say(b"skip\n")

    def _rows(self) -> Iterator[TableRow]:
        self._asked = True
        self._say(b"read\n")
        while (row := self._next()) is not None:
            number, cells, wrong = row
            faults = tuple((int(column), _WRONG[why]) for column, why in wrong.items()) if wrong else ()
            yield TableRow(number, cells, faults)

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
            raise Refused([_REFUSALS[said_["refused"]].at(self._name)])
        return said_

    def _stop(self) -> NoReturn:
        """The system ended it for what it took, or it failed over what it read."""
        ended_by_system = self._process.wait() < 0
        raise Refused([_REFUSALS["work" if ended_by_system else "damaged"].at(self._name)])
