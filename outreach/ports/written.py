"""What is written down in the ledger and read from it, as values."""

from dataclasses import dataclass
from datetime import datetime

from outreach.core.history import Answers, Key, Status
from outreach.core.people import Contact


@dataclass(frozen=True, slots=True)
class Entry:
    """One person enrolled in one step and occurrence: what was decided when it began to go out."""

    key: Key
    channel: str
    status: Status
    due: datetime
    reason: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Pending:
    """One delivery that may still be sent, with the person as they stand now and their answers.

    `contact` is None for a post or a task, or when the person has been forgotten. `rule` is that which held
    it or made it wait. `enrolled` is when it was written down (UTC).
    """

    key: Key
    channel: str
    status: Status
    due: datetime
    attempts: int
    contact: Contact | None
    answers: Answers
    rule: str = ""
    enrolled: datetime | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """A delivery that begins to leave, and what is written down of it.

    `knock` tells that it is unasked list mail (R001); `fingerprint` is that of the letter it asks a signer to
    agree to, or empty.
    """

    key: Key
    message_id: str = ""
    knock: bool = False
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a step and occurrence says on one channel, and when it first went out (UTC).

    `digest` is that of the text for the reader who stands for all; `text` a post's own, else empty.
    """

    campaign: str
    step: str
    occurrence: str
    channel: str
    digest: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one delivery ended. `status` is sent, failed, skipped, missed or unknown; or waiting, held."""

    key: Key
    status: Status
    reason: str = ""
    rule: str = ""
    message_id: str = ""
    provider_id: str = ""
    due: datetime | None = None


WAY_IN = "inbox "
"""How the name of a way in begins where it stands beside those of the ways out."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A provider that is left alone until then (UTC): how often in a row it failed, why, since when."""

    provider: str
    until: datetime
    times: int
    reason: str
    since: datetime
