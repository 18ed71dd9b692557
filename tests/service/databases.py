"""What tests of storage need: a clock that they move themselves, and databases of their own on a server."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg

from api.storage.database import Database, connect
from api.storage.tables import EVERY
from api.storage.upgrading import upgrade

CHEAP_KIB = 64
"""Memory of Argon2id in tests: what it protects is not what they are about."""
KINDS = ("sqlite", "postgresql")


@dataclass
class Clock:
    now: datetime = datetime(2026, 11, 26, 9, 20, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server for tests: where a database can be made, and the folder of its files if they are ours."""

    url: str
    files: Path | None


@contextmanager
def new_database(server: Server) -> Iterator[str]:
    """A database of its own on a server, as its URL."""
    name = f"munasara_test_{secrets.token_hex(6)}"
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    yield _named(server.url, name)
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def emptied(url: str) -> Database:
    """The database at a URL with this version's tables and nothing in them, whatever it held."""
    connected = connect(url)
    upgrade(connected, memory_kib=CHEAP_KIB)
    if not connected.on_sqlite:
        with connected.writing() as connection:
            connection.exec_driver_sql(f"TRUNCATE {', '.join(table.name for table in EVERY)}")
        upgrade(connected, memory_kib=CHEAP_KIB)
    return connected


def _named(url: str, name: str) -> str:
    before, mark, query = url.partition("?")
    return f"{before.rpartition('/')[0]}/{name}{mark}{query}"
