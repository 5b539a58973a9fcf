"""The first form of the ledger."""

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    _people()
    _campaigns()
    _decisions()
    _answers()
    _deliveries()
    _followups()


def _words(names: str, *, nullable: bool = False) -> Iterable[sa.Column[str]]:
    return (sa.Column(name, sa.String(), nullable=nullable) for name in names.split())


def _moments(names: str, *, nullable: bool = False) -> Iterable[sa.Column[object]]:
    return (sa.Column(name, sa.DateTime(timezone=True), nullable=nullable) for name in names.split())


def _numbers(names: str) -> Iterable[sa.Column[int]]:
    return (sa.Column(name, sa.Integer(), nullable=False) for name in names.split())


def _flags(names: str, *, nullable: bool = False) -> Iterable[sa.Column[bool]]:
    return (sa.Column(name, sa.Boolean(), nullable=nullable) for name in names.split())


def _key(names: str) -> Iterable[sa.schema.SchemaItem]:
    yield sa.PrimaryKeyConstraint(*names.split())


def _people() -> None:
    op.create_table(
        "contacts",
        *_words("id email address_hash first_name last_name title organisation phone"),
        *_words("roles partnerships tags timezone consent recruiter assistant why source"),
        *_flags("key"),
        *_flags("decision_maker", nullable=True),
        *_moments("added changed"),
        *_key("id"),
    )
    op.create_index("ix_contacts_address_hash", "contacts", ["address_hash"])
    op.create_index("ix_contacts_recruiter", "contacts", ["recruiter"])
    op.create_table("suppressions", *_words("address_hash standing"), *_moments("at"), *_key("address_hash"))
    op.create_table("facts", *_words("name text"), *_numbers("number"), *_key("name"))


def _campaigns() -> None:
    op.create_table(
        "campaigns",
        *_words("campaign"),
        *_words("decision", nullable=True),
        *_moments("began decided", nullable=True),
        *_key("campaign"),
    )
    op.create_table(
        "announcements",
        *_words("campaign uid title location"),
        *_numbers("revision sequence duration"),
        *_flags("cancelled"),
        *_moments("starts at"),
        *_key("campaign"),
    )


def _decisions() -> None:
    op.create_table(
        "approvals",
        *_words("campaign step occurrence fingerprint text by"),
        *_moments("at"),
        *_key("campaign step occurrence"),
    )
    op.create_table(
        "agreements",
        *_words("campaign contact fingerprint"),
        *_moments("at"),
        *_key("campaign contact fingerprint"),
    )
    op.create_table(
        "commitments", *_words("campaign commitment"), *_moments("at"), *_key("campaign commitment")
    )


def _answers() -> None:
    op.create_table(
        "replies",
        *_numbers("id"),
        *_words("digest campaign contact kind text choices"),
        *_words("rsvp", nullable=True),
        *_flags("attended", nullable=True),
        *_moments("at"),
        *_key("id"),
        sa.UniqueConstraint("digest"),
    )
    op.create_index("ix_replies_campaign_at", "replies", ["campaign", "at"])
    op.create_index("ix_replies_contact", "replies", ["contact"])
    op.create_table(
        "answers",
        *_words("campaign contact"),
        *_words("rsvp choices", nullable=True),
        *_flags("replied"),
        *_flags("attended", nullable=True),
        *_moments("rsvp_at voted_at attended_at", nullable=True),
        *_key("campaign contact"),
    )


def _deliveries() -> None:
    op.create_table(
        "progress",
        *_words("campaign step occurrence channel"),
        *_words("counts", nullable=True),
        *_moments("began"),
        *_numbers("people"),
        *_flags("finished"),
        *_key("campaign step occurrence channel"),
    )
    op.create_table(
        "deliveries",
        *_words("campaign step occurrence recipient channel status"),
        *_words("message_id provider_id reason rule ref"),
        *_numbers("attempts"),
        *_moments("due enrolled"),
        *_moments("begun settled", nullable=True),
        *_key("campaign step occurrence recipient"),
        sqlite_with_rowid=False,
    )
    by_status = ["status", "due", "campaign", "step", "occurrence", "recipient"]
    op.create_index("ix_deliveries_status", "deliveries", by_status)
    op.create_index("ix_deliveries_ref", "deliveries", ["ref"])


def _followups() -> None:
    op.create_table(
        "followups",
        *_numbers("id"),
        *_words("key kind campaign step reason owner contact phone text link"),
        *_numbers("count"),
        sa.Column("due", sa.Date(), nullable=False),
        *_moments("done", nullable=True),
        *_flags("withdrawn"),
        *_key("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_followups_contact", "followups", ["contact"])
