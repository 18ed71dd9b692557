"""What all parts of the store work with, and what they have in common."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.storage.database import Connection, Database
from api.storage.plain_data import packed, unpacked
from api.storage.records import Lifetimes
from api.storage.sealing import Place, Seals
from api.storage.tables import audit, installation
from api.storage.times import day


@dataclass(frozen=True)
class Keeping:
    database: Database
    seals: Seals
    now: Callable[[], datetime]
    lifetimes: Lifetimes

    def sealed(self, key: bytes, place: Place, document: Mapping[str, Any], most: int, least: int = 0) -> bytes:
        """The document, sealed. What takes fewer than `least` bytes is filled up with spaces, which JSON ignores."""
        return self.seals.seal(key, place, packed(document, most).ljust(least))

    def unsealed(self, key: bytes, place: Place, sealed: bytes) -> dict[str, Any]:
        return unpacked(self.seals.unseal(key, place, sealed))

    def note(self, connection: Connection, event: str, times: int = 1) -> None:
        """Add to the audit trail: that something happened on this day. Never to what, and by whom nobody knows."""
        if times:
            self.database.count(connection, audit, {"day": day(self.now()), "event": event}, "times", times)

    def note_deletion(self, connection: Connection) -> None:
        """Remember that there is something to be gone from free pages."""
        connection.execute(installation.update().values(deletions=installation.c.deletions + 1))


def new_id() -> str:
    return secrets.token_hex(16)
