"""How people and the house kept faith: who is silent, who left, what was owed, answered, let off and asked.

Sources: training manual, step 5, tips 2 to 4.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from outreach.core.people import Contact, Standing

Verdict = Literal["kept", "broken", "open"]
"""Whether the rule was kept; `open` while there is still time."""
PromiseKind = Literal["update", "invitation", "recap", "poll"]


@dataclass(frozen=True, slots=True)
class Silent:
    """Somebody who may be written to, has had messages in the period, and was not heard from in it.

    `since` is the local day of the first message that they have left unanswered, and `days` from then to the
    end. `recruiter` is who knows them.
    """

    contact: Contact
    messages: int
    since: date
    days: int
    recruiter: str = ""
    recruiter_name: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody whose address may not be written to since a day of the period, and why."""

    contact: Contact
    why: Standing
    on: date


@dataclass(frozen=True, slots=True)
class Silence:
    """Who says nothing.

    Heard from is who replied to any message, or came to an event. `written_to` are those who got at least
    two messages in the period and may still be written to; `silent` those of them not heard from in it, of
    whom `listed` are the first: key people, then the longest silence.
    """

    written_to: int = 0
    silent: int = 0
    key: int = 0
    listed: tuple[Silent, ...] = ()


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who left in the period: counts by why, and the first of them, the latest first."""

    counts: Mapping[Standing, int] = field(default_factory=dict)
    listed: tuple[Left, ...] = ()


@dataclass(frozen=True, slots=True)
class Promise:
    """One thing that a rule of cadence owed in the period, judged by what was really sent.

    Args:
        kind: an `update` at most two months after the one before (C001), an `invitation` four weeks ahead
            (N001; five business days for an action team, N006), a `recap` within seven days (F001), a `poll`
            settled within three days (P003). The numbers are those in force in this house.
        rule: the rule's code.
        partnership: the id of whose it is.
        campaign: its campaign, empty for an update.
        about: what it is about, as people call it.
        start: the day it counts from: the update before (or the launch), the event, the day of asking.
        due: the last day on which it kept the rule.
        done: the day on which it went out, or the poll was settled; None where that has not happened.
        verdict: whether it was kept.
        waived: whether a waiver lets the rule off there.
    """

    kind: PromiseKind
    rule: str
    partnership: str
    campaign: str
    about: str
    start: date
    due: date
    done: date | None
    verdict: Verdict
    waived: bool = False


@dataclass(frozen=True, slots=True)
class Responses:
    """How long people waited for an answer of ours, in business hours of the campaign's calendar.

    What wants an answer is what `outreach followups` asks to answer. `median` and `ninth` (the 90th
    percentile, nearest rank) are of what was answered; `in_one`, `in_two` and `later` count answers by the
    end of the first and second business day after it came, and after that; `open` is what still waits, and
    `overdue` what of that has waited longer. `day` is how many hours a business day has.
    """

    median: float | None = None
    ninth: float | None = None
    in_one: int = 0
    in_two: int = 0
    later: int = 0
    open: int = 0
    overdue: int = 0
    oldest_open: date | None = None
    day: float = 10.0

    @property
    def answered(self) -> int:
        """How many were answered."""
        return self.in_one + self.in_two + self.later


@dataclass(frozen=True, slots=True)
class WaiverFigures:
    """A rule let off on some day of the period, as the files have it now."""

    rule: str
    name: str
    campaign: str
    step: str
    reason: str
    by: str
    until: date


@dataclass(frozen=True, slots=True)
class Errands:
    """One owner's follow-ups that were due in the period.

    `done` were ticked off by a person, `late` of them after their day; `withdrawn` closed because their cause
    was gone; `overdue` are open past their day at the end of it, `open` the rest.
    """

    owner: str
    raised: int = 0
    done: int = 0
    late: int = 0
    withdrawn: int = 0
    overdue: int = 0
    open: int = 0
