"""The times of a calendar (RFC 5545, 3.3.4, 3.3.5) as moments in UTC, whatever their zone is called."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from outreach.core.fields import is_zone, zone
from outreach.core.inbound.contentlines import Component

ToUtc = Callable[[datetime], datetime]
"""From the time on a zone's clocks (naive) to the moment (UTC)."""
BYWEEKDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(?:\d\d)?")
_RULE = re.compile(r"([A-Z]{2,12})=([^;]{1,200})", re.IGNORECASE)
_BYDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.IGNORECASE)
_NAMELESS_UTC = frozenset({"Z", "tzone://Microsoft/Utc", "Coordinated Universal Time"})


@dataclass(frozen=True, slots=True)
class Observance:
    """From when on (by the clocks before) the clocks are that far ahead of UTC, and the rule it returns by.

    `rule` holds the parts of its RRULE; empty where it happens once.
    """

    onset: datetime
    ahead: timedelta
    rule: dict[str, str]

    def last_onset(self, wall: datetime) -> datetime | None:
        """The last time it began before or at a time on the clocks; None where it had not yet."""
        if self.onset > wall:
            return None
        found = [each for each in self._returns(wall) if self.onset <= each <= wall]
        return max(found, default=self.onset)

    def _returns(self, wall: datetime) -> Iterator[datetime]:
        """When it begins in that year and the one before, by its rule (RFC 5545, 3.3.10).

        Its parts are those by which clocks change; the days are looked through one by one, so that a rule
        made to be slow is not.
        """
        if self.rule.get("FREQ", "").upper() != "YEARLY":
            return
        until = _until(self.rule.get("UNTIL", ""))
        for year in (wall.year - 1, wall.year):
            if year < 1:
                continue
            for day in self._days(year):
                begins = datetime.combine(day, self.onset.time())
                if until is None or begins <= until:
                    yield begins

    def _days(self, year: int) -> Iterator[date]:
        month = _number(self.rule.get("BYMONTH", "")) or self.onset.month
        if not 1 <= month <= 12:  # noqa: PLR2004 - months
            return
        weekdays = [(_number(nth), name.upper()) for nth, name in _BYDAY.findall(self.rule.get("BYDAY", ""))]
        monthdays = {_number(each) for each in self.rule.get("BYMONTHDAY", "").split(",")} - {0}
        if not weekdays and not monthdays:
            monthdays = {self.onset.day}
        length = monthrange(year, month)[1]
        for number in range(1, length + 1):
            day = date(year, month, number)
            is_one = not monthdays or number in monthdays or number - length - 1 in monthdays
            if is_one and (not weekdays or any(_is_nth(day, length, *each) for each in weekdays)):
                yield day


def zones(whole: Component) -> Callable[[str], ToUtc | None]:
    """What the zones are that a calendar names: by their name, else by what the calendar says of them.

    Names may be IANA's, Windows' (by the table of icalendar, after CLDR's), or either behind the name of a
    program (`/freeassociation.sourceforge.net/America/Denver`; RFC 5545, 3.2.19). A name that is known is
    believed before the rules beside it, which are often old. None for a zone that nobody knows.
    """
    described = {each.first("TZID").partition(":")[2].strip(): each for each in whole.all("VTIMEZONE")}

    def found(name: str) -> ToUtc | None:
        known = known_zone(name)
        if known is None and name in described:
            location = described[name].first("X-LIC-LOCATION").partition(":")[2].strip()
            known = known_zone(location) or _described(described[name])
        return known

    return found


def known_zone(name: str) -> ToUtc | None:
    """The zone of that name, IANA's or Windows', or None."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # noqa: PLC0415 - slow

    if name in _NAMELESS_UTC:
        return lambda wall: wall.replace(tzinfo=UTC)
    parts = name.strip().strip('"').strip("/").split("/")[-6:]
    for start in range(len(parts)):
        called = "/".join(parts[start:])
        called = WINDOWS_TO_OLSON.get(called, called)
        if is_zone(called):
            it = zone(called)
            return lambda wall: wall.replace(tzinfo=it).astimezone(UTC)
    return None


def moment(value: str, to_utc: ToUtc | None) -> datetime | None:
    """A DATE-TIME or DATE as a moment (UTC); None where it is none, or no zone tells which moment it is.

    A day stands for its beginning.
    """
    from icalendar.prop import vDDDTypes  # noqa: PLC0415 - slow

    try:
        read = vDDDTypes.from_ical(value.strip())  # type: ignore[no-untyped-call]
        if isinstance(read, datetime) and read.tzinfo is not None:
            return read.astimezone(UTC)
        if isinstance(read, date) and to_utc is not None:
            return to_utc(read if isinstance(read, datetime) else datetime.combine(read, time()))
    except (ValueError, OverflowError):
        return None
    return None


def length(value: str) -> timedelta | None:
    """A DURATION that goes forward, or None."""
    from icalendar.prop import vDDDTypes  # noqa: PLC0415 - slow

    try:
        read = vDDDTypes.from_ical(value.strip())  # type: ignore[no-untyped-call]
    except (ValueError, OverflowError):
        return None
    return read if isinstance(read, timedelta) and read > timedelta() else None


def _described(component: Component) -> ToUtc | None:
    """The zone that a VTIMEZONE describes (RFC 5545, 3.6.5); None where it says nothing that can be read."""
    found = [each for one in component.all("STANDARD", "DAYLIGHT") if (each := _observance(one))]
    if not found:
        return None

    def to_utc(wall: datetime) -> datetime:
        begun = [(onset, each) for each in found if (onset := each.last_onset(wall)) is not None]
        if not begun:
            return wall.replace(tzinfo=UTC) - min(found, key=lambda each: each.onset).ahead
        return wall.replace(tzinfo=UTC) - max(begun, key=lambda each: each[0])[1].ahead

    return to_utc


def _observance(component: Component) -> Observance | None:
    onset = moment(component.first("DTSTART").partition(":")[2], lambda wall: wall.replace(tzinfo=UTC))
    offset = _OFFSET.fullmatch(component.first("TZOFFSETTO").partition(":")[2].strip())
    if onset is None or offset is None:
        return None
    ahead = timedelta(hours=int(offset[2]), minutes=int(offset[3])) * (-1 if offset[1] == "-" else 1)
    if abs(ahead) >= timedelta(days=1):
        return None
    rule = {name.upper(): value for name, value in _RULE.findall(component.first("RRULE").partition(":")[2])}
    return Observance(onset.replace(tzinfo=None), ahead, rule)


def _until(value: str) -> datetime | None:
    found = moment(value, lambda wall: wall.replace(tzinfo=UTC)) if value else None
    return found.replace(tzinfo=None) + timedelta(days=1) if found is not None and found.year < 9999 else None  # noqa: PLR2004


def _is_nth(day: date, length_: int, nth: int, name: str) -> bool:
    """Whether a day is the nth of its weekday in its month, counted from the end where that is negative."""
    if BYWEEKDAY[day.weekday()] != name:
        return False
    return nth in (0, (day.day - 1) // 7 + 1, -((length_ - day.day) // 7 + 1))


def _number(text: str) -> int:
    try:
        return int(text[:4]) if text.isascii() else 0
    except ValueError:
        return 0
