"""Dealing out telephone calls, so that nobody gets more of them than they can make well."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from heapq import heapify, heapreplace

from outreach.core.openhours import Calendar, is_open_day, open_day_on_or_after

A_WEEK = 10
"""How many calls one person is asked to make in a week at most.

The manual wants follow-up calls (Step 3, Prepare to Launch); the number is ours.
"""
ONE_DAY = timedelta(days=1)
FARTHEST = timedelta(weeks=26)
"""How far ahead a call of which nobody knows until when it is of use is put at most."""


@dataclass(frozen=True, slots=True)
class OpenCall:
    """A call that somebody still has to make.

    `due` is the day it was raised or was dealt to before. `until` is the last day on which it is of any use,
    None where that is not known. `fixed` is one that stands on its day, and only counts.
    """

    id: int
    owner: str
    due: date
    is_key: bool = False
    until: date | None = None
    fixed: bool = False


def deal(
    calls: Iterable[OpenCall], already: Mapping[str, int], today: date, calendar: Calendar
) -> dict[int, date]:
    """The calls that are due on another day now, by id, with that day.

    Everybody has at most ten a week (Monday to Sunday), spread over its open days, key people first and at
    once. What somebody has made this week counts, as does what is overdue, which stays as it is. Where more
    must be made while they are of use than that allows, the least busy days get more of them.

    A call is never due before the day it has, so that it is never due before it was raised. Dealt again, with
    nothing changed, everything stays as it is.

    Args:
        calls: all open ones, of everybody.
        already: how many calls each owner has made this week.
        today: the organisation's local day.
        calendar: tells which days are open.

    Raises:
        ValueError: the calendar has no open day.
    """
    hands: dict[str, _Hand] = {}
    moved: dict[int, date] = {}
    for call in sorted(calls, key=lambda each: _rank(each, today)):
        hand = hands.get(call.owner)
        if hand is None:
            hand = hands[call.owner] = _Hand(calendar, today, already.get(call.owner, 0))
        day = hand.take(call)
        if day != call.due:
            moved[call.id] = day
    return moved


def _stands(call: OpenCall, today: date) -> bool:
    return call.fixed or call.due < today


def _rank(call: OpenCall, today: date) -> tuple[object, ...]:
    """Who is served first. The day that is dealt must not matter, or dealing again would change it."""
    return not _stands(call, today), not call.is_key, call.until or date.max, call.id


@dataclass(slots=True)
class _Hand:
    """The calls of one person, by day and by week. Days fill and never empty, so that it never looks back."""

    calendar: Calendar
    today: date
    made: int
    _days: Counter[date] = field(default_factory=Counter)
    _weeks: Counter[date] = field(default_factory=Counter)
    _full: dict[tuple[bool, date], date] = field(default_factory=dict)
    _busy: dict[tuple[date, date], list[tuple[int, date]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._weeks[_monday(self.today)] = self.made

    def take(self, call: OpenCall) -> date:
        """The day on which it is due."""
        day = call.due if _stands(call, self.today) else self._day_for(call)
        if day >= self.today:
            self._days[day] += 1
        self._weeks[_monday(max(day, self.today))] += 1
        return day

    def _day_for(self, call: OpenCall) -> date:
        first = open_day_on_or_after(self.calendar, call.due)
        last = call.until if call.until is not None else max(first, self.today + FARTHEST)
        if first > last:
            return call.due
        for by_day in (False,) if call.is_key else (True, False):
            if (free := self._first_free(first, last, by_day=by_day)) is not None:
                return free
        return self._least_busy(first, last)

    def _first_free(self, first: date, last: date, *, by_day: bool) -> date | None:
        """The first open day with room; what was full before is not looked at again."""
        day = self._full.get((by_day, first), first)
        while day <= last and not self._has_room(day, by_day=by_day):
            day += ONE_DAY
            self._full[by_day, first] = day
        return day if day <= last else None

    def _has_room(self, day: date, *, by_day: bool) -> bool:
        monday = _monday(day)
        if self._weeks[monday] >= A_WEEK or not is_open_day(self.calendar, day):
            return False
        return not by_day or self._days[day] < self._a_day(monday)

    def _a_day(self, monday: date) -> int:
        """How many a day make up a week's calls."""
        return math.ceil(A_WEEK / len(self._open_days(monday, monday + 6 * ONE_DAY)))

    def _least_busy(self, first: date, last: date) -> date:
        heap = self._busy.get((first, last))
        if heap is None:
            heap = self._busy[first, last] = [(self._days[day], day) for day in self._open_days(first, last)]
            heapify(heap)
        while (load := self._days[heap[0][1]]) != heap[0][0]:
            heapreplace(heap, (load, heap[0][1]))
        return heap[0][1]

    def _open_days(self, first: date, last: date) -> list[date]:
        days = (first + number * ONE_DAY for number in range((last - first).days + 1))
        return [day for day in days if is_open_day(self.calendar, day)]


def _monday(day: date) -> date:
    return day - day.weekday() * ONE_DAY
