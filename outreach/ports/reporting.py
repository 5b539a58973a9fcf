"""The door to what a report asks of the ledger: counts and streams, never all of it at once."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from outreach.core.followup import FollowUpKind
from outreach.core.history import Rsvp, Status
from outreach.core.people import Contact


@dataclass(frozen=True, slots=True)
class About:
    """The part of the ledger that is meant: campaigns (None for all) and time (UTC, both ends included).

    The house's own notices are never meant.
    """

    campaigns: frozenset[str] | None
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Tallied:
    """So many deliveries of one campaign on one channel that stand alike, in one part of the time."""

    campaign: str
    channel: str
    status: Status
    part: int
    count: int


@dataclass(frozen=True, slots=True)
class Heard:
    """What came back in one campaign, or in all of them together (`campaign` is empty then).

    Args:
        campaign: which.
        written_to: people to whom at least one e-mail was sent.
        replied: people who replied, in `core.answering`'s sense.
        replied_of_them: people who are both.
        voted: people who voted.
        bounced: e-mails that came back for good.
        complained: people who complained.
        unsubscribed: people who asked to hear no more.
    """

    campaign: str = ""
    written_to: int = 0
    replied: int = 0
    replied_of_them: int = 0
    voted: int = 0
    bounced: int = 0
    complained: int = 0
    unsubscribed: int = 0


@dataclass(frozen=True, slots=True)
class Met:
    """One person, as they stand, and what passed between them and us. Times are UTC.

    Args:
        contact: who.
        messages: e-mails sent to them in the time that is meant.
        since: when the first went out to them that they have left unanswered, be it before that time.
        heard: when they last replied or came to an event, before the end of it.
        stopped: since when nothing may go to their address.
    """

    contact: Contact
    messages: int
    since: datetime | None
    heard: datetime | None
    stopped: datetime | None


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody invited to an event, or who answered or came without; `contact` is None for the forgotten."""

    contact: Contact | None
    invited: bool
    rsvp: Rsvp | None
    attended: bool | None


@dataclass(frozen=True, slots=True)
class Sent:
    """One step and occurrence as it really went out: when first (UTC), and to how many."""

    campaign: str
    step: str
    occurrence: str
    channel: str
    first: datetime
    count: int


@dataclass(frozen=True, slots=True)
class Waited:
    """Something that somebody wrote to us and that wants an answer, and when a person gave it (UTC)."""

    campaign: str
    received: datetime
    answered: datetime | None


@dataclass(frozen=True, slots=True)
class Errand:
    """A follow-up; `done` is when it was ticked off (UTC), `withdrawn` that its cause was gone instead."""

    owner: str
    kind: FollowUpKind
    due: date
    done: datetime | None
    withdrawn: bool


class Reporting(Protocol):
    """What is counted and streamed for a report. Memory does not grow with deliveries or replies."""

    def at_one_moment(self) -> AbstractContextManager[object]:
        """Everything this thread reads inside it is as it stood at one moment; nothing may be written."""

    def tallied(self, about: About, cuts: Sequence[datetime]) -> list[Tallied]:
        """All deliveries of that time, counted; part n begins at `cuts[n]` (UTC).

        A delivery belongs to the moment at which it began to leave; what never did, to that at which it was
        settled; what may still go, to that at which it is due.
        """

    def replies_by_part(self, about: About, cuts: Sequence[datetime]) -> Mapping[int, int]:
        """How many replies came in each part that has any."""

    def heard_by_campaign(self, about: About) -> list[Heard]:
        """What came back, for each campaign of which anything was sent or heard, by id."""

    def heard_in_all(self, about: About) -> Heard:
        """The same for all of them together, each person counted once."""

    def met(self, about: About) -> Iterator[Met]:
        """Everybody, by id, streamed; also those to whom nothing was sent."""

    def guests(self, campaign: str, invitations: Sequence[str]) -> Iterator[Guest]:
        """Everybody whom those steps invited, and who answered or came without, by id, streamed.

        Whose invitation was taken back is no guest.
        """

    def sent_first(self, about: About) -> list[Sent]:
        """Each step and occurrence that went out up to the end of that time, be it before its start."""

    def answered_after(
        self, about: About, invitations: Sequence[tuple[str, str]]
    ) -> Iterator[tuple[str, float]]:
        """The campaign, and the seconds from an invitation to its guest's first reply; streamed.

        `invitations` are steps, as (campaign, step), sent in that time. Who never replied is left out.
        """

    def waited(self, about: About) -> Iterator[Waited]:
        """Everything received in that time that wanted an answer, in order; streamed."""

    def errands(self, about: About, first: date, last: date) -> Iterator[Errand]:
        """The follow-ups that were due on those days, both included; streamed."""

    def polls_decided(self) -> Mapping[str, datetime]:
        """When a person decided a poll (UTC), by campaign."""
