"""The figures of a report, each defined where it stands. Days are local, moments UTC unless said otherwise.

Sources: training manual, step 5, tips 2 to 4 (cadence and answers),
step 3 (businesses at a launch), module 5 (breadth of business engagement as a metric of process).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from outreach.actions.report.faith import (
    Errands,
    Leaving,
    Promise,
    PromiseKind,
    Responses,
    Silence,
    WaiverFigures,
)
from outreach.core.errors import Problem
from outreach.core.history import Status
from outreach.ports.reporting import Heard

State = Literal["over", "ahead", "called off"]
"""How an event stands."""


def rate(part: int, whole: int) -> float | None:
    """The share, from 0 to 1; None of nothing."""
    return part / whole if whole else None


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the period, its first and last day included, such as a month of it."""

    first: date
    last: date
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report is about, and when it was made (on the organisation's clock).

    `partnership` and `campaign` are ids, empty where all are meant; `title` is how people call it. `first`
    and `last` are days in the organisation's zone, both included.
    """

    title: str
    organisation: str
    partnership: str
    campaign: str
    first: date
    last: date
    made: datetime

    @property
    def today(self) -> date:
        """The organisation's local day."""
        return self.made.date()

    @property
    def covers(self) -> str:
        """Whether one campaign, one partnership or everything is meant."""
        return "campaign" if self.campaign else "partnership" if self.partnership else "everything"


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the messages went.

    Args:
        people: everybody in the partnership or in the audience of its campaigns, as they stand now.
        may_be_written_to: those of them with an address, with consent or a relationship, who have not left.
        reached: to whom at least one e-mail was sent in the period, be they forgotten since.
        reached_of_those: who may be written to, and was.
        businesses: of the business members among `people`; who names none has one of their own.
        businesses_reached: those of which at least one business member was written to.
        posts: posts that went out, by network; one by hand counts when a person was asked to post it.
        calls: telephone calls that people were asked for.
    """

    people: int = 0
    may_be_written_to: int = 0
    reached: int = 0
    reached_of_those: int = 0
    businesses: int = 0
    businesses_reached: int = 0
    posts: Mapping[str, int] = field(default_factory=dict)
    calls: int = 0


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of e-mails, by their status; `bounced` of those sent came back for good."""

    counts: Mapping[Status, int] = field(default_factory=dict)
    bounced: int = 0

    def count(self, *statuses: Status) -> int:
        """How many stand so."""
        return sum(self.counts.get(each, 0) for each in statuses)

    @property
    def sent(self) -> int:
        """Messages that left the house."""
        return self.count(Status.SENT)

    @property
    def arrived(self) -> int:
        """Those that left and are not known to have come back."""
        return max(self.sent - self.bounced, 0)

    @property
    def waiting(self) -> int:
        """What was due in the period and may still go; held messages not among them."""
        return self.count(Status.WAITING, Status.CLAIMED, Status.SENDING)

    @property
    def bounce_rate(self) -> float | None:
        """Bounced of sent."""
        return rate(self.bounced, self.sent)


@dataclass(frozen=True, slots=True)
class Meeting:
    """An event of the period, and who came. Everybody at both tables counts; businesses at the inner one.

    Args:
        campaign: its id.
        title: its title.
        kind: the campaign's kind.
        starts: on the campaign's own clock.
        state: `over`, `ahead`, or `called off`.
        hoped_for: businesses hoped for, None where the file names no number.
        invited: to whom the invitation went.
        accepted: how many said they would come.
        tentative: how many said they may.
        declined: how many said they would not.
        no_answer: how many of those invited said none of these.
        businesses_accepted: from how many businesses somebody accepted.
        recorded: whether anybody has recorded who came.
        came: how many came, expected or not.
        businesses_came: from how many businesses somebody came.
        walk_ins: who came without having been invited.
        no_shows: who accepted and did not come.
        absent: who was invited, or answered, and did not come, as `outreach attendance` counts them.
    """

    campaign: str
    title: str
    kind: str
    starts: datetime
    state: State
    hoped_for: int | None = None
    invited: int = 0
    accepted: int = 0
    tentative: int = 0
    declined: int = 0
    no_answer: int = 0
    businesses_accepted: int = 0
    recorded: bool = False
    came: int = 0
    businesses_came: int = 0
    walk_ins: int = 0
    no_shows: int = 0
    absent: int = 0

    @property
    def show_rate(self) -> float | None:
        """Of those who accepted, the share that came; None while nobody has recorded who came."""
        return rate(self.accepted - self.no_shows, self.accepted) if self.recorded else None

    @property
    def target_rate(self) -> float | None:
        """Businesses that came, of those hoped for."""
        return rate(self.businesses_came, self.hoped_for or 0) if self.recorded else None


@dataclass(frozen=True, slots=True)
class CampaignFigures:
    """One campaign in the period; `kind` is empty where its file is gone, and the title is its id.

    `hours_to_reply` is the median time from an invitation to its guest's first reply, in hours by the clock.
    """

    id: str
    title: str
    kind: str
    partnership: str
    delivered: Delivered
    heard: Heard
    posts: int = 0
    calls: int = 0
    hours_to_reply: float | None = None
    meeting: Meeting | None = None
    waivers: int = 0

    @property
    def reply_rate(self) -> float | None:
        """Of the people written to, the share that replied: an answer, an RSVP or a vote."""
        return rate(self.heard.replied_of_them, self.heard.written_to)


@dataclass(frozen=True, slots=True)
class PartnershipFigures:
    """One partnership beside others, each person counted once in it."""

    id: str
    name: str
    sent: int
    heard: Heard
    meetings: int
    came: int
    updates_kept: int
    updates_owed: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a period looked like, read at one moment."""

    scope: Scope
    parts: tuple[Part, ...]
    sent_by_part: tuple[int, ...]
    replies_by_part: tuple[int, ...]
    reach: Reach
    delivered: Delivered
    heard: Heard
    campaigns: tuple[CampaignFigures, ...]
    partnerships: tuple[PartnershipFigures, ...]
    meetings: tuple[Meeting, ...]
    silence: Silence
    leaving: Leaving
    promises: tuple[Promise, ...]
    responses: Responses
    hours_to_reply: float | None
    waivers: tuple[WaiverFigures, ...]
    errands: tuple[Errands, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def is_ahead(self) -> bool:
        """Whether the period has not begun."""
        return self.scope.first > self.scope.today

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened in it."""
        quiet = not self.campaigns and not self.meetings and not self.promises
        return quiet and not self.responses.answered + self.responses.open

    @property
    def reply_rate(self) -> float | None:
        """Of the people written to, the share that replied to anything."""
        return rate(self.heard.replied_of_them, self.heard.written_to)

    def kept(self, kind: PromiseKind) -> tuple[int, int]:
        """How many of a kind were kept, of how many that are decided."""
        decided = [each.verdict for each in self.promises if each.kind == kind and each.verdict != "open"]
        return decided.count("kept"), len(decided)
