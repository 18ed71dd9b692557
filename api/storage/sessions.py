"""Sessions: what a cookie's token opens, and until when.

A session's record is sealed under its token. It holds what it opens (so that the database does not tell whose sessions
there are), the key, and its exact end; outside stands only the hour after which the record is swept.
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
from api.storage.tables import sessions
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


class Sessions:
    def __init__(self, keeping: Keeping) -> None:
        self._keeping = keeping

    def begin(
        self, connection: Connection, kind: Kind, opens: str, key: bytes, draft_dies: datetime | None = None
    ) -> str:
        """A new session, as its token; with an end that stands, or idle from now."""
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        until = draft_dies or self._idle_from_now()
        session = Session(_halves(token), kind, opens, key, until, waits=draft_dies is not None)
        connection.execute(sessions.insert().values(name=session.halves.name, **self._columns(session)))
        return token

    def find(self, connection: Connection, token: str, kind: Kind) -> Session:
        """The session of a token. Raises `Closed` if there is none of this kind, or it is over."""
        if len(token) != _TOKEN_LETTERS or not token.isascii():
            raise Closed
        both = _halves(token)
        row = connection.execute(sessions.select().where(sessions.c.name == both.name)).first()
        if row is None:
            raise Closed
        opened = self._keeping.unsealed(both.key, Place("sessions.opened", both.name), row.opened)
        until = datetime.fromtimestamp(opened["until"], UTC)
        if opened["kind"] != kind or until <= self._keeping.now():
            raise Closed
        return Session(both, kind, opened["opens"], b64decode(opened["key"]), until, opened["waits"])

    def extended(self, session: Session) -> Session | None:
        """The session as it is to be written now that it was used; None if it may stay as it is."""
        until = self._idle_from_now()
        return None if session.waits or until - session.until < _STEP else replace(session, until=until)

    def freed(self, session: Session) -> Session:
        """The session of a draft that has got a code: from now on it ends when idle."""
        return replace(session, until=self._idle_from_now(), waits=False)

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
        }
        place = Place("sessions.opened", session.halves.name)
        opened = self._keeping.sealed(session.halves.key, place, content, SMALLEST)
        return {"opened": opened, "expires": hour_after(session.until)}

    def _idle_from_now(self) -> datetime:
        return self._keeping.now() + self._keeping.lifetimes.idle


def _halves(token: str) -> Halves:
    return halves(token.encode("utf-8", "surrogatepass"), "session")
