"""The parts of a mail (RFC 2045, 2046): a flat list of what it is made of, however it is nested or broken.

Parts are places in the mail's bytes; nothing is copied before somebody wants it. So many levels and so many
parts are opened, and no more.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import Message
from email.utils import collapse_rfc2231_value
from typing import Final, TypeVar

from outreach.core.inbound.reading.charsets import transferred
from outreach.core.inbound.reading.heads import Fields, head, plain, words

DEEPEST: Final = 20
MOST_PARTS: Final = 500
_LONGEST_TYPE: Final = 2_000
_LONGEST_NAME: Final = 255
_MIME: Final = frozenset({"content-type", "content-disposition", "content-transfer-encoding"})
_FIRST_LINE = re.compile(rb"^--([^\s-][^\n]{0,199}|-[^\n]{0,199})$", re.MULTILINE)

Got = TypeVar("Got")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part that holds no others: where it lies, and how it is to be read.

    `choice` numbers the outermost `multipart/alternative` it stands in, 0 for none; `attached` tells that it
    is a file and not words.
    """

    kind: str
    start: int
    end: int
    encoding: str = ""
    charset: str = ""
    name: str = ""
    method: str = ""
    attached: bool = False
    flowed: bool = False
    joined: bool = False
    choice: int = 0

    def content(self, raw: bytes, most: int | None = None) -> bytes:
        """What it holds, its transfer encoding undone; of so many bytes as they lie in the mail."""
        end = self.end if most is None else min(self.end, self.start + most)
        return transferred(raw[self.start : end], self.encoding)


@dataclass(slots=True)
class _Walk:
    """A walk over a mail: how many parts it has met, and how many choices."""

    raw: bytes
    parts: int = 0
    choices: int = 0


def leaves(raw: bytes, fields: Fields, start: int) -> list[Leaf]:
    """The parts of a mail with that head, whose body begins at that place, in order."""
    return list(_opened(_Walk(raw), fields, (start, len(raw)), "text/plain", (0, 0)))


def _opened(
    walk: _Walk, fields: Fields, place: tuple[int, int], usual: str, inside: tuple[int, int]
) -> Iterator[Leaf]:
    message, (depth, choice) = _mime(fields), inside
    kind = _kind(message, usual)
    walk.parts += 1
    if not kind.startswith("multipart/") or depth >= DEEPEST:
        yield _leaf(message, kind, place, choice)
        return
    if kind == "multipart/alternative" and not choice:
        walk.choices += 1
        choice = walk.choices
    usual = "message/rfc822" if kind == "multipart/digest" else "text/plain"
    found = False
    for start, end in _sections(walk.raw, place, _boundary(message, walk.raw, place)):
        found = True
        inner, at = head(walk.raw, start, end)
        yield from _opened(walk, inner, (at, end), usual, (depth + 1, choice))
        if walk.parts >= MOST_PARTS:
            return
    if not found:
        yield _leaf(Message(), "text/plain", place, choice)


def _mime(fields: Fields) -> Message:
    message = Message()
    for name, value in fields:
        if name in _MIME and name not in message:
            message[name] = plain(value[:_LONGEST_TYPE])
    return message


def _kind(message: Message, usual: str) -> str:
    given = message.get("content-type", "")
    kind = given.partition(";")[0].strip().lower() if given else usual
    return kind if re.fullmatch(r"[\w.+-]{1,80}/[\w.+-]{1,80}", kind) else _meant(kind)


def _meant(kind: str) -> str:
    return "text/html" if "html" in kind else "text/plain"


def _boundary(message: Message, raw: bytes, place: tuple[int, int]) -> bytes:
    given = _got(message.get_boundary, None)
    if given:
        return given.encode("utf-8", "surrogateescape")
    first = _FIRST_LINE.search(raw, *place)
    return first[1].rstrip() if first else b""


def _sections(raw: bytes, place: tuple[int, int], boundary: bytes) -> Iterator[tuple[int, int]]:
    if not boundary:
        return
    line = re.compile(rb"^--" + re.escape(boundary) + rb"(--)?[ \t]*+$", re.MULTILINE)
    begin: int | None = None
    for found in line.finditer(raw, *place):
        if begin is not None:
            yield begin, max(begin, found.start() - 1)
        begin = None if found[1] else min(found.end() + 1, place[1])
        if found[1]:
            return
    if begin is not None:
        yield begin, place[1]


def _leaf(message: Message, kind: str, place: tuple[int, int], choice: int) -> Leaf:
    disposition = str(message.get("content-disposition", "")).partition(";")[0].strip().lower()
    named = disposition and _parameter(message, "filename", "content-disposition")
    return Leaf(
        kind,
        *place,
        encoding=str(message.get("content-transfer-encoding", "")).partition(";")[0],
        charset=_parameter(message, "charset"),
        name=words(_got(lambda: message.get_filename(""), ""))[:_LONGEST_NAME].replace("\n", " ").strip(),
        method=_parameter(message, "method").upper(),
        attached=disposition == "attachment" or bool(named),
        flowed=_parameter(message, "format").lower() == "flowed",
        joined=_parameter(message, "delsp").lower() == "yes",
        choice=choice,
    )


def _parameter(message: Message, name: str, field: str = "content-type") -> str:
    value = _got(lambda: message.get_param(name, header=field), None)
    return str(_got(lambda: collapse_rfc2231_value(value), "")).strip() if value else ""


def _got(look: Callable[[], Got], otherwise: Got) -> Got:
    # The standard library reads parameters (RFC 2231) well, and trips over some that are made for that.
    try:
        return look()
    except Exception:  # noqa: BLE001 - whatever it raises, the mail is to be read
        return otherwise
