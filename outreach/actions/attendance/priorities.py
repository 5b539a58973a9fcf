"""Priorities: from the heading of a column to the tag of the team that works on it."""

from collections.abc import Iterable, Iterator

from outreach.actions.people import slug
from outreach.actions.world import World
from outreach.core.campaign import Campaign
from outreach.core.people import Selection

TEAM = "-action-team"


def teams_of(world: World, campaign: Campaign) -> tuple[str, ...]:
    """The action teams of a campaign's partnership as headings, in order: `training` for its tag."""
    tags = (
        tag
        for each in world.campaigns
        if each.kind == "action-team" and each.partnership == campaign.partnership
        for tag in _tags(each)
    )
    return tuple(dict.fromkeys(tag.removesuffix(TEAM).replace("-", " ") for tag in tags))


def tag_of(world: World, heading: str, on_people: Iterable[str]) -> str:
    """The tag of those who chose the priority of that name.

    It is one that a campaign writes to where there is one: the heading itself, or with `-action-team`. Else
    a tag that people have already, else a new one.
    """
    words = slug(heading)
    team = words if words.endswith(TEAM) else f"{words.removesuffix('-team')}{TEAM}"
    written = {slug(tag): tag for campaign in world.campaigns for tag in _tags(campaign)}
    known = {slug(tag): tag for tag in sorted(on_people)}
    return written.get(words) or written.get(team) or known.get(team) or known.get(words) or team


def is_written_to(world: World, tag: str) -> bool:
    """Whether a campaign's audience is chosen by that tag."""
    return any(tag in _tags(campaign) for campaign in world.campaigns)


def _tags(campaign: Campaign) -> Iterator[str]:
    outer = campaign.event.outer_table if campaign.event else None
    chosen = (campaign.audience, outer.audience if outer else None, *(each.to for each in campaign.steps))
    yield from (tag for each in chosen if isinstance(each, Selection) for tag in each.tags)
