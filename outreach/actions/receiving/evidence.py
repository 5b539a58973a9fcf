"""The evidence: what the ledger knows of a mail's writer, and of the message of ours that it answers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from outreach.actions.world import World
from outreach.core.history import Delivery
from outreach.core.inbound.bounces import returned
from outreach.core.inbound.match import Evidence, Told, match, tokens
from outreach.core.inbound.nouns import (
    COUNTED,
    Confidence,
    Inbound,
    Mail,
    Match,
    Meaning,
)
from outreach.core.people import Contact

MOST_PEOPLE = 5
"""How many people of one address are looked at."""
PROOF = timedelta(days=30)
"""How long after a message a report without our signature is believed about it."""


def matched(world: World, mail: Mail, meaning: Meaning, received: datetime) -> Match:
    """Whose a mail is, and what it is about, as far as the ledger knows."""
    failed = meaning.kind in ("bounce", "complaint")
    told, delivery = _proved(world, tokens(mail, world.secret, returned(mail) if failed else ()))
    addressee = world.ledger.contact(delivery.key.recipient) if delivery is not None else None
    if failed:
        return _failed(world, meaning, received, told, delivery, addressee)
    writer, name, known = _writer(world, mail, meaning)
    assisted = world.ledger.assisted_by(writer) if not known else []
    event = meaning.calendar.uid if meaning.calendar is not None else ""
    campaign = world.ledger.campaign_of_event(event) if event else ""
    seen = Evidence(
        received=received,
        writer=writer,
        name=name,
        told=told,
        delivery=delivery,
        addressee=addressee,
        event=event if campaign else "",
        campaign=campaign,
        known=known,
        assisted=assisted,
        sent=_sent(world, known or assisted, received),
        calendar=meaning.calendar,
    )
    found = match(seen)
    own = world.ledger.event_of(found.campaign) if found.campaign and not found.event else found.event
    return replace(found, event=own)


def _proved(world: World, told: Sequence[Told]) -> tuple[Told | None, Delivery | None]:
    """The first token whose message the ledger knows."""
    for each in told:
        delivery = world.ledger.by_ref(each.ref)
        if delivery is not None:
            return each, delivery
    return None, None


def _writer(world: World, mail: Mail, meaning: Meaning) -> tuple[str, str, list[Contact]]:
    """Who speaks: the attendee whom a calendar names, where we know one, else the sender."""
    said = meaning.calendar
    if said is not None and said.attendee:
        known = people_at(world, said.attendee)
        if known or not (senders := people_at(world, mail.sender.address)):
            return said.attendee, said.attendee_name or mail.sender.name, known
        return mail.sender.address, mail.sender.name, senders
    return mail.sender.address, mail.sender.name, people_at(world, mail.sender.address)


def people_at(world: World, address: str) -> list[Contact]:
    """Everybody at an address, with or without what follows a plus."""
    local, at, domain = address.rpartition("@")
    plain = f"{local.partition('+')[0]}{at}{domain}"
    return world.ledger.people_at(address) or (world.ledger.people_at(plain) if plain != address else [])


def _sent(world: World, people: Sequence[Contact], until: datetime) -> list[Delivery]:
    found = [each for who in people[:MOST_PEOPLE] for each in world.ledger.sent_to(who.id, until)]
    mails = [each for each in found if each.channel == "email"]
    return sorted(mails, key=lambda each: each.settled or each.due, reverse=True)


def _failed(
    world: World,
    meaning: Meaning,
    received: datetime,
    told: Told | None,
    delivery: Delivery | None,
    addressee: Contact | None,
) -> Match:
    """Whose address failed, or who complained: proved by our signature, else by what we sent there lately."""
    if delivery is not None and told is not None:
        key = delivery.key
        found = Match("", key.campaign, key.step, key.occurrence, purpose=told.purpose,
                      confidence="certain", why="it returns what carries our signature")  # fmt: skip
        return replace(found, contact=addressee.id, relation="self") if addressee is not None else found
    people = [who for each in meaning.bounced for who in people_at(world, each.recipient)]
    sent = _sent(world, people, received)
    lately = [each for each in sent if (each.settled or each.due) >= received - PROOF]
    if not people:
        return Match(why="it names nobody we know")
    if not lately:
        why = "it names an address that we know, and nothing has gone there lately"
        return Match(contact=people[0].id, relation="self", confidence="possible", why=why)
    key = lately[0].key
    # Anybody can write that an address is dead; what is told of a complaint does no harm if it is not true.
    sure: Confidence = "likely" if meaning.kind == "complaint" else "possible"
    return Match(contact=key.recipient, campaign=key.campaign, step=key.step, occurrence=key.occurrence,
                 relation="self", confidence=sure, why="by the address that it names")  # fmt: skip


def counted(inbound: Inbound) -> Inbound:
    """With whether it stands for the person whom it is for."""
    found = inbound.match
    sure = found.confidence in ("certain", "likely") and found.relation in COUNTED and bool(found.contact)
    fits = inbound.kind == "unsubscribe" or (inbound.kind in ("answer", "rsvp", "vote") and found.campaign)
    may_leave = inbound.kind == "unsubscribe" and found.purpose == "unsubscribe" and bool(found.contact)
    return replace(inbound, counts=may_leave or bool(sure and fits and found.purpose != "digest"))
