"""Who seizes the disk learns nothing of what people wrote: a thousand canaries in every field, and in no file.

The same search finds every one of them when nothing is sealed; so it would find them if they were there.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.service.canaries import FORMS, Search, new_canaries
from tests.service.databases import Server, new_database
from tests.service.seized import CRASHES_WITH

ROOT = Path(__file__).parents[2]
COUNT = 1000
FLEETING = 2
"""Canaries in what is refused or overwritten, each sent in a hundred ways."""


@dataclass
class Seizure:
    canaries: list[str]
    secrets: list[str]
    """Codes and tokens that were given."""
    database: set[str]
    """What was found in the database's files, its log with them."""
    backups: set[str]
    elsewhere: set[str]
    """What was found in logs and temporary files."""
    errors: str


def seize(folder: Path, url: str, files: Path, sealed: bool) -> Seizure:
    """Use a service until it dies, and search all that is left of it."""
    canaries, fleeting = new_canaries(COUNT), new_canaries(FLEETING)
    for name in ("temporary", "backups"):
        (folder / name).mkdir()
    ran = subprocess.run(
        [sys.executable, "-m", "tests.service.seized"],
        input=json.dumps({"url": url, "sealed": sealed, "canaries": canaries, "fleeting": fleeting}),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(folder / "temporary")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == -signal.SIGKILL, ran.stderr
    (folder / "temporary" / "output").write_text(ran.stderr, encoding="utf-8")
    if not url.startswith("sqlite"):
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CHECKPOINT")  # what the server still holds in memory goes to its files
    secrets = [secret for given in json.loads(ran.stdout) for secret in given.values()]
    search = Search([*canaries, *fleeting, *secrets, *(secret.replace(" ", "") for secret in secrets)])
    elsewhere = search.texts_in((folder / "log").read_bytes()) | search.texts_in_files(folder / "temporary")
    backups = search.texts_in_files(folder / "backups")
    errors = (folder / "log").read_text(encoding="utf-8")
    return Seizure(canaries, secrets, search.texts_in_files(files), backups, elsewhere, errors)


@pytest.fixture
def where(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The URL of a database, and the folder of all its files."""
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path}/data/munasara.sqlite3", tmp_path / "data"
        return
    server: Server = request.getfixturevalue("postgresql")
    if server.files is None:
        pytest.skip("the files of TEST_DATABASE_URL's server cannot be searched from here")
    with new_database(server) as url:
        yield url, server.files


def test_nothing_that_people_wrote_and_no_code_stands_in_any_file(where: tuple[str, Path], tmp_path: Path) -> None:
    seizure = seize(tmp_path, *where, sealed=True)
    assert seizure.database == set()
    assert seizure.backups == set()
    assert seizure.elsewhere == set()
    assert seizure.errors.count("failed: Traceback") == 4, "each error that was provoked came"


def test_without_sealing_the_same_search_finds_everything(where: tuple[str, Path], tmp_path: Path) -> None:
    seizure = seize(tmp_path, *where, sealed=False)
    assert set(seizure.canaries) - seizure.database == set()
    assert set(seizure.canaries[:-CRASHES_WITH]) - seizure.backups == set()


@pytest.mark.parametrize("form", FORMS)
def test_the_search_finds_each_form_wherever_it_stands(form: str) -> None:
    texts = new_canaries(20)
    search = Search(texts)
    for shift, text in enumerate(texts):
        assert search.texts_in(os.urandom(shift) + FORMS[form](text) + os.urandom(9)) == {text}
    assert search.texts_in(os.urandom(100_000)) == set()
