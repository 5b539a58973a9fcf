"""Which option somebody means: by its letter, its day, its date, its hour, or several of them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from outreach.core.inbound.voting.words import Kind, Token

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NOON, EVENING = 12, 17


@dataclass(frozen=True, slots=True)
class Offer:
    """One option of a poll: the letter it was offered under, and when it starts (wall clock)."""

    letter: str
    starts: datetime


def meant(names: Sequence[Token], offers: Sequence[Offer]) -> Offer | None:
    """The one option that all those words name together; None where there is none, or more than one.

    Of two on the same day, an hour tells; a part of the day alone is a preference, and names none.
    """
    if all(each.kind == "daypart" for each in names):
        return None
    found = [offer for offer in offers if all(FITS[each.kind](each.text.lower(), offer) for each in names)]
    return found[0] if len(found) == 1 else None


def _is_nth(text: str, starts: datetime) -> bool:
    return int(text[:-2]) == starts.day


def _is_part(text: str, starts: datetime) -> bool:
    part = "evening" if starts.hour >= EVENING else "afternoon" if starts.hour >= NOON else "morning"
    return part in text


def _is_clock(text: str, starts: datetime) -> bool:
    """`10`, `10:00`, `10 a.m.`, `2pm`; without a half of the day it may be either."""
    if text == "noon":
        return (starts.hour, starts.minute) == (NOON, 0)
    hour, minute = (int(each) for each in (*re.findall(r"\d+", text), "0")[:2])
    half = re.search(r"([ap])\.?m", text)
    first = hour % NOON + (NOON if half and half[1] == "p" else 0)
    hours = {first} if half else {hour, hour + NOON if hour < NOON else hour}
    return starts.hour in hours and starts.minute == minute


def _is_date(text: str, starts: datetime) -> bool:
    """Month and day in words, with or without a year, or in numbers in whichever order."""
    numbers = [int(each) for each in re.findall(r"\d+", text)]
    month = next((number for number, name in enumerate(MONTHS, 1) if name in text), 0)
    if month:
        day, *year = numbers
        return (month, day) == (starts.month, starts.day) and year in ([], [starts.year])
    *year, first, second = numbers
    found = {(first, second)} if year else {(first, second), (second, first)}
    return (starts.month, starts.day) in found and year in ([], [starts.year])


FITS: Mapping[Kind, Callable[[str, Offer], bool]] = {
    "letter": lambda text, offer: text == offer.letter.lower(),
    "weekday": lambda text, offer: WEEKDAYS.index(text[:3]) == offer.starts.weekday(),
    "nth": lambda text, offer: _is_nth(text, offer.starts),
    "clock": lambda text, offer: _is_clock(text, offer.starts),
    "daypart": lambda text, offer: _is_part(text, offer.starts),
    "date": lambda text, offer: _is_date(text, offer.starts),
}
"""Whether a word, in lower case, may name an option, by what kind of word it is."""
NAMES = frozenset(FITS)
"""The words that name an option."""
