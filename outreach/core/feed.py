"""A partnership's meetings as a calendar that anybody may subscribe to (RFC 5545, 5546, 7986)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from outreach.core.history import Announced
from outreach.core.icalendar_file import PRODUCT, Text, bare, mailto, named, utc
from outreach.core.message import Mailbox

REFRESH = timedelta(hours=1)
"""How often a subscriber may ask again."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What the calendar of one partnership is called, whose it is, and its meetings as people were told.

    `url` is the partnership's website, or empty.
    """

    name: str
    organizer: Mailbox
    meetings: tuple[Announced, ...]
    url: str = ""


def feed(calendar: Feed) -> bytes:
    """The calendar as an iCalendar file; the same meetings give the same bytes.

    One VEVENT for each meeting, in order of start, under the UID that its invitations carry; what is called
    off stays as STATUS:CANCELLED, so that it leaves the subscribers' calendars. There are no attendees and no
    words written for one person: METHOD:PUBLISH asks for an ORGANIZER and forbids ATTENDEE (RFC 5546, 3.2.1).
    The name and the refreshing stand twice: for programs that know RFC 7986 (5.1, 5.7), and for those that
    know only X-WR-CALNAME and X-PUBLISHED-TTL ([MS-OXCICAL], which describes both).

    Raises:
        ValueError: a time carries no zone, or an address holds a space or a control character.
    """
    from icalendar import Calendar, Event  # noqa: PLC0415 - costs 50 ms, not for `--help`

    whole = Calendar()
    for name, value in _envelope(calendar):
        _add(whole, name, value)
    whole.add("REFRESH-INTERVAL", REFRESH, {"VALUE": "DURATION"})
    for meeting in sorted(calendar.meetings, key=lambda each: (each.starts, each.uid)):
        event = Event()
        for name, value in _event(meeting):
            _add(event, name, value)
        event.add("ORGANIZER", mailto(calendar.organizer.address), named(calendar.organizer))
        whole.add_component(event)
    return bytes(whole.to_ical())


def _add(component: Any, name: str, value: object) -> None:  # noqa: ANN401 - the library is imported when used
    component.add(name, value, encode=not isinstance(value, Text))


def _envelope(calendar: Feed) -> Iterator[tuple[str, object]]:
    # Text, since the library does not escape what it does not know to be a text (NAME, X-WR-CALNAME).
    yield "VERSION", "2.0"
    yield "PRODID", PRODUCT
    yield "CALSCALE", "GREGORIAN"
    yield "METHOD", "PUBLISH"
    yield "NAME", Text(calendar.name)
    yield "X-WR-CALNAME", Text(calendar.name)
    yield "X-PUBLISHED-TTL", Text(f"PT{int(REFRESH.total_seconds()) // 3600}H")
    if calendar.url:
        yield "URL", bare(calendar.url)
    if calendar.meetings:
        yield "LAST-MODIFIED", utc(max(each.at for each in calendar.meetings))


def _event(meeting: Announced) -> Iterator[tuple[str, object]]:
    yield "UID", Text(meeting.uid)
    yield "SEQUENCE", meeting.sequence
    yield "DTSTAMP", utc(meeting.at)
    yield "LAST-MODIFIED", utc(meeting.at)
    yield "DTSTART", utc(meeting.starts)
    yield "DTEND", utc(meeting.starts) + meeting.duration
    yield "SUMMARY", Text(meeting.title)
    if meeting.location:
        yield "LOCATION", Text(meeting.location)
    yield "STATUS", "CANCELLED" if meeting.cancelled else "CONFIRMED"
    yield "TRANSP", "TRANSPARENT" if meeting.cancelled else "OPAQUE"
