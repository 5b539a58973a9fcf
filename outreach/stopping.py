"""Asking the program to stop: the signals that do, and waiting that ends with them."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from select import select


@dataclass(slots=True)
class Signals:
    """Waiting (a `Rest`) that ends when a signal asks the program to stop.

    `woken` and `waking` are the ends of a pipe. A `threading.Event` would not do: a signal is handled in the
    middle of whatever the main thread does, and might wait there for a lock that its own thread holds.
    """

    woken: int
    waking: int
    stopping: bool = False

    def rest(self, seconds: float) -> None:
        """Wait so long, or until asked to stop."""
        select([self.woken], [], [], max(seconds, 0))

    def stop(self, *_: object) -> None:
        """Somebody asks to stop. Another Ctrl-C ends the program at once, in the middle of what it does."""
        if not self.stopping:
            self.stopping = True
            os.write(self.waking, b".")
            signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def until_asked() -> Iterator[Signals]:
    """Have SIGTERM and SIGINT ask the program to stop instead of ending it; afterwards all is as before.

    SIGHUP does so only where a terminal hangs up, and elsewhere nothing. What whoever started us has us
    ignore (`nohup`, `&`) stays ignored.
    """
    woken, waking = os.pipe()
    signals = Signals(woken, waking)
    hangs_up = sys.stdin is not None and sys.stdin.isatty()
    handlers = {
        signal.SIGTERM: signals.stop,
        signal.SIGINT: signals.stop,
        signal.SIGHUP: signals.stop if hangs_up else signal.SIG_IGN,
    }
    before = {each: kept for each in handlers if (kept := signal.getsignal(each)) is not signal.SIG_IGN}
    for each in before:
        signal.signal(each, handlers[each])
    try:
        yield signals
    finally:
        for each, kept in before.items():
            signal.signal(each, kept)
        os.close(woken)
        os.close(waking)
