"""Which files a command wrote into the folder of its results, so that nothing of an earlier run stays among them.

Their names stand in a file of the folder, before the first of them is written. Only what stands there is ever removed.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Final

from api.output import write_file

NAMES: Final = ".munasara-written"  # of a screening


class Written:
    """The files of one folder."""

    def __init__(self, folder: Path, names: str = NAMES) -> None:
        """`names` is what the file is called that lists them: each command has its own, and takes away only its own."""
        self._folder = folder
        self._names = names
        self._before = set(self._read())

    def others(self) -> Iterator[str]:
        """What the folder holds, however deep, that was not written by this command; a link is not followed.

        One after the other, as the folder may be any. Raises OSError.
        """
        own = {*self._before, self._names}
        for path in _files(self._folder) if self._folder.is_dir() else ():
            name = path.relative_to(self._folder).as_posix()
            if name not in own:
                yield name

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
            lines = (self._folder / self._names).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return
        for name in lines:
            place = PurePosixPath(name)
            if name and not place.is_absolute() and ".." not in place.parts:
                yield name

    def _note(self, names: set[str]) -> None:
        write_file("".join(f"{name}\n" for name in sorted(names)).encode(), self._folder / self._names)


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            yield from _files(path)
        else:
            yield path
