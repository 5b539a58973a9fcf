"""The head of a mail or of a part (RFC 5322, 2.2): fields, encoded words (RFC 2047), addresses, moments, ids.

`email.message_from_bytes` is not used for the whole of a mail: it recurses for every level of nesting, and
with its default policy a header may raise when it is looked at. Nothing here recurses or raises, and all of
it takes time in proportion to what it reads.
"""

import re
from binascii import Error
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final
from unicodedata import normalize

from outreach.core.inbound.reading.charsets import decoded, unpacked
from outreach.core.message import Mailbox

MOST_FIELDS: Final = 2_000
LONGEST_FIELD: Final = 65_536
LARGEST_HEAD: Final = 1_000_000
MOST_REFERENCES: Final = 100
_LONGEST_ADDRESS: Final = 320
_LONGEST_LABEL: Final = 63
_LONGEST_DATE: Final = 200
_FIELD = re.compile(rb"([\x21-\x39\x3b-\x7e]{1,200})[ \t]*:")
_ENVELOPE = re.compile(rb">?From ")
_ENCODED = re.compile(r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,20})?\?([bq])\?([^?]*+)\?=", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|\((?:[^()\\]|\\.)*+\)|<[^<>]*+>|[,;]|[^"(<,;]++|.', re.DOTALL)
_ADDRESS = re.compile(r"[^\s<>()\",;:@\\]++@[^\s<>()\",;:@\\]++")
_LABEL = re.compile(r"[\w\u0300-\u036f\u200c\u200d-]+")
_ID = re.compile(r"<[^<>]{1,990}>")

Fields = list[tuple[str, bytes]]


def head(raw: bytes, start: int, end: int) -> tuple[Fields, int]:
    """The fields between two places, names in lower case, values unfolded; and where the body begins.

    Lines end in LF. Where the first line is no field, there is no head. A line that is none in between is
    passed over when fields go on after it, and else the body begins with it.
    """
    found = _Head(raw, end)
    at = start
    while at < end:
        stop = raw.find(b"\n", at, end)
        stop = end if stop < 0 else stop
        after = min(stop + 1, end)
        if stop == at:
            return found.fields(), after
        if not found.takes(at, stop) and not found.goes_on(at, after):
            return found.fields(), at
        at = after
    return found.fields(), end


class _Head:
    """The fields that were met so far, each in the pieces it was folded into."""

    def __init__(self, raw: bytes, end: int) -> None:
        self.raw, self.end, self.size = raw, end, 0
        self.pieces: list[tuple[str, list[bytes]]] = []
        self.there = False

    def fields(self) -> Fields:
        """Each on one line."""
        return [(name, b" ".join(filter(None, pieces))[:LONGEST_FIELD]) for name, pieces in self.pieces]

    def takes(self, at: int, stop: int) -> bool:
        """Whether this line belongs to the head; one too many is passed over."""
        folded = self.there and self.raw[at] in b" \t"
        named = None if folded else _FIELD.match(self.raw, at, stop)
        begin = named.end() if named else at
        value = self.raw[begin : min(stop, begin + LONGEST_FIELD)].strip()
        room = self.size + len(value) <= LARGEST_HEAD and len(self.pieces) < MOST_FIELDS
        if room and named:
            self.pieces.append((named[1].decode("ascii").lower(), [value]))
        elif room and folded:
            self.pieces[-1][1].append(value)
        self.size += len(value) if room else 0
        self.there = self.there or named is not None
        return folded or named is not None

    def goes_on(self, at: int, after: int) -> bool:
        """Whether fields go on behind a line that is none."""
        if not self.there:
            return _ENVELOPE.match(self.raw, at, self.end) is not None
        folded = after < self.end and self.raw[after] in b" \t\n"
        return folded or _FIELD.match(self.raw, after, self.end) is not None


def plain(value: bytes) -> str:
    """A field's text on one line, whatever letters it came in, encoded words as they are."""
    return _CONTROL.sub(" ", decoded(value, "utf-8")).strip()


def words(text: str) -> str:
    """A field's text with its encoded words read (RFC 2047), those of one charset as one.

    Programs break words in the middle of a letter, and put them inside quotation marks; both are read.
    """
    if "=?" not in text:
        return text
    made: list[str] = []
    charset, held, last = "", b"", 0
    for found in _ENCODED.finditer(text):
        between = text[last : found.start()]
        last = found.end()
        if (charset and between.strip()) or (not charset and between):
            made += [decoded(held, charset), between]
            held = b""
        elif charset.lower() != found[1].lower():
            made.append(decoded(held, charset))
            held = b""
        charset = found[1]
        held += _letters(found[2], found[3])
    made += [decoded(held, charset), text[last:]]
    return _CONTROL.sub(" ", "".join(made)).strip()


def _letters(encoding: str, text: str) -> bytes:
    content = text.encode("utf-8", "replace")
    if encoding.lower() == "b":
        return unpacked(content)
    return _HEX.sub(lambda found: bytes.fromhex(found[1].decode()), content.replace(b"_", b" "))


def mailboxes(value: str) -> Iterator[Mailbox]:
    """The mailboxes of a field such as From or To (RFC 5322, 3.4), groups opened.

    What stands in quotation marks or brackets is a name and never taken for an address.
    """
    pieces: list[str] = []
    for found in _TOKEN.finditer(f"{value[:LONGEST_FIELD]},"):
        piece = found[0]
        if piece not in {",", ";"}:
            pieces.append(piece)
            continue
        if box := _mailbox(pieces):
            yield box
        pieces = []


def _mailbox(pieces: list[str]) -> Mailbox | None:
    angles = [each for each in pieces if len(each) > 1 and each.startswith("<")]
    marks = [each for each in pieces if each.startswith(("<", "("))]
    rest = "".join(each for each in pieces if each not in marks)
    if angles:
        found = angles[-1][1:-1].rpartition(":")[2]
    else:
        bare = "".join(" " if each.startswith('"') else each for each in pieces if each not in marks)
        there = _ADDRESS.search(bare)
        found = there[0] if there else bare.strip()
        rest = rest.replace(found, "", 1) if found else rest
    found = address(found)
    name = words(_unquoted(rest) or _unquoted("".join(each[1:-1] for each in marks if each[0] == "(")))
    return Mailbox(name, found) if found or name else None


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text.replace('"', "")).strip(" \t'")


def address(text: str) -> str:
    """An address as it is looked up: trimmed, in lower case, its domain in Unicode; empty for none.

    People type `office@bücher.example`, servers carry `office@xn--bcher-kva.example` (RFC 5890): one of the
    two has to be the one that is kept, and contacts are kept as they were typed.
    """
    plain_text = "".join(text.split()).strip("<>").lower()
    if len(plain_text) > _LONGEST_ADDRESS or not plain_text.isprintable():
        return ""
    local, at, domain = plain_text.rpartition("@")
    if "xn--" not in domain:
        return f"{local}{at}{normalize('NFC', domain)}"
    return f"{local}{at}{normalize('NFC', '.'.join(_label(each) for each in domain.split('.')))}"


def _label(label: str) -> str:
    if not label.startswith("xn--") or len(label) > _LONGEST_LABEL:
        return label
    try:
        shown = label[4:].encode("ascii").decode("punycode").lower()
    except (UnicodeError, ValueError, OverflowError):
        return label
    return shown if _LABEL.fullmatch(shown) and not shown.isascii() else label


def ids(value: str) -> list[str]:
    """The Message-IDs of a field, in angle brackets, spaces from folding taken out."""
    found = ["".join(each.split()) for each in _ID.findall(value)]
    if found or "@" not in value:
        return [each for each in found if len(each) > 2]  # noqa: PLR2004 - not the brackets alone
    return [f"<{next(each for each in value.split() if '@' in each)[:990].strip('<>')}>"]


def references(answers: str, earlier: str) -> tuple[str, ...]:
    """What a mail answers: its In-Reply-To first, then its References, the newest first, each once."""
    return tuple(dict.fromkeys([*ids(answers), *reversed(ids(earlier))]))[:MOST_REFERENCES]


def moment(value: str) -> datetime | None:
    """A Date (RFC 5322, 3.3) in UTC; one without a zone is taken as UTC. None where it is no date."""
    try:
        at = parsedate_to_datetime(value.strip()[:_LONGEST_DATE])
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError, Error):
        return None
