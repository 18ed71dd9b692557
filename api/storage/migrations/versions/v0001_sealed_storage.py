"""Sealed campaigns, their codes, assessments and shares; sessions; the audit trail."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _of_campaign() -> sa.Column[str]:
    owner = sa.ForeignKey("campaigns.id", name="of_campaign", ondelete="CASCADE")
    return sa.Column("campaign", sa.String(32), owner, nullable=False, index=True)


def upgrade() -> None:
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        sa.Column("memory_kib", sa.Integer, nullable=False),
        sa.Column("passes", sa.Integer, nullable=False),
        sa.Column("lanes", sa.Integer, nullable=False),
        sa.Column("deletions", sa.Integer, nullable=False),
        sa.Column("scrubbed", sa.Integer, nullable=False),
    )
    op.create_table(
        "campaigns",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("dies", sa.Integer, index=True),
    )
    op.create_table(
        "codes",
        sa.Column("name", sa.String(64), primary_key=True),
        _of_campaign(),
        sa.Column("key", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "assessments",
        sa.Column("id", sa.String(32), primary_key=True),
        _of_campaign(),
        sa.Column("summary", sa.LargeBinary, nullable=False),
        sa.Column("document", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "shares",
        sa.Column("id", sa.String(32), primary_key=True),
        _of_campaign(),
        sa.Column("name", sa.String(64), nullable=False, unique=True),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("snapshot", sa.LargeBinary, nullable=False),
        sa.Column("note", sa.LargeBinary, nullable=False),
        sa.Column("expires", sa.Integer, nullable=False, index=True),
    )
    op.create_table(
        "sessions",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("opened", sa.LargeBinary, nullable=False),
        sa.Column("expires", sa.Integer, nullable=False, index=True),
    )
    op.create_table(
        "audit",
        sa.Column("day", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("event", sa.String(32), primary_key=True),
        sa.Column("times", sa.Integer, nullable=False),
    )
