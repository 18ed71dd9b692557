"""Shares: a frozen snapshot under a key of its own, for whoever has its code, until it expires or is revoked."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from api.storage.database import Connection
from api.storage.keeping import Keeping, new_id
from api.storage.records import (
    LARGEST_DOCUMENT,
    LONGEST_LABEL,
    LONGEST_SHARE_DAYS,
    MOST_SHARES,
    Closed,
    Share,
    Snapshot,
    TooMuch,
)
from api.storage.sealing import Halves, Place, new_key
from api.storage.sessions import Session, Sessions
from api.storage.tables import shares
from api.storage.times import at_hour, date_of, hour

_LARGEST_NOTE: Final = 6 * LONGEST_LABEL + 200  # six bytes for a character that JSON escapes


class Shares:
    def __init__(self, keeping: Keeping, sessions: Sessions) -> None:
        self._keeping = keeping
        self._sessions = sessions

    def add(
        self, connection: Connection, session: Session, door: Halves, snapshot: Mapping[str, Any], days: int, label: str
    ) -> Share:
        """Freeze a snapshot; the campaign is locked, so that shares are counted right."""
        if not 1 <= days <= LONGEST_SHARE_DAYS:
            raise ValueError(f"A share lasts from 1 to {LONGEST_SHARE_DAYS} days.")
        if len(label) > LONGEST_LABEL:
            raise TooMuch(f"A label has at most {LONGEST_LABEL} characters.")
        rows = self._rows(connection, session)
        if len(rows) >= MOST_SHARES:
            raise TooMuch(f"A campaign has at most {MOST_SHARES} shares.")
        now, id, key = self._keeping.now(), new_id(), new_key()
        expires = hour(now + timedelta(days=days))
        shared_on = date_of(now)
        frozen = {"document": dict(snapshot), "shared_on": shared_on.isoformat()}
        note = {"label": label, "shared_on": shared_on.isoformat(), "number": 1 + self._last_number(rows, session)}
        values = {
            "key": self._keeping.seals.seal(door.key, Place("shares.key", id), key),
            "snapshot": self._keeping.sealed(key, Place("shares.snapshot", id), frozen, LARGEST_DOCUMENT),
            "note": self._keeping.sealed(session.key, _note_place(session, id), note, _LARGEST_NOTE),
        }
        connection.execute(
            shares.insert().values(id=id, campaign=session.opens, name=door.name, expires=expires, **values)
        )
        self._keeping.note(connection, "share_made")
        return Share(id, shared_on, at_hour(expires), label)

    def all(self, connection: Connection, session: Session) -> tuple[Share, ...]:
        listed = []
        for row in self._rows(connection, session):
            note = self._note(session, row)
            share = Share(row.id, date.fromisoformat(note["shared_on"]), at_hour(row.expires), note["label"])
            listed.append((note["number"], share))
        return tuple(share for _, share in sorted(listed, key=lambda numbered: numbered[0]))

    def revoke(self, connection: Connection, session: Session, id: str) -> bool:
        mine = (shares.c.id == id) & (shares.c.campaign == session.opens)
        if not connection.execute(shares.delete().where(mine)).rowcount:
            return False
        self._keeping.note_deletion(connection)
        self._keeping.note(connection, "share_revoked")
        return True

    def open(self, connection: Connection, door: Halves) -> str | None:
        row = connection.execute(shares.select().where((shares.c.name == door.name) & self._alive())).first()
        if row is None:
            self._keeping.note(connection, "share_code_refused")
            return None
        key = self._keeping.seals.unseal(door.key, Place("shares.key", row.id), row.key)
        self._keeping.note(connection, "share_opened")
        return self._sessions.begin(connection, "share", row.id, key)

    def load(self, connection: Connection, session: Session) -> Snapshot:
        row = connection.execute(shares.select().where((shares.c.id == session.opens) & self._alive())).first()
        if row is None:
            raise Closed
        frozen = self._keeping.unsealed(session.key, Place("shares.snapshot", row.id), row.snapshot)
        return Snapshot(frozen["document"], date.fromisoformat(frozen["shared_on"]), at_hour(row.expires))

    def _rows(self, connection: Connection, session: Session) -> list[Any]:
        table = shares.c
        listed = shares.select().with_only_columns(table.id, table.note, table.expires)
        return list(connection.execute(listed.where((table.campaign == session.opens) & self._alive())).all())

    def _alive(self) -> Any:
        return shares.c.expires > hour(self._keeping.now())

    def _note(self, session: Session, row: Any) -> dict[str, Any]:
        return self._keeping.unsealed(session.key, _note_place(session, row.id), row.note)

    def _last_number(self, rows: list[Any], session: Session) -> int:
        return max((int(self._note(session, row)["number"]) for row in rows), default=0)


def _note_place(session: Session, id: str) -> Place:
    return Place("shares.note", f"{session.opens}/{id}")
