"""How fast a provider may be written to: limits, what they still allow, and when they allow more. Pure.

A limit over seconds, minutes or hours is kept over any such stretch of time (a generic cell rate algorithm,
as in ITU-T I.371): of N a period at most a tenth may go in one burst, and the rest is spread so that no
period whatever holds more than N. A limit by the day or the month counts calendar days and months in UTC, as
providers count their quotas.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

Period = Literal["second", "minute", "hour", "day", "month"]
SECONDS: Mapping[Period, int] = {"second": 1, "minute": 60, "hour": 3600}
BURST = 10
"""The share of a limit that may go at once: one in so many."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


FIRST_PAUSE = timedelta(minutes=1)
"""How long whoever could not be reached is left alone; doubled with each time in a row."""
LONGEST_PAUSE = timedelta(hours=1)


def pause(times: int) -> timedelta:
    """How long to leave somebody alone who could not be reached, `times` times in a row before."""
    return min(FIRST_PAUSE * (1 << min(times, 10)), LONGEST_PAUSE)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` messages a `period`."""

    count: int
    period: Period

    def __str__(self) -> str:
        return f"{self.count} {'an' if self.period == 'hour' else 'a'} {self.period}"


@dataclass(frozen=True, slots=True)
class Spent:
    """What has been used of one limit.

    `at` (UTC) is the start of the day or month that `number` counts; of a limit over a shorter period, the
    moment at which nothing of it is used any more (`number` is then 0).
    """

    at: datetime = EPOCH
    number: int = 0


@dataclass(frozen=True, slots=True)
class Grant:
    """How many may go now; where that is fewer than were wanted, when (UTC) the next may, and what limits."""

    count: int
    until: datetime | None = None
    limit: Limit | None = None


def window(limit: Limit, moment: datetime) -> tuple[datetime, datetime]:
    """The calendar day or month (UTC) that a moment lies in, as a limit counts it: start and end."""
    day = moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    if limit.period == "day":
        return day, day + timedelta(days=1)
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1)


def grant(
    limits: Iterable[Limit], spent: Mapping[Limit, Spent], wanted: int, now: datetime
) -> tuple[Grant, dict[Limit, Spent]]:
    """How many of those wanted may go now by every limit, and what is used of each limit then.

    Args:
        limits: all limits of one provider.
        spent: what has been used of each; a limit that is missing has not been used.
        wanted: how many messages are ready to go.
        now: this moment (UTC).
    """
    kept = tuple(limits)
    had = {limit: _believed(limit, spent.get(limit, Spent()), now) for limit in kept}
    left = {limit: _free(limit, had[limit], now) for limit in kept}
    count = min([wanted, *(free for free, _ in left.values())])
    used = {limit: _used(limit, had[limit], count, now) if count else had[limit] for limit in kept}
    used = {limit: each for limit, each in used.items() if each != spent.get(limit, Spent())}
    if count == wanted:
        return Grant(count), used
    tightest = max((limit for limit in kept if left[limit][0] == count), key=lambda limit: left[limit][1])
    return Grant(count, left[tightest][1], tightest), used


def given_back(limit: Limit, spent: Spent, unused: int) -> Spent:
    """What is used of a limit once some of those that it allowed have not gone."""
    if limit.period in ("day", "month"):
        return replace(spent, number=max(0, spent.number - unused))
    apart, _ = _spread(limit)
    return Spent(spent.at - unused * apart)


def _believed(limit: Limit, spent: Spent, now: datetime) -> Spent:
    """What has been used, as far as it can be true.

    Nothing is used for longer than a burst ahead, unless the clock was set back or the limit raised since.
    """
    if limit.period in ("day", "month"):
        return spent
    apart, burst = _spread(limit)
    return Spent(min(spent.at, now + burst * apart))


def _free(limit: Limit, spent: Spent, now: datetime) -> tuple[int, datetime]:
    """How many a limit allows now, and when it allows one more."""
    if limit.period in ("day", "month"):
        start, end = window(limit, now)
        return max(0, limit.count - (spent.number if spent.at == start else 0)), end
    apart, burst = _spread(limit)
    ahead = max(spent.at - now, timedelta())
    free = max(0, (burst * apart - ahead) // apart)
    return free, now + ahead - (burst - 1 - free) * apart


def _used(limit: Limit, spent: Spent, count: int, now: datetime) -> Spent:
    if limit.period in ("day", "month"):
        start, _ = window(limit, now)
        return Spent(start, (spent.number if spent.at == start else 0) + count)
    apart, _ = _spread(limit)
    return Spent(max(spent.at, now) + count * apart)


def _spread(limit: Limit) -> tuple[timedelta, int]:
    """How far apart messages go, and how many may go in one burst."""
    period = timedelta(seconds=SECONDS[limit.period])
    burst = max(1, limit.count // BURST)
    return -(-period // max(1, limit.count - burst)), burst
