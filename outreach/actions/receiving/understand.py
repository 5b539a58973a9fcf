"""Understanding what came back: what it says, whose it is, and whether it counts. Stores nothing."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from outreach.actions.composing.context import LETTERS, agreement
from outreach.actions.receiving.evidence import counted, matched
from outreach.actions.receiving.hearsay import mention, report
from outreach.actions.world import World
from outreach.core.campaign import Campaign
from outreach.core.history import Rsvp
from outreach.core.inbound.classify import classify
from outreach.core.inbound.coming import coming
from outreach.core.inbound.mail import identity, parse
from outreach.core.inbound.nouns import (
    Arrived,
    Inbound,
    Mail,
    Match,
    Meaning,
    Mention,
    Partstat,
    Report,
)
from outreach.core.inbound.votes import Offer, read_votes

LOOKED_AT = 300
FURTHEST = timedelta(days=3_650)
"""What says that it comes from further ahead tells no time; there must be days after it to count."""
_CALENDARS = re.compile(
    r"\b(?:accepted|declined|accept|decline|zugesagt|abgelehnt|accept\w+|refus\w+|aceptado|rechazado)\b[^.!?]{0,80}"
    r"\b(?:invitation|event|meeting|einladung|termin|invitaci\w+|\w*vent\w*|r\w+union)\b",
    re.IGNORECASE,
)
ANSWERS: Mapping[Partstat, Rsvp] = {
    "accepted": "accepted", "declined": "declined", "tentative": "tentative", "delegated": "declined",
}  # fmt: skip
"""What a calendar's answer comes to: whoever sends somebody else does not come."""
DEEDS: Mapping[str, Rsvp] = {"rsvp": "accepted", "decline": "declined"}
"""What the links to answer an invitation say."""


def understand(world: World, arrived: Arrived, now: datetime) -> Inbound:
    """What came back, read, classified and matched."""
    if isinstance(arrived.said, Mention):
        return mention(world, arrived, arrived.said)
    if isinstance(arrived.said, Report):
        return report(world, arrived, arrived.said)
    return _mail(world, arrived, parse(arrived.raw), now)


def read(world: World, arrived: Arrived, now: datetime) -> Inbound:
    """`understand`; what nobody foresaw in one thing must not keep the others from being read."""
    try:
        return understand(world, arrived, now)
    except Exception as error:  # noqa: BLE001 - whatever strangers send, the next one is read
        return _unread(arrived, f"it could not be read ({type(error).__name__})", now)


def _unread(arrived: Arrived, why: str, now: datetime) -> Inbound:
    """Something that could not be read, kept all the same."""
    digest, at, nobody = hashlib.sha256(arrived.raw).hexdigest(), arrived.at or now, ("", "", "", "")
    return Inbound(digest, arrived.inbox, arrived.source, "email", at, "other", *nobody, Match(), why)


def _mail(world: World, arrived: Arrived, mail: Mail, now: datetime) -> Inbound:
    received = _when(mail, arrived, now)
    ours = frozenset({world.house.answers_to.lower(), world.house.sender.email.lower()})
    meaning = classify(mail, ours)
    found = matched(world, mail, meaning, received)
    inbound = Inbound(
        identity=identity(mail, arrived.raw),
        inbox=arrived.inbox,
        source=arrived.source,
        channel="email",
        received=received,
        kind=meaning.kind,
        sender=mail.sender.address,
        sender_name=mail.sender.name,
        subject=mail.subject,
        text=meaning.text,
        match=found,
        why=meaning.why,
        message_id=mail.message_id,
    )
    inbound = _with_particulars(inbound, meaning)
    return counted(inbound if mail.sender.address in ours else _told(world, inbound))


def _when(mail: Mail, arrived: Arrived, now: datetime) -> datetime:
    """When it came: by its own headers, unless the inbox that took it knows that to be impossible."""
    told = mail.received or arrived.at or mail.date or now
    if arrived.at is not None and told > arrived.at + timedelta(days=1):
        told = arrived.at
    return told if told < now + FURTHEST else now


def _with_particulars(inbound: Inbound, meaning: Meaning) -> Inbound:
    """With what a calendar or a report of a failure says beyond words."""
    if meaning.calendar is not None:
        said = meaning.calendar
        proposal = said.method == "COUNTER"
        return replace(
            inbound,
            text=said.comment or ("" if _speaks_for_itself(inbound.text) else inbound.text),
            partstat=said.partstat,
            rsvp=None if proposal else ANSWERS.get(said.partstat),
            sequence=said.sequence,
            stamp=said.stamp,
            recipient=said.delegated_to,
            proposed=said.starts if proposal else None,
        )
    if meaning.bounced:
        failed = meaning.bounced[0]
        permanent = failed.permanent if inbound.kind == "bounce" else None
        text = failed.reason or inbound.text
        return replace(inbound, recipient=failed.recipient, text=text, permanent=permanent)
    return inbound


def _speaks_for_itself(text: str) -> bool:
    """Whether words beside a calendar's answer are the calendar's own: `Ann has accepted the invitation`."""
    return not text.strip() or _CALENDARS.search(text[:LOOKED_AT]) is not None


def _told(world: World, inbound: Inbound) -> Inbound:
    """With what its writer says by the link they used, or in plain words."""
    # Mail programs press the link to leave by themselves, and may say so.
    may_leave = inbound.match.purpose == "unsubscribe" and inbound.kind == "auto_reply"
    if not (inbound.kind in ("answer", "other") or may_leave):
        return inbound
    campaign = world.campaign(inbound.match.campaign)
    return _by_link(inbound, campaign) or _in_words(inbound, campaign) or inbound


def _by_link(inbound: Inbound, campaign: Campaign | None) -> Inbound | None:
    """With what the link says that its writer used; None where it says nothing, or their words deny it."""
    purpose = inbound.match.purpose
    if purpose == "unsubscribe":
        return replace(inbound, kind="unsubscribe", why="it was sent by the link to unsubscribe")
    if purpose is not None and purpose in DEEDS:
        rsvp, said = DEEDS[purpose], coming(inbound.text)
        if said not in (None, rsvp):
            return None
        return replace(
            inbound, kind="rsvp", rsvp=rsvp, partstat=rsvp, why="it was sent by the link to answer"
        )
    # Sent off as the link opened it, it has no words but those of its subject.
    if purpose == "agree" and campaign is not None and inbound.text.strip() in ("", agreement(campaign)):
        return replace(inbound, kind="answer", text="I agree.", why="it was sent by the link that agrees")
    return None


def _in_words(inbound: Inbound, campaign: Campaign | None) -> Inbound | None:
    """An answer to a poll read as a vote, one to an event as an RSVP; None where it plainly says neither."""
    if campaign is None:
        return None
    choices = read_votes(inbound.text, offers(campaign)) if campaign.poll else None
    if choices:
        return replace(inbound, kind="vote", choices=choices, why="it names options of the poll")
    rsvp = coming(inbound.text) if _invites(campaign, inbound.match.step) else None
    if rsvp is not None:
        return replace(inbound, kind="rsvp", rsvp=rsvp, partstat=rsvp, why="its words plainly say so")
    return None


def _invites(campaign: Campaign, step_id: str) -> bool:
    """Whether an answer to a step may be one to the event, as to any but a letter that is to be signed."""
    step = campaign.step(step_id)
    return campaign.event is not None and (step is None or step.send != "sign_off")


def offers(campaign: Campaign) -> Sequence[Offer]:
    """The options of a campaign's poll, under the letters they were offered by."""
    options: Iterable[datetime] = campaign.poll.options if campaign.poll else ()
    return tuple(Offer(LETTERS[number % 26], starts) for number, starts in enumerate(options))
