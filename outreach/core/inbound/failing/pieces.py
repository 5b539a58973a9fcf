"""A mail taken apart as reports need it: what was returned stays apart, and no bytes make it slow.

The standard parser walks nested parts by recursion, tries every open boundary at every line, and reads the
fields of a report as mails of their own. Here depth, number and size are bounded, and a byte is looked at
once a level.
"""

import re
from collections import deque
from dataclasses import dataclass
from typing import Final

from outreach.core.inbound.nouns import Mail, Part
from outreach.core.inbound.reading.charsets import decoded, transferred

LARGEST: Final = 512 * 1024
"""How much of a mail is looked at (bytes): a report stands before what it returns."""
DEEPEST, MOST, LONGEST_LINE = 8, 60, 2_000
MOST_HEADERS, LONGEST_HEADER = 300, 4_000
RETURNED: Final = frozenset({"message/rfc822", "message/global", "message/partial"})
RETURNED_HEADERS: Final = frozenset({"text/rfc822-headers", "text/rfc822-header", "message/global-headers"})

Headers = tuple[tuple[str, str], ...]

_PREAMBLE: Final = 400
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n|\r\r")
_NAMED = re.compile(r"([!-9;-~]{1,80}?)[ \t]{0,8}:[ \t]?(.*)", re.DOTALL)
_BOUNDARY = re.compile(rb"^--([^\s][^\r\n]{0,100}?)[ \t]{0,9}\r?\nContent-[A-Za-z-]{1,40}:", re.MULTILINE)
_PARAMETER = re.compile(r';\s{0,40}([\w*-]{1,40})\s{0,8}=\s{0,8}(?:"([^"]{0,200})"|([^\s;"]{1,200}))')


@dataclass(frozen=True, slots=True)
class Piece:
    """One part that holds no others, as text; `depth` counts the returned messages that it lies in.

    A returned message is a piece of its own, of its kind and with its headers (names in lower case), followed
    by what it holds, one deeper.
    """

    kind: str
    text: str = ""
    headers: Headers = ()
    depth: int = 0


def pieces(mail: Mail) -> tuple[Piece, ...]:
    """Every part of a mail, in order, as far as it is worth looking at; never fails."""
    if not mail.raw:
        rest = (_part(part) for part in mail.parts[:MOST])
        return (Piece("text/plain", mail.text[:LARGEST], mail.headers), *rest)
    return _taken_apart(mail.raw[:LARGEST])


def _part(part: Part) -> Piece:
    """A part of a mail whose bytes are not at hand."""
    if part.kind in RETURNED:
        return Piece(part.kind, headers=_split(part.content[:LARGEST])[0])
    return _leaf(part.kind, (), part.content[:LARGEST], part.charset, 0)


def fields(text: str) -> Headers:
    """The headers that a text begins with, unfolded, names in lower case."""
    found: list[tuple[str, str]] = []
    for line in text.splitlines()[: 4 * MOST_HEADERS]:
        if line[:1] in " \t" and line.strip() and found:
            name, value = found[-1]
            found[-1] = (name, f"{value} {line.strip()}"[:LONGEST_HEADER])
        elif named := _NAMED.match(line[:LONGEST_HEADER]):
            found.append((named[1].lower(), named[2].strip()))
        if len(found) > MOST_HEADERS:
            break
    return tuple(found)


def first(headers: Headers, name: str) -> str:
    """The first header of that name (lower case), or nothing."""
    return next((value for each, value in headers if each == name), "")


def _taken_apart(raw: bytes) -> tuple[Piece, ...]:
    """The parts of `raw`, without recursion."""
    found: list[Piece] = []
    left = deque([(raw, 0, 0)])
    while left and len(found) < MOST:
        content, depth, level = left.popleft()
        headers, body = _split(content)
        kind, parameters = _kind(headers)
        inner = _within(kind, parameters, body, level) if level < DEEPEST else []
        if inner:
            left.extendleft((each, depth, level + 1) for each in reversed(inner))
        elif kind in RETURNED and level < DEEPEST:
            message = transferred(body, first(headers, "content-transfer-encoding")).lstrip(b"\r\n")
            found.append(Piece(kind, headers=_split(message)[0], depth=depth))
            left.appendleft((message, depth + 1, level + 1))
        else:
            found.append(_leaf(kind, headers, body, parameters.get("charset", ""), depth))
    return tuple(found)


def _split(content: bytes) -> tuple[Headers, bytes]:
    """The headers and the body of a part; one that begins with a line that is no header has none."""
    if content[:1] in b"\r\n":
        return (), content
    end = _END_OF_HEADERS.search(content)
    head, body = (content[: end.start()], content[end.end() :]) if end else (content, b"")
    line = head.split(b"\n", 1)[0]
    if b":" not in line and not line.startswith(b"From "):
        return (), content
    return fields(decoded(head, "utf-8")), body


def _kind(headers: Headers) -> tuple[str, dict[str, str]]:
    value = first(headers, "content-type") or "text/plain"
    parameters = {
        name.lower().rstrip("*"): quoted or plain
        for name, quoted, plain in _PARAMETER.findall(value[:LONGEST_HEADER])
    }
    return value.split(";", 1)[0].strip().lower(), parameters


def _within(kind: str, parameters: dict[str, str], body: bytes, level: int) -> list[bytes]:
    """The parts of a multipart, or nothing where it has none.

    Gateways mangle headers: where the boundary named is not there, the first line that can be one is.
    """
    if not kind.startswith("multipart/"):
        return [] if level else _parts(body, _guessed(body[:_PREAMBLE]))
    named = parameters.get("boundary", "").encode("utf-8", "replace")
    return _parts(body, named) or _parts(body, _guessed(body))


def _guessed(body: bytes) -> bytes:
    found = _BOUNDARY.search(body)
    return found[1] if found else b""


def _parts(body: bytes, boundary: bytes) -> list[bytes]:
    if not boundary:
        return []
    line = re.compile(rb"^--" + re.escape(boundary) + rb"(--)?[ \t]{0,80}\r?$", re.MULTILINE)
    lines = list(line.finditer(body))
    ends = [each.start() for each in lines[1:]] + [len(body)]
    found = [
        body[each.end() : end].removeprefix(b"\n")
        for each, end in zip(lines[:MOST], ends, strict=False)
        if not each[1]
    ]
    return [each for each in found if each.strip()]


def _leaf(kind: str, headers: Headers, content: bytes, charset: str, depth: int) -> Piece:
    text = ""
    if kind.startswith(("text/", "message/", "multipart/")) or "/" not in kind:
        text = decoded(transferred(content, first(headers, "content-transfer-encoding")), charset)
    return Piece(kind, "\n".join(each[:LONGEST_LINE] for each in text.splitlines()), headers, depth)
