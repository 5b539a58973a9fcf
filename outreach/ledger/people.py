"""People and suppressions. Whether somebody may be written to is looked up, never stored with them."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from outreach.core.people import Consent, Contact, Standing
from outreach.ledger.database import Database
from outreach.ledger.tables import CONTACTS, FACTS, SUPPRESSIONS

PAGE = 1000
SETS = ("roles", "partnerships", "tags")
FIELDS = tuple(name for name in Contact.__dataclass_fields__ if name != "standing")
SEVERITY = {Standing.OK: 0, Standing.BOUNCED: 1, Standing.UNSUBSCRIBED: 2, Standing.COMPLAINED: 3}
PERSONAL = frozenset({Standing.UNSUBSCRIBED, Standing.COMPLAINED})
"""What somebody asked for themselves, so that it follows them to a new address; a bounce does not."""
REACH = "reach"
"""The fact that keeps the mark of `reach`."""

CONTACT_COLUMNS = (*(CONTACTS.c[name] for name in FIELDS), SUPPRESSIONS.c.standing)
STANDING_OF = SUPPRESSIONS.c.address_hash == CONTACTS.c.address_hash
_PEOPLE = select(*CONTACT_COLUMNS).select_from(CONTACTS.outerjoin(SUPPRESSIONS, STANDING_OF))
_PAGE = (
    _PEOPLE.where(CONTACTS.c.id > bindparam("after")).order_by(CONTACTS.c.id).limit(bindparam("size", PAGE))
)
_SOME = _PEOPLE.where(CONTACTS.c.id.in_(bindparam("ids", expanding=True)))
_REACHED = select(FACTS.c.number).where(FACTS.c.name == REACH)
_UPDATE = (
    update(CONTACTS)
    .where(CONTACTS.c.id == bindparam("known_id"))
    .values({name: bindparam(name) for name in (*FIELDS[1:], "address_hash", "changed")})
)


@lru_cache(maxsize=4096)
def _set(text: str) -> frozenset[str]:
    return frozenset(json.loads(text))


@lru_cache(maxsize=4096)
def _text(words: frozenset[str]) -> str:
    return json.dumps(sorted(words), ensure_ascii=False)


def contact_from(values: Sequence[Any]) -> Contact:
    """A contact from the values of `CONTACT_COLUMNS`, in their order."""
    row = dict(zip(FIELDS, values, strict=False))
    row |= {name: _set(row[name]) for name in SETS}
    row["consent"] = Consent(row["consent"])
    return Contact(**row, standing=Standing(values[-1] or "ok"))


def row_from(contact: Contact) -> dict[str, Any]:
    """The columns of a contact that come from a file."""
    row = {name: getattr(contact, name) for name in FIELDS}
    return row | {name: _text(row[name]) for name in SETS} | {"consent": contact.consent.value}


def pages(things: Sequence[Any], size: int = PAGE) -> Iterator[Sequence[Any]]:
    """The things in order, so many at a time."""
    for start in range(0, len(things), size):
        yield things[start : start + size]


class People:
    """Everybody the installation knows, and the addresses that must never be written to again."""

    _db: Database

    def contacts(self) -> Iterator[Contact]:
        """Everybody, by id, a page at a time."""
        after = ""
        while True:
            with self._db.read() as connection:
                rows = connection.execute(_PAGE, {"after": after}).all()
            yield from map(contact_from, rows)
            if len(rows) < PAGE:
                return
            after = rows[-1].id

    def contact(self, contact_id: str) -> Contact | None:
        """One person, as they stand."""
        return self.known([contact_id]).get(contact_id)

    def known(self, ids: Iterable[str]) -> dict[str, Contact]:
        """Those of the ids that exist."""
        with self._db.read() as connection:
            return _by_id(connection, list(dict.fromkeys(ids)))

    def people_version(self) -> int:
        """A count that rises with every change to anybody."""
        with self._db.read() as connection:
            return people_version(connection)

    def save_contacts(self, contacts: Sequence[Contact], at: datetime) -> tuple[int, int, int]:
        """Add or update by id; (added, changed, unchanged). Never lifts a suppression.

        Who unsubscribed or complained stays so under a new address; a bounce stays with the old one.
        """
        newest = list({contact.id: contact for contact in contacts}.values())
        added = changed = 0
        with self._db.write() as connection:
            for page in pages(newest):
                before = _by_id(connection, [contact.id for contact in page])
                fresh = [contact for contact in page if contact.id not in before]
                other = [each for each in page if each.id in before and _differs(each, before[each.id])]
                self._add(connection, fresh, at)
                self._change(connection, other, before, at)
                added, changed = added + len(fresh), changed + len(other)
            if added or changed:
                self._people_changed(connection)
        return added, changed, len(newest) - added - changed

    def suppress(self, address: str, standing: Standing, at: datetime) -> None:
        """Never write to this address again; a graver reason replaces a lighter one, never the reverse."""
        with self._db.write() as connection:
            if self._suppress(connection, self._db.hashed(address), standing, at):
                self._people_changed(connection)

    def standing(self, address: str) -> Standing:
        """Whether that address may be written to, be it somebody's or of somebody who has been forgotten."""
        wanted = SUPPRESSIONS.c.address_hash == self._db.hashed(address)
        with self._db.read() as connection:
            return Standing(connection.scalar(select(SUPPRESSIONS.c.standing).where(wanted)) or "ok")

    def suppressed_since(self, address: str) -> datetime | None:
        """Since when (UTC) nothing may go to that address, for the gravest reason; None where it may."""
        wanted = SUPPRESSIONS.c.address_hash == self._db.hashed(address)
        with self._db.read() as connection:
            at: datetime | None = connection.scalar(select(SUPPRESSIONS.c.at).where(wanted))
        return at

    def reach(self, mark: int) -> None:
        """Note what keeps people from being invited for now; with another mark all are looked at anew."""
        with self._db.read() as connection:
            kept = connection.scalar(_REACHED) or 0
        if kept == mark:
            return
        with self._db.write() as connection:
            insert = self._db.insert(FACTS).values(name=REACH, number=mark, text="")
            kept_now = {"number": mark}
            connection.execute(insert.on_conflict_do_update(index_elements=["name"], set_=kept_now))
            self._people_changed(connection)

    def _suppress(self, connection: Connection, hashed: str, standing: Standing, at: datetime) -> bool:
        this = SUPPRESSIONS.c.address_hash == hashed
        old = connection.scalar(select(SUPPRESSIONS.c.standing).where(this))
        if old == standing.value:  # the first time counts, in whatever order they are told
            connection.execute(update(SUPPRESSIONS).where(this, SUPPRESSIONS.c.at > at).values(at=at))
        if not hashed or SEVERITY[standing] <= SEVERITY[Standing(old or "ok")]:
            return False
        row = {"address_hash": hashed, "standing": standing.value, "at": at}
        insert = self._db.insert(SUPPRESSIONS).values(row)
        connection.execute(insert.on_conflict_do_update(index_elements=["address_hash"], set_=row))
        return True

    def _add(self, connection: Connection, contacts: Sequence[Contact], at: datetime) -> None:
        if contacts:
            rows = [self._row(contact, at) | {"added": at} for contact in contacts]
            connection.execute(CONTACTS.insert(), rows)

    def _change(
        self, connection: Connection, contacts: Sequence[Contact], before: Mapping[str, Contact], at: datetime
    ) -> None:
        for contact in contacts:
            standing = before[contact.id].standing
            if standing in PERSONAL:
                self._suppress(connection, self._db.hashed(contact.email), standing, at)
        if contacts:
            rows = [self._row(contact, at) | {"known_id": contact.id} for contact in contacts]
            connection.execute(_UPDATE, rows)

    def _row(self, contact: Contact, at: datetime) -> dict[str, Any]:
        return row_from(contact) | {"address_hash": self._db.hashed(contact.email), "changed": at}

    def _people_changed(self, connection: Connection) -> None:
        insert = self._db.insert(FACTS).values(name="people", number=1, text="")
        more = {"number": FACTS.c.number + 1}
        connection.execute(insert.on_conflict_do_update(index_elements=["name"], set_=more))


def people_version(connection: Connection) -> int:
    """The count of changes to people, as one transaction sees it."""
    count = select(func.max(FACTS.c.number)).where(FACTS.c.name == "people")
    return connection.scalar(count) or 0


def _by_id(connection: Connection, ids: Sequence[str]) -> dict[str, Contact]:
    rows = (row for page in pages(ids) for row in connection.execute(_SOME, {"ids": page}))
    return {row.id: contact_from(row) for row in rows}


def _differs(contact: Contact, before: Contact) -> bool:
    return row_from(contact) != row_from(before)
