"""Mailboxes in one file: mails one after another, a line that begins with `From ` before each (mbox).

There is no standard but practice: mboxo and mboxrd (https://www.loc.gov/preservation/digital/formats/fdd/
fdd000383.shtml and after), RFC 4155 (Appendix A). In both `>` is put before such lines in a mail's own words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import BinaryIO

from outreach.inbox.oversize import BEGINNING, LARGEST

PIECE = 65_536
"""Octets of a line that are looked at together; no line of a mail is that long (RFC 5322, 2.1.1: 998)."""
_DATE = re.compile(
    rb" (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? {1,2}"
    rb"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}(\d{1,2})"
    rb" (\d\d):(\d\d)(?::(\d\d))?(?: ([+-]\d{4}|[A-Z]{1,5}))? (\d{4})(?: ([+-]\d{4}))?"
)
"""As asctime(3) writes it, with a zone before or after the year where somebody adds one."""
_BARE = re.compile(rb"From [^ \r\n]{1,320} *\r?\n?")
_HEADER = re.compile(rb"[!-9;-~]{1,100}[ \t]*:")
_QUOTED = re.compile(rb">+From ")
_MONTHS = (b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec")


@dataclass(slots=True)
class Found:
    """One mail of a mailbox. `at` is what its From_ line says (UTC); `whole` that nothing is left out."""

    at: datetime | None
    raw: bytearray = field(default_factory=bytearray)
    whole: bool = True

    def add(self, piece: bytes) -> None:
        """Take the next piece; of a mail that grows too large only the beginning is kept."""
        if self.whole:
            self.raw += piece
            if len(self.raw) > LARGEST:
                del self.raw[BEGINNING:]
                self.whole = False

    def ended(self) -> "Found":
        """The mail without the empty line that ends it there."""
        for ending in (b"\r\n", b"\n"):
            if self.whole and self.raw.endswith(ending + ending):
                del self.raw[-len(ending) :]
                break
        return self


def is_mbox(beginning: bytes) -> bool:
    """Whether a file that begins so is a mailbox."""
    first, _, rest = beginning.lstrip(b"\r\n").partition(b"\n")
    return _begins(first + b"\n", rest, after_gap=True)


def mails(file: BinaryIO) -> Iterator[Found]:
    """Every mail of a mailbox, one at a time, its `From ` lines unquoted; nothing more is held than one."""
    current: Found | None = None
    gap = fresh = True
    line = file.readline(PIECE)
    while line:
        following = file.readline(PIECE)
        if fresh and line.startswith(b"From ") and _begins(line, following, after_gap=gap):
            if current is not None:
                yield current.ended()
            current = Found(from_date(line))
        elif current is not None:
            current.add(line[1:] if fresh and line.startswith(b">") and _QUOTED.match(line) else line)
        gap = fresh and line in (b"\n", b"\r\n")
        fresh = line.endswith(b"\n")
        line = following
    if current is not None:
        yield current.ended()


def from_date(line: bytes) -> datetime | None:
    """The moment (UTC) that a From_ line names; None for none. Without a zone it is UTC (RFC 4155)."""
    found = _DATE.search(line[:1000])
    if found is None:
        return None
    month, day, hour, minute, second, before, year, after = found.groups()
    try:
        moment = datetime(
            int(year), _MONTHS.index(month) + 1, int(day), int(hour), int(minute), int(second or 0),
            tzinfo=_zone(after or before or b""),
        )  # fmt: skip
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _begins(line: bytes, following: bytes, *, after_gap: bool) -> bool:
    """Whether a line that starts with `From ` begins a mail: one in somebody's words looks otherwise."""
    headed = _HEADER.match(following) is not None or following.startswith(b">From ")
    if not line.startswith(b"From "):
        return False
    if _DATE.search(line[:1000]):
        return after_gap or headed
    return after_gap and headed and _BARE.fullmatch(line) is not None


def _zone(name: bytes) -> timezone:
    if name[:1] in (b"+", b"-"):
        offset = timedelta(hours=int(name[1:3]), minutes=int(name[3:5]))
        return timezone(offset if name.startswith(b"+") else -offset)
    return UTC
