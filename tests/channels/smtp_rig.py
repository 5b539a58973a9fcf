"""A mail server on loopback that behaves as it was told to; encrypted, with a user and a password.

Replies as Postfix, Gmail and Exchange Online word them (RFC 5321, RFC 3463; "Gmail SMTP errors and codes").
"""

import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from socketserver import StreamRequestHandler, TCPServer, ThreadingMixIn
from typing import Any

from outreach.channels.smtp import Smtp, Timeouts
from outreach.ports import NotSent, Uncertain
from tests.channels.certificates import TRUSTED, UNTRUSTED, server_context
from tests.channels.messages import SENDER, email, errand, post
from tests.channels.rig import Rig, Word
from tests.channels.weather import NAME, PATIENCE, Sky, Weather, found_by_name

USER, PASSWORD = "partnerships", "a-password-nobody-may-see"
SIGNED = "AHBhcnRuZXJzaGlwcwBhLXBhc3N3b3JkLW5vYm9keS1tYXktc2Vl"
"""User and password as AUTH PLAIN sends them (RFC 4616)."""
HELLO = ("PIPELINING", "SIZE 10240000", "AUTH PLAIN LOGIN", "ENHANCEDSTATUSCODES", "8BITMIME")
SAYS: Mapping[Weather, tuple[str, str]] = {
    Weather.PORTAL: ("", "HTTP/1.1 400 Bad Request"),
    Weather.TOO_MANY: ("", "421 4.7.0 mail.test too many connections from your address"),
    Weather.BUSY: ("", "421 4.3.2 mail.test Service not available, closing transmission channel"),
    Weather.WRONG_KEY: ("AUTH", f"535 5.7.8 Username and Password not accepted {SIGNED}"),
    Weather.NOT_ALLOWED: ("MAIL", "550 5.7.60 Client does not have permissions to send as this sender"),
    Weather.USED_UP: ("MAIL", "550 5.4.5 Daily user sending limit exceeded"),
    Weather.TOO_LARGE: ("MAIL", "552 5.3.4 Message size exceeds fixed limit"),
    Weather.GREYLISTED: ("RCPT", "450 4.2.0 <bm-1@example.org>: Recipient address rejected: Greylisted"),
    Weather.BAD_ADDRESS: ("RCPT", "550 5.1.1 <bm-1@example.org>: Recipient address rejected: User unknown"),
    Weather.BROKEN: ("MAIL", "451 4.3.0 Temporary lookup failure"),
    Weather.BAD_CONTENT: (".", "554 5.6.0 Message content rejected for bm-1@example.org"),
}
"""What is said instead of yes, and to which command; to none means instead of a greeting."""


class _Conversation(StreamRequestHandler):
    server: "MailServer"
    timeout = PATIENCE
    wanted = False
    """Whether somebody has been named who gets the message that follows."""

    def handle(self) -> None:
        with suppress(OSError):
            self._talk()

    def _talk(self) -> None:
        if not self._answer("", "220 mail.test ESMTP") or self.server.says("")[:1] not in ("2", ""):
            return
        while line := self.rfile.readline():
            verb = line.decode().strip().upper()[:4]
            if verb == "QUIT":
                self._say("221 2.0.0 Bye")
                return
            if not self._one(verb, line.decode().strip()):
                return

    def _one(self, verb: str, line: str) -> bool:
        if verb == "EHLO":
            lines = [f"250-{each}" for each in ("mail.test", *HELLO[:-1])]
            return self._say("\r\n".join([*lines, f"250 {HELLO[-1]}"]))
        if verb == "AUTH" and not line.endswith(SIGNED):
            return self._say("535 5.7.8 Error: authentication failed")
        if verb == "DATA":
            if not self.wanted:
                return self._say("503 5.5.1 Error: need RCPT command")
            self.wanted = False
            return self._say("354 End data with <CR><LF>.<CR><LF>") and self._data()
        self.wanted = verb == "RCPT" and not self.server.says("RCPT") and not self.server.says("MAIL")
        return self._answer(verb, "235 2.7.0 Authentication successful" if verb == "AUTH" else "250 2.1.0 Ok")

    def _data(self) -> bool:
        content = b""
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            content += line
        weather, server = self.server.weather, self.server
        if weather is Weather.LOST_ONCE:
            server.weather = Weather.FAIR
            server.taken.append(content.decode("ascii"))
            return False
        if weather is Weather.STALL:
            server.closing.wait(PATIENCE)
        if weather is Weather.HALF:
            self.wfile.write(b"25")
        if weather in (Weather.STALL, Weather.HALF, Weather.CUT):
            return False
        if not server.says("."):
            server.taken.append(content.decode("ascii"))
        return self._answer(".", f"250 2.0.0 Ok: queued as Q{len(server.taken)}")

    def _answer(self, verb: str, yes: str) -> bool:
        return self._say(self.server.says(verb) or yes)

    def _say(self, line: str) -> bool:
        self.wfile.write(f"{line}\r\n".encode())
        return True


class MailServer(ThreadingMixIn, TCPServer):
    """Takes mail, as far as the weather lets it."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, weather: Weather, context: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation, bind_and_activate=False)
        self.server_bind()
        self.weather, self.context = weather, context
        self.taken: list[str] = []
        self.connections = 0
        self.closing = threading.Event()
        self._thread: threading.Thread | None = None

    def says(self, verb: str) -> str:
        """What is said to a command instead of yes; empty for yes."""
        command, line = SAYS.get(self.weather, ("none", ""))
        return line if command == verb else ""

    def listen(self) -> None:
        """Begin to take connections."""
        self.server_activate()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections += 1
        super().process_request(request, client_address)

    def finish_request(self, request: Any, client_address: Any) -> None:
        with suppress(OSError), self.context.wrap_socket(request, server_side=True) as wrapped:
            super().finish_request(wrapped, client_address)

    def end(self) -> None:
        """Close every connection."""
        self.closing.set()
        if self._thread is not None:
            self.shutdown()
            self._thread.join(PATIENCE)
        self.server_close()


@contextmanager
def sky(weather: Weather) -> Iterator[Sky]:
    """A mail server under a weather."""
    authority = UNTRUSTED if weather is Weather.UNTRUSTED else TRUSTED
    server, cleared = MailServer(weather, server_context(authority)), threading.Event()
    host = NAME if weather is Weather.NO_SUCH_NAME else "127.0.0.1"

    def clear() -> None:
        cleared.set()
        server.weather, server.context = Weather.FAIR, server_context(TRUSTED)
        if weather is Weather.NOT_LISTENING:
            server.listen()

    try:
        if weather is not Weather.NOT_LISTENING:
            server.listen()
        url = f"smtps://{USER}:{PASSWORD}@{host}:{server.server_address[1]}"
        with found_by_name(cleared):
            yield Sky(url, server.taken, clear, lambda: server.connections, [])
    finally:
        server.end()


def make(url: str, lanes: int = 1) -> Smtp:
    """The channel, which waits a few tenths of a second."""
    return Smtp(url, SENDER.address, lanes=lanes, timeouts=TIMEOUTS)


TIMEOUTS = Timeouts(connect=1.0, command=0.3, answer=0.3)
ONE_LINE = (Word(Uncertain),)
"""A mail server cuts a line now and then, and the next message fares better; the second time it stops."""
RIG = Rig(
    name="smtp",
    make=make,
    message=email("bm-1"),
    another=email("bm-2"),
    strange=(post("x"), errand(), email("bm-3", message_id="<no message id>")),
    sky=sky,
    knows=frozenset(SAYS) | {
        Weather.FAIR, Weather.NO_SUCH_NAME, Weather.NOT_LISTENING, Weather.UNTRUSTED, Weather.STALL,
        Weather.CUT, Weather.HALF, Weather.LOST_ONCE,
    },
    secrets=(PASSWORD, SIGNED),
    abreast=make,
    own={
        **dict.fromkeys((Weather.STALL, Weather.CUT, Weather.HALF, Weather.LOST_ONCE), ONE_LINE),
        # It greets as no mail server does, before anything was said to it.
        Weather.PORTAL: (Word(NotSent, "channel"),),
    },
)  # fmt: skip
