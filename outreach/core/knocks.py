"""Many knocks: what reaches people unasked, and when there is room for another (R001).

Counted are invitations to launches and meetings, reminders to those who have not accepted, updates and kits.
What a team or a poll says for itself, recaps, changes, and what goes to people who accepted are not.
Source: RULES.md, R001; training manual, module 2.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum
from typing import Self
from zoneinfo import ZoneInfo

from outreach.core.fields import zone
from outreach.core.grace import patience
from outreach.core.history import Answers
from outreach.core.house import House
from outreach.core.plan import GO, Decide, Decision, Schedule, Touch
from outreach.core.steps import follows_event, is_invitation, is_recap, is_reminder, is_update
from outreach.core.when import Calendar, instant, next_open

CODE = "R001"
MOMENT = timedelta(seconds=1)
MEETINGS = frozenset({"launch", "meeting"})
OF_THEIR_OWN = frozenset({"poll", "action-team"})
"""The kinds of campaign whose messages are their people's own affair."""


class Rank(IntEnum):
    """What goes first where there is room for one only."""

    INVITATION = 0
    UPDATE = 1
    KIT = 2


@dataclass(frozen=True, slots=True)
class Knock:
    """One unasked message to somebody: when it began to leave (UTC), and the campaign it is of."""

    at: datetime
    campaign: str


@dataclass(frozen=True, slots=True)
class Room:
    """How many knocks anybody gets in how many days, and how many days a message may wait for its turn.

    Days are those of `zone`, the organisation's: a message sent at nine makes room at midnight 28 days on,
    however late in the day a pass sent it.
    """

    zone: ZoneInfo
    messages: int = 4
    days: int = 28
    patience: int = 7

    @classmethod
    def of(cls, house: House) -> Self:
        """As strict as the house wants it."""
        set_to = {name: value for name, value in house.rules.get(CODE, {}).items() if name in cls.__slots__}
        return cls(zone(house.organisation.timezone), **set_to)

    def day(self, instant: datetime) -> date:
        """The day of an instant."""
        return instant.astimezone(self.zone).date()

    def since(self, now: datetime) -> datetime:
        """The moment (UTC) before which no knock matters any more."""
        return now - timedelta(self.days + 1)

    def opens(self, knocks: Iterable[date], today: date) -> date | None:
        """The day on which there is room for another knock; None where there is today."""
        first = today - timedelta(self.days)
        recent = sorted(day for day in knocks if day > first)
        if len(recent) < self.messages:
            return None
        return recent[-self.messages] + timedelta(self.days)


def rank(touch: Touch, schedule: Schedule) -> Rank | None:
    """What a touch is among the knocks; None where it is none."""
    step, campaign = touch.step, touch.campaign
    if touch.change is not None or not step.is_list_mail or campaign.kind in OF_THEIR_OWN:
        return None
    if step.send == "kit":
        return Rank.KIT
    if is_recap(campaign, step):
        return None
    if is_update(step, campaign.kind):
        return Rank.UPDATE
    if campaign.kind in MEETINGS and (is_invitation(step) or _reminds(touch, schedule)):
        return Rank.INVITATION
    return None


def is_knock(touch: Touch, schedule: Schedule, answers: Answers) -> bool:
    """Whether it reaches somebody who has answered so unasked."""
    found = rank(touch, schedule)
    accepted = answers.rsvp == "accepted" and is_reminder(touch.step)
    return found is not None and not (found is Rank.INVITATION and accepted)


def turn(touch: Touch, schedule: Schedule, room: Room, knocks: Iterable[date], since: datetime,
         hours: Calendar, now: datetime) -> Decision:  # fmt: skip
    """Whether somebody who has had these knocks may have another at `now`.

    Args:
        touch: what would reach them.
        schedule: its campaign's.
        room: how many knocks are too many.
        knocks: the days on which they had one.
        since: the first moment (UTC) at which it might have gone to them.
        hours: when mail may reach them.
        now: the moment (UTC) of asking.
    """
    opens = room.opens(knocks, room.day(now))
    if opens is None or touch.campaign.lets_off(touch.step, CODE, room.day(now)):
        return GO
    last = patience(touch, schedule, since, room.patience)
    if now > last:
        return Decision(Decide.MISSED, f"{_had(room)}, and there was no room in time", CODE)
    at = next_open(hours, instant(datetime.combine(opens, time()), room.zone)[0])
    reason = f"{_had(room)}; it waits until there is room"
    return Decision(Decide.WAIT, reason, CODE, until=min(at, last + MOMENT))


def _had(room: Room) -> str:
    return f"{room.messages} messages in {room.days} days already"


def _reminds(touch: Touch, schedule: Schedule) -> bool:
    """Whether it is an e-mail after the invitation and before the event."""
    if not is_reminder(touch.step) or follows_event(touch.campaign, touch.step):
        return False
    if touch.due is None:
        return True
    if schedule.starts is not None and touch.due >= schedule.starts:
        return False
    invited = (each.due for each in schedule.touches if is_invitation(each.step) and not each.change)
    return any(each is not None and each < touch.due for each in invited)
