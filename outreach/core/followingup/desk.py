"""Where something that came back lands, and the follow-up that is made of it."""

from dataclasses import dataclass
from datetime import date, datetime

from outreach.core.campaign import Campaign
from outreach.core.followingup.words import NAME, plain, shortened, who
from outreach.core.followup import FollowUp, FollowUpKind
from outreach.core.inbound.nouns import Inbound, Kept, Relation
from outreach.core.openhours import Calendar, add_business_days, open_day_on_or_after
from outreach.core.people import Contact

SPEAKS_FOR_ANOTHER: dict[Relation, str] = {
    "colleague": "a colleague of {whom}",
    "forwarded": "somebody who has the message that went to {whom}",
    "stranger": "somebody whom we do not know",
}
"""Who wrote, where what they say counts for nobody until a person decides."""

ANSWER, WHOSE, PROPOSAL, DELEGATED, DECLINED = (
    "!answer/",
    "!whose/",
    "!proposal/",
    "!delegated/",
    "!declined ",
)
"""What tells by its key what a follow-up is about."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where something that came back lands.

    Args:
        owner: who looks after its campaign, else the organisation's owner.
        calendar: the campaign's calendar of mail, else the organisation's; business days are counted in it.
        campaign: what it is about, None where that is not known.
        contact: the person it is for (`Match.contact`), None where nobody is known.
        by: who wrote, where that is another contact (`Match.by`).
        ends: when the event is over (UTC), None where there is none or it has no date.
    """

    owner: str
    calendar: Calendar
    campaign: Campaign | None = None
    contact: Contact | None = None
    by: Contact | None = None
    ends: datetime | None = None

    @property
    def event(self) -> str:
        """What it is about, as people call it."""
        if self.campaign is None:
            return "one of our events"
        return self.campaign.event.title if self.campaign.event else self.campaign.title

    def is_over(self, inbound: Inbound) -> bool:
        """Whether the event was over, or is called off, when it came."""
        event = self.campaign.event if self.campaign else None
        called_off = event is not None and event.status == "cancelled"
        return called_off or (self.ends is not None and self.ends <= inbound.received)

    def writer(self, inbound: Inbound) -> str:
        """Who wrote, as far as that is known."""
        if self.by is not None:
            return who(self.by)
        if self.contact is not None and inbound.match.relation not in SPEAKS_FOR_ANOTHER:
            helper = "the assistant of " if inbound.match.relation == "assistant" else ""
            return f"{helper}{who(self.contact)}"
        name, address = shortened(inbound.sender_name, NAME), shortened(inbound.sender)
        return f"{name} ({address})" if name and address else name or address or "somebody"

    def speaks_for(self, inbound: Inbound) -> str:
        """Whom somebody speaks for who may not: `a colleague of Owner Seven`."""
        whom = who(self.contact) if self.contact else "somebody else"
        return SPEAKS_FOR_ANOTHER[inbound.match.relation].format(whom=whom)


def about(
    kept: Kept, desk: Desk, key: str, kind: FollowUpKind, within: int, reason: str, owner: str = ""
) -> FollowUp:
    """The follow-up about something that came back, due `within` business days after it came."""
    inbound, contact = kept.inbound, desk.contact
    person = desk.by or contact
    return FollowUp(
        key, _due(desk.calendar, inbound.received, within), kind, inbound.match.campaign, inbound.match.step,
        reason, owner or desk.owner, contact.id if contact else "", phone=person.phone if person else "",
        text=plain(inbound.text), link=inbound.url,
    )  # fmt: skip


def saying(inbound: Inbound) -> str:
    """What was said with it, as the end of a clause; nothing where nothing was."""
    return f', saying "{words}"' if (words := shortened(inbound.text)) else ""


def _due(calendar: Calendar, received: datetime, within: int) -> date:
    day = received.astimezone(calendar.zone).date()
    return add_business_days(calendar, day, within) if within else open_day_on_or_after(calendar, day)


def answer_key(identity: str) -> str:
    """The follow-up that asks to answer what came under that identity."""
    return f"{ANSWER}{identity}"


def identity_of(key: str) -> str:
    """The identity of what a follow-up asks to answer; empty for one that asks for something else."""
    return key.removeprefix(ANSWER) if key.startswith(ANSWER) else ""


def whose_key(identity: str) -> str:
    """The follow-up that asks whose answer it is that came under that identity."""
    return f"{WHOSE}{identity}"


def declined_key(campaign: str, contact: str) -> str:
    """The follow-up that asks to telephone somebody who matters and has declined."""
    return f"{campaign}/{DECLINED}{contact}"
