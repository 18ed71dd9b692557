"""Campaigns: drafts, loading, saving, codes, the end."""

from dataclasses import asdict
from typing import Any, Final

from api.storage.database import Connection
from api.storage.keeping import Keeping, new_id
from api.storage.records import LARGEST_CONTENT, MOST_CODES, Campaign, Closed, Content, Damaged, Stale, TooMuch
from api.storage.sealing import KEY_BYTES, Halves, Place, new_key
from api.storage.sessions import Session, Sessions
from api.storage.tables import campaigns, codes
from api.storage.times import at_hour, hour

# So that a campaign just begun looks like most that are finished; with the length before it, a power of two.
_LEAST_CONTENT: Final = (1 << 14) - 4


class Campaigns:
    def __init__(self, keeping: Keeping, sessions: Sessions) -> None:
        self._keeping = keeping
        self._sessions = sessions

    def create(self, connection: Connection, content: Content) -> str:
        """A new draft, as the token that opens it."""
        id, key = new_id(), new_key()
        dies = hour(self._keeping.now() + self._keeping.lifetimes.draft)
        sealed = self._sealed(id, key, content, revision=1)
        connection.execute(campaigns.insert().values(id=id, content=sealed, dies=dies))
        self._keeping.note(connection, "draft_created")
        return self._sessions.begin(connection, "campaign", id, key, at_hour(dies))

    def load(self, connection: Connection, session: Session) -> Campaign:
        row = self._row(connection, session)
        stored = self._keeping.unsealed(session.key, _place(session.opens), row.content)
        try:
            content, revision = Content(**stored["content"]), stored["revision"]
        except (KeyError, TypeError):
            raise Damaged from None
        return Campaign(content, revision, row.dies is None, None if row.dies is None else at_hour(row.dies))

    def save(self, connection: Connection, session: Session, content: Content, revision: int) -> int:
        self.lock(connection, session)
        if self.load(connection, session).revision != revision:
            raise Stale
        sealed = self._sealed(session.opens, session.key, content, revision + 1)
        connection.execute(campaigns.update().where(campaigns.c.id == session.opens).values(content=sealed))
        return revision + 1

    def add_code(self, connection: Connection, session: Session, door: Halves, replace: bool) -> None:
        row = self.lock(connection, session)
        mine = codes.c.campaign == session.opens
        if replace and connection.execute(codes.delete().where(mine)).rowcount:
            self._keeping.note_deletion(connection)
        if len(connection.execute(codes.select().where(mine)).all()) >= MOST_CODES:
            raise TooMuch(f"A campaign has at most {MOST_CODES} codes.")
        wrapped = self._keeping.seals.seal(door.key, Place("codes.key", session.opens), session.key)
        connection.execute(codes.insert().values(name=door.name, campaign=session.opens, key=wrapped))
        if row.dies is not None:
            connection.execute(campaigns.update().where(campaigns.c.id == session.opens).values(dies=None))
        if row.dies is not None or replace:
            self._sessions.write(connection, self._sessions.resting_on(session, door.name))
        self._keeping.note(connection, "code_given")

    def open(self, connection: Connection, door: Halves) -> str | None:
        row = connection.execute(codes.select().where(codes.c.name == door.name)).first()
        if row is None:
            self._keeping.note(connection, "code_refused")
            return None
        key = self._keeping.seals.unseal(door.key, Place("codes.key", row.campaign), row.key)
        if len(key) != KEY_BYTES:
            raise Damaged
        self._keeping.note(connection, "opened")
        return self._sessions.begin(connection, "campaign", row.campaign, key, code=door.name)

    def delete(self, connection: Connection, session: Session) -> None:
        self.lock(connection, session)
        connection.execute(campaigns.delete().where(campaigns.c.id == session.opens))
        self._keeping.note_deletion(connection)
        self._keeping.note(connection, "campaign_deleted")

    def lock(self, connection: Connection, session: Session) -> Any:
        """The campaign's row, which nobody else changes until the transaction ends."""
        row = self._row(connection, session, lock=True)
        self._sessions.require_code(connection, session)  # it may have been replaced while this waited
        return row

    def _row(self, connection: Connection, session: Session, lock: bool = False) -> Any:
        wanted = campaigns.select().where(campaigns.c.id == session.opens)
        row = connection.execute(wanted.with_for_update() if lock else wanted).first()
        if row is None:
            raise Closed
        return row

    def _sealed(self, id: str, key: bytes, content: Content, revision: int) -> bytes:
        document = {"content": asdict(content), "revision": revision}
        return self._keeping.sealed(key, _place(id), document, LARGEST_CONTENT, _LEAST_CONTENT)


def _place(id: str) -> Place:
    return Place("campaigns.content", id)
