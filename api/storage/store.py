"""The one way to what the service keeps. Synchronous and safe to use from many threads.

Content is sealed under a key per campaign. That key exists wrapped only: under each of the campaign's access codes, and
under the token of each open session. The database alone opens nothing.

A token is what the session's cookie holds; only a digest of it is stored. A token of an owner and a token of a reader
of a share are different things: each method takes one kind, and the other kind is as good as none.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any, TypeVar

from api.storage.campaigns import Campaigns
from api.storage.database import Connection, Database
from api.storage.doors import Doors
from api.storage.history import History
from api.storage.keeping import Keeping
from api.storage.records import (
    Campaign,
    Closed,
    Content,
    Draft,
    KeptAssessment,
    Lifetimes,
    NewShare,
    Share,
    Snapshot,
    Swept,
)
from api.storage.sealing import Sealing, Seals
from api.storage.sessions import Kind, Session, Sessions
from api.storage.sharing import Shares
from api.storage.sweeping import sweep
from api.storage.times import utc_now
from api.storage.upgrading import is_current

Found = TypeVar("Found")


class Store:
    """Everything that pages and API need of the database.

    Every method that takes a token raises `Closed` if the token opens nothing (`load` and `load_share` return None
    instead), and counts as use of the session. `Damaged` can come from every method that reads.
    """

    def __init__(
        self,
        database: Database,
        seals: Seals | None = None,
        now: Callable[[], datetime] = utc_now,
        lifetimes: Lifetimes | None = None,
        stretching_at_once: int = 2,
    ) -> None:
        """A store on a database that `upgrading.upgrade` has prepared. `now` gives the time with its zone."""
        self._database = database
        self._keeping = Keeping(database, seals or Sealing(), now, lifetimes or Lifetimes())
        self._sessions = Sessions(self._keeping)
        self._doors = Doors(database, stretching_at_once)
        self._campaigns = Campaigns(self._keeping, self._sessions)
        self._history = History(self._keeping)
        self._shares = Shares(self._keeping, self._sessions)

    def create_draft(self, content: Content) -> Draft:
        """Store a new campaign without a code, readable by the token returned and by nothing else.

        Its session ends with it: it is not subject to the idle limit, because there is no other way back.
        """
        with self._database.writing() as connection:
            return Draft(self._campaigns.create(connection, content), revision=1)

    def load(self, token: str) -> Campaign | None:
        """The campaign of an owner's session, as last saved; None if the token opens none."""
        with suppress(Closed):
            return self._read(token, "campaign", self._campaigns.load)
        return None

    def save(self, token: str, content: Content, revision: int) -> int:
        """Replace the content and return its new revision; on return it is on disk.

        `revision` is the one the change was made to. Raises `Stale` if another save came first, `TooMuch` if the
        content is too large or is not plain data; in both cases nothing is changed.
        """
        with self._owner(token) as (connection, session):
            return self._campaigns.save(connection, session, content, revision)

    def claim(self, token: str, replace: bool = False) -> str:
        """Give the campaign an access code and return it, as eight words with spaces. It is told this once.

        A draft becomes a campaign that stays until it is deleted. A campaign may have several codes: a form sent twice
        makes two, both of which work. With `replace` all earlier ones stop working, and all other sessions end with
        them. Raises `TooMuch` at the ninth.
        """
        code, door = self._doors.new("access code")
        with self._owner(token) as (connection, session):
            self._campaigns.add_code(connection, session, door, replace)
        return code

    def open(self, code: str) -> str | None:
        """A new owner's session for an access code as typed (see `codes.read`), as its token; None if none has it.

        Takes Argon2id's time whether or not the code is known, and at most as many run at once as `Store` was given;
        text that cannot be a code is told at once. Share codes open nothing here.
        """
        door = self._doors.typed(code, "access code")
        if door is None:
            return None
        with self._database.writing() as connection:
            return self._campaigns.open(connection, door)

    def close(self, token: str) -> None:
        """End a session of either kind. Ending one that is over does nothing. A draft's only way back ends with it."""
        with self._database.writing() as connection:
            if self._sessions.end(connection, token):
                self._keeping.note_deletion(connection)

    def delete(self, token: str) -> None:
        """Delete the campaign with its codes, assessments and shares, and end the session.

        At once unreadable; what is left in free pages of the file is gone after the next `sweep`.
        """
        with self._owner(token) as (connection, session):
            self._campaigns.delete(connection, session)
            self._sessions.end(connection, token)

    def keep_assessment(self, token: str, document: Mapping[str, Any], summary: Mapping[str, Any]) -> KeptAssessment:
        """Add an assessment to the campaign's history. None is ever rewritten. Raises `TooMuch` at the 51st,
        of a draft at the sixth."""
        with self._owner(token) as (connection, session):
            self._campaigns.lock(connection, session)
            return self._history.keep(connection, session, document, summary)

    def assessments(self, token: str) -> tuple[KeptAssessment, ...]:
        """The campaign's history, oldest first."""
        return self._read(token, "campaign", self._history.all)

    def assessment(self, token: str, id: str) -> Mapping[str, Any] | None:
        """One assessment of this campaign as it was kept; None if it has none of that id."""
        return self._read(token, "campaign", lambda connection, session: self._history.one(connection, session, id))

    def share(self, token: str, snapshot: Mapping[str, Any], days: int, label: str = "") -> NewShare:
        """Freeze a snapshot under a share code of its own, for 1 to 90 days (rounded down to the hour).

        The caller redacts: the store keeps what it is given, under a key of its own, so that a share code never opens
        the campaign. Raises `TooMuch` at the 21st share, `ValueError` for other days.
        """
        code, door = self._doors.new("share code")
        with self._owner(token) as (connection, session):
            self._campaigns.lock(connection, session)
            return NewShare(self._shares.add(connection, session, door, snapshot, days, label), code)

    def shares(self, token: str) -> tuple[Share, ...]:
        """The campaign's shares that have not expired, oldest first."""
        return self._read(token, "campaign", self._shares.all)

    def revoke(self, token: str, id: str) -> bool:
        """Delete a share of this campaign; its readers' sessions show nothing from now on. False if there is none."""
        with self._owner(token) as (connection, session):
            return self._shares.revoke(connection, session, id)

    def open_share(self, code: str) -> str | None:
        """A new reader's session for a share code as typed, as its token; None as in `open`."""
        door = self._doors.typed(code, "share code")
        if door is None:
            return None
        with self._database.writing() as connection:
            return self._shares.open(connection, door)

    def load_share(self, token: str) -> Snapshot | None:
        """What the share of a reader's session shows; None if the token opens none, or it expired or was revoked."""
        with suppress(Closed):
            return self._read(token, "share", self._shares.load)
        return None

    def sweep(self) -> Swept:
        """Remove what has expired, and what deleting has left in the database's free pages and log.

        To be called at start and at least every hour.
        """
        return sweep(self._keeping)

    def ready(self) -> bool:
        """Whether the database answers and has this version's tables."""
        return is_current(self._database)

    @contextmanager
    def _owner(self, token: str) -> Iterator[tuple[Connection, Session]]:
        """A transaction that writes, for an owner's session."""
        with self._database.writing() as connection:
            session = self._sessions.find(connection, token, "campaign", lock=True)
            self._sessions.used(connection, session)
            yield connection, session

    def _read(self, token: str, kind: Kind, read: Callable[[Connection, Session], Found]) -> Found:
        """Read for a session; then move its end, for which alone something is written."""
        with self._database.reading() as connection:
            session = self._sessions.find(connection, token, kind)
            found = read(connection, session)
        if self._sessions.is_due(session):
            with self._database.writing() as connection, suppress(Closed):  # it may have been ended meanwhile
                self._sessions.used(connection, self._sessions.find(connection, token, kind, lock=True))
        return found
