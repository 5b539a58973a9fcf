"""The inbox: what came back, one in full with what was said before, and whose it is when a person knows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from outreach.actions.receiving.asking import asked_of, decide_key
from outreach.actions.receiving.taking import raw_name, replies_of
from outreach.actions.replies import take
from outreach.actions.world import World
from outreach.core.errors import UsageError
from outreach.core.followingup.desk import answer_key
from outreach.core.history import Delivery
from outreach.core.inbound.nouns import Inbound, Kept
from outreach.core.people import Contact
from outreach.core.spelling import nearest

COUNTABLE = frozenset({"answer", "rsvp", "vote", "unsubscribe"})


@dataclass(frozen=True, slots=True)
class InFull:
    """One thing that came back, with its person, and what went to them and came from them before.

    `raw` names the file that keeps it as it came, `shown` is what it says as a person is shown it: with words
    that may be new behind `> `, where a program cannot tell them from what they answer.
    """

    kept: Kept
    contact: Contact | None
    sent: Sequence[Delivery]
    heard: Sequence[Kept]
    raw: str
    shown: str


def in_full(world: World, number: int) -> InFull:
    """One thing that came back, with the conversation so far.

    Raises:
        UsageError: nothing came back under that number.
    """
    kept = _kept(world, number)
    who = kept.inbound.match.contact
    contact = world.ledger.contact(who) if who else None
    sent = world.ledger.sent_to(who, kept.inbound.received) if who else []
    heard = world.ledger.heard_from(who) if who else []
    before = (kept.inbound.received, number)
    others = [each for each in heard if (each.inbound.received, each.id) < before]
    return InFull(kept, contact, sent, others, raw_name(kept.inbound), _shown(world, kept.inbound))


def _shown(world: World, inbound: Inbound) -> str:
    from outreach.core.inbound.mail import parse  # noqa: PLC0415 - slow, and only one in full needs it
    from outreach.core.inbound.newtext import shown_text  # noqa: PLC0415 - likewise

    raw = world.mailbag.get(raw_name(inbound)) if world.mailbag is not None else None
    if raw is None or inbound.channel != "email" or inbound.kind != "answer":
        return inbound.text
    return shown_text(parse(raw)) or inbound.text


def attribute(world: World, number: int, contact_id: str, campaign: str, now: datetime) -> Inbound:
    """A person says whose something is, and what it is about: from then on it counts.

    What is still to be done about it is told anew, with its person, and with what follows now that it counts.

    Args:
        world: the world.
        number: that of what came back.
        contact_id: whose it is.
        campaign: what it is about; empty for what it was matched to.
        now: this moment (UTC).

    Raises:
        UsageError: there is nothing, nobody or no campaign of that name, or it counts for nobody.
    """
    kept = _kept(world, number)
    inbound = kept.inbound
    if inbound.kind not in COUNTABLE:
        raise UsageError(f"{number} is {inbound.kind.replace('_', ' ')}, which counts for nobody")
    about = world.named(campaign).id if campaign else inbound.match.campaign
    if not about and inbound.kind != "unsubscribe":
        raise UsageError(f"what {number} is about is not known; add --campaign")
    if world.ledger.contact(contact_id) is None:
        ids = [each.id for each in world.ledger.contacts()]
        raise UsageError(f"nobody imported has the id `{contact_id}`{nearest(contact_id, ids)}")
    match = replace(inbound.match, contact=contact_id, campaign=about, relation="self", confidence="certain",
                    why="a person says so")  # fmt: skip
    decided = replace(inbound, match=match, counts=True)
    answer = answer_key(inbound.identity)
    owners = {each.followup.key: each.followup.owner for each in world.ledger.followups()}
    with world.ledger.together():
        world.ledger.attribute(number, match, counts=True)
        world.ledger.take_back(inbound.identity)
        for reply in replies_of(decided):
            take(world.ledger, reply)
        world.ledger.close_followups([decide_key(inbound), answer], now)
        asked = asked_of(world, replace(kept, inbound=decided))
        world.ledger.follow_up([replace(each, owner=owners.get(each.key, each.owner)) for each in asked])
    return decided


def _kept(world: World, number: int) -> Kept:
    kept = world.ledger.inbound(number)
    if kept is None:
        raise UsageError(f"nothing came back under the number {number}; see: outreach inbox")
    return kept
