"""An e-mail from its bytes, whatever they are: nothing raises, nothing hangs, nothing grows without bound.

What cannot be read is left out, what is too long is cut: text at `LONGEST_TEXT` letters, HTML at a million,
a head at 2,000 fields and a megabyte, nesting at 20 levels, and parts at 500.
"""

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from outreach.core.inbound.nouns import Mail, Part
from outreach.core.inbound.reading.charsets import decoded
from outreach.core.inbound.reading.flowed import unfolded
from outreach.core.inbound.reading.heads import (
    Fields,
    head,
    mailboxes,
    moment,
    plain,
    references,
    words,
)
from outreach.core.inbound.reading.heads import ids as message_ids
from outreach.core.inbound.reading.markup import text_of
from outreach.core.inbound.reading.structure import Leaf, leaves
from outreach.core.message import Mailbox

LONGEST_TEXT: Final = 200_000
LONGEST_HTML: Final = 1_000_000
LARGEST_FILE: Final = 65_536
LARGEST_REPORT: Final = 5_000_000
MOST_ADDRESSES: Final = 2_000
_READ: Final = 6_000_000
_HASHED: Final = 20_000_000
_MOST_LINES: Final = 1_000_000
_TO: Final = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to")
_ADDRESSED: Final = frozenset({*_TO, "from", "sender", "reply-to", "return-path", "bcc", "resent-to"})
_KEPT = re.compile(r"text/|message/|application/(?:ics|json|xml|pgp-encrypted)|.*\+(?:json|xml)")
_KEPT_NAME = re.compile(r".*\.(?:ics|ical|ifb|vcs|eml)", re.IGNORECASE)
_STUB = re.compile(
    r"html[\s-]{1,3}(?:compatible|capable|enabled|format|version|mail|e-mail|viewer)"
    r"|(?:support|view|display|read) html",
    re.IGNORECASE,
)
_LONGEST_STUB: Final = 400
_FROM_LINE = re.compile(rb">+From ")


def parse(raw: bytes) -> Mail:
    """A mail as it came, read as far as it can be. Never raises, for any bytes.

    Addresses are in lower case, domains in Unicode: as contacts are typed, and kept.
    """
    raw = _with_lf(raw)
    fields, start = head(raw, 0, len(raw))
    found = leaves(raw, fields, start)
    spoken = [each for each in found if _is_words(each)] or found[: _alone(found)]
    text, html = _words(raw, spoken)
    headers = tuple((name, _shown(name, value)) for name, value in fields)
    first: dict[str, str] = {}
    for name, value in headers:
        first.setdefault(name, value)
    return Mail(
        message_id=next(iter(message_ids(first.get("message-id", ""))), ""),
        sender=_sender(fields),
        subject=first.get("subject", ""),
        text=text,
        to=_addresses(fields, _TO),
        reply_to=_addresses(fields, ("reply-to",)),
        references=references(first.get("in-reply-to", ""), first.get("references", "")),
        date=moment(first.get("date", "")),
        received=moment(first.get("received", "").rpartition(";")[2]),
        headers=headers,
        html=html,
        parts=tuple(_part(raw, each) for each in found if each not in spoken),
        raw=raw,
    )


def _with_lf(raw: bytes) -> bytes:
    if b"\r" in raw:
        raw = raw.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\n")


def _shown(name: str, value: bytes) -> str:
    return plain(value) if name in _ADDRESSED and b"=?" not in value else words(plain(value))


def _boxes(fields: Fields, names: tuple[str, ...]) -> Iterator[Mailbox]:
    for wanted in names:
        for name, value in fields:
            if name == wanted:
                yield from mailboxes(plain(value))


def _addresses(fields: Fields, names: tuple[str, ...]) -> tuple[str, ...]:
    found = dict.fromkeys(each.address for each in _boxes(fields, names) if "@" in each.address)
    return tuple(found)[:MOST_ADDRESSES]


def _sender(fields: Fields) -> Mailbox:
    boxes = list(_boxes(fields, ("from", "sender", "return-path")))
    there = (each for each in boxes if each.address)
    return next(there, boxes[0] if boxes else Mailbox("", ""))


def _is_words(leaf: Leaf) -> bool:
    return leaf.kind in {"text/plain", "text/html"} and not leaf.attached


def _alone(found: list[Leaf]) -> int:
    # A mail that is one text and calls itself an attachment.
    return 1 if len(found) == 1 and found[0].kind in {"text/plain", "text/html"} else 0


def _words(raw: bytes, found: list[Leaf]) -> tuple[str, str]:
    """The text of a mail, and its HTML: of each choice the plain text, else the HTML made into text."""
    groups: dict[int, list[tuple[bool, str]]] = {}
    pages: list[str] = []
    for number, leaf in enumerate(found):
        letters = decoded(leaf.content(raw, _READ), leaf.charset or _declared(raw, leaf))[:LONGEST_HTML]
        page = leaf.kind == "text/html" or letters[:200].lstrip().lower().startswith(
            ("<html", "<!doctype html")
        )
        if page:
            pages.append(letters)
        elif leaf.flowed:
            letters = unfolded(letters[:LONGEST_TEXT], joined=leaf.joined)
        groups.setdefault(leaf.choice or -1 - number, []).append((page, letters))
    text = "\n\n".join(filter(None, (_chosen(group) for group in groups.values())))
    return text[:LONGEST_TEXT], "\n".join(pages)[:LONGEST_HTML]


def _chosen(group: list[tuple[bool, str]]) -> str:
    written = "\n".join(letters[:LONGEST_TEXT] for page, letters in group if not page).strip("\n")
    stub = len(written) < _LONGEST_STUB and _STUB.search(written)
    if written.strip() and not stub:
        return written
    made = "\n".join(text_of(letters, LONGEST_TEXT) for page, letters in group if page)
    return made if made.strip() else written.strip()


def _declared(raw: bytes, leaf: Leaf) -> str:
    if leaf.kind != "text/html":
        return ""
    found = re.search(
        rb"charset\s{0,3}=\s{0,3}[\"']?([\w-]{2,30})", raw[leaf.start : leaf.start + 2_000], re.IGNORECASE
    )
    return found[1].decode("ascii") if found else ""


def _part(raw: bytes, leaf: Leaf) -> Part:
    matters = _KEPT.fullmatch(leaf.kind) or _KEPT.match(leaf.kind) or _KEPT_NAME.fullmatch(leaf.name)
    most = LARGEST_REPORT if matters else LARGEST_FILE
    small = leaf.end - leaf.start <= most
    content = leaf.content(raw) if small else leaf.content(raw, most) if matters else b""
    return Part(leaf.kind, content, leaf.name, leaf.charset, leaf.method)


def identity(mail: Mail, raw: bytes) -> str:
    """What tells one mail from every other (SHA-256, hex), the same wherever and however often it is found.

    Made of its Message-ID, sender, date, subject and body, since programs that answer by themselves reuse
    Message-IDs. What servers and mailboxes add or change is no part of it: the trace (Received, Delivered-To,
    Return-Path, X-Spam, Status), line endings, spaces at the ends of lines, the quoting of `From ` at the
    beginning of a line in mbox (RFC 4155), empty lines at the end.
    """
    raw = _with_lf(raw)
    fields, start = head(raw, 0, len(raw))
    date = next((value for name, value in fields if name == "date"), b"")
    made = sha256()
    for each in (mail.message_id, mail.sender.address, mail.subject, plain(b" ".join(date.split()))):
        made.update(each.encode("utf-8", "replace") + b"\n")
    for line in _body(raw, start):
        made.update(line)
    return made.hexdigest()


def _body(raw: bytes, start: int) -> Iterator[bytes]:
    at, blank, size = start, 0, 0
    for _ in range(_MOST_LINES):
        stop = raw.find(b"\n", at)
        line = raw[at : len(raw) if stop < 0 else stop].rstrip(b" \t")
        if line:
            yield b"\n" * blank + (line.lstrip(b">") if _FROM_LINE.match(line) else line) + b"\n"
        blank, size = 0 if line else blank + 1, size + len(line)
        at = stop + 1
        if stop < 0 or size > _HASHED:
            return
