"""What comes back as it came, where inboxes go on from, notes on follow-ups, texts offered for approval."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


TIME = sa.DateTime(timezone=True)
EMPTY = sa.text("''")
BEGUN = sa.text("begun IS NOT NULL")
NAMED = sa.text("provider_id <> '' AND channel <> 'email'")
TEXTS = (
    "identity", "inbox", "source", "channel", "kind", "sender", "sender_name", "subject", "text", "contact",
    "campaign", "step", "occurrence", "event", "relation", "confidence", "matched", "by", "why", "choices",
    "recipient", "message_id", "url",
)  # fmt: skip
OPEN = sa.text("done IS NULL")
OFFERED = ("ref", "campaign", "step", "occurrence")


def upgrade() -> None:
    """Add the four tables; a reply knows what it answers; people and posts are found by what names them."""
    _inbound()
    _others()
    for name in ("identity", "step", "occurrence"):
        op.add_column("replies", sa.Column(name, sa.String(), nullable=False, server_default=EMPTY))
    op.add_column("replies", sa.Column("sequence", sa.Integer()))
    op.add_column("replies", sa.Column("stamp", TIME))
    op.drop_index("ix_replies_contact", "replies")
    op.create_index("ix_replies_person", "replies", ["contact", "campaign"])
    op.create_index("ix_contacts_assistant", "contacts", ["assistant"])
    op.drop_index("ix_deliveries_knocks", "deliveries")
    for table, name, columns, where in (
        ("deliveries", "ix_deliveries_person", ["recipient", "begun"], BEGUN),
        ("deliveries", "ix_deliveries_provider_id", ["provider_id"], NAMED),
        ("followups", "ix_followups_open", ["due", "id"], OPEN),
    ):
        op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def _inbound() -> None:
    op.create_table(
        "inbound",
        sa.Column("id", sa.Integer(), primary_key=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in TEXTS),
        sa.Column("received", TIME, nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.String()) for name in ("purpose", "partstat", "rsvp")),
        sa.Column("sequence", sa.Integer()),
        *(sa.Column(name, TIME) for name in ("stamp", "proposed", "answered")),
        sa.Column("permanent", sa.Boolean()),
        sa.UniqueConstraint("identity"),
    )
    op.create_index("ix_inbound_received", "inbound", ["received", "id"])
    op.create_index("ix_inbound_contact", "inbound", ["contact", "received"])
    op.create_index("ix_inbound_message_id", "inbound", ["message_id"])


def _others() -> None:
    op.create_table(
        "places",
        sa.Column("place", sa.String(), primary_key=True),
        sa.Column("mark", sa.String(), nullable=False),
    )
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("followup", sa.Integer(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
    )
    op.create_index("ix_notes_followup", "notes", ["followup"])
    op.create_table(
        "offers",
        *(sa.Column(name, sa.String(), primary_key=True) for name in OFFERED),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
    )
