"""The tables. What people wrote is in sealed columns only; all else is random, a digest, or a time to the hour or day.

Identifiers are 32 hexadecimal digits drawn at random. Times are whole hours since 1970 (UTC), days since 1970 in
`audit`. A change here needs a migration beside it; a test compares the two.
"""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, MetaData, String, Table

metadata = MetaData()


def _id() -> Column[str]:
    return Column("id", String(32), primary_key=True)


def _of_campaign() -> Column[str]:
    owner = ForeignKey("campaigns.id", name="of_campaign", ondelete="CASCADE")
    return Column("campaign", String(32), owner, nullable=False, index=True)


installation = Table(
    "installation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # always 1
    Column("salt", LargeBinary, nullable=False),
    Column("memory_kib", Integer, nullable=False),
    Column("passes", Integer, nullable=False),
    Column("lanes", Integer, nullable=False),
    Column("deletions", Integer, nullable=False),  # how many transactions have deleted something
    Column("scrubbed", Integer, nullable=False),  # of these, how many are gone from free pages too
)

campaigns = Table(
    "campaigns",
    metadata,
    _id(),
    Column("content", LargeBinary, nullable=False),  # under the campaign's key
    Column("dies", Integer, index=True),  # hour at which a draft is deleted; null once it has a code
)

codes = Table(
    "codes",
    metadata,
    Column("name", String(64), primary_key=True),  # half of what Argon2id makes of the code
    _of_campaign(),
    Column("key", LargeBinary, nullable=False),  # the campaign's key, under the other half
)

assessments = Table(
    "assessments",
    metadata,
    _id(),
    _of_campaign(),
    Column("summary", LargeBinary, nullable=False),  # both under the campaign's key
    Column("document", LargeBinary, nullable=False),
)

shares = Table(
    "shares",
    metadata,
    _id(),
    _of_campaign(),
    Column("name", String(64), nullable=False, unique=True),  # as in codes
    Column("key", LargeBinary, nullable=False),  # the share's own key, under the other half
    Column("snapshot", LargeBinary, nullable=False),  # under the share's key
    Column("note", LargeBinary, nullable=False),  # under the campaign's key
    Column("expires", Integer, nullable=False, index=True),
)

sessions = Table(
    "sessions",
    metadata,
    Column("name", String(64), primary_key=True),  # half of the token
    Column("opened", LargeBinary, nullable=False),  # what it opens, with key and exact end, under the other half
    Column("expires", Integer, nullable=False, index=True),  # no earlier than its end
)

audit = Table(
    "audit",
    metadata,
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("event", String(32), primary_key=True),
    Column("times", Integer, nullable=False),
)

KEPT = (installation, campaigns, codes, assessments, shares, audit)
"""What a backup holds, parents first: everything but sessions."""
EVERY = (*KEPT, sessions)
