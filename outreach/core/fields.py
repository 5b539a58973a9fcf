"""The kinds of value that people write: addresses, links, zones, wall-clock times, ids."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, PlainValidator

from outreach.core.spelling import nearest

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RULE = re.compile(r"[A-Z][0-9]{3}")
ADDRESS = re.compile(r"[^\s@<>\"(),:;\\\[\]]+@[^\s@<>\"(),:;\\\[\]]+\.[^\s@<>\"(),:;\\\[\].]+")
CONTROL = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]")
DURATION = re.compile(r"(?:(\d+) ?d(?:ays?)?)? ?(?:(\d+) ?h(?:ours?)?)? ?(?:(\d+) ?m(?:in(?:utes?)?)?)?")
YEARS = range(2000, 2200)
LONGEST_MINUTES = 366 * 24 * 60
WALL = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d))?")


def _one_line(text: str) -> str:
    if CONTROL.search(text):
        raise ValueError("must be on one line, without control characters")
    if not text.strip():
        raise ValueError("must not be empty")
    return text.strip()


def _id(text: str) -> str:
    if not ID.fullmatch(text):
        raise ValueError("an id is lower-case words, digits and hyphens, such as `spring-launch`")
    return text


def _short_listed(text: str) -> str:
    """An address, or `@example.org` for everybody there; in lower case."""
    whole = text.strip().lower()
    _address(f"anybody{whole}" if whole.startswith("@") else whole)
    return whole


def _address(text: str) -> str:
    if not ADDRESS.fullmatch(text) or CONTROL.search(text):
        raise ValueError(f"`{text}` is not an e-mail address such as hello@example.org")
    return text


def _link(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"]+", text):
        raise ValueError(f"`{text}` is not a link; write it whole, starting with https://")
    return text.rstrip("/")


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


@cache
def _holiday_calendars() -> Mapping[str, list[str]]:
    from holidays import list_supported_countries  # noqa: PLC0415  # slow to import, and often not needed

    return list_supported_countries()


def _zone(text: str) -> str:
    if not is_zone(text):
        example = nearest(text, _zones()) or "; write one such as America/Denver"
        raise ValueError(f"`{text}` is not a time zone{example}")
    return text


def _holidays(text: str) -> str:
    country, _, part = text.partition("-")
    supported = _holiday_calendars()
    if country not in supported or (part and part not in supported[country]):
        raise ValueError(
            f"`{text}` is no calendar of holidays; write a country, or country and state, as US-WY"
        )
    return text


def _distinct(items: tuple[str, ...]) -> tuple[str, ...]:
    for position, item in enumerate(items):
        if not item.strip():
            raise ValueError("holds an empty text; write a name, or take it out")
        if item in items[:position]:
            raise ValueError(f"`{item}` stands twice in this list; take one out")
    return items


def _rule(text: str) -> str:
    if not RULE.fullmatch(text):
        raise ValueError(f"`{text}` is not a rule's code such as N001; `outreach rules` lists them")
    return text


def parse_wall(value: object) -> datetime:
    """A wall-clock time written `2027-03-18 09:00`, as a naive datetime.

    Raises:
        ValueError: it has another shape, or no such day or time exists.
    """
    found = WALL.fullmatch(value.strip()) if isinstance(value, str) else None
    if isinstance(value, datetime):
        return value
    if not found or found[4] is None:
        raise ValueError(f"`{value}` is not a date and time such as 2027-03-18 09:00")
    try:
        wall = datetime(*(int(part) for part in found.groups()))  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError as error:
        raise ValueError(f"`{value}` does not exist: {error}") from None
    _in_our_time(wall)
    return wall


def parse_date(value: object) -> date:
    """A day written `2027-03-18`.

    Raises:
        ValueError: it has another shape, or no such day exists.
    """
    if isinstance(value, date):
        return value
    found = WALL.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found or found[4] is not None:
        raise ValueError(f"`{value}` is not a date such as 2027-03-18")
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError as error:
        raise ValueError(f"`{value}` does not exist: {error}") from None
    _in_our_time(day)
    return day


def _in_our_time(day: date) -> None:
    if day.year not in YEARS:
        raise ValueError(f"the year of {day.isoformat()[:10]} is not from {YEARS[0]} to {YEARS[-1]}")


def parse_duration(value: object) -> timedelta:
    """A length of time written `2h`, `90m`, `1h 30m`, `2 hours`, `1 day`.

    Raises:
        ValueError: it has another shape, or is zero.
    """
    if isinstance(value, timedelta):
        return value
    found = DURATION.fullmatch(value.strip()) if isinstance(value, str) and value.strip() else None
    if not found:
        raise ValueError(f"`{value}` is not a length of time such as 2h or 90m")
    days, hours, minutes = (int(part or 0) for part in found.groups())
    if days * 24 * 60 + hours * 60 + minutes > LONGEST_MINUTES:
        raise ValueError(f"`{value}` is longer than a year; nothing here lasts so long")
    length = timedelta(days=days, hours=hours, minutes=minutes)
    if not length:
        raise ValueError("a length of time must be more than nothing")
    return length


OneLine = Annotated[str, AfterValidator(_one_line)]
Id = Annotated[str, AfterValidator(_id)]
Ids = Annotated[tuple[str, ...], AfterValidator(_distinct)]
RuleCode = Annotated[str, AfterValidator(_rule)]
Address = Annotated[str, AfterValidator(_address)]
ShortListed = Annotated[str, AfterValidator(_short_listed)]
Link = Annotated[str, AfterValidator(_link)]
ZoneName = Annotated[str, AfterValidator(_zone)]
HolidayCalendar = Annotated[str, AfterValidator(_holidays)]
WallTime = Annotated[datetime, PlainValidator(parse_wall)]
Day = Annotated[date, PlainValidator(parse_date)]
Duration = Annotated[timedelta, PlainValidator(parse_duration)]


def is_zone(name: str) -> bool:
    """Whether there is a zone of that name."""
    return name in _zones()


def zone(name: str) -> ZoneInfo:
    """The zone of that name, which has been checked to exist."""
    return ZoneInfo(name)
