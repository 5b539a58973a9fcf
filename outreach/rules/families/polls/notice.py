"""Scheduling polls: whichever date wins, those invited hear of it in time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from outreach.core.campaign import Campaign, Poll, PollResult, Step
from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.grace import NOTICE
from outreach.core.history import History
from outreach.core.plan import Schedule
from outreach.core.schedule import Setting, lay_out
from outreach.core.when import (
    Calendar,
    add_business_days,
    instant,
    is_open_day,
    open_day_on_or_after,
    wall_of,
)
from outreach.rules.case import Case
from outreach.rules.families.polls.options import open_question
from outreach.rules.reading.words import counted, said
from outreach.rules.rule import Rule

FAR = timedelta(weeks=52)
"""So much later than its last option that the poll's close no longer matters; the weekday stays the same."""
TRIED = 5
"""Later options that are tried; an invitation that moves with the option is found out by then."""


def waits_for(campaign: Campaign, poll: Campaign) -> bool:
    """Whether that poll dates the campaign's event."""
    event = campaign.event
    return event is not None and isinstance(event.starts, PollResult) and event.starts.poll == poll.id


@dataclass(frozen=True, slots=True)
class _Notice:
    """The notice that a kind of meeting needs: `least` calendar or business days, by rule N001 or N006."""

    least: int
    in_business_days: bool

    @classmethod
    def of(cls, case: Case, poll: Poll) -> "_Notice":
        code, least = NOTICE[poll.purpose]
        return cls(max(least, case.house.rules.get(code, {}).get("days", least)), code == "N006")

    def between(self, first: date, last: date, on: Calendar) -> int:
        """How many days' notice an invitation on `first` gives of a meeting on `last`; negative after it."""
        days = (last - first).days
        if not self.in_business_days or days <= 0:
            return days
        return sum(is_open_day(on, first + timedelta(passed)) for passed in range(days))

    def enough_from(self, first: date, on: Calendar) -> date:
        """The first day of which an invitation on `first` gives enough notice."""
        if self.in_business_days:
            return add_business_days(on, first, self.least)
        return open_day_on_or_after(on, first + timedelta(self.least))

    def in_words(self, days: int) -> str:
        """`12 days`, `1 business day`."""
        return counted(days, "business day" if self.in_business_days and days > 0 else "day")

    @property
    def before_event(self) -> str:
        """The latest `when:` of an invitation that still gives it."""
        return f"{self.in_words(self.least)} before event at 09:00"


@dataclass(frozen=True, slots=True)
class _Word:
    """What first tells people the date: an invitation of a campaign that waits, or, without one, the close.

    `on` is the calendar by which the meeting's notice is counted.
    """

    case: Case
    notice: _Notice
    closes: datetime
    on: Calendar
    schedule: Schedule | None = None
    step: Step | None = None

    def given(self, option: datetime) -> datetime:
        """The moment (UTC) of it, should that option win: never before the poll has closed."""
        if self.schedule is None:
            return self.closes
        decided = History(self.case.campaign.id, decision=option)
        partnership, name = self.case.partnership, self.case.campaign.partnership
        known = {name: partnership} if name and partnership else {}
        polls = {self.case.campaign.id: (self.case.schedule, decided)}
        setting = Setting(self.case.house, known, self.case.now, self.case.now, polls)
        waiting = self.schedule.campaign
        touches = lay_out(waiting, History(waiting.id), setting).touches
        return max([self.closes, *(each.due for each in touches if each.due and each.step == self.step)])

    def days(self, option: datetime) -> tuple[date, date]:
        """The day of it and that of the meeting, where the meeting is."""
        start = instant(option, self.case.schedule.mail.zone)[0]
        return wall_of(self.given(option), self.on.zone).date(), wall_of(start, self.on.zone).date()

    def in_time(self, option: datetime) -> bool:
        """Whether the option leaves the notice that it needs."""
        return self.notice.between(*self.days(option), self.on) >= self.notice.least

    def later(self, option: datetime) -> datetime | None:
        """The option itself, or the next at its time of day that is in time; None where none ever is."""
        for _ in range(TRIED):
            if self.in_time(option):
                return option
            enough = self.notice.enough_from(self.days(option)[0], self.on)
            following = open_day_on_or_after(self.on, option.date() + timedelta(1))
            option = datetime.combine(max(enough, following), option.time())
        return None

    def in_words(self, option: datetime) -> str:
        """`the invitation goes out on 26 March`."""
        day, closes = self.days(option)[0], wall_of(self.closes, self.on.zone).date()
        what = "the invitation goes out" if day > closes else "the poll closes"
        return f"{what} on {said(day)}"


class PollNotice(Rule):
    """Every option of a poll leaves the notice that its kind of meeting needs.

    A launch or a meeting is announced four weeks ahead, an action team's call five business days. The days
    count from the invitation of the campaign that waits for the poll, and where none is planned from the
    close: no invitation can name a date before that.

    Source: training manual, step 5, tips 2 and 4.
    """

    code, name, level, effect = "P004", "Options leave notice", Level.ERROR, Effect.REFUSE
    moments = (Moment.CHECK, Moment.PLAN)
    bad = """\
kind: poll
poll:
  question: When should the partnership meet?
  for: meeting
  options: [2027-04-20 10:00, 2027-04-27 10:00]
  closes: 3 days after opening at 17:00
steps:
  - {id: ask, send: poll, template: polls/ask.md, when: on 2027-03-22 at 09:00}
"""
    good = """\
kind: poll
poll:
  question: When should the partnership meet?
  for: meeting
  options: [2027-04-22 10:00, 2027-04-27 10:00]
  closes: 3 days after opening at 17:00
steps:
  - {id: ask, send: poll, template: polls/ask.md, when: on 2027-03-22 at 09:00}
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Each option that comes too soon, and each invitation that is too late for any."""
        poll, closes = open_question(case), case.schedule.closes
        waiting = [each for each in case.siblings if waits_for(each.campaign, case.campaign)]
        taking_place = [each for each in waiting if _takes_place(each.campaign)]
        if poll is None or not poll.options or closes is None or (waiting and not taking_place):
            return
        words = _invitations(case, _Notice.of(case, poll), closes, taking_place)
        far = max(poll.options) + FAR
        for word in words:
            if word.later(far) is None:
                yield self._too_late(case, word, far)
        on = taking_place[0].mail if taking_place else case.schedule.mail
        movable = [each for each in words if each.later(far) is not None]
        first = movable or [_Word(case, _Notice.of(case, poll), closes, on)]
        for index, option in enumerate(poll.options):
            yield from self._too_soon(case, first, index, option)

    def _too_soon(self, case: Case, words: list[_Word], index: int, option: datetime) -> Iterator[Finding]:
        """The option, where it leaves too little notice; the latest invitation counts."""
        short = [each for each in words if not each.in_time(option)]
        if not short:
            return
        word = max(short, key=lambda each: each.given(option))
        yield self.finding(
            case,
            case.campaign.place("poll", "options", index),
            f"{_apart(word, option)}; {word.notice.least} are needed",
            f"offer {said(_enough(words, option))} or later in its place",
        )

    def _too_late(self, case: Case, word: _Word, option: datetime) -> Finding:
        """The invitation, where it moves with the option, so that no option would leave enough notice."""
        place = case.campaign.at_steps
        if word.schedule is not None and word.step is not None:
            place = word.schedule.campaign.place_of(word.step, "when")
        days = word.notice.between(*word.days(option), word.on)
        side = "before" if days >= 0 else "after"
        return self.finding(
            case,
            place,
            f"goes out {word.notice.in_words(abs(days))} {side} the event, whichever date the poll chooses; "
            f"{word.notice.least} are needed",
            f"write `when: {word.notice.before_event}`, or earlier",
        )


def _takes_place(campaign: Campaign) -> bool:
    return campaign.event is not None and campaign.event.status != "cancelled"


def _invitations(case: Case, notice: _Notice, closes: datetime, waiting: list[Schedule]) -> list[_Word]:
    """The invitations of guests that are planned behind the poll."""
    return [
        _Word(case, notice, closes, schedule.mail, schedule, step)
        for schedule in waiting
        for step in schedule.campaign.steps
        if step.send == "invite" and step.table == "inner_table" and not step.paused
    ]


def _apart(word: _Word, option: datetime) -> str:
    """`20 April comes 26 days after the poll closes on 25 March`."""
    first, last = word.days(option)
    days = word.notice.between(first, last, word.on)
    if not days:
        return f"{said(last)} is the day on which {word.in_words(option).rpartition(' on ')[0]}"
    side = "after" if days > 0 else "before"
    return f"{said(last)} comes {word.notice.in_words(abs(days))} {side} {word.in_words(option)}"


def _enough(words: list[_Word], option: datetime) -> datetime:
    """The first day on which the option would be in time, whatever tells of it."""
    for _ in range(TRIED):
        option = max(each.later(option) or option for each in words)
    return option
