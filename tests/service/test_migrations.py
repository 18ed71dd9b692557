"""Databases come to this version's tables, several processes at once too, and are told when they cannot."""

import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from api.storage.database import Database, DatabaseFailed, connect
from api.storage.place import data_folder, database_url
from api.storage.records import Content
from api.storage.store import Store
from api.storage.tables import metadata
from api.storage.upgrading import is_current, newest, upgrade
from engine.errors import Refused


@pytest.fixture
def empty(url: str) -> Iterator[Database]:
    database = connect(url)
    yield database
    database.close()


def test_an_empty_database_gets_the_tables_and_one_that_has_them_stays_as_it_is(empty: Database) -> None:
    assert not is_current(empty)
    first = upgrade(empty)
    assert (first.before, first.now) == (None, newest())
    assert Store(empty).ready()
    code = Store(empty).claim(Store(empty).create_draft(Content({})).token)
    assert upgrade(empty).before == newest()
    assert Store(empty).open(code)


def test_the_migrations_make_the_tables_that_the_code_uses(empty: Database) -> None:
    upgrade(empty)
    with empty.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_several_that_start_at_once_upgrade_once(url: str) -> None:
    databases = [connect(url) for _ in range(6)]
    with ThreadPoolExecutor(6) as threads:
        before = [done.before for done in threads.map(upgrade, databases)]
    assert sorted(map(str, before)) == [newest()] * 5 + ["None"]
    with databases[0].reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM installation").scalar() == 1
    for database in databases:
        database.close()


def test_a_database_of_a_later_version_is_left_alone(empty: Database) -> None:
    upgrade(empty)
    with empty.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Refused, match="DB-003"):
        upgrade(empty)
    assert not is_current(empty)


def test_an_upgrade_that_fails_changes_nothing(empty: Database) -> None:
    with empty.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE audit (day INTEGER)")  # in the way of the last table to be made
    with pytest.raises(Exception, match="audit"):
        upgrade(empty)
    with empty.writing() as connection:
        connection.exec_driver_sql("DROP TABLE audit")
    assert upgrade(empty).before is None


def test_sqlite_is_set_up_to_lose_nothing_and_to_leave_nothing(tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "munasara.sqlite3"
    database = connect(f"sqlite:///{file}")
    upgrade(database)
    settings = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "temp_store": 2, "foreign_keys": 1}
    for _ in range(2):
        with database.reading() as connection:
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in settings}
        assert found == settings
        database.close()
        database = connect(f"sqlite:///{file}")
    with database.reading():
        kept = [file, *file.parent.glob("*.sqlite3-*")]
        assert len(kept) == 3
        assert {stat.S_IMODE(each.stat().st_mode) for each in kept} == {0o600}
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    database.close()


@pytest.mark.parametrize(
    "url", ["", "mysql://u:secret@h/d", "sqlite://", "sqlite:///:memory:", "oracle", "postgresql://u:secret@h:port/d"]
)
def test_what_is_no_address_of_a_database_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(Refused) as refused:
        connect(url)
    assert "DB-001" in str(refused.value)
    assert "secret" not in str(refused.value)


def test_errors_of_the_database_hold_no_parameters(empty: Database) -> None:
    upgrade(empty)
    twice = metadata.tables["audit"].insert().values(day=1, event="a secret", times=1)
    with empty.writing() as connection:
        connection.execute(twice)
        with pytest.raises(DatabaseFailed, match="hidden") as failed:
            connection.execute(twice)
        connection.rollback()
    # PostgreSQL names the key that exists already; keys are random, digests, or names of events.
    assert "a secret" not in str(failed.value).partition("DETAIL")[0]


def test_the_database_is_the_one_named_or_a_file_in_the_data_folder(tmp_path: Path) -> None:
    folder = tmp_path / "odd name? 100% #1"
    database = connect(database_url({"MUNASARA_DATA": str(folder), "MUNASARA_DATABASE_URL": ""}))
    upgrade(database)
    database.close()
    assert (folder / "munasara.sqlite3").exists()
    assert database_url({"MUNASARA_DATABASE_URL": "postgresql://h/d", "MUNASARA_DATA": "x"}) == "postgresql://h/d"
    assert data_folder({"XDG_DATA_HOME": "/data"}) == Path("/data/munasara")
    assert data_folder({}) == Path.home() / ".local" / "share" / "munasara"
