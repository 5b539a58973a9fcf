"""Which days and moments are open, and counting in them.

A moment is open when its local day is open and it lies between that day's opening and closing, both
included. Where the clocks change at an end of the window, an opening that is skipped comes later by the gap,
a closing that is skipped comes earlier by it, and of an end that comes twice the first counts.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from outreach.core.phrase import Span

ONE_DAY = timedelta(days=1)
LONGEST_CLOSURE = 400
"""Days; a calendar that is closed for longer is taken for one that never opens."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days (Monday is 0) and hours, both ends included, in which messages may go out.

    Raises:
        ValueError: it closes before it opens, or at once.
    """

    days: frozenset[int]
    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError(
                f"the hours end at {self.closes:%H:%M}, not after they begin at {self.opens:%H:%M}; "
                "write the earlier time at `from:`, the later at `to:`"
            )


@dataclass(frozen=True, slots=True)
class Calendar:
    """One zone, one window, one set of holidays: what decides which moments are open.

    `is_holiday` answers whether a day is a holiday (`never` where there is no calendar).
    """

    zone: ZoneInfo
    window: Window
    is_holiday: Callable[[date], bool]


def never(day: date) -> bool:  # noqa: ARG001
    """The test of a calendar without holidays."""
    return False


def holiday_test(calendar: str | None) -> Callable[[date], bool]:
    """Whether a day is a public holiday, kept or observed, of a country, or a country and state (`US-WY`).

    Source: the `holidays` package.

    Raises:
        ValueError: there is no such calendar.
    """
    return _holiday_test(calendar) if calendar else never


@cache
def _holiday_test(calendar: str) -> Callable[[date], bool]:
    from holidays import country_holidays  # noqa: PLC0415  # slow to import, and often not needed

    country, _, part = calendar.partition("-")
    years: dict[int, frozenset[int]] = {}

    def days_of(year: int) -> frozenset[int]:
        known = country_holidays(country, subdiv=part or None, years=(year - 1, year, year + 1))
        return frozenset(day.toordinal() for day in known if day.year == year)

    def is_holiday(day: date) -> bool:
        days = years.get(day.year)
        if days is None:
            days = years[day.year] = days_of(day.year)
        return day.toordinal() in days

    try:
        country_holidays(country, subdiv=part or None)
    except NotImplementedError:
        raise ValueError(
            f"`{calendar}` is no calendar of holidays; write a country, or country and state, as US-WY"
        ) from None
    return is_holiday


@lru_cache(maxsize=16_384)
def steady_offset(zone: ZoneInfo, day: date) -> timedelta | None:
    """The zone's offset from UTC on a day on which its clocks do not change; None on one on which they do."""
    offset = datetime.combine(day, time.min, zone).utcoffset()
    return offset if offset == datetime.combine(day + ONE_DAY, time.min, zone).utcoffset() else None


@lru_cache(maxsize=4_096)
def in_words(day: date) -> str:
    """`Saturday 13 March`."""
    return f"{day:%A} {day.day} {day:%B}"


def instant(wall: datetime, zone: ZoneInfo) -> tuple[datetime, str]:
    """The moment (UTC) at which a clock on the wall shows a naive time, and a note where the clocks change.

    A time that is skipped moves forward by the gap; of one that comes twice the first is taken, unless
    `wall.fold` says the second.

    Raises:
        ValueError: `wall` carries a zone already.
    """
    if wall.tzinfo is not None:
        raise ValueError(f"{wall} carries a zone already")
    offset = steady_offset(zone, wall.date())
    if offset is not None:
        return (wall - offset).replace(tzinfo=UTC), ""
    first, second = _readings(wall, zone)
    if first > second:
        shown = first.astimezone(zone)
        return first, (
            f"{wall:%H:%M} does not exist on {in_words(wall)}, when the clocks go forward: "
            f"moved to {shown:%H:%M}"
        )
    if first == second or wall.fold:
        return second, ""
    return first, (
        f"{wall:%H:%M} comes twice on {in_words(wall)}, when the clocks go back: the first is taken"
    )


def _readings(wall: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    first, second = wall.replace(tzinfo=zone, fold=0), wall.replace(tzinfo=zone, fold=1)
    return first.astimezone(UTC), second.astimezone(UTC)


def wall_of(moment: datetime, zone: ZoneInfo) -> datetime:
    """What a clock on the wall shows at an aware moment, as a naive datetime."""
    return moment.astimezone(zone).replace(tzinfo=None)


def add_months(day: date, months: int) -> date:
    """The same day of another month (`months` may be negative), or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise OverflowError("date value out of range")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_open_day(calendar: Calendar, day: date) -> bool:
    """Whether messages may go out at some time of that local day."""
    return day.weekday() in calendar.window.days and not calendar.is_holiday(day)


def _nearest_open_day(calendar: Calendar, day: date, step: timedelta) -> date:
    found = day
    for _ in range(LONGEST_CLOSURE):
        if is_open_day(calendar, found):
            return found
        found += step
    side = "after" if step > timedelta() else "before"
    raise ValueError(
        f"no day is open for more than a year {side} {in_words(day)} {day.year}: the days of the sending "
        "hours and the holidays leave none; open a day in `send_window` or `post_window`"
    )


def open_day_on_or_after(calendar: Calendar, day: date) -> date:
    """The day itself where it is open, else the next open one.

    Raises:
        ValueError: the calendar has no open day.
    """
    return _nearest_open_day(calendar, day, ONE_DAY)


def open_day_on_or_before(calendar: Calendar, day: date) -> date:
    """The day itself where it is open, else the last open one before it.

    Raises:
        ValueError: the calendar has no open day.
    """
    return _nearest_open_day(calendar, day, -ONE_DAY)


def add_business_days(calendar: Calendar, day: date, days: int) -> date:
    """The n-th open day strictly after `day`, or strictly before it where `days` is negative.

    Raises:
        ValueError: the calendar has no open day.
    """
    step = ONE_DAY if days > 0 else -ONE_DAY
    for _ in range(abs(days)):
        day = _nearest_open_day(calendar, day + step, step)
    return day


def opening(calendar: Calendar, day: date) -> datetime:
    """The first moment (UTC) of an open day's window."""
    return instant(datetime.combine(day, calendar.window.opens), calendar.zone)[0]


def closing(calendar: Calendar, day: date) -> datetime:
    """The last moment (UTC) of an open day's window, which still belongs to it."""
    last = min(_readings(datetime.combine(day, calendar.window.closes), calendar.zone))
    return max(last, opening(calendar, day))


def is_open(calendar: Calendar, moment: datetime) -> bool:
    """Whether an aware moment lies on an open day, within the window."""
    local = moment.astimezone(calendar.zone)
    day = local.date()
    if not is_open_day(calendar, day):
        return False
    if steady_offset(calendar.zone, day) is None:
        return opening(calendar, day) <= moment <= closing(calendar, day)
    return calendar.window.opens <= local.time() <= calendar.window.closes


def next_open(calendar: Calendar, moment: datetime) -> datetime:
    """The first open moment (UTC) from an aware moment on: itself where it is open.

    Raises:
        ValueError: the calendar has no open day.
    """
    if is_open(calendar, moment):
        return moment.astimezone(UTC)
    day = moment.astimezone(calendar.zone).date()
    if is_open_day(calendar, day) and moment < (first := opening(calendar, day)):
        return first
    return opening(calendar, open_day_on_or_after(calendar, day + ONE_DAY))


def add_open_time(calendar: Calendar, start: datetime, length: timedelta) -> datetime:
    """The moment (UTC) when `length` of open time has passed since an aware `start`.

    Raises:
        ValueError: `length` is negative, or the calendar has no open day.
    """
    if length < timedelta():
        raise ValueError("open time is counted forward only")
    moment = next_open(calendar, start)
    while True:
        day = moment.astimezone(calendar.zone).date()
        left = closing(calendar, day) - moment
        if length <= left:
            return moment + length
        length -= left
        moment = opening(calendar, open_day_on_or_after(calendar, day + ONE_DAY))


def after_span(calendar: Calendar, start: datetime, span: Span) -> datetime:
    """The moment (UTC) a span after an aware `start`.

    Minutes and hours are time that really passes; days, weeks and months keep the local time of day, as do
    business days, the n-th open day after that of `start`.

    Raises:
        ValueError: business days are counted in a calendar that has no open day.
    """
    if span.unit in ("minutes", "hours"):
        return start.astimezone(UTC) + timedelta(**{span.unit: span.amount})
    wall = wall_of(start, calendar.zone)
    day = shifted(calendar, wall.date(), span.unit, span.amount)
    return instant(datetime.combine(day, wall.time()), calendar.zone)[0]


def shifted(calendar: Calendar, day: date, unit: str, amount: int) -> date:
    """The day that lies `amount` days, business days, weeks or months from `day`; negative counts back."""
    if unit == "days":
        return day + timedelta(amount)
    if unit == "weeks":
        return day + timedelta(7 * amount)
    if unit == "months":
        return add_months(day, amount)
    return add_business_days(calendar, day, amount)
