"""Leaving: people who were invited and are in the audience no more; a person decides, nothing is sent."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from outreach.actions.running.telling import Telling
from outreach.actions.world import World
from outreach.core.audience import Audience, answers_of, audience
from outreach.core.history import History
from outreach.core.marks import mark
from outreach.core.plan import Schedule, Touch

NAMED = 3
"""How many of them are named."""


def chase_left(world: World, schedule: Schedule, history: History, now: datetime, telling: Telling) -> None:
    """Ask once what is to become of the invitations of those who have left the audience.

    Everybody invited is gone through only when people or the campaign's audience have changed since the last
    time, which a number kept in the ledger tells. Who has declined is not meant.
    """
    campaign, told = schedule.campaign, history.announced
    invitations = [each for each in schedule.touches if _went_out(each, history)]
    if told is None or not invitations:
        return
    to_come = not told.cancelled and max(told.starts, schedule.starts or told.starts) > now
    name, looked_at = f"left/{campaign.id}", mark(_parts(world, invitations, history, to_come=to_come))
    if world.ledger.noted(name) == looked_at:
        return
    gone = sorted(set(_gone(world, history, invitations))) if to_come else []
    key = f"{campaign.id}/!left/{mark(gone)}"
    _close_others(world, telling, f"{campaign.id}/!left/", key if gone else "")
    if gone:
        telling.ask(campaign, key, "decide", _reason(campaign.id, gone), count=len(gone))
    world.ledger.note(name, looked_at)


def _went_out(touch: Touch, history: History) -> bool:
    """Whether it invites its readers themselves, and has begun to."""
    if touch.step.send != "invite" or touch.change is not None or audience(touch).recruiters:
        return False
    return (touch.step.id, touch.occurrence, touch.channel) in history.progress


def _gone(world: World, history: History, invitations: Sequence[Touch]) -> Iterator[str]:
    """The ids of those who got an invitation and are meant by none of them now."""
    meant = [audience(each) for each in invitations]
    for touch in invitations:
        for contact in world.ledger.reached(*touch.name[:3]):
            declined = answers_of(history, contact).rsvp == "declined"
            if declined or contact.id in history.withdrawn:
                continue
            if all(contact not in who for who in meant):
                yield contact.id


def _parts(world: World, invitations: Sequence[Touch], history: History, *, to_come: bool) -> Iterator[str]:
    """All that decides who has left."""
    declined = (who for who, answers in history.answers.items() if answers.rsvp == "declined")
    yield from (str(world.ledger.people_version()), str(to_come))
    yield from (*sorted(history.withdrawn), "declined", *sorted(declined))
    for touch in invitations:
        going = history.progress[touch.step.id, touch.occurrence, touch.channel]
        yield from (touch.step.id, _written(audience(touch)), f"{going.began} {going.people}")


def _written(who: Audience) -> str:
    """An audience in words that are the same in every process."""
    return f"{sorted(who.ids or ())} {who.chosen!r} {who.without!r}"


def _close_others(world: World, telling: Telling, beginning: str, but: str) -> None:
    asked = (each.followup.key for each in world.ledger.followups())
    others = [key for key in asked if key.startswith(beginning) and key != but]
    if others:
        telling.close(*others)


def _reason(campaign: str, gone: Sequence[str]) -> str:
    names = ", ".join(gone[:NAMED]) + (", ..." if len(gone) > NAMED else "")
    many = f"{len(gone)} people who were invited are" if len(gone) > 1 else "somebody who was invited is"
    have = "have it in their calendars" if len(gone) > 1 else "has it in the calendar"
    remedy = f"`outreach call-off {campaign} --for {gone[0]} --reason TEXT` takes one invitation back"
    return f"{many} no longer in the audience ({names}) and still {have}; {remedy}, or leave it so"
