"""Which files a screening wrote into the folder of its results, so that nothing of an earlier one stays among them.

Their names stand in a file of the folder, before the first of them is written. Only what stands there is ever removed.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Final

from api.output import write_file

NAMES: Final = ".munasara-written"


class Written:
    """The files of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._before = set(self._read())

    def begin(self, names: set[str]) -> None:
        """Note what is going to be written. Raises OSError."""
        self._note(self._before | names)

    def end(self, names: set[str]) -> None:
        """All of it is there: what was written earlier and is not among it goes. Raises OSError."""
        for name in sorted(self._before - names):
            path = self._folder / name
            if path.resolve().is_relative_to(self._folder.resolve()):
                path.unlink(missing_ok=True)
                if path.parent != self._folder:
                    with suppress(OSError):  # not empty
                        path.parent.rmdir()
        self._note(names)

    def _read(self) -> Iterator[str]:
        try:
            lines = (self._folder / NAMES).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return
        for name in lines:
            place = PurePosixPath(name)
            if name and not place.is_absolute() and ".." not in place.parts:
                yield name

    def _note(self, names: set[str]) -> None:
        write_file("".join(f"{name}\n" for name in sorted(names)).encode(), self._folder / NAMES)
