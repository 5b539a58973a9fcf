"""An inbox that is not read in every pass, but every so often."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from outreach.core.inbound.nouns import Arrived
from outreach.ports import Inbox

MINUTE = 60


@dataclass(frozen=True, slots=True)
class Seldom:
    """Another inbox, read when it was read last `every` so long ago; else nothing comes of it.

    `noted` and `note` keep the minute in which it was last read to its end: one that cannot be reached is
    not put off by it.
    """

    inbox: Inbox
    every: timedelta
    now: Callable[[], datetime]
    noted: Callable[[str], int | None]
    note: Callable[[str, int], None]

    @property
    def name(self) -> str:
        """That of the other."""
        return self.inbox.name

    def fetch(self, marked: Callable[[str], str]) -> Iterator[Arrived]:
        """What the other has, or nothing yet; a clock that was set back puts nothing off."""
        minute = int(self.now().timestamp()) // MINUTE
        last = self.noted(self._known)
        if last is not None and 0 <= minute - last < self.every.total_seconds() / MINUTE:
            return
        yield from self.inbox.fetch(marked)
        self.note(self._known, minute)

    def hang_up(self) -> None:
        """Have the other give back what it holds open."""
        self.inbox.hang_up()

    @property
    def _known(self) -> str:
        return f"inbox {self.name} read"
