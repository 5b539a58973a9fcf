"""The envelope of a mail of the house's own: from whom, to whom, answering what, and the words around it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from outreach.actions.composing.views import OrganisationView, person
from outreach.actions.world import World
from outreach.core.deciding import NO_ADDRESS, SUPPRESSED
from outreach.core.fields import zone
from outreach.core.history import Approval, Key
from outreach.core.links import tokened
from outreach.core.message import Email, Invite, Mailbox, message_id
from outreach.core.mime import is_message_id
from outreach.core.people import Contact, Standing
from outreach.core.shortlist import NOT_LISTED
from outreach.core.tokens import Purpose, token

DIGEST_BECAUSE = "You get this list on the days chosen for you, because people look to you for these things."
CONFIRM_BECAUSE = "You get this once, because you wrote to us. It was written by a program."


@dataclass(frozen=True, slots=True)
class Notice:
    """What one mail of the house's own is about.

    Args:
        key: the delivery.
        contact: its reader.
        template: its name, such as `digest`.
        values: what the template may use, beside the reader and the organisation.
        answers: what an answer to it may do, about which message.
        in_reply_to: the Message-ID of what it answers, as somebody else wrote it, or empty.
        invite: what it tells the reader's calendar.
        offers: the texts that it shows for approval, each with its campaign.
    """

    key: Key
    contact: Contact
    template: str
    values: Mapping[str, Any]
    answers: tuple[Purpose, Key]
    in_reply_to: str = ""
    invite: Invite | None = None
    offers: tuple[tuple[str, Approval], ...] = ()


def barred(world: World, contact: Contact | None) -> tuple[str, str]:
    """Why nothing may be written to somebody, and the rule that says so; empty where it may."""
    if contact is None:
        return "has been forgotten", ""
    if not contact.email:
        return NO_ADDRESS, ""
    if contact.standing is not Standing.OK:
        return SUPPRESSED[contact.standing], "K001"
    return ("", "") if world.house.may_write_to(contact.email) else (NOT_LISTED, "")


def written(world: World, notice: Notice, now: datetime) -> Email:
    """The mail as it leaves the house, dated `now` (UTC); marked as no person's (RFC 3834, 5).

    What an answer may do is told by the address it goes to, or by the subject where addresses carry nothing.

    Raises:
        NotUnderstoodError: its template cannot be rendered.
    """
    house, contact = world.house, notice.contact
    letter = world.renderer.house_letter(
        notice.template, _values(world, notice), footer=_footer(world, notice)
    )
    sender = Mailbox(house.sender.name, house.sender.email)
    address = tokened(house, *notice.answers, world.secret)
    told = f" [{token(*notice.answers, world.secret)}]" if address == house.answers_to else ""
    return Email(
        key=notice.key,
        sender=sender,
        reply_to=replace(sender, address=address),
        to=Mailbox(contact.name, contact.email),
        subject=f"{letter.subject}{told}",
        text=letter.text,
        html=letter.html,
        date=now,
        message_id=message_id(notice.key, world.secret, house.sender.email.rpartition("@")[2]),
        invite=notice.invite,
        auto_generated=True,
        in_reply_to=notice.in_reply_to if is_message_id(notice.in_reply_to) else "",
    )


def _values(world: World, notice: Notice) -> dict[str, Any]:
    organisation = world.house.organisation
    return {
        "contact": person(notice.contact),
        "organisation": OrganisationView(organisation.name, organisation.postal_address),
        "reader_zone": zone(notice.contact.timezone or organisation.timezone),
        **notice.values,
    }


def _footer(world: World, notice: Notice) -> dict[str, str]:
    organisation = world.house.organisation
    return {
        "organisation": organisation.name,
        "postal_address": organisation.postal_address,
        "partnership": "",
        "unsubscribe": "",
        "reason": DIGEST_BECAUSE if notice.template == "digest" else CONFIRM_BECAUSE,
    }
