"""What SendGrid has handed over, in a folder of files, until it has been stored.

A file holds one call: its kind, its Content-Type, and its body as it came. It is put there whole, on the
disk, before SendGrid hears that it was taken; and it goes when the mark that is kept bears its very name, for
then everything in it is stored. What comes twice is kept once, so that a crash in between does no harm.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from outreach.core.inbound.nouns import Arrived
from outreach.inbox.sendgrid.events import NotUnderstood, reports
from outreach.inbox.sendgrid.form import fields_of
from outreach.inbox.sendgrid.rebuilding import mail_of
from outreach.inbox.sendgrid.signing import Signed, secret_of
from outreach.ports import NotReached

What = Literal["events", "mail"]
NAME, ENDING = "sendgrid", ".call"
STAMP = "%Y%m%dT%H%M%S.%fZ"


@dataclass(frozen=True, slots=True)
class Call:
    """One call of SendGrid's, which has been proved to be its own; `received` is UTC."""

    what: What
    content_type: str
    body: bytes
    received: datetime

    @property
    def name(self) -> str:
        """The file that holds it: files sort as they came, and two calls are never in one."""
        digest = hashlib.sha256(self.body).hexdigest()
        return f"{self.received:{STAMP}}-{self.what}-{digest[:16]}{ENDING}"

    def as_bytes(self) -> bytes:
        """What the file holds."""
        kind = self.content_type.encode("latin-1", "replace").replace(b"\n", b" ")
        return b"%s\n%s\n%s" % (self.what.encode(), kind, self.body)

    def arrived(self) -> list[Arrived]:
        """The things that it hands over.

        Raises:
            NotUnderstood: it is not what SendGrid sends.
        """
        if self.what == "events":
            return [
                Arrived(NAME, each.id, raw, self.received, each)
                for each, raw in reports(self.body, self.received)
            ]
        return [Arrived(NAME, self.name, mail_of(fields_of(self.content_type, self.body)), self.received)]


@dataclass(frozen=True, slots=True)
class Spool:
    """The inbox of what SendGrid has handed over and is not stored yet.

    `key` and `secret` are what calls are proved by, as the settings hold them.
    """

    folder: Path
    name: str = NAME
    key: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)

    def fetch(self, marked: Callable[[str], str]) -> Iterator[Arrived]:
        """Everything that lies there, as it came in; the last thing of a file has its name as the mark.

        Raises:
            NotReached: a file cannot be read.
        """
        wrong = []
        for path in self._files():
            try:
                things = [] if path.name == marked(self.name) else _things(path)
            except FileNotFoundError:  # another collector has stored it meanwhile
                continue
            except (NotUnderstood, OSError, ValueError) as error:
                wrong.append(f"{path.name} cannot be read ({_why(error)})")
                continue
            yield from things
            if not things or path.name == marked(self.name):
                path.unlink(missing_ok=True)
        if wrong:
            told = f"{'; '.join(wrong)}; look at it in {self.folder.name}, and take it away"
            raise NotReached(told, partly=True)

    def visit(self) -> str:
        """What calls are taken, and how many wait.

        Raises:
            UsageError: a key or the secret is none.
        """
        signed, secret = Signed.by(self.key), secret_of(self.secret)
        proofs = ["signed"] * bool(signed.keys) + ["mail with the secret"] * bool(secret)
        waiting = len(self._files())
        then = f"; calls that wait for the next run: {waiting}" if waiting else ""
        return f"calls are taken by `outreach serve --listen`: {' and '.join(proofs)}{then}"

    def hang_up(self) -> None:
        """Nothing is held open."""

    def _files(self) -> list[Path]:
        try:
            return sorted(self.folder.glob(f"[0-9]*{ENDING}"))
        except OSError as error:
            raise NotReached(f"what SendGrid has handed over cannot be read ({error.strerror})") from None


def _things(path: Path) -> list[Arrived]:
    """What a file hands over; the last of it has the file's name as its mark."""
    found = [replace(each, place=NAME) for each in _call(path.name, path.read_bytes()).arrived()]
    return [*found[:-1], replace(found[-1], mark=path.name)] if found else []


def _call(name: str, content: bytes) -> Call:
    """The call that a file holds."""
    received = datetime.strptime(name.partition("-")[0], STAMP).replace(tzinfo=UTC)
    what, content_type, body = content.split(b"\n", 2)
    return Call("events" if what == b"events" else "mail", content_type.decode("latin-1"), body, received)


def _why(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
