"""Tending what people are asked: what has lost its cause is closed, calls are dealt out by the week."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime, time, timedelta

from outreach.actions.agenda import Agenda
from outreach.actions.running.telling import Telling
from outreach.actions.world import World
from outreach.core.followingup.addresses import has_another_number, is_mended
from outreach.core.followingup.closing import (
    WENT_AWAY,
    asked_again,
    call_is_over,
    has_left,
    is_moot,
    is_past,
    of_use_until,
    touch_of,
)
from outreach.core.followingup.dealing import OpenCall, deal
from outreach.core.followingup.ordering import key_people
from outreach.core.followup import FollowUp, FollowUpKind, Listed, Wanted
from outreach.core.history import Key
from outreach.core.marks import mark
from outreach.core.people import Contact
from outreach.core.plan import Touch
from outreach.core.schedule import calendar
from outreach.core.when import instant

MENDED, MOOT = "followups/mended", "followups/moot"
"""The numbers that tell what was looked at last."""


def tend(laid: Agenda, telling: Telling) -> None:
    """Close what has lost its cause, then deal the calls that are left; a second time changes nothing."""
    _close_mended(telling)
    _close_moot(laid, telling)
    calls = _open(telling, "call")
    people = _people(telling, calls)
    over = {
        each.id for each in calls if _is_over(each, people, laid) or _has_left(each, people, telling.world)
    }
    left = sorted((each for each in calls if each.id not in over), key=lambda each: each.id)
    again = set(asked_again((each.followup, _touch(each.followup, laid)) for each in left))
    telling.close(*(each.followup.key for each in calls if each.id in over), *again)
    _deal([each for each in left if each.followup.key not in again], people, laid, telling)


def _open(telling: Telling, kind: FollowUpKind) -> list[Listed]:
    return telling.world.ledger.todo(Wanted(kind=kind))


def _people(telling: Telling, listed: Sequence[Listed]) -> Mapping[str, Contact]:
    ids = {each.followup.contact for each in listed if each.followup.contact}
    return telling.world.ledger.known(sorted(ids)) if ids else {}


def _close_mended(telling: Telling) -> None:
    """Addresses that have been put right; looked at only when somebody has changed."""
    ledger = telling.world.ledger
    version = ledger.people_version()
    if ledger.noted(MENDED) == version:
        return
    asked = _open(telling, "fix_address")
    people = _people(telling, asked)
    pairs = ((each.followup, people.get(each.followup.contact)) for each in asked)
    mended = (each.key for each, who in pairs if is_mended(each.key, who) or has_another_number(each, who))
    telling.close(*mended)
    ledger.note(MENDED, version)


def _close_moot(laid: Agenda, telling: Telling) -> None:
    """What was to be decided about the guests of an event that is over; looked at only when one more is."""
    ledger = telling.world.ledger
    past = {name: each for name, each in laid.schedules.items() if is_past(each, laid.now)}
    looked_at = mark(sorted(past))
    if (ledger.noted(MOOT) or 0) == looked_at:
        return
    asked = (each.followup for each in _open(telling, "decide") if each.followup.campaign in past)
    telling.close(*(each.key for each in asked if is_moot(each, past[each.campaign], laid.now)))
    ledger.note(MOOT, looked_at)


def _is_over(call: Listed, people: Mapping[str, Contact], laid: Agenda) -> bool:
    one = call.followup
    schedule, contact = laid.schedules.get(one.campaign), people.get(one.contact)
    if schedule is None or contact is None:
        return False
    return call_is_over(one, _touch(one, laid), contact, schedule, laid.histories[one.campaign], laid.now)


def _touch(call: FollowUp, laid: Agenda) -> Touch | None:
    schedule = laid.schedules.get(call.campaign)
    return touch_of(call.key, schedule.touches) if schedule is not None else None


def _has_left(call: Listed, people: Mapping[str, Contact], world: World) -> bool:
    contact, parts = people.get(call.followup.contact), call.followup.key.split("/")
    if contact is None or contact.standing not in WENT_AWAY or len(parts) != len(fields(Key)):
        return False
    asked = world.ledger.delivery(Key(*parts))
    left = world.ledger.suppressed_since(contact.email)
    return has_left(contact, left, asked.settled if asked is not None else None)


def _deal(calls: Sequence[Listed], people: Mapping[str, Contact], laid: Agenda, telling: Telling) -> None:
    if not calls:
        return
    world = telling.world
    where = world.house.organisation
    hours, today = calendar(where.timezone, world.house.send_window, where.holidays), telling.today
    monday = datetime.combine(today - timedelta(today.weekday()), time())
    already = world.ledger.calls_made(instant(monday, hours.zone)[0])
    key = key_people(world.campaigns)
    moved = deal((_call(each, people, key, laid) for each in calls), already, today, hours)
    if moved:
        with world.ledger.together():
            for number, due in moved.items():
                world.ledger.put_off(number, due)


def _call(
    listed: Listed, people: Mapping[str, Contact], key: frozenset[tuple[str, str]], laid: Agenda
) -> OpenCall:
    one = listed.followup
    contact, schedule = people.get(one.contact), laid.schedules.get(one.campaign)
    touch = _touch(one, laid)
    is_key = (one.campaign, one.contact) in key or (contact is not None and contact.key)
    if touch is None or schedule is None:
        return OpenCall(listed.id, one.owner, one.due, is_key, fixed=True)
    return OpenCall(listed.id, one.owner, one.due, is_key, of_use_until(touch, schedule))
