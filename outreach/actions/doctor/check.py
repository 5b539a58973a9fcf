"""What doctor finds: one line for each thing it looked at."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from outreach.rules.reading import words


class Status(StrEnum):
    """How something stands. Only an error stands in the way; unknown says that nobody could tell."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"
    UNKNOWN = "unknown"


class Group(StrEnum):
    """What a check is about, in the order in which people read them."""

    WORKSPACE = "Workspace"
    CHANNELS = "Ways out"
    INBOXES = "Ways in"
    SENDER = "Sender authentication"
    PAGES = "Web pages"
    MACHINE = "This machine"
    AHEAD = "The next two weeks"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: how it stands, in words, and, where it is not well, what to do."""

    group: Group
    name: str
    status: Status
    message: str
    fix: str = ""


def stands_in_the_way(checks: Iterable[Check]) -> bool:
    """Whether any of them is an error."""
    return any(check.status is Status.ERROR for check in checks)


def listed(names: Iterable[str], most: int = 4) -> str:
    """`a, b and c`; of many, the first few and how many more."""
    every = list(dict.fromkeys(names))
    shown = every if len(every) <= most else [*every[: most - 1], f"{len(every) - most + 1} more"]
    return words.listed(tuple(shown)) if shown else ""


def counted(number: int, one: str, many: str = "") -> str:
    """`1 campaign`, `2 campaigns`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
