"""The one way to what the service keeps. Synchronous and safe to use from many threads.

Content is sealed under a key per campaign. That key exists wrapped only: under each of the campaign's access codes, and
under the token of each open session. The database alone opens nothing.

A token is what the session's cookie holds; only a digest of it is stored. A token of an owner and a token of a reader of
a share are different things: each method takes one kind, and the other kind is as good as none.
"""

from collections.abc import Mapping
from typing import Any

from api.storage.records import (
    Campaign,
    Content,
    Draft,
    KeptAssessment,
    NewShare,
    Share,
    Snapshot,
    Swept,
)


class Store:
    """Everything that pages and API need of the database.

    Every method that takes a token raises `Closed` if the token opens nothing (`load` and `load_share` return None
    instead), and counts as use of the session. `Damaged` can come from every method that reads.
    """

    def create_draft(self, content: Content) -> Draft:
        """Store a new campaign without a code, readable by the token returned and by nothing else.

        Its session ends with it: it is not subject to the idle limit, because there is no other way back.
        """
        raise NotImplementedError

    def load(self, token: str) -> Campaign | None:
        """The campaign of an owner's session, as last saved; None if the token opens none."""
        raise NotImplementedError

    def save(self, token: str, content: Content, revision: int) -> int:
        """Replace the content and return its new revision; on return it is on disk.

        `revision` is the one the change was made to. Raises `Stale` if another save came first, `TooMuch` if the content
        is too large or is not plain data; in both cases nothing is changed.
        """
        raise NotImplementedError

    def claim(self, token: str, replace: bool = False) -> str:
        """Give the campaign an access code and return it, as eight words with spaces. It is told this once.

        A draft becomes a campaign that stays until it is deleted. A campaign may have several codes: a form sent twice
        makes two, both of which work. With `replace` all earlier ones stop working. Raises `TooMuch` at the ninth.
        """
        raise NotImplementedError

    def open(self, code: str) -> str | None:
        """A new owner's session for an access code as typed (see `codes.read`), as its token; None if none has it.

        Takes Argon2id's time whether or not the code is known, and at most as many run at once as `Store` was given;
        text that cannot be a code is told at once. Share codes open nothing here.
        """
        raise NotImplementedError

    def close(self, token: str) -> None:
        """End a session of either kind. Ending one that is over does nothing. A draft's only way back ends with it."""
        raise NotImplementedError

    def delete(self, token: str) -> None:
        """Delete the campaign with its codes, assessments and shares, and end the session.

        At once unreadable; what is left in free pages of the file is gone after the next `sweep`.
        """
        raise NotImplementedError

    def keep_assessment(self, token: str, document: Mapping[str, Any], summary: Mapping[str, Any]) -> KeptAssessment:
        """Add an assessment to the campaign's history. None is ever rewritten. Raises `TooMuch` at the 51st."""
        raise NotImplementedError

    def assessments(self, token: str) -> tuple[KeptAssessment, ...]:
        """The campaign's history, oldest first."""
        raise NotImplementedError

    def assessment(self, token: str, id: str) -> Mapping[str, Any] | None:
        """One assessment of this campaign as it was kept; None if it has none of that id."""
        raise NotImplementedError

    def share(self, token: str, snapshot: Mapping[str, Any], days: int, label: str = "") -> NewShare:
        """Freeze a snapshot under a share code of its own, for 1 to 90 days (rounded down to the hour).

        The caller redacts: the store keeps what it is given, under a key of its own, so that a share code never opens
        the campaign. Raises `TooMuch` at the 21st share, `ValueError` for other days.
        """
        raise NotImplementedError

    def shares(self, token: str) -> tuple[Share, ...]:
        """The campaign's shares that have not expired, oldest first."""
        raise NotImplementedError

    def revoke(self, token: str, id: str) -> bool:
        """Delete a share of this campaign; its readers' sessions show nothing from now on. False if there is none."""
        raise NotImplementedError

    def open_share(self, code: str) -> str | None:
        """A new reader's session for a share code as typed, as its token; None as in `open`."""
        raise NotImplementedError

    def load_share(self, token: str) -> Snapshot | None:
        """What the share of a reader's session shows; None if the token opens none, or it expired or was revoked."""
        raise NotImplementedError

    def sweep(self) -> Swept:
        """Remove what has expired, and what deleting has left in the database's free pages and log.

        To be called at start and at least every hour.
        """
        raise NotImplementedError

    def ready(self) -> bool:
        """Whether the database answers and has this version's tables."""
        raise NotImplementedError
