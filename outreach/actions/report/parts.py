"""A period cut into parts that a chart can show: weeks, months, quarters, years or more of them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from outreach.actions.report.figures import Part
from outreach.core.openhours import add_months

FEW_DAYS = 70
"""A period of at most so many days is cut into weeks."""
MOST = 36
"""Parts that a chart has room for."""
MONTHS = (1, 3, 12, 60, 120, 600)
"""How many months a part may have; the last is for all the years in which people write dates."""
WEEK = timedelta(days=7)
DAY = timedelta(days=1)


def parts_of(first: date, last: date) -> tuple[Part, ...]:
    """The period in parts, the first and last of them cut off at its ends."""
    if (last - first).days < FEW_DAYS:
        return tuple(_weeks(first, last))
    span = (last.year - first.year) * 12 + last.month - first.month
    size = next((each for each in MONTHS if span // each < MOST), MONTHS[-1])
    return tuple(_of_months(first, last, size))


def cuts(parts: tuple[Part, ...], where: ZoneInfo) -> list[datetime]:
    """The moment (UTC) at which each part begins."""
    return [datetime.combine(each.first, time.min, where).astimezone(UTC) for each in parts]


def _weeks(first: date, last: date) -> Iterator[Part]:
    start = first
    while start <= last:
        end = min(start + WEEK - (start.weekday() + 1) * DAY, last)
        yield Part(start, end, f"{start.day} {start:%b}", _days(start, end))
        start = end + DAY


def _of_months(first: date, last: date, size: int) -> Iterator[Part]:
    start = first
    while start <= last:
        turn = (start.year * 12 + start.month - 1) // size * size
        began = date(turn // 12, turn % 12 + 1, 1)
        end = min(add_months(began, size) - DAY, last)
        yield Part(start, end, *_names(began, end, size))
        start = end + DAY


def _names(began: date, end: date, size: int) -> tuple[str, str]:
    """What stands below a part, and what it is called in full."""
    if size == 1:
        return f"{began:%b}", f"{began:%B} {began.year}"
    if size < 12:  # noqa: PLR2004 - months of a year
        return f"{began:%b}", f"{began:%B} to {end:%B} {end.year}"
    years = str(began.year) if size == 12 else f"{began.year} to {end.year}"  # noqa: PLR2004
    return str(began.year), years


def _days(start: date, end: date) -> str:
    if start == end:
        return f"{end.day} {end:%B} {end.year}"
    month = "" if start.month == end.month else f" {start:%B}"
    return f"{start.day}{month} to {end.day} {end:%B} {end.year}"
