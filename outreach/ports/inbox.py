"""The door in: what comes back, one thing at a time, and where it was left off."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from outreach.core.inbound.nouns import Arrived


class NotReached(Exception):  # noqa: N818
    """The inbox cannot be read now; what is in it stays there. The text says why, to a person.

    `retry_after` is how many seconds it asks to be left alone, None where it says nothing. `partly` tells
    that all else was read: what comes there must not wait for the part that cannot be.
    """

    def __init__(self, reason: str, *, retry_after: float | None = None, partly: bool = False) -> None:
        super().__init__(reason)
        self.retry_after, self.partly = retry_after, partly


@dataclass(frozen=True, slots=True)
class SentByHand:
    """A mail that somebody sent from the shared mailbox: what it answers and to whom; `at` is UTC.

    `references` are Message-IDs in angle brackets, `to` addresses in lower case.
    """

    references: tuple[str, ...]
    to: tuple[str, ...]
    at: datetime | None
    place: str
    mark: str


class Inbox(Protocol):
    """A place where answers arrive. It changes nothing there: what was stored is remembered by its mark."""

    @property
    def name(self) -> str:
        """What the settings call it: imap, sendgrid, x, mastodon, bluesky; `files`."""

    def fetch(self, marked: Callable[[str], str]) -> Iterator[Arrived]:
        """Everything that has come since, oldest first; `marked` tells the mark kept for a place, or nothing.

        Raises:
            NotReached: it cannot be read now, or not any further.
        """

    def hang_up(self) -> None:
        """Give back what it holds open."""


class SentFolder(Protocol):
    """The folder where a shared mailbox keeps what people sent from it."""

    def sent(self, marked: Callable[[str], str]) -> Iterator[SentByHand]:
        """What was sent since, oldest first.

        Raises:
            NotReached: it cannot be read now.
        """


Inboxes = Sequence[Inbox]
