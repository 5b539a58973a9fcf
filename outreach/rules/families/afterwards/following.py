"""Following up: what people decide together is written down, sent and begun while they remember it."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial

from outreach.core.campaign import Step
from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.plan import Touch
from outreach.core.steps import is_recap
from outreach.core.when import (
    Calendar,
    Relative,
    add_business_days,
    is_open_day,
    open_day_on_or_after,
    resolve,
)
from outreach.rules.case import Case
from outreach.rules.reading.words import counted, said
from outreach.rules.rule import Rule, Threshold

SUMMED_UP = frozenset({"launch", "meeting", "action-team"})
"""The kinds of campaign whose events are followed by a recap."""
SIGNED_IN = frozenset({"launch", "meeting"})
"""Those to which people come by the dozen, so that who came is recorded."""
NEXT_DAY = "1 business day after event at 09:00"
REMEMBERED = timedelta(28)
"""How long it can be asked who came: the weeks in which the action teams of a launch begin."""


def _recaps(case: Case) -> tuple[Touch, ...]:
    """The recaps of the campaign for the inner table as they are planned, the first one first."""
    ends = case.schedule.ends
    return tuple(
        touch
        for touch in case.schedule.touches
        if is_recap(case.campaign, touch.step)
        and touch.step.table == "inner_table"
        and not (touch.step.paused or touch.change)
        and (touch.due is None or ends is None or touch.due >= ends)
    )


def _last_days(case: Case) -> tuple[date, ...]:
    """The local day on which the event ends; while it has no date, each open day of a week stands for it."""
    if case.schedule.ends is not None:
        return (case.local_day(case.schedule.ends),)
    week = tuple(case.today + timedelta(day) for day in range(7))
    return tuple(day for day in week if is_open_day(case.schedule.mail, day)) or week


def _goes_out(case: Case, touch: Touch, end: date) -> date:
    """The local day on which a recap goes out, or would if the event ended on that day."""
    return _counted(case, touch.step, end) if touch.due is None else case.local_day(touch.due)


def _counted(case: Case, step: Step, end: date) -> date:
    if not isinstance(step.when, Relative):
        return end
    anchor = case.campaign.step(step.when.anchor)
    start = end if anchor is None else _counted(case, anchor, end)
    return next(resolve(step.when, start, case.schedule.mail)).wall.date()


def _soonest(case: Case, measure: Callable[[date, date], int]) -> tuple[Touch, int] | None:
    """The recap that goes out soonest, and how long after the event, at the least, by that measure."""
    found = [
        (touch, min(measure(end, _goes_out(case, touch, end)) for end in _last_days(case)))
        for touch in _recaps(case)
    ]
    return min(found, key=lambda each: each[1], default=None)


def _days(first: date, last: date) -> int:
    return (last - first).days


def _business_days(mail: Calendar, first: date, last: date) -> int:
    """How many business days it takes from one day to another."""
    days = 0
    while add_business_days(mail, first, days) < last:
        days += 1
    return days


def _took_place_on(case: Case) -> str:
    """`18 March`, or what stands for it while there is no date."""
    ends = case.schedule.ends
    return "the event" if ends is None else said(case.local_day(ends))


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


class RecapInAWeek(Rule):
    """A launch, a meeting or an action team's call has a recap within seven days.

    After a week people remember that they met, not what they promised. A recap is an e-mail that counts from
    the end of the event and goes to everybody or to those who came; a last day on which nothing goes out is
    met on the next open one. Once the seven days are over, the rule asks for nothing more.

    Source: training manual, step 5, tip 2.
    """

    code, name, level, effect = "F001", "A recap within a week", Level.ERROR, Effect.REFUSE
    moments = (Moment.CHECK, Moment.PLAN)
    days = Threshold(7, at_least=1, at_most=7)
    bad = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-03-18 09:00}
steps:
  - {id: recap, send: email, template: meetings/recap.md, when: 10 days after event at 09:00}
"""
    good = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-03-18 09:00}
steps:
  - {id: recap, send: email, template: meetings/recap.md, when: 1 business day after event at 09:00}
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Whether no recap comes in time, as long as one still may."""
        campaign, ends = case.campaign, case.schedule.ends
        if campaign.kind not in SUMMED_UP or campaign.event is None or campaign.event.status == "cancelled":
            return
        if ends is not None and case.today > self._latest(case, case.local_day(ends)):
            return
        recap = _soonest(case, _days)
        if recap is None:
            yield self._missing(case)
        elif not self._in_time(case):
            yield self._too_late(case, *recap)

    def _latest(self, case: Case, end: date) -> date:
        """The last day for the recap of an event that ends on that day."""
        return open_day_on_or_after(case.schedule.mail, end + timedelta(self.days))

    def _in_time(self, case: Case) -> bool:
        return any(
            _goes_out(case, touch, end) <= self._latest(case, end)
            for touch in _recaps(case)
            for end in _last_days(case)
        )

    def _missing(self, case: Case) -> Finding:
        return self.finding(
            case,
            case.campaign.at_steps,
            f"no recap follows {_took_place_on(case)}; one is needed within {counted(self.days, 'day')}",
            f"add a step with `send: email`, `to: all`, a `template:` and `when: {NEXT_DAY}`",
        )

    def _too_late(self, case: Case, touch: Touch, days: int) -> Finding:
        return self.finding(
            case,
            case.campaign.place_of(touch.step, "when"),
            f"the recap goes out {counted(days, 'day')} after {_took_place_on(case)}; "
            f"{self.days} {_is(self.days)} the most",
            f"write `when: {NEXT_DAY}`",
            step=touch.step.id,
        )


class SummaryAtOnce(Rule):
    """The summary of a launch goes out within two business days.

    A launch ends with people who said "I will". What they hear back, and how soon, tells them whether it was
    meant. The summary is the launch's recap.

    Source: training manual, step 4, review question 5; the number is ours.
    """

    code, name, level, effect = "F002", "The summary at once", Level.WARNING, None
    moments = (Moment.CHECK,)
    business_days = Threshold(2, at_least=1, at_most=2)
    bad = """\
kind: launch
event: {title: Launch, starts: 2027-03-18 09:00}
steps:
  - {id: recap, send: email, template: launch/recap.md, when: 4 business days after event at 09:00}
"""
    good = """\
kind: launch
event: {title: Launch, starts: 2027-03-18 09:00}
steps:
  - {id: recap, send: email, template: launch/recap.md, when: 1 business day after event at 09:00}
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Whether the first recap of a launch comes late; that there is none is another rule's matter."""
        event, ends = case.campaign.event, case.schedule.ends
        if case.campaign.kind != "launch" or event is None or event.status == "cancelled":
            return
        mail = case.schedule.mail
        if ends and case.today > add_business_days(mail, case.local_day(ends), self.business_days):
            return
        recap = _soonest(case, partial(_business_days, mail))
        if recap is not None and recap[1] > self.business_days:
            touch, days = recap
            yield self.finding(
                case,
                case.campaign.place_of(touch.step, "when"),
                f"the summary goes out {counted(days, 'business day')} after {_took_place_on(case)}; "
                f"{self.business_days} {_is(self.business_days)} the most",
                f"write `when: {NEXT_DAY}`",
                step=touch.step.id,
            )


class WhoCame(Rule):
    """Who came is recorded by the end of the next business day after a launch or a meeting.

    What is for those who came, and for those who were missed, waits until somebody says which is which; and a
    sheet that lies on a desk for a week has gaps. Four weeks after the event nobody is asked any more.

    Source: training manual, step 4, review question 1; the day is ours.
    """

    code, name, level, effect = "F006", "Who came is recorded", Level.WARNING, None
    moments = (Moment.PLAN,)
    business_days = Threshold(1, at_least=0, at_most=1)
    bad = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-03-18 09:00}
steps:
  - {id: recap, send: email, template: meetings/recap.md, when: 1 business day after event, to: attended}
--- the ledger
now: 2027-03-22 09:00
"""
    good = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-03-18 09:00}
steps:
  - {id: recap, send: email, template: meetings/recap.md, when: 1 business day after event, to: attended}
--- the ledger
now: 2027-03-22 09:00
attendance: true
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Whether nobody has said who came."""
        campaign, ends = case.campaign, case.schedule.ends
        if campaign.kind not in SIGNED_IN or campaign.event is None or ends is None:
            return
        if case.history.attendance or campaign.paused or campaign.event.status == "cancelled":
            return
        day = case.local_day(ends)
        by = add_business_days(case.schedule.mail, day, self.business_days)
        if by < case.today <= day + REMEMBERED:
            yield self.finding(
                case,
                case.campaign.place("event"),
                f"nobody has recorded who came on {said(day)}; it was due by {said(by)}",
                f"record it with `outreach attendance {campaign.id}`; messages to those who came wait for it",
            )
