"""A mailbox as the tests read it: what is in it, and what is kept of where to go on from."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from outreach.core.inbound.nouns import Arrived
from outreach.inbox.imap import Imap


def mail(subject: str, words: str = "Yes, I come.", **headers: str) -> bytes:
    """A small mail to hello@example.org; underscores in the names of headers stand for hyphens."""
    head = {
        "From": "Person One <person-1@example.net>",
        "To": "hello@example.org",
        "Subject": subject,
        "Message-ID": f"<{subject.replace(' ', '-')}@example.net>",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"{lines}\r\n{words}\r\n".encode()


def subject(arrived: Arrived) -> str:
    """The subject of what arrived."""
    found = [line for line in arrived.raw.splitlines() if line.lower().startswith(b"subject:")]
    return found[0][8:].strip().decode() if found else ""


class Marks(dict[str, str]):
    """What the ledger keeps of where to go on from."""

    def marked(self, place: str) -> str:
        return self.get(place, "")

    def stored(self, arrived: Arrived) -> str:
        self[arrived.place] = arrived.mark
        return subject(arrived)


@contextmanager
def reading(url: str, *folders: str, **options: Any) -> Iterator[Imap]:
    """An inbox that is hung up afterwards."""
    inbox = Imap(url, folders or ("INBOX",), **options)
    try:
        yield inbox
    finally:
        inbox.hang_up()


def everything(url: str, *folders: str, **options: Any) -> list[Arrived]:
    """All that is in a mailbox."""
    with reading(url, *folders, **options) as inbox:
        return list(inbox.fetch(Marks().marked))


def one_pass(url: str, marks: Marks, *folders: str, most: int | None = None, **options: Any) -> list[str]:
    """The subjects of what is stored in one pass; it is killed after so many."""
    found: list[str] = []
    with reading(url, *folders, **options) as inbox:
        for arrived in inbox.fetch(marks.marked):
            found.append(marks.stored(arrived))
            if len(found) == most:
                break
    return found
