"""One service with the large pack for all tests of pages, on SQLite, with a clock that tests move."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from api.serve import assembled
from api.storage.database import connect
from api.storage.store import Store
from api.storage.upgrading import upgrade
from tests.http_api.serving import settings_for
from tests.pages.visiting import Person, Service
from tests.service.databases import CHEAP_KIB, Clock


@contextmanager
def running(folder: Path, pack: str) -> Iterator[Service]:
    settings = settings_for(folder, packs=(pack,))
    database = connect(settings.database)
    upgrade(database, memory_kib=CHEAP_KIB)
    clock = Clock()
    store = Store(database, now=clock)
    with Service.running(assembled(settings, store), store, clock) as made:
        yield made
    database.close()


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with running(tmp_path_factory.mktemp("pages"), "advocacy") as made:
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
