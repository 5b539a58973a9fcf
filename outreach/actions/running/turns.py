"""Turns: in one pass, whether somebody has room for another unasked message (R001)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from outreach.core.deciding import Matter, reader_calendar
from outreach.core.knocks import Room, is_knock, rank, turn
from outreach.core.plan import GO, Decision
from outreach.ports import Ledger, Pending


@dataclass(slots=True)
class Turns:
    """Looks a batch's people up at once; `now` is the moment (UTC) of the pass."""

    ledger: Ledger
    room: Room
    now: datetime
    _days: Mapping[str, Sequence[date]] = field(default_factory=dict)

    def look_up(self, matter: Matter, batch: Iterable[Pending]) -> None:
        """Read what the people of a batch have had lately, where that matters."""
        self._days = {}
        if rank(matter.touch, matter.schedule) is None:
            return
        knocks = self.ledger.knocks([each.key.recipient for each in batch], self.room.since(self.now))
        self._days = {person: [self.room.day(each.at) for each in had] for person, had in knocks.items()}

    def is_knock(self, matter: Matter, each: Pending) -> bool:
        """Whether it reaches them unasked."""
        return is_knock(matter.touch, matter.schedule, each.answers)

    def decision(self, matter: Matter, each: Pending) -> Decision:
        """Whether it goes now, waits for its turn, or has missed it."""
        had = self._days.get(each.key.recipient)
        if not had or each.contact is None or not self.is_knock(matter, each):
            return GO
        first = each.enrolled or self.now
        since = max(first, matter.touch.due) if matter.touch.due is not None else first
        hours = reader_calendar(matter.schedule.mail, each.contact)
        return turn(matter.touch, matter.schedule, self.room, had, since, hours, self.now)
