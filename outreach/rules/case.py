"""What a rule looks at: one campaign laid out in time, or the one thing about to be sent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from outreach.core.campaign import Campaign
from outreach.core.finding import Moment
from outreach.core.history import History, Progress, Status
from outreach.core.house import House
from outreach.core.people import Contact, Partnership
from outreach.core.plan import Decide, Schedule, Touch
from outreach.rules.written import WrittenLetter, WrittenPost

Occasion = tuple[str, str]
"""A step's id and an occurrence."""


@dataclass(frozen=True, slots=True)
class People:
    """The people whom a campaign concerns, as they stand, before anything is asked of their answers.

    `readers` are, by step, those whom a kit, a poll, an invitation or a call is meant for. `guests` are the
    campaign's audience (the inner table). `named` are those whom the file names, by id; who is missing
    there is not known.
    """

    readers: Mapping[str, tuple[Contact, ...]] = field(default_factory=dict)
    guests: tuple[Contact, ...] = ()
    named: Mapping[str, Contact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Polled:
    """Another campaign's poll: when it was or will be asked (UTC), and the ids of those who are asked."""

    campaign: str
    opens: datetime
    people: frozenset[str]


@dataclass(frozen=True, slots=True)
class Posted:
    """A text that stands, or is planned to stand, on a network: which step posts it, and when (UTC)."""

    campaign: str
    step: str
    occurrence: str
    network: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Repeat:
    """The same text went out before, to `people` of those it is meant for, by a step now in no file."""

    campaign: str
    step: str
    at: datetime
    people: int


@dataclass(frozen=True, slots=True)
class Decided:
    """So many people of one occasion about whom one rule decided alike; `until` is when a waiting ends."""

    step: str
    occurrence: str
    rule: str
    what: Decide
    reason: str
    people: int
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What is judged at one moment.

    `touches` are those at stake: all of the campaign at `check` and `plan` (an unsent one that is late
    stands at `now`), the one about to go at `send` (standing at `now`). `siblings` are the schedules of all
    campaigns of the same partnership, this one included. `late` counts, by step, the people who joined
    after an invitation began to go out, and all its people.

    `people` is None while nobody has been imported, and at `send`: rules about people then find nothing.
    `letters` and `posts` are the texts at stake; `unwritten` the paths of this occasion's words that do not
    exist yet, `unagreed` the signers who have not agreed to theirs. `polled`, `posted` and `repeats` say
    what else was or will be asked, posted and sent; `decided` what other rules decide about people.
    `mastodon_characters` is how many our Mastodon server allows, None where it has not said.
    """

    house: House
    schedule: Schedule
    moment: Moment
    now: datetime
    touches: tuple[Touch, ...]
    history: History
    siblings: tuple[Schedule, ...] = ()
    partnership: Partnership | None = None
    posts: tuple[WrittenPost, ...] = ()
    letters: tuple[WrittenLetter, ...] = ()
    unwritten: Mapping[Occasion, str] = field(default_factory=dict)
    unagreed: Mapping[Occasion, tuple[str, ...]] = field(default_factory=dict)
    late: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    people: People | None = None
    polled: tuple[Polled, ...] = ()
    posted: tuple[Posted, ...] = ()
    repeats: Mapping[Occasion, Repeat] = field(default_factory=dict)
    decided: tuple[Decided, ...] = ()
    mastodon_characters: int | None = None

    @property
    def campaign(self) -> Campaign:
        """The campaign."""
        return self.schedule.campaign

    @property
    def readers(self) -> Mapping[str, tuple[Contact, ...]]:
        """Those whom each kit, poll, invitation or call is meant for, by step."""
        return self.people.readers if self.people is not None else {}

    @property
    def today(self) -> date:
        """The local day of `now`, in the campaign's zone."""
        return self.local_day(self.now)

    def decided_by(self, code: str) -> Iterator[Decided]:
        """What a rule decides about people."""
        return (each for each in self.decided if each.rule == code and each.people)

    def local_day(self, instant: datetime) -> date:
        """The day of an instant, in the campaign's zone."""
        return instant.astimezone(self.schedule.mail.zone).date()

    def leaves(self, touch: Touch) -> datetime | None:
        """When a touch goes out, as this case judges it: as planned where its event is over."""
        starts = self.schedule.starts
        if self.moment is Moment.SEND or starts is None or starts > self.now:
            return touch.due
        key = (touch.step.id, touch.occurrence, touch.channel)
        planned = (
            each for each in self.schedule.touches if (each.step.id, each.occurrence, each.channel) == key
        )
        return next((each.due for each in planned), touch.due)


def went_out(progress: Progress) -> bool:
    """Whether what began reached anybody, or still may; what was missed altogether did not."""
    return not progress.finished or not progress.counts or progress.counts.get(Status.SENT, 0) > 0
