"""Deliveries looked at: listed, found, settled by a person."""

import heapq
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, bindparam, func, select, tuple_, update

from outreach.core.errors import UsageError
from outreach.core.history import Delivery, Key, Status
from outreach.core.people import Contact
from outreach.ledger.database import Database
from outreach.ledger.people import CONTACT_COLUMNS, PAGE, STANDING_OF, contact_from
from outreach.ledger.progress import settled_late
from outreach.ledger.sending import GOES_TO_A_PERSON, MENDED
from outreach.ledger.tables import CONTACTS, DELIVERIES, SUPPRESSIONS

D = DELIVERIES.c
COLUMNS: tuple[ColumnElement[Any], ...] = (
    D.campaign,
    D.step,
    D.occurrence,
    D.recipient,
    D.channel,
    D.status,
    D.attempts,
    D.due,
    D.settled,
    D.message_id,
    D.provider_id,
    D.reason,
)
ORDER = (D.due, D.campaign, D.step, D.occurrence, D.recipient)
_LISTED = (
    select(*COLUMNS).where(D.status == bindparam("of_status")).order_by(*ORDER).limit(bindparam("size", PAGE))
)
_AFTER = tuple_(*ORDER) > tuple_(*(bindparam(f"after_{column.name}", type_=column.type) for column in ORDER))

_MAY_HAVE_IT = (D.status == Status.SENT.value) | (D.status == Status.UNKNOWN.value)
_REACHED = (
    select(*CONTACT_COLUMNS)
    .select_from(DELIVERIES.join(CONTACTS, (CONTACTS.c.id == D.recipient) & GOES_TO_A_PERSON))
    .outerjoin(SUPPRESSIONS, STANDING_OF)
    .where(D.campaign == bindparam("of_campaign"), D.step == bindparam("of_step"))
    .where(D.occurrence == bindparam("of_occurrence"), D.recipient > bindparam("after"), _MAY_HAVE_IT)
    .order_by(D.recipient)
    .limit(bindparam("size", PAGE))
)


class Deliveries:
    """The ledger as people look at it."""

    _db: Database

    def next_due(self, after: datetime) -> datetime | None:
        """The earliest moment after `after` at which a waiting delivery is due."""
        waiting = D.status == Status.WAITING.value
        with self._db.read() as connection:
            found: datetime | None = connection.scalar(select(func.min(D.due)).where(waiting, D.due > after))
        return found

    def deliveries(self, status: Status | None = None) -> Iterator[Delivery]:
        """All rows, or those of one status, in order of due and key; streamed."""
        if status is not None:
            return self._listed(status)
        streams = [self._listed(each) for each in Status]
        return heapq.merge(*streams, key=lambda delivery: (delivery.due, *_parts(delivery.key)))

    def enrolled(self, campaign: str, step: str, occurrence: str) -> frozenset[str]:
        """The recipients that have a delivery of that step and occurrence, whatever became of it.

        Left out is who was passed over for what may have been mended since.
        """
        theirs = (D.campaign == campaign) & (D.step == step) & (D.occurrence == occurrence) & ~MENDED
        with self._db.read() as connection:
            return frozenset(connection.scalars(select(D.recipient).where(theirs)))

    def reached(self, campaign: str, step: str, occurrence: str) -> Iterator[Contact]:
        """Those to whom it was sent, or may have been (unknown), as they stand now; a page at a time."""
        wanted = {"of_campaign": campaign, "of_step": step, "of_occurrence": occurrence, "after": ""}
        while True:
            with self._db.read() as connection:
                rows = connection.execute(_REACHED, wanted).all()
            yield from map(contact_from, rows)
            if len(rows) < PAGE:
                return
            wanted["after"] = rows[-1].id

    def delivery(self, key: Key) -> Delivery | None:
        """One row."""
        return self._one(_is(key))

    def by_ref(self, ref: str) -> Delivery | None:
        """The delivery of that short public id."""
        return self._one(D.ref == ref.strip().lower())

    def resolve(
        self, key: Key, status: Literal["sent", "failed", "waiting"], reason: str, at: datetime
    ) -> None:
        """A person settles an unknown; `waiting` lets the next run send it again.

        Raises:
            UsageError: there is no such delivery, or it is not unknown.
        """
        settled = None if status == "waiting" else at
        unknown = _is(key) & (D.status == Status.UNKNOWN.value)
        new = update(DELIVERIES).where(unknown).values(status=status, reason=reason, settled=settled)
        with self._db.write() as connection:
            channel = connection.scalar(new.returning(D.channel))
            if channel is not None:
                going = (key.campaign, key.step, key.occurrence, channel)
                settled_late(connection, going, waits=status == "waiting")
                return
            stands = connection.scalar(select(D.status).where(_is(key)))
        raise _not_unknown(key, stands)

    def _listed(self, status: Status) -> Iterator[Delivery]:
        query, wanted = _LISTED, {"of_status": status.value}
        while True:
            with self._db.read() as connection:
                rows = connection.execute(query, wanted).all()
            yield from map(delivery_from, rows)
            if len(rows) < PAGE:
                return
            query = _LISTED.where(_AFTER)
            wanted |= {f"after_{column.name}": getattr(rows[-1], column.name) for column in ORDER}

    def _one(self, condition: ColumnElement[bool]) -> Delivery | None:
        with self._db.read() as connection:
            row = connection.execute(select(*COLUMNS).where(condition).limit(1)).first()
        return delivery_from(row) if row else None


def _parts(key: Key) -> tuple[str, str, str, str]:
    return key.campaign, key.step, key.occurrence, key.recipient


def _is(key: Key) -> ColumnElement[bool]:
    columns: Sequence[ColumnElement[Any]] = tuple(DELIVERIES.primary_key)
    return and_(*(column == part for column, part in zip(columns, _parts(key), strict=True)))


def _not_unknown(key: Key, stands: str | None) -> UsageError:
    if stands is None:
        return UsageError(f"There is no delivery {key}. `outreach deliveries` lists them all.")
    return UsageError(
        f"{key} is {stands}, so there is nothing to settle: only what is unknown can be. "
        "`outreach deliveries --status unknown` lists those."
    )


def delivery_from(row: Sequence[Any]) -> Delivery:
    """A delivery from the values of `COLUMNS`, in their order."""
    campaign, step, occurrence, recipient, channel, status, *rest = row
    return Delivery(Key(campaign, step, occurrence, recipient), channel, Status(status), *rest)
