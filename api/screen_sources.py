"""The rows of a portfolio from folders and files of profiles, each accepted or rejected, with its place."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from api.check_files import shown
from api.screen_messages import NO_PROFILE_FILE
from engine.documents import Limits, content_of, read_json
from engine.errors import Mistake, Refused
from engine.loader import load_profile_for, profile_fitting
from engine.pack import Pack
from engine.profile import Profile

ONE_PROFILE: Final = (".yaml", ".yml", ".json")
ONE_A_LINE: Final = (".ndjson", ".jsonl")
MOST_BYTES: Final = 256 * 1024 * 1024  # of a file of many profiles; each line has the limits of a file of its own


class Accepted(NamedTuple):
    """A row that is a proposal; `key` tells it from all others."""

    key: str
    place: str
    profile: Profile


class Rejected(NamedTuple):
    """A row that is none, with every reason."""

    key: str | None
    place: str
    mistakes: tuple[Mistake, ...]


Row: TypeAlias = Accepted | Rejected


def read(sources: Sequence[Path], pack: Pack, day: date) -> Iterator[Row]:
    """The rows of all sources in their order; the files of a folder, those in its folders too, in that of their names.

    A key is the path of a file within its source, and the number of the line where a file holds several profiles.
    Files whose names begin with a dot are no part of a folder.
    """
    for source in sources:
        for path, key in _files(source):
            if path.suffix in ONE_A_LINE:
                yield from _lines(path, key, pack, day)
            elif path.suffix in ONE_PROFILE or path == source:
                yield _file(path, key, pack, day)
            else:
                yield Rejected(key, shown(path), (NO_PROFILE_FILE.at(shown(path)),))


def _files(source: Path) -> Iterator[tuple[Path, str]]:
    if not source.is_dir():
        yield source, source.name
        return
    found = {path.relative_to(source): path for path in source.rglob("*") if not path.is_dir()}
    for inside, path in sorted(found.items(), key=lambda one: one[0].as_posix()):
        if not any(part.startswith(".") for part in inside.parts):
            yield path, inside.as_posix()


def _file(path: Path, key: str, pack: Pack, day: date) -> Row:
    name = shown(path)
    try:
        return Accepted(key, name, load_profile_for(pack, path, day, name))
    except Refused as refused:
        return Rejected(key, name, refused.mistakes)


def _lines(path: Path, key: str, pack: Pack, day: date) -> Iterator[Row]:
    """One profile a line, as JSON; lines with nothing on them are none."""
    name = shown(path)
    try:
        lines = content_of(path, name, Limits(MOST_BYTES)).split(b"\n")
    except Refused as refused:
        yield Rejected(key, name, refused.mistakes)
        return
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _line(line, f"{key}:{number}", f"{name}:{number}", pack, day)


def _line(line: bytes, key: str, place: str, pack: Pack, day: date) -> Row:
    try:
        return Accepted(key, place, profile_fitting(pack, read_json(place, line), day))
    except Refused as refused:
        return Rejected(key, place, refused.mistakes)
