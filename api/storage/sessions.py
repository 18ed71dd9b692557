"""Sessions: what a cookie's token opens, and until when.

A session's record is sealed under its token. It holds what it opens (so that the database does not tell whose sessions
there are), the key, the access code it rests on, and its exact end; outside stands only the hour after which the record
is swept.
"""

import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final, Literal, TypeAlias

from api.storage.database import Connection
from api.storage.keeping import Keeping
from api.storage.records import Closed
from api.storage.sealing import SMALLEST, Halves, Place, halves
from api.storage.tables import codes, sessions
from api.storage.times import hour_after

Kind: TypeAlias = Literal["campaign", "share"]

_TOKEN_BYTES: Final = 32
_TOKEN_LETTERS: Final = 43
_STEP: Final = timedelta(minutes=1)
"""A session is written anew at most once in this time, however much it is used."""


@dataclass(frozen=True)
class Session:
    halves: Halves
    kind: Kind
    opens: str
    """The identifier of the campaign or of the share."""
    key: bytes
    until: datetime
    waits: bool
    """Whether the end stands, as a draft's does; otherwise each use moves it."""
    code: str | None = None
    """The name of the access code that it rests on: where that was replaced, the session is over. A draft's session and
    a reader's rest on none."""


class Sessions:
    def __init__(self, keeping: Keeping) -> None:
        self._keeping = keeping

    def begin(
        self,
        connection: Connection,
        kind: Kind,
        opens: str,
        key: bytes,
        draft_dies: datetime | None = None,
        code: str | None = None,
    ) -> str:
        """A new session, as its token; with an end that stands, or idle from now."""
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        until = draft_dies or self._idle_from_now()
        session = Session(_halves(token), kind, opens, key, until, waits=draft_dies is not None, code=code)
        connection.execute(sessions.insert().values(name=session.halves.name, **self._columns(session)))
        return token

    def find(self, connection: Connection, token: str, kind: Kind, lock: bool = False) -> Session:
        """The session of a token; with `lock` nobody else changes it until the transaction ends. Raises `Closed` if
        there is none of this kind, or it is over."""
        if len(token) != _TOKEN_LETTERS or not token.isascii():
            raise Closed
        both = _halves(token)
        wanted = sessions.select().where(sessions.c.name == both.name)
        row = connection.execute(wanted.with_for_update() if lock else wanted).first()
        if row is None:
            raise Closed
        opened = self._keeping.unsealed(both.key, Place("sessions.opened", both.name), row.opened)
        until = datetime.fromtimestamp(opened["until"], UTC)
        if opened["kind"] != kind or until <= self._keeping.now():
            raise Closed
        session = Session(
            both, kind, opened["opens"], b64decode(opened["key"]), until, opened["waits"], opened.get("code")
        )
        self.require_code(connection, session)
        return session

    def require_code(self, connection: Connection, session: Session) -> None:
        """Raise `Closed` if the access code that an owner's session rests on is there no more."""
        if session.kind == "campaign" and not session.waits:
            mine = (codes.c.name == session.code) & (codes.c.campaign == session.opens)
            if connection.execute(codes.select().with_only_columns(codes.c.name).where(mine)).first() is None:
                raise Closed

    def is_due(self, session: Session) -> bool:
        """Whether its end is to be moved now that it was used."""
        return not session.waits and self._idle_from_now() - session.until >= _STEP

    def used(self, connection: Connection, session: Session) -> None:
        """Move the end of a session that was found with a lock, if that is due."""
        if self.is_due(session):
            self.write(connection, replace(session, until=self._idle_from_now()))

    def resting_on(self, session: Session, code: str) -> Session:
        """The session of a campaign that has got a code: a draft's, too, ends from now on when idle."""
        return replace(session, until=self._idle_from_now(), waits=False, code=code)

    def write(self, connection: Connection, session: Session) -> None:
        """Write a session anew, if it was not ended meanwhile."""
        mine = sessions.c.name == session.halves.name
        connection.execute(sessions.update().where(mine).values(**self._columns(session)))

    def end(self, connection: Connection, token: str) -> bool:
        gone = connection.execute(sessions.delete().where(sessions.c.name == _halves(token).name))
        return gone.rowcount > 0

    def _columns(self, session: Session) -> dict[str, bytes | int]:
        content = {
            "kind": session.kind,
            "opens": session.opens,
            "key": b64encode(session.key).decode("ascii"),
            "until": int(session.until.timestamp()),
            "waits": session.waits,
            "code": session.code,
        }
        place = Place("sessions.opened", session.halves.name)
        opened = self._keeping.sealed(session.halves.key, place, content, SMALLEST)
        return {"opened": opened, "expires": hour_after(session.until)}

    def _idle_from_now(self) -> datetime:
        return self._keeping.now() + self._keeping.lifetimes.idle


def _halves(token: str) -> Halves:
    return halves(token.encode("utf-8", "surrogatepass"), "session")
