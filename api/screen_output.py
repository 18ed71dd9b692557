"""The forms of a screening in the folder of the results; pages are shared out among processes where there are many."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from api.endings import INVALID_INPUT, refuse
from api.options import Digits
from api.output import write_file
from api.screen_pool import can_fork, forked
from api.screen_written import Written

if TYPE_CHECKING:
    from engine.errors import Mistake
    from engine.screening import Screening
    from reports.screening.site import Piece

ENOUGH: Final = 60  # proposals; below, starting processes takes longer than it saves
_WORKBOOKS: Final = "xlsxwriter"


class ScreenFormat(StrEnum):
    """The forms of a screening, what takes longest first."""

    xlsx = "xlsx"
    html = "html"
    csv = "csv"
    json = "json"


FILE_NAMES: Final = {
    ScreenFormat.html: "index.html",
    ScreenFormat.xlsx: "screening.xlsx",
    ScreenFormat.csv: "screening.csv",
    ScreenFormat.json: "screening.json",
}


def chosen_forms(said: Sequence[str]) -> tuple[list[ScreenFormat], list["Mistake"]]:
    """The forms that `--format` names, parted by commas or given several times, each once; all where it is silent."""
    from api.screen_messages import NO_FORM
    from engine.errors import nearest_name

    known = [form.value for form in ScreenFormat]
    found: dict[ScreenFormat, None] = {}
    mistakes = []
    for name in (name.strip() for part in said for name in part.split(",")):
        if name in known:
            found[ScreenFormat(name)] = None
        else:
            mistakes.append(NO_FORM.at(f"--format {name}", nearest_name(name, known), forms=tuple(known)))
    return [form for form in ScreenFormat if form in found or not found], mistakes


def unmakeable(forms: Sequence[ScreenFormat]) -> list["Mistake"]:
    """What keeps a workbook from being made that is among these."""
    from api.command_messages import NOT_INSTALLED

    missing = ScreenFormat.xlsx in forms and find_spec(_WORKBOOKS) is None
    return [NOT_INSTALLED.at("--format xlsx", library=_WORKBOOKS)] if missing else []


class Output:
    """The files of one screening: which there are, and what makes them."""

    def __init__(
        self, screening: "Screening", forms: Sequence[ScreenFormat], folder: Path, language: str, digits: Digits
    ) -> None:
        from reports.screening.site import Site

        self.screening, self.folder, self.forms = screening, folder, forms
        self._language = language
        self._site = Site(screening, language, digits.value)
        self.work: list[ScreenFormat | Piece] = []
        for form in forms:
            self.work += self._site.pieces() if form is ScreenFormat.html else [form]

    def paths(self) -> set[str]:
        """Every file, within the folder."""
        html = self._site.paths() if ScreenFormat.html in self.forms else ()
        return {*html, *(FILE_NAMES[form] for form in self.forms)}

    def told(self) -> list[str]:
        """What of each form is there to be opened: its first file; of pages also the memo, and the folders of many."""
        pages = {path if "/" not in path else path.partition("/")[0] for path in self._site.paths()}
        more = [name for name in ("memo.html", "letters", "proposals") if name in pages]
        return [
            name for form in self.forms for name in (FILE_NAMES[form], *(more if form is ScreenFormat.html else ()))
        ]

    def write(self, work: "ScreenFormat | Piece") -> int:
        """Write the files of one piece of work, and say how many. Raises OSError with the file's name."""
        written = 0
        for name, content in self._made(work):
            path = self.folder / name
            try:
                write_file(content, path)
            except OSError as error:
                error.filename = str(path)
                raise
            written += 1
        return written

    def _made(self, work: "ScreenFormat | Piece") -> Iterator[tuple[str, bytes]]:
        if not isinstance(work, ScreenFormat):
            yield from ((name, page.encode("utf-8", "replace")) for name, page in self._site.files(work))
            return
        yield FILE_NAMES[work], self._form(work)

    def _form(self, form: ScreenFormat) -> bytes:
        if form is ScreenFormat.xlsx:
            from reports.screening.spreadsheet import spreadsheet

            return spreadsheet(self.screening, self._language)
        if form is ScreenFormat.csv:
            from reports.screening.comma_separated import comma_separated

            return comma_separated(self.screening, self._language)
        # As one line: what twenty thousand proposals come to is for machines.
        return (self.screening.model_dump_json() + "\n").encode()


_OUTPUT: Final[list[Output]] = []  # what the forked processes inherit


def write_forms(output: Output, tick: Callable[[int], None]) -> list[Path]:
    """Write all files, tell `tick` how many are there, and return what to tell of each form.

    What an earlier screening wrote into the folder, and this one does not, goes: a folder has one screening.
    """
    from api.command_messages import cannot_be_written

    written = Written(output.folder)
    try:
        written.begin(output.paths())
        for number in _shared(output):
            tick(number)
        written.end(output.paths())
    except OSError as error:
        refuse([cannot_be_written(error, str(error.filename or output.folder))], INVALID_INPUT)
    return [output.folder / name for name in output.told()]


def _shared(output: Output) -> Iterable[int]:
    if len(output.screening.proposals) < ENOUGH or not can_fork():
        yield from map(output.write, output.work)
        return
    _OUTPUT[:] = [output]
    gc.freeze()  # what a process only reads should stay one copy for all
    try:
        with forked() as pool:
            yield from pool.map(_in_process, range(len(output.work)))
    finally:
        gc.unfreeze()
        _OUTPUT.clear()


def _in_process(number: int) -> int:
    return _OUTPUT[0].write(_OUTPUT[0].work[number])
