"""What has expired goes, and what was deleted goes from the database's free pages and log as well."""

from dataclasses import replace
from typing import Final

from api.storage.database import Connection, DatabaseBusy
from api.storage.keeping import Keeping
from api.storage.records import Swept
from api.storage.tables import EVERY, audit, campaigns, installation, sessions, shares
from api.storage.times import day, hour

_PATIENCE_MILLISECONDS: Final = 2000


def sweep(keeping: Keeping) -> Swept:
    with keeping.database.writing() as connection:
        swept = _remove_expired(keeping, connection)
    return replace(swept, scrubbed=scrub(keeping))


def _remove_expired(keeping: Keeping, connection: Connection) -> Swept:
    now = keeping.now()
    drafts = connection.execute(campaigns.delete().where(campaigns.c.dies <= hour(now))).rowcount
    ended = connection.execute(sessions.delete().where(sessions.c.expires <= hour(now))).rowcount
    expired = connection.execute(shares.delete().where(shares.c.expires <= hour(now))).rowcount
    connection.execute(audit.delete().where(audit.c.day < day(now - keeping.lifetimes.audit)))
    keeping.note(connection, "draft_expired", drafts)
    keeping.note(connection, "share_expired", expired)
    if drafts or ended or expired:
        keeping.note_deletion(connection)
    return Swept(drafts, ended, expired, scrubbed=False)


def scrub(keeping: Keeping) -> bool:
    """Rewrite the database without what was deleted, if anything was since the last time.

    False if readers were in the way: then the next sweep tries again. SQLite's file is rewritten and its log emptied;
    on PostgreSQL the tables are rewritten, and what its log holds is up to the server.
    """
    with keeping.database.reading() as connection:
        row = connection.execute(installation.select()).one()
    if row.deletions == row.scrubbed:
        return True
    rewrite = _rewrite_sqlite if keeping.database.on_sqlite else _rewrite_postgresql
    try:
        with keeping.database.outside_transactions() as connection:
            done = rewrite(connection)
    except DatabaseBusy:
        return False
    if done:
        with keeping.database.writing() as connection:
            connection.execute(installation.update().values(scrubbed=row.deletions))
    return done


def _rewrite_sqlite(connection: Connection) -> bool:
    (before,) = connection.exec_driver_sql("PRAGMA busy_timeout").one()
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {_PATIENCE_MILLISECONDS}")  # all who write wait as well
    try:
        connection.exec_driver_sql("VACUUM")
        busy, _, _ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {before}")
    return not busy


def _rewrite_postgresql(connection: Connection) -> bool:
    connection.exec_driver_sql(f"SET lock_timeout = {_PATIENCE_MILLISECONDS}")
    try:
        for table in EVERY:
            connection.exec_driver_sql(f"VACUUM (FULL) {table.name}")
    finally:
        connection.exec_driver_sql("RESET lock_timeout")
    return True
