"""A mail server that says what a test wants it to say, over TLS, and counts who calls."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from tests.channels.certificates import TRUSTED, server_context

GREETING = b"* OK ready\r\n"
SILENCE = b""
"""Say nothing, and keep the line."""
Answer = bytes | None
"""What is said to a command, with `%tag%` for its tag; None hangs up."""


@dataclass
class Scripted:
    """The server. `script` answers by how a command begins (without its tag); the first that fits counts.

    A command that was answered with `+` goes on as `MORE`.
    """

    script: Sequence[tuple[str, Answer]]
    greeting: bytes = GREETING
    authority: str | None = TRUSTED
    port: int = 0
    calls: int = 0
    heard: list[str] = field(default_factory=list)

    def url(self, scheme: str = "imaps") -> str:
        return f"{scheme}://hello%40example.org:s3cret@127.0.0.1:{self.port}"

    def talk(self, bare: socket.socket) -> None:
        """One connection."""
        self.calls += 1
        with suppress(OSError), bare:
            if self.authority is None:
                self._talk(bare)
                return
            with server_context(self.authority).wrap_socket(bare, server_side=True) as sock:
                self._talk(sock)

    def _talk(self, sock: socket.socket | ssl.SSLSocket) -> None:
        sock.sendall(self.greeting)
        lines, asked = sock.makefile("rb"), b""
        while line := lines.readline():
            said = line.decode().strip()
            self.heard.append(said)
            tag, _, command = said.partition(" ")
            if asked:  # the rest of a command that it asked for (`+`)
                tag, command = asked.decode(), f"MORE {said}"
            answer = self._answer(command)
            if answer is None:
                return
            asked = tag.encode() if answer.startswith(b"+") else b""
            sock.sendall(answer.replace(b"%tag%", tag.encode()))

    def _answer(self, command: str) -> Answer:
        for begins, answer in (*self.script, *USUAL):
            if command.upper().startswith(begins.upper()):
                return answer
        return b"%tag% BAD what?\r\n"


USUAL: Sequence[tuple[str, Answer]] = (
    ("CAPABILITY", b"* CAPABILITY IMAP4rev1 IDLE\r\n%tag% OK done\r\n"),
    ("LOGIN", b"%tag% OK done\r\n"),
    ("EXAMINE", b"* 3 EXISTS\r\n* OK [UIDVALIDITY 7] fine\r\n%tag% OK [READ-ONLY] done\r\n"),
    ("LOGOUT", b"* BYE\r\n%tag% OK done\r\n"),
)
"""What any server would say."""


@contextmanager
def scripted(
    *script: tuple[str, Answer],
    greeting: bytes = GREETING,
    authority: str | None = TRUSTED,
    talk: Callable[[Scripted, socket.socket], None] = Scripted.talk,
) -> Iterator[Scripted]:
    """A server on a free port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Scripted(script, greeting, authority, listening.getsockname()[1])
        thread = threading.Thread(target=_serve, args=(server, listening, talk), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join(5)


def _serve(
    server: Scripted, listening: socket.socket, talk: Callable[[Scripted, socket.socket], None]
) -> None:
    with suppress(OSError):
        while True:
            bare, _ = listening.accept()
            threading.Thread(target=talk, args=(server, bare), daemon=True).start()
