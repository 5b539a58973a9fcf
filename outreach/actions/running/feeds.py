"""Feeds: every partnership's meetings as a calendar to subscribe to, put on the shelf when it has changed.

Only what people have been told stands in it, as they were told: a feed is for everybody, and must neither
tell of a meeting before those who are invited hear of it, nor contradict their invitations.
"""

from collections.abc import Iterator, Mapping

from outreach.actions.world import World
from outreach.core.feed import Feed, feed
from outreach.core.history import Announced, History
from outreach.core.marks import mark
from outreach.core.message import Mailbox
from outreach.ports import Shelf

FORM = 1
"""How a calendar is written; another number has all of them written anew."""


def put_feeds(world: World, histories: Mapping[str, History], shelf: Shelf) -> list[str]:
    """Put the calendar of every partnership that has announced a meeting on the shelf.

    A calendar is made anew only when what stands in it has changed, which a number kept in the ledger tells:
    a pass that changes nothing does not wait for the library of calendars.

    While something in the files cannot be understood they all stay as they are: a meeting must not leave
    people's calendars because of a slip of the pen.

    Args:
        world: its partnerships, campaigns and house.
        histories: what has happened in each campaign, by id, as this pass leaves it.
        shelf: where they go.

    Returns:
        What could not be written, in words for a person.
    """
    if world.problems:
        return []
    told: list[str] = []
    for name, calendar in _feeds(world, histories):
        made_from = mark((str(FORM), repr(calendar)))
        if shelf.has(f"{name}.ics") and world.ledger.noted(f"feed/{name}") == made_from:
            continue
        try:
            shelf.put(f"{name}.ics", feed(calendar))
            world.ledger.note(f"feed/{name}", made_from)
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            told.append(f"the calendar of {name} cannot be written: {why}; the next run tries again")
    return told


def _feeds(world: World, histories: Mapping[str, History]) -> Iterator[tuple[str, Feed]]:
    sender = world.house.sender
    for name, partnership in world.partnerships.items():
        meetings = tuple(_meetings(world, histories, name))
        if meetings:
            whose = Mailbox(sender.name, world.house.answers_to)
            yield name, Feed(partnership.name, whose, meetings, partnership.website or "")


def _meetings(world: World, histories: Mapping[str, History], partnership: str) -> Iterator[Announced]:
    for campaign in world.campaigns:
        history = histories.get(campaign.id)
        if campaign.partnership == partnership and campaign.event is not None and history is not None:
            told = history.announced
            if told is not None:
                yield told
