"""One mail of the corpus with what it truly is, and how raw mails are put together."""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from email.header import Header
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal

import yaml

from outreach.core.inbound.nouns import Kind

PHRASES: Final = Path(__file__).parent / "phrases"
OURS: Final = "hello@partnerships.example.org"
INVITATION: Final = "Construction partnership launch, March 18"
REFERENCE: Final = "<maaaaaaaaaaaabbbbbbbbbbbbbbbb@partnerships.example.org>"
"""A Message-ID with the form of ours."""

Set = Literal["known", "held out", "unseen"]
SETS: Final[dict[str, tuple[tuple[Set, str], ...]]] = {
    "answers": (
        ("known", "answers"),
        ("known", "answers_more"),
        ("held out", "answers_held_out"),
        ("unseen", "answers_unseen"),
    ),
    "away": (
        ("known", "away"),
        ("known", "away_more"),
        ("held out", "away_held_out"),
        ("unseen", "away_unseen"),
    ),
    "leaving": (("known", "leaving"), ("known", "leaving_more"), ("held out", "leaving_held_out")),
    "acknowledged": (("known", "acknowledged"), ("held out", "acknowledged_held_out")),
}
"""The files of phrases: which were looked at when the words that recognise them were chosen.

`held out` was put down before and not looked at until the first figures were taken; `unseen` was put down
after, is harder, and what is missed of it is left missed.
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """A raw mail and its true kind.

    `shape` is the program that writes so. `how` tells whether its words were known when those that
    recognise it were chosen; `has_header` that a header says what it is.
    """

    name: str
    raw: bytes
    kind: Kind
    shape: str
    language: str = "en"
    how: Set = "known"
    has_header: bool = True


def phrases(name: str) -> dict[str, list[str]]:
    """The phrases of a file, by language."""
    found: dict[str, list[str]] = yaml.safe_load((PHRASES / f"{name}.yaml").read_text("utf-8"))
    return found


def wishes(name: str) -> dict[str, dict[str, list[str]]]:
    """The phrases of those who `leave` and of those who `stay`, by language."""
    found: dict[str, dict[str, list[str]]] = yaml.safe_load((PHRASES / f"{name}.yaml").read_text("utf-8"))
    return found


def pairs(name: str) -> dict[str, list[tuple[str, str]]]:
    """The subjects and texts of a file, by language."""
    found: dict[str, list[list[str]]] = yaml.safe_load((PHRASES / f"{name}.yaml").read_text("utf-8"))
    return {
        language: [
            (subject.replace("{}", INVITATION), text.replace("{}", INVITATION)) for subject, text in each
        ]
        for language, each in found.items()
    }


def encoded(text: str) -> str:
    """A header's value as it travels (RFC 2047)."""
    return text if text.isascii() else Header(text, "utf-8", maxlinelen=200).encode()


def mail(subject: str, text: str, headers: Iterable[tuple[str, str]] = (), *,
         sender: str = "Champion One <champion-1@example.com>", to: str = OURS,
         answers: bool = True, kind: str = "text/plain") -> bytes:  # fmt: skip
    """A raw mail of one part. With `answers` it names our message, as a reply does."""
    mark = sha256(f"{sender}{subject}{text}".encode()).hexdigest()[:20]
    thread = (("In-Reply-To", REFERENCE), ("References", REFERENCE)) if answers else ()
    fields = (
        *headers,
        ("Date", "Tue, 2 Mar 2027 15:12:00 +0000"),
        ("From", sender),
        ("To", to),
        ("Subject", encoded(subject)),
        ("Message-ID", f"<{mark}@mail.example.com>"),
        *thread,
        ("MIME-Version", "1.0"),
        ("Content-Type", f"{kind}; charset=utf-8"),
        ("Content-Transfer-Encoding", "base64"),
    )
    return _joined(fields) + _base64(text)


def multipart(kind: str, fields: Iterable[tuple[str, str]], parts: Iterable[tuple[str, str]]) -> bytes:
    """A raw mail of several parts, each with its head and body; `kind` is what stands after multipart/."""
    boundary = "=_b0undary"
    structure = ("Content-Type", f'multipart/{kind}; boundary="{boundary}"')
    head = (*fields, ("MIME-Version", "1.0"), structure)
    bodies = "".join(f"--{boundary}\r\n{top}\r\n\r\n{_crlf(body)}\r\n" for top, body in parts)
    return _joined(head) + f"{bodies}--{boundary}--\r\n".encode()


def _joined(fields: Iterable[tuple[str, str]]) -> bytes:
    return ("".join(f"{name}: {value}\r\n" for name, value in fields) + "\r\n").encode("utf-8")


def _base64(text: str) -> bytes:
    whole = b64encode(_crlf(text).encode("utf-8"))
    return b"\r\n".join(whole[each : each + 76] for each in range(0, len(whole), 76)) + b"\r\n"


def _crlf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")
