"""What people write about time, `6 weeks before event at 09:00`, read into values."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from textwrap import shorten
from typing import Literal, NoReturn

from outreach.core.fields import ID, parse_date
from outreach.core.spelling import nearest

Unit = Literal["minutes", "hours", "days", "business days", "weeks", "months"]
Period = Literal["weeks", "months"]

UNITS: dict[str, Unit] = {
    "minute": "minutes", "minutes": "minutes", "hour": "hours", "hours": "hours",
    "day": "days", "days": "days", "week": "weeks", "weeks": "weeks", "month": "months", "months": "months",
}  # fmt: skip
PERIODS: dict[str, Period] = {"week": "weeks", "weeks": "weeks", "month": "months", "months": "months"}
TEN_YEARS: dict[Unit, int] = {
    "minutes": 5_260_320, "hours": 87_672, "days": 3_653, "business days": 2_610, "weeks": 522, "months": 120,
}  # fmt: skip
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FULL_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAYS = {word: number for names in (DAYS, FULL_DAYS) for number, word in enumerate(names)}
CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})")
WRITTEN_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
YEARS = range(2000, 2200)
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Relative:
    """`6 weeks before event at 09:00`. `anchor` is event, poll, opening, commitments or a step's id."""

    amount: int
    unit: Unit
    before: bool
    anchor: str
    at: time | None = None
    local: bool = False


@dataclass(frozen=True, slots=True)
class On:
    """`on 2027-02-01 at 09:00`."""

    day: date
    at: time
    local: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    """`every 2 months from 2027-01-12 at 09:00 until 2027-12-31` (until included)."""

    amount: int
    unit: Period
    first: date
    at: time
    until: date | None = None
    local: bool = False


When = Relative | On | Every


@dataclass(frozen=True, slots=True)
class Span:
    """A grace as written: `2 days`, `36 hours`, `3 business days`, `1 week`."""

    amount: int
    unit: Unit


class _Phrase:
    """The words of one phrase, taken one by one; what does not fit is refused with an example."""

    def __init__(self, value: object, example: str) -> None:
        self.example = example
        self.text = shorten(str(value), LONGEST, placeholder=" ...")
        self.words = value.lower().split()[::-1] if isinstance(value, str) else []
        self.last = ""
        if not isinstance(value, str):
            self.refuse("it is not a phrase")
        if not self.words:
            self.refuse("it holds no words")
        if sum(map(len, self.words)) > LONGEST:
            self.refuse("it is too long for a phrase of this kind")

    def refuse(self, reason: str) -> NoReturn:
        raise ValueError(f"`{self.text}` is not understood: {reason}; write it as `{self.example}`")

    @property
    def next(self) -> str:
        return self.words[-1] if self.words else ""

    def take(self, wanted: str) -> str:
        if not self.words:
            self.refuse(
                f"after `{self.last}` there should be {wanted}" if self.last else f"it needs {wanted}"
            )
        self.last = self.words.pop()
        return self.last

    def one_of(self, *known: str) -> str:
        choice = " or ".join(f"`{word}`" for word in known)
        if (word := self.take(choice)) not in known:
            self.refuse(f"`{word}` should be {choice}{nearest(word, known)}")
        return word

    def taken(self, word: str) -> bool:
        found = self.next == word
        if found:
            self.take(word)
        return found

    def number(self) -> int:
        word = self.take("a number")
        if not re.fullmatch("[0-9]+", word):
            self.refuse(f"`{word}` is not a whole number in digits")
        return int(word) if len(word) < 10 else 10**9  # noqa: PLR2004

    def bounded(self, amount: int, unit: Unit) -> int:
        if amount == 0:
            self.refuse(f"0 {unit} is no length of time")
        if amount > TEN_YEARS[unit]:
            self.refuse(f"so many {unit} are more than ten years")
        return amount

    def unit(self) -> Unit:
        word = self.take("a unit such as `days`")
        if word == "business":
            self.one_of("days", "day")
            return "business days"
        if word not in UNITS:
            hint = nearest(word, (*UNITS, "business"))
            self.refuse(f"`{word}` is none of minutes, hours, days, business days, weeks and months{hint}")
        return UNITS[word]

    def period(self) -> Period:
        word = self.take("`weeks` or `months`")
        if word not in PERIODS:
            self.refuse(f"`{word}` should be weeks or months{nearest(word, PERIODS)}")
        return PERIODS[word]

    def day(self) -> date:
        word = self.take("a date such as 2027-03-18")
        try:
            day = parse_date(word)
        except ValueError as error:
            self.refuse(str(error))
        if day.year not in YEARS:
            self.refuse(f"the year of {word} is not from {YEARS[0]} to {YEARS[-1]}")
        return day

    def clock(self) -> tuple[time, bool]:
        self.one_of("at")
        word = self.take("a time such as 09:00")
        try:
            return parse_time(word), self.taken("local")
        except ValueError as error:
            self.refuse(str(error))

    def end(self, *expected: str) -> None:
        if self.words:
            self.refuse(f"`{self.next}` does not belong after `{self.last}`{nearest(self.next, expected)}")


def parse_when(value: object) -> When:
    """When a step goes out, as CAMPAIGNS writes it; words in any case, units in singular or plural.

    Raises:
        ValueError: it is none of the phrases; the text names the word at fault and shows a right one.
    """
    if isinstance(value, When):
        return value
    phrase = _Phrase(value, "6 weeks before event at 09:00")
    if phrase.taken("on"):
        return _on(phrase)
    if phrase.taken("every"):
        return _every(phrase)
    if WRITTEN_DAY.fullmatch(phrase.next):
        phrase.example = f"on {phrase.next} at 09:00"
        phrase.refuse("a date comes after the word `on`")
    if not phrase.next[0].isdecimal():
        hint = nearest(phrase.next, ("on", "every"))
        phrase.refuse(f"it should start with a number in digits, with `on` or with `every`{hint}")
    return _relative(phrase)


def _on(phrase: _Phrase) -> On:
    phrase.example = "on 2027-02-01 at 09:00"
    day = phrase.day()
    at, local = phrase.clock()
    phrase.end("local")
    return On(day, at, local)


def _every(phrase: _Phrase) -> Every:
    phrase.example = "every 2 months from 2027-01-12 at 09:00 until 2027-12-31"
    amount = 1 if phrase.next in PERIODS else phrase.number()
    unit = phrase.period()
    phrase.bounded(amount, unit)
    phrase.one_of("from")
    first = phrase.day()
    at, local = phrase.clock()
    until = phrase.day() if phrase.taken("until") else None
    phrase.end("until", "local")
    if until and until < first:
        phrase.refuse(f"it ends on {until}, before its first day {first}")
    return Every(amount, unit, first, at, until, local)


def _relative(phrase: _Phrase) -> Relative:
    amount = phrase.number()
    unit = phrase.unit()
    phrase.bounded(amount, unit)
    before = phrase.one_of("before", "after") == "before"
    anchor = phrase.take("what it counts from: event, poll, opening, commitments or a step's id")
    if not ID.fullmatch(anchor):
        phrase.refuse(f"`{anchor}` is neither event, poll, opening or commitments nor a step's id")
    at, local = phrase.clock() if phrase.next == "at" else (None, False)
    phrase.end("at", "local")
    return Relative(amount, unit, before, anchor, at, local)


SHORT = re.compile(r"(\d+) ?([mhdw])")
UNITS_IN_SHORT = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def parse_span(value: object) -> Span:
    """A length of time such as `2 days`, `36 hours`, `3 business days` or `1 week`.

    Raises:
        ValueError: it has another shape, is nothing, or is longer than ten years.
    """
    if isinstance(value, Span):
        return value
    short = SHORT.fullmatch(value.strip()) if isinstance(value, str) else None
    phrase = _Phrase(f"{short[1]} {UNITS_IN_SHORT[short[2]]}" if short else value, "2 days")
    amount = phrase.number()
    unit = phrase.unit()
    phrase.end()
    return Span(phrase.bounded(amount, unit), unit)


def parse_time(value: object) -> time:
    """A time of day written `08:00`, or `8:00`, on a clock of 24 hours.

    Raises:
        ValueError: it has another shape, or no such time exists.
    """
    if isinstance(value, time):
        return value
    found = CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        raise ValueError(f"`{value}` is not a time of day; write hours and minutes, as `08:00` or `17:30`")
    hour, minute = int(found[1]), int(found[2])
    if (hour, minute) == (24, 0):
        raise ValueError("`24:00` is midnight; write `23:59` to stay on the day, or `00:00` of the day after")
    if hour > 23 or minute > 59:  # noqa: PLR2004
        raise ValueError(f"`{value}` does not exist; the times of a day go from `00:00` to `23:59`")
    return time(hour, minute)


def parse_days(value: object) -> frozenset[int]:
    """Days of the week written `mon-fri`, `mon,wed,fri`, `fri-mon`, or a list of such; Monday is 0.

    Raises:
        ValueError: a word is no day, or there is none.
    """
    if isinstance(value, frozenset):
        return value
    parts = [value] if isinstance(value, str) else value
    if not isinstance(parts, Iterable) or not all(isinstance(part, str) for part in parts):
        raise ValueError(f"`{value}` are no days of the week; write them as `mon-fri` or `mon,wed,fri`")
    days = frozenset(
        day for part in parts for each in part.split(",") if each.strip() for day in _days(each.strip())
    )
    if not days:
        raise ValueError("no day of the week is named; write them as `mon-fri` or `mon,wed,fri`")
    return days


def _days(text: str) -> Iterable[int]:
    first, dash, last = text.lower().replace("\N{EN DASH}", "-").partition("-")
    start = _day(first)
    length = (_day(last) - start) % 7 if dash else 0
    return ((start + step) % 7 for step in range(length + 1))


def _day(text: str) -> int:
    word = text.strip()
    if word not in WEEKDAYS:
        hint = nearest(word, WEEKDAYS)
        raise ValueError(f"`{word}` is no day of the week{hint}; write days as `mon-fri` or `mon,wed,fri`")
    return WEEKDAYS[word]
