"""Deleted means gone: from tables, free pages and log. Nothing is sealed here, so that what is left would be seen."""

import random
from pathlib import Path

import psycopg
import pytest

from api.storage.database import Database
from api.storage.records import MOST_ASSESSMENTS_OF_DRAFT, Content
from api.storage.store import Store
from tests.service.canaries import Search, new_canaries
from tests.service.databases import Clock, Server
from tests.service.unsealed import Unsealed

GONE, KEPT = new_canaries(200), new_canaries(200)


@pytest.fixture
def plain(database: Database, clock: Clock) -> Store:
    if not database.on_sqlite:
        with database.writing() as connection:
            for table, column in (("campaigns", "content"), ("assessments", "document")):
                connection.exec_driver_sql(f"ALTER TABLE {table} ALTER {column} SET STORAGE EXTERNAL")
    return Store(database, Unsealed(), clock)


def files(database: Database, request: pytest.FixtureRequest) -> Path:
    """Where the database has its files. PostgreSQL's log is left out: the server keeps it as long as it likes."""
    if database.on_sqlite:
        assert database.engine.url.database is not None
        return Path(database.engine.url.database).parent
    server: Server = request.getfixturevalue("postgresql")
    if server.files is None:
        pytest.skip("the files of TEST_DATABASE_URL's server cannot be searched from here")
    with psycopg.connect(database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)) as own:
        own.autocommit = True
        own.execute("CHECKPOINT")
    return server.files / "base"


def write(store: Store, canaries: list[str]) -> str:
    """A campaign that is saved many times, so that its records move about in the file."""
    drawn = random.Random(6)
    draft = store.create_draft(Content({}))
    revision = draft.revision
    step = len(canaries) // MOST_ASSESSMENTS_OF_DRAFT
    for start in range(0, len(canaries), step):
        lessons = [f"{canary} {canary}" for canary in canaries[start : start + step] * drawn.randrange(1, 9)]
        revision = store.save(draft.token, Content({"lessons": lessons}), revision)
        store.keep_assessment(draft.token, {"lessons": lessons}, {})
    return draft.token


@pytest.mark.parametrize("how", ["deleted", "left as a draft"])
def test_what_is_deleted_is_in_no_file_after_a_sweep(
    plain: Store, database: Database, clock: Clock, request: pytest.FixtureRequest, how: str
) -> None:
    search = Search([*GONE, *KEPT])
    token, kept = write(plain, GONE), write(plain, KEPT)
    code = plain.claim(kept)
    before = search.texts_in_files(files(database, request))
    assert before >= {*GONE, *KEPT}, "it would be seen"
    if how == "deleted":
        plain.delete(token)
    else:
        clock.passes(hours=24)
    assert plain.sweep().scrubbed
    assert search.texts_in_files(files(database, request)) & set(GONE) == set()
    owner = plain.open(code)
    assert owner is not None
    assert plain.load(owner)
    assert len(plain.assessments(owner)) == MOST_ASSESSMENTS_OF_DRAFT


def test_a_reader_in_the_way_only_puts_the_sweep_off(plain: Store, database: Database) -> None:
    token = write(plain, GONE)
    with database.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM campaigns").scalar()
        plain.delete(token)
        assert not plain.sweep().scrubbed
    assert plain.sweep().scrubbed
