"""What a rule looks at: one campaign laid out in time, or the one thing about to be sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from outreach.core.campaign import Campaign, Step
from outreach.core.errors import Place
from outreach.core.finding import Moment
from outreach.core.history import History, Progress, Status
from outreach.core.house import NETWORKS, House
from outreach.core.people import Contact
from outreach.core.plan import Schedule, Touch


@dataclass(frozen=True, slots=True)
class WrittenPost:
    """A post's text as it would stand on one or more networks, or as an ambassador would post it (a kit).

    `paragraphs` are the blank-line separated parts; `lines[i]` is the template line of `paragraphs[i]`.
    `written_for` is whom the template's front matter says it is written for, or empty.
    """

    step: Step
    occurrence: str
    networks: tuple[str, ...]
    paragraphs: tuple[str, ...]
    file: str
    lines: tuple[int, ...]
    written_for: str = ""

    def place(self, paragraph: int) -> Place:
        """Where that paragraph stands (negative counts from the end)."""
        return Place(self.file, self.lines[paragraph] if self.lines else 1)

    @property
    def top(self) -> Place:
        """The first line of the template, for what is missing."""
        return Place(self.file)

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n\n".join(self.paragraphs)

    @property
    def whom(self) -> str:
        """Whom it is written for, by its step or else its template; may be empty."""
        return self.step.written_for or self.written_for

    @property
    def carried_by(self) -> tuple[str, ...]:
        """The networks it stands on; those of a kit may be any."""
        return NETWORKS if self.step.send == "kit" else self.networks


@dataclass(frozen=True, slots=True)
class Case:
    """What is judged at one moment.

    `touches` are those at stake: all of the campaign at `check` and `plan` (an unsent one that is late
    stands at `now`), the one about to go at `send` (standing at `now`). `siblings` are the schedules of all
    campaigns of the same partnership, this one included. `late` counts, by step, the people who joined
    after an invitation began to go out, and all its people. `readers` are, by step, those whom a kit goes to.
    """

    house: House
    schedule: Schedule
    moment: Moment
    now: datetime
    touches: tuple[Touch, ...]
    history: History
    siblings: tuple[Schedule, ...] = ()
    posts: tuple[WrittenPost, ...] = ()
    late: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    readers: Mapping[str, tuple[Contact, ...]] = field(default_factory=dict)

    @property
    def campaign(self) -> Campaign:
        """The campaign."""
        return self.schedule.campaign

    @property
    def today(self) -> date:
        """The local day of `now`, in the campaign's zone."""
        return self.local_day(self.now)

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
