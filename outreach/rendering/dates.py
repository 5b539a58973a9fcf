"""Dates and times as a reader in the United States writes them, on the reader's own clock."""

from datetime import date, datetime, timedelta, tzinfo

REMEDY = "give it a day or a time such as event.starts"


def long_date(value: object, zone: tzinfo | None) -> str:
    """`Thursday, March 18, 2027`, of a day or an aware moment."""
    day = _day(value, zone)
    return f"{day:%A}, {day:%B} {day.day}, {day.year}"


def short_day(value: object, zone: tzinfo | None) -> str:
    """`March 18`, of a day or an aware moment."""
    day = _day(value, zone)
    return f"{day:%B} {day.day}"


def clock_time(value: object, zone: tzinfo | None) -> str:
    """`9:00 AM`, of an aware moment."""
    moment = _moment(value, zone)
    return f"{moment.hour % 12 or 12}:{moment:%M} {'AM' if moment.hour < 12 else 'PM'}"  # noqa: PLR2004


def zone_name(value: object, zone: tzinfo | None) -> str:
    """`MDT`, or `UTC-03:00` where the zone has no letters of its own."""
    moment = _moment(value, zone)
    name, offset = moment.tzname() or "", f"{moment:%z}"
    return name if name.isalpha() else f"UTC{offset[:3]}:{offset[3:5]}"


def long_moment(value: object, zone: tzinfo | None) -> str:
    """`Thursday, March 18, 2027 at 9:00 AM MDT`, of an aware moment."""
    return f"{long_date(value, zone)} at {clock_time(value, zone)} {zone_name(value, zone)}"


def length(value: timedelta) -> str:
    """`1 hour 30 minutes`."""
    minutes = int(value.total_seconds()) // 60
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = ((days, "day"), (hours, "hour"), (minutes, "minute"))
    return " ".join(f"{n} {unit}{'s' * (n != 1)}" for n, unit in parts if n) or "0 minutes"


def _day(value: object, zone: tzinfo | None) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return _moment(value, zone)


def _moment(value: object, zone: tzinfo | None) -> datetime:
    if not isinstance(value, datetime):
        raise ValueError(f"a filter for dates cannot read {_kind(value)}; {REMEDY}")  # noqa: TRY004
    if value.tzinfo is None:
        raise ValueError("a time without a time zone cannot be shown on the reader's clock")
    return value.astimezone(zone) if zone else value


def _kind(value: object) -> str:
    if value is None:
        return "a value that is empty"
    return "a day without a time of day" if isinstance(value, date) else "what is not a date"
