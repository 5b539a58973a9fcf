"""What has happened: to one contact, one step, one event. Values read from the ledger, never written here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

Rsvp = Literal["accepted", "declined", "tentative"]
Choice = Literal["yes", "if_need_be", "no"]


class Status(StrEnum):
    """Where one delivery stands. `waiting` and `held` may still be sent; after `sending` one of the rest."""

    WAITING = "waiting"
    HELD = "held"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"
    MISSED = "missed"
    UNKNOWN = "unknown"


OPEN = frozenset({Status.WAITING, Status.HELD, Status.CLAIMED, Status.SENDING})


@dataclass(frozen=True, slots=True)
class Key:
    """The one name of a delivery: `campaign/step/occurrence/recipient`."""

    campaign: str
    step: str
    occurrence: str
    recipient: str

    def __str__(self) -> str:
        return f"{self.campaign}/{self.step}/{self.occurrence}/{self.recipient}"


@dataclass(frozen=True, slots=True)
class Answers:
    """What one person has answered in one campaign. `attended` is None until attendance is recorded."""

    replied: bool = False
    rsvp: Rsvp | None = None
    voted: bool = False
    attended: bool | None = None


SILENT = Answers()


@dataclass(frozen=True, slots=True)
class Vote:
    """One person's newest vote in a poll: the choice for each option, by the option's start (wall clock)."""

    contact: str
    at: datetime
    choices: Mapping[datetime, Choice]


@dataclass(frozen=True, slots=True)
class Announced:
    """The event as those invited last heard of it. `revision` counts changes; `sequence` is iCalendar's.

    `starts` is UTC. `at` is when this revision first went out.
    """

    uid: str
    revision: int
    sequence: int
    title: str
    starts: datetime
    duration: timedelta
    location: str
    cancelled: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An invitation taken back from one person alone: why, as that person reads it, and when (UTC)."""

    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Approval:
    """Somebody approved this exact text of one step and occurrence (`text` is what they saw)."""

    step: str
    occurrence: str
    fingerprint: str
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one step and occurrence has gone on one channel. `began` is when its people were enrolled.

    `people` is the ledger's count of changes to people when they were last enrolled; `finished` says that
    nothing of it can still be sent; `put_off` counts those who wait because they have had many (R001).
    """

    began: datetime
    people: int
    finished: bool
    counts: Mapping[str, int] = field(default_factory=dict)
    put_off: int = 0


@dataclass(frozen=True, slots=True)
class History:
    """What has happened in one campaign.

    `began` is its first approval (or, with `approval: none`, the first run that saw it). `agreements` holds
    (contact, fingerprint) pairs. `decision` is a person's choice of a poll's option. `attendance` tells
    whether who came has been recorded. `done` holds the ids of commitments ticked off. `progress` is keyed by
    (step, occurrence, channel). `answers` holds only people who answered anything. `withdrawn` are those
    whose invitation was taken back, by contact.
    """

    campaign: str
    began: datetime | None = None
    approvals: Mapping[tuple[str, str], Approval] = field(default_factory=dict)
    agreements: frozenset[tuple[str, str]] = frozenset()
    votes: tuple[Vote, ...] = ()
    decision: datetime | None = None
    attendance: bool = False
    announced: Announced | None = None
    done: frozenset[str] = frozenset()
    progress: Mapping[tuple[str, str, str], Progress] = field(default_factory=dict)
    answers: Mapping[str, Answers] = field(default_factory=dict)
    withdrawn: Mapping[str, Withdrawal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One row of the ledger: what became of one message to one recipient. Times are UTC."""

    key: Key
    channel: str
    status: Status
    attempts: int
    due: datetime
    settled: datetime | None = None
    message_id: str = ""
    provider_id: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What counts as said by a person in a campaign. `kind` is one of `collect`'s kinds.

    `at` is when they said it (UTC). `identity` is that of what it came by, or empty; `sequence` and `stamp`
    are a calendar's SEQUENCE and DTSTAMP (RFC 5546), None for everything else. `step` and `occurrence` are
    those of the message that it answers, where that is known.
    """

    campaign: str
    contact: str
    at: datetime
    kind: Literal["answer", "rsvp", "vote", "attendance", "unsubscribe"]
    text: str = ""
    rsvp: Rsvp | None = None
    choices: Mapping[datetime, Choice] = field(default_factory=dict)
    attended: bool | None = None
    identity: str = ""
    sequence: int | None = None
    stamp: datetime | None = None
    step: str = ""
    occurrence: str = ""
