"""Answers to invitations: who is coming, who proposes another time, and an answer that came by telephone."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from outreach.actions.agenda import Agenda, agenda
from outreach.actions.noticing.enrolling import promise
from outreach.actions.replies import take
from outreach.actions.world import World
from outreach.core.answering import newest_rsvp
from outreach.core.campaign import Campaign, Event, Table
from outreach.core.errors import UsageError
from outreach.core.followingup.desk import PROPOSAL
from outreach.core.followingup.raising import is_proposal
from outreach.core.history import History, Reply, Rsvp
from outreach.core.inbound.nouns import Kept
from outreach.core.people import Contact, business_of
from outreach.core.plan import Schedule
from outreach.core.spelling import nearest
from outreach.core.when import in_words

ORDER: Mapping[Rsvp | None, int] = {"accepted": 0, "tentative": 1, None: 2, "declined": 3}
"""In which order guests are listed."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody invited, or who answered without having been; `at` (UTC) and `comment` are their answer's."""

    contact: Contact
    table: Table
    invited: bool
    rsvp: Rsvp | None = None
    at: datetime | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Responses:
    """How an event's invitations stand. `starts` is aware, on the campaign's clock; None without a date.

    `guests` are those whose answer counts, those coming first, each by last name. `proposals` of another time
    wait for a decision; `uncounted` are answers that stand for nobody until a person says whose they are.
    Both are the newest first.
    """

    campaign: str
    title: str
    starts: datetime | None
    hoped_for: int | None
    guests: tuple[Guest, ...]
    proposals: tuple[Kept, ...]
    uncounted: tuple[Kept, ...]
    is_over: bool = False

    def count(self, rsvp: Rsvp | None) -> int:
        """How many guests have answered so; None for those who have not answered."""
        return Counter(each.rsvp for each in self.guests)[rsvp]

    @property
    def invited(self) -> int:
        """To how many an invitation went."""
        return sum(each.invited for each in self.guests)

    @property
    def businesses(self) -> int:
        """From how many businesses somebody is coming to the inner table; who names none has their own."""
        coming = (each for each in self.guests if each.rsvp == "accepted" and each.table == "inner_table")
        return len({business_of(each.contact) or f"!{each.contact.id}" for each in coming})


def rsvps(world: World, now: datetime) -> list[Responses]:
    """Every event that is not over and not called off, in order of start; those without a date last."""
    laid = agenda(world, now, now)
    found = [_responses(world, laid, each) for each in world.campaigns if _is_ahead(laid, each)]
    return sorted(found, key=lambda each: (each.starts is None, each.starts or now, each.campaign))


def rsvps_of(world: World, campaign_id: str, now: datetime) -> Responses:
    """One event, over or not.

    Raises:
        UsageError: there is no such campaign, or it has no event.
    """
    campaign, _ = _inviting(world, campaign_id)
    return _responses(world, agenda(world, now, now), campaign)


def record(
    world: World, campaign_id: str, contact_id: str, answer: str, now: datetime, note: str = ""
) -> Guest:
    """Write down how somebody answered the invitation by telephone or in person; the same twice is as once.

    Args:
        world: the world.
        campaign_id: whose event it is.
        contact_id: who answered.
        answer: accepted, declined or tentative.
        now: when they said so (UTC).
        note: what else they said.

    Raises:
        UsageError: there is no such campaign, person or answer; the event is over or called off; or the
            person's invitation has been taken back.
    """
    campaign, event = _inviting(world, campaign_id)
    rsvp = _answer(answer)
    laid = agenda(world, now, now)
    _is_open(laid.schedules[campaign_id], event, now)
    contact = world.ledger.contact(contact_id)
    if contact is None:
        ids = [each.id for each in world.ledger.contacts()]
        raise UsageError(f"nobody imported has the id `{contact_id}`{nearest(contact_id, ids)}")
    if contact_id in laid.histories[campaign_id].withdrawn:
        raise UsageError(f"the invitation of {contact_id} was taken back, so there is nothing to answer")
    guests = {each.contact.id: each for each in _responses(world, laid, campaign).guests}
    known = guests.get(contact_id, Guest(contact, "inner_table", invited=False))
    if (known.rsvp, known.comment if note else "") != (rsvp, note):
        take(world.ledger, Reply(campaign_id, contact_id, now, "rsvp", note, rsvp=rsvp))
    return Guest(contact, known.table, known.invited, rsvp, now, note)


def decline_proposal(world: World, campaign_id: str, number: int, now: datetime) -> Kept:
    """Keep the time: who proposed another is told so by the next pass, once, and nothing waits any more.

    Raises:
        UsageError: there is no such campaign, it has no event, no such proposal of it waits, or it comes from
            somebody to whom no invitation went.
    """
    waiting = rsvps_of(world, campaign_id, now).proposals
    kept = next((each for each in waiting if each.id == number), None)
    if kept is None:
        ids = ", ".join(str(each.id) for each in waiting) or "none"
        raise UsageError(f"no proposal {number} of {campaign_id} waits for a decision; those that do: {ids}")
    if not (kept.inbound.counts and kept.inbound.match.contact):
        say_whose = f"say whose it is with `outreach inbox {number} --is CONTACT`, then do this again"
        raise UsageError(
            f"proposal {number} stands for nobody who was invited; answer it by hand, or {say_whose}"
        )
    with world.ledger.together():
        promise(world, "time", number, kept.inbound.match.contact, now)
        world.ledger.answer(number, now)
        world.ledger.close_followups([f"{PROPOSAL}{kept.inbound.identity}"], now)
    return kept


def _inviting(world: World, campaign_id: str) -> tuple[Campaign, Event]:
    campaign = world.named(campaign_id)
    if campaign.event is None:
        having = ", ".join(each.id for each in world.campaigns if each.event) or "none here"
        raise UsageError(f"{campaign_id} has no event, so nobody is invited; campaigns with one: {having}")
    return campaign, campaign.event


def _answer(written: str) -> Rsvp:
    known: tuple[Rsvp, ...] = get_args(Rsvp)
    for each in known:
        if each == written.strip().lower():
            return each
    raise UsageError(f"`{written}` is no answer{nearest(written, known)}; write one of {', '.join(known)}")


def _is_open(schedule: Schedule, event: Event, now: datetime) -> None:
    name = schedule.campaign.id
    if event.status == "cancelled":
        raise UsageError(f"{name} was called off, so there is nothing to answer")
    if schedule.ends is not None and schedule.ends <= now:
        raise UsageError(f"{name} is over; record who came with `outreach attendance {name}`")


def _is_ahead(laid: Agenda, campaign: Campaign) -> bool:
    if campaign.event is None or campaign.event.status == "cancelled":
        return False
    ends = laid.schedules[campaign.id].ends
    return ends is None or ends > laid.now


def _responses(world: World, laid: Agenda, campaign: Campaign) -> Responses:
    schedule, history = laid.schedules[campaign.id], laid.histories[campaign.id]
    event, kept = campaign.event, world.ledger.inbox(None, kinds=("rsvp",), campaign=campaign.id)
    guests = sorted(_guests(world, laid, campaign), key=_place)
    settled = {each.contact.id: each.at for each in guests if each.rsvp == "accepted" and each.at}
    is_over = schedule.ends is not None and schedule.ends <= laid.now
    return Responses(
        campaign=campaign.id,
        title=event.title if event else campaign.title,
        starts=schedule.starts.astimezone(schedule.mail.zone) if schedule.starts else None,
        hoped_for=event.businesses_hoped_for if event else None,
        guests=tuple(guests),
        proposals=() if is_over else tuple(_waiting(kept, history, settled)),
        uncounted=tuple(_newest(each for each in kept if not each.inbound.counts and each.inbound.rsvp)),
        is_over=is_over,
    )


def _waiting(kept: Iterable[Kept], history: History, settled: Mapping[str, datetime]) -> Iterator[Kept]:
    """The last proposal of each that nobody has decided, while the event has not moved since.

    Whoever accepts the time as it is afterwards no longer asks for another.
    """
    for each in _newest(each for each in kept if is_proposal(each.inbound)):
        came, who = each.inbound.received, each.inbound.match.contact
        moved = history.announced is not None and history.announced.at > came
        if each.answered is None and not moved and not (who in settled and settled[who] > came):
            yield each


def _newest(kept: Iterable[Kept]) -> list[Kept]:
    """The newest of each writer, in the order given: the newest first."""
    found: dict[str, Kept] = {}
    for each in kept:
        found.setdefault(each.inbound.sender or each.inbound.identity, each)
    return list(found.values())


def _guests(world: World, laid: Agenda, campaign: Campaign) -> Iterator[Guest]:
    """Everybody who was invited and still is, and everybody who answered without."""
    history = laid.histories[campaign.id]
    answers = _answers(world, campaign.id)
    tables: dict[str, Table] = {}
    for contact, table in _invited(world, laid, campaign):
        if contact.id not in tables and contact.id not in history.withdrawn:
            tables[contact.id] = table
            yield _guest(contact, table, answers.get(contact.id), invited=True)
    others = answers.keys() - tables.keys() - history.withdrawn.keys()
    for contact in world.ledger.known(sorted(others)).values():
        yield _guest(contact, _table_of(campaign, contact), answers[contact.id], invited=False)


def _invited(world: World, laid: Agenda, campaign: Campaign) -> Iterator[tuple[Contact, Table]]:
    for step in campaign.steps:
        if step.send == "invite":
            kept = laid.kept_as.get((campaign.id, step.id), step.id)
            for contact in world.ledger.reached(campaign.id, kept, "once"):
                yield contact, step.table


def _table_of(campaign: Campaign, contact: Contact) -> Table:
    outer = campaign.event.outer_table if campaign.event else None
    inner = campaign.audience is None or contact in campaign.audience
    return "outer_table" if outer is not None and not inner and contact in outer.audience else "inner_table"


def _answers(world: World, campaign_id: str) -> dict[str, Reply]:
    """The answer of each person that counts."""
    said: defaultdict[str, list[Reply]] = defaultdict(list)
    for reply in world.ledger.heard_in(campaign_id):
        if reply.rsvp is not None and reply.contact:
            said[reply.contact].append(reply)
    return {who: answer for who, replies in said.items() if (answer := newest_rsvp(replies)) is not None}


def _guest(contact: Contact, table: Table, answer: Reply | None, *, invited: bool) -> Guest:
    if answer is None:
        return Guest(contact, table, invited)
    return Guest(contact, table, invited, answer.rsvp, answer.at, answer.text)


def _place(guest: Guest) -> tuple[object, ...]:
    who = guest.contact
    return ORDER[guest.rsvp], who.last_name.casefold(), who.first_name.casefold(), who.id


def when_of(responses: Responses) -> str:
    """When the event begins, in words."""
    if responses.starts is None:
        return "without a date yet"
    return f"{in_words(responses.starts.date())} {responses.starts:%Y at %H:%M}"
