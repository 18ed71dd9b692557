"""Which files the words of a command name: patterns that no shell has expanded, and files that are named twice."""

import glob
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from api.command_messages import NO_FILE_MATCHES
from engine.errors import Mistake


class Named(NamedTuple):
    """A file to check, as it is opened and as messages and reports call it: relative to the working folder, with /."""

    path: Path
    name: str


class Files(NamedTuple):
    """The files in the order in which they were named, each once; those named again; patterns that match nothing."""

    files: tuple[Named, ...]
    repeated: tuple[str, ...]
    mistakes: tuple[Mistake, ...]


def named_files(arguments: Sequence[str]) -> Files:
    """Expand patterns, and leave out what is the same file under any name. What does not exist stays, to be refused
    when it is read."""
    found: dict[str, Named] = {}
    repeated: list[str] = []
    mistakes: list[Mistake] = []
    for argument in arguments:
        matching = [argument]
        if not os.path.lexists(argument) and glob.has_magic(argument):
            matching = sorted(glob.glob(argument, recursive=True))
            if not matching:
                mistakes.append(NO_FILE_MATCHES.at(legible(argument)))
        for one in matching:
            named = Named(Path(one), shown(one))
            if found.setdefault(os.path.realpath(one), named) is not named:
                repeated.append(named.name)
    return Files(tuple(found.values()), tuple(repeated), tuple(mistakes))


def shown(path: str | Path) -> str:
    """A path as reports show it: relative to the working folder where there is a way, and with / on every system."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return legible(Path(path).as_posix())
    return legible(Path(relative).as_posix())


def legible(name: str) -> str:
    """A name as text: its bytes that are none, which no form could hold, as \\xff."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
