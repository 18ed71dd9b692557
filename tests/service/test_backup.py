"""Backups: whole, sealed, checked when made and when read, and never written over anything unasked."""

import os
import random
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.storage import codes
from api.storage.backup import Backups, Contents
from api.storage.database import Database, connect
from api.storage.records import Content
from api.storage.store import Store
from api.storage.upgrading import upgrade
from engine.errors import Refused
from tests.service.databases import CHEAP_KIB, Clock

FIRST, SECOND = Content({"campaign": "first"}), Content({"campaign": "second", "lessons": ["x" * 500] * 400})


@dataclass
class Taken:
    """A backup of two campaigns, of which the first has an assessment and a share; and of a draft."""

    file: Path
    code: str
    campaigns: tuple[str, str]
    share: str
    contents: Contents


@pytest.fixture
def taken(store: Store, database: Database, tmp_path: Path) -> Taken:
    draft, other = store.create_draft(FIRST), store.create_draft(SECOND)
    found = store.claim(draft.token), store.claim(other.token)
    store.keep_assessment(draft.token, {"verdict": "GO"}, {"verdict": "GO"})
    share = store.share(draft.token, {"verdict": "GO"}, 7).code
    store.keep_assessment(store.create_draft(Content({"campaign": "draft"})).token, {}, {})
    file, code = tmp_path / "munasara.backup", codes.new_code()
    return Taken(file, code, found, share, Backups(database).write(file, code, CHEAP_KIB))


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Database]:
    """Another database, of SQLite: a backup of either kind can be restored into it."""
    made = connect(f"sqlite:///{tmp_path}/other/munasara.sqlite3")
    upgrade(made, memory_kib=CHEAP_KIB)
    yield made
    made.close()


def opened(database: Database, code: str, clock: Clock) -> Content:
    store = Store(database, now=clock)
    token = store.open(code)
    assert token is not None
    campaign = store.load(token)
    assert campaign is not None
    return campaign.content


def refusal(backups: Backups, taken: Taken, code: str | None = None) -> str:
    with pytest.raises(Refused) as refused:
        backups.restore(taken.file, code or taken.code)
    return refused.value.mistakes[0].code


def test_a_backup_restores_every_campaign_with_a_code_and_no_draft(taken: Taken, empty: Database, clock: Clock) -> None:
    assert Backups(empty).restore(taken.file, taken.code) == taken.contents
    assert taken.contents.campaigns == 2
    assert [opened(empty, code, clock) for code in taken.campaigns] == [FIRST, SECOND]
    store = Store(empty, now=clock)
    token, reader = store.open(taken.campaigns[0]), store.open_share(taken.share)
    assert token is not None
    assert reader is not None
    assert [kept.summary for kept in store.assessments(token)] == [{"verdict": "GO"}]
    assert store.load_share(reader) is not None


def test_a_backup_can_be_restored_into_the_database_it_was_taken_of(
    taken: Taken, database: Database, store: Store, clock: Clock
) -> None:
    later = store.claim(store.create_draft(FIRST).token)
    session = store.open(taken.campaigns[0])
    assert session is not None
    Backups(database, now=clock).restore(taken.file, taken.code, replace=True)
    assert opened(database, taken.campaigns[1], clock) == SECOND
    assert store.open(later) is None
    assert store.load(session) is None


def test_a_database_that_holds_campaigns_is_not_written_over_unasked(
    taken: Taken, database: Database, clock: Clock
) -> None:
    assert refusal(Backups(database), taken) == "DB-012"
    assert opened(database, taken.campaigns[0], clock) == FIRST


def test_a_file_that_exists_is_not_written_over(taken: Taken, database: Database) -> None:
    before = taken.file.read_bytes()
    with pytest.raises(Refused, match="DB-010"):
        Backups(database).write(taken.file, taken.code, CHEAP_KIB)
    assert taken.file.read_bytes() == before


def test_only_its_owner_can_read_a_backup_and_nothing_else_is_left(taken: Taken) -> None:
    assert stat.S_IMODE(taken.file.stat().st_mode) == 0o600
    assert [name for name in os.listdir(taken.file.parent) if "backup" in name] == [taken.file.name]


def test_a_backup_opens_with_its_own_code_only(taken: Taken, empty: Database) -> None:
    assert refusal(Backups(empty), taken, codes.new_code()) == "DB-014"


def test_a_changed_byte_anywhere_is_refused_and_nothing_is_changed(taken: Taken, empty: Database) -> None:
    whole = taken.file.read_bytes()
    drawn = random.Random(6)
    for place in [*range(64), *drawn.sample(range(len(whole)), 40), len(whole) - 1]:
        changed = bytearray(whole)
        changed[place] ^= 1 << drawn.randrange(8)
        taken.file.write_bytes(changed)
        assert refusal(Backups(empty), taken) in ("DB-014", "DB-015"), place
    taken.file.write_bytes(whole)
    assert Backups(empty).restore(taken.file, taken.code) == taken.contents


def test_a_backup_that_is_cut_short_or_put_together_anew_is_refused(taken: Taken, empty: Database) -> None:
    whole = taken.file.read_bytes()
    head = 18 + 60
    piece = 4 + int.from_bytes(whole[head : head + 4], "big")
    assert len(whole) >= head + 2 * piece, "there are several pieces"
    cut = [whole[:length] for length in (0, 10, head, head + 3, head + piece, len(whole) - piece, len(whole) - 1)]
    first, second = whole[head : head + piece], whole[head + piece : head + 2 * piece]
    rest = whole[head + 2 * piece :]
    swapped = [whole[:head] + second + first + rest, whole[:head] + second + rest, whole + first, whole + b"\0"]
    for changed in [*cut, *swapped, b"SQLite format 3\0" * 100]:
        taken.file.write_bytes(changed)
        assert refusal(Backups(empty), taken) in ("DB-014", "DB-015"), len(changed)
    with empty.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM campaigns").scalar() == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM installation").scalar() == 1


def test_a_file_or_folder_that_is_not_there_is_told(taken: Taken, empty: Database, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="DB-011"):
        Backups(empty).restore(tmp_path / "none", taken.code)
    with pytest.raises(Refused, match="DB-011"):
        Backups(empty).write(tmp_path / "none" / "file", taken.code, CHEAP_KIB)


def test_the_size_of_a_backup_tells_how_much_it_holds_only_to_the_piece(
    taken: Taken, store: Store, database: Database
) -> None:
    whole = taken.file.read_bytes()
    head = 18 + 60
    piece = 4 + int.from_bytes(whole[head : head + 4], "big")
    for number in range(4):
        store.claim(store.create_draft(Content({"lessons": ["x" * 3000] * number})).token)
        file = taken.file.with_name(f"backup {number}")
        Backups(database).write(file, taken.code, CHEAP_KIB)
        assert (file.stat().st_size - head) % piece == 0
