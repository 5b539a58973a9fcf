"""Taking one thing in: kept as it came, stored once, and what follows from it done in the same moment."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from outreach.actions.noticing.answering import answer_digest
from outreach.actions.noticing.confirming import confirm
from outreach.actions.receiving.asking import asked_of, desk_of
from outreach.actions.receiving.hearsay import REPORTED
from outreach.actions.replies import take as record
from outreach.actions.world import World
from outreach.core.errors import OutreachError
from outreach.core.fields import zone
from outreach.core.followingup.addresses import address_to_fix, is_former
from outreach.core.followingup.desk import answer_key
from outreach.core.followup import FollowUp
from outreach.core.history import Delivery, Reply
from outreach.core.inbound.nouns import COUNTED, Arrived, Inbound, Kept
from outreach.core.people import Standing

IN_A_ROW = 3
"""So many messages in a row that were turned away for now make an address one not to be written to."""


@dataclass(frozen=True, slots=True)
class Taking:
    """Takes in what came back, at one moment (UTC)."""

    world: World
    now: datetime

    def take(self, arrived: Arrived) -> Inbound | None:
        """Take one thing in; None where the same has come before, or it is none.

        The bytes are on the disk before the ledger tells of them, and the ledger keeps in one transaction
        what was said, what follows from it, and where its inbox goes on from.

        Raises:
            OSError: the bytes cannot be kept; nothing is stored, and nothing is marked.
            LedgerError: the ledger cannot be written; likewise.
        """
        from outreach.actions.receiving.understand import read  # noqa: PLC0415 - slow, and mostly nothing comes

        if arrived.empty:
            self.world.ledger.mark(arrived.place, arrived.mark)
            return None
        inbound = read(self.world, arrived, self.now)
        is_new = not self.world.ledger.is_kept(inbound.identity)
        if is_new and self.world.mailbag is not None:
            self.world.mailbag.put(raw_name(inbound), arrived.raw)
        try:
            return self._store(inbound, arrived, self._follow, is_new=is_new)
        except (OutreachError, OSError):
            raise
        except Exception as error:  # noqa: BLE001 - what nobody foresaw in one must not stop those behind it
            why = f"what follows from it could not be done ({type(error).__name__})"
            plain = replace(inbound, why=why, counts=False, rsvp=None, choices={})
            return self._store(plain, arrived, self._ask_for_help, is_new=is_new)

    def _store(
        self, inbound: Inbound, arrived: Arrived, follow: Callable[[Kept], None], *, is_new: bool
    ) -> Inbound | None:
        with self.world.ledger.together():
            number = self.world.ledger.keep(inbound) if is_new else None
            if number is not None:
                follow(Kept(number, inbound))
            if arrived.mark:
                self.world.ledger.mark(arrived.place, arrived.mark)
        return inbound if number is not None else None

    def _follow(self, kept: Kept) -> None:
        """What follows: the past is changed, an address suppressed, a person asked; nothing is triggered."""
        inbound, ledger = kept.inbound, self.world.ledger
        to_digest = inbound.match.purpose == "digest" and inbound.kind == "answer"
        if to_digest and answer_digest(self.world, kept, self.now):
            ledger.answer(kept.id, self.now)
            return
        if any(self._record(inbound, reply) for reply in replies_of(inbound)):
            kept = replace(kept, answered=self.now)
            ledger.answer(kept.id, self.now)
        asked = list(asked_of(self.world, kept))
        for address, standing in self._left(inbound):
            ledger.suppress(address, standing, inbound.received)
            if standing is Standing.BOUNCED and not inbound.permanent:
                asked.append(address_to_fix(kept, desk_of(self.world, inbound)))
        confirm(self.world, kept, self.now)
        ledger.follow_up(asked)

    def _ask_for_help(self, kept: Kept) -> None:
        """A person looks at what the machine could not deal with."""
        inbound, house = kept.inbound, self.world.house
        today = self.now.astimezone(zone(house.organisation.timezone)).date()
        whom = inbound.sender or "somebody"
        reason = f"Look at what came from {whom}: {inbound.why}; `outreach inbox {kept.id}`"
        asked = FollowUp(
            answer_key(inbound.identity), today, "answer", inbound.match.campaign, "", reason, house.owner
        )
        self.world.ledger.follow_up([asked])

    def _record(self, inbound: Inbound, reply: Reply) -> bool:
        """Record what somebody said; whether that settles it. A letter is agreed to by its signer alone."""
        if inbound.match.relation == "self" and inbound.match.confidence == "certain":
            return record(self.world.ledger, reply)
        self.world.ledger.record(reply)
        return False

    def _left(self, inbound: Inbound) -> Iterator[tuple[str, Standing]]:
        """The addresses that must not be written to again, and why."""
        believed = inbound.match.confidence in ("certain", "likely")
        who = self.world.ledger.contact(inbound.match.contact) if inbound.match.contact else None
        if inbound.kind == "unsubscribe":
            yield inbound.sender, Standing.UNSUBSCRIBED
            # Whoever holds the link to leave may use it, as with one click (RFC 8058); in words, one speaks
            # for a person only from their own address. What it is about need not be sure.
            may = inbound.match.purpose == "unsubscribe" or inbound.match.relation in COUNTED
            if who is not None and may:
                yield who.email, Standing.UNSUBSCRIBED
        elif inbound.kind == "complaint":
            if inbound.why == REPORTED:
                yield inbound.recipient, Standing.COMPLAINED
            if who is not None and believed:
                yield who.email, Standing.COMPLAINED
        elif inbound.kind != "bounce" or who is None or is_former(inbound, who):
            return
        elif (inbound.permanent and believed) or self._failed(who.id, inbound):
            yield who.email, Standing.BOUNCED

    def _failed(self, contact: str, inbound: Inbound) -> bool:
        """Whether the last messages to somebody had all been turned away when one came back to us.

        Each is looked at, for they may be read in any order.
        """
        heard = (each.inbound for each in self.world.ledger.heard_from(contact))
        back = [each for each in heard if each.kind == "bounce" and each.recipient == inbound.recipient]
        failed = {_answered(each) for each in back}
        return any(failed.issuperset(last) for each in back if (last := self._last(contact, each.received)))

    def _last(self, contact: str, until: datetime) -> list[tuple[str, str, str]]:
        """The last messages to somebody; none where there were fewer than count."""
        sent = [each for each in self.world.ledger.sent_to(contact, until) if each.channel == "email"]
        return [_name(each) for each in sent[:IN_A_ROW]] if len(sent) >= IN_A_ROW else []


def replies_of(inbound: Inbound) -> Iterator[Reply]:
    """What it counts as; nothing where it stands for nobody."""
    found = inbound.match
    if not inbound.counts or inbound.kind not in ("answer", "rsvp", "vote", "unsubscribe"):
        return
    yield Reply(
        campaign=found.campaign,
        contact=found.contact,
        at=inbound.received,
        kind=inbound.kind,
        text=inbound.text,
        rsvp=inbound.rsvp,
        choices=inbound.choices,
        identity=inbound.identity,
        sequence=inbound.sequence,
        stamp=inbound.stamp,
        step=found.step,
        occurrence=found.occurrence,
    )


def raw_name(inbound: Inbound) -> str:
    """The name of the file that keeps it as it came."""
    ending = "eml" if inbound.channel == "email" and inbound.why != REPORTED else "json"
    return f"{inbound.identity[:2]}/{inbound.identity}.{ending}"


def _name(delivery: Delivery) -> tuple[str, str, str]:
    key = delivery.key
    return key.campaign, key.step, key.occurrence


def _answered(inbound: Inbound) -> tuple[str, str, str]:
    return inbound.match.campaign, inbound.match.step, inbound.match.occurrence
