"""Businesses: from how many partnerships one hears in a week (R002), in everything that is planned."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from outreach.actions.judging.crowd import Crowd
from outreach.actions.planning.crowding import Doors, History, Planned
from outreach.actions.world import World
from outreach.core.knocks import Knock
from outreach.core.people import business_of
from outreach.core.plan import Decide
from outreach.rules.case import Decided

CODE = "R002"
MOST, WEEK = 2, 7
"""From how many partnerships one business hears in how many days at most, unless the house says fewer."""
Occasion = tuple[str, str, str]
"""A campaign, a step and an occurrence."""
Heard = tuple[date, str, Planned | None]
"""A day, the partnership that is heard from, and what is planned (None: it has happened)."""


def heard_by(
    world: World, crowd: Crowd, doors: Doors, had: Mapping[str, Sequence[Knock]]
) -> Iterator[tuple[str, Decided]]:
    """What makes a business hear from too many partnerships in a week, by campaign.

    Args:
        world: its settings say how many and in how many days.
        crowd: everybody.
        doors: what is planned, and for whom.
        had: the knocks of late, by person.
    """
    numbers = world.house.rules.get(CODE, {})
    most, days = numbers.get("partnerships", MOST), numbers.get("days", WEEK)
    if not doors.spans_partnerships(most):
        return
    partnership_of = {each.id: each.partnership or "" for each in world.campaigns}
    counts, names = Counter[Occasion](), defaultdict[Occasion, set[str]](set)
    for heard in _by_business(crowd, doors, had, partnership_of, most):
        for key, others in _too_many(heard, most, days):
            counts[key] += 1
            names[key] |= others
    for (campaign, step, occurrence), businesses in counts.items():
        said = ", ".join(sorted(names[campaign, step, occurrence]))
        yield campaign, Decided(step, occurrence, CODE, Decide.SEND, said, businesses)


def _by_business(
    crowd: Crowd,
    doors: Doors,
    had: Mapping[str, Sequence[Knock]],
    partnership_of: Mapping[str, str],
    most: int,
) -> Iterator[list[Heard]]:
    """What each business hears of more partnerships than may be, in order."""
    fares = [(planned, known, alike) for planned, known, alike in doors.fares(had)]
    spoken = [_partnerships(planned, known, partnership_of) for planned, known, _ in fares]
    firm = {each.id: name for each in crowd.people if (name := business_of(each))}
    voices = defaultdict[str, set[str]](set)
    for (_, _, alike), names in zip(fares, spoken, strict=True):
        for person in alike:
            if person in firm:
                voices[firm[person]] |= names
    crowded = {name for name, heard in voices.items() if len(heard) > most}
    found = defaultdict[str, list[Heard]](list)
    for planned, known, alike in fares:
        businesses = {firm[person] for person in alike if firm.get(person, "") in crowded}
        heard = list(_heard(doors, planned, known, partnership_of)) if businesses else []
        for business in businesses:
            found[business] += heard
    for heard in found.values():
        once = {(day, name, each and each.matter.touch.name): (day, name, each) for day, name, each in heard}
        yield sorted(once.values(), key=lambda each: (each[0], each[2] is not None))


def _partnerships(planned: Iterable[Planned], known: History, partnership_of: Mapping[str, str]) -> set[str]:
    names = {each.matter.touch.campaign.partnership for each in planned}
    names |= {partnership_of.get(campaign) for _, campaign in known}
    return {name for name in names if name}


def _heard(
    doors: Doors, planned: Iterable[Planned], known: History, partnership_of: Mapping[str, str]
) -> Iterator[Heard]:
    for each in planned:
        if each.matter.touch.campaign.partnership:
            yield doors.room.day(each.at), each.matter.touch.campaign.partnership, each
    for day, campaign in known:
        if name := partnership_of.get(campaign):
            yield day, name, None


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
