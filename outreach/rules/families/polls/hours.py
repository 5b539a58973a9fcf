"""Scheduling polls: options at hours that people can make."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from outreach.core.campaign import Campaign, Poll
from outreach.core.fields import zone
from outreach.core.finding import Finding, Level, Moment
from outreach.core.people import Contact
from outreach.core.plan import Schedule
from outreach.core.when import Calendar, instant, is_open, is_open_day, wall_of
from outreach.rules.case import Case
from outreach.rules.families.polls.notice import waits_for
from outreach.rules.families.polls.options import clock, open_question
from outreach.rules.reading.words import listed
from outreach.rules.rule import Rule

DAYS_AHEAD = 30
"""How far a better time is looked for."""
HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class _Meeting:
    """Another meeting of the people asked (UTC), and how many of them it is for; None where unknown."""

    title: str
    starts: datetime
    ends: datetime
    people: int | None


@dataclass(frozen=True, slots=True)
class _Diary:
    """What stands against a time: the hours of those asked, where each of them is, and their meetings.

    `elsewhere` counts, by zone, the people asked whose clock shows another time than the campaign's.
    """

    at_home: Calendar
    elsewhere: Mapping[ZoneInfo, int]
    people: int
    meetings: tuple[_Meeting, ...]
    duration: timedelta

    @classmethod
    def of(cls, case: Case, poll: Poll) -> "_Diary":
        mail, asked = case.schedule.mail, _asked(case)
        zones = Counter(zone(each.timezone) for each in asked if each.timezone)
        del zones[mail.zone]
        meetings = tuple(_meetings(case, asked))
        return cls(mail, zones, len(asked), meetings, poll.duration)

    def against(self, option: datetime) -> tuple[str, ...]:
        """Everything that stands against the option, in words."""
        start = instant(option, self.at_home.zone)[0]
        hours = self._outside(start) or self._outside_elsewhere(start)
        return (*hours, *self._meanwhile(start))

    def _outside(self, start: datetime) -> tuple[str, ...]:
        """What the calendar of the campaign's own zone has against it."""
        on, end = self.at_home, start + self.duration
        day, window = start.astimezone(on.zone).date(), on.window
        if on.is_holiday(day):
            return ("is on a holiday",)
        if not is_open_day(on, day):
            return (f"is on a {day:%A}, which is no working day",)
        if not is_open(on, start):
            return (f"is outside working hours, {window.opens:%H:%M} to {window.closes:%H:%M}",)
        if not _holds(on, start, end):
            until = end.astimezone(on.zone)
            shown = f"{until:%H:%M}" if until.date() == day else clock(until)
            return (f"lasts until {shown}; working hours end at {window.closes:%H:%M}",)
        return ()

    def _outside_elsewhere(self, start: datetime) -> tuple[str, ...]:
        """For how many of those asked it lies outside working hours where they are."""
        late = [
            (where, people)
            for where, people in self.elsewhere.items()
            if not _holds(replace(self.at_home, zone=where), start, start + self.duration)
        ]
        if not late:
            return ()
        shown = listed(tuple(f"{start.astimezone(where):%H:%M} in {where.key}" for where, _ in late))
        return (f"is outside working hours for {self._share(sum(people for _, people in late))} ({shown})",)

    def _share(self, some: int) -> str:
        """`2 of the 8 people asked`, `the one person asked`."""
        return "the one person asked" if self.people == 1 else f"{some} of the {self.people} people asked"

    def _meanwhile(self, start: datetime) -> Iterator[str]:
        """Which meetings it runs into."""
        for each in self.meetings:
            if start < each.ends and each.starts < start + self.duration:
                hours = " to ".join(
                    f"{wall_of(moment, self.at_home.zone):%H:%M}" for moment in (each.starts, each.ends)
                )
                whom = f" of {self._share(each.people)}" if each.people else ""
                yield f"is during another meeting{whom}, {each.title} ({hours})"


class PollHours(Rule):
    """The options of a poll lie in working hours of the people asked, on no holiday, beside no other meeting.

    Working hours are those in which mail goes out, for the whole length of the meeting: on the campaign's
    clock, and for people whose time zone is known on their own. Meetings are those of the partnership's other
    campaigns. An option that hardly anybody can make is an option wasted.

    Source: ours; with so few options, each should be one that people can choose.
    """

    code, name, level, effect = "P006", "Options people can make", Level.WARNING, None
    moments = (Moment.CHECK,)
    bad = """\
kind: poll
poll:
  question: When should the team meet?
  options: [2027-04-06 10:00, 2027-04-07 17:30]
  duration: 1h
  closes: 3 days after opening at 17:00
steps:
  - {id: ask, send: poll, template: polls/ask.md, when: on 2027-03-22 at 09:00}
"""
    good = """\
kind: poll
poll:
  question: When should the team meet?
  options: [2027-04-06 10:00, 2027-04-07 17:00]
  duration: 1h
  closes: 3 days after opening at 17:00
steps:
  - {id: ask, send: poll, template: polls/ask.md, when: on 2027-03-22 at 09:00}
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Every option that something stands against, with all of it."""
        poll = open_question(case)
        if poll is None:
            return
        diary, taken = _Diary.of(case, poll), set(poll.options)
        for index, option in enumerate(poll.options):
            if against := diary.against(option):
                better = _better(case, diary, option, taken)
                taken |= {better} if better else set()
                yield self.finding(
                    case,
                    case.campaign.place("poll", "options", index),
                    f"{clock(option)} {', and '.join(against)}",
                    f"offer {clock(better)} in its place, for instance" if better else self._hopeless(),
                )

    def _hopeless(self) -> str:
        return (
            f"take it out, or waive {self.code} with a reason: "
            f"no time of the {DAYS_AHEAD} days that follow suits everybody"
        )


def _asked(case: Case) -> tuple[Contact, ...]:
    """Those to whom the poll is sent, as far as they are known."""
    steps = (step.id for step in case.campaign.steps if step.send == "poll")
    return tuple({each.id: each for step in steps for each in case.readers.get(step, ())}.values())


def _meetings(case: Case, asked: tuple[Contact, ...]) -> Iterator[_Meeting]:
    """The meetings of other campaigns to which any of those asked are invited."""
    for schedule in case.siblings:
        event = schedule.campaign.event
        if event is None or event.status == "cancelled" or not _is_another(schedule, case):
            continue
        people = sum(_is_invited(schedule.campaign, each) for each in asked) if asked else None
        if people != 0 and schedule.starts is not None and schedule.ends is not None:
            yield _Meeting(event.title, schedule.starts, schedule.ends, people)


def _is_another(schedule: Schedule, case: Case) -> bool:
    return schedule.campaign.id != case.campaign.id and not waits_for(schedule.campaign, case.campaign)


def _is_invited(campaign: Campaign, contact: Contact) -> bool:
    """Whether somebody is invited to a campaign's event, at either table, or has a part in it."""
    event = campaign.event
    outer = event.outer_table.audience if event and event.outer_table else None
    tables = [table for table in (campaign.audience, outer) if table is not None]
    parts = (event.host, event.lead, *event.signed_by) if event else ()
    return contact.id in parts or any(contact in table for table in tables)


def _holds(on: Calendar, start: datetime, end: datetime) -> bool:
    """Whether a meeting lies within the working hours of one day."""
    same_day = start.astimezone(on.zone).date() == end.astimezone(on.zone).date()
    return same_day and is_open(on, start) and is_open(on, end)


def _better(case: Case, diary: _Diary, option: datetime, taken: set[datetime]) -> datetime | None:
    """The next time that nothing stands against: the nearest of that day, else of a day that follows."""
    on, closes = diary.at_home, case.schedule.closes
    for ahead in range(DAYS_AHEAD):
        day = option.date() + timedelta(ahead)
        for wall in sorted(_times(on, day), key=lambda each: abs(_since_midnight(each, option))):
            too_early = closes is not None and instant(wall, on.zone)[0] <= closes
            if wall not in taken and not too_early and not diary.against(wall):
                return wall
    return None


def _times(on: Calendar, day: date) -> Iterator[datetime]:
    """Every half hour of the working day."""
    if is_open_day(on, day):
        wall = datetime.combine(day, on.window.opens)
        while wall.time() <= on.window.closes and wall.date() == day:
            yield wall
            wall += HALF_HOUR


def _since_midnight(wall: datetime, option: datetime) -> timedelta:
    """How much later in its day a time is than the option in its own."""
    return datetime.combine(option, wall.time()) - option
