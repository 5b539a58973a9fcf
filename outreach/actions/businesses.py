"""Businesses: from how many partnerships one hears in a week (R002), in everything that is planned."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from outreach.actions.crowding import Doors, Planned
from outreach.actions.world import World
from outreach.core.knocks import Knock
from outreach.core.people import Contact, business_of
from outreach.core.plan import Decide
from outreach.rules.case import Decided

CODE = "R002"
MOST, WEEK = 2, 7
"""From how many partnerships one business hears in how many days at most, unless the house says fewer."""
Occasion = tuple[str, str, str]
"""A campaign, a step and an occurrence."""
Heard = tuple[date, str, Planned | None]
"""A day, the partnership that is heard from, and what is planned (None: it has happened)."""


def heard_by(world: World, doors: Doors, had: Mapping[str, Sequence[Knock]]) -> Iterator[tuple[str, Decided]]:
    """What makes a business hear from too many partnerships in a week, by campaign.

    Args:
        world: its settings say how many and in how many days.
        doors: what is planned, and for whom.
        had: the knocks of late, by person.
    """
    numbers = world.house.rules.get(CODE, {})
    most, days = numbers.get("partnerships", MOST), numbers.get("days", WEEK)
    partnership_of = {each.id: each.partnership for each in world.campaigns}
    counts, names = Counter[Occasion](), defaultdict[Occasion, set[str]](set)
    for heard in _by_business(world, doors, had, partnership_of, most):
        for key, others in _too_many(heard, most, days):
            counts[key] += 1
            names[key] |= others
    for (campaign, step, occurrence), businesses in counts.items():
        said = ", ".join(sorted(names[campaign, step, occurrence]))
        yield campaign, Decided(step, occurrence, CODE, Decide.SEND, said, businesses)


def _by_business(
    world: World,
    doors: Doors,
    had: Mapping[str, Sequence[Knock]],
    partnership_of: Mapping[str, str | None],
    most: int,
) -> Iterator[list[Heard]]:
    """What each business hears of more partnerships than may be, in order."""
    people = {each.id: each for each in world.ledger.contacts()} if doors.spans_partnerships(most) else {}
    found = defaultdict[str, list[Heard]](list)
    for planned, _, alike in doors.fares({}):
        for person in alike:
            business = _business(people.get(person))
            if business:
                found[business] += [
                    (doors.room.day(each.at), each.matter.touch.campaign.partnership, each)
                    for each in planned
                    if each.matter.touch.campaign.partnership
                ]
                found[business] += [
                    (doors.room.day(each.at), name, None)
                    for each in had.get(person, ())
                    if (name := partnership_of.get(each.campaign))
                ]
    for heard in found.values():
        if len({partnership for _, partnership, _ in heard}) > most:
            yield sorted(heard, key=lambda each: (each[0], each[2] is not None))


def _business(contact: Contact | None) -> str:
    return business_of(contact) if contact is not None else ""


def _too_many(heard: Sequence[Heard], most: int, days: int) -> Iterator[tuple[Occasion, set[str]]]:
    """Each touch by which it is too many, with the partnerships heard from before it."""
    told = set[Occasion]()
    for day, partnership, planned in heard:
        if planned is None:
            continue
        campaign, step, occurrence, _ = planned.matter.touch.name
        near = {name for on, name, _ in heard if 0 <= (day - on).days < days}
        if len(near | {partnership}) > most and (campaign, step, occurrence) not in told:
            told.add((campaign, step, occurrence))
            yield (campaign, step, occurrence), near - {partnership}
