"""Follow-ups as people handle them: listed, shown in full, ticked off, given to somebody else, noted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from outreach.actions.world import World
from outreach.core.errors import UsageError
from outreach.core.fields import zone
from outreach.core.followingup.conversation import Turn, conversation
from outreach.core.followingup.desk import identity_of
from outreach.core.followingup.ordering import (
    carriers,
    convened_by,
    conveners_of,
    key_people,
    long_overdue,
    overdue,
    owners_named,
)
from outreach.core.followingup.words import phone_of
from outreach.core.followup import FollowUp, FollowUpKind, Listed, Note, Wanted
from outreach.core.inbound.nouns import Kept
from outreach.core.people import Contact
from outreach.core.spelling import nearest

MOST = 2**63 - 1
"""The largest number that a row of a database can have."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A follow-up with what the day makes of it: how many days overdue, and who gets it beside its owner."""

    listed: Listed
    overdue: int
    also_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InFull:
    """One follow-up, whom it is about, what was noted, what was said, and what it asks to answer."""

    shown: Shown
    contact: Contact | None
    notes: Sequence[Note]
    turns: Sequence[Turn]
    answers: Kept | None


def today_of(world: World, now: datetime) -> date:
    """The organisation's local day."""
    return now.astimezone(zone(world.house.organisation.timezone)).date()


def todo(
    world: World,
    now: datetime,
    *,
    owner: str = "",
    kind: FollowUpKind | None = None,
    campaign: str = "",
    done: bool = False,
    size: int | None = None,
) -> tuple[list[Shown], int]:
    """The first of what is to be done, in the order in which people do it, and how many there are in all.

    Raises:
        UsageError: nobody is the owner of anything by that name, or nothing is known of such a campaign.
    """
    today = today_of(world, now)
    wanted = Wanted(
        kind=kind,
        campaign=campaign,
        owner=owner,
        convened=convened_by(owner, world.campaigns, world.partnerships) if owner else frozenset(),
        overdue_since=long_overdue(today),
        done=done,
        key_people=key_people(world.campaigns),
    )
    listed = _dialled_now(world, world.ledger.todo(wanted, size))
    if not listed:
        _see_that_they_are_known(world, owner, campaign)
    in_all = world.ledger.count_todo(wanted) if size is not None and len(listed) == size else len(listed)
    return [_shown(world, each, today) for each in listed], in_all


def in_full(world: World, number: int, now: datetime) -> InFull:
    """One follow-up with all that helps to do it.

    Raises:
        UsageError: there is none of that number.
    """
    (listed,) = _dialled_now(world, [one_of(world, number)])
    about = listed.followup.contact
    turns = conversation(world.ledger.sent_to(about, now), world.ledger.heard_from(about)) if about else []
    return InFull(
        _shown(world, listed, today_of(world, now)),
        world.ledger.contact(about) if about else None,
        world.ledger.notes(number),
        turns,
        _to_answer(world, listed.followup),
    )


def tick(world: World, what: Sequence[str], note: str, by: str, at: datetime) -> None:
    """Tick off follow-ups by number, and commitments as CAMPAIGN/COMMITMENT: all of them or none.

    Whoever ticks off an answer says that it has been given.

    Args:
        world: the world.
        what: numbers and commitments.
        note: what came of it, or nothing.
        by: who says so.
        at: this moment (UTC).

    Raises:
        UsageError: one of them is not known, or a note is to stand at a commitment.
    """
    commitments = [_commitment(world, each) for each in what if "/" in each]
    numbers = [number_of(each) for each in what if "/" not in each]
    asked = [one_of(world, number) for number in numbers]
    if note and commitments:
        raise UsageError("a note stands at a follow-up's number, not at a commitment")
    with world.ledger.together():
        for campaign, commitment in commitments:
            world.ledger.commitment_done(campaign, commitment, at)
        for each in asked:
            world.ledger.followup_done(each.id, at)
            if note:
                world.ledger.add_note(each.id, Note(at, by, note))
            if (kept := _to_answer(world, each.followup)) is not None:
                world.ledger.answer(kept.id, at)


def hand_over(world: World, number: int, owner: str) -> Listed:
    """Give a follow-up to somebody else; what it was before.

    Raises:
        UsageError: there is none of that number, or nobody of that name.
    """
    listed = one_of(world, number)
    named = owners_named(world.house, world.campaigns, world.partnerships)
    if owner not in named and world.ledger.contact(owner) is None:
        known = (*named, *(each.id for each in world.ledger.contacts()))
        raise UsageError(f"nobody has the id `{owner}`{nearest(owner, known)}")
    world.ledger.assign(number, owner)
    return listed


def write_down(world: World, number: int, note: Note) -> None:
    """Note something about a follow-up.

    Raises:
        UsageError: there is none of that number, or nothing to note.
    """
    one_of(world, number)
    if not note.text.strip():
        raise UsageError('a note needs words: outreach note 12 "left a message"')
    world.ledger.add_note(number, note)


def number_of(text: str) -> int:
    """The number that somebody wrote.

    Raises:
        UsageError: it is none that a follow-up could have.
    """
    if not (text.isdecimal() and text.isascii()):
        raise _none_of(text)
    return int(text)


def one_of(world: World, number: int) -> Listed:
    """The follow-up of that number.

    Raises:
        UsageError: there is none.
    """
    found = world.ledger.followup(number) if 0 < number <= MOST else None
    if found is None:
        raise _none_of(number)
    return found


def _none_of(what: object) -> UsageError:
    return UsageError(f"there is no follow-up {what}; see: outreach followups")


def _dialled_now(world: World, listed: Sequence[Listed]) -> list[Listed]:
    """The same, calls that are still to be made with the number that is known now."""
    asked = {each.followup.contact for each in listed if each.followup.kind == "call" and not each.done}
    people = world.ledger.known(sorted(asked)) if asked else {}
    numbers = (phone_of(each.followup, people.get(each.followup.contact)) for each in listed)
    return [
        replace(each, followup=replace(each.followup, phone=number))
        for each, number in zip(listed, numbers, strict=True)
    ]


def _shown(world: World, listed: Listed, today: date) -> Shown:
    one = listed.followup
    if listed.done:
        return Shown(listed, 0, ())
    conveners = conveners_of(world.campaign(one.campaign), world.partnerships)
    also_for = (each for each in carriers(one, conveners, today) if each != one.owner)
    return Shown(listed, overdue(one, today), tuple(also_for))


def _to_answer(world: World, followup: FollowUp) -> Kept | None:
    identity = identity_of(followup.key)
    return world.ledger.kept_as(identity) if identity else None


def _see_that_they_are_known(world: World, owner: str, campaign: str) -> None:
    """An empty list must not hide that a name is misspelt."""
    named = owners_named(world.house, world.campaigns, world.partnerships)
    if owner and owner not in named and world.ledger.contact(owner) is None:
        known = (*named, *(each.id for each in world.ledger.contacts()))
        raise UsageError(f"nobody has the id `{owner}`{nearest(owner, known)}")
    if campaign and world.campaign(campaign) is None and not world.problems:
        world.named(campaign)


def _commitment(world: World, what: str) -> tuple[str, str]:
    name, _, commitment = what.partition("/")
    known = [each.id for each in world.named(name).commitments]
    if commitment not in known:
        raise UsageError(f"{name} has no commitment `{commitment}`{nearest(commitment, known)}")
    return name, commitment
