"""A mail server in rough weather: it greylists, refuses and cuts the line, and remembers what it took.

What it does to somebody depends on their address alone, and how often they have been tried, so that a story
with it goes the same way each time but for where processes are killed.
"""

import asyncio
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256

GREETING = b"220 relay.example.org ESMTP\r\n"
OFFERS = b"250-relay.example.org\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES\r\n"
CUT_BEFORE, CUT_AFTER = "before the dot", "after the dot"


def fate(address: str) -> int:
    """A number from 0 to 9999 that an address always has."""
    return int.from_bytes(sha256(address.encode()).digest()[:8]) % 10_000


def is_greylisted(address: str) -> bool:
    """A third of all addresses are taken at the second attempt only."""
    return fate(address) % 3 == 0


def is_refused(address: str) -> bool:
    """A hundredth of all addresses do not exist."""
    return fate(address) // 3 % 100 == 7


@dataclass
class Relay:
    """Takes mail on a free port of this machine. `taken` counts messages by recipient."""

    cuts: bool = True
    taken: Counter[str] = field(default_factory=Counter)
    tried: Counter[str] = field(default_factory=Counter)
    cut: Counter[str] = field(default_factory=Counter)
    lines: int = 0
    most_lines: int = 0
    begun: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        self.lines += 1
        self.most_lines = max(self.most_lines, self.lines)
        try:
            writer.write(GREETING)
            await self._talk(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self.lines -= 1
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        to = ""
        while line := await reader.readline():
            command = line.strip()
            verb = command[:4].upper()
            if verb == b"EHLO":
                writer.write(OFFERS)
            elif verb == b"RCPT":
                address = command.partition(b"<")[2].partition(b">")[0].decode()
                answer, to = self._recipient(address)
                writer.write(answer)
            elif verb == b"DATA":
                if not to:
                    writer.write(b"503 5.5.1 no valid recipients\r\n")
                elif not await self._message(to, reader, writer):
                    return
                to = ""
            elif verb == b"QUIT":
                writer.write(b"221 2.0.0 bye\r\n")
                return
            else:
                writer.write(b"250 2.0.0 ok\r\n")
            await writer.drain()

    def _recipient(self, address: str) -> tuple[bytes, str]:
        self.begun.set()
        self.tried[address] += 1
        if is_refused(address):
            return b"550 5.1.1 no such user here\r\n", ""
        if is_greylisted(address) and self.tried[address] == 1:
            return b"450 4.7.1 greylisted, come back later\r\n", ""
        return b"250 2.1.5 ok\r\n", address

    async def _message(self, to: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Take one message; False where the line is cut."""
        weather = fate(to) % 400 if self.cuts and not self.cut[to] else -1
        writer.write(b"354 go on\r\n")
        if weather == 0:
            await reader.readline()
            self.cut[to] += 1
            return False
        await reader.readuntil(b"\r\n.\r\n")
        if weather == 1:
            self.cut[to] += 1
            return False
        self.taken[to] += 1
        if weather == 2:
            self.cut[to] += 1
            return False
        writer.write(b"250 2.0.0 Ok: queued as 4F2\r\n")
        return True


@contextmanager
def relay(*, cuts: bool = True) -> Iterator[Relay]:
    """A relay at work in a thread of its own."""
    made, ready, loop, over = Relay(cuts), threading.Event(), asyncio.new_event_loop(), asyncio.Event()

    async def work() -> None:
        server = await asyncio.start_server(made.serve, "127.0.0.1", 0, limit=1 << 20)
        made.port = server.sockets[0].getsockname()[1]
        ready.set()
        await over.wait()
        server.close()
        talks = asyncio.all_tasks() - {asyncio.current_task()}
        for each in talks:
            each.cancel()
        await asyncio.gather(*talks, return_exceptions=True)

    thread = threading.Thread(target=loop.run_until_complete, args=(work(),), daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield made
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join(10)
        loop.close()
