"""What was said, who has heard from us unasked, and which letter a signer was asked to agree to."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KNOCKED = sa.text("knock")


def upgrade() -> None:
    """Add the texts, and to each delivery whether it was unasked and which letter it asked about."""
    for flag in ("knock", "put_off"):
        op.add_column("deliveries", sa.Column(flag, sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column(
        "deliveries", sa.Column("fingerprint", sa.String(), nullable=False, server_default=sa.text("''"))
    )
    op.create_index(
        "ix_deliveries_knocks",
        "deliveries",
        ["recipient", "begun"],
        sqlite_where=KNOCKED,
        postgresql_where=KNOCKED,
    )
    names = ("campaign", "step", "occurrence", "channel")
    op.create_table(
        "texts",
        *(sa.Column(name, sa.String(), nullable=False) for name in (*names, "digest", "text")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(*names),
    )
    op.create_index("ix_texts_digest", "texts", ["digest"])
    op.create_index("ix_texts_at", "texts", ["at"])
