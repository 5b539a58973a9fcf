"""A mail server on loopback that answers, to the octet, as a test tells it to; and keeps what it heard."""

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any

PATIENCE = 5.0
"""How long, in seconds, a stalled connection is held open at most."""
OFFERS = ("PIPELINING", "SIZE 1000000", "ENHANCEDSTATUSCODES", "8BITMIME", "SMTPUTF8")
USUAL = {
    "greeting": "220 relay.test ESMTP",
    "HELO": "250 relay.test",
    "STARTTLS": "220 2.0.0 Ready",
    "AUTH": "235 2.7.0 Welcome",
    "RSET": "250 2.0.0 Ok",
    "MAIL": "250 2.1.0 Ok",
    "RCPT": "250 2.1.5 Ok",
    "DATA": "354 End data with <CR><LF>.<CR><LF>",
    ".": "250 2.0.0 Ok: queued as 4F2A9C",
    "QUIT": "221 2.0.0 Bye",
}


@dataclass(frozen=True, slots=True)
class Odd:
    """Instead of an answer: `said` (no line end of its own), and then the line is cut, or stands still."""

    said: str = ""
    stall: bool = False


CUT, STALL = Odd(), Odd(stall=True)
Answer = str | Odd


@dataclass(slots=True)
class Talk:
    """One connection: the commands heard, and the bodies, as they came over the wire."""

    heard: list[str] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    writes: list[bytes] = field(default_factory=list)
    encrypted: bool = False


@dataclass(slots=True)
class Peer:
    """The server. An answer given as a sequence is given in turn, over all connections, then the usual one.

    `taken` holds what it said 2xx to after the dot: sender, recipient, body.
    """

    answers: Mapping[str, Answer | Sequence[Answer]]
    offers: tuple[str, ...] = OFFERS
    context: ssl.SSLContext | None = None
    encrypted: bool = False
    host: str = "127.0.0.1"
    port: int = 0
    talks: list[Talk] = field(default_factory=list)
    taken: list[tuple[str, str, bytes]] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)
    _given: dict[str, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        """What SMTP_URL says."""
        return f"{'smtps' if self.encrypted else 'smtp'}://{self.host}:{self.port}"

    def heard(self, verb: str) -> list[str]:
        """All commands of that kind, over all connections."""
        return [line for talk in self.talks for line in talk.heard if line.upper().startswith(verb)]

    def answer(self, step: str) -> Answer:
        """The next answer to that step."""
        told = self.answers.get(step)
        usual = "\r\n".join(self._ehlo()) if step == "EHLO" else USUAL.get(step, "502 5.5.2 Not known")
        if told is None or isinstance(told, (str, Odd)):
            return usual if told is None else told
        with self._lock:
            count = self._given[step] = self._given.get(step, 0) + 1
        return told[count - 1] if count <= len(told) else usual

    def _ehlo(self) -> list[str]:
        lines = ("relay.test", *self.offers)
        return [f"250{' ' if line is lines[-1] else '-'}{line}" for line in lines]


class _Ended(Exception):  # noqa: N818
    pass


class _Handler(StreamRequestHandler):
    server: "_Server"
    disable_nagle_algorithm = True

    def handle(self) -> None:
        self.peer, self.talk = self.server.peer, Talk()
        self.peer.talks.append(self.talk)
        self.held = b""
        with suppress(_Ended, OSError):
            if self.peer.encrypted:
                self._encrypt()
            self._converse()
        with suppress(OSError):
            self.request.close()

    def _encrypt(self) -> None:
        assert self.peer.context is not None
        self.request = self.peer.context.wrap_socket(self.request, server_side=True)
        self.talk.encrypted = True

    def _converse(self) -> None:
        self.sender = self.recipient = ""
        self._say("greeting")
        while line := self._line().decode():
            self.talk.heard.append(line)
            verb = line.upper().replace(":", " ").split()[0]
            said = self._say(verb)
            if said[:1] in "23":
                self._obey(verb, line.partition("<")[2].partition(">")[0])
            if verb == "QUIT" or said.startswith("421"):
                return

    def _obey(self, verb: str, address: str) -> None:
        match verb:
            case "STARTTLS":
                self._encrypt()
            case "MAIL":
                self.sender = address
            case "RCPT":
                self.recipient = address
            case "DATA":
                self._take()
            case "RSET":
                self.sender = self.recipient = ""

    def _take(self) -> None:
        body = self._body()
        self.talk.bodies.append(body)
        if not (self.sender and self.recipient):
            self.request.sendall(b"554 5.5.1 No valid recipients\r\n")
        elif self._say(".").startswith("2"):
            self.peer.taken.append((self.sender, self.recipient, body))
        self.sender = self.recipient = ""

    def _say(self, step: str) -> str:
        told = self.peer.answer(step)
        if isinstance(told, str):
            self.request.sendall(f"{told}\r\n".encode())
            return told
        self.request.sendall(told.said.encode())
        if told.stall:
            self.peer.closing.wait(PATIENCE)
        raise _Ended

    def _line(self) -> bytes:
        while b"\r\n" not in self.held:
            if not self._more():
                return b""
        line, _, self.held = self.held.partition(b"\r\n")
        return line

    def _body(self) -> bytes:
        while not (self.held.startswith(b".\r\n") or b"\r\n.\r\n" in self.held):
            if not self._more():
                raise _Ended
        if self.held.startswith(b".\r\n"):
            self.held = self.held[3:]
            return b""
        body, _, self.held = self.held.partition(b"\r\n.\r\n")
        return body + b"\r\n"

    def _more(self) -> bool:
        more = self.request.recv(65_536)
        self.talk.writes.append(more)
        self.held += more
        return bool(more)


class _Server(ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, peer: Peer) -> None:
        self.peer = peer
        super().__init__((peer.host, peer.port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A handshake that the client breaks off is what some tests are about."""


@contextmanager
def serving(peer: Peer) -> Iterator[Peer]:
    """The server, while it runs."""
    with _Server(peer) as server:
        peer.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield peer
        peer.closing.set()
        server.shutdown()
        thread.join(PATIENCE)


def relay(
    answers: Mapping[str, Answer | Sequence[Answer]] | None = None, **how: Any
) -> AbstractContextManager[Peer]:
    """A server that answers as told, and as usual where nothing is told."""
    return serving(Peer(answers or {}, **how))


def unused_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
