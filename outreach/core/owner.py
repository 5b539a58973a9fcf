"""Whose a campaign is: who gets its follow-ups."""

from collections.abc import Mapping

from outreach.core.campaign import Campaign
from outreach.core.house import House
from outreach.core.people import Partnership


def owner_of(campaign: Campaign, partnerships: Mapping[str, Partnership], house: House) -> str:
    """A campaign's own owner, else the first convener of its partnership, else the house's owner."""
    partnership = partnerships.get(campaign.partnership or "")
    conveners = partnership.conveners if partnership else ()
    return campaign.owner or (conveners[0] if conveners else "") or house.owner
