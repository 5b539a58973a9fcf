"""What people must do next, each raised once."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, func, literal, or_, select, tuple_, update

from outreach.core.followup import FollowUp, Listed, Note, Wanted
from outreach.ledger.database import Database
from outreach.ledger.people import pages
from outreach.ledger.tables import CONTACTS, FOLLOWUPS, NOTES

FIELDS = tuple(FollowUp.__dataclass_fields__)
F = FOLLOWUPS.c


class FollowUps:
    """The list of what people must do."""

    _db: Database

    def follow_up(self, followups: Sequence[FollowUp]) -> int:
        """Raise each once by its key; how many are new.

        What a person ticked off is never raised again; what was closed because its cause was gone is, when
        the cause comes back.
        """
        insert = self._db.insert(FOLLOWUPS)
        again = {name: insert.excluded[name] for name in (*FIELDS, "done", "withdrawn")}
        insert = insert.on_conflict_do_update(index_elements=["key"], set_=again, where=FOLLOWUPS.c.withdrawn)
        first: dict[str, FollowUp] = {}
        for followup in followups:
            first.setdefault(followup.key, followup)
        new = 0
        with self._db.write() as connection:
            for page in pages(list(first.values())):
                rows = [_row(followup) for followup in page]
                new += len(connection.execute(insert.returning(FOLLOWUPS.c.id), rows).all())
        return new

    def followups(self, *, done: bool = False) -> list[Listed]:
        """Open ones (or all, with `done`), by due day and number."""
        wanted = select(FOLLOWUPS).order_by(FOLLOWUPS.c.due, FOLLOWUPS.c.id)
        if not done:
            wanted = wanted.where(FOLLOWUPS.c.done.is_(None))
        with self._db.read() as connection:
            return [_listed(row) for row in connection.execute(wanted)]

    def todo(self, wanted: Wanted, size: int | None = None) -> list[Listed]:
        """Those that are wanted: done ones last, by due day, on a day key people first, by number."""
        last = (F.done.is_not(None),) if wanted.done else ()
        order = (*last, F.due, _comes_later(wanted), F.id)
        found = select(FOLLOWUPS).outerjoin(CONTACTS, CONTACTS.c.id == F.contact).where(*_conditions(wanted))
        with self._db.read() as connection:
            return [_listed(row) for row in connection.execute(found.order_by(*order).limit(size))]

    def count_todo(self, wanted: Wanted) -> int:
        """How many are wanted."""
        counting = select(func.count()).select_from(FOLLOWUPS).where(*_conditions(wanted))
        with self._db.read() as connection:
            return connection.scalar(counting) or 0

    def calls_made(self, since: datetime) -> Mapping[str, int]:
        """How many calls each owner has ticked off since that moment; not what was closed by itself."""
        made = (F.kind == "call", F.done >= since, F.withdrawn.is_(False))
        with self._db.read() as connection:
            rows = connection.execute(select(F.owner, func.count()).where(*made).group_by(F.owner))
            return {row[0]: row[1] for row in rows}

    def followup_done(self, followup_id: int, at: datetime) -> bool:
        """Tick one off; False where there is none of that number. The first moment counts."""
        with self._db.write() as connection:
            this = FOLLOWUPS.c.id == followup_id
            if connection.scalar(select(FOLLOWUPS.c.id).where(this)) is None:
                return False
            connection.execute(update(FOLLOWUPS).where(this, FOLLOWUPS.c.done.is_(None)).values(done=at))
            return True

    def followup(self, followup_id: int) -> Listed | None:
        """The one of that number."""
        with self._db.read() as connection:
            row = connection.execute(select(FOLLOWUPS).where(FOLLOWUPS.c.id == followup_id)).first()
        return _listed(row) if row else None

    def assign(self, followup_id: int, owner: str) -> bool:
        """Give one to somebody else; False where there is none of that number."""
        with self._db.write() as connection:
            given = update(FOLLOWUPS).where(FOLLOWUPS.c.id == followup_id).values(owner=owner)
            return connection.execute(given).rowcount > 0

    def put_off(self, followup_id: int, due: date) -> None:
        """Let one be due on another day."""
        with self._db.write() as connection:
            connection.execute(update(FOLLOWUPS).where(FOLLOWUPS.c.id == followup_id).values(due=due))

    def add_note(self, followup_id: int, note: Note) -> None:
        """Write down what somebody noted about one; the same note at the same moment stands once."""
        row = {"followup": followup_id, "at": note.at, "by": note.by, "text": note.text}
        with self._db.write() as connection:
            if note not in self.notes(followup_id):
                connection.execute(NOTES.insert().values(row))

    def notes(self, followup_id: int) -> list[Note]:
        """What was noted about one, in order."""
        wanted = select(NOTES).where(NOTES.c.followup == followup_id).order_by(NOTES.c.at, NOTES.c.id)
        with self._db.read() as connection:
            return [Note(row.at, row.by, row.text) for row in connection.execute(wanted)]

    def close_followups(self, keys: Sequence[str], at: datetime) -> None:
        """Tick off those of these keys, because their cause is gone."""
        for page in pages(list(keys)):
            self._close(FOLLOWUPS.c.key.in_(page) & FOLLOWUPS.c.done.is_(None), at)

    def _close(self, theirs: ColumnElement[bool], at: datetime) -> None:
        with self._db.read() as connection:
            if connection.scalar(select(FOLLOWUPS.c.id).where(theirs).limit(1)) is None:
                return
        with self._db.write() as connection:
            connection.execute(update(FOLLOWUPS).where(theirs).values(done=at, withdrawn=True))


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if not wanted.done:
        yield F.done.is_(None)
    if wanted.kind is not None:
        yield F.kind == wanted.kind
    if wanted.campaign:
        yield F.campaign == wanted.campaign
    if wanted.owner:
        theirs: ColumnElement[bool] = F.owner == wanted.owner
        if wanted.convened and wanted.overdue_since is not None:
            long = and_(
                F.campaign.in_(sorted(wanted.convened)), F.due <= wanted.overdue_since, F.done.is_(None)
            )
            theirs = or_(theirs, long)
        yield theirs


def _comes_later(wanted: Wanted) -> ColumnElement[int]:
    """0 for key people, 1 for all others."""
    key: ColumnElement[bool] = CONTACTS.c.key.is_(True)
    if wanted.key_people:
        key = or_(key, tuple_(F.campaign, F.contact).in_(sorted(wanted.key_people)))
    return case((key, literal(0)), else_=literal(1))


def _row(followup: FollowUp) -> dict[str, Any]:
    return {name: getattr(followup, name) for name in FIELDS} | {"done": None, "withdrawn": False}


def _listed(row: Row[Any]) -> Listed:
    return Listed(
        row.id, FollowUp(**{name: getattr(row, name) for name in FIELDS}), done=row.done is not None
    )
