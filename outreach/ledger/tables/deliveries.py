"""What goes out: every message, how far each step has gone, what was said, what providers took."""

from datetime import datetime

from sqlalchemy import Index, false, text
from sqlmodel import Field

from outreach.ledger.tables.row import Row

KNOCKED = text("knock")
"""The deliveries that R001 counts."""
BEGUN = text("begun IS NOT NULL")
"""What has left or may have; it alone is found by its person."""
NAMED = text("provider_id <> '' AND channel <> 'email'")
"""Posts under the name that their network gave them."""


class ProgressRow(Row, table=True):
    """How far one step and occurrence has gone on one channel; `people` is the count when last enrolled.

    `counts` (JSON, by status) is kept once it is finished, so that nobody counts old deliveries again.
    """

    __tablename__ = "progress"

    campaign: str = Field(primary_key=True)
    step: str = Field(primary_key=True)
    occurrence: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    began: datetime
    people: int
    finished: bool
    counts: str | None


class DeliveryRow(Row, table=True):
    """One message to one recipient; its key is its primary key, so that it can exist only once.

    `knock` marks unasked list mail, `put_off` what once waited for its turn (R001); `fingerprint` is that of
    the letter that a signer is asked about.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        Index("ix_deliveries_status", "status", "due", "campaign", "step", "occurrence", "recipient"),
        Index("ix_deliveries_person", "recipient", "begun", sqlite_where=BEGUN, postgresql_where=BEGUN),
        Index("ix_deliveries_provider_id", "provider_id", sqlite_where=NAMED, postgresql_where=NAMED),
        {"sqlite_with_rowid": False},
    )

    campaign: str = Field(primary_key=True)
    step: str = Field(primary_key=True)
    occurrence: str = Field(primary_key=True)
    recipient: str = Field(primary_key=True)
    channel: str
    status: str
    due: datetime
    attempts: int
    enrolled: datetime
    begun: datetime | None
    settled: datetime | None
    message_id: str
    provider_id: str
    reason: str
    rule: str
    ref: str = Field(index=True)
    knock: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    put_off: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    fingerprint: str = Field(default="", sa_column_kwargs={"server_default": text("''")})


class TextRow(Row, table=True):
    """What a step and occurrence said on one channel when it first went out.

    `digest` is that of the text for the reader who stands for all, without signed links; `text` a post's own.
    """

    __tablename__ = "texts"

    campaign: str = Field(primary_key=True)
    step: str = Field(primary_key=True)
    occurrence: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    digest: str = Field(index=True)
    text: str
    at: datetime = Field(index=True)


class SpentRow(Row, table=True):
    """What has been used of one limit of one provider; `core.pace.Spent` says what it means."""

    __tablename__ = "spent"
    provider: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    at: datetime
    number: int


class StopRow(Row, table=True):
    """A provider that is left alone until a moment: how often in a row, why, and when a person was told."""

    __tablename__ = "stops"
    provider: str = Field(primary_key=True)
    until: datetime
    times: int
    reason: str
    since: datetime
    told: datetime
