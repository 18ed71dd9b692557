"""Bringing a database to this version's tables, and telling whether it has them. The one door to Alembic."""

import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from api.storage.database import Connection, Database, DatabaseFailed
from api.storage.stretching import Stretching
from api.storage.tables import installation
from engine.errors import Mistake, Refused

_ONE_AT_A_TIME: Final = 6_864_752  # any number will do, as long as all of us take the same
_SALT_BYTES: Final = 16


@dataclass(frozen=True)
class Upgraded:
    """From which version to which; None is an empty database."""

    before: str | None
    now: str


def upgrade(database: Database, memory_kib: int | None = None) -> Upgraded:
    """Bring the database to this version's tables; one that has them stays as it is. All of it, or nothing.

    Several processes may start at once: one upgrades, the others wait. `memory_kib` is what Argon2id takes in a new
    installation; later it is as the database says. Raises `Refused` if the tables are of a later version.
    """
    if database.on_sqlite:
        with database.outside_transactions() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")  # the file remembers it
    with database.writing() as connection:
        if not database.on_sqlite:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})")
        before = _version(connection)
        _require_known(before)
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        _begin_installation(connection, memory_kib)
    return Upgraded(before, newest())


@cache
def newest() -> str:
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None
    return head


def is_current(database: Database) -> bool:
    """Whether the database answers and has this version's tables."""
    try:
        with database.reading() as connection:
            return _version(connection) == newest()
    except DatabaseFailed:
        return False


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    return config


def _version(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _require_known(version: str | None) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if version is not None and version not in known:
        fact, remedy = "is of a later version of Munasara.", "Use that version, or restore a backup of this one."
        raise Refused([Mistake("DB-003", "database", fact, remedy)])


def _begin_installation(connection: Connection, memory_kib: int | None) -> None:
    if connection.execute(installation.select()).first() is not None:
        return
    salt = secrets.token_bytes(_SALT_BYTES)
    made = Stretching(salt) if memory_kib is None else Stretching(salt, memory_kib)
    cost = {"memory_kib": made.memory_kib, "passes": made.passes, "lanes": made.lanes}
    connection.execute(installation.insert().values(id=1, salt=salt, **cost, deletions=0, scrubbed=0))
