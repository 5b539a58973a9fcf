"""Which option somebody means: by its letter, its day, its date, its hour, or several of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from outreach.core.inbound.voting.words import Kind, Token

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NAMES: frozenset[Kind] = frozenset({"letter", "weekday", "date", "nth", "clock", "daypart"})
"""The words that name an option."""
NOON, EVENING = 12, 17
BETWEEN = frozenset({"the", "at", "on", "of", "in", "is"})
"""Words that may stand inside the name of an option: `Tuesday at 10`, `Tuesday the 6th`."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One option of a poll: the letter it was offered under, and when it starts (wall clock)."""

    letter: str
    starts: datetime


def fits(token: Token, offer: Offer) -> bool:
    """Whether a word may name that option."""
    text, starts = token.text.lower(), offer.starts
    match token.kind:
        case "letter":
            return text == offer.letter.lower()
        case "weekday":
            return WEEKDAYS.index(text[:3]) == starts.weekday()
        case "nth":
            return int(re.sub(r"\D", "", text)) == starts.day
        case "clock":
            return _is_clock(text, starts)
        case "daypart":
            part = "evening" if starts.hour >= EVENING else "afternoon" if starts.hour >= NOON else "morning"
            return part in text
        case "date":
            return _is_date(text, starts)
        case _:
            return False


def meant(names: Sequence[Token], offers: Sequence[Offer]) -> Offer | None:
    """The one option that all those words name together; None where there is none, or more than one.

    Of two that agree in the day alone, an hour tells.
    """
    found = [offer for offer in offers if all(fits(each, offer) for each in names)]
    return found[0] if len(found) == 1 else None


def _is_clock(text: str, starts: datetime) -> bool:
    if text == "noon":
        return (starts.hour, starts.minute) == (NOON, 0)
    hour, minute = (int(each) for each in (*re.findall(r"\d+", text), "0")[:2])
    half = re.search(r"([ap])\.?\s?m", text)
    hours = {hour % NOON + (NOON if half[1] == "p" else 0)} if half else {hour, hour + NOON if hour < NOON else hour}
    return starts.hour in hours and starts.minute == minute


def _is_date(text: str, starts: datetime) -> bool:
    """Month and day in words, or in numbers in whichever order."""
    numbers = [int(each) for each in re.findall(r"\d+", text)]
    if month := re.search(r"[a-z]{3}", re.sub(r"(?<=\d)(?:st|nd|rd|th)|of", "", text)):
        is_year = len(numbers) == 1 or numbers[1] == starts.year
        return MONTHS.index(month[0]) + 1 == starts.month and numbers[0] == starts.day and is_year
    *years, first, second = numbers if len(numbers) > 1 else (0, 0)
    day = (starts.month, starts.day)
    return all(each == starts.year for each in years) and (day == (first, second) or (not years and day == (second, first)))
