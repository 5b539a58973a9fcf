"""The way of one delivery: enrolled, pending, claimed, begun, settled. The hot path of a run.

Every statement is built once. What may follow what is written in the statements' WHERE, so that the
database itself refuses a second sending, whoever asks.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, or_, select, update

from outreach.core.deciding import MENDABLE
from outreach.core.errors import LedgerError
from outreach.core.history import OPEN, Key, Status
from outreach.core.knocks import CODE
from outreach.core.tokens import reference
from outreach.ledger import progress
from outreach.ledger.campaigns import ANSWER_COLUMNS, answers_from
from outreach.ledger.database import Database
from outreach.ledger.people import CONTACT_COLUMNS, STANDING_OF, contact_from, pages
from outreach.ledger.tables import ANSWERS, CONTACTS, DELIVERIES, SUPPRESSIONS
from outreach.ports import Begun, Entry, Outcome, Pending

BATCH = 500
ANEW = ("status", "due", "enrolled", "settled", "reason", "rule")
"""What is written anew of somebody who was passed over and no longer is."""
ANSWERS_WIDE = len(ANSWER_COLUMNS)
MAY_END = frozenset(status.value for status in OPEN)
INTERRUPTED = "stopped in the middle of sending; whether it left is not known"

D = DELIVERIES.c
MAY_BE_SENT = or_(D.status == Status.WAITING.value, D.status == Status.HELD.value)
MENDED = (D.status == Status.SKIPPED.value) & or_(*(D.reason == each for each in sorted(MENDABLE)))
"""Who was passed over for what may have been mended since; an invitation takes them in again."""
GOES_TO_A_PERSON = or_(D.channel == "email", D.channel == "phone")
"""Elsewhere the recipient is a network's name or a task."""

_STEP = and_(
    D.campaign == bindparam("in_campaign"),
    D.step == bindparam("in_step"),
    D.occurrence == bindparam("in_occurrence"),
)
_ROW = _STEP & (D.recipient == bindparam("to_recipient"))

_PERSON = (CONTACTS.c.id == D.recipient) & GOES_TO_A_PERSON
_ANSWERED = (ANSWERS.c.campaign == D.campaign) & (ANSWERS.c.contact == D.recipient)
_OWN = (D.recipient, D.status, D.due, D.attempts, D.rule, D.enrolled)
_PENDING = (
    select(*_OWN, *ANSWER_COLUMNS, *CONTACT_COLUMNS)
    .select_from(DELIVERIES.outerjoin(CONTACTS, _PERSON))
    .outerjoin(SUPPRESSIONS, STANDING_OF)
    .outerjoin(ANSWERS, _ANSWERED)
    .where(_STEP, D.recipient > bindparam("after"), D.channel == bindparam("on_channel"))
    .where(or_(D.status == "held", and_(D.status == "waiting", D.due <= bindparam("until"))))
    .order_by(D.recipient)
    .limit(bindparam("size"))
)
_CLAIM = (
    update(DELIVERIES)
    .where(_STEP, D.recipient.in_(bindparam("recipients", expanding=True)), MAY_BE_SENT)
    .values(status=Status.CLAIMED.value)
    .returning(D.recipient)
)
_BEGIN = (
    update(DELIVERIES)
    .where(_ROW, D.status == Status.CLAIMED.value)
    .values(status=Status.SENDING.value, attempts=D.attempts + 1, begun=bindparam("at"))
    .values(message_id=bindparam("new_message_id"), knock=bindparam("is_knock"))
    .values(fingerprint=bindparam("new_fingerprint"))
)
_MAY_END = or_(MAY_BE_SENT, D.status == Status.CLAIMED.value, D.status == Status.SENDING.value)
# What was certainly sent is written down whatever stood there: forgetting it would send it twice.
_SETTLE = (
    update(DELIVERIES)
    .where(_ROW)
    .where(or_(_MAY_END, and_(bindparam("is_sent"), D.status != Status.SENT.value)))
    .values(
        status=bindparam("new_status"),
        reason=bindparam("new_reason"),
        rule=bindparam("new_rule"),
        put_off=or_(D.put_off, bindparam("is_put_off")),
        settled=bindparam("settled_at"),
        due=func.coalesce(bindparam("new_due", type_=D.due.type), D.due),
        provider_id=func.coalesce(func.nullif(bindparam("new_provider_id"), ""), D.provider_id),
        message_id=func.coalesce(func.nullif(bindparam("new_message_id"), ""), D.message_id),
    )
)


class _NotOursError(Exception):
    """A claim is gone; what began beside it is undone with it."""


class Sending:
    """What a run asks of the ledger."""

    _db: Database

    def enrol(
        self, campaign: str, step: str, occurrence: str, channel: str, entries: Iterable[Entry], at: datetime
    ) -> Mapping[Status, int]:
        """Write down, in one transaction, who is meant; existing keys stay, but for who is mended."""
        added: Counter[Status] = Counter()
        insert = self._db.insert(DELIVERIES)
        anew = {name: insert.excluded[name] for name in ANEW}
        goes = insert.excluded.status != Status.SKIPPED.value
        keys = [column.name for column in DELIVERIES.primary_key]
        insert = insert.on_conflict_do_update(index_elements=keys, set_=anew, where=MENDED & goes)
        insert = insert.returning(D.status)
        with self._db.write() as connection:
            progress.enrolling(self._db, connection, (campaign, step, occurrence, channel), at)
            for batch in _batches(entries):
                rows = [_row(entry, at) for entry in batch]
                added.update(Status(row.status) for row in connection.execute(insert, rows))
        return added

    def pending(
        self, campaign: str, step: str, occurrence: str, channel: str, after: str, size: int, until: datetime
    ) -> list[Pending]:
        """The next deliveries waiting (due by `until`) or held, by recipient after `after`; one query."""
        wanted = {"in_campaign": campaign, "in_step": step, "in_occurrence": occurrence}
        wanted |= {"on_channel": channel, "after": after}
        with self._db.read() as connection:
            rows = connection.execute(_PENDING, {**wanted, "size": size, "until": until}).all()
        return [_pending(campaign, step, occurrence, channel, row) for row in rows]

    def claim(self, keys: Sequence[Key], at: datetime) -> frozenset[Key]:  # noqa: ARG002  # a claim has no age
        """Reserve; returns those that were still waiting or held and are ours now."""
        by_step: dict[tuple[str, str, str], list[str]] = {}
        for key in keys:
            by_step.setdefault((key.campaign, key.step, key.occurrence), []).append(key.recipient)
        with self._db.write() as connection:
            return frozenset(
                Key(*step, recipient)
                for step, recipients in by_step.items()
                for page in pages(recipients, BATCH)
                for recipient in connection.scalars(_CLAIM, _names(*step) | {"recipients": page})
            )

    def settle(self, outcomes: Sequence[Outcome], at: datetime) -> None:
        """How they ended, or that they wait or are held again. What has ended stays as it ended."""
        self.settle_and_begin(outcomes, (), at)

    def settle_and_begin(self, outcomes: Sequence[Outcome], begun: Sequence[Begun], at: datetime) -> None:
        """Settle those before and mark the next as begun, in one commit.

        Raises:
            LedgerError: the claim on one of them is no longer ours; what was settled stays settled.
        """
        if not outcomes and not begun:
            return
        try:
            with self._db.write() as connection:
                if outcomes:
                    connection.execute(_SETTLE, [_settled(outcome, at) for outcome in outcomes])
                _begin(connection, begun, at)
        except _NotOursError:
            self.settle_and_begin(outcomes, (), at)
            beside = " or one that goes with it" if len(begun) > 1 else ""
            raise LedgerError(
                f"{begun[0].key}{beside} is no longer reserved for this run, so it was not sent. Look at it "
                "with `outreach deliveries`; the next run takes up whatever still waits."
            ) from None

    def finish(self, campaign: str, step: str, occurrence: str, channel: str) -> None:
        """Nothing of it can still be sent; without effect while a delivery of it is open."""
        with self._db.write() as connection:
            progress.finish(connection, (campaign, step, occurrence, channel))

    def unfinished(self, campaign: str) -> list[tuple[str, str]]:
        """The steps and occurrences of it of which something may still be sent, in order."""
        with self._db.read() as connection:
            return progress.unfinished(connection, campaign)

    def give_back_abandoned(self, at: datetime) -> tuple[int, Sequence[Key]]:
        """After a dead run: how many claims were given back, and which deliveries are unknown now."""
        claimed = update(DELIVERIES).where(D.status == Status.CLAIMED.value)
        begun = update(DELIVERIES).where(D.status == Status.SENDING.value)
        unknown = begun.values(status=Status.UNKNOWN.value, settled=at, reason=INTERRUPTED)
        with self._db.write() as connection:
            given_back = connection.execute(claimed.values(status=Status.WAITING.value)).rowcount
            rows = connection.execute(unknown.returning(*DELIVERIES.primary_key)).all()
        return given_back, sorted((Key(*tuple(row)) for row in rows), key=str)


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    rest = iter(entries)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _names(campaign: str, step: str, occurrence: str) -> dict[str, Any]:
    return {"in_campaign": campaign, "in_step": step, "in_occurrence": occurrence}


def _row(entry: Entry, at: datetime) -> dict[str, Any]:
    ended = entry.status.value not in MAY_END
    return {
        "campaign": entry.key.campaign,
        "step": entry.key.step,
        "occurrence": entry.key.occurrence,
        "recipient": entry.key.recipient,
        "channel": entry.channel,
        "status": entry.status.value,
        "due": entry.due,
        "attempts": 0,
        "enrolled": at,
        "settled": at if ended else None,
        "message_id": "",
        "provider_id": "",
        "reason": entry.reason,
        "rule": entry.rule,
        "ref": reference(entry.key),
    }


def _begin(connection: Connection, begun: Sequence[Begun], at: datetime) -> None:
    """Mark all as begun, or raise and so undo it."""
    rows = [_begun(each) | {"at": at} for each in begun]
    if rows and connection.execute(_BEGIN, rows).rowcount != len(rows):
        raise _NotOursError


def _begun(begun: Begun) -> dict[str, Any]:
    key = begun.key
    return _names(key.campaign, key.step, key.occurrence) | {
        "to_recipient": key.recipient,
        "new_message_id": begun.message_id,
        "is_knock": begun.knock,
        "new_fingerprint": begun.fingerprint,
    }


def _pending(campaign: str, step: str, occurrence: str, channel: str, row: Sequence[Any]) -> Pending:
    recipient, status, due, attempts, rule, enrolled, *rest = row
    answers, person = answers_from(rest[:ANSWERS_WIDE]), rest[ANSWERS_WIDE:]
    contact = contact_from(person) if person[0] is not None else None
    key = Key(campaign, step, occurrence, recipient)
    return Pending(key, channel, Status(status), due, attempts, contact, answers, rule, enrolled)


def _settled(outcome: Outcome, at: datetime) -> dict[str, Any]:
    key = outcome.key
    return _names(key.campaign, key.step, key.occurrence) | {
        "to_recipient": key.recipient,
        "is_sent": outcome.status is Status.SENT,
        "new_status": outcome.status.value,
        "new_reason": outcome.reason,
        "new_rule": outcome.rule,
        "is_put_off": outcome.rule == CODE,
        "settled_at": None if outcome.status.value in MAY_END else at,
        "new_due": outcome.due,
        "new_provider_id": outcome.provider_id,
        "new_message_id": outcome.message_id,
    }
