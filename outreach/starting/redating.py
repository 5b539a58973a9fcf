"""Writing moved days into texts and file names: `2027-03-18`, `March 18`, `Thursday, 18 March 2027`."""

import re
from collections.abc import Mapping
from datetime import date

from outreach.starting.moving import Move

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTH = "|".join(rf"{name}|{name[:3]}" for name in MONTHS)
_WEEKDAY = "|".join(WEEKDAYS)

WRITTEN = re.compile(r"(?P<lead>\bevery\b[^\n#]{0,40}?\bfrom\s+)?(?<![\d-])(?P<day>\d{4}-\d\d-\d\d)(?![\d-])")
IN_WORDS = re.compile(
    rf"\b(?:(?P<weekday>{_WEEKDAY})(?P<gap>,? ))?"
    rf"(?:(?P<month>{_MONTH}) (?P<number>[1-9]\d?)|(?P<number_first>[1-9]\d?) (?P<month_after>{_MONTH}))\b"
    r"(?P<year>,? \d{4}\b)?"
)
IN_MONTH = re.compile(
    r"(?P<lead>\b(?i:in|of|the|early|mid|late|until|by|since|next|last|and|or|to) )"
    rf"(?P<month>{'|'.join(MONTHS)})\b(?! \d)"
)


def redated(text: str, move: Move, own: Mapping[date, date] | None = None) -> str:
    """The text with its days moved.

    Of the days in words only those move that the workspace plans something for. `own` are the days of the
    turn of a recurring step that the text belongs to.
    """
    own = own or {}
    if not move.by:
        return text
    text = WRITTEN.sub(lambda found: _digits(found, move, own), text)
    text = IN_MONTH.sub(lambda found: _month(found, move), text)
    return IN_WORDS.sub(lambda found: _words(found, move, own), text)


def renamed(file: str, move: Move) -> str:
    """The name of a file below `campaigns/`, moved: after its turn where it belongs to one."""
    if file in move.files:
        return move.files[file][0]
    return redated(file, move)


def _digits(found: re.Match[str], move: Move, own: Mapping[date, date]) -> str:
    try:
        day = date.fromisoformat(found["day"])
    except ValueError:
        return found[0]
    lead = found["lead"] or ""
    moved = move.firsts.get(day) if lead else own.get(day)
    return f"{lead}{(moved or day + move.by).isoformat()}"


def _words(found: re.Match[str], move: Move, own: Mapping[date, date]) -> str:
    month = found["month"] or found["month_after"]
    number = found["number"] or found["number_first"]
    day = _known_day(move, month, int(number), (found["year"] or "").strip(" ,"))
    if day is None:
        return found[0]
    moved = own.get(day) or (day + move.by if day not in move.turns else move.turns[day])
    name = MONTHS[moved.month - 1]
    name = name if month in MONTHS else name[:3]
    weekday = f"{WEEKDAYS[moved.weekday()]}{found['gap']}" if found["weekday"] else ""
    year = (found["year"] or "").replace(str(day.year), str(moved.year))
    return weekday + (f"{name} {moved.day}" if found["month"] else f"{moved.day} {name}") + year


def _month(found: re.Match[str], move: Move) -> str:
    number = MONTHS.index(found["month"]) + 1
    return found["lead"] + MONTHS[move.months.get(number, number) - 1]


def _known_day(move: Move, month: str, number: int, year: str) -> date | None:
    """The planned day that the words mean."""
    short = [name[:3] for name in MONTHS]
    wanted = (short.index(month[:3]) + 1, number)
    days = (day for day in sorted(move.known) if (day.month, day.day) == wanted)
    return next((day for day in days if year in ("", str(day.year))), None)
