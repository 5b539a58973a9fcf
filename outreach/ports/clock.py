"""The door to the time."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The time, aware, in UTC."""

    def now(self) -> datetime:
        """This moment."""
