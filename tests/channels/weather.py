"""Bad weather: a provider's server on loopback that behaves, for each request, as it was told to.

What a provider's answers look like is told by each channel's rig (`rig.py`); what the network does to a
connection is done here, once for all.
"""

import socket
import ssl
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer, ThreadingMixIn
from typing import Any, Self

from tests.channels.certificates import TRUSTED, UNTRUSTED, server_context

NAME = "provider.test"
"""Reserved for tests (RFC 6761): found only where a test says so."""
PATIENCE = 5.0
"""How long, in seconds, a stalled connection is held open at most."""


class Weather(StrEnum):
    """What may happen between us and a provider, and at the provider."""

    FAIR = "fair"
    NO_SUCH_NAME = "the server's name cannot be found"
    NOT_LISTENING = "the connection is refused"
    UNTRUSTED = "the certificate is nobody's"
    STALL = "no answer comes"
    CUT = "the line is cut before the answer"
    HALF = "the line is cut within the answer"
    LOST_ONCE = "it is taken and the answer is lost, once"
    PORTAL = "somebody else answers 200 with a page"
    TOO_MANY_UNTIL = "too many requests, with the end of the wait"
    TOO_MANY = "too many requests"
    USED_UP = "the day's or month's quota is used up"
    BROKEN = "an error inside the provider"
    BUSY = "the provider is overloaded"
    GATEWAY = "a gateway had no answer from the provider"
    GATEWAY_TIMEOUT = "a gateway did not wait for the provider"
    WRONG_KEY = "the credentials are wrong"
    NOT_ALLOWED = "the account or sender is refused"
    GREYLISTED = "this one message not now"
    BAD_ADDRESS = "there is no such address"
    BAD_CONTENT = "the content is refused"
    TOO_LARGE = "the message is too large"
    NO_ROOM = "the place cannot be written"


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked of the server. Header names are lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    url: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer. `Date` and `Content-Length` are added unless they are given."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lost:
    """No whole answer: after nothing, or an `answer` that promises more, the line is cut or stands still."""

    answer: Answer | None = None
    stall: bool = False


NOTHING_WHOLE = {
    Weather.STALL: Lost(stall=True),
    Weather.CUT: Lost(),
    Weather.HALF: Lost(Answer(200, b'{"data": {"i', {"Content-Type": "application/json"})),
}
Script = Callable[[Request], Answer | Lost]
SERVER_DATE = "Mon, 22 Mar 2027 15:00:00 GMT"
"""The time at the provider, which need not be ours."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = PATIENCE
    server: "Server"

    def handle(self) -> None:
        # A client that hangs up in the middle is what these tests are about.
        with suppress(OSError):
            super().handle()

    def _one(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        path, _, query = self.path.partition("?")
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(
            self.command, path, query, headers, self.rfile.read(length), self.server.base + self.path
        )
        self.server.requests.append(request)
        self._answer(self.server.script(request))

    do_GET = do_POST = do_PUT = do_DELETE = _one  # noqa: N815 - the names that the library calls

    def _answer(self, answer: Answer | Lost) -> None:
        if isinstance(answer, Answer):
            self.wfile.write(_written(answer))
            return
        if answer.answer is not None:
            self.wfile.write(_written(answer.answer, promised=50))
        if answer.stall:
            self.server.closing.wait(PATIENCE)
        self.close_connection = True

    def log_message(self, *_: Any) -> None:
        """Nothing: what was asked is kept in `requests`."""


def _written(answer: Answer, promised: int = 0) -> bytes:
    headers = {"Date": SERVER_DATE, "Content-Length": str(len(answer.body) + promised), **answer.headers}
    lines = [f"HTTP/1.1 {answer.status} It is so", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + answer.body


class Server(ThreadingMixIn, TCPServer):
    """An HTTP server, in threads, that answers as its script says and keeps what it was asked."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 32

    def __init__(
        self, script: Script, context: ssl.SSLContext | None = None, host: str = "127.0.0.1"
    ) -> None:
        super().__init__(("127.0.0.1", 0), _Handler, bind_and_activate=False)
        self.server_bind()
        self.script, self.context = script, context
        self.requests: list[Request] = []
        self.connections = 0
        self.faults: list[BaseException | None] = []
        self.closing = threading.Event()
        self.base = f"{'https' if context else 'http'}://{host}:{self.server_address[1]}"
        self._thread: threading.Thread | None = None

    def listen(self) -> None:
        """Begin to take connections; until then they are refused, at the same port."""
        self.server_activate()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections += 1
        super().process_request(request, client_address)

    def finish_request(self, request: Any, client_address: Any) -> None:
        if self.context is None:
            super().finish_request(request, client_address)
            return
        with suppress(OSError), self.context.wrap_socket(request, server_side=True) as wrapped:
            super().finish_request(wrapped, client_address)

    def handle_error(self, *_: Any) -> None:
        """Keep what is wrong with a script; who is asking is cut off. That it hangs up is nothing wrong."""
        if not isinstance(fault := sys.exception(), OSError):
            self.faults.append(fault)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        if self._thread is not None:
            self.shutdown()
            self._thread.join(PATIENCE)
        self.server_close()
        assert not self.faults, self.faults


@dataclass(slots=True)
class Sky:
    """One provider under one weather. `url` is its base address; `taken` is what it took, in order."""

    url: str
    taken: list[str]
    clear: Callable[[], None]
    heard: Callable[[], int]
    requests: list[Request]


@dataclass(frozen=True, slots=True)
class HttpProvider:
    """What a provider does, from which its behaviour in every weather follows.

    `fair` answers as documented and adds to what was taken. `sends` tells the request that sends a message
    from those that log in, upload or look. `says` holds its own answer for each of its troubles.
    """

    fair: Callable[[Request, list[str]], Answer]
    sends: Callable[[Request], bool]
    says: Mapping[Weather, Answer]

    @contextmanager
    def under(self, weather: Weather) -> Iterator[Sky]:
        """The provider's server under a weather; `clear` makes the weather fair, at the same address."""
        cleared, lost = threading.Event(), threading.Event()
        taken: list[str] = []

        def script(request: Request) -> Answer | Lost:
            return self._now(Weather.FAIR if cleared.is_set() else weather, request, taken, lost)

        context = server_context(UNTRUSTED) if weather is Weather.UNTRUSTED else None
        host = NAME if weather is Weather.NO_SUCH_NAME else "127.0.0.1"
        with Server(script, context, host) as server, found_by_name(cleared):

            def clear() -> None:
                cleared.set()
                if context is not None:
                    server.context = server_context(TRUSTED)
                if weather is Weather.NOT_LISTENING:
                    server.listen()

            if weather is not Weather.NOT_LISTENING:
                server.listen()
            yield Sky(server.base, taken, clear, lambda: server.connections, server.requests)

    def _now(
        self, weather: Weather, request: Request, taken: list[str], lost: threading.Event
    ) -> Answer | Lost:
        touched = self.sends(request) or weather is Weather.WRONG_KEY
        if touched and weather in self.says:
            return _echoing(self.says[weather], request)
        if not touched:
            return self.fair(request, taken)
        match weather:
            case Weather.STALL | Weather.CUT | Weather.HALF:
                return NOTHING_WHOLE[weather]
            case Weather.LOST_ONCE if not lost.is_set():
                lost.set()
                self.fair(request, taken)
                return Lost()
            case _:
                return self.fair(request, taken)


def _echoing(answer: Answer, request: Request) -> Answer:
    """The same, with our own credentials in it, as a careless gateway shows them."""
    given = request.headers.get("authorization", "").encode()
    return Answer(answer.status, answer.body.replace(b"ECHO", given.replace(b'"', b"'")), answer.headers)


@contextmanager
def found_by_name(found: threading.Event) -> Iterator[None]:
    """The name of the provider leads nowhere until it is found; then to loopback."""
    real = socket.getaddrinfo

    def looked_up(host: Any, *rest: Any, **named: Any) -> Any:
        if host in (NAME, NAME.encode()) and not found.is_set():
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return real("127.0.0.1" if host in (NAME, NAME.encode()) else host, *rest, **named)

    socket.getaddrinfo = looked_up
    try:
        yield
    finally:
        socket.getaddrinfo = real
