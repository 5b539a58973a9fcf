"""Hearing of new mail at once: a connection that the server speaks up on by itself (IDLE, RFC 2177)."""

import os
import select
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, Self

from outreach.inbox.imap.account import Account
from outreach.inbox.imap.trouble import MissingError, NotAccepted, explained
from outreach.ports import NotReached

if TYPE_CHECKING:
    from outreach.inbox.imap.line import Line

PATIENCE = 2.0
"""Seconds that stopping waits for the thread."""
DOUBTS = 3
"""After so many times in a row that the connection had something to say and said nothing, it is let go."""


@dataclass(frozen=True, slots=True)
class Pauses:
    """How long is waited, in seconds.

    `first` after a connection was lost, doubled each time up to `longest`; a connection that held as long as
    that begins again with `first`. `renew` is how long one waits before asking anew: servers may hang up
    after 30 minutes (RFC 2177, 3), some do after ten, and a router forgets sooner. `gather` is left after a
    mail for those that come with it.
    """

    first: float = 15
    longest: float = 900
    renew: float = 540
    gather: float = 2


USUAL = Pauses()


class Watch:
    """Calls `wake` whenever a mail has come into a folder, from a thread of its own, until it is stopped.

    Says nothing of what goes wrong, which whoever reads the mailbox is told: it connects again, ever more
    seldom. Where the server cannot do it, it ends by itself.
    """

    def __init__(
        self,
        url: str,
        folder: str,
        wake: Callable[[], object],
        *,
        timeout: float = 60,
        pauses: Pauses = USUAL,
    ) -> None:
        """Connects to nothing yet. `url` and `timeout` are those of `Imap`; `wake` must not raise."""
        self.mailbox = (url, folder)
        self._wake = wake
        self._timeout, self._pauses = timeout, pauses
        self._over = self._ending = -1
        self._thread = Thread(target=self._work, name="watching the mailbox", daemon=True)

    @property
    def is_alive(self) -> bool:
        """Whether it still watches, or tries to."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Begin to watch."""
        self._over, self._ending = os.pipe()
        self._thread.start()

    def stop(self) -> None:
        """Watch no more. Returns at once, or soon: `wake` is not called after it."""
        os.write(self._ending, b".")
        self._thread.join(PATIENCE)
        if not self._thread.is_alive():  # else it waits for a connection, and ends once it has one
            os.close(self._over)
            os.close(self._ending)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _work(self) -> None:
        try:
            account = Account.of(self.mailbox[0])
        except ValueError:
            return
        pause, ended = self._pauses.first, False
        while not ended:
            began = monotonic()
            try:
                if not self._connected(account):
                    return
            except NotAccepted:
                pause = self._pauses.longest
            except (NotReached, MissingError):
                if monotonic() - began >= self._pauses.longest:
                    pause = self._pauses.first
            ended = self._waited(pause)
            pause = min(2 * pause, self._pauses.longest)

    def _connected(self, account: Account) -> bool:
        """One connection, until it breaks or is told to end; False where there is nothing more to do.

        Raises:
            NotReached: it broke, or could not be had; `NotAccepted` where we are not let in.
            MissingError: the folder cannot be opened.
        """
        from outreach.inbox.imap.line import Line  # noqa: PLC0415 - slow, as in mailbox.py

        line = Line(account, self._timeout)
        try:
            if not line.offers("IDLE"):
                return False
            line.open_folder(self.mailbox[1])
            with explained(line.account):
                while self._listened(line):
                    pass
        finally:
            line.drop()
        return False

    def _listened(self, line: "Line") -> bool:
        """Ask once, and listen until it is time to ask again; False when it is told to end."""
        idle: Any = line.idle
        idle.start()
        until, doubts = monotonic() + self._pauses.renew, 0
        while (left := until - monotonic()) > 0:
            if self._waited(left, line):
                return False
            said: list[bytes] = idle.poll(0)
            doubts = 0 if said else doubts + 1
            if self._heard(said) and self._waited(self._pauses.gather):
                return False
            if doubts >= DOUBTS:
                break
        _, said = idle.stop()
        self._heard(said)
        return not (doubts and self._waited(self._pauses.gather))

    def _heard(self, said: Sequence[bytes | None]) -> bool:
        """Wake, where the server says that the folder holds another number of mails: one has come."""
        found = any(each is not None and each.upper().endswith(b" EXISTS") for each in said)
        if found:
            self._wake()
        return found

    def _waited(self, seconds: float, line: "Line | None" = None) -> bool:
        """Wait so long, or until the server says something; whether it is told to end."""
        poll = select.poll()
        poll.register(self._over, select.POLLIN)
        if line is not None:
            poll.register(line.client.sock, select.POLLIN)
        return any(descriptor == self._over for descriptor, _ in poll.poll(seconds * 1000))
