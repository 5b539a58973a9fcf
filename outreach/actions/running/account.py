"""What a pass did: how many deliveries came to which end, and what a person is told."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from outreach.core.errors import Problem
from outreach.core.history import Status


@dataclass(slots=True)
class Tally:
    """How many deliveries came to which end; what a person is asked to do is counted apart."""

    counts: Counter[Status] = field(default_factory=Counter)
    by_hand: int = 0

    def add(self, more: Mapping[Status, int]) -> None:
        """Add counts by status."""
        self.counts.update(more)


@dataclass(slots=True)
class Account:
    """What one pass (or a simulation's passes together) did. `problems` are sentences for a person."""

    tally: Tally = field(default_factory=Tally)
    errors: tuple[Problem, ...] = ()
    replies: int = 0
    followups: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def exit_status(self) -> int:
        """2 for a file that cannot be understood, 1 when something was held, failed, missed or unknown."""
        if self.errors:
            return 2
        bad = (Status.HELD, Status.FAILED, Status.MISSED, Status.UNKNOWN)
        return int(any(self.tally.counts[each] for each in bad) or bool(self.problems))
