"""What somebody must do about what came back: one follow-up for each thing, as pure rules.

Sources: training manual, Step 5, tips 2 to 4 (be prompt; follow through on requests for information; pick up
the phone) and Step 3 (follow-up calls; champions personally assist); the days are ours.
"""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from outreach.core.campaign import Campaign
from outreach.core.followingup.addresses import bounced, complained, other_address
from outreach.core.followingup.desk import (
    DELEGATED,
    PROPOSAL,
    SPEAKS_FOR_ANOTHER,
    Desk,
    about,
    answer_key,
    declined_key,
    saying,
    whose_key,
)
from outreach.core.followingup.words import shortened, who
from outreach.core.followup import FollowUp
from outreach.core.inbound.nouns import Inbound, Kept
from outreach.core.people import Contact, Role

ANSWER_WITHIN, CALL_WITHIN, DECIDE_WITHIN = 2, 1, 1
"""Business days after it came within which it is answered, somebody is telephoned, something is decided."""
DID = {
    ("rsvp", "accepted"): "will come to", ("rsvp", "declined"): "will not come to",
    ("rsvp", "tentative"): "may come to", ("rsvp", None): "answers the invitation to",
    ("vote", None): "votes about", ("unsubscribe", None): "asks to hear no more about",
}  # fmt: skip


def asked_for(kept: Kept, desk: Desk) -> tuple[FollowUp, ...]:
    """Everything that a person must do about something that came back; mostly nothing."""
    found = (rule(kept, desk) for rule in RULES)
    return tuple(each for each in found if each is not None)


def answer_needed(kept: Kept, desk: Desk) -> FollowUp | None:
    """An answer that waits for one: what a person wrote, or a question in an RSVP or a vote.

    A proposal of another time is answered by deciding about it. Due two business days after it came.
    """
    inbound = kept.inbound
    asks = inbound.kind in ("rsvp", "vote") and "?" in inbound.text and not is_proposal(inbound)
    if kept.answered is not None or not (inbound.kind in ("answer", "mention") or asks):
        return None
    words = shortened(inbound.text) or shortened(inbound.subject)
    reason = f'Answer {desk.writer(inbound)}: "{words}"' if words else f"Answer {desk.writer(inbound)}"
    if inbound.match.relation in SPEAKS_FOR_ANOTHER and inbound.kind == "answer":
        reason += f"; this is {desk.speaks_for(inbound)}, so it counts for nobody until {_is(kept)}"
    return about(kept, desk, answer_key(inbound.identity), "answer", ANSWER_WITHIN, reason)


def declined(kept: Kept, desk: Desk) -> FollowUp | None:
    """A champion, or who signs, hosts or leads the event, will not come: call them the next business day."""
    inbound, contact = kept.inbound, desk.contact
    if not (inbound.counts and inbound.rsvp == "declined") or contact is None or desk.is_over(inbound):
        return None
    part = _part(contact, desk.campaign)
    if not part:
        return None
    reason = f"Telephone {who(contact)}, {part}, who will not come to {desk.event}{saying(inbound)}"
    key = declined_key(inbound.match.campaign, contact.id)
    return about(kept, desk, key, "call", CALL_WITHIN, reason, contact.recruiter)


def proposal(kept: Kept, desk: Desk) -> FollowUp | None:
    """Another time was proposed (RFC 5546, 3.2.7): a person decides, nothing counts as a yes."""
    inbound = kept.inbound
    if not is_proposal(inbound) or desk.is_over(inbound):
        return None
    when = _spoken(inbound.proposed, desk.calendar.zone) if inbound.proposed else "a time that cannot be read"
    what = f"{desk.writer(inbound)} proposes {when} for {desk.event}{saying(inbound)}"
    key = f"{PROPOSAL}{inbound.identity}"
    return about(kept, desk, key, "decide", DECIDE_WITHIN, f"{what}; {_ways(kept)}")


def is_proposal(inbound: Inbound) -> bool:
    """Whether it proposes another time for an event, be that readable or not."""
    unread = inbound.rsvp is None and inbound.partstat in ("accepted", "declined", "tentative")
    return inbound.kind == "rsvp" and (inbound.proposed is not None or unread)


def delegated(kept: Kept, desk: Desk) -> FollowUp | None:
    """Somebody else is to come in their place (RFC 5546, 3.2.2.3): that person is not invited yet."""
    inbound = kept.inbound
    if inbound.kind != "rsvp" or inbound.partstat != "delegated" or desk.is_over(inbound):
        return None
    whom = shortened(inbound.recipient) or "somebody else"
    reason = (
        f"{desk.writer(inbound)} sends {whom} to {desk.event}{saying(inbound)}; import that person with "
        "`outreach contacts import`, and the next run invites them"
    )
    return about(kept, desk, f"{DELEGATED}{inbound.identity}", "decide", DECIDE_WITHIN, reason)


def whose(kept: Kept, desk: Desk) -> FollowUp | None:
    """Somebody answered in another's place, or nobody knows them: a person says whose answer it is."""
    inbound = kept.inbound
    answers = inbound.kind in ("rsvp", "vote", "unsubscribe") and not is_proposal(inbound)
    if inbound.counts or not answers:
        return None
    if inbound.match.relation in SPEAKS_FOR_ANOTHER:
        aside = f", {desk.speaks_for(inbound)},"
    elif inbound.match.confidence == "possible" and inbound.kind != "unsubscribe":
        aside = ", perhaps about something else,"
    else:
        return _left(kept, desk) if inbound.kind == "unsubscribe" and desk.contact is None else None
    did = DID.get((inbound.kind, inbound.rsvp)) or DID[inbound.kind, None]
    reason = (
        f"{desk.writer(inbound)}{aside} {did} {desk.event}{saying(inbound)}; "
        f"that counts for nobody until {_is(kept)}"
    )
    return about(kept, desk, whose_key(inbound.identity), "decide", DECIDE_WITHIN, reason)


def _left(kept: Kept, desk: Desk) -> FollowUp:
    """Somebody whom we do not know by their address asks to hear no more: they may have another with us."""
    reason = (
        f"{desk.writer(kept.inbound)} asks to hear no more{saying(kept.inbound)}, and nothing goes to that "
        f"address; if we write to them at another, {_is(kept)}"
    )
    return about(kept, desk, whose_key(kept.inbound.identity), "decide", DECIDE_WITHIN, reason)


RULES: tuple[Callable[[Kept, Desk], FollowUp | None], ...] = (
    answer_needed, declined, proposal, delegated, whose, other_address, bounced, complained,
)  # fmt: skip


def _is(kept: Kept) -> str:
    return f"`outreach inbox {kept.id} --is CONTACT` says whose it is"


def _ways(kept: Kept) -> str:
    campaign = kept.inbound.match.campaign
    if not campaign:
        return "answer it, and say whether that can be"
    moving = f"`outreach call-off {campaign} --new-date WHEN --reason TEXT` moves it"
    return f"{moving}, `outreach rsvps {campaign} decline-proposal {kept.id}` keeps the time"


def _part(contact: Contact, campaign: Campaign | None) -> str:
    """What somebody is to the event or the partnership, so that their no matters; empty for nothing."""
    event = campaign.event if campaign else None
    parts = [
        ("who hosts it", event is not None and contact.id == event.host),
        ("who leads it", event is not None and contact.id == event.lead),
        ("who signed the letter", event is not None and contact.id in event.signed_by),
        ("lead champion", Role.LEAD_CHAMPION in contact.all_roles),
        ("champion", Role.CHAMPION in contact.all_roles),
    ]
    return next((part for part, is_so in parts if is_so), "")


def _spoken(moment: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    return f"{local:%A} {local.day} {local:%B} {local.year} at {local:%H:%M}"
