"""Writing down which of the house's own mails are to go out, each once, whoever asks again."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from outreach.actions.noticing.envelope import barred
from outreach.actions.noticing.gathering import Span, local_day, reader_zone
from outreach.actions.world import World
from outreach.core.fields import zone
from outreach.core.followingup.ordering import owners_named
from outreach.core.followup import Wanted
from outreach.core.history import Key, Status
from outreach.core.house import Digests
from outreach.core.notices import (
    DIGEST,
    OWNERS,
    Confirmed,
    confirm_key,
    digest_key,
    is_digest_day,
    next_digest_day,
)
from outreach.core.openhours import Calendar, holiday_test
from outreach.core.people import Contact
from outreach.ports import Entry

FIRST_SINCE = timedelta(days=7)
"""How far back the first digest of somebody looks."""
LOOKED_AT = 50
"""How many of the last messages to somebody are looked at for their last digest."""


def promise(world: World, kind: Confirmed, number: int, contact: str, now: datetime) -> None:
    """Write down that an answer is to be confirmed, by the number it is kept under.

    Asked again it changes nothing. Inside a transaction of the ledger it is kept together with the answer.
    """
    key = confirm_key(kind, number, contact)
    _enrol(world, key, Entry(key, "email", Status.WAITING, now), now)


def enrol_digests(world: World, now: datetime) -> None:
    """Write down the digests of this day whose hour has come on their reader's own clock.

    A day's digest comes late on that day where nothing ran at its hour, and not on any other.
    """
    digests = world.house.digests
    if digests is None:
        return
    enrolled: dict[date, frozenset[str]] = {}
    for contact in _readers(world, digests):
        day = local_day(world, contact, now)
        wall = now.astimezone(zone(reader_zone(world, contact))).time()
        if wall < digests.at or not is_digest_day(_days(digests, contact), day, _calendar(world, contact)):
            continue
        if day not in enrolled:
            enrolled[day] = world.ledger.enrolled(DIGEST, OWNERS, day.isoformat())
        if contact.id not in enrolled[day]:
            _enrol(world, key := digest_key(contact.id, day), _entry(world, key, contact, now), now)


def span_of(world: World, contact: Contact, day: date, now: datetime) -> Span:
    """What the digest of a day is about: until the next one, and since the last one was sent."""
    digests, until = world.house.digests, None
    if digests is not None:
        until = next_digest_day(_days(digests, contact), day, _calendar(world, contact))
    sent = world.ledger.sent_to(contact.id, now, LOOKED_AT)
    last = (each.settled for each in sent if each.key.campaign == DIGEST and each.status is Status.SENT)
    since = next((each for each in last if each is not None), now - FIRST_SINCE)
    return Span(day, until or day + FIRST_SINCE, since)


def _readers(world: World, digests: Digests) -> Iterator[Contact]:
    """Everybody who may have something to do, and is known by an id."""
    owners = {each.followup.owner for each in world.ledger.todo(Wanted())}
    owners |= {*owners_named(world.house, world.campaigns, world.partnerships), *digests.people}
    yield from world.ledger.known(sorted(filter(None, owners))).values()


def _days(digests: Digests, contact: Contact) -> frozenset[int]:
    return digests.people.get(contact.id, digests.days)


def _calendar(world: World, contact: Contact) -> Calendar:
    """The organisation's holidays on somebody's own clock."""
    holidays = holiday_test(world.house.organisation.holidays)
    return Calendar(zone(reader_zone(world, contact)), world.house.send_window.window, holidays)


def _entry(world: World, key: Key, contact: Contact, now: datetime) -> Entry:
    reason, rule = barred(world, contact)
    return Entry(key, "email", Status.SKIPPED if reason else Status.WAITING, now, reason, rule)


def _enrol(world: World, key: Key, entry: Entry, now: datetime) -> None:
    world.ledger.enrol(key.campaign, key.step, key.occurrence, "email", [entry], now)
