"""One service for the tests of a file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.http_api.serving import Live, live, serving, settings_for


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The service with the small pack."""
    with serving(settings_for(tmp_path_factory.mktemp("service"))) as made:
        yield made


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The service in a process of its own, in which a request may take one second."""
    folder: Path = tmp_path_factory.mktemp("server")
    patience = {"MUNASARA_HEAD_SECONDS": "1", "MUNASARA_BODY_SECONDS": "1"}
    plenty = {f"MUNASARA_{kind}_PER_MINUTE": "100000" for kind in ("READS", "WORK", "RESULTS")}
    with live(folder, **patience, **plenty) as made:
        yield made
