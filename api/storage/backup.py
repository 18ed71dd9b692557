"""Backups: all campaigns that have a code, as they stand at one moment, in one sealed file for either kind of database.

A backup holds no sessions and no drafts: these are to die, and nobody could open them. It holds what is deleted later,
until the file itself is deleted.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from api.storage.backup_file import OtherCode, read_sealed, write_sealed
from api.storage.backup_rows import OtherVersion, Row, insert, lines_of, rows_from
from api.storage.database import Connection, Database
from api.storage.keeping import Keeping
from api.storage.records import Damaged, Lifetimes
from api.storage.sealing import Sealing, Seals
from api.storage.sweeping import scrub
from api.storage.tables import EVERY, campaigns
from api.storage.times import utc_now
from engine.errors import Mistake, Refused


@dataclass(frozen=True)
class Contents:
    """How much a backup holds."""

    campaigns: int
    rows: int


class Backups:
    """Takes and restores backups of a database that has this version's tables. Codes are as `codes.read` gives them."""

    def __init__(self, database: Database, seals: Seals | None = None, now: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._keeping = Keeping(database, seals or Sealing(), now, Lifetimes())

    def write(self, place: Path, code: str, memory_kib: int | None = None) -> Contents:
        """Write a backup, read it back to its end, and only then give it its name.

        Raises `Refused` if something of that name exists, or it cannot be written.
        """
        if os.path.lexists(place):
            raise _refused("DB-010", place, "exists.", "Name another file, or remove it.")
        unfinished = place.with_name(f"{place.name}.part")
        with _refusals(place), _made(unfinished) as file:
            with self._database.reading() as connection:
                write_sealed(file, code, self._keeping.seals, lines_of(connection), memory_kib)
            file.flush()
            os.fsync(file.fileno())
            file.seek(0)
            contents = _counted(self._rows(file, code))
            os.link(unfinished, place)  # unlike a change of name, this replaces nothing
            _sync(place.parent)
        with self._database.writing() as connection:
            self._keeping.note(connection, "backup_made")
        return contents

    def restore(self, place: Path, code: str, replace: bool = False) -> Contents:
        """Put a backup's content into the database: all of it, or nothing. All sessions end.

        Raises `Refused` if the file is damaged, has another code or another version's tables; and if the database holds
        campaigns, unless `replace` says that they are to go.
        """
        with _refusals(place), place.open("rb") as file, self._database.writing() as connection:
            self._lock(connection)
            if not replace and connection.execute(campaigns.select().with_only_columns(campaigns.c.id)).first():
                remedy = "Restore into an empty database, or say --replace to lose what is in this one."
                raise _refused("DB-012", "database", "holds campaigns.", remedy)
            for table in reversed(EVERY):
                connection.execute(table.delete())
            contents = _counted(_inserted(connection, self._rows(file, code)))
            self._keeping.note(connection, "restored")
            self._keeping.note_deletion(connection)
        scrub(self._keeping)
        return contents

    def _rows(self, file: BinaryIO, code: str) -> Iterator[Row]:
        return rows_from(read_sealed(file, code, self._keeping.seals))

    def _lock(self, connection: Connection) -> None:
        """Keep everybody else away; SQLite's transactions do so by themselves."""
        if not self._database.on_sqlite:
            names = ", ".join(table.name for table in EVERY)
            connection.exec_driver_sql(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE")


def _inserted(connection: Connection, rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        insert(connection, row)
        yield row


def _counted(rows: Iterable[Row]) -> Contents:
    of_campaigns = total = 0
    for name, _ in rows:
        total += 1
        of_campaigns += name == campaigns.name
    return Contents(of_campaigns, total)


@contextmanager
def _made(file: Path) -> Iterator[BinaryIO]:
    """A new file that only its owner can read; it is removed at the end."""
    with open(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b") as made:
        try:
            yield made
        finally:
            with suppress(OSError):
                file.unlink()


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _refusals(place: Path) -> Iterator[None]:
    """Say what is wrong with a backup's file in words that help."""
    try:
        yield
    except FileExistsError:
        remedy = f"Wait for it; if none is being written, remove {place.name}.part."
        raise _refused("DB-010", place, "exists, or another backup is writing it.", remedy) from None
    except OSError as error:
        remedy = "Name a file that can be read, or a folder with room that can be written to."
        raise _refused("DB-011", place, f"cannot be used ({error.strerror}).", remedy) from None
    except OtherCode:
        remedy = "Give the code that was shown when it was made."
        raise _refused("DB-014", place, "has another code, or is damaged at its beginning.", remedy) from None
    except OtherVersion:
        remedy = "Restore it with the version of Munasara that made it, then run `munasara db upgrade`."
        raise _refused("DB-016", place, "is of another version of the tables.", remedy) from None
    except Damaged:
        remedy = "Nothing was changed. Take another backup."
        raise _refused("DB-015", place, "is no backup, or is damaged or cut short.", remedy) from None


def _refused(code: str, place: object, fact: str, remedy: str) -> Refused:
    return Refused([Mistake(code, str(place), fact, remedy)])
