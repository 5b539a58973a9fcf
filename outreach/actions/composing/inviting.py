"""Inviting: the event as those invited are told of it, and what puts it into one person's calendar."""

from dataclasses import replace
from datetime import datetime, timedelta

from outreach.actions.composing.context import stays_until
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

    A campaign's event keeps one UID for both tables and all its changes (RFC 5545, 3.8.4.7). What takes one
    invitation back announces nothing: for everybody else the event stays as it was.
    """
    event, told = touch.campaign.event, history.announced
    if event is None or touch.due is None:
        return None
    if told is not None and touch.revision in (0, told.revision):
        return told
    starts = schedule.starts or (told.starts if told is not None else None)
    if starts is None:
        return None
    domain = house.sender.email.rpartition("@")[2]
    fresh = Announced(
        uid=f"{touch.campaign.id}-{reference(Key(touch.campaign.id, 'event', 'once', 'event'))}@{domain}",
        revision=0,
        sequence=0,
        title=event.title,
        starts=starts,
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
    """What tells one person's calendar; None where the touch invites to nothing that has a date.

    The organizer is the address that answers go to, the same in every message: a calendar takes changes of
    an event from its organizer only (RFC 5546, 3.2.2). A reminder carries no invite: it is plain mail.
    """
    told = announced(house, touch, schedule, history) if touch.step.send == "invite" else None
    if told is None:
        return None
    return Invite(
        method="REQUEST" if touch.change in (None, "update") else "CANCEL",
        uid=told.uid,
        sequence=_sequence(touch, told),
        stamp=_stamp(touch, told, history, contact),
        title=told.title,
        starts=told.starts,
        duration=_length(touch, schedule, told),
        location=told.location,
        description=letter.text,
        organizer=Mailbox(house.sender.name, house.answers_to),
        attendee=Mailbox(contact.name, contact.email),
    )


def _length(touch: Touch, schedule: Schedule, told: Announced) -> timedelta:
    """How long it lasts for this table, counted from what is told: its file may say another day by now."""
    if touch.step.table == "outer_table":
        stay = stays_until(replace(schedule, starts=told.starts, ends=told.starts + told.duration))
        if stay is not None:
            return stay - told.starts
    return told.duration


def taken_back_for(touch: Touch, history: History, contact: Contact) -> str:
    """Why somebody's invitation is taken back, where the touch tells that; else nothing."""
    found = history.withdrawn.get(contact.id) if touch.change == "withdraw" else None
    return found.reason if found is not None else ""


def _sequence(touch: Touch, told: Announced) -> int:
    """Above all that this person has had: a cancellation for one of them raises it too (RFC 5546, 2.1.4)."""
    return told.sequence + (touch.change == "withdraw")


def _stamp(touch: Touch, told: Announced, history: History, contact: Contact) -> datetime:
    found = history.withdrawn.get(contact.id) if touch.change == "withdraw" else None
    return found.at if found is not None else told.at
