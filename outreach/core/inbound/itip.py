"""What a calendar answers for its owner: METHOD:REPLY and METHOD:COUNTER (RFC 5546, 3.2.3, 3.2.7; RFC 6047).

Calendars differ: in where the answer stands, in whom they name, in what they leave out. What was meant is
read as far as it goes; what cannot be read is nothing, and no bytes at all raise an error.
"""

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Literal, cast, get_args
from urllib.parse import unquote

from outreach.core.inbound.contentlines import Component, calendar
from outreach.core.inbound.nouns import CalendarReply, Mail, Part, Partstat
from outreach.core.inbound.zones import ToUtc, length, moment, zones

Method = Literal["REPLY", "COUNTER"]

MOST_PARTS = 10
LONGEST_NAME = 200
LONGEST_ADDRESS = 1000
LONGEST_COMMENT = 4000
LARGEST_SEQUENCE = 2**31 - 1
_KINDS = frozenset({"text/calendar", "text/x-vcalendar", "application/ics", "application/calendar"})
_ENDINGS = (".ics", ".ical", ".vcs")
_PEOPLE = frozenset({"ATTENDEE", "ORGANIZER"})
_PARAMETER = re.compile(r';[ \t]*([A-Z0-9-]{1,60})[ \t]*=[ \t]*("[^"]*"|(?:mailto:)?[^;:"]*)', re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_SPACES = re.compile(r"\s+")
_ADDRESS = re.compile(r"[^\s<>\"@,;:]{1,64}@[^\s<>\"@,;:]{1,255}")
# How Exchange wraps the UID of an event that was not its own ([MS-OXOCAL], 2.2.1.27).
_WRAPPED = re.compile(
    r"040000008200E00074C5B7101A82E008[0-9A-F]{48}7643616C2D55696401000000([0-9A-F]+)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Property:
    """A content line read: its parameters, names in capitals, and its value."""

    params: dict[str, str]
    value: str


@dataclass(frozen=True, slots=True)
class Attendee:
    """One ATTENDEE: the address in lower case, and what it says."""

    address: str
    partstat: Partstat
    name: str = ""
    by: str = ""
    delegated_to: str = ""
    comment: str = ""


def calendar_reply(mail: Mail) -> CalendarReply | None:
    """What a calendar says for its owner in a mail; None where none says anything.

    It may stand in a part of any of the media types that calendars use, or in an attached file. What the
    calendar itself names its METHOD is believed before what the mail does, but for a proposal, which either
    makes: it is never taken for a yes.

    Of several attendees the one who answers is meant; where the calendar names none, the sender. Where it
    does not say when it was written, the mail does. Time of day without a zone is that of the calendar's own
    zone; where it has none, nobody can tell the moment, and `starts` is None.
    """
    parts = (each for each in mail.parts if each.kind in _KINDS or each.name.lower().endswith(_ENDINGS))
    read = (_read(each, mail) for each in islice(parts, MOST_PARTS))
    return next((each for each in read if each is not None), None)


def _read(part: Part, mail: Mail) -> CalendarReply | None:
    whole = calendar(part.content, part.charset)
    method, events = _method(whole, part), whole.all("VEVENT")
    if method is None or not events:
        return None
    # An event of ours does not recur: an answer to one of its days, if a calendar makes one, is to all of it.
    event = next((each for each in events if not each.first("RECURRENCE-ID")), events[0])
    who = _who(event, method, mail)
    starts, ends = _proposed(whole, event) if method == "COUNTER" else (None, None)
    return CalendarReply(
        method=method,
        uid=_uid(event),
        attendee=who.address or mail.sender.address.lower(),
        partstat=_unless_proposed(who.partstat, method),
        attendee_name=who.name,
        sequence=_sequence(event),
        stamp=_stamp(whole, event, mail),
        by="" if who.by == who.address else who.by,
        delegated_to=who.delegated_to,
        comment=_comment(event, who),
        starts=starts,
        ends=ends,
    )


def _method(whole: Component, part: Part) -> Method | None:
    told = [_property(whole.first("METHOD")).value.strip().upper(), part.method.strip().upper()]
    if "COUNTER" in told:
        return "COUNTER"
    return "REPLY" if (told[0] or told[1]) == "REPLY" else None


def _unless_proposed(partstat: Partstat, method: Method) -> Partstat:
    """Who proposes another time has not said yes to this one, whatever their calendar calls it."""
    return "tentative" if method == "COUNTER" and partstat in ("accepted", "needs-action") else partstat


def _who(event: Component, method: Method, mail: Mail) -> Attendee:
    """The attendee who answers: among those who do the sender, and not who only sends somebody else.

    A proposal repeats the guests with what they answered before, so that there the sender comes first.
    """
    organizer = _address(_property(event.first("ORGANIZER")))
    named = [_attendee(line) for line in event.lines.get("ATTENDEE", ())]
    found = [each for each in named if each.address != organizer or not organizer] or named
    senders = {mail.sender.address.lower(), *mail.reply_to}

    def rank(each: Attendee) -> tuple[bool, ...]:
        answers, is_sender = each.partstat != "needs-action", each.address in senders
        first = (is_sender, answers) if method == "COUNTER" else (answers, is_sender)
        return *first, each.partstat != "delegated"

    return max(found, key=rank, default=Attendee("", "needs-action"))


def _attendee(line: str) -> Attendee:
    read = _property(line)
    delegated_to = _bare(read.params.get("DELEGATED-TO", ""))
    said = read.params.get("PARTSTAT", "DELEGATED" if delegated_to else "").strip().lower()
    address = _address(read)
    name = _one_line(read.params.get("CN", ""))[:LONGEST_NAME]
    return Attendee(
        address=address,
        partstat=cast("Partstat", said) if said in get_args(Partstat) else "needs-action",
        name="" if name.lower().removeprefix("mailto:") == address else name,
        by=_bare(read.params.get("SENT-BY", "")),
        delegated_to=delegated_to,
        comment=read.params.get("X-RESPONSE-COMMENT", ""),
    )


def _address(read: Property) -> str:
    """The address of a CAL-ADDRESS; Apple writes a principal's path and the address in EMAIL beside it."""
    return _bare(read.value) or _bare(read.params.get("EMAIL", ""))


def _bare(uri: str) -> str:
    """The first address in `mailto:...`, in lower case, or nothing."""
    bare = _SPACES.sub("", uri[:LONGEST_ADDRESS].lower()).removeprefix("mailto:").partition("?")[0]
    found = _ADDRESS.search(unquote(bare))
    return found[0] if found is not None else ""


def _uid(event: Component) -> str:
    uid = _one_line(_property(event.first("UID")).value)
    wrapped = _WRAPPED.fullmatch(uid)
    if wrapped is None or len(wrapped[1]) % 2:
        return uid
    return _one_line(bytes.fromhex(wrapped[1]).partition(b"\0")[0].decode("utf-8", "replace"))


def _sequence(event: Component) -> int | None:
    told = _property(event.first("SEQUENCE")).value.strip()
    if not (told.isascii() and told.isdigit()) or len(told) > len(str(LARGEST_SEQUENCE)):
        return None
    return int(told) if int(told) <= LARGEST_SEQUENCE else None


def _stamp(whole: Component, event: Component, mail: Mail) -> datetime | None:
    """When it was written: never after the mail came, whatever the calendar's clock said."""
    told = _moment(whole, event.first("DTSTAMP"), own_zone=False)
    written = told or mail.date or mail.received
    if written is not None and mail.received is not None:
        return min(written, mail.received)
    return written


def _proposed(whole: Component, event: Component) -> tuple[datetime | None, datetime | None]:
    starts = _moment(whole, event.first("DTSTART"))
    if starts is None:
        return None, None
    ends, lasts = _moment(whole, event.first("DTEND")), length(_property(event.first("DURATION")).value)
    if ends is None and lasts is not None:
        try:
            ends = starts + lasts
        except OverflowError:
            ends = None
    return starts, ends if ends is not None and ends > starts else None


def _moment(whole: Component, line: str, *, own_zone: bool = True) -> datetime | None:
    read = _property(line)
    found, name = zones(whole), read.params.get("TZID", "")
    zone = found(name) if name else _own_zone(whole, found) if own_zone else None
    return moment(read.value, zone)


def _own_zone(whole: Component, found: Callable[[str], ToUtc | None]) -> ToUtc | None:
    """The zone that the whole calendar is in: what it says, else the only one it describes."""
    described = [_property(each.first("TZID")).value for each in whole.all("VTIMEZONE")]
    name = _property(whole.first("X-WR-TIMEZONE")).value or (
        "".join(described) if len(described) == 1 else ""
    )
    return found(name.strip()) if name else None


def _comment(event: Component, who: Attendee) -> str:
    """What they wrote: with Google in a parameter, with Apple in a property of its own, else in COMMENT."""
    lines = (*event.lines.get("COMMENT", ()), *event.lines.get("X-CALENDARSERVER-ATTENDEE-COMMENT", ()))
    said = [html.unescape(who.comment), *(_property(line).value for line in lines[:MOST_PARTS])]
    cleaned = (_CONTROL.sub(" ", each.replace("\r\n", "\n")).strip() for each in said)
    return "\n".join(dict.fromkeys(each for each in cleaned if each))[:LONGEST_COMMENT]


def _property(line: str) -> Property:
    """A line read by the library, or, where that cannot, as well as it can be."""
    from icalendar.parser import Contentline  # noqa: PLC0415 - costs 50 ms, which only a calendar must cost

    try:
        name, params, value = Contentline(line).parts()  # type: ignore[no-untyped-call]
    except ValueError:
        return _sloppily(line)
    # Without quotes a colon in a parameter ends them all: SENT-BY=mailto:..., CN=Doe: Jo
    if name.upper() in _PEOPLE and "mailto:" in line.lower() and not value.lower().startswith("mailto:"):
        return _sloppily(line)
    return Property({str(each).upper(): _joined(said) for each, said in params.items()}, str(value))


def _sloppily(line: str) -> Property:
    """A line that is none by the letter: the parameters that can be told, and what follows the last colon."""
    at = line.lower().rfind("mailto:")
    at = at if at >= 0 else line.rfind(":") + 1
    return Property({name.upper(): value.strip('" ') for name, value in _PARAMETER.findall(line)}, line[at:])


def _joined(value: str | Sequence[str]) -> str:
    return value if isinstance(value, str) else ",".join(value)


def _one_line(text: str) -> str:
    return _SPACES.sub(" ", _CONTROL.sub(" ", text)).strip().strip("\"'").strip()
