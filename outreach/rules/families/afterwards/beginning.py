"""Beginning: the first call of an action team, while a launch is still remembered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from outreach.core.campaign import Campaign, Event, PollResult
from outreach.core.errors import Place
from outreach.core.finding import Finding, Level, Moment
from outreach.core.plan import Schedule
from outreach.core.when import add_business_days
from outreach.rules.case import Case
from outreach.rules.reading.words import counted, said
from outreach.rules.rule import Rule, Threshold


@dataclass(frozen=True, slots=True)
class Call:
    """A call of an action team: the first local day it may be on, and where that is written.

    `is_open` tells that a poll is still to choose the day.
    """

    day: date
    place: Place
    is_open: bool = False


def calls_after(case: Case, moment: datetime) -> Iterator[Call]:
    """The calls of the partnership's action teams after a moment, also those that a poll is still to date."""
    for team, _ in _teams(case):
        at = team.campaign.place("event", "starts")
        if team.starts is not None:
            if team.starts > moment:
                yield Call(case.local_day(team.starts), at)
        elif team.closes is not None and team.closes > case.now:
            poll = poll_of(case, team.campaign)
            if poll is None:
                yield Call(case.local_day(team.closes), at, is_open=True)
            elif days := [day for day in offered(poll) if day >= case.local_day(moment)]:
                yield Call(min(days), poll.place("poll", "options"), is_open=True)


def undecided_poll(case: Case) -> str:
    """The id of a poll that is closed and has given an action team no day, or nothing."""
    return next(
        (
            event.starts.poll
            for team, event in _teams(case)
            if isinstance(event.starts, PollResult)
            and team.starts is None
            and team.closes is not None
            and team.closes <= case.now
        ),
        "",
    )


def _teams(case: Case) -> Iterator[tuple[Schedule, Event]]:
    for each in case.siblings:
        campaign = each.campaign
        event = campaign.event
        if campaign.kind == "action-team" and event and event.status != "cancelled" and not campaign.paused:
            yield each, event


def poll_of(case: Case, team: Campaign) -> Campaign | None:
    """The poll that dates a team's call, where it belongs to the same partnership."""
    starts = team.event.starts if team.event is not None else None
    asked = (each.campaign for each in case.siblings)
    return next((each for each in asked if isinstance(starts, PollResult) and each.id == starts.poll), None)


def offered(poll: Campaign) -> tuple[date, ...]:
    """The days that a poll offers."""
    return tuple(option.date() for option in poll.poll.options) if poll.poll is not None else ()


class TeamsInFourWeeks(Rule):
    """A launch is followed within four weeks by the first call of an action team.

    What a full room has begun cools in a month. An action team is a campaign of kind action-team of the same
    partnership; its call has a date, or a poll that looks for one is open or still to come. Before the launch
    a missing call is only advised. When an action team has met, or twice the four weeks have passed, the rule
    asks for nothing more.

    Source: training manual, step 4, review questions 4 and 5.
    """

    code, name, level, effect = "F003", "Action teams in four weeks", Level.WARNING, None
    moments = (Moment.PLAN,)
    weeks = Threshold(4, at_least=1, at_most=4)
    business_days = Threshold(3, at_least=1, at_most=3)
    bad = """\
kind: launch
event: {title: Launch, starts: 2027-03-18 09:00}
steps:
  - {id: recap, send: email, template: launch/recap.md, when: 1 business day after event at 09:00}
--- the ledger
now: 2027-03-24 09:00
"""
    good = """\
kind: launch
event: {title: Launch, starts: 2027-03-18 09:00}
steps:
  - {id: recap, send: email, template: launch/recap.md, when: 1 business day after event at 09:00}
---
campaign: training-action-team
kind: action-team
event: {title: Training team call, starts: 2027-04-07 14:00, duration: 30m}
steps:
  - {id: invitation, send: invite, template: teams/invitation.md, when: 2 weeks before event at 09:00}
--- the ledger
now: 2027-03-24 09:00
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Whether no call comes in time: at the launch where there is none, at the call where it is late."""
        campaign, starts = case.campaign, case.schedule.starts
        if campaign.kind != "launch" or campaign.event is None or starts is None:
            return
        if campaign.paused or campaign.event.status == "cancelled":
            return
        launched = case.local_day(starts)
        last = launched + timedelta(weeks=self.weeks)
        first = min(calls_after(case, starts), key=lambda call: call.day, default=None)
        if first is None:
            if case.today <= last + (last - launched):
                yield self._missing(case, launched, last)
        elif first.day > last >= case.today:
            yield self._too_late(case, first, launched, last)

    def _missing(self, case: Case, launched: date, last: date) -> Finding:
        poll, whose = undecided_poll(case), f"--partnership {case.campaign.partnership}"
        by = add_business_days(case.schedule.mail, launched, self.business_days)
        return self.finding(
            case,
            case.campaign.at_steps,
            f"no action team has a call after {said(launched)}, or an open poll for one; the first "
            f"{'is' if case.today <= last else 'was'} due by {said(last)}",
            f"choose a day with `outreach poll decide {poll}`"
            if poll
            else f"write one, and the poll for its day, with `outreach new action-team NAME {whose}`",
            level=Level.WARNING if case.today >= by else Level.ADVICE,
        )

    def _too_late(self, case: Case, call: Call, launched: date, last: date) -> Finding:
        days = counted((call.day - launched).days, "day")
        on = f"{said(call.day)}{' at the earliest' if call.is_open else ''}"
        return self.finding(
            case,
            call.place,
            f"the first call of an action team is on {on}, {days} after the launch of {said(launched)}; "
            f"{(last - launched).days} are the most",
            f"{'offer' if call.is_open else 'move it to'} {said(last)} or earlier",
        )
