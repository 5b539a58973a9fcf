"""When: the phrases people write, and the calendar that turns them into instants.

Pure arithmetic on wall-clock time; an instant is made last, in the campaign's zone, so that nine o'clock
stays nine o'clock when the clocks change. This is the room's door: phrases are read in `phrase`, open days
and hours are counted in `openhours`, and all of it is imported from here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from outreach.core.openhours import (
    Calendar,
    Window,
    add_business_days,
    add_months,
    add_open_time,
    after_span,
    closing,
    holiday_test,
    in_words,
    instant,
    is_open,
    is_open_day,
    never,
    next_open,
    open_day_on_or_after,
    open_day_on_or_before,
    opening,
    shifted,
    steady_offset,
    wall_of,
)
from outreach.core.phrase import (
    Every,
    On,
    Relative,
    Span,
    Unit,
    When,
    parse_days,
    parse_span,
    parse_time,
    parse_when,
)

__all__ = [
    "Calendar",
    "Every",
    "On",
    "Planned",
    "Relative",
    "Span",
    "Unit",
    "When",
    "Window",
    "add_business_days",
    "add_months",
    "add_open_time",
    "after_span",
    "closing",
    "holiday_test",
    "in_words",
    "in_zone",
    "instant",
    "is_open",
    "is_open_day",
    "never",
    "next_open",
    "open_day_on_or_after",
    "open_day_on_or_before",
    "opening",
    "parse_days",
    "parse_span",
    "parse_time",
    "parse_when",
    "resolve",
    "wall_of",
]

END_OF_TIME = date(9000, 1, 1)


@dataclass(frozen=True, slots=True)
class Planned:
    """A moment worked out: its nominal local day before any move, the wall-clock time, the instant (UTC).

    `wall` is what the clock in the calendar's zone shows at `due`, after all moves. `notes` say in words what
    was moved and why: a closed day, a time outside the window, a change of clocks. For a `local` time `due`
    is that of the calendar's zone; `in_zone` gives a reader's own.
    """

    nominal: date
    wall: datetime
    due: datetime
    notes: tuple[str, ...] = ()


def resolve(when: When, anchor: datetime | date | None, calendar: Calendar) -> Iterator[Planned]:
    """The moments a phrase means: one for Relative and On, many for Every (without `until`, endlessly many).

    Args:
        when: the phrase.
        anchor: what a Relative counts from, as naive wall-clock time in the calendar's zone; only a date
            stands for the opening of the window on that day. None for the others.
        calendar: zone, window and holidays to keep to.

    Raises:
        ValueError: a Relative has no anchor, the calendar has no open day, or no calendar reaches that far.
    """
    if isinstance(when, Every):
        return _recurring(when, calendar)
    try:
        if isinstance(when, On):
            return iter((_planned(calendar, when.day, when.at, back=False),))
        if anchor is None:
            raise ValueError(f"`{when.anchor}` has no day to count from yet")
        return iter((_relative(when, anchor, calendar),))
    except OverflowError:
        raise ValueError(f"counting from {anchor} leads beyond the years of any calendar") from None


def in_zone(planned: Planned, zone: ZoneInfo) -> Planned:
    """The same wall-clock time in another zone: what `at 09:00 local` means to a reader there."""
    due, note = instant(planned.wall, zone)
    if not note:
        return Planned(planned.nominal, planned.wall, due, planned.notes)
    return Planned(planned.nominal, wall_of(due, zone), due, (*planned.notes, note))


def _relative(when: Relative, anchor: datetime | date, calendar: Calendar) -> Planned:
    amount = -when.amount if when.before else when.amount
    start = anchor if isinstance(anchor, datetime) else datetime.combine(anchor, calendar.window.opens)
    if when.unit == "minutes" or when.unit == "hours":  # noqa: PLR1714  # a tenth of the time of a membership test
        seconds = amount * (60 if when.unit == "minutes" else 3600)
        return _elapsed(when, instant(start, calendar.zone)[0] + timedelta(seconds=seconds), calendar)
    day = shifted(calendar, start.date(), when.unit, amount)
    return _planned(calendar, day, when.at or start.time(), back=when.before)


def _elapsed(when: Relative, due: datetime, calendar: Calendar) -> Planned:
    wall = wall_of(due, calendar.zone)
    day = wall.date()
    if when.at is not None or not is_open_day(calendar, day):
        return _planned(calendar, day, when.at or wall.time(), back=when.before)
    return _within_hours(Planned(day, wall, due), day, calendar)


def _recurring(when: Every, calendar: Calendar) -> Iterator[Planned]:
    last = when.until or END_OF_TIME
    for turn in count():
        day = shifted(calendar, when.first, when.unit, turn * when.amount)
        if day > last:
            return
        yield _planned(calendar, day, when.at, back=False, last=last)


def _planned(calendar: Calendar, nominal: date, at: time, *, back: bool, last: date = END_OF_TIME) -> Planned:
    notes: tuple[str, ...] = ()
    day, window = nominal, calendar.window
    if nominal.weekday() not in window.days or calendar.is_holiday(nominal):
        day = _moved(calendar, nominal, last, back=back)
        why = "a holiday" if nominal.weekday() in window.days else "a closed day"
        notes = (f"moved from {in_words(nominal)}, {why}, to {in_words(day)}",)
    wall = datetime.combine(day, at)
    offset = steady_offset(calendar.zone, day)
    if offset is not None and window.opens <= at <= window.closes:
        return Planned(nominal, wall, (wall - offset).replace(tzinfo=UTC), notes)
    due, note = instant(wall, calendar.zone)
    return _within_hours(Planned(nominal, wall, due, notes), day, calendar, note)


def _moved(calendar: Calendar, nominal: date, last: date, *, back: bool) -> date:
    if not back:
        day = open_day_on_or_after(calendar, nominal)
        if day <= last:
            return day
    return open_day_on_or_before(calendar, nominal)


def _within_hours(planned: Planned, day: date, calendar: Calendar, note: str = "") -> Planned:
    window = calendar.window
    if steady_offset(calendar.zone, day) is not None and window.opens <= planned.wall.time() <= window.closes:
        return planned
    first, last = opening(calendar, day), closing(calendar, day)
    if first <= planned.due <= last:
        wall = wall_of(planned.due, calendar.zone) if note else planned.wall
        return Planned(planned.nominal, wall, planned.due, (*planned.notes, note) if note else planned.notes)
    edge, name = (first, "start") if planned.due < first else (last, "end")
    wall = wall_of(edge, calendar.zone)
    move = f"moved from {planned.wall:%H:%M} to {wall:%H:%M}, the {name} of the sending hours"
    return Planned(planned.nominal, wall, edge, (*planned.notes, move))
