"""Sending the house's own mails: one at a time, through the ledger as everything else, each exactly once."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import groupby
from typing import Protocol

from outreach.actions.noticing.confirming import Confirmations
from outreach.actions.noticing.enrolling import enrol_digests, span_of
from outreach.actions.noticing.envelope import Notice, barred, written
from outreach.actions.noticing.gathering import Gathering, in_their_order, local_day
from outreach.actions.world import World
from outreach.core.errors import OutreachError
from outreach.core.fields import zone
from outreach.core.followup import FollowUp
from outreach.core.history import Key, Status
from outreach.core.message import Email, Message
from outreach.core.notices import CONFIRM, DIGEST
from outreach.core.pace import pause
from outreach.core.people import Contact, Standing
from outreach.core.tokens import reference
from outreach.ports import Begun, NotSent, Outcome, Pending, Receipt, Refused, Uncertain, Unsupported

BATCH = 200
LATEST = timedelta(days=3)
"""How long after it was promised an answer is still confirmed."""
LOOKED_AT = 50
"""How many of the last messages to somebody are looked at for what was confirmed to them this day."""
A_DAY = 86_400
"""Seconds; whoever asks for more is tried again all the same, as far as there is still something to tell."""
NOTHING_TO_TELL = "there was nothing to tell"
TOLD_TOGETHER = "told together with what was said after it"
TOO_LATE = "its time has passed"
MISSING = "E006"
"""The rule that nothing is missing from a text."""
DECISION = "time"
"""What is no confirmation of what somebody said, but a person's answer to it."""


class Way(Protocol):
    """The way out for e-mail in one pass: which provider takes it now, and how many."""

    def is_open(self, kind: str, now: datetime) -> bool:
        """Whether another message may be given to its provider now."""

    def allow(self, kind: str, wanted: int, now: datetime) -> int:
        """How many of those wanted may go now by the limits of their provider; taken from them."""

    def used(self, kind: str, unused: int, now: datetime) -> None:
        """Of those that were allowed, so many did not go."""

    def carry(self, kind: str, messages: Sequence[Message]) -> Sequence[Receipt | Exception]:
        """Give messages to their provider; what became of each."""

    def heard(self, kind: str, answer: Receipt | Exception, now: datetime) -> None:
        """Mind what an answer says of the provider."""


def attend(world: World, now: datetime, way: Way) -> Counter[Status]:
    """Write down the digests that are due, and send whatever of the house's own waits; how much came to what.

    For the one run that is in progress, after it has given back what a dead one left. These are no messages
    of a campaign: a pass counts them as sent nowhere.
    """
    enrol_digests(world, now)
    sending = _Sending(world, now, way)
    sending.all()
    return sending.counts


@dataclass
class _Sending:
    world: World
    started: datetime
    way: Way
    counts: Counter[Status] = field(default_factory=Counter)
    now: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.now = self.world.moment(self.started)

    @cached_property
    def gathering(self) -> Gathering:
        return Gathering(self.world, self.now)

    @cached_property
    def confirmations(self) -> Confirmations:
        return Confirmations(self.world, self.now)

    def all(self) -> None:
        """Confirmations first: somebody has just written, and may be waiting."""
        for group in self._groups():
            self.now = self.world.moment(self.started)
            if self.world.stopping or not self.way.is_open("email", self.now):
                return
            self._take(group)
        for campaign in (CONFIRM, DIGEST):
            for step, occurrence in self.world.ledger.unfinished(campaign):
                self.world.ledger.finish(campaign, step, occurrence, "email")

    def _groups(self) -> Iterator[list[Pending]]:
        """What goes in one mail: of confirmations all of one kind to one person, everything else by itself.

        The last of a group stands for it, and the others wait until it is known to have been sent.
        """
        waiting = sorted(self._waiting(CONFIRM), key=_who_and_what)
        for (_, kind), found in groupby(waiting, key=lambda each: _who_and_what(each)[:2]):
            group = list(found)
            yield from ([each] for each in group) if kind == DECISION else [group]
        for each in self._waiting(DIGEST):
            yield [each]

    def _waiting(self, campaign: str) -> Iterator[Pending]:
        for step, occurrence in self.world.ledger.unfinished(campaign):
            after = ""
            while batch := self.world.ledger.pending(
                campaign, step, occurrence, "email", after, BATCH, self.started
            ):
                yield from batch
                after = batch[-1].key.recipient

    def _take(self, group: list[Pending]) -> None:
        """Take what goes in one mail as far as it goes now."""
        last, contact = group[-1], group[-1].contact
        reason, rule = barred(self.world, contact)
        if reason or contact is None:
            self._settle([Outcome(each.key, Status.SKIPPED, reason, rule) for each in group])
        elif late := [each for each in group if self._is_late(each, contact)]:
            self._settle([Outcome(each.key, Status.MISSED, TOO_LATE) for each in late])
            if rest := [each for each in group if each not in late]:
                self._take(rest)
        elif self._waits_for_tomorrow(last.key, contact):
            return
        elif self.way.allow("email", 1, self.now):
            gone = self._deliver(group, contact)
            self.way.used("email", 0 if gone else 1, self.now)

    def _is_late(self, each: Pending, contact: Contact) -> bool:
        if each.key.campaign == DIGEST:
            return each.key.occurrence != local_day(self.world, contact, self.now).isoformat()
        return each.enrolled is not None and self.now - each.enrolled > LATEST

    def _waits_for_tomorrow(self, key: Key, contact: Contact) -> bool:
        """Whether something of that kind was confirmed to them on this day of the organisation."""
        if key.campaign != CONFIRM or key.step == DECISION:
            return False
        today, kind = self._day(self.now), (key.campaign, key.step)
        sent = self.world.ledger.sent_to(contact.id, self.now, LOOKED_AT)
        last = (each.settled for each in sent if (each.key.campaign, each.key.step) == kind)
        return any(self._day(each) == today for each in last if each is not None)

    def _deliver(self, group: Sequence[Pending], contact: Contact) -> bool:
        """Reserve, write, begin, send, settle; whether anything left, or may have."""
        last = group[-1]
        if not self.world.ledger.claim([last.key], self.now):
            return False
        try:
            notice = self._notice(group, contact)
            email = written(self.world, notice, self.now) if notice is not None else None
        except Exception as error:  # noqa: BLE001 - it has not left, and must not stop what comes after it
            self._settle([_held(last, error)], newly=last.status is not Status.HELD)
            return False
        if notice is None or email is None:
            self._settle([Outcome(each.key, Status.SKIPPED, NOTHING_TO_TELL) for each in group])
            return False
        return self._send(group, notice, email)

    def _notice(self, ours: Sequence[Pending], contact: Contact) -> Notice | None:
        key = ours[-1].key
        if key.campaign == CONFIRM:
            return self.confirmations.notice([each.key for each in ours], contact)
        known = in_their_order(list(self.world.ledger.offered(reference(key))))
        offers = known or self.gathering.offers(contact.id)
        span = span_of(self.world, contact, date.fromisoformat(key.occurrence), self.now)
        digest = self.gathering.digest(contact, span, offers)
        if digest.is_empty:
            return None
        return Notice(key, contact, "digest", {"digest": digest}, ("digest", key), offers=tuple(offers))

    def _send(self, group: Sequence[Pending], notice: Notice, email: Email) -> bool:
        """From here on it may have left. What it offers is kept with its beginning."""
        reason, rule = barred(self.world, self.world.ledger.contact(notice.contact.id))
        if reason:
            self._settle([Outcome(each.key, Status.SKIPPED, reason, rule) for each in group])
            return False
        with self.world.ledger.together():
            for campaign, offer in notice.offers:
                self.world.ledger.offer(reference(notice.key), campaign, [offer], self.now)
            self.world.ledger.settle_and_begin((), [Begun(notice.key, email.message_id)], self.now)
        (answer,) = self.way.carry("email", [email])
        self.now = self.world.moment(self.started)
        self.way.heard("email", answer, self.now)
        outcome = self._outcome(group[-1], email, answer)
        told = group[:-1] if outcome.status in (Status.SENT, Status.FAILED) else ()
        self._settle([outcome, *(Outcome(each.key, Status.SKIPPED, TOLD_TOGETHER) for each in told)])
        return outcome.status is not Status.WAITING

    def _outcome(self, each: Pending, email: Email, answer: Receipt | Exception) -> Outcome:
        """What an answer means for its message. Anything unforeseen is unknown."""
        key = email.key
        match answer:
            case Receipt():
                return Outcome(key, Status.SENT, message_id=email.message_id, provider_id=answer.provider_id)
            case NotSent():
                wait = pause(each.attempts)
                if answer.retry_after is not None:
                    wait = timedelta(seconds=min(max(answer.retry_after, 1), A_DAY))
                due = self.now if answer.scope == "channel" else self.now + wait
                return Outcome(key, Status.WAITING, str(answer), due=due)
            case Unsupported() | Refused():
                if isinstance(answer, Refused) and answer.address:
                    self._suppress(email)
                return Outcome(key, Status.FAILED, str(answer), message_id=email.message_id)
            case Uncertain():
                return Outcome(key, Status.UNKNOWN, str(answer))
            case _:
                return Outcome(key, Status.UNKNOWN, f"{type(answer).__name__} while it was being sent")

    def _suppress(self, email: Email) -> None:
        """An address that its server refuses for good is not written to again; somebody finds the right."""
        ledger, named = self.world.ledger, email.to.name or email.key.recipient
        ledger.suppress(email.to.address, Standing.BOUNCED, self.now)
        reason = f"the e-mail address of {named} is refused for good by its server; find the right one"
        ledger.follow_up([
            FollowUp(f"{email.key}/!address", self._day(self.now), "fix_address", "", "", reason,
                     self.world.house.owner, email.key.recipient)
        ])  # fmt: skip

    def _settle(self, outcomes: Sequence[Outcome], *, newly: bool = True) -> None:
        self.world.ledger.settle(outcomes, self.now)
        if newly:
            self.counts.update(each.status for each in outcomes if each.status is not Status.WAITING)

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(zone(self.world.house.organisation.timezone)).date()


def _who_and_what(each: Pending) -> tuple[str, str, int]:
    """By whom it is read, what it confirms, and in which order it came."""
    key = each.key
    return key.recipient, key.step, int(key.occurrence) if key.occurrence.isdecimal() else 0


def _held(each: Pending, error: Exception) -> Outcome:
    told = str(error).splitlines() if isinstance(error, OutreachError) else []
    reason = told[0] if told else f"the text cannot be made ({type(error).__name__})"
    return Outcome(each.key, Status.HELD, reason, MISSING)
