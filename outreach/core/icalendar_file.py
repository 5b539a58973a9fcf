"""An invitation as the bytes of an iCalendar file (RFC 5545, 5546)."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from outreach.core.message import Invite, Mailbox

PRODUCT = "-//outreach//campaigns//EN"
_FOLD = 75
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_SPACES = re.compile(r"[\s\x00-\x1f\x7f]+")
_SPECIAL = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def to_ics(invite: Invite) -> bytes:
    """One VEVENT for one attendee; the same invite gives the same bytes.

    Times are written in UTC, lines end in CRLF and are folded at 75 octets (RFC 5545, 3.1).

    Raises:
        ValueError: a time carries no zone, or an address holds a space or a control character.
    """
    return "".join(_folded(line) for line in _lines(invite)).encode("utf-8")


def _lines(invite: Invite) -> Iterator[str]:
    cancelled = invite.method == "CANCEL"
    yield "BEGIN:VCALENDAR"
    yield f"PRODID:{PRODUCT}"
    yield "VERSION:2.0"
    yield "CALSCALE:GREGORIAN"
    yield f"METHOD:{invite.method}"
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(invite.uid)}"
    yield f"SEQUENCE:{invite.sequence}"
    yield f"DTSTAMP:{_utc(invite.stamp)}"
    yield f"DTSTART:{_utc(invite.starts)}"
    yield f"DTEND:{_utc(invite.starts.astimezone(UTC) + invite.duration)}"
    yield f"SUMMARY:{_text(invite.title)}"
    yield from _wordy("DESCRIPTION", invite.description)
    yield from _wordy("LOCATION", invite.location)
    if invite.url:
        yield f"URL:{_bare(invite.url)}"
    yield f"ORGANIZER{_named(invite.organizer)}"
    asked = "" if cancelled else ";PARTSTAT=NEEDS-ACTION;RSVP=TRUE"
    yield f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT{asked}{_named(invite.attendee)}"
    yield f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}"
    yield f"TRANSP:{'TRANSPARENT' if cancelled else 'OPAQUE'}"
    yield "END:VEVENT"
    yield "END:VCALENDAR"


def _wordy(name: str, value: str) -> Iterator[str]:
    if value:
        yield f"{name}:{_text(value)}"


def _text(value: str) -> str:
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", lines).translate(_SPECIAL)


def _bare(value: str) -> str:
    if _SPACES.search(value):
        raise ValueError(
            f"`{value!r}` cannot stand in a calendar file: it holds a space or a control character"
        )
    return value


def _named(mailbox: Mailbox) -> str:
    # RFC 5545, 3.2: a quoted parameter value may hold anything but a double quote and control characters.
    name = _CONTROL.sub("", _SPACES.sub(" ", mailbox.name)).replace('"', "'").strip()
    named = f';CN="{name}"' if name else ""
    return f"{named}:mailto:{_bare(mailbox.address)}"


def _utc(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError(f"the time {moment} carries no time zone")
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _folded(line: str) -> str:
    if len(line) <= _FOLD and line.isascii():
        return f"{line}\r\n"
    rest, room, parts = line.encode("utf-8"), _FOLD, list[bytes]()
    while len(rest) > room:
        cut = room
        while rest[cut] & 0xC0 == 0x80:  # noqa: PLR2004  a continuation byte of UTF-8
            cut -= 1
        parts.append(rest[:cut])
        rest, room = rest[cut:], _FOLD - 1
    return b"\r\n ".join([*parts, rest]).decode("utf-8") + "\r\n"
