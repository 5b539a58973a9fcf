"""What networks and providers tell of others: mentions, and what became of a message of ours."""

import hashlib

from outreach.actions.receiving.evidence import counted, people_at
from outreach.actions.world import World
from outreach.core.inbound.nouns import (
    Arrived,
    Inbound,
    Match,
    Mention,
    Report,
)
from outreach.core.tokens import reference

REPORTED = "the provider reports it"


def mention(world: World, arrived: Arrived, said: Mention) -> Inbound:
    """A post of somebody else on a network."""
    delivery = world.ledger.by_provider_id(said.network, said.in_reply_to) if said.in_reply_to else None
    found = Match(why="it names us")
    if delivery is not None:
        key = delivery.key
        found = Match(campaign=key.campaign, step=key.step, occurrence=key.occurrence, confidence="certain",
                      relation="stranger", why="it answers our post")  # fmt: skip
    return Inbound(
        identity=hashlib.sha256(f"{said.network}:{said.id}".encode()).hexdigest(),
        inbox=arrived.inbox,
        source=arrived.source,
        channel=said.network,
        received=said.at,
        kind="mention",
        sender=said.author,
        sender_name=said.name,
        subject="",
        text=said.text,
        match=found,
        why="somebody answers our post" if delivery is not None else "somebody names us",
        url=said.url,
    )


def report(world: World, arrived: Arrived, said: Report) -> Inbound:
    """What a provider reports of a message of ours."""
    delivery = world.ledger.by_ref(reference(said.key)) if said.key is not None else None
    people = people_at(world, said.recipient)
    found = Match(why="it names nobody we know")
    if delivery is not None:
        key = delivery.key
        who = world.ledger.contact(key.recipient)
        found = Match(who.id if who else "", key.campaign, key.step, key.occurrence, confidence="certain",
                      relation="self" if who else "nobody", why="the provider names our message")  # fmt: skip
    elif people:
        found = Match(people[0].id, relation="self", confidence="likely", why="by the address it names")
    inbound = Inbound(
        identity=hashlib.sha256(f"{arrived.inbox}:{said.id}".encode()).hexdigest(),
        inbox=arrived.inbox,
        source=arrived.source,
        channel="email",
        received=said.at,
        kind=said.event,
        sender=said.recipient,
        sender_name="",
        subject="",
        text=said.reason,
        match=found,
        why=REPORTED,
        recipient=said.recipient,
        permanent=said.permanent if said.event == "bounce" else None,
    )
    return counted(inbound)
