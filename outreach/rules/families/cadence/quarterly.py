"""Quarterly: the full partnership meets, and knows when it will meet again."""

from collections.abc import Iterator
from datetime import date, timedelta

from outreach.core.campaign import PollResult
from outreach.core.finding import Finding, Level, Moment
from outreach.core.plan import Schedule
from outreach.core.when import add_months
from outreach.rules.families.cadence.silence import sending_day
from outreach.rules.families.notice.notice import InvitationNotice
from outreach.rules.family import Family, FamilyRule
from outreach.rules.reading.meetings import GUESTS, gatherings, is_over
from outreach.rules.reading.words import counted, said
from outreach.rules.rule import Threshold


class QuarterlyMeeting(FamilyRule):
    """The full partnership meets every quarter, and when it has met, its next meeting has a date.

    Launches and meetings count, by calendar months: after one in March the next is due by the end of June. A
    poll that is open, or still to come, is on its way to a date. People who part without a date in their
    calendars find none for months.

    Source: training manual, step 5, review question 6.
    """

    code, name, level, effect = "C003", "A meeting every quarter", Level.WARNING, None
    moments = (Moment.PLAN,)
    months = Threshold(3, at_least=1, at_most=3)
    bad = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-03-18 09:00, duration: 90m}
steps:
  - {id: invitation, send: invite, template: meetings/invitation.md, when: 5 weeks before event at 09:00}
--- the ledger
now: 2027-03-22 09:00
"""
    good = """\
kind: meeting        # the summer meeting has its date before the spring meeting is over
event: {title: Summer meeting, starts: 2027-06-24 09:00, duration: 90m}
steps:
  - {id: invitation, send: invite, template: meetings/invitation.md, when: 5 weeks before event at 09:00}
--- the ledger
now: 2027-03-22 09:00
"""

    def look(self, family: Family) -> Iterator[Finding]:
        """The next meeting, where it has no date, or one that is too far away."""
        meetings = tuple(gatherings(family.schedules))
        met = [each for each in meetings if is_over(each, family.now)]
        if not met or family.partnership.stage == "resting" or _is_asked(family):
            return
        last = max(met, key=lambda each: _day(family, each))
        coming = [each for each in meetings if each.starts is not None and not is_over(each, family.now)]
        following = min(coming, key=lambda each: _day(family, each), default=None)
        if following is None or _day(family, following) > self._by(family, last):
            undecided = next((each for each in meetings if each.starts is None), None)
            yield self._finding(family, last, undecided or following)

    def _due(self, family: Family, last: Schedule) -> date:
        return _month_end(add_months(_day(family, last), self.months))

    def _by(self, family: Family, last: Schedule) -> date:
        """The last day for the next meeting; where that leaves no notice, the end of the month that does."""
        notice = timedelta(InvitationNotice.of(family.house).days)
        return max(self._due(family, last), _month_end(sending_day(family) + notice))

    def _finding(self, family: Family, last: Schedule, following: Schedule | None) -> Finding:
        due, by = self._due(family, last), said(self._by(family, last), year=True)
        is_due = "is due" if due >= family.today else "was due"
        told, fix = _wrong(family, following, by)
        campaign = (following or last).campaign
        return self.found(
            campaign.place("event", "starts") if following else campaign.at_steps,
            f"the full partnership met on {said(_day(family, last), year=True)}, and {told}; "
            f"{counted(self.months, 'month')} later is the latest, so it {is_due} by {said(due, year=True)}",
            fix,
            campaign=campaign,
        )


def _wrong(family: Family, following: Schedule | None, by: str) -> tuple[str, str]:
    """What is wrong with the next meeting, and what mends it."""
    if following is None:
        return "its next meeting has no date", f"plan one for {by} or earlier, or a poll for its date"
    if following.starts is None:
        poll = _poll(following)
        return (
            f"its next meeting waits for the poll {poll}, which closed without a date",
            f"choose a date with `outreach poll decide {poll} OPTION`, {by} or earlier",
        )
    told = f"its next meeting is on {said(_day(family, following), year=True)}"
    return told, f"move it to {by} or earlier, or plan one in between"


def _is_asked(family: Family) -> bool:
    """Whether a poll for the date of a full meeting is open, or still to come."""
    return any(
        schedule.closes is None or schedule.closes > family.now
        for schedule in family.schedules
        if not schedule.campaign.paused and _asks(family, schedule)
    )


def _asks(family: Family, schedule: Schedule) -> bool:
    """Whether the campaign is a poll for a full meeting, or such a meeting that waits for one."""
    campaign = schedule.campaign
    if campaign.poll is not None:
        history = family.histories.get(campaign.id)
        decided = history is not None and history.decision is not None
        return campaign.poll.purpose in GUESTS and not decided
    return schedule.starts is None and schedule in gatherings([schedule])


def _poll(schedule: Schedule) -> str:
    """The id of the poll that the event waits for."""
    event = schedule.campaign.event
    return event.starts.poll if event and isinstance(event.starts, PollResult) else ""


def _day(family: Family, schedule: Schedule) -> date:
    """The day of a campaign's event."""
    return family.local_day(schedule.starts or family.now)


def _month_end(day: date) -> date:
    return add_months(day.replace(day=1), 1) - timedelta(1)
