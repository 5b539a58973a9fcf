"""What came back as it came: kept once, found again by whom it is from, what it answers, and its number."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from outreach.core.followingup.desk import answer_key
from outreach.core.history import Approval, Delivery
from outreach.core.inbound.nouns import Inbound, Kept, Kind, Match
from outreach.core.people import Contact
from outreach.ledger.campaigns import choices_from, choices_text
from outreach.ledger.database import Database
from outreach.ledger.deliveries import COLUMNS, delivery_from
from outreach.ledger.people import CONTACT_COLUMNS, STANDING_OF, contact_from
from outreach.ledger.sending import GOES_TO_A_PERSON
from outreach.ledger.tables import (
    ANNOUNCEMENTS,
    CONTACTS,
    DELIVERIES,
    FOLLOWUPS,
    INBOUND,
    OFFERS,
    PLACES,
    SUPPRESSIONS,
)

OWN = tuple(name for name in Inbound.__dataclass_fields__ if name not in ("match", "choices"))
MATCHED = {name: name for name in Match.__dataclass_fields__ if name != "why"} | {"why": "matched"}
"""The fields of a match, and the columns that keep them."""
D = DELIVERIES.c
_PEOPLE = select(*CONTACT_COLUMNS).select_from(CONTACTS.outerjoin(SUPPRESSIONS, STANDING_OF))
_AT = _PEOPLE.where(CONTACTS.c.address_hash == bindparam("hashed")).order_by(CONTACTS.c.id)
_ASSISTED = _PEOPLE.where(CONTACTS.c.assistant == bindparam("address")).order_by(CONTACTS.c.id)
_SENT_TO = (
    select(*COLUMNS)
    .where(D.recipient == bindparam("contact"), D.begun <= bindparam("until"), GOES_TO_A_PERSON)
    .order_by(D.begun.desc(), D.campaign, D.step, D.occurrence)
    .limit(bindparam("size"))
)
_NEWEST = select(INBOUND).order_by(INBOUND.c.received.desc(), INBOUND.c.id.desc())


class InboundMail:
    """Everything that came back, as it came, and where each inbox goes on from."""

    _db: Database

    def together(self) -> AbstractContextManager[object]:
        """One transaction: everything written inside it is kept, or nothing is."""
        return self._db.write()

    def keep(self, inbound: Inbound) -> int | None:
        """Keep what came back; its number, or None where the same thing is kept already."""
        row = {name: getattr(inbound, name) for name in OWN}
        row |= {column: getattr(inbound.match, name) for name, column in MATCHED.items()}
        row |= {"choices": choices_text(inbound.choices), "answered": None}
        insert = self._db.insert(INBOUND).values(row).on_conflict_do_nothing(index_elements=["identity"])
        with self._db.write() as connection:
            found: int | None = connection.scalar(insert.returning(INBOUND.c.id))
        return found

    def is_kept(self, identity: str) -> bool:
        """Whether the same thing has come before."""
        with self._db.read() as connection:
            wanted = select(INBOUND.c.id).where(INBOUND.c.identity == identity)
            return connection.scalar(wanted) is not None

    def kept_as(self, identity: str) -> Kept | None:
        """What came back under that identity."""
        with self._db.read() as connection:
            row = connection.execute(select(INBOUND).where(INBOUND.c.identity == identity)).first()
        return _kept(row) if row else None

    def inbound(self, number: int) -> Kept | None:
        """What came back under that number."""
        with self._db.read() as connection:
            row = connection.execute(select(INBOUND).where(INBOUND.c.id == number)).first()
        return _kept(row) if row else None

    def inbox(self, size: int | None = None, *, kinds: Sequence[Kind] = (), campaign: str = "",
              unanswered: bool = False) -> list[Kept]:  # fmt: skip
        """The newest first: so many of them (all for None), of those kinds, about that campaign."""
        wanted = _NEWEST.limit(size) if size is not None else _NEWEST
        if kinds:
            wanted = wanted.where(INBOUND.c.kind.in_(list(kinds)))
        if campaign:
            wanted = wanted.where(INBOUND.c.campaign == campaign)
        if unanswered:
            wanted = wanted.where(INBOUND.c.answered.is_(None))
        with self._db.read() as connection:
            return [_kept(row) for row in connection.execute(wanted)]

    def heard_from(self, contact: str, size: int = 20) -> list[Kept]:
        """What came back for a person, the newest first."""
        wanted = _NEWEST.where(INBOUND.c.contact == contact).limit(size)
        with self._db.read() as connection:
            return [_kept(row) for row in connection.execute(wanted)]

    def all_of(self, contact: str, address: str) -> list[Kept]:
        """Everything that came for a person, or from or about an address."""
        plain = address.strip().lower()
        theirs = (INBOUND.c.contact == contact) | (INBOUND.c.by == contact)
        if plain:
            theirs |= (INBOUND.c.sender == plain) | (INBOUND.c.recipient == plain)
        with self._db.read() as connection:
            return [_kept(row) for row in connection.execute(_NEWEST.where(theirs))]

    def by_message_ids(self, ids: Sequence[str]) -> list[Kept]:
        """The mails that came under those Message-IDs (in angle brackets)."""
        wanted = select(INBOUND).where(INBOUND.c.message_id.in_(list(ids)), INBOUND.c.message_id != "")
        with self._db.read() as connection:
            return [_kept(row) for row in connection.execute(wanted.order_by(INBOUND.c.id))]

    def answer(self, number: int, at: datetime) -> bool:
        """A person has answered it; False where that was known, or nothing came under that number.

        The follow-up that asked for it is ticked off with it.
        """
        this = update(INBOUND).where(INBOUND.c.id == number, INBOUND.c.answered.is_(None))
        with self._db.write() as connection:
            identity = connection.scalar(this.values(answered=at).returning(INBOUND.c.identity))
            if identity is not None:
                asked = FOLLOWUPS.c.key == answer_key(identity)
                closed = update(FOLLOWUPS).where(asked, FOLLOWUPS.c.done.is_(None))
                connection.execute(closed.values(done=at, withdrawn=True))
        return identity is not None

    def attribute(self, number: int, match: Match, *, counts: bool) -> None:
        """A person says whose it is, and what it is about."""
        row = {column: getattr(match, name) for name, column in MATCHED.items()} | {"counts": counts}
        with self._db.write() as connection:
            connection.execute(update(INBOUND).where(INBOUND.c.id == number).values(row))

    def mark(self, place: str, mark: str) -> None:
        """Where an inbox goes on from, at one of its places."""
        insert = self._db.insert(PLACES).values(place=place, mark=mark)
        with self._db.write() as connection:
            connection.execute(insert.on_conflict_do_update(index_elements=["place"], set_={"mark": mark}))

    def marked(self, place: str) -> str:
        """The mark that is kept for a place, or nothing."""
        with self._db.read() as connection:
            return connection.scalar(select(PLACES.c.mark).where(PLACES.c.place == place)) or ""

    # Whom it may be from, and what it may answer
    def people_at(self, address: str) -> list[Contact]:
        """Everybody with that address, by id."""
        hashed = self._db.hashed(address)
        with self._db.read() as connection:
            rows = connection.execute(_AT, {"hashed": hashed}).all() if hashed else []
        return [contact_from(row) for row in rows]

    def assisted_by(self, address: str) -> list[Contact]:
        """Everybody for whom somebody at that address may answer, by id."""
        with self._db.read() as connection:
            rows = connection.execute(_ASSISTED, {"address": address.lower()}).all() if address else []
        return [contact_from(row) for row in rows]

    def sent_to(self, contact: str, until: datetime, size: int = 20) -> list[Delivery]:
        """What left for a person, or may have, up to a moment (UTC); the newest first."""
        wanted = {"contact": contact, "until": until, "size": size}
        with self._db.read() as connection:
            return [delivery_from(row) for row in connection.execute(_SENT_TO, wanted)]

    def by_provider_id(self, channel: str, provider_id: str) -> Delivery | None:
        """The post that a network knows by that name."""
        named = select(*COLUMNS).where(D.provider_id == provider_id, D.channel == channel)
        with self._db.read() as connection:
            row = connection.execute(named.where(D.provider_id != "", D.channel != "email").limit(1)).first()
        return delivery_from(row) if row else None

    def campaign_of_event(self, uid: str) -> str:
        """The campaign whose event has that UID, or nothing."""
        wanted = select(ANNOUNCEMENTS.c.campaign).where(ANNOUNCEMENTS.c.uid == uid)
        with self._db.read() as connection:
            return connection.scalar(wanted) or ""

    def event_of(self, campaign: str) -> str:
        """The UID of a campaign's event, or nothing while nobody has been told of it."""
        wanted = select(ANNOUNCEMENTS.c.uid).where(ANNOUNCEMENTS.c.campaign == campaign)
        with self._db.read() as connection:
            return connection.scalar(wanted) or ""

    # What a digest offered for approval
    def offer(self, ref: str, campaign: str, approvals: Sequence[Approval], at: datetime) -> None:
        """Write down which texts a digest (the `ref` of its delivery) showed to somebody who may approve."""
        rows = [
            {"ref": ref, "campaign": campaign, "step": each.step, "occurrence": each.occurrence,
             "fingerprint": each.fingerprint, "text": each.text, "at": at}
            for each in approvals
        ]  # fmt: skip
        if rows:
            with self._db.write() as connection:
                connection.execute(self._db.insert(OFFERS).on_conflict_do_nothing(), rows)

    def offered(self, ref: str) -> Iterator[tuple[str, Approval]]:
        """What a digest showed, each with its campaign; `by` is empty and `at` when it was shown."""
        order = (OFFERS.c.campaign, OFFERS.c.step, OFFERS.c.occurrence)
        with self._db.read() as connection:
            rows = connection.execute(select(OFFERS).where(OFFERS.c.ref == ref).order_by(*order)).all()
        for row in rows:
            yield row.campaign, Approval(row.step, row.occurrence, row.fingerprint, row.text, "", row.at)


def _kept(row: Row[Any]) -> Kept:
    match = Match(**{name: getattr(row, column) for name, column in MATCHED.items()})
    values = {name: getattr(row, name) for name in OWN}
    return Kept(row.id, Inbound(**values, match=match, choices=choices_from(row.choices)), row.answered)
