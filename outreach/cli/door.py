"""What every command shares: the workspace, moments and days as people give them, how it ends."""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Any, NoReturn
from zoneinfo import ZoneInfo

import typer

from outreach import wiring
from outreach.core.errors import NotUnderstoodError, OutreachError, Place, Problem, UsageError
from outreach.core.fields import YEARS
from outreach.core.house import House
from outreach.core.openhours import add_months

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
Now = Annotated[
    str | None, typer.Option("--now", metavar="WHEN", help="Do as if it were this moment (2027-02-01T09:00).")
]


def place_of(context: typer.Context) -> Path:
    """The workspace's folder."""
    return context.obj if isinstance(context.obj, Path) else Path()


@contextmanager
def reporting(shape: Mapping[str, Any] | None, *, as_json: bool) -> Iterator[None]:
    """Turn an error into words, or into the command's JSON document, and the right exit status.

    `shape` is that document with nothing in it; None where it is a list.
    """
    try:
        yield
    except OutreachError as error:
        if as_json and error.exit_status != 3:  # noqa: PLR2004 - another run is in progress: nothing is printed
            emit({**(shape or {}), "errors": problems_json(_problems(error))})
        elif error.exit_status != 3:  # noqa: PLR2004
            complain(_problems(error))
        raise typer.Exit(error.exit_status) from None


def _problems(error: OutreachError) -> tuple[Problem, ...]:
    if isinstance(error, NotUnderstoodError):
        return error.problems
    return (Problem(Place(""), str(error)),)


def present(place: wiring.Room, campaign: str) -> None:
    """See that a campaign named can be used.

    Raises:
        NotUnderstoodError: something in the files cannot be understood, and the campaign is missing for it.
    """
    if place.problems and place.workspace.campaign(campaign) is None:
        raise NotUnderstoodError(*place.problems)


def complain(problems: Iterable[Problem], stamp: str = "") -> None:
    """Print what is wrong, a line each, where errors go; `stamp` stands in front."""
    for problem in problems:
        where = f"{problem.place}: " if problem.place.file else ""
        print(f"{stamp}{where}{problem.message}", file=sys.stderr)  # noqa: T201


def emit(document: object) -> None:
    """Print one JSON document, in letters that standard output can write."""
    unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    print(json.dumps(document, ensure_ascii=not unicode, indent=2))  # noqa: T201


def problems_json(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Problems in the shape of `check --json`."""
    return [
        {
            "file": problem.place.file,
            "line": problem.place.line,
            "column": problem.place.column,
            "message": problem.message,
        }
        for problem in problems
    ]


def leave(status: int) -> NoReturn:
    """End with that exit status."""
    raise typer.Exit(status)


def moment(text: str | None, house: House) -> datetime:
    """The moment given with `--now`, else the clock's; without an offset it is the organisation's local time.

    Raises:
        UsageError: it is no moment.
    """
    if text is None:
        return wiring.now()
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"`{text}` is no moment; write it as 2027-02-01T09:00") from None
    if given.tzinfo is None:
        given = given.replace(tzinfo=ZoneInfo(house.organisation.timezone))
    return given.astimezone(UTC)


def span(start: str | None, end: str | None, now: datetime, house: House) -> tuple[datetime, datetime]:
    """From the start of the first day to the end of the last, in the organisation's zone; by default a year.

    Raises:
        UsageError: one is no day, or lies in no year that people write; or they are the wrong way round.
    """
    first = _day(start, "--from") if start else _today(now, house)
    last = _day(end, "--to") if end else first + timedelta(days=365)
    _in_years(first, last)
    return _whole_days(first, last, house)


def past(start: str | None, end: str | None, now: datetime, house: House) -> tuple[datetime, datetime]:
    """The same of what has been: by default the twelve months up to today, or to the last day given.

    Raises:
        UsageError: one is no day, or lies in no year that people write; or they are the wrong way round.
    """
    first = _day(start, "--from") if start else None
    last = _day(end, "--to") if end else None
    _in_years(*filter(None, (first, last)))
    today = _today(now, house)
    last = last or (add_months(first, 12) if first and first > today else today)
    return _whole_days(first or add_months(last, -12) + timedelta(days=1), last, house)


def _in_years(*days: date) -> None:
    for day in days:
        if day.year not in YEARS:
            raise UsageError(f"{day} lies outside the years {YEARS[0]} to {YEARS[-1]}")


def _today(now: datetime, house: House) -> date:
    return now.astimezone(ZoneInfo(house.organisation.timezone)).date()


def _whole_days(first: date, last: date, house: House) -> tuple[datetime, datetime]:
    if last < first:
        raise UsageError(f"--to {last} lies before --from {first}")
    local = ZoneInfo(house.organisation.timezone)
    begins = datetime.combine(first, time.min, local).astimezone(UTC)
    ends = datetime.combine(last + timedelta(days=1), time.min, local).astimezone(UTC)
    return begins, ends - timedelta(microseconds=1)


def _day(text: str, option: str) -> date:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise UsageError(f"{option} {text} does not exist: {error}") from None
    raise UsageError(f"{option} {text} is no day; write it as 2027-02-01")
