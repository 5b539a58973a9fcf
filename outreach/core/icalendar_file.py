"""An invitation as the bytes of an iCalendar file (RFC 5545, 5546)."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import quote

from outreach.core.message import Invite, Mailbox

PRODUCT = "-//outreach//campaigns//EN"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_SPACES = re.compile(r"[\s\x00-\x1f\x7f]+")
_SPECIAL = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


class Text(str):
    r"""A TEXT value (RFC 5545, 3.3.11).

    The library's own, `vText` of icalendar 7.3, makes a line break of a backslash before a capital N: a room
    called `Hall\North` would come out on two lines.
    """

    __slots__ = ()

    def to_ical(self) -> bytes:
        """The value escaped, in UTF-8."""
        lines = self.replace("\r\n", "\n").replace("\r", "\n")
        return _CONTROL.sub("", lines).translate(_SPECIAL).encode()


@lru_cache(maxsize=1)
def to_ics(invite: Invite) -> bytes:
    """One VEVENT for one attendee; the same invite gives the same bytes, remembered for those who ask twice.

    Times are written in UTC, lines end in CRLF and are folded at 75 octets (RFC 5545, 3.1). A cancellation
    names the event by its UID, its attendee and a raised SEQUENCE, and keeps its times (RFC 5546, 3.2.5).
    What turns a proposal down names the event, the attendee and the proposal's SEQUENCE, and nothing else
    but a comment (3.2.8): in their calendar the event stays as it is.
    No property of Microsoft's own is needed: without X-MICROSOFT-CDO-INTENDEDSTATUS a meeting is busy
    ([MS-OXCICAL], X-MICROSOFT-CDO-INTENDEDSTATUS). DTSTAMP says when it was revised, so that LAST-MODIFIED
    would say nothing more (RFC 5545, 3.8.7.2).

    Raises:
        ValueError: a time carries no zone, or an address holds a space or a control character.
    """
    # Costs 50 ms, which `--help` and a pass that invites nobody must not pay.
    from icalendar import Calendar, Event  # noqa: PLC0415

    calendar, event = Calendar(), Event()
    for name, words in _envelope(invite):
        calendar.add(name, words)
    for name, value in _event(invite):
        event.add(name, value, encode=not isinstance(value, Text))
    for name, person, asked in _people(invite):
        event.add(name, mailto(person.address), named(person) | asked)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _envelope(invite: Invite) -> Iterator[tuple[str, str]]:
    yield "VERSION", "2.0"
    yield "PRODID", PRODUCT
    yield "CALSCALE", "GREGORIAN"
    yield "METHOD", invite.method


def _event(invite: Invite) -> Iterator[tuple[str, str | int | datetime]]:
    yield "UID", Text(invite.uid)
    yield "SEQUENCE", invite.sequence
    yield "DTSTAMP", utc(invite.stamp)
    if invite.comment:
        yield "COMMENT", Text(invite.comment)
    if invite.method != "DECLINECOUNTER":
        yield from _described(invite)


def _described(invite: Invite) -> Iterator[tuple[str, str | int | datetime]]:
    cancelled = invite.method == "CANCEL"
    yield "DTSTART", utc(invite.starts)
    yield "DTEND", utc(invite.starts) + invite.duration
    yield "SUMMARY", Text(invite.title)
    if invite.description:
        yield "DESCRIPTION", Text(invite.description)
    if invite.location:
        yield "LOCATION", Text(invite.location)
    if invite.url:
        yield "URL", bare(invite.url)
    yield "STATUS", "CANCELLED" if cancelled else "CONFIRMED"
    yield "TRANSP", "TRANSPARENT" if cancelled else "OPAQUE"


def _people(invite: Invite) -> Iterator[tuple[str, Mailbox, dict[str, str]]]:
    yield "ORGANIZER", invite.organizer, {}
    asked = {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT"}
    if invite.method == "REQUEST":
        asked |= {"PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
    yield "ATTENDEE", invite.attendee, asked


def named(mailbox: Mailbox) -> dict[str, str]:
    """A name as the parameter of an address; nothing where there is none (RFC 5545, 3.2.2)."""
    # The library writes a double quote as ^' (RFC 6868), which few calendars undo, and reads a backslash,
    # which means nothing in a parameter, as an escape.
    name = _CONTROL.sub("", _SPACES.sub(" ", mailbox.name)).replace('"', "'").replace("\\", "/").strip()
    return {"CN": name} if name else {}


def mailto(address: str) -> str:
    """An address as a CAL-ADDRESS (RFC 5545, 3.3.3): a URI, its letters beyond ASCII escaped (RFC 6068).

    Raises:
        ValueError: it holds a space or a control character.
    """
    return f"mailto:{bare(address)}" if address.isascii() else f"mailto:{quote(bare(address), safe='@+')}"


def bare(value: str) -> str:
    """A link or an address as it stands in the file.

    Raises:
        ValueError: it holds a space or a control character.
    """
    if _SPACES.search(value):
        raise ValueError(
            f"`{value!r}` cannot stand in a calendar file: it holds a space or a control character"
        )
    return value


def utc(moment: datetime) -> datetime:
    """A moment in UTC.

    Raises:
        ValueError: it carries no zone.
    """
    if moment.tzinfo is None:
        raise ValueError(f"the time {moment} carries no time zone")
    return moment.astimezone(UTC)
