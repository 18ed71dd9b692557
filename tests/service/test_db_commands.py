"""`munasara db` as it is run: upgrade, backup, restore, and what it says when it cannot."""

from pathlib import Path

import pytest

from api.storage import codes
from api.storage.database import connect
from api.storage.records import Content
from api.storage.store import Store
from tests.commands.command import Munasara, Ran


class Db:
    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self._munasara = Munasara(folder / "cache")

    def __call__(self, *words: object, **environment: str) -> Ran:
        environment = {"MUNASARA_DATA": str(self.data), **environment}
        return self._munasara("db", *words, MUNASARA_DATABASE_URL=environment.pop("url", None), **environment)

    def add_campaign(self, url: str | None = None) -> str:
        database = connect(url or f"sqlite:///{self.data}/munasara.sqlite3")
        store = Store(database)
        code = store.claim(store.create_draft(Content({"campaign": "Clean water"})).token)
        database.close()
        return code

    def opens(self, code: str, url: str | None = None) -> bool:
        database = connect(url or f"sqlite:///{self.data}/munasara.sqlite3")
        opened = Store(database).open(code)
        database.close()
        return opened is not None


@pytest.fixture
def db(tmp_path: Path) -> Db:
    return Db(tmp_path)


def test_a_backup_and_the_way_back_on_either_database(db: Db, url: str, tmp_path: Path) -> None:
    assert db("upgrade", url=url).code == 0
    campaign = db.add_campaign(url)
    made = db("backup", tmp_path / "first", url=url)
    code = made.out.splitlines()[-1]
    assert (made.code, codes.read(code)) == (0, code)
    (tmp_path / "code").write_text(code.upper(), encoding="utf-8")

    held = db("restore", tmp_path / "first", "--code-file", tmp_path / "code", url=url)
    assert (held.code, held.codes) == (2, ["DB-012"])
    assert db("restore", tmp_path / "first", "--code-file", tmp_path / "code").code == 0  # on SQLite, whatever it is of
    assert db.opens(campaign)

    later = db.add_campaign(url)
    assert db("restore", tmp_path / "first", "--replace", MUNASARA_BACKUP_CODE=code, url=url).code == 0
    assert [db.opens(each, url) for each in (campaign, later)] == [True, False]


def test_an_upgrade_says_what_it_did(db: Db) -> None:
    first, second = db("upgrade"), db("upgrade")
    assert "was empty" in first.out
    assert "already" in second.out


def test_a_code_of_ones_own_is_used_and_not_shown(db: Db, tmp_path: Path) -> None:
    db("upgrade")
    code = codes.new_code()
    made = db("backup", tmp_path / "file", MUNASARA_BACKUP_CODE=code)
    assert made.code == 0
    assert code not in made.out + made.err


def test_what_cannot_be_done_is_told_with_a_code(db: Db, tmp_path: Path) -> None:
    file, word = tmp_path / "file", "hunter2"
    assert db("backup", file).codes == ["DB-006"]
    db("upgrade")
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\xfd")
    told = {
        "DB-001": db("upgrade", url=f"mysql://me:{word}@host/name"),
        "DB-002": db("upgrade", MUNASARA_DATA="/dev/null/folder"),
        "DB-005": db("upgrade", url=f"postgresql://me:{word}@127.0.0.1:1/name"),
        "DB-007": db("backup", file, "--code-file", tmp_path / "bytes"),
        "DB-008": db("restore", file),
        "DB-009": db("backup", file, MUNASARA_BACKUP_CODE=word),
        "DB-011": db("restore", file, MUNASARA_BACKUP_CODE=codes.new_code()),
    }
    for code, ran in told.items():
        assert ran.codes == [code], ran.err
        assert ran.code == (4 if code == "DB-005" else 2)
        assert word not in ran.out + ran.err
    assert not file.exists()


def test_a_file_that_is_no_database_is_told_and_left_alone(db: Db) -> None:
    db.data.mkdir()
    file = db.data / "munasara.sqlite3"
    file.write_bytes(b"no database" * 1000)
    ran = db("upgrade")
    assert (ran.code, ran.codes) == (4, ["DB-005"])
    assert file.read_bytes() == b"no database" * 1000
