"""The doors to the time: what it is, and waiting for it."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The time, aware, in UTC."""

    def now(self) -> datetime:
        """This moment."""


class Rest(Protocol):
    """Waiting, which ends at once when the program is asked to stop."""

    @property
    def stopping(self) -> bool:
        """Whether the program has been asked to stop: what is in hand is ended, and nothing is begun."""

    def rest(self, seconds: float) -> None:
        """Wait so long, or until asked to stop."""
