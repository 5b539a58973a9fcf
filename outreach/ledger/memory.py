"""What has been read from a private copy, remembered until it is written to again."""

import sqlite3
from collections.abc import Callable
from typing import TypeVar, cast

from sqlalchemy import Table

from outreach.ledger.tables import (
    AGREEMENTS,
    ANNOUNCEMENTS,
    ANSWERS,
    APPROVALS,
    CAMPAIGNS,
    COMMITMENTS,
    CONTACTS,
    DELIVERIES,
    FACTS,
    FOLLOWUPS,
    PROGRESS,
    SUPPRESSIONS,
    TEXTS,
    WITHDRAWALS,
)

Read = TypeVar("Read")

PEOPLE, ASKED = "*people", "*asked"
"""The subjects that are known as a whole. Each campaign is a subject of its own, by its id."""
OF_CAMPAIGNS = (
    CAMPAIGNS,
    APPROVALS,
    AGREEMENTS,
    ANNOUNCEMENTS,
    COMMITMENTS,
    ANSWERS,
    PROGRESS,
    DELIVERIES,
    WITHDRAWALS,
    TEXTS,
)
"""The tables that a campaign's history is read from."""
OF_PEOPLE = (CONTACTS, SUPPRESSIONS, FACTS)


class Memory:
    """What was read about each subject. The database tells what is written, whichever statement writes it.

    `connection` must be the only one to its database, so that nothing can be written behind its back.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._known: dict[str, dict[str, object]] = {}
        connection.create_function("forget_subject", 1, self._forget)
        for table in OF_CAMPAIGNS:
            _watch(connection, table, "{row}.campaign")
        for table in OF_PEOPLE:
            _watch(connection, table, f"'{PEOPLE}'")
        _watch(connection, FOLLOWUPS, f"'{ASKED}'")

    def recall(self, subject: str, what: str, read: Callable[[], Read], *, lasting: bool) -> Read:
        """What was read before about a subject, or what `read` gives now.

        What is not `lasting` is not kept: it may include what is written, not yet committed, and then undone.
        """
        known = self._known.setdefault(subject, {})
        if what in known:
            return cast("Read", known[what])
        value = read()
        if lasting:
            known[what] = value
        return value

    def _forget(self, subject: str) -> None:
        self._known.pop(subject, None)


def _watch(connection: sqlite3.Connection, table: Table, subject: str) -> None:
    """Forget the subject with every row of the table that is written."""
    for deed, rows in (("INSERT", ("new",)), ("UPDATE", ("old", "new")), ("DELETE", ("old",))):
        forgetting = " ".join(f"SELECT forget_subject({subject.format(row=row)});" for row in rows)
        connection.execute(
            f"CREATE TEMP TRIGGER forget_{table.name}_{deed} AFTER {deed} ON main.{table.name} "
            f"BEGIN {forgetting} END"
        )
