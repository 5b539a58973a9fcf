"""Quotas: the days and months in which more is planned for a provider than it takes."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from outreach.actions.world import World
from outreach.core.pace import Limit, Spent, window


@dataclass(frozen=True, slots=True)
class Quota:
    """A day or month (from `start`, UTC) with more messages than the limit of a provider allows.

    `planned` counts what has gone in it already and what is still to go.
    """

    provider: str
    limit: Limit
    start: datetime
    planned: int

    def __str__(self) -> str:
        monthly = self.limit.period == "month"
        when = f"in {self.start:%B %Y}" if monthly else f"on {self.start:%d %B %Y}"
        over, period = self.planned - self.limit.count, self.limit.period
        return (
            f"{self.planned} messages are planned for {self.provider} {when}, which takes {self.limit}: "
            f"{over} would wait for the next {period}, or be missed"
        )


def quotas(world: World, going: Iterable[tuple[str, datetime, int]]) -> tuple[Quota, ...]:
    """The quotas that a plan would go beyond, in order of provider and time.

    Args:
        world: where the providers' limits and what they were given are known.
        going: channel (email, x, ...), moment (UTC) and number of messages, for all that is to go.
    """
    by_provider: dict[str, list[tuple[datetime, int]]] = {}
    for kind, moment, count in going:
        if kind in world.channels:
            by_provider.setdefault(world.channels[kind].name, []).append((moment, count))
    return tuple(
        quota
        for provider, planned in sorted(by_provider.items())
        for limit in world.house.limits_of(provider).limits
        if limit.period in ("day", "month")
        for quota in _beyond(provider, limit, planned, world.ledger.spent(provider).get(limit.period))
    )


def _beyond(
    provider: str, limit: Limit, planned: Iterable[tuple[datetime, int]], spent: Spent | None
) -> Iterator[Quota]:
    counts: Counter[datetime] = Counter()
    for moment, count in planned:
        counts[window(limit, moment)[0]] += count
    if spent is not None and spent.at in counts:
        counts[spent.at] += spent.number
    for start, count in sorted(counts.items()):
        if count > limit.count:
            yield Quota(provider, limit, start, count)
