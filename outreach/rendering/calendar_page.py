"""The calendar page: everything that goes out, as one file that needs no network and no script."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.environment import Template

from outreach.rendering.calendar_entries import CHANNELS, DECISIONS, GROUPS, KINDS, Entry, Event
from outreach.rendering.calendar_items import Item, campaigns, gathered, totals

__all__ = ["CHANNELS", "DECISIONS", "GROUPS", "KINDS", "Entry", "Event", "calendar_page"]

LONGEST_WORD = 12
"""Letters that fit into a day's column on a screen 1280 px wide."""
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class _Day:
    """One day; `holiday` is the name of the holiday that it is, or empty."""

    day: date
    items: tuple[Item, ...] = ()
    events: tuple[Event, ...] = ()
    holiday: str = ""
    is_today: bool = False

    @property
    def groups(self) -> list[list[Item]]:
        """What the grid shows: those of one step and moment together."""
        shown = (item for item in self.items if item.in_grid)
        return [list(group) for _, group in groupby(shown, key=_together)]

    @property
    def is_busy(self) -> bool:
        """Whether the list has anything to say of it."""
        return bool(self.items or self.events)


@dataclass(frozen=True, slots=True)
class _Month:
    """One month, all its days in order."""

    days: tuple[_Day, ...]

    @property
    def first(self) -> date:
        return self.days[0].day

    @property
    def busy(self) -> list[_Day]:
        return [day for day in self.days if day.is_busy]


@dataclass(frozen=True, slots=True)
class _Year:
    """What falls on which day."""

    items: Mapping[date, tuple[Item, ...]]
    events: Mapping[date, tuple[Event, ...]]
    holidays: Mapping[date, str]
    today: date | None

    def months(self, last: date | None) -> Iterator[_Month]:
        """All months, from the first that has something to the last one asked for."""
        days = sorted({*self.items, *self.events})
        if not days:
            return
        month, end = days[0].replace(day=1), max(days[-1], last or days[-1])
        while month <= end:
            following = (month + timedelta(days=31)).replace(day=1)
            yield _Month(tuple(self.day(month + timedelta(days=n)) for n in range((following - month).days)))
            month = following

    def day(self, day: date) -> _Day:
        """One day of it."""
        items, events = self.items.get(day, ()), self.events.get(day, ())
        return _Day(day, items, events, self.holidays.get(day, ""), day == self.today)


def calendar_page(
    entries: Iterable[Entry],
    title: str,
    generated_for: str,
    *,
    days: tuple[date, date] | None = None,
    today: date | None = None,
    events: Iterable[Event] = (),
    holidays: Mapping[date, str] | None = None,
) -> str:
    """A whole HTML document: a calendar of months, then every entry with its message.

    Args:
        entries: the lines of a plan, in any order.
        title: the page's heading.
        generated_for: a line below it: for whom, and as of when.
        days: the first and the last day that the page covers, its entries' and events' when left out. It
            begins with the first month that has something.
        today: the day to be marked.
        events: what happens on those days, in any order; those on other days are left out.
        holidays: the names of holidays.
    """
    items = gathered(entries)
    within = [each for each in events if days is None or days[0] <= each.day <= days[1]]
    dated = _by_day((item for item in items if item.due), _day_of)
    happening = _by_day(sorted(within, key=_hour_of), lambda event: event.day)
    year = _Year(dated, happening, holidays or {}, today)
    return _template().render(
        title=title,
        generated_for=generated_for,
        months=list(year.months(days[1] if days else None)),
        waiting=[item for item in items if item.due is None],
        trouble=[item for item in items if item.is_trouble],
        items=items,
        totals=totals(items),
        marks=DECISIONS,
        **_choices(items, within, holidays or {}),
    )


def _choices(
    items: Sequence[Item], events: Sequence[Event], holidays: Mapping[date, str]
) -> dict[str, object]:
    """What the legend explains and what the page can be narrowed to: only what is there."""
    known = campaigns(item.entry for item in items)
    shown = {item.decision for item in items if item.in_grid}
    return {
        "campaigns": [title for _, title in known],
        "numbers": {campaign: number for number, (campaign, _) in enumerate(known)},
        "channels": {name: CHANNELS[name][0] for name in CHANNELS if name in {i.channel for i in items}},
        "groups": {name: GROUPS[name] for name in GROUPS if name in {i.group for i in items}},
        "decisions": [word for word in DECISIONS if word in shown and DECISIONS[word][2]],
        "kinds": {kind: KINDS[kind] for kind in KINDS if kind in {each.kind for each in events}},
        "has_holidays": bool(holidays),
    }


def _by_day(things: Iterable[Thing], day: Callable[[Thing], date]) -> dict[date, tuple[Thing, ...]]:
    found: dict[date, tuple[Thing, ...]] = {}
    for each in things:
        found[day(each)] = (*found.get(day(each), ()), each)
    return found


def _day_of(item: Item) -> date:
    return item.due.date() if item.due else date.max


def _hour_of(event: Event) -> str:
    return event.time.isoformat() if event.time else ""


def _together(item: Item) -> tuple[object, ...]:
    return item.entry.campaign, item.entry.step, item.entry.occurrence, item.due


def _tight(text: str) -> str:
    """The class of what holds a word too long for a day's column, so that it is set smaller, not broken."""
    return " tight" if any(len(word) > LONGEST_WORD for word in re.split(r"[\s-]+", text)) else ""


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "built_in"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["tight"] = _tight
    return environment.get_template("calendar.html")
