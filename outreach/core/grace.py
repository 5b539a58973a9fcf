"""How late is too late: each kind of step has its grace, and past it the step is missed.

Source: CAMPAIGNS.md, `grace:`. An invitation whose notice (N001) has run out is held by that rule rather
than missed, and missed when the event begins.
"""

from datetime import UTC, datetime, time, timedelta

from outreach.core.campaign import Step
from outreach.core.plan import Schedule, Touch
from outreach.core.when import Every, Relative, add_business_days, add_months, add_open_time, after_span

USUAL = timedelta(hours=24)
RECAP = timedelta(days=7)
TEAM_NOTICE = 5
"""Business days between the invitation to an action team's call and the call (N006)."""
UPDATE_MONTHS = 2


def is_update(step: Step, kind: str) -> bool:
    """An update, as the rules see it."""
    return step.counts_as == "update" or (step.send == "email" and kind == "updates")


def is_recap(step: Step) -> bool:
    """An e-mail anchored after the event, to all or to those who came."""
    return (
        step.send == "email"
        and isinstance(step.when, Relative)
        and step.when.anchor == "event"
        and not step.when.before
        and bool(step.words & {"all", "attended"})
    )


def is_reminder(step: Step) -> bool:
    """An e-mail to all, or to those who have not answered or not declined (its time is the caller's matter)."""
    return step.send == "email" and bool(step.words & {"all", "not_replied", "not_declined"})


def deadline(touch: Touch, schedule: Schedule) -> datetime:
    """The last moment (UTC) at which a touch that is due may still go out."""
    due = touch.due
    if due is None:
        return datetime.max.replace(tzinfo=UTC)
    on = schedule.posts if touch.step.send == "post" else schedule.mail
    if touch.step.grace is not None:
        return after_span(on, due, touch.step.grace)
    usual = add_open_time(on, due, USUAL)
    if touch.change is not None:
        return max(schedule.starts or usual, due)
    if touch.step.send == "invite" and schedule.starts is not None:
        return _invitation(schedule, schedule.starts, usual)
    if is_update(touch.step, touch.campaign.kind):
        return _update(touch, schedule, due)
    if schedule.starts is None or schedule.ends is None:
        return usual
    if is_recap(touch.step):
        return max(schedule.ends + RECAP, due)
    if is_reminder(touch.step) and due < schedule.starts:
        return _reminder(schedule, schedule.starts, usual)
    return usual


def _invitation(schedule: Schedule, starts: datetime, usual: datetime) -> datetime:
    if schedule.campaign.kind != "action-team":
        return starts
    local = starts.astimezone(schedule.mail.zone)
    last = add_business_days(schedule.mail, local.date(), -TEAM_NOTICE)
    notice = datetime.combine(last, time.max, schedule.mail.zone).astimezone(UTC)
    return max(notice, min(usual, starts))


def _update(touch: Touch, schedule: Schedule, due: datetime) -> datetime:
    wall = due.astimezone(schedule.mail.zone)
    longest = datetime.combine(add_months(wall.date(), UPDATE_MONTHS), wall.time(), wall.tzinfo).astimezone(
        UTC
    )
    if not isinstance(touch.step.when, Every):
        return longest
    later = (
        other.due for other in schedule.touches
        if other.step is touch.step and other.due is not None and other.due > due
    )  # fmt: skip
    return min(longest, next(later, longest))


def _reminder(schedule: Schedule, starts: datetime, usual: datetime) -> datetime:
    local = starts.astimezone(schedule.mail.zone)
    before = add_business_days(schedule.mail, local.date(), -1)
    last = datetime.combine(before, local.time(), schedule.mail.zone).astimezone(UTC)
    return max(last, min(usual, starts))
