"""Notices: the mails of the house that are no step of a campaign: what they are called, and their days."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from outreach.core.history import Key
from outreach.core.openhours import Calendar, open_day_on_or_after

DIGEST, CONFIRM = "!digest", "!confirm"
"""Stand in the place of a campaign's id, which never begins so."""
OWNERS = "owners"
Confirmed = Literal["vote", "rsvp", "calls", "time"]
"""What is answered to whoever said it.

A vote, an answer to an invitation in words, and what a digest asked for are confirmed; `time` tells who has
proposed another time that the event stays where it is (`noticing.keeping`).
"""
CALLED = {
    OWNERS: "their list", "vote": "that their vote is noted", "rsvp": "that their answer is noted",
    "calls": "that their answer to the list is noted", "time": "that the time stays as it is",
}  # fmt: skip
ONE_DAY = timedelta(days=1)
LONGEST_MOVE = 14
"""Days; a digest that would be put off for longer is left to its next day."""


def is_notice(key: Key) -> bool:
    """Whether a delivery is the house's own, and no campaign's."""
    return key.campaign in (DIGEST, CONFIRM)


def called(key: Key) -> str:
    """What a delivery brought, as people name it."""
    return CALLED.get(key.step, key.step) if is_notice(key) else f"{key.campaign} {key.step}"


def digest_key(owner: str, day: date) -> Key:
    """The digest of somebody on one of their days."""
    return Key(DIGEST, OWNERS, day.isoformat(), owner)


def confirm_key(kind: Confirmed, number: int, contact: str) -> Key:
    """That what came back under that number of the ledger was understood."""
    return Key(CONFIRM, kind, str(number), contact)


def is_digest_day(days: frozenset[int], day: date, calendar: Calendar) -> bool:
    """Whether a digest goes out on a day.

    Args:
        days: those of the week that its reader chose (Monday is 0).
        day: on the reader's own calendar.
        calendar: its holidays are left out: a digest that falls on one comes on the next open day.
    """
    if day.weekday() in days and not calendar.is_holiday(day):
        return True
    return any(_moved(back, calendar) == day for back in _holidays_before(days, day, calendar))


def next_digest_day(days: frozenset[int], after: date, calendar: Calendar) -> date | None:
    """The first digest day after a day; None where there is none within a month."""
    coming = (after + number * ONE_DAY for number in range(1, 32))
    return next((day for day in coming if is_digest_day(days, day, calendar)), None)


def _holidays_before(days: frozenset[int], day: date, calendar: Calendar) -> Iterator[date]:
    """The holidays just before a day on which a digest would have gone out."""
    for number in range(1, LONGEST_MOVE + 1):
        back = day - number * ONE_DAY
        if back.weekday() in days and calendar.is_holiday(back):
            yield back


def _moved(day: date, calendar: Calendar) -> date:
    return open_day_on_or_after(calendar, day)
