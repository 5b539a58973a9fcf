"""Whom and what a report is about: campaigns and partnerships found by name, people by belonging to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from outreach.actions.world import World
from outreach.core.campaign import Campaign
from outreach.core.errors import UsageError
from outreach.core.fields import zone
from outreach.core.openhours import Calendar
from outreach.core.people import Contact, Partnership, Selection
from outreach.core.schedule import calendar, calendars
from outreach.core.spelling import nearest
from outreach.ports.reporting import About


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks a report of: ids (empty for all), a period (UTC, both ends included), all of a list.

    `everybody` lists each silent person rather than the first of them.
    """

    start: datetime
    end: datetime
    partnership: str = ""
    campaign: str = ""
    everybody: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """What is looked at: the campaigns of the files in it, its partnerships, and the time up to now.

    `about` is what is asked of the ledger.
    """

    world: World
    wanted: Wanted
    now: datetime
    campaigns: tuple[Campaign, ...]
    partnerships: tuple[str, ...]
    about: About

    @property
    def until(self) -> datetime:
        """The last moment of the period of which anything can be known."""
        return min(self.wanted.end, self.now)

    def day(self, moment: datetime) -> date:
        """A moment's day in the organisation's zone."""
        return moment.astimezone(zone(self.world.house.organisation.timezone)).date()

    def campaign(self, campaign_id: str) -> Campaign | None:
        """The campaign of that id, where a file has it."""
        return self.world.campaign(campaign_id)

    def mail(self, campaign_id: str) -> Calendar:
        """The calendar of a campaign's mail; the organisation's where no file has it."""
        campaign = self.campaign(campaign_id)
        if campaign is not None:
            return calendars(campaign, self.world.house, self._partnership(campaign.partnership))[0]
        return self.calendar_of("")

    def calendar_of(self, partnership_id: str) -> Calendar:
        """The calendar of a partnership's mail; the organisation's where there is none of that id."""
        house, own = self.world.house, self._partnership(partnership_id)
        return calendar(
            (own and own.timezone) or house.organisation.timezone,
            house.send_window,
            (own and own.holidays) or house.organisation.holidays,
        )

    def _partnership(self, partnership_id: str | None) -> Partnership | None:
        return self.world.partnerships.get(partnership_id or "")

    def of(self, partnership_id: str) -> tuple[Campaign, ...]:
        """All campaigns of a partnership, in the files."""
        return tuple(each for each in self.world.campaigns if each.partnership == partnership_id)


def field_of(world: World, wanted: Wanted, now: datetime) -> Field:
    """What a report is to look at.

    Raises:
        UsageError: there is no such partnership or campaign, or one is not the other's.
    """
    _is_known(world, wanted)
    chosen = tuple(each for each in world.campaigns if _is_chosen(each, wanted))
    if wanted.campaign and not chosen:
        _was_sent(world, wanted)
    ids = frozenset((*(each.id for each in chosen), *filter(None, [wanted.campaign])))
    everything = not wanted.partnership and not wanted.campaign
    return Field(
        world=world,
        wanted=wanted,
        now=now,
        campaigns=chosen,
        partnerships=tuple(_partnerships(world, wanted, chosen)),
        about=About(None if everything else ids, wanted.start, wanted.end),
    )


def belonging(field: Field) -> "Belonging":
    """Who belongs to what is looked at."""
    wanted = field.wanted
    if not wanted.partnership and not wanted.campaign:
        return Belonging(everybody=True)
    chosen = dict.fromkeys(each for campaign in field.campaigns for each in _audiences(campaign))
    partnership = "" if wanted.campaign else wanted.partnership
    return Belonging(partnership=partnership, audiences=tuple(chosen))


@dataclass(frozen=True, slots=True)
class Belonging:
    """Holds everybody, or the members of a partnership and everybody in any of the audiences."""

    everybody: bool = False
    partnership: str = ""
    audiences: tuple[Selection, ...] = ()

    def __contains__(self, contact: object) -> bool:
        """Whether that contact belongs."""
        if not isinstance(contact, Contact):
            return False
        if self.everybody or self.partnership in contact.partnerships:
            return True
        return any(contact in each for each in self.audiences)


def _audiences(campaign: Campaign) -> Iterator[Selection]:
    """Its inner and its outer table, and whom single steps choose instead."""
    if campaign.audience is not None:
        yield campaign.audience
    if campaign.event is not None and campaign.event.outer_table is not None:
        yield campaign.event.outer_table.audience
    for step in campaign.steps:
        if isinstance(step.to, Selection):
            yield step.to


def _is_chosen(campaign: Campaign, wanted: Wanted) -> bool:
    if wanted.campaign:
        return campaign.id == wanted.campaign
    return not wanted.partnership or campaign.partnership == wanted.partnership


def _partnerships(world: World, wanted: Wanted, chosen: tuple[Campaign, ...]) -> Iterator[str]:
    if wanted.partnership:
        yield wanted.partnership
    elif wanted.campaign:
        yield from (each.partnership for each in chosen if each.partnership)
    else:
        yield from world.partnerships


def _is_known(world: World, wanted: Wanted) -> None:
    known = world.partnerships
    if wanted.partnership and wanted.partnership not in known:
        near = nearest(wanted.partnership, known)
        there = f"; there are {', '.join(known)}" if known else "; config/partnerships.yaml has none"
        raise UsageError(f"there is no partnership `{wanted.partnership}`{near or there}")
    campaign = world.campaign(wanted.campaign) if wanted.campaign else None
    if wanted.partnership and campaign is not None and campaign.partnership != wanted.partnership:
        whose = f"belongs to {campaign.partnership}" if campaign.partnership else "belongs to no partnership"
        raise UsageError(f"{campaign.id} {whose}; leave one of --partnership and --campaign out")


def _was_sent(world: World, wanted: Wanted) -> None:
    """See that a campaign that no file has was in one once.

    Raises:
        UsageError: nothing was ever sent of it.
    """
    ever = About(frozenset({wanted.campaign}), datetime.min.replace(tzinfo=UTC), wanted.end)
    if wanted.partnership or not world.ledger.sent_first(ever):
        world.named(wanted.campaign)
