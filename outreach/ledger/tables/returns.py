"""What comes back, and what a person must do about it."""

from datetime import date, datetime

from sqlalchemy import Index, text
from sqlmodel import Field

from outreach.ledger.tables.row import Row

EMPTY = text("''")
OPEN = text("done IS NULL")


class ReplyRow(Row, table=True):
    """What counts as said by a person in a campaign; `digest` keeps the same thing from being stored twice.

    `identity` is that of what it came by, or empty; `sequence` and `stamp` are a calendar's (RFC 5546).
    """

    __tablename__ = "replies"
    __table_args__ = (
        Index("ix_replies_campaign_at", "campaign", "at"),
        Index("ix_replies_person", "contact", "campaign"),
    )

    id: int | None = Field(default=None, primary_key=True)
    digest: str = Field(unique=True)
    campaign: str
    contact: str
    at: datetime
    kind: str
    text: str
    rsvp: str | None
    choices: str
    attended: bool | None
    identity: str = Field(default="", sa_column_kwargs={"server_default": EMPTY})
    step: str = Field(default="", sa_column_kwargs={"server_default": EMPTY})
    occurrence: str = Field(default="", sa_column_kwargs={"server_default": EMPTY})
    sequence: int | None
    stamp: datetime | None


class AnswerRow(Row, table=True):
    """What one person has answered in one campaign: the newest of each, and when it was given."""

    __tablename__ = "answers"

    campaign: str = Field(primary_key=True)
    contact: str = Field(primary_key=True)
    replied: bool
    rsvp: str | None
    rsvp_at: datetime | None
    choices: str | None
    voted_at: datetime | None
    attended: bool | None
    attended_at: datetime | None


class FollowUpRow(Row, table=True):
    """What a person must do, once for each `key`; `done` is when it was ticked off.

    `withdrawn` tells that not a person did so: its cause was gone, and may come back.
    """

    __tablename__ = "followups"
    __table_args__ = (Index("ix_followups_open", "due", "id", sqlite_where=OPEN, postgresql_where=OPEN),)

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    due: date
    kind: str
    campaign: str
    step: str
    reason: str
    owner: str
    contact: str = Field(index=True)
    count: int
    phone: str
    text: str
    link: str
    done: datetime | None
    withdrawn: bool


class InboundRow(Row, table=True):
    """Something that came back, once for each `identity`; `core.inbound.nouns.Inbound` says what is what.

    `answered` is when a person answered it.
    """

    __tablename__ = "inbound"
    __table_args__ = (
        Index("ix_inbound_received", "received", "id"),
        Index("ix_inbound_contact", "contact", "received"),
    )

    id: int | None = Field(default=None, primary_key=True)
    identity: str = Field(unique=True)
    inbox: str
    source: str
    channel: str
    received: datetime
    kind: str
    sender: str
    sender_name: str
    subject: str
    text: str
    contact: str
    campaign: str
    step: str
    occurrence: str
    event: str
    relation: str
    confidence: str
    matched: str
    by: str
    purpose: str | None
    why: str
    counts: bool
    partstat: str | None
    rsvp: str | None
    sequence: int | None
    stamp: datetime | None
    choices: str
    recipient: str
    permanent: bool | None
    message_id: str = Field(index=True)
    proposed: datetime | None
    url: str
    answered: datetime | None


class PlaceRow(Row, table=True):
    """Where an inbox goes on from: the mark of the last thing of a place that was stored."""

    __tablename__ = "places"

    place: str = Field(primary_key=True)
    mark: str


class NoteRow(Row, table=True):
    """What somebody noted about a follow-up."""

    __tablename__ = "notes"

    id: int | None = Field(default=None, primary_key=True)
    followup: int = Field(index=True)
    at: datetime
    by: str
    text: str


class OfferRow(Row, table=True):
    """A text that a digest (by the `ref` of its delivery) showed somebody who may approve it."""

    __tablename__ = "offers"

    ref: str = Field(primary_key=True)
    campaign: str = Field(primary_key=True)
    step: str = Field(primary_key=True)
    occurrence: str = Field(primary_key=True)
    fingerprint: str
    text: str
    at: datetime
