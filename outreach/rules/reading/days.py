"""Days named in an English text: `Thursday, February 11`, `11 February 2027`, `Feb. 11th`, `2027-02-11`.

Of `May 5-6` and `March 18 and 19` each end is a day. Numbers alone are read as the United States write them,
month first (`2/11/2027`); without a year only where a word such as `by` or a day of the week says that they
are a day. Addresses of links name no day. Words that count from today (`tomorrow`, `next Thursday`) are none:
what they mean depends on when they are read.

Source: ours; the samples are from the messages of the starter workspace.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import regex

from outreach.rules.reading.tags import LINK

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH_NAME = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)
WEEKDAY_NAME = r"(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thur|Thurs|Fri|Sat|Satur|Sun)(?:day)?\b"
_WORDS_TOO = frozenset({"may", "march", "mar"})
"""Names of months that are other words in lower case."""
_WEEKDAY = rf"(?:\b(?P<weekday>{WEEKDAY_NAME})\.?,?\s+(?:the\s+)?)?"
_MONTH = rf"\b(?P<month>{MONTH_NAME})"
_NUMBER = r"(?P<day>[12]\d|3[01]|0?[1-9])"
_ORDINAL = r"(?:st|nd|rd|th)?"
_TO = r"(?:\s?[-\u2013\u2014]\s?|\s+(?:to|through)\s+|,?\s+(?:and|or|&)\s+)"
_GOES_ON = r"at|in|on|from|for|with|as|to|of|we|you|both|each|are|is|when|where|and|or|but"
_ANOTHER = (
    rf"(?:,\s+{_NUMBER})*{_TO}{_NUMBER}{_ORDINAL}(?![\w:%/.-]*[\w:%/])(?!\s+(?!(?:{_GOES_ON})\b)(?-i:[a-z]))"
    rf"(?!\s+(?:of\s+)?{MONTH_NAME})"
)
"""A second day of the same month, and no number of something else: `March 18 and 20 builders came`."""
_NEXT_NUMBER = (
    rf"(?!\.?\s+(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\w:%/-])(?!\s+(?:of\s+)?{MONTH_NAME})"
    r"(?!\s*(?:[ap]\.?m|o'clock|noon)\b))"
)
"""`at 9 May 6`: the number after the month is its day, the one before it something else."""
_YEAR = r"(?:\.?,?\s+(?P<year>(?:19|20)\d\d)(?![\d:]))?"
_DAY = regex.compile(
    rf"""(?<![\d-])(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])
    |{_WEEKDAY}(?<![\d/.])(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})/(?P<year>\d{{4}}|\d\d)(?![\d/])
    |(?P<weekday>{WEEKDAY_NAME})\.?,?\s+(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})(?![\d/])
    |(?<=\b(?:on|by|before|until|due|after|from|through)\s)(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})(?![\d/])
    |{_WEEKDAY}{_MONTH}\.?\s+(?:the\s+)?{_NUMBER}{_ORDINAL}(?![\w:%])(?:{_ANOTHER})?{_YEAR}
    |{_WEEKDAY}(?<![\d:/.-])\b{_NUMBER}{_ORDINAL}(?:{_TO}{_NUMBER}{_ORDINAL})?
     \s+(?:of\s+)?{_MONTH}{_NEXT_NUMBER}{_YEAR}""",
    regex.VERBOSE | regex.IGNORECASE,
)
_LEAP_YEAR = 2028
_GONE_BY = timedelta(days=90)
"""How long ago a day without a year may have been: `March 16` in December is that of the coming year."""
_YEARS_AHEAD = 9
"""As far as the next 29 February may be."""


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day that a text names, and where; `year` and `weekday` (Monday is 0) only where it says them."""

    month: int
    day: int
    year: int | None
    weekday: int | None
    start: int
    end: int

    def is_on(self, when: date) -> bool:
        """Whether it may mean that day: all that the text says of it is right."""
        said = (self.year in (None, when.year), self.weekday in (None, when.weekday()))
        return (self.month, self.day) == (when.month, when.day) and all(said)

    def near(self, anchor: date) -> date:
        """The day it means in a text about `anchor`: without a year, one not long gone by, or to come."""
        if self.year is not None:
            return date(self.year, self.month, self.day)
        years = range(anchor.year - 1, anchor.year + _YEARS_AHEAD)
        possible = (_day(year, self.month, self.day) for year in years)
        return next(each for each in possible if each is not None and each >= anchor - _GONE_BY)


def days(text: str) -> tuple[NamedDay, ...]:
    """The days that a text names, in order; what no calendar has is none."""
    return tuple(_days(LINK.sub(lambda link: " " * len(link[0]), text)))


def _days(text: str) -> Iterator[NamedDay]:
    for found in _DAY.finditer(text):
        name, year = found["month"], int(found["year"]) if found["year"] else None
        if name in _WORDS_TOO:
            continue
        month = int(name) if name.isdecimal() else MONTHS.index(name[:3].lower()) + 1
        if year is not None and year < 100:  # noqa: PLR2004  # written with two digits
            year += 2000
        numbers = [int(number) for number in found.captures("day")]
        if numbers != sorted(set(numbers)):
            numbers = numbers[:1] if found.start("month") < found.start("day") else numbers[-1:]
        alone = found["weekday"] and len(numbers) == 1
        weekday = WEEKDAYS.index(found["weekday"][:3].lower()) if alone else None
        for number in numbers:
            if _day(year or _LEAP_YEAR, month, number) is not None:
                yield NamedDay(month, number, year, weekday, *found.span())


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
