"""Inviting: the event as those invited are told of it, and what puts it into one person's calendar."""

from dataclasses import replace

from outreach.actions.context import stays_until
from outreach.core.history import Announced, History, Key
from outreach.core.house import House
from outreach.core.message import Invite, Mailbox
from outreach.core.people import Contact
from outreach.core.plan import Schedule, Touch
from outreach.core.tokens import reference
from outreach.ports import Letter


def key_of(touch: Touch, recipient: str, occurrence: str | None = None) -> Key:
    """The delivery key of a touch for one recipient."""
    return Key(touch.campaign.id, touch.step.id, occurrence or touch.occurrence, recipient)


def announced(house: House, touch: Touch, schedule: Schedule, history: History) -> Announced | None:
    """The event as this touch tells it: what was announced, or what it announces now.

    A campaign's event keeps one UID for both tables and all its changes (RFC 5545, 3.8.4.7).
    """
    event, told = touch.campaign.event, history.announced
    if event is None or schedule.starts is None or touch.due is None:
        return None
    if told is not None and touch.revision in (0, told.revision):
        return told
    domain = house.sender.email.rpartition("@")[2]
    fresh = Announced(
        uid=f"{touch.campaign.id}-{reference(Key(touch.campaign.id, 'event', 'once', 'event'))}@{domain}",
        revision=0,
        sequence=0,
        title=event.title,
        starts=schedule.starts,
        duration=event.duration,
        location=event.location,
        cancelled=event.status == "cancelled",
        at=touch.due,
    )
    if told is None:
        return fresh
    return replace(fresh, uid=told.uid, revision=touch.revision, sequence=told.sequence + 1)


def invite(
    house: House, touch: Touch, schedule: Schedule, history: History, contact: Contact, letter: Letter
) -> Invite | None:
    """What tells one person's calendar; None where the touch invites to nothing that has a date."""
    told = announced(house, touch, schedule, history) if touch.step.send == "invite" else None
    if told is None:
        return None
    length = told.duration
    if touch.step.table == "outer_table" and (stay := stays_until(schedule)) is not None:
        length = stay - told.starts
    return Invite(
        method="CANCEL" if touch.change == "cancel" else "REQUEST",
        uid=told.uid,
        sequence=told.sequence,
        stamp=told.at,
        title=told.title,
        starts=told.starts,
        duration=length,
        location=told.location,
        description=letter.text,
        organizer=Mailbox(house.sender.name, house.answers_to),
        attendee=Mailbox(contact.name, contact.email),
    )
