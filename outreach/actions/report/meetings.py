"""Events of the period: who was hoped for, who said they would come, and who came."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime

from outreach.actions.report.figures import Meeting, State
from outreach.actions.report.scope import Field
from outreach.core.campaign import Campaign, Event
from outreach.core.people import Contact, business_of
from outreach.core.plan import Schedule
from outreach.ports.reporting import Guest


def meetings_of(field: Field, schedules: Mapping[str, Schedule]) -> Iterator[Meeting]:
    """The events that begin in the period, in order; those called off, too."""
    dated = ((schedules[each.id].starts, each) for each in field.campaigns if each.event)
    within = ((at, each) for at, each in dated if at and field.wanted.start <= at <= field.wanted.end)
    for starts, campaign in sorted(within, key=lambda each: (each[0], each[1].id)):
        if campaign.event is not None:
            yield _meeting(field, campaign, campaign.event, starts)


def step_names(campaign: Campaign, *sends: str) -> tuple[str, ...]:
    """The ids of the steps that send such a thing, and those under which the ledger may still keep them."""
    steps = (each for each in campaign.steps if each.send in sends)
    return tuple(name for each in steps for name in (each.id, each.was) if name)


def _meeting(field: Field, campaign: Campaign, event: Event, starts: datetime) -> Meeting:
    local = starts.astimezone(field.mail(campaign.id).zone)
    over = starts + event.duration <= field.now
    state: State = "called off" if event.status == "cancelled" else "over" if over else "ahead"
    head = Meeting(campaign.id, event.title, campaign.kind, local, state, event.businesses_hoped_for)
    if state == "called off":
        return head
    return _counted(head, campaign, field.world.ledger.guests(campaign.id, step_names(campaign, "invite")))


def _counted(head: Meeting, campaign: Campaign, guests: Iterator[Guest]) -> Meeting:
    said, counts = Counter[str | None](), Counter[str]()
    accepting, coming = set[str](), set[str]()
    for number, guest in enumerate(guests):
        said[guest.rsvp] += 1
        came, accepted = guest.attended is True, guest.rsvp == "accepted"
        counts["invited"] += guest.invited
        counts["silent"] += guest.invited and guest.rsvp is None
        counts["told"] += guest.attended is not None
        counts["came"] += came
        counts["walk-ins"] += came and not guest.invited
        counts["no-shows"] += accepted and not came
        counts["absent"] += not came
        if _at_inner_table(campaign, guest.contact):
            business = _business(guest.contact, number)
            accepting.update({business} if accepted else ())
            coming.update({business} if came else ())
    recorded = counts["told"] > 0
    return Meeting(
        head.campaign, head.title, head.kind, head.starts, head.state, head.hoped_for,
        invited=counts["invited"],
        accepted=said["accepted"],
        tentative=said["tentative"],
        declined=said["declined"],
        no_answer=counts["silent"],
        businesses_accepted=len(accepting),
        recorded=recorded,
        came=counts["came"],
        businesses_came=len(coming),
        walk_ins=counts["walk-ins"],
        no_shows=counts["no-shows"] if recorded else 0,
        absent=counts["absent"] if recorded else 0,
    )  # fmt: skip


def _at_inner_table(campaign: Campaign, contact: Contact | None) -> bool:
    """Whether somebody counts as a business; support partners sit at the outer table."""
    outer = campaign.event.outer_table if campaign.event else None
    if outer is None or contact is None:
        return True
    return contact not in outer.audience or (campaign.audience is not None and contact in campaign.audience)


def _business(contact: Contact | None, number: int) -> str:
    """Somebody's business; who names none, or is forgotten, has their own."""
    return (business_of(contact) if contact else "") or f"!{number}"
