"""The calendar page: everything that goes out, as one file that needs no network and no script."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.environment import Template

from outreach.rendering import dates

@dataclass(frozen=True, slots=True)
class _Day:
    """One day; `groups` are its items, those of one step and moment together."""

    day: date
    groups: tuple[tuple[_Item, ...], ...]
    is_today: bool = False

    @property
    def items(self) -> Iterator[_Item]:
        return (item for group in self.groups for item in group)

    @property
    def name(self) -> str:
        return dates.long_date(self.day, None)


@dataclass(frozen=True, slots=True)
class _Month:
    """One month, all its days in order."""

    days: tuple[_Day, ...]

    @property
    def first(self) -> date:
        return self.days[0].day

    @property
    def busy(self) -> list[_Day]:
        return [day for day in self.days if day.groups]

    @property
    def count(self) -> int:
        return sum(1 for day in self.days for _ in day.items)


def calendar_page(
    entries: Iterable[Entry],
    title: str,
    generated_for: str,
    *,
    first: date | None = None,
    last: date | None = None,
    today: date | None = None,
) -> str:
    """A whole HTML document: a calendar of months, then every entry with its message.

    Args:
        entries: the lines of a plan, in any order.
        title: the page's heading.
        generated_for: a line below it: for whom, and as of when.
        first: the first day that the page covers; that of the first entry when left out.
        last: its last day; that of the last entry when left out.
        today: the day to be marked.
    """
    ordered = sorted(entries, key=_order)
    campaigns = dict(
        sorted(((each.campaign, each.campaign_title) for each in ordered), key=lambda each: each[1])
    )
    numbers = {campaign: number for number, campaign in enumerate(campaigns)}
    items = [_Item(each, f"e{at}", numbers[each.campaign]) for at, each in enumerate(ordered, 1)]
    return _template().render(
        title=title,
        generated_for=generated_for,
        months=list(_months([each for each in items if each.entry.due_local], first, last, today)),
        waiting=[each for each in items if each.entry.due_local is None],
        items=items,
        campaigns=list(campaigns.values()),
        channels={
            name: CHANNELS[name][0] for name in CHANNELS if any(each.channel == name for each in items)
        },
        groups={name: GROUPS[name] for name in GROUPS if any(each.group == name for each in items)},
        decisions=_counted(items),
        marks=DECISIONS,
    )


def _order(entry: Entry) -> tuple[bool, str, str, str, str]:
    due = entry.due_local
    channel = list(CHANNELS).index(entry.channel) if entry.channel in CHANNELS else len(CHANNELS)
    return (
        due is None,
        due.replace(tzinfo=None).isoformat() if due else "",
        entry.campaign,
        entry.step,
        f"{channel}",
    )


def _months(
    items: Sequence[_Item], first: date | None, last: date | None, today: date | None
) -> Iterator[_Month]:
    by_day = {day: tuple(_groups(group)) for day, group in groupby(items, key=_day)}
    days = sorted((*by_day, *(day for day in (first, last) if day)))
    if not days:
        return
    month = days[0].replace(day=1)
    while month <= days[-1]:
        following = (month + timedelta(days=31)).replace(day=1)
        span = (month + timedelta(days=each) for each in range((following - month).days))
        yield _Month(tuple(_Day(day, by_day.get(day, ()), day == today) for day in span))
        month = following


def _day(item: _Item) -> date:
    due = item.entry.due_local
    return due.date() if due else date.max


def _groups(items: Iterable[_Item]) -> Iterator[tuple[_Item, ...]]:
    for _, group in groupby(
        items, key=lambda each: (each.entry.campaign, each.entry.step, each.entry.due_local)
    ):
        yield tuple(group)


def _counted(items: Sequence[_Item]) -> dict[str, int]:
    """How many entries each decision has, in the order of `DECISIONS`."""
    return {word: n for word in DECISIONS if (n := sum(each.decision == word for each in items))}


def _time(due: datetime) -> str:
    return f"{due.hour % 12 or 12}:{due:%M} {'AM' if due.hour < 12 else 'PM'}"  # noqa: PLR2004


def _zone(due: datetime) -> str:
    return f" {dates.zone_name(due, None)}" if due.tzinfo else ""


def _is_local(href: str) -> bool:
    """Whether an address leads to a file on this machine, and nowhere else."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    return not parts.netloc and parts.scheme in ("", "file") and not href.startswith("\\")


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "built_in"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("calendar.html")
