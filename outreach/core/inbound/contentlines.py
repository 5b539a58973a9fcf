"""A calendar's content lines (RFC 5545, 3.1), sieved out of any bytes at all: what an answer is read from.

Everything else is passed over before it is looked at, so that an attachment of megabytes, thousands of
events or components nested without end cost no more than finding their line ends.
"""

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

MOST_BYTES = 16 * 2**20
"""How much of a calendar is looked at: more than most mail servers take."""
LONGEST_LINE = 8192
MOST_LINES = 1000
"""How many lines of one property are kept: the guests of the largest meeting."""
MOST_COMPONENTS = 50

PROPERTIES = (
    "METHOD", "X-WR-TIMEZONE", "UID", "SEQUENCE", "DTSTAMP", "RECURRENCE-ID", "ORGANIZER", "ATTENDEE",
    "COMMENT", "X-CALENDARSERVER-ATTENDEE-COMMENT", "DTSTART", "DTEND", "DURATION", "TZID", "X-LIC-LOCATION",
    "TZOFFSETFROM", "TZOFFSETTO", "RRULE",
)  # fmt: skip
"""The properties that an answer is read from."""
STANDS_IN = {
    "VEVENT": "VCALENDAR", "VTIMEZONE": "VCALENDAR", "STANDARD": "VTIMEZONE", "DAYLIGHT": "VTIMEZONE",
}  # fmt: skip
"""The components that are read, and what each stands in."""

_EMPTY_LINES = re.compile(rb"\n{2,}")
_WANTED = re.compile(
    rf"^({'|'.join(('BEGIN', 'END', *PROPERTIES))})[ \t]*[;:][^\n]{{0,{LONGEST_LINE}}}".encode(),
    re.IGNORECASE | re.MULTILINE,
)
_CHARSETS = (
    "utf", "ascii", "latin", "iso8859", "iso2022", "cp", "koi8", "big5", "gb", "hz", "euc", "shift_jis",
    "mac", "tis",
)  # fmt: skip
"""How the names of character sets begin, as `codecs` knows them; it knows other things under names, too."""
_SEEMING_ASCII = ("iso2022", "hz", "utf-7")
_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", codecs.BOM_UTF8: "utf-8-sig"}


@dataclass(slots=True)
class Component:
    """A component: its name, its lines by property as they stand (`UID:...`), and what is in it."""

    name: str
    lines: dict[str, list[str]] = field(default_factory=dict)
    inside: list["Component"] = field(default_factory=list)

    def first(self, name: str) -> str:
        """The first line of that property, or nothing."""
        return next(iter(self.lines.get(name, ())), "")

    def all(self, *names: str) -> list["Component"]:
        """The components of those names in it."""
        return [each for each in self.inside if each.name in names]


def calendar(content: bytes, charset: str = "") -> Component:
    """The calendar in some bytes, as far as an answer is read from it; an empty one where there is none.

    Lines may end and be folded in any way, components may lack their end, and VCALENDAR may be missing.
    What stands in a component that is not read (an alarm in an event) belongs to nothing.

    Args:
        content: any bytes.
        charset: what the mail says they are in (a calendar is in UTF-8: RFC 5545, 3.1.4).
    """
    whole = Component("VCALENDAR")
    path, passed, kept = [whole], 0, 0
    for name, line in _lines(content, charset):
        if name == "BEGIN":
            inner = Component(line.partition(":")[2].strip().upper())
            if passed or (inner.name != "VCALENDAR" and not _is_read(inner, path, kept)):
                passed += 1
            elif inner.name != "VCALENDAR":
                path[-1].inside.append(inner)
                path.append(inner)
                kept += 1
        elif name == "END":
            passed = _end(path, passed)
        elif not passed:
            _keep(path[-1], name, line)
    return whole


def _is_read(inner: Component, path: list[Component], kept: int) -> bool:
    """Whether a component is read; one that begins where none may stand ends those before it."""
    around = STANDS_IN.get(inner.name)
    if around is None or kept >= MOST_COMPONENTS:
        return False
    while path[-1].name != around and len(path) > 1 and around != "VTIMEZONE":
        path.pop()
    return path[-1].name == around


def _end(path: list[Component], passed: int) -> int:
    if passed:
        return passed - 1
    if len(path) > 1:
        path.pop()
    return 0


def _keep(component: Component, name: str, line: str) -> None:
    found = component.lines.setdefault(name, [])
    if len(found) < MOST_LINES:
        found.append(line)


def _lines(content: bytes, charset: str) -> Iterator[tuple[str, str]]:
    """The lines that are read, with the property of each; unfolded as bytes, as a fold may part a letter."""
    raw = _narrow(content[:MOST_BYTES], charset).replace(b"\0", b"")
    raw = _EMPTY_LINES.sub(b"\n", raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
    raw = raw.replace(b"\n ", b"").replace(b"\n\t", b"")
    named = _codec(charset)
    names = [named, "utf-8"] if named.startswith(_SEEMING_ASCII) else ["utf-8", named, "cp1252"]
    for found in _WANTED.finditer(raw):
        yield found[1].decode("ascii").upper(), _decoded(found[0], [each for each in names if each])


def _narrow(content: bytes, charset: str) -> bytes:
    """What is written with two or four bytes to a letter, in UTF-8; anything else as it stands."""
    named = _codec(charset)
    wide = named if named.startswith(("utf-16", "utf-32")) and b"\0" in content else ""
    codec = next((each for mark, each in _MARKS.items() if content.startswith(mark)), wide)
    return content.decode(codec, "replace").encode("utf-8", "replace") if codec else content


def _codec(charset: str) -> str:
    """The name of a character set as `codecs` knows it, or nothing."""
    try:
        name = codecs.lookup(charset).name if charset else ""
    except (LookupError, ValueError):
        return ""
    return name if name.startswith(_CHARSETS) else ""


def _decoded(line: bytes, names: Sequence[str]) -> str:
    for name in names:
        try:
            return line.decode(name)
        except UnicodeError:
            continue
    return line.decode("latin-1")
