"""What the server answers: lines with a three-digit code (RFC 5321, 4.2) and an enhanced one (RFC 2034)."""

import re
from dataclasses import dataclass

LONGEST = 65_536
"""Octets of one reply; no server has a reason to say more (RFC 5321, 4.5.3.1.5: 512 a line)."""
_LINE = re.compile(rb"([2345]\d\d)(?:([ -])(.*))?")
_ENHANCED = re.compile(r"([245]\.\d{1,3}\.\d{1,3})(?:\s|$)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffd]+")
_ADDRESS = re.compile(r"[^\s<>()\"'@,;:]+@[^\s<>()\"',;:]+")
_SHOWN = 200


class NotSmtpError(Exception):
    """What came back is no reply of a mail server."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply.

    `code` is 0 for what is none; `enhanced` such as `5.1.1`, empty for none; `text` all lines, without codes.
    """

    code: int
    enhanced: str
    text: str

    @property
    def shown(self) -> str:
        """The reply in one short line without anybody's address, to stand in a reason."""
        words = _CONTROL.sub(" ", f"{self.code or ''} {self.enhanced} {_ADDRESS.sub('...', self.text)}")
        line = " ".join(words.split())
        return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}..."


def take(heard: bytes) -> tuple[Reply, bytes] | None:
    """The first whole reply in what was heard and what follows it; None while it is not all there.

    Raises:
        NotSmtpError: it is not a reply, or one without an end.
    """
    lines: list[bytes] = []
    start, code = 0, b""
    while (end := heard.find(b"\n", start)) >= 0:
        found = _LINE.fullmatch(heard[start:end].rstrip(b"\r"))
        if found is None or (lines and found[1] != code):
            raise NotSmtpError
        code = found[1]
        lines.append(found[3] or b"")
        start = end + 1
        if found[2] != b"-":
            return _reply(int(code), lines), heard[start:]
    if len(heard) > LONGEST:
        raise NotSmtpError
    return None


def reply_of(code: int, text: bytes) -> Reply:
    """A reply as smtplib hands it over: the code, and all lines without it."""
    return _reply(code, text.split(b"\n"))


def _reply(code: int, lines: list[bytes]) -> Reply:
    texts = [line.decode("utf-8", "replace").strip() for line in lines]
    found = _ENHANCED.match(texts[0])
    # Both codes must agree (RFC 2034, 4); one that contradicts the reply says nothing.
    if found is None or int(found[1][0]) != code // 100:
        return Reply(code, "", " ".join(texts))
    return Reply(code, found[1], " ".join(text.removeprefix(found[1]).strip() for text in texts))
