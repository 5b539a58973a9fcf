"""What came back: kept as it was, and folded into each person's answers, the newest of each kind."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select

from outreach.core.answering import Folded, fold
from outreach.core.history import Reply
from outreach.core.people import Standing
from outreach.ledger.campaigns import choices_from, choices_text
from outreach.ledger.people import PAGE, People
from outreach.ledger.tables import ANSWERS, CONTACTS, REPLIES

ORIGIN = ("identity", "step", "occurrence", "sequence", "stamp")
"""Where a reply came from, and of which revision of an event a calendar spoke."""

_SAID = select(REPLIES).where(
    REPLIES.c.contact == bindparam("contact"), REPLIES.c.campaign == bindparam("campaign")
)
_HEARD = (
    select(REPLIES).where(REPLIES.c.campaign == bindparam("campaign")).order_by(REPLIES.c.at, REPLIES.c.id)
)
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
                self._fold(connection, reply.campaign, reply.contact)

    def take_back(self, identity: str) -> None:
        """Unsay what came under that identity: it was somebody else's, or about something else.

        Who has left through it stays off the list.
        """
        this = delete(REPLIES).where(REPLIES.c.identity == identity, REPLIES.c.identity != "")
        with self._db.write() as connection:
            gone = connection.execute(this.returning(REPLIES.c.campaign, REPLIES.c.contact, REPLIES.c.kind))
            for campaign, contact, kind in gone.all():
                if kind != "unsubscribe":
                    self._fold(connection, campaign, contact)

    def heard_in(self, campaign: str) -> list[Reply]:
        """Everything that people said in a campaign, in the order in which they said it."""
        with self._db.read() as connection:
            return [_reply(row) for row in connection.execute(_HEARD, {"campaign": campaign})]

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
        same = json.dumps(_told(reply, row))
        row["digest"] = hashlib.sha256(same.encode()).hexdigest()
        insert = self._db.insert(REPLIES).values(row).on_conflict_do_nothing(index_elements=["digest"])
        return connection.scalar(insert.returning(REPLIES.c.id)) is not None

    def _leave(self, connection: Connection, reply: Reply) -> None:
        address = connection.scalar(select(CONTACTS.c.email).where(CONTACTS.c.id == reply.contact))
        if address:
            self.suppress(address, Standing.UNSUBSCRIBED, reply.at)

    def _fold(self, connection: Connection, campaign: str, contact: str) -> None:
        """Fold anew everything this person said in the campaign: in which order it came is no matter."""
        theirs = {"contact": contact, "campaign": campaign}
        said = map(_reply, connection.execute(_SAID, theirs))
        row = theirs | _answers(fold(said))
        insert = self._db.insert(ANSWERS).values(row)
        keys = ["campaign", "contact"]
        changes = {name: insert.excluded[name] for name in row if name not in keys}
        connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=changes))


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
        **{name: getattr(reply, name) for name in ORIGIN},
    }


def _told(reply: Reply, row: dict[str, Any]) -> dict[str, Any]:
    """What makes it this reply and no other: what it came by, else everything it says."""
    if reply.identity:
        return {"identity": reply.identity, "kind": reply.kind, "campaign": reply.campaign}
    said = {name: value for name, value in row.items() if name not in ORIGIN}
    return said | {"at": reply.at.astimezone(UTC).isoformat()}


def _answers(folded: Folded) -> dict[str, Any]:
    return {
        "replied": folded.replied,
        "rsvp": folded.rsvp,
        "rsvp_at": folded.rsvp_at,
        "choices": choices_text(folded.choices) if folded.voted_at else None,
        "voted_at": folded.voted_at,
        "attended": folded.attended,
        "attended_at": folded.attended_at,
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
        **{name: getattr(row, name) for name in ORIGIN},
    )
