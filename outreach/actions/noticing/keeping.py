"""Keeping the time: what somebody is told whose proposal of another time was turned down."""

from datetime import datetime

from outreach.actions.noticing.envelope import Notice
from outreach.actions.world import World
from outreach.core.history import Announced, Key
from outreach.core.inbound.nouns import Inbound, Kept
from outreach.core.message import Invite, Mailbox
from outreach.core.people import Contact

COMMENT = "Thank you for your proposal. The time stays as it is."


def time_kept(world: World, key: Key, contact: Contact, kept: Kept, now: datetime) -> Notice | None:
    """What somebody is told whose proposal was turned down, and what tells their calendar so.

    Args:
        world: where the event and the settings are.
        key: the delivery.
        contact: who proposed; their calendar knows them by the address that was invited.
        kept: the proposal.
        now: the moment of sending (UTC).

    Returns:
        None where nobody has been told of the event, or it is called off.
    """
    match = kept.inbound.match
    told = world.ledger.history(match.campaign).announced
    if told is None or told.cancelled:
        return None
    event = {"title": told.title, "starts": told.starts, "location": told.location}
    about = Key(match.campaign, match.step, match.occurrence, contact.id) if match.step else key
    return Notice(
        key=key,
        contact=contact,
        template="confirm-time",
        values={"event": event, "proposed": kept.inbound.proposed},
        answers=("reply", about),
        in_reply_to=kept.inbound.message_id,
        invite=_declined(world, told, kept.inbound, contact, now),
    )


def _declined(world: World, told: Announced, asked: Inbound, contact: Contact, now: datetime) -> Invite:
    """METHOD:DECLINECOUNTER, of the revision that the proposal spoke of (RFC 5546, 3.2.8)."""
    return Invite(
        method="DECLINECOUNTER",
        uid=told.uid,
        sequence=told.sequence if asked.sequence is None else asked.sequence,
        stamp=now,
        title=told.title,
        starts=told.starts,
        duration=told.duration,
        location=told.location,
        description="",
        organizer=Mailbox(world.house.sender.name, world.house.answers_to),
        attendee=Mailbox(contact.name, contact.email),
        comment=COMMENT,
    )
