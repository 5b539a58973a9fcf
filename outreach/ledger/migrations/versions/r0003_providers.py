"""What providers were given and when they are left alone, and whose invitation was taken back."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


TIME = sa.DateTime(timezone=True)


def _columns(kind: sa.types.TypeEngine[Any], *names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=False) for name in names]


def upgrade() -> None:
    """Add the three tables."""
    op.create_table(
        "spent",
        *_columns(sa.String(), "provider", "period"),
        *_columns(TIME, "at"),
        *_columns(sa.Integer(), "number"),
        sa.PrimaryKeyConstraint("provider", "period"),
    )
    op.create_table(
        "stops",
        *_columns(sa.String(), "provider"),
        *_columns(TIME, "until"),
        *_columns(sa.Integer(), "times"),
        *_columns(sa.String(), "reason"),
        *_columns(TIME, "since", "told"),
        sa.PrimaryKeyConstraint("provider"),
    )
    op.create_table(
        "withdrawals",
        *_columns(sa.String(), "campaign", "contact", "reason"),
        *_columns(TIME, "at"),
        sa.PrimaryKeyConstraint("campaign", "contact"),
    )
