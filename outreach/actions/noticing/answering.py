"""What somebody answers to a digest: call results are noted, texts approved, and what is left a person reads.

The token in the address that it was sent to says whose digest it answers. Its bearer may tell what came of
calls; texts are approved only from an address that stands for the person whom the digest went to.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from outreach.actions.agenda import Agenda, agenda
from outreach.actions.noticing.enrolling import promise
from outreach.actions.noticing.gathering import Gathering, in_their_order
from outreach.actions.world import World
from outreach.core.followingup.addresses import telephone_key
from outreach.core.followingup.desk import identity_of
from outreach.core.followingup.ordering import conveners_of
from outreach.core.followingup.words import phone_of, who
from outreach.core.followup import FollowUp, Listed, Note
from outreach.core.history import Approval, Key, Reply, Rsvp
from outreach.core.inbound.approving import NOT_UNDERSTOOD, Approving, approved
from outreach.core.inbound.callresults import CallResult, Result, call_results
from outreach.core.inbound.nouns import COUNTED, Inbound, Kept
from outreach.core.notices import DIGEST, OWNERS
from outreach.core.openhours import Calendar, add_business_days
from outreach.core.owner import owner_of
from outreach.core.schedule import calendar, calendars
from outreach.core.tokens import reference

SAID: dict[Result, str] = {
    "reached_yes": "yes", "reached_no": "no", "maybe": "maybe", "left_message": "left a message",
    "no_answer": "no answer", "wrong_number": "wrong number", "done": "done", "note": "noted",
}  # fmt: skip
RSVPS: dict[Result, Rsvp] = {"reached_yes": "accepted", "reached_no": "declined", "maybe": "tentative"}
"""What the answer on the telephone comes to where somebody is asked to an event."""
AGAIN: dict[Result, int] = {"left_message": 1, "no_answer": 1, "note": 1, "wrong_number": 3}
"""After how many business days a call that is still to be made comes up again."""
UNREACHED: frozenset[Result] = frozenset({"left_message", "no_answer", "wrong_number"})
"""What says that nobody was reached."""
OF_ANYTHING: frozenset[Result] = frozenset({"done", "note"})
"""What may be said of a follow-up that is no call."""


Approved = tuple[int, str, Approval]
"""A text that is approved: its number in the digest, its campaign, and what was offered."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one of the reader's own follow-ups."""

    result: CallResult
    listed: Listed


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a digest, read: what it says of follow-ups, and which of the offers it approves.

    `unclear` are the lines that a person must read.
    """

    digest: Key
    said: tuple[Said, ...] = ()
    approved: tuple[Approved, ...] = ()
    unclear: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing but thank you."""
        return not (self.said or self.approved or self.unclear)


def answer_digest(world: World, kept: Kept, now: datetime) -> bool:
    """Do what an answer to a digest says, inside the transaction that keeps it; the same twice is as once.

    Returns whether that was all it says: then nobody needs to read it. False too where it is no such answer.
    """
    answer = read_answer(world, kept.inbound)
    if answer is None:
        return False
    if answer.is_empty:
        return True
    doing = _Doing(world, kept.inbound, answer.digest.recipient, now)
    for each in answer.said:
        doing.note(each)
    refused = [each for each in answer.approved if not doing.approve(each[1], each[2])]
    promise(world, "calls", kept.id, answer.digest.recipient, now)
    return not (answer.unclear or refused)


def read_answer(world: World, inbound: Inbound) -> Answer | None:
    """What an answer to a digest says; None where it is none."""
    found = inbound.match
    key = Key(DIGEST, OWNERS, found.occurrence, found.contact)
    if found.purpose != "digest" or not found.contact or world.ledger.delivery(key) is None:
        return None
    said, left = list[Said](), list[str]()
    for result in call_results(inbound.text):
        one = _one(world, result, key.recipient, inbound.received)
        if one is not None:
            said.append(one)
        elif result.words not in left:
            left.append(result.words)
    offers = dict(enumerate(offered(world, key), 1))
    read = approved("\n".join(left), offers) if found.relation in COUNTED else NOT_UNDERSTOOD
    numbers = sorted(read.approved)
    return Answer(key, tuple(said), tuple((n, *offers[n]) for n in numbers), _unclear(left, read))


def offered(world: World, digest: Key) -> list[tuple[str, Approval]]:
    """The texts that a digest showed, in the order in which it numbered them."""
    return in_their_order(list(world.ledger.offered(reference(digest))))


def _unclear(left: list[str], read: Approving) -> tuple[str, ...]:
    return () if read.is_plain else tuple(left)


def _one(world: World, result: CallResult, reader: str, at: datetime) -> Said | None:
    """What is said of a follow-up that is the reader's to do; None where it is not, or does not fit it.

    That somebody was not reached after all takes back what they are noted to have said: a person does that.
    """
    if result.number is None or result.result is None:
        return None
    listed = world.ledger.followup(result.number)
    if listed is None:
        return None
    one = listed.followup
    theirs = one.owner == reader or reader in conveners_of(world.campaign(one.campaign), world.partnerships)
    fits = one.kind == "call" or result.result in OF_ANYTHING
    if not theirs or not fits or (result.result in UNREACHED and _has_answered(world, listed, at)):
        return None
    return Said(result, listed)


def _has_answered(world: World, listed: Listed, before: datetime) -> bool:
    """Whether an answer of the person was noted at a call before that moment."""
    answers = {SAID[each] for each in RSVPS}
    notes = (each for each in world.ledger.notes(listed.id) if each.at < before)
    return any(each.text.partition(":")[0] in answers for each in notes)


@dataclass
class _Doing:
    """Does what one answer says, at one moment (UTC)."""

    world: World
    inbound: Inbound
    reader: str
    now: datetime

    @cached_property
    def laid(self) -> Agenda:
        return agenda(self.world, self.now, self.now)

    @cached_property
    def gathering(self) -> Gathering:
        return Gathering(self.world, self.now)

    def note(self, said: Said) -> None:
        """Note one result and what follows from it, unless that was done before."""
        result, listed, ledger = said.result, said.listed, self.world.ledger
        if result.result is None:
            return
        words = f"{SAID[result.result]}{': ' if result.note else ''}{result.note}"
        note = Note(self.inbound.received, self.reader, words)
        if note in ledger.notes(listed.id):
            return
        ledger.add_note(listed.id, note)
        if result.result in RSVPS:
            ledger.record(self._reply(listed, result.result, words))
        if result.result == "wrong_number":
            ledger.follow_up([self._wrong_number(listed.followup)])
        if result.result not in AGAIN:
            ledger.followup_done(listed.id, self.now)
            # Whoever ticks off an answer says that it has been given.
            identity = identity_of(listed.followup.key)
            if identity and (kept := ledger.kept_as(identity)) is not None:
                ledger.answer(kept.id, self.now)
        elif listed.followup.kind == "call":
            self._put_off(listed, AGAIN[result.result])

    def approve(self, campaign: str, offer: Approval) -> bool:
        """Approve a text that a digest showed, if it is still the one that waits; whether it is approved."""
        if is_approved(self.world, campaign, offer):
            return True
        waits = self.gathering.approvable.one((campaign, offer.step, offer.occurrence))
        if waits is None or waits.approval.fingerprint != offer.fingerprint:
            return False
        given = Approval(offer.step, offer.occurrence, offer.fingerprint, offer.text, self.reader, self.now)
        self.world.ledger.approve(campaign, [given])
        return True

    def _reply(self, listed: Listed, result: Result, words: str) -> Reply:
        one = listed.followup
        rsvp = RSVPS[result] if self._asks_to_event(one) else None
        return Reply(
            campaign=one.campaign,
            contact=one.contact,
            at=self.inbound.received,
            kind="rsvp" if rsvp else "answer",
            text=f"on the telephone: {words}",
            rsvp=rsvp,
            identity=f"{self.inbound.identity}/{listed.id}",
            step=one.step,
        )

    def _asks_to_event(self, one: FollowUp) -> bool:
        """Whether somebody is called about an event that lies ahead."""
        schedule = self.laid.schedules.get(one.campaign)
        event = schedule.campaign.event if schedule is not None else None
        if schedule is None or event is None or event.status == "cancelled":
            return False
        return schedule.starts is None or schedule.starts > self.inbound.received

    def _wrong_number(self, one: FollowUp) -> FollowUp:
        campaign, contact = self.world.campaign(one.campaign), self.world.ledger.contact(one.contact)
        owner = owner_of(campaign, self.world.partnerships, self.world.house) if campaign else ""
        named, phone = who(contact) if contact is not None else one.contact, phone_of(one, contact)
        return FollowUp(
            telephone_key(one.campaign, one.contact, phone), self._day(one, 1), "fix_address",
            one.campaign, one.step, f"the telephone number of {named} is wrong; find the right one",
            owner or self.world.house.owner, one.contact, phone=phone,
        )  # fmt: skip

    def _put_off(self, listed: Listed, days: int) -> None:
        day = self._day(listed.followup, days)
        if not listed.done and day > listed.followup.due:
            self.world.ledger.put_off(listed.id, day)

    def _day(self, one: FollowUp, days: int) -> date:
        """So many business days after it was said, in the campaign's calendar."""
        hours = self._calendar(one.campaign)
        return add_business_days(hours, self.inbound.received.astimezone(hours.zone).date(), days)

    def _calendar(self, name: str) -> Calendar:
        house, campaign = self.world.house, self.world.campaign(name)
        if campaign is None:
            organisation = house.organisation
            return calendar(organisation.timezone, house.send_window, organisation.holidays)
        return calendars(campaign, house, self.world.partnerships.get(campaign.partnership or ""))[0]


def is_approved(world: World, campaign: str, offer: Approval) -> bool:
    """Whether exactly the text that was offered is approved."""
    kept = world.ledger.history(campaign).approvals.get((offer.step, offer.occurrence))
    return kept is not None and kept.fingerprint == offer.fingerprint
