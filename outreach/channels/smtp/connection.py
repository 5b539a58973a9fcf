"""One connection to a mail server: opened, encrypted and signed in by smtplib, then spoken on by us.

smtplib waits for the answer to each command; what is said here can be said at once (RFC 2920) and on several
connections in turn.
"""

import contextlib
import socket
from collections.abc import Collection
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Self

from outreach.channels.smtp.envelope import Offers
from outreach.channels.smtp.opening import opened
from outreach.channels.smtp.relay import Relay
from outreach.channels.smtp.replies import LONGEST, NotSmtpError, Reply, take
from outreach.ports import NotSent

if TYPE_CHECKING:
    from smtplib import SMTP

PIECE = 262_144
DIGITS = 20
"""How many a size may have (RFC 1870, 6.1); a longer one says nothing."""
_LEAST_PATIENCE = 0.05


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long is waited, in seconds: to connect; for the answer to a command; for that to the final dot.

    `answer` is what RFC 5321 (4.5.3.2.6) asks for, since giving up there leaves a message nobody knows of.
    `connect` and `command` are shorter than it asks: nothing has left yet, and other messages wait meanwhile
    with their bodies unsent, which servers bear for three minutes. `quit` is for the answer to a goodbye.
    """

    connect: float = 30
    command: float = 120
    answer: float = 600
    quit: float = 2


class LostError(Exception):
    """The connection is of no more use. `stalled` tells that the server still held it and said nothing."""

    def __init__(self, reason: str, *, stalled: bool = False) -> None:
        super().__init__(reason)
        self.stalled = stalled


@dataclass(slots=True)
class Line:
    """An open connection. `used` tells that it was spoken on before; `reset` that a message is left on it."""

    sock: socket.socket
    offers: Offers
    timeouts: Timeouts
    account: str = ""
    used: bool = False
    reset: bool = False
    _heard: bytes = field(default=b"", init=False)

    @classmethod
    def open(cls, relay: Relay, timeouts: Timeouts) -> Self:
        """Connect, encrypt where that is offered, sign in where there is a user.

        Raises:
            NotSent: that cannot be done; of scope channel, and with the remedy.
        """
        server, account = opened(relay, timeouts.connect)
        size = server.esmtp_features.get("size", "")
        offers = Offers(
            pipelining=server.has_extn("pipelining"),
            smtputf8=server.has_extn("smtputf8"),
            sizes=server.has_extn("size"),
            size=int(size) if size.isdecimal() and len(size) <= DIGITS else 0,
        )
        return cls(_taken_over(server), offers, timeouts, account)

    def say(self, words: bytes) -> None:
        """Write it all.

        Raises:
            LostError: not all of it was written.
        """
        try:
            for start in range(0, len(words), PIECE):
                self.sock.settimeout(self.timeouts.command)
                self.sock.sendall(words[start : start + PIECE])
        except OSError as error:
            raise LostError(_why(error), stalled=isinstance(error, TimeoutError)) from None

    def reply(self, until: float) -> Reply:
        """The next reply, waited for until then (on the monotonic clock).

        Raises:
            LostError: it does not come, not whole, or is none.
        """
        try:
            while (found := take(self._heard)) is None:
                self.sock.settimeout(max(until - monotonic(), _LEAST_PATIENCE))
                more = self.sock.recv(LONGEST)
                if not more:
                    raise LostError("the mail server hung up")
                self._heard += more
        except OSError as error:
            raise LostError(_why(error), stalled=isinstance(error, TimeoutError)) from None
        except NotSmtpError:
            raise LostError("the mail server's answer makes no sense") from None
        reply, self._heard = found
        return reply

    @property
    def spoke_unasked(self) -> bool:
        """Whether the server has said more than it was asked."""
        return bool(self._heard)

    @property
    def closed(self) -> bool:
        """Whether it has been let go of."""
        return self.sock.fileno() < 0

    def close(self) -> None:
        """Let go of it, without a word."""
        # No farewell of TLS either: it would first send what is left of a body that was broken off.
        with contextlib.suppress(OSError):
            self.sock.close()


def farewell(lines: Collection[Line]) -> None:
    """Say QUIT on all of them, and wait a little for the answers (RFC 5321, 4.1.1.10)."""
    said = []
    for line in lines:
        with contextlib.suppress(LostError):
            line.say(b"QUIT\r\n")
            said.append(line)
    until = monotonic() + max((line.timeouts.quit for line in said), default=0)
    for line in said:
        with contextlib.suppress(LostError):
            line.reply(until)
    for line in lines:
        line.close()


def _taken_over(server: "SMTP") -> socket.socket:
    """The socket of smtplib's connection, which then knows nothing of it any more."""
    sock = server.sock
    if sock is None or server.file is None:
        raise NotSent("the mail server hung up", scope="channel")
    server.file.close()
    server.sock = None
    # Else the end of a body waits for the server to acknowledge its beginning, up to 40 ms (Nagle).
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return sock


def _why(error: OSError) -> str:
    if isinstance(error, TimeoutError):
        return "the mail server fell silent"
    return f"the connection broke ({error.strerror or type(error).__name__})"
