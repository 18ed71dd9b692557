"""What the store gives and takes: plain values, and why it can refuse. Nothing here knows of a database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Final, Literal, TypeAlias

Mode: TypeAlias = Literal["quick", "full"]
Language: TypeAlias = Literal["ar", "en", "fr"]
Document: TypeAlias = Mapping[str, Any]
"""Plain data that JSON can hold: texts, whole numbers, booleans, None, lists and mappings of these."""

LONGEST_SHARE_DAYS: Final = 90
MOST_CODES: Final = 8
MOST_ASSESSMENTS: Final = 50
MOST_ASSESSMENTS_OF_DRAFT: Final = 5
"""Whoever has no code has given nothing yet, and can begin as many drafts as they like."""
MOST_SHARES: Final = 20
LONGEST_LABEL: Final = 100
LARGEST_CONTENT: Final = 1 << 20
"""Bytes of one campaign's content as JSON in UTF-8, with all that stands around it."""
LARGEST_DOCUMENT: Final = 8 << 20
"""Bytes of one assessment or of one share's snapshot."""


@dataclass(frozen=True)
class Lifetimes:
    """How long things live. A test shortens them; a service has no reason to."""

    idle: timedelta = timedelta(minutes=30)
    """A session of a campaign that has a code, or of a share, ends when it is not used for so long."""
    draft: timedelta = timedelta(hours=24)
    """A draft without a code is gone after so long, used or not; rounded down to the hour."""
    audit: timedelta = timedelta(days=90)


@dataclass(frozen=True)
class Content:
    """What a campaign's owner is working on. The pages decide what stands in it; the store seals it as one piece."""

    profile: Document
    """`engine.profile.Profile` as plain data, perhaps incomplete."""
    mode: Mode = "full"
    language: Language = "en"
    progress: Document = field(default_factory=dict)
    """What pages remember beside the profile, for example which sections were seen."""


@dataclass(frozen=True)
class Campaign:
    """One campaign as its owner's session sees it."""

    content: Content
    revision: int
    """Counts the saves, from 1. `Store.save` wants the revision that the change was made to."""
    claimed: bool
    """Whether it has an access code. If not, it is a draft."""
    dies: datetime | None
    """When a draft is deleted (UTC, a whole hour); None for a campaign with a code."""


@dataclass(frozen=True)
class Draft:
    """A draft just created: the token for the session's cookie, and the revision to save to."""

    token: str
    revision: int


@dataclass(frozen=True)
class KeptAssessment:
    """An assessment in the list of a campaign's history: everything but the document itself."""

    id: str
    kept_on: date
    summary: Document
    """The few things that a list shows, as given to `keep_assessment`."""


@dataclass(frozen=True)
class Share:
    """A share as the campaign's owner sees it. Its code is told once, when it is made, and kept nowhere."""

    id: str
    shared_on: date
    expires: datetime
    """UTC, a whole hour; from then on its code opens nothing."""
    label: str
    """The owner's own note on whom it is for, sealed like everything else; may be empty."""


@dataclass(frozen=True)
class NewShare:
    share: Share
    code: str


@dataclass(frozen=True)
class Snapshot:
    """What a share shows: frozen when it was shared."""

    document: Document
    shared_on: date
    expires: datetime


@dataclass(frozen=True)
class Swept:
    """How much a sweep removed."""

    drafts: int
    sessions: int
    shares: int
    scrubbed: bool
    """Whether all that was ever deleted is gone from free pages and log too; if not, the next sweep tries again."""


class StoreRefusal(Exception):
    """Why the store does not do what it was asked. The text holds nothing of what is stored."""

    code: ClassVar[str]


class Closed(StoreRefusal):
    """The token opens nothing: never did, idle too long, expired, signed out, deleted. Nobody can tell which."""

    code = "STORE-001"

    def __init__(self) -> None:
        super().__init__("This session is over.")


class Stale(StoreRefusal):
    """The campaign was saved meanwhile, from another tab or device. What is stored stays as it is."""

    code = "STORE-002"

    def __init__(self) -> None:
        super().__init__("The campaign was changed elsewhere meanwhile.")


class TooMuch(StoreRefusal):
    """A limit of this module is reached: too large, too many, or not plain data."""

    code = "STORE-003"

    def __init__(self, what: str) -> None:
        super().__init__(what)


class Damaged(StoreRefusal):
    """A record does not unseal: changed on disk, or moved from another place. It is not read."""

    code = "STORE-004"

    def __init__(self) -> None:
        super().__init__("A stored record is damaged or was tampered with.")
