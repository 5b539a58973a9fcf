"""People, the addresses never to be written to, and what is known of the ledger as a whole."""

from datetime import datetime

from sqlmodel import Field

from outreach.ledger.tables.row import Row


class ContactRow(Row, table=True):
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
    assistant: str = Field(index=True)
    decision_maker: bool | None
    why: str
    source: str
    added: datetime
    changed: datetime


class SuppressionRow(Row, table=True):
    """An address never to be written to again, as its keyed hash; outlives the person."""

    __tablename__ = "suppressions"
    address_hash: str = Field(primary_key=True)
    standing: str
    at: datetime


class FactRow(Row, table=True):
    """One value about the whole ledger: `people` counts changes, `secret` recognises the secret key.

    `reach` is the mark of what keeps people from being invited; all others are numbers that `note` keeps.
    """

    __tablename__ = "facts"
    name: str = Field(primary_key=True)
    number: int
    text: str
