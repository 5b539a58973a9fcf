"""Moving a workspace's dates to another year, so that everything in it stays as it was to itself.

Every date moves by the same number of whole weeks, so weekdays stay. A step that recurs by the month cannot
move like that: months differ in length. Its first day is chosen so that each of its turns falls into the week
it fell into before, and what is named after a turn is named after its new day.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count, islice

from outreach.core.campaign import Campaign, Step, occurrence_date
from outreach.core.history import History
from outreach.core.house import House
from outreach.core.people import Partnership
from outreach.core.plan import Schedule
from outreach.core.schedule import Setting, calendars, lay_out_all
from outreach.core.when import Calendar, Every, Planned, add_months, holiday_test, resolve

WEEK = timedelta(days=7)
FAR_ENOUGH = timedelta(days=5)
"""The least time between starting and the first step: to look around, import people and approve."""

NEIGHBOURS = (0, 1, -1)
"""Weeks by which a move may differ from the nearest one, in the order tried; more would change the season."""

OFFSETS = (0, -1, 1, -2, 2, -3, 3)
"""Days by which the first day of a recurring step may differ from the whole weeks."""

TURNS = 12
"""So many turns of a step that recurs without an end are looked at."""

LONG_AGO, FAR_AHEAD = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Written:
    """What a workspace says, read: enough to know its days."""

    house: House
    partnerships: Mapping[str, Partnership]
    campaigns: Sequence[Campaign]


@dataclass(frozen=True, slots=True)
class Recurring:
    """A step that recurs, the calendar it keeps to, and its turns as written."""

    step: Step
    when: Every
    calendar: Calendar
    turns: tuple[Planned, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """Where days go: `turns` by the day they are now, all others `by` whole weeks.

    `known` are all days that the workspace plans something for, and `months` the months whose events all move
    to one other month. `firsts` are the first days of recurring steps, and `files` the content files named
    after a turn, each with its new name and the days of that turn.
    """

    by: timedelta = timedelta()
    known: frozenset[date] = frozenset()
    months: Mapping[int, int] = field(default_factory=dict)
    firsts: Mapping[date, date] = field(default_factory=dict)
    turns: Mapping[date, date] = field(default_factory=dict)
    files: Mapping[str, tuple[str, Mapping[date, date]]] = field(default_factory=dict)


def move_to_coming_year(written: Written, today: date) -> Move:
    """The move to the first year whose first step is still far enough ahead of `today`.

    In the year the workspace is written for nothing moves.
    """
    events, days = _days(written)
    recurring = tuple(_recurring(written))
    first = min((*days, *(turn.wall.date() for each in recurring for turn in each.turns)))
    if first - today >= FAR_ENOUGH:
        return Move()
    is_holiday = holiday_test(written.house.organisation.holidays)
    years = count(max(first.year + 1, today.year))
    moves = (
        _move(_nearest(events, days, is_holiday, first, year), events, days, recurring) for year in years
    )
    return next(move for move in moves if min(first + move.by, *move.turns.values()) - today >= FAR_ENOUGH)


def _nearest(
    events: frozenset[date], days: frozenset[date], is_holiday: Callable[[date], bool], first: date, year: int
) -> timedelta:
    """The whole weeks nearest to the same days of `year` that put no open day on a holiday, or the fewest.

    A step on a holiday goes out a day earlier or later; an event would have to be moved by hand.
    """
    weeks = round((add_months(first, 12 * (year - first.year)) - first) / WEEK)

    def closed(neighbour: int) -> tuple[int, int]:
        by = (weeks + neighbour) * WEEK
        hit = {day for day in days if is_holiday(day + by) and not is_holiday(day)}
        return len(hit & events), len(hit)

    return (weeks + min(NEIGHBOURS, key=closed)) * WEEK


def _turned(each: Recurring, by: timedelta) -> tuple[Planned, ...]:
    """The turns of a recurring step after a move, from the first day that keeps them in their weeks."""
    until = each.when.until and each.when.until + by
    found = [
        _turns(replace(each.when, first=each.when.first + by + timedelta(offset), until=until), each.calendar)
        for offset in OFFSETS
    ]
    return min(found, key=lambda turns: (bool(turns[0].notes), _strayed(each.turns, turns, by)))


def _turns(when: Every, calendar: Calendar) -> tuple[Planned, ...]:
    return tuple(islice(resolve(when, None, calendar), None if when.until else TURNS))


def _strayed(before: Sequence[Planned], after: Sequence[Planned], by: timedelta) -> int:
    """How many turns leave the week they were in, or have no counterpart."""
    pairs = zip(before, after, strict=False)
    return abs(len(before) - len(after)) * 10 + sum(
        _monday(old.wall.date()) + by != _monday(new.wall.date()) for old, new in pairs
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _move(
    by: timedelta, events: frozenset[date], days: frozenset[date], recurring: Sequence[Recurring]
) -> Move:
    firsts: dict[date, date] = {}
    turns: dict[date, date] = {}
    files: dict[str, tuple[str, Mapping[date, date]]] = {}
    for each in recurring:
        moved = _turned(each, by)
        firsts[each.when.first] = moved[0].nominal
        for old, new in zip(each.turns, moved, strict=False):
            pair = {old.wall.date(): new.wall.date(), old.nominal: new.nominal}
            turns |= pair
            if name := each.step.content:
                files[_content(name, old.nominal)] = (_content(name, new.nominal), pair)
    months = _months(days, by) | _months(events, by)
    return Move(by, days | turns.keys(), months, firsts, turns, files)


def _months(days: frozenset[date], by: timedelta) -> dict[int, int]:
    """Where each month goes whose days all move to one month."""
    moved: dict[int, set[int]] = {}
    for day in days:
        moved.setdefault(day.month, set()).add((day + by).month)
    return {month: new.pop() for month, new in moved.items() if len(new) == 1}


def _content(pattern: str, day: date) -> str:
    return pattern.replace("{{ occurrence.date }}", day.isoformat())


def _recurring(written: Written) -> Iterator[Recurring]:
    for campaign in written.campaigns:
        partnership = written.partnerships.get(campaign.partnership or "")
        mail, posts = calendars(campaign, written.house, partnership)
        for step in campaign.steps:
            if isinstance(step.when, Every):
                calendar = posts if step.send == "post" else mail
                yield Recurring(step, step.when, calendar, _turns(step.when, calendar))


def _days(written: Written) -> tuple[frozenset[date], frozenset[date]]:
    """The days of events, and every day on which something goes out, takes place or falls due.

    Those of recurring steps are not among them.
    """
    events, days = set(), {wall.date() for wall in written.house.council.meetings}
    for campaign in written.campaigns:
        days |= {commitment.due for commitment in campaign.commitments}
        events |= {option.date() for option in campaign.poll.options} if campaign.poll else set()
    for turn in range(_most_options(written.campaigns)):
        for schedule in _laid_out(written, turn):
            zone = schedule.mail.zone
            events |= {schedule.starts.astimezone(zone).date()} if schedule.starts else set()
            days |= {schedule.closes.astimezone(zone).date()} if schedule.closes else set()
            days |= {
                touch.wall.date()
                for touch in schedule.touches
                if touch.wall is not None and occurrence_date(touch.occurrence) is None
            }
    return frozenset(events), frozenset(events | days)


def _most_options(campaigns: Sequence[Campaign]) -> int:
    return max((len(each.poll.options) for each in campaigns if each.poll), default=1)


def _laid_out(written: Written, turn: int) -> Iterable[Schedule]:
    """All campaigns in time, as if every poll chose its option number `turn`."""
    histories = {
        each.id: History(each.id, decision=each.poll.options[min(turn, len(each.poll.options) - 1)])
        for each in written.campaigns
        if each.poll is not None
    }
    setting = Setting(written.house, written.partnerships, LONG_AGO, FAR_AHEAD, {})
    return lay_out_all(written.campaigns, histories, setting).values()
