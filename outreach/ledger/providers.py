"""Providers: what each has been given of its limits, and which is left alone for a while.

Both are kept for the whole installation, so that any number of processes keep to one limit together.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, select

from outreach.core.pace import Grant, Limit, Spent, given_back, grant
from outreach.ledger.database import Database
from outreach.ledger.tables import FACTS, SPENT, STOPS
from outreach.ports import Stop

DAY = timedelta(days=1)


class Providers:
    """What a run asks before it writes to a provider, and notes of it."""

    _db: Database

    def allow(self, provider: str, limits: Sequence[Limit], wanted: int, at: datetime) -> Grant:
        """Take as many of those wanted as the limits allow; exact across processes.

        The rows are read and written in one transaction that nobody else can write beside.
        """
        if not limits or not wanted:
            return Grant(wanted)
        with self._db.write() as connection:
            given, used = grant(limits, _spent(connection, provider, limits), wanted, at)
            self._spend(connection, provider, used)
        return given

    def give_back(self, provider: str, limits: Sequence[Limit], unused: int) -> None:
        """What was taken of the limits for messages that did not go after all may go to others."""
        with self._db.write() as connection:
            spent = _spent(connection, provider, limits)
            left = {limit: given_back(limit, each, unused) for limit, each in spent.items()}
            self._spend(connection, provider, left)

    def _spend(self, connection: Connection, provider: str, used: Mapping[Limit, Spent]) -> None:
        for limit, each in used.items():
            row = {"provider": provider, "period": limit.period, "at": each.at, "number": each.number}
            insert = self._db.insert(SPENT).values(row)
            keys = ["provider", "period"]
            connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=row))

    def spent(self, provider: str) -> Mapping[str, Spent]:
        """What has been used of a provider's limits, by period."""
        with self._db.read() as connection:
            rows = connection.execute(select(SPENT).where(SPENT.c.provider == provider)).all()
        return {row.period: Spent(row.at, row.number) for row in rows}

    def stops(self) -> Sequence[Stop]:
        """The providers that did not take what they were given the last time, by name."""
        with self._db.read() as connection:
            rows = connection.execute(select(STOPS).order_by(STOPS.c.provider)).all()
        return [Stop(row.provider, row.until, row.times, row.reason, row.since) for row in rows]

    def stop(self, provider: str, until: datetime, reason: str, at: datetime) -> bool:
        """Leave a provider alone until then, once more; whether a person is to be told.

        They are, the first time, when the reason is another one, and every day that it lasts.
        """
        with self._db.write() as connection:
            known = connection.execute(select(STOPS).where(STOPS.c.provider == provider)).one_or_none()
            tell = known is None or known.reason != reason or at - known.told >= DAY
            row = {
                "provider": provider,
                "until": until,
                "times": known.times + 1 if known else 1,
                "reason": reason,
                "since": known.since if known else at,
                "told": at if known is None or tell else known.told,
            }
            insert = self._db.insert(STOPS).values(row)
            connection.execute(insert.on_conflict_do_update(index_elements=["provider"], set_=row))
        return tell

    def go_on(self, provider: str) -> bool:
        """A provider took something again; whether it had been left alone."""
        with self._db.write() as connection:
            gone = delete(STOPS).where(STOPS.c.provider == bindparam("of")).returning(STOPS.c.provider)
            return connection.execute(gone, {"of": provider}).first() is not None

    def note(self, name: str, number: int) -> None:
        """Keep a number that somebody told us, such as the longest post that a server takes."""
        row = {"name": name, "number": number, "text": ""}
        with self._db.write() as connection:
            insert = self._db.insert(FACTS).values(row)
            connection.execute(insert.on_conflict_do_update(index_elements=["name"], set_=row))

    def noted(self, name: str) -> int | None:
        """A number that was kept; None where there is none."""
        with self._db.read() as connection:
            return connection.scalar(select(FACTS.c.number).where(FACTS.c.name == name))


def _spent(connection: Connection, provider: str, limits: Sequence[Limit]) -> dict[Limit, Spent]:
    """What has been used of each limit; nobody else can change it before this transaction ends."""
    rows = select(SPENT).where(SPENT.c.provider == provider).with_for_update()
    kept = {row.period: Spent(row.at, row.number) for row in connection.execute(rows)}
    return {limit: kept[limit.period] for limit in limits if limit.period in kept}
