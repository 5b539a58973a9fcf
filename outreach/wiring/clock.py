"""The clocks: the machine's own, and one that stands. The only reader of the time."""

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """This moment, in UTC."""
        return datetime.now(UTC)


@dataclass(slots=True)
class VirtualClock:
    """A clock that stands at the moment of a pass, or where a simulation has come to."""

    moment: datetime

    def now(self) -> datetime:
        """The moment it stands at."""
        return self.moment


def now() -> datetime:
    """This moment, in UTC."""
    return SystemClock().now()
