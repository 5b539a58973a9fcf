"""What people decided about campaigns, and what those invited were told."""

from datetime import datetime

from sqlmodel import Field

from outreach.ledger.tables.row import Row


class CampaignRow(Row, table=True):
    """When a campaign began, and the poll option (ISO 8601, wall clock) that a person chose."""

    __tablename__ = "campaigns"

    campaign: str = Field(primary_key=True)
    began: datetime | None
    decision: str | None
    decided: datetime | None


class AnnouncementRow(Row, table=True):
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


class ApprovalRow(Row, table=True):
    """The newest approval of one step and occurrence."""

    __tablename__ = "approvals"

    campaign: str = Field(primary_key=True)
    step: str = Field(primary_key=True)
    occurrence: str = Field(primary_key=True)
    fingerprint: str
    text: str
    by: str
    at: datetime


class AgreementRow(Row, table=True):
    """A person agreed to the letter, of that fingerprint, that carries their name."""

    __tablename__ = "agreements"

    campaign: str = Field(primary_key=True)
    contact: str = Field(primary_key=True)
    fingerprint: str = Field(primary_key=True)
    at: datetime


class CommitmentRow(Row, table=True):
    """A commitment that was kept."""

    __tablename__ = "commitments"

    campaign: str = Field(primary_key=True)
    commitment: str = Field(primary_key=True)
    at: datetime


class WithdrawalRow(Row, table=True):
    """An invitation to a campaign's event that was taken back from one person alone."""

    __tablename__ = "withdrawals"
    campaign: str = Field(primary_key=True)
    contact: str = Field(primary_key=True)
    reason: str
    at: datetime
