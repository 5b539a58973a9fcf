"""Reaching the inboxes: which is read now, and which is left alone for a while because it could not be."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from outreach.actions.world import World
from outreach.core.fields import zone
from outreach.core.followup import FollowUp
from outreach.core.pace import pause
from outreach.ports import WAY_IN, NotReached, Stop

LONGEST_ASKED = 86_400.0
"""Seconds; who asks for more is tried once a day all the same."""


@dataclass(slots=True)
class Reaching:
    """What is known in one pass of the ways in; `problems` is what a person is told."""

    world: World
    now: datetime
    problems: list[str]
    _stops: dict[str, Stop] = field(init=False)

    def __post_init__(self) -> None:
        stops = self.world.ledger.stops()
        self._stops = {each.provider: each for each in stops if each.provider.startswith(WAY_IN)}

    def is_open(self, name: str) -> bool:
        """Whether an inbox is read now; one that failed is left alone: a wrong password locks accounts."""
        stop = self._stops.get(f"{WAY_IN}{name}")
        return stop is None or stop.until <= self.now or self.world.impatient

    def reached(self, name: str) -> None:
        """It was read: what a person was asked about it is withdrawn."""
        way = f"{WAY_IN}{name}"
        if way in self._stops and self.world.ledger.go_on(way):
            self.world.ledger.close_followups([_asking(way)], self.now)

    def let_go(self, names: Collection[str]) -> None:
        """Forget what is known of ways in that are set up no more; nobody has to mend those."""
        for way in [each for each in self._stops if each.removeprefix(WAY_IN) not in names]:
            self.reached(way.removeprefix(WAY_IN))

    def failed(self, name: str, wrong: NotReached) -> None:
        """It could not be read: told the first time and once a day; a person is asked from the second on."""
        way, reason = f"{WAY_IN}{name}", str(wrong)
        known = self._stops.get(way)
        until = self.now + _wait(wrong, known.times if known else 0)
        if self.world.ledger.stop(way, until, reason, self.now) or self.world.impatient:
            self.problems.append(reason)
        if known is not None:
            self.world.ledger.follow_up([self._to_do(name, reason)])

    def _to_do(self, name: str, reason: str) -> FollowUp:
        house = self.world.house
        today = self.now.astimezone(zone(house.organisation.timezone)).date()
        words = f"answers cannot be read ({name}): {reason}. It is tried again by itself"
        return FollowUp(_asking(f"{WAY_IN}{name}"), today, "task", "", "", words, house.owner)


def _wait(wrong: NotReached, times: int) -> timedelta:
    """How long it is left alone after it failed so many times before; not at all where the rest is read."""
    if wrong.partly:
        return timedelta()
    asked = timedelta(seconds=min(wrong.retry_after or 0, LONGEST_ASKED))
    return max(pause(times), asked)


def _asking(way: str) -> str:
    return f"!stopped/{way}"
