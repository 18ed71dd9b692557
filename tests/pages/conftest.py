"""One service with the large pack for all tests of pages, on each kind of database, with a clock that tests move."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from api.serve import assembled
from api.storage.store import Store
from tests.http_api.serving import settings_for
from tests.pages.visiting import Person, Service
from tests.service.databases import KINDS, Clock, Server, emptied, new_database


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests that visit the service run on each kind of database, unless their module says on which (`DATABASES`):
    those that look at what pages show need not."""
    if "service" in metafunc.fixturenames:
        metafunc.parametrize("service", getattr(metafunc.module, "DATABASES", KINDS), indirect=True, scope="session")


@contextmanager
def running(folder: Path, pack: str, url: str = "") -> Iterator[Service]:
    """The service on a database of its own; on SQLite in the folder unless a URL is given."""
    settings = settings_for(folder, packs=(pack,))
    database = emptied(url or settings.database)
    clock = Clock()
    store = Store(database, now=clock)
    with Service.running(assembled(settings, store), store, clock) as made:
        yield made
    database.close()


@pytest.fixture(scope="session")
def service(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    url = "" if request.param == "sqlite" else request.getfixturevalue("pages_url")
    with running(tmp_path_factory.mktemp("pages"), "advocacy", url) as made:
        yield made


@pytest.fixture(scope="session")
def pages_url(postgresql: Server) -> Iterator[str]:
    with new_database(postgresql) as made:
        yield made


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Person]:
    """Somebody at a service of their own, with the small pack."""
    with running(tmp_path, "minimal") as made:
        yield Person.new(made)


@pytest.fixture
def person(service: Service) -> Person:
    """Somebody with a browser of their own."""
    return Person.new(service)
