"""Databases for the tests of storage: each test runs on SQLite and on PostgreSQL, with a clock that it moves itself."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from api.storage.database import Database
from api.storage.store import Store
from tests.service.databases import KINDS, Clock, emptied, new_database


@pytest.fixture
def clock() -> Clock:
    return Clock()


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


@pytest.fixture
def database(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database with this version's tables and nothing in them."""
    on_sqlite = kind == "sqlite"
    made = f"sqlite:///{tmp_path}/data/munasara.sqlite3" if on_sqlite else request.getfixturevalue("cleared_url")
    connected = emptied(made)
    yield connected
    connected.close()


@pytest.fixture
def store(database: Database, clock: Callable[[], datetime]) -> Store:
    return Store(database, now=clock)
