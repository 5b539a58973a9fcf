"""How late is too late: each kind of step has its grace, and past it the step is missed.

Source: CAMPAIGNS.md, `grace:`. Where that says 24 hours, an event that has begun or a poll that has closed
ends it sooner for what counts down to them.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from outreach.core.campaign import Campaign
from outreach.core.plan import Schedule, Touch
from outreach.core.steps import is_recap, is_reminder, is_update
from outreach.core.when import (
    Calendar,
    Relative,
    add_business_days,
    add_months,
    add_open_time,
    after_span,
    instant,
    wall_of,
)

USUAL = timedelta(hours=24)
RECAP = timedelta(days=7)
NOTICE: Mapping[str, tuple[str, int]] = {
    "launch": ("N001", 28),
    "meeting": ("N001", 28),
    "action-team": ("N006", 5),
}
"""How many days ahead each kind of meeting is announced, and by which rule; N006 counts business days."""
UPDATE_MONTHS = 2


def notice_until(
    campaign: Campaign, starts: datetime | None, mail: Calendar, rules: Mapping[str, Mapping[str, int]]
) -> datetime | None:
    """The last moment (UTC) at which an invitation leaves the notice that its kind of meeting needs.

    `rules` are the thresholds a workspace has set, by code. Sources: N001, N006.
    """
    if starts is None or campaign.kind not in NOTICE:
        return None
    code, least = NOTICE[campaign.kind]
    days = max(least, rules.get(code, {}).get("days", least))
    day = wall_of(starts, mail.zone).date()
    last = add_business_days(mail, day, -days) if code == "N006" else day - timedelta(days)
    return _end_of(last, mail.zone)


def deadline(
    touch: Touch, schedule: Schedule, *, begun: bool = False, put_off: timedelta = timedelta()
) -> datetime:
    """The last moment (UTC) at which a touch that is due may still go out.

    `begun` tells that it has gone out to somebody already, so that only those who joined later are meant.
    `put_off` is how long a kit may wait for those who have had many messages (R001): longer than 24 hours.
    """
    due = touch.lasts
    if due is None:
        return datetime.max.replace(tzinfo=UTC)
    if touch.step.grace is not None and touch.change is None:
        return after_span(schedule.mail, due, touch.step.grace)
    on = schedule.posts if touch.step.send == "post" else schedule.mail
    usual = add_open_time(on, due, USUAL)
    if touch.step.send == "kit":
        usual = max(usual, due + put_off)
    return _by_kind(touch, schedule, due, usual, begun=begun)


def patience(touch: Touch, schedule: Schedule, since: datetime, days: int) -> datetime:
    """The last moment (UTC) to which a message that first might have gone at `since` may be put off (R001).

    So many days at most, and never beyond what its own rules allow: the notice of an invitation, its grace.
    """
    longest = since + timedelta(days)
    last = deadline(touch, schedule, begun=True, put_off=max(longest - (touch.lasts or since), timedelta()))
    notice = schedule.notice_until
    if touch.step.send == "invite" and notice is not None and since <= notice:
        last = min(last, notice)
    return min(longest, last)


def _by_kind(touch: Touch, schedule: Schedule, due: datetime, usual: datetime, *, begun: bool) -> datetime:
    step, starts = touch.step, schedule.starts
    if touch.change is not None:
        return max(starts or usual, due)
    if step.send == "invite" and starts is not None:
        return starts if begun else _invitation(touch, schedule, starts, usual)
    if is_recap(touch.campaign, step) and schedule.ends is not None:
        return max(
            _end_of(wall_of(schedule.ends, schedule.mail.zone).date() + RECAP, schedule.mail.zone), usual
        )
    if is_update(step, touch.campaign.kind):
        return _update(schedule, due)
    if starts is not None and due < starts and is_reminder(step) and _follows_invitation(schedule, due):
        return _reminder(schedule, starts, usual)
    return min(usual, _overtaken(touch, schedule, due) or usual)


def _follows_invitation(schedule: Schedule, due: datetime) -> bool:
    invitations = (other.due for other in schedule.touches if other.step.send == "invite")
    return any(invited is not None and invited < due for invited in invitations)


def _overtaken(touch: Touch, schedule: Schedule, due: datetime) -> datetime | None:
    """When a message has lost its point: its event has begun, or its poll has closed."""
    when = touch.step.when
    if touch.campaign.poll is not None and schedule.closes is not None and due < schedule.closes:
        return schedule.closes
    if isinstance(when, Relative) and when.before and when.anchor == "event":
        return schedule.starts
    return None


def _end_of(day: date, where: ZoneInfo) -> datetime:
    return datetime.combine(day, time.max, where).astimezone(UTC)


def _invitation(touch: Touch, schedule: Schedule, starts: datetime, usual: datetime) -> datetime:
    """Until its notice runs out, or for as long as that is waived; never beyond the start.

    To a launch or a meeting the rule of its notice (N001) holds it from then on, until that is mended or the
    event begins, rather than let it be missed.
    """
    held = touch.campaign.kind in ("launch", "meeting")
    if held or schedule.notice_until is None or touch.step.table == "outer_table":
        return starts
    waived = [
        each.until for each in (*touch.campaign.waive, *touch.step.waive) if each.rule in ("N001", "N006")
    ]
    let_off = [_end_of(day, schedule.mail.zone) for day in waived if day < starts.date()]
    if len(let_off) < len(waived):
        return starts
    return min(max(schedule.notice_until, usual, *let_off), starts)


def _update(schedule: Schedule, due: datetime) -> datetime:
    """Until the campaign's next update is due, at most two months."""
    zone = schedule.mail.zone
    wall = wall_of(due, zone)
    longest = instant(datetime.combine(add_months(wall.date(), UPDATE_MONTHS), wall.time()), zone)[0]
    later = (
        other.due
        for other in schedule.touches
        if other.due is not None and other.due > due and is_update(other.step, schedule.campaign.kind)
    )
    return min(longest, next(later, longest))


def _reminder(schedule: Schedule, starts: datetime, usual: datetime) -> datetime:
    local = wall_of(starts, schedule.mail.zone)
    before = add_business_days(schedule.mail, local.date(), -1)
    last = instant(datetime.combine(before, local.time()), schedule.mail.zone)[0]
    return max(last, min(usual, starts))
