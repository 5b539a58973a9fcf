"""What a template sees of people, events and polls: plain values with nothing to reach through."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from outreach.core.people import Contact


@dataclass(frozen=True, slots=True)
class Person:
    """A contact as a template sees one. `greeting` is the first name, or a word that fits anybody."""

    id: str
    first_name: str
    last_name: str
    name: str
    greeting: str
    email: str
    title: str
    organisation: str
    phone: str
    why: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CampaignView:
    """The campaign a message belongs to."""

    id: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class PartnershipView:
    """The partnership it speaks for; every value may be empty."""

    name: str = ""
    industry: str = ""
    region: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """Who sends."""

    name: str
    postal_address: str


@dataclass(frozen=True, slots=True)
class EventView:
    """The event; times are aware, so that filters can speak the reader's zone."""

    title: str
    starts: datetime | None
    ends: datetime | None
    location: str
    venue: str
    reason: str
    businesses_hoped_for: int | None
    host: Person | None
    lead: Person | None
    stay_until: datetime | None


@dataclass(frozen=True, slots=True)
class OptionView:
    """One option of a poll: the letter it is voted for by, and when it starts."""

    letter: str
    starts: datetime
    duration: timedelta


@dataclass(frozen=True, slots=True)
class PollView:
    """A poll as a voter sees it."""

    question: str
    closes: datetime | None
    options: Sequence[OptionView]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Which time round it is; `date` is its nominal local day."""

    id: str
    date: date | None


@dataclass(frozen=True, slots=True)
class CommitmentView:
    """Who does what by when."""

    id: str
    what: str
    due: date
    owner: Person | None


@dataclass(frozen=True, slots=True)
class HelperView:
    """A support partner and what they help with."""

    who: Person | None
    what: str


@dataclass(frozen=True, slots=True)
class KitPost:
    """A ready-to-post text for an ambassador's own accounts, and where to post it."""

    name: str
    text: str
    links: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class LinksView:
    """The links of the settings, and those that let this reader answer."""

    website: str = ""
    contact: str = ""
    facebook: str = ""
    council: str = ""
    videos: Mapping[str, str] = field(default_factory=dict)
    unsubscribe: str = ""
    rsvp: str = ""
    decline: str = ""
    vote: str = ""
    agree: str = ""


def person(contact: Contact) -> Person:
    """A contact, for a template."""
    return Person(
        id=contact.id,
        first_name=contact.first_name,
        last_name=contact.last_name,
        name=contact.name,
        greeting=contact.first_name or contact.name or "there",
        email=contact.email,
        title=contact.title,
        organisation=contact.organisation,
        phone=contact.phone,
        why=contact.why,
        roles=tuple(sorted(contact.roles)),
    )


SPECIMEN = Contact(
    id="reader",
    email="reader@example.org",
    first_name="[first name]",
    last_name="[last name]",
    title="[title]",
    organisation="[organisation]",
    phone="[telephone]",
    why="[their why]",
    recruiter="[recruiter]",
)
"""Stands for any reader where a text is approved."""

RECRUITER = Contact(
    id="[recruiter]",
    email="recruiter@example.org",
    first_name="[recruiter's first name]",
    last_name="[recruiter's last name]",
    title="[recruiter's title]",
    organisation="[recruiter's organisation]",
    phone="[recruiter's telephone]",
)
"""Stands for whoever recruits that reader."""

NAMELESS = Contact(id="reader", email="reader@example.org")
"""A reader of whom nothing is known: the other branch of every condition on a contact."""


def blanks(contact: Contact) -> tuple[bool, ...]:
    """Which of a person's details a template may ask for are known."""
    return tuple(
        bool(detail)
        for detail in (
            contact.first_name,
            contact.last_name,
            contact.title,
            contact.organisation,
            contact.phone,
            contact.why,
            contact.recruiter,
        )
    )


def stand_in(contact_id: str) -> Contact:
    """Stands for a person of that id before anybody has been imported."""
    return Contact(
        id=contact_id,
        email=f"{contact_id}@example.org",
        first_name=f"[{contact_id}]",
        title="[title]",
        organisation="[organisation]",
        phone="[telephone]",
    )
