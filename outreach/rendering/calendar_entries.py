"""What the calendar page is made from: the lines of a plan, and the events and holidays around them."""

from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as time_of_day

from outreach.rendering import dates

CHANNELS = {
    "email": ("E-mail", "e-mail"),
    "phone": ("Telephone", "call"),
    "task": ("Task", "task"),
    "x": ("X", "X"),
    "mastodon": ("Mastodon", "M"),
    "bluesky": ("Bluesky", "B"),
    "facebook": ("Facebook", "f"),
    "linkedin": ("LinkedIn", "in"),
}
"""The name of each channel, and the short one it has where there is little room."""

GROUPS = {"email": "E-mail", "phone": "Calls", "task": "Tasks", "posts": "Posts"}
"""What the page can be narrowed to; every network is in `posts`."""

DECISIONS = {
    "send": ("goes out", "going out", ""),
    "hold": ("held", "held", "\N{DOUBLE VERTICAL LINE}"),
    "missed": ("missed", "missed", "!"),
    "failed": ("failed", "failed", "\N{MULTIPLICATION SIGN}"),
    "unknown": ("may or may not have gone out", "unknown", "?"),
    "wait": ("waits", "waiting", "\N{HORIZONTAL ELLIPSIS}"),
    "skip": ("passed over", "passed over", "\N{RIGHTWARDS ARROW TO BAR}"),
}
"""What is said of each decision, of one entry and of many, and its mark."""

TROUBLE = frozenset({"hold", "missed", "failed", "unknown"})
"""The decisions that a person should look into."""

PEOPLE = frozenset({"email", "phone"})
"""The channels on which a message goes to people, so that they are counted."""

KINDS = {
    "meeting": ("Meeting", "meeting", "\N{BLACK DIAMOND}"),
    "council": ("Council", "council meeting", "\N{WHITE CIRCLE}"),
    "poll": ("Poll closes", "poll closing", "\N{WHITE DIAMOND}"),
    "commitment": ("Due", "commitment due", "\N{WHITE SQUARE}"),
}
"""What is said of each kind of event, its name in the legend, and its mark."""

MEETINGS = frozenset({"meeting", "council"})
"""The kinds whose titles say what they are."""

READERS_CLOCKS = "the sending hours are kept on each reader's own clock"
"""Why an e-mail goes to some readers later on the same day."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a plan with its message.

    `due_local` is the moment with the campaign's offset, or None while it waits for something undecided.
    `by_hand` tells that a person posts it. `notes` say what was moved and why. `html` is a whole document,
    shown in a frame that runs nothing, and `text` is shown as it is. `files` are labels and addresses
    relative to the page; addresses that lead elsewhere are not linked.
    """

    campaign: str
    campaign_title: str
    step: str
    occurrence: str
    channel: str
    due_local: datetime | None
    recipients: int
    decision: str
    reason: str = ""
    approved: bool = True
    agreed: bool = True
    notes: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    subject: str = ""
    html: str = ""
    text: str = ""
    files: tuple[tuple[str, str], ...] = ()
    by_hand: bool = False

    @property
    def people(self) -> str:
        """`84 people`; empty where it is not people who are counted."""
        return people(self.recipients) if self.channel in PEOPLE else ""

    @property
    def time(self) -> str:
        """`9:00 AM`; empty while there is no moment."""
        return "" if self.due_local is None else clock(self.due_local)

    @property
    def moment(self) -> str:
        """`Thursday, March 18, 2027 at 9:00 AM MDT`."""
        due = self.due_local
        return "" if due is None else f"{dates.long_date(due.date(), None)} at {clock(due)}{_zone(due)}"


@dataclass(frozen=True, slots=True)
class Event:
    """What happens on a day, whatever is sent about it; `kind` is a key of `KINDS`, or a word of its own.

    `time` is on the campaign's clock. `detail` says more: where, until when, or who. An event of a campaign
    is hidden while the page is narrowed to another.
    """

    day: date
    title: str
    kind: str
    time: time_of_day | None = None
    detail: str = ""
    campaign: str = ""

    @property
    def said(self) -> str:
        """`Poll closes`."""
        return KINDS[self.kind][0] if self.kind in KINDS else self.kind

    @property
    def mark(self) -> str:
        """The kind as a sign."""
        return KINDS[self.kind][2] if self.kind in KINDS else ""

    @property
    def label(self) -> str:
        """`Poll closes 5 PM`; of a meeting only the hour, for its title says what it is."""
        hour = clock(self.time).replace(":00", "") if self.time else ""
        return hour if self.kind in MEETINGS and hour else f"{self.said} {hour}".strip()

    @property
    def name(self) -> str:
        """All of it in a line, read aloud."""
        said = self.title if self.kind in MEETINGS else f"{self.said}: {self.title}"
        return ", ".join(part for part in (said, self.time and clock(self.time), self.detail) if part)


def people(count: int) -> str:
    """`84 people`."""
    if count == 0:
        return "nobody yet"
    return "1 person" if count == 1 else f"{count:,} people"


def clock(due: datetime | time_of_day) -> str:
    """`9:00 AM`."""
    return f"{due.hour % 12 or 12}:{due:%M} {'AM' if due.hour < 12 else 'PM'}"  # noqa: PLR2004


def _zone(due: datetime) -> str:
    return f" {dates.zone_name(due, None)}" if due.tzinfo else ""
