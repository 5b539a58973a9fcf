"""Several messages at once over a channel that sends one at a time, in threads."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from outreach.core.message import Message
from outreach.ports import Channel, Receipt
from outreach.ports.probe import whom


@dataclass(slots=True)
class InThreads:
    """The same channel with `lanes` lanes. Its `send` must bear being called by several threads at once.

    The threads are made with the first messages that go abreast, and live until `hang_up`.
    """

    channel: Channel
    lanes: int
    _pool: ThreadPoolExecutor | None = field(default=None, init=False, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    @property
    def name(self) -> str:
        """What the settings call the channel."""
        return self.channel.name

    def account(self) -> str:
        """Whom the provider takes us for; raises what the channel raises."""
        return whom(self.channel)

    def send(self, message: Message) -> Receipt:
        """Send one message, in the caller's own thread."""
        return self.channel.send(message)

    def send_abreast(self, messages: Sequence[Message]) -> Sequence[Receipt | Exception]:
        """Send them all at once; what became of each, in order. Raises nothing of its own."""
        if len(messages) <= 1:
            return [self._ended(each) for each in messages]
        return list(self._threads().map(self._ended, messages))

    def hang_up(self) -> None:
        """Let the threads end once they have nothing to do; the next messages make new ones."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True)

    def _threads(self) -> ThreadPoolExecutor:
        with self._lock:
            if self._pool is None:
                self._pool = ThreadPoolExecutor(self.lanes, thread_name_prefix=f"outreach-{self.name}")
            return self._pool

    def _ended(self, message: Message) -> Receipt | Exception:
        try:
            return self.channel.send(message)
        except Exception as error:  # noqa: BLE001 - whatever became of one is told, and the others go on
            return error
