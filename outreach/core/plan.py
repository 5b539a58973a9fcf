"""Touches, and what is decided about each: the one fold that plan, simulate and run share."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from outreach.core.campaign import Campaign, Step
from outreach.core.when import Calendar


class Decide(StrEnum):
    """What is decided about a touch and a contact."""

    SEND = "send"
    HOLD = "hold"
    SKIP = "skip"
    WAIT = "wait"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Touch:
    """One step falling due once, on one channel.

    `due` is UTC, and None while it waits for something undecided (`waits_for` says for what). `nominal` is
    its local day before any move; `wall` the wall-clock time it falls on, in the campaign's zone. `change`
    tells that it carries a change or a cancellation of the event to those already invited. `subject` is the
    commitment it is about, or empty. `notes` say what was moved and why.
    """

    campaign: Campaign
    step: Step
    occurrence: str
    channel: str
    due: datetime | None
    nominal: date | None
    wall: datetime | None = None
    waits_for: str = ""
    subject: str = ""
    change: Literal["update", "cancel"] | None = None
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> tuple[str, str, str, str]:
        """Campaign, step, occurrence, channel: what tells one touch from another."""
        return (self.campaign.campaign, self.step.id, self.occurrence, self.channel)


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided, why, and, where it waits, the moment (UTC) it is looked at again."""

    what: Decide
    reason: str = ""
    rule: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """One campaign laid out in time. Instants are UTC; None where something is still undecided.

    `mail` and `posts` are the calendars its e-mails and its posts keep to; `starts` and `ends` the event's;
    `opens` and `closes` the poll's. `touches` are in order of due, those without one last.
    """

    campaign: Campaign
    mail: Calendar
    posts: Calendar
    touches: tuple[Touch, ...]
    starts: datetime | None = None
    ends: datetime | None = None
    opens: datetime | None = None
    closes: datetime | None = None
