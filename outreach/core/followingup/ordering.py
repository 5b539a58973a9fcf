"""In which order follow-ups are done, and who carries them once they are long overdue."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from outreach.core.campaign import Campaign
from outreach.core.followup import FollowUp, Listed
from outreach.core.house import House
from outreach.core.people import Partnership

PATIENCE = timedelta(days=7)
"""How long something may be overdue before the partnership's conveners get it, too."""


def nobody(followup: FollowUp) -> bool:  # noqa: ARG001
    """Whether it is about a key person, where nobody is."""
    return False


def in_order(listed: Iterable[Listed], is_key: Callable[[FollowUp], bool] = nobody) -> list[Listed]:
    """The longest overdue first, then by the day they are due; key people first on a day; done ones last.

    Args:
        listed: in any order.
        is_key: whether one is about a key person.
    """
    return sorted(listed, key=lambda each: (each.done, each.followup.due, not is_key(each.followup), each.id))


def overdue(followup: FollowUp, today: date) -> int:
    """For how many days it has been overdue; 0 where it is not."""
    return max((today - followup.due).days, 0)


def long_overdue(today: date) -> date:
    """What was due by that day is the conveners' too."""
    return today - PATIENCE


def carriers(followup: FollowUp, conveners: Sequence[str], today: date) -> tuple[str, ...]:
    """Who must see to it: its owner; after a week overdue the partnership's conveners, too.

    Args:
        followup: an open one.
        conveners: those of the campaign's partnership, as contact ids; none where it has none.
        today: the organisation's local day.
    """
    owner = (followup.owner,) if followup.owner else ()
    if followup.due > long_overdue(today):
        return owner
    return tuple(dict.fromkeys((*owner, *conveners)))


def conveners_of(campaign: Campaign | None, partnerships: Mapping[str, Partnership]) -> tuple[str, ...]:
    """The conveners of a campaign's partnership; nobody where there is no such campaign."""
    partnership = partnerships.get((campaign.partnership if campaign else None) or "")
    return partnership.conveners if partnership else ()


def convened_by(
    who: str, campaigns: Iterable[Campaign], partnerships: Mapping[str, Partnership]
) -> frozenset[str]:
    """The ids of the campaigns whose partnership somebody convenes."""
    return frozenset(each.id for each in campaigns if who in conveners_of(each, partnerships))


def key_people(campaigns: Iterable[Campaign]) -> frozenset[tuple[str, str]]:
    """Who is key to a poll, as (campaign, contact); all others are known by their contact's `key`."""
    return frozenset((each.id, who) for each in campaigns if each.poll for who in each.poll.key_people)


def owners_named(
    house: House, campaigns: Iterable[Campaign], partnerships: Mapping[str, Partnership]
) -> frozenset[str]:
    """Everybody whom the settings and files name as somebody's owner, be it a contact or only a role."""
    owners = [house.owner, *house.communications_team, *(each.owner or "" for each in campaigns)]
    owners += [who for each in partnerships.values() for who in each.conveners]
    return frozenset(filter(None, owners))
