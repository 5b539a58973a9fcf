"""What came back: kept as it was, and folded into each person's answers, the newest of each kind."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, bindparam, case, select

from outreach.core.history import Reply
from outreach.core.people import Standing
from outreach.ledger.campaigns import choices_from, choices_text
from outreach.ledger.people import PAGE, People
from outreach.ledger.tables import ANSWERS, CONTACTS, REPLIES

IS_REPLY = frozenset({"answer", "rsvp", "vote"})
"""The kinds that count as having replied; who came is recorded about a person, not by them."""

_PAGE = (
    select(REPLIES)
    .where(REPLIES.c.id > bindparam("after"))
    .order_by(REPLIES.c.id)
    .limit(bindparam("size", PAGE))
)


class Replies(People):
    """Everything that came back."""

    def record(self, reply: Reply) -> None:
        """Keep something that came back; the same thing is stored once, in whatever order things arrive.

        An unsubscribe suppresses the person's address in the same transaction.
        """
        with self._db.write() as connection:
            if not self._store(connection, reply):
                return
            if reply.kind == "unsubscribe":
                self._leave(connection, reply)
            else:
                self._fold(connection, reply)

    def replies(self) -> Iterator[Reply]:
        """Everything that came back, in the order it was stored; streamed."""
        after = 0
        while True:
            with self._db.read() as connection:
                rows = connection.execute(_PAGE, {"after": after}).all()
            yield from map(_reply, rows)
            if len(rows) < PAGE:
                return
            after = rows[-1].id

    def _store(self, connection: Connection, reply: Reply) -> bool:
        row = _row(reply)
        same = json.dumps(row | {"at": reply.at.astimezone(UTC).isoformat()})
        row["digest"] = hashlib.sha256(same.encode()).hexdigest()
        insert = self._db.insert(REPLIES).values(row).on_conflict_do_nothing(index_elements=["digest"])
        return connection.scalar(insert.returning(REPLIES.c.id)) is not None

    def _leave(self, connection: Connection, reply: Reply) -> None:
        address = connection.scalar(select(CONTACTS.c.email).where(CONTACTS.c.id == reply.contact))
        if address:
            self.suppress(address, Standing.UNSUBSCRIBED, reply.at)

    def _fold(self, connection: Connection, reply: Reply) -> None:
        insert = self._db.insert(ANSWERS).values(_answer(reply))
        new = insert.excluded
        changes: dict[str, ColumnElement[Any]] = {
            "replied": ANSWERS.c.replied | new.replied,
            **_newest(ANSWERS, new, "rsvp", "rsvp_at"),
            **_newest(ANSWERS, new, "choices", "voted_at"),
            **_newest(ANSWERS, new, "attended", "attended_at"),
        }
        update = insert.on_conflict_do_update(index_elements=["campaign", "contact"], set_=changes)
        connection.execute(update)


def _newest(table: Table, new: Any, value: str, at: str) -> dict[str, ColumnElement[Any]]:  # noqa: ANN401
    """The assignments that keep whichever of the stored and the new value was given later."""
    old_at, new_at = table.c[at], new[at]
    later = new_at.is_not(None) & (old_at.is_(None) | (new_at >= old_at))
    return {name: case((later, new[name]), else_=table.c[name]) for name in (value, at)}


def _row(reply: Reply) -> dict[str, Any]:
    return {
        "campaign": reply.campaign,
        "contact": reply.contact,
        "at": reply.at,
        "kind": reply.kind,
        "text": reply.text,
        "rsvp": reply.rsvp,
        "choices": choices_text(reply.choices),
        "attended": reply.attended,
    }


def _answer(reply: Reply) -> dict[str, Any]:
    voted = reply.kind == "vote" or bool(reply.choices)
    return {
        "campaign": reply.campaign,
        "contact": reply.contact,
        "replied": reply.kind in IS_REPLY,
        "rsvp": reply.rsvp,
        "rsvp_at": reply.at if reply.rsvp else None,
        "choices": choices_text(reply.choices) if voted else None,
        "voted_at": reply.at if voted else None,
        "attended": reply.attended,
        "attended_at": reply.at if reply.attended is not None else None,
    }


def _reply(row: Row[Any]) -> Reply:
    return Reply(
        row.campaign,
        row.contact,
        row.at,
        row.kind,
        row.text,
        rsvp=row.rsvp,
        choices=choices_from(row.choices),
        attended=row.attended,
    )
