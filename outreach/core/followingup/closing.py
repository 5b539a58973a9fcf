"""Until when a call is of use, and when what people were asked to do has lost its cause."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from outreach.core.audience import answers_of, answers_wanted
from outreach.core.followingup.desk import DECLINED, DELEGATED, PROPOSAL
from outreach.core.followup import FollowUp
from outreach.core.history import History
from outreach.core.openhours import open_day_on_or_before
from outreach.core.people import Contact, Standing
from outreach.core.plan import Schedule, Touch

WENT_AWAY = frozenset({Standing.UNSUBSCRIBED, Standing.COMPLAINED})
SILENT_SO_FAR = frozenset({"not_replied", "not_voted"})
"""The words of `to:` that mean those who have not answered."""
ONE_DAY = timedelta(days=1)


def touch_of(key: str, touches: Iterable[Touch]) -> Touch | None:
    """The touch whose call a follow-up's key names; None where it names something else."""
    parts = tuple(key.split("/")[:3])
    return next((each for each in touches if each.name[:3] == parts), None)


def is_called_off(schedule: Schedule) -> bool:
    """Whether its event has been called off."""
    event = schedule.campaign.event
    return event is not None and event.status == "cancelled"


def is_past(schedule: Schedule, now: datetime) -> bool:
    """Whether its event is over, or called off; what has no date yet is not."""
    return is_called_off(schedule) or (schedule.ends is not None and schedule.ends <= now)


def call_is_over(
    call: FollowUp, touch: Touch | None, contact: Contact, schedule: Schedule, history: History, now: datetime
) -> bool:
    """Whether a call has lost its cause.

    So it has when the person has answered meanwhile and the step asks for those who have not, or is no longer
    invited; when the event or the poll that it was made for is over or called off; or when the commitment has
    been kept.

    Args:
        call: the open follow-up.
        touch: the step that asked for it, None where an answer did.
        contact: whom to call, as they stand.
        schedule: the campaign in time.
        history: what has happened in it.
        now: the moment (UTC).
    """
    if contact.id in history.withdrawn or is_called_off(schedule):
        return True
    answers = answers_of(history, contact)
    if DECLINED in call.key:
        return answers.rsvp != "declined" or is_past(schedule, now)
    if touch is None:
        return False
    if touch.subject in history.done or not answers_wanted(touch, contact, answers):
        return True
    ends = _made_for(touch, schedule)
    return ends is not None and ends <= now


def asked_again(calls: Iterable[tuple[FollowUp, Touch | None]]) -> list[str]:
    """The keys of calls for an answer that somebody is asked for already by an earlier call, still open.

    What was noted, and since when it is overdue, stands with the earlier one.

    Args:
        calls: open ones with the steps that asked for them, the earlier first.
    """
    seen, again = set[tuple[str, str, str]](), list[str]()
    for call, touch in calls:
        awaited = touch.step.words & SILENT_SO_FAR if touch is not None else ()
        asked = {(call.campaign, call.contact, word) for word in awaited}
        if asked and asked <= seen:
            again.append(call.key)
        seen |= asked
    return again


def has_left(contact: Contact, left: datetime | None, asked: datetime | None) -> bool:
    """Whether somebody wanted to hear nothing more after the call was asked for.

    Who had left our mail before is called all the same, by somebody who knows them.

    Args:
        contact: whom to call, as they stand.
        left: when their address was suppressed (UTC), None where it is not.
        asked: when the call was asked for (UTC), None where that is not known.
    """
    return contact.standing in WENT_AWAY and left is not None and asked is not None and left >= asked


def is_moot(followup: FollowUp, schedule: Schedule, now: datetime) -> bool:
    """Whether something to decide about an event's guests has lost its cause: the event is over."""
    return followup.key.startswith((PROPOSAL, DELEGATED)) and is_past(schedule, now)


def of_use_until(touch: Touch, schedule: Schedule) -> date | None:
    """The last day on which a call is of use: the open day before the event, the day a poll closes."""
    ends = _made_for(touch, schedule)
    if ends is None:
        return None
    day = ends.astimezone(schedule.mail.zone).date()
    if schedule.campaign.poll is not None or schedule.starts is None:
        return day
    return open_day_on_or_before(
        schedule.mail, schedule.starts.astimezone(schedule.mail.zone).date() - ONE_DAY
    )


def _made_for(touch: Touch, schedule: Schedule) -> datetime | None:
    """The end (UTC) of what a call is made for: its poll, or the event that lies ahead of it."""
    if schedule.campaign.poll is not None:
        return schedule.closes
    ahead = schedule.starts is not None and touch.due is not None and touch.due < schedule.starts
    return schedule.ends if ahead else None
