"""How findings say days and numbers."""

from datetime import date


def said(day: date, *, year: bool = False) -> str:
    """`18 March`, or `18 March 2027`."""
    return f"{day.day} {day:%B %Y}" if year else f"{day.day} {day:%B}"


def counted(number: int, noun: str) -> str:
    """`1 day`, `21 days`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(names: tuple[str, ...]) -> str:
    """`x`, `x and bluesky`, `x, mastodon and bluesky`."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def people(number: int) -> str:
    """`1 person`, `12 people`."""
    return "1 person" if number == 1 else f"{number} people"
