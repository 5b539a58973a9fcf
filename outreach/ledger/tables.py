"""What is stored: the only SQLModel module. Sets are sorted JSON; enumerations their words; times UTC."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import Index, MetaData, false, text
from sqlmodel import Field, SQLModel

REVISIONS = ("0001", "0002", "0003")
"""Every revision this version of outreach understands, oldest first; the last is the current one."""
KNOCKED = text("knock")
"""The deliveries that R001 counts; they alone are in its index."""


class _Row(SQLModel):
    metadata: ClassVar[MetaData] = MetaData()


class ContactRow(_Row, table=True):
    """A person as imported; `address_hash` is what a suppression of their address would be kept under."""

    __tablename__ = "contacts"
    id: str = Field(primary_key=True)
    email: str
    address_hash: str = Field(index=True)
    first_name: str
    last_name: str
    title: str
    organisation: str
    phone: str
    roles: str
    partnerships: str
    tags: str
    timezone: str
    consent: str
    key: bool
    recruiter: str = Field(index=True)
    assistant: str
    decision_maker: bool | None
    why: str
    source: str
    added: datetime
    changed: datetime


class SuppressionRow(_Row, table=True):
    """An address never to be written to again, as its keyed hash; outlives the person."""

    __tablename__ = "suppressions"
    address_hash: str = Field(primary_key=True)
    standing: str
    at: datetime


class FactRow(_Row, table=True):
    """One value about the whole ledger: `people` counts changes, `secret` recognises the secret key.

    `reach` is the mark of what keeps people from being invited; all others are numbers that `note` keeps.
    """

    __tablename__ = "facts"
    name: str = Field(primary_key=True)
    number: int
    text: str


class CampaignRow(_Row, table=True):
    """When a campaign began, and the poll option (ISO 8601, wall clock) that a person chose."""

    __tablename__ = "campaigns"

    campaign: str = Field(primary_key=True)
    began: datetime | None
    decision: str | None
    decided: datetime | None


class AnnouncementRow(_Row, table=True):
    """The event as those invited last heard of it; `duration` in seconds."""

    __tablename__ = "announcements"

    campaign: str = Field(primary_key=True)
    uid: str
    revision: int
    sequence: int
    title: str
    starts: datetime
    duration: int
    location: str
    cancelled: bool
    at: datetime


class ApprovalRow(_Row, table=True):
    """The newest approval of one step and occurrence."""

    __tablename__ = "approvals"

    campaign: str = Field(primary_key=True)
    step: str = Field(primary_key=True)
    occurrence: str = Field(primary_key=True)
    fingerprint: str
    text: str
    by: str
    at: datetime


class AgreementRow(_Row, table=True):
    """A person agreed to the letter, of that fingerprint, that carries their name."""

    __tablename__ = "agreements"

    campaign: str = Field(primary_key=True)
    contact: str = Field(primary_key=True)
    fingerprint: str = Field(primary_key=True)
    at: datetime


class CommitmentRow(_Row, table=True):
    """A commitment that was kept."""

    __tablename__ = "commitments"

    campaign: str = Field(primary_key=True)
    commitment: str = Field(primary_key=True)
    at: datetime


class ReplyRow(_Row, table=True):
    """Something that came back; `digest` keeps the same thing from being stored twice."""

    __tablename__ = "replies"
    __table_args__ = (Index("ix_replies_campaign_at", "campaign", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    digest: str = Field(unique=True)
    campaign: str
    contact: str = Field(index=True)
    at: datetime
    kind: str
    text: str
    rsvp: str | None
    choices: str
    attended: bool | None


class AnswerRow(_Row, table=True):
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


class ProgressRow(_Row, table=True):
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


class DeliveryRow(_Row, table=True):
    """One message to one recipient; its key is its primary key, so that it can exist only once.

    `knock` marks unasked list mail, `put_off` what once waited for its turn (R001); `fingerprint` is that of
    the letter that a signer is asked about.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        Index("ix_deliveries_status", "status", "due", "campaign", "step", "occurrence", "recipient"),
        Index("ix_deliveries_knocks", "recipient", "begun", sqlite_where=KNOCKED, postgresql_where=KNOCKED),
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


class TextRow(_Row, table=True):
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


class SpentRow(_Row, table=True):
    """What has been used of one limit of one provider; `core.pace.Spent` says what it means."""

    __tablename__ = "spent"
    provider: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    at: datetime
    number: int


class StopRow(_Row, table=True):
    """A provider that is left alone until a moment: how often in a row, why, and when a person was told."""

    __tablename__ = "stops"
    provider: str = Field(primary_key=True)
    until: datetime
    times: int
    reason: str
    since: datetime
    told: datetime


class WithdrawalRow(_Row, table=True):
    """An invitation to a campaign's event that was taken back from one person alone."""

    __tablename__ = "withdrawals"
    campaign: str = Field(primary_key=True)
    contact: str = Field(primary_key=True)
    reason: str
    at: datetime


class FollowUpRow(_Row, table=True):
    """What a person must do, once for each `key`; `done` is when it was ticked off.

    `withdrawn` tells that not a person did so: its cause was gone, and may come back.
    """

    __tablename__ = "followups"

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


METADATA = _Row.metadata
_table = METADATA.tables.__getitem__
CONTACTS, SUPPRESSIONS, FACTS = _table("contacts"), _table("suppressions"), _table("facts")
CAMPAIGNS, ANNOUNCEMENTS = _table("campaigns"), _table("announcements")
APPROVALS, AGREEMENTS, COMMITMENTS = _table("approvals"), _table("agreements"), _table("commitments")
REPLIES, ANSWERS = _table("replies"), _table("answers")
PROGRESS, DELIVERIES, TEXTS = _table("progress"), _table("deliveries"), _table("texts")
FOLLOWUPS, WITHDRAWALS = _table("followups"), _table("withdrawals")
SPENT, STOPS = _table("spent"), _table("stops")
