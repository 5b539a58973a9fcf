"""What a person is asked to do about something that came back: where it lands, and what follows by rule."""

from datetime import datetime

from outreach.actions.world import World
from outreach.core.campaign import Campaign
from outreach.core.followingup.desk import Desk, whose_key
from outreach.core.followingup.raising import asked_for
from outreach.core.followup import FollowUp
from outreach.core.inbound.nouns import Inbound, Kept
from outreach.core.openhours import Calendar
from outreach.core.owner import owner_of
from outreach.core.schedule import calendar, calendars
from outreach.core.when import instant


def asked_of(world: World, kept: Kept) -> tuple[FollowUp, ...]:
    """Everything that a person must do about something that came back; mostly nothing."""
    return asked_for(kept, desk_of(world, kept.inbound))


def decide_key(inbound: Inbound) -> str:
    """The follow-up that asks whose something is."""
    return whose_key(inbound.identity)


def desk_of(world: World, inbound: Inbound) -> Desk:
    """Where something that came back lands."""
    campaign = world.campaign(inbound.match.campaign)
    calendar = _calendar(world, campaign)
    people = world.ledger.known(each for each in (inbound.match.contact, inbound.match.by) if each)
    return Desk(
        owner=owner_of(campaign, world.partnerships, world.house) if campaign else world.house.owner,
        calendar=calendar,
        campaign=campaign,
        contact=people.get(inbound.match.contact),
        by=people.get(inbound.match.by),
        ends=_ends(campaign, calendar) if campaign else None,
    )


def _calendar(world: World, campaign: Campaign | None) -> Calendar:
    if campaign is None:
        organisation = world.house.organisation
        return calendar(organisation.timezone, world.house.send_window, organisation.holidays)
    return calendars(campaign, world.house, world.partnerships.get(campaign.partnership or ""))[0]


def _ends(campaign: Campaign, calendar: Calendar) -> datetime | None:
    """When its event is over; None where there is none, or a poll has yet to date it."""
    event = campaign.event
    if event is None or not isinstance(event.starts, datetime):
        return None
    return instant(event.starts, calendar.zone)[0] + event.duration
