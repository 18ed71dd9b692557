"""Profiles as files of their own, and as the lines of one file."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from api.intake.rows import Accepted, Rejected, Row
from api.intake.tables import no_more
from engine.documents import LIMIT_BYTES, Limits, opened, read_json
from engine.errors import Refused
from engine.loader import load_profile_for, profile_fitting
from engine.pack import Pack

MOST_BYTES: Final = 256 * 1024 * 1024  # of a file of many profiles; each line has the limits of a file of its own


def profile_file(path: Path, name: str, key: str, pack: Pack, day: date) -> Row:
    """The one row of a profile file."""
    try:
        return Accepted(key, name, load_profile_for(pack, path, day, name))
    except Refused as refused:
        return Rejected(key, name, refused.mistakes)


def profile_lines(path: Path, name: str, key: str, pack: Pack, day: date) -> Iterator[Row]:
    """One profile a line, as JSON; blank lines are none. Raises Refused for a file that cannot be read."""
    with opened(path, name, Limits(MOST_BYTES)) as file:
        for number, line in no_more(enumerate(iter(lambda: file.readline(LIMIT_BYTES + 1), b""), start=1), name):
            yield from _line(line, f"{key}:{number}", f"{name}:{number}", pack, day)
            while not line.endswith(b"\n") and (line := file.readline(LIMIT_BYTES)):
                pass  # the rest of a line that is too long, and refused


def _line(line: bytes, key: str, place: str, pack: Pack, day: date) -> Iterator[Row]:
    if not line.strip():
        return
    try:
        yield Accepted(key, place, profile_fitting(pack, read_json(place, line), day))
    except Refused as refused:
        yield Rejected(key, place, refused.mistakes)
