"""A service that is used, and dies in the middle of it; run in a process of its own, in a folder that is then searched.

Reads from standard input: the URL of its database, whether it seals, the canaries, and others that are only sent where
they are not to be kept. Writes the codes and tokens that it gave to standard output, then kills itself within a save.
"""

import json
import logging
import os
import signal
import sys
import tempfile
import traceback
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from api.storage import codes
from api.storage.backup import Backups
from api.storage.database import Database, connect
from api.storage.records import Content, StoreRefusal
from api.storage.sealing import Sealing, Seals
from api.storage.store import Store
from api.storage.tables import campaigns
from api.storage.upgrading import upgrade
from engine.profile import Profile
from tests.service.seized_pages import keep_saving, misuse_pages, started, use_pages
from tests.service.unsealed import Unsealed

PER_CAMPAIGN = 50
THROUGH_PAGES = 200
CRASHES_WITH = 100


class Planter:
    """Hands out canaries, each twice, so that one of the two stands unbroken where a database cuts long values."""

    def __init__(self, canaries: list[str]) -> None:
        self._left = iter(canaries)

    def next(self) -> str:
        canary = next(self._left)
        return f"{canary} {canary}"

    def some(self, count: int) -> list[str]:
        return [self.next() for _ in range(count)]


def content(plant: Planter) -> Content:
    """A profile with 40 canaries in each field that takes words."""
    answers: dict[str, Any] = {
        f"question_{number}": {
            "answer": "3",
            "evidence": {"note": plant.next(), "reference": plant.next(), "owner": plant.next(), "date": "2026-11-01"},
        }
        for number in range(10)
    }
    profile = Profile(
        campaign=plant.next(), lessons=tuple(plant.some(7)), answered_on=date(2026, 11, 26), answers=answers
    )
    return Content(profile.model_dump(mode="json"), "full", "ar", {"seen": plant.some(2)})


def use(store: Store, plant: Planter) -> dict[str, str]:
    """A whole campaign with 50 canaries, opened again, read by another."""
    draft = store.create_draft(content(plant))
    code = store.claim(draft.token)
    token = store.open(code)
    assert token is not None
    kept = store.keep_assessment(token, {"findings": plant.some(5)}, {"verdict": plant.next()})
    shared = store.share(token, {"findings": plant.some(3)}, 7, plant.next())
    reader = store.open_share(shared.code)
    assert reader is not None
    campaign, snapshot = store.load(token), store.load_share(reader)
    assert campaign is not None
    assert snapshot is not None
    assert store.assessment(token, kept.id)
    store.save(token, campaign.content, campaign.revision)
    return {"code": code, "share code": shared.code, "token": draft.token, "other": token, "reader": reader}


def fail(store: Store, database: Database, told: dict[str, str], words: Content) -> None:
    """Errors of each kind, logged with all that they tell."""
    unusable = Content({**words.profile, "object": object()})
    mistakes = (
        lambda: store.save(told["other"], words, 1),
        lambda: store.save(told["reader"], words, 1),
        lambda: store.save(told["other"], unusable, 2),
        lambda: store.open(told["code"] + " x"),
        lambda: _insert_twice(database),
    )
    for mistake in mistakes:
        try:
            mistake()
        except Exception:
            logging.error("failed: %s", traceback.format_exc())


def _insert_twice(database: Database) -> None:
    with database.writing() as connection:
        row = connection.execute(campaigns.select()).first()
        assert row is not None
        connection.execute(campaigns.insert().values(**row._mapping))


def die(store: Store, database: Database, plant: Planter) -> None:
    """End as by a power cut: one draft is stored, another one is being stored."""
    store.create_draft(content(plant))
    with database.writing() as connection:
        if database.on_sqlite:
            connection.exec_driver_sql("PRAGMA cache_size = 5")  # so that it is written to the log before its end
        for _ in range(4):
            store._campaigns.create(connection, Content({"lessons": plant.some(15) * 40}))
        os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    told = json.load(sys.stdin)
    seals: Seals = Sealing() if told["sealed"] else Unsealed()
    logging.basicConfig(filename="log", level=logging.DEBUG)
    logging.getLogger("httpx2").setLevel(logging.WARNING)  # the test's own client, which says what it sends
    database = connect(told["url"])
    upgrade(database, memory_kib=64)
    if not database.on_sqlite:
        _store_plainly(database)
    store, plant = Store(database, seals), Planter(told["canaries"])
    given: list[dict[str, str]] = []
    while len(given) * PER_CAMPAIGN < len(told["canaries"]) - THROUGH_PAGES - CRASHES_WITH:
        given.append(use(store, plant))
    app = started(store)
    given += use_pages(app, iter(plant.next, None), THROUGH_PAGES)
    misuse_pages(app, told["fleeting"])
    with suppress(StoreRefusal):
        fail(store, database, given[0], content(Planter(told["canaries"])))
    backup_code = codes.new_code()
    Backups(database, seals).write(Path("backups") / "munasara.backup", backup_code, memory_kib=64)
    with tempfile.TemporaryFile():  # whoever makes temporary files makes them where they are searched for
        json.dump([*given, {"backup code": backup_code}], sys.stdout)
    sys.stdout.flush()
    keep_saving(app, told["fleeting"])
    die(store, database, plant)


def _store_plainly(database: Database) -> None:
    """PostgreSQL compresses what can be compressed, which would hide canaries that are not sealed."""
    with database.writing() as connection:
        for table, column in (("campaigns", "content"), ("assessments", "document"), ("shares", "snapshot")):
            connection.exec_driver_sql(f"ALTER TABLE {table} ALTER {column} SET STORAGE EXTERNAL")


if __name__ == "__main__":
    main()
