"""The values a template may use, gathered for one touch and one reader."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from outreach.actions.composing.views import (
    RECRUITER,
    SPECIMEN,
    CampaignView,
    CommitmentView,
    EventView,
    HelperView,
    LinksView,
    Occurrence,
    OptionView,
    OrganisationView,
    PartnershipView,
    Person,
    PollView,
    person,
    stand_in,
)
from outreach.actions.world import World
from outreach.core.campaign import Campaign
from outreach.core.fields import zone
from outreach.core.history import Key
from outreach.core.links import deed
from outreach.core.owner import owner_of
from outreach.core.people import Contact
from outreach.core.plan import Schedule, Touch
from outreach.core.tokens import Purpose
from outreach.core.when import instant, resolve

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
REMEMBERED = 2_000
NOON = 12


class Context:
    """Gathers a template's values; reads named people (signers, recruiters) once."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._nobody = next(iter(world.ledger.contacts()), None) is None
        self._people: dict[str, Contact | None] = {RECRUITER.id: RECRUITER}
        self._shared: tuple[tuple[object, ...], dict[str, Any]] = ((), {})

    @property
    def is_empty(self) -> bool:
        """Whether nobody has been imported yet."""
        return self._nobody

    def somebody(self, contact_id: str | None) -> Contact | None:
        """A named person, or None when there is nobody of that id.

        While nobody has been imported, somebody stands in, so that texts can be looked at already.
        """
        if not contact_id:
            return None
        if contact_id not in self._people:
            if len(self._people) > REMEMBERED:
                self._people = {RECRUITER.id: RECRUITER}
            found = self._world.ledger.contact(contact_id)
            self._people[contact_id] = stand_in(contact_id) if found is None and self._nobody else found
        return self._people[contact_id]

    def named(self, ids: Iterable[str]) -> tuple[Contact, ...]:
        """Those of the ids who exist, in order."""
        return tuple(found for found in map(self.somebody, ids) if found is not None)

    def owner(self, campaign: Campaign) -> str:
        """Who gets a campaign's follow-ups."""
        return owner_of(campaign, self._world.partnerships, self._world.house)

    def shared(self, touch: Touch, schedule: Schedule) -> Mapping[str, Any]:
        """What is the same for every reader of a touch (the last touch's is kept)."""
        mark = (touch, schedule.starts, schedule.closes)
        if self._shared[0] != mark:
            self._shared = (mark, self._gather(touch, schedule))
        return self._shared[1]

    def reader(self, touch: Touch, schedule: Schedule, contact: Contact, key: Key) -> dict[str, Any]:
        """All values for one reader."""
        recruiter = self.somebody(contact.recruiter)
        return {
            **self.shared(touch, schedule),
            "contact": person(contact),
            "recruiter": person(recruiter) if recruiter else None,
            "links": self._links(touch, schedule, None if contact.email == SPECIMEN.email else key),
            "reader_zone": zone(contact.timezone) if contact.timezone else schedule.mail.zone,
            "allow_blank": contact.email == SPECIMEN.email,
        }

    def post(self, touch: Touch, schedule: Schedule, why: str = "") -> dict[str, Any]:
        """All values for a post, which has no reader of its own."""
        links = self._settings_links()
        return {
            **self.shared(touch, schedule),
            "links": LinksView(**links),
            "reader_zone": schedule.posts.zone,
            "why": why,
        }

    def _gather(self, touch: Touch, schedule: Schedule) -> dict[str, Any]:
        campaign, house = touch.campaign, self._world.house
        owner = self.somebody(self.owner(campaign))
        return {
            "campaign": CampaignView(campaign.id, campaign.title, campaign.kind),
            "partnership": self._partnership(campaign),
            "organisation": OrganisationView(house.organisation.name, house.organisation.postal_address),
            "event": self._event(schedule) if campaign.event else None,
            "poll": self._poll(schedule) if campaign.poll else None,
            "signers": self._persons(campaign.event.signed_by if campaign.event else ()),
            "helpers": [HelperView(self._person(each.who), each.what) for each in campaign.helpers],
            "commitments": [self._commitment(campaign, each.id) for each in campaign.commitments],
            "commitment": self._commitment(campaign, touch.subject) if touch.subject else None,
            "owner": person(owner) if owner else None,
            "occurrence": Occurrence(touch.occurrence, touch.nominal),
            "next_council_meeting": self._council(touch),
            "hashtag": house.hashtag,
        }

    def _partnership(self, campaign: Campaign) -> PartnershipView:
        found = self._world.partnerships.get(campaign.partnership or "")
        if found is None:
            return PartnershipView()
        return PartnershipView(found.name, found.industry, found.region, found.website or "")

    def _persons(self, ids: Iterable[str]) -> list[Person]:
        return [person(each) for each in self.named(ids)]

    def _person(self, contact_id: str | None) -> Person | None:
        found = self.somebody(contact_id)
        return person(found) if found else None

    def _event(self, schedule: Schedule) -> EventView | None:
        event = schedule.campaign.event
        if event is None:
            return None
        local = schedule.mail.zone
        stay = None
        if schedule.ends and event.outer_table and event.outer_table.stay_until:
            stay = stays_until(schedule)
        return EventView(
            title=event.title,
            starts=schedule.starts.astimezone(local) if schedule.starts else None,
            ends=schedule.ends.astimezone(local) if schedule.ends else None,
            location=event.location,
            venue=event.venue or "",
            reason=event.reason or "",
            businesses_hoped_for=event.businesses_hoped_for,
            host=self._person(event.host),
            lead=self._person(event.lead),
            stay_until=stay.astimezone(local) if stay else None,
        )

    def _poll(self, schedule: Schedule) -> PollView | None:
        poll = schedule.campaign.poll
        if poll is None:
            return None
        options = [
            OptionView(LETTERS[number % 26], wall.replace(tzinfo=schedule.mail.zone), poll.duration)
            for number, wall in enumerate(poll.options)
        ]
        closes = schedule.closes.astimezone(schedule.mail.zone) if schedule.closes else None
        return PollView(poll.question, closes, options)

    def _commitment(self, campaign: Campaign, commitment_id: str) -> CommitmentView | None:
        found = next((each for each in campaign.commitments if each.id == commitment_id), None)
        return CommitmentView(found.id, found.what, found.due, self._person(found.who)) if found else None

    def _council(self, touch: Touch) -> datetime | None:
        """The first council meeting after the message's day, so that waiting does not change it."""
        local = zone(self._world.house.organisation.timezone)
        after = touch.due or datetime.min.replace(tzinfo=UTC)
        meetings = (wall.replace(tzinfo=local) for wall in sorted(self._world.house.council.meetings))
        return next((meeting for meeting in meetings if meeting > after), None)

    def _settings_links(self) -> dict[str, Any]:
        house = self._world.house
        return {
            "website": house.links.website or "",
            "contact": house.links.contact or "",
            "facebook": house.links.facebook or "",
            "videos": house.links.videos,
            "council": house.council.page or "",
        }

    def _links(self, touch: Touch, schedule: Schedule, key: Key | None) -> LinksView:
        event = touch.campaign.event
        title = event.title if event else touch.campaign.title
        more: dict[str, Any] = {"unsubscribe": self._deed("unsubscribe", key, "Unsubscribe")}
        if event is not None:
            more["rsvp"] = self._deed("rsvp", key, f"I will be there: {title}")
            more["decline"] = self._deed("decline", key, f"I cannot come: {title}")
            more["agree"] = self._deed("agree", key, agreement(touch.campaign))
        if touch.campaign.poll is not None:
            more["vote"] = self._deed("vote", key, f"My vote: {title}", _ballot(schedule))
        return LinksView(**self._settings_links(), **more)

    def _deed(self, purpose: Purpose, key: Key | None, subject: str, body: str = "") -> str:
        """The link for one reader; without a key, what stands for it in a text that is approved."""
        house = self._world.house
        if key is None:
            return f"mailto:{house.answers_to}?subject={purpose}"
        return deed(house, purpose, key, self._world.secret, subject=subject, body=body)


def agreement(campaign: Campaign) -> str:
    """The subject of the mail that a signer sends by the link that agrees; it says nothing else."""
    return f"I agree: {campaign.event.title if campaign.event else campaign.title}"


def _ballot(schedule: Schedule) -> str:
    poll = schedule.campaign.poll
    options = poll.options if poll else ()
    lines = (f"{LETTERS[n % 26]} ({_said(wall)}): " for n, wall in enumerate(options))
    return "Write yes, if need be, or no behind each:\r\n\r\n" + "\r\n".join(lines)


def _said(wall: datetime) -> str:
    """A moment as the letter says it: `Tuesday, April 6, 10:00 AM`."""
    half = "AM" if wall.hour < NOON else "PM"
    return f"{wall:%A}, {wall:%B} {wall.day}, {wall.hour % 12 or 12}:{wall:%M} {half}"


def stays_until(schedule: Schedule) -> datetime | None:
    """When the outer table leaves (UTC): after the debrief."""
    event = schedule.campaign.event
    table = event.outer_table if event else None
    if schedule.ends is None or schedule.starts is None or table is None or table.stay_until is None:
        return None
    stay = table.stay_until
    anchor = schedule.starts if stay.before else schedule.ends
    if stay.unit in ("minutes", "hours") and stay.at is None:
        length = timedelta(minutes=stay.amount) if stay.unit == "minutes" else timedelta(hours=stay.amount)
        return anchor - length if stay.before else anchor + length
    wall = anchor.astimezone(schedule.mail.zone).replace(tzinfo=None)
    return instant(next(resolve(stay, wall, schedule.mail)).wall, schedule.mail.zone)[0]
