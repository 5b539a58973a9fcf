"""Touches, and what is decided about each: the one fold that plan, simulate and run share."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Literal

from outreach.core.campaign import Campaign, Step
from outreach.core.shortlist import EVERYBODY, ShortList
from outreach.core.when import Calendar

Change = Literal["update", "cancel", "withdraw"]
"""What those already invited are told: the event has changed, is called off, or goes on without them."""
FARTHEST_EAST = timezone(timedelta(hours=14))
FARTHEST_WEST = timezone(timedelta(hours=-12))
"""Where on earth a wall-clock time comes first, and last."""


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
    tells that it carries news of the event to those already invited. `subject` is the
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
    change: Change | None = None
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> tuple[str, str, str, str]:
        """Campaign, step, occurrence, channel: what tells one touch from another."""
        return (self.campaign.campaign, self.step.id, self.occurrence, self.channel)

    @property
    def revision(self) -> int:
        """Which change of the event it tells; 0 where it tells none."""
        return int(self.occurrence.partition("+")[2]) if self.change in ("update", "cancel") else 0

    @property
    def is_local(self) -> bool:
        """Whether it falls due for each reader on their own clock."""
        return self.step.when.local and self.change is None and self.wall is not None

    @property
    def begins(self) -> datetime | None:
        """The moment (UTC) from which somebody may get it: `due`, or where a `local` time comes first."""
        if not self.is_local or self.wall is None:
            return self.due
        return self.wall.replace(tzinfo=FARTHEST_EAST).astimezone(UTC)

    @property
    def lasts(self) -> datetime | None:
        """The moment (UTC) at which it is due for everybody: `due`, or where a `local` time comes last."""
        if not self.is_local or self.wall is None:
            return self.due
        return self.wall.replace(tzinfo=FARTHEST_WEST).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided, why, and, where it waits, the moment (UTC) it is looked at again."""

    what: Decide
    reason: str = ""
    rule: str = ""
    until: datetime | None = None


GO = Decision(Decide.SEND)


@dataclass(frozen=True, slots=True)
class Schedule:
    """One campaign laid out in time. Instants are UTC; None where something is still undecided.

    `mail` and `posts` are the calendars its e-mails and its posts keep to; `starts` and `ends` the event's;
    `opens` and `closes` the poll's. `touches` are in order of due, those without one last. `notice_until` is
    the last moment at which an invitation leaves the notice that its kind of meeting needs (N001, N006).
    `short_list` is whom its messages may reach.
    """

    campaign: Campaign
    mail: Calendar
    posts: Calendar
    touches: tuple[Touch, ...]
    starts: datetime | None = None
    ends: datetime | None = None
    opens: datetime | None = None
    closes: datetime | None = None
    notice_until: datetime | None = None
    short_list: ShortList = EVERYBODY
