"""Who is named: every contact id that people wrote, with its place, to be looked up among the people."""

from collections.abc import Iterable, Iterator, Mapping

from outreach.core.campaign import Campaign
from outreach.core.coherence import selections
from outreach.core.errors import Path, Place, Places
from outreach.core.people import Partnership


def contact_ids(campaign: Campaign) -> Iterator[tuple[str, Place]]:
    """Every contact id that a campaign names, with its place; `who:` of a task is free text and is none."""
    for path, name in _named(campaign):
        yield name, campaign.place(*path)


def contact_ids_of_partnerships(
    partnerships: Mapping[str, Partnership], places: Places
) -> Iterator[tuple[str, Place]]:
    """The conveners and champions of every partnership, with their places in its file."""
    for key, partnership in partnerships.items():
        for field in ("conveners", "champions"):
            for path, name in _each((key, field), getattr(partnership, field)):
                yield name, places.value(*path)


def _each(path: Path, names: Iterable[str]) -> Iterator[tuple[Path, str]]:
    return (((*path, at), name) for at, name in enumerate(names))


def _named(campaign: Campaign) -> Iterator[tuple[Path, str]]:
    if campaign.owner:
        yield ("owner",), campaign.owner
    yield from _of_event(campaign)
    if campaign.poll:
        yield from _each(("poll", "key_people"), campaign.poll.key_people)
    for path, chosen in selections(campaign):
        yield from _each((*path, "contacts"), chosen.contacts)
    yield from ((("helpers", at, "who"), each.who) for at, each in enumerate(campaign.helpers))
    yield from ((("commitments", at, "who"), each.who) for at, each in enumerate(campaign.commitments))
    for at, step in enumerate(campaign.steps):
        yield from _each(("steps", at, "to"), step.named)


def _of_event(campaign: Campaign) -> Iterator[tuple[Path, str]]:
    if event := campaign.event:
        for key, name in (("host", event.host), ("lead", event.lead)):
            if name:
                yield ("event", key), name
        yield from _each(("event", "signed_by"), event.signed_by)
