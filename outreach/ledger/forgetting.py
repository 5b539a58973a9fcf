"""Erasing a person: what names them goes, what counts stays."""

import re
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, func, literal, select, update

from outreach.core.followingup.desk import ANSWER, DELEGATED, PROPOSAL, WHOSE
from outreach.core.history import Status
from outreach.ledger.people import People, pages
from outreach.ledger.sending import GOES_TO_A_PERSON, MAY_BE_SENT
from outreach.ledger.tables import CONTACTS, DELIVERIES, FOLLOWUPS, INBOUND, NOTES, REPLIES, WITHDRAWALS

OF_WHAT_CAME = (ANSWER, WHOSE, PROPOSAL, DELEGATED)
"""How the keys begin of follow-ups about one thing that came back; its identity follows."""


class Forgetting(People):
    """The right to be forgotten."""

    def forget(self, contact_id: str, at: datetime) -> bool:
        """Erase a person; False when nobody has that id.

        Deliveries keep their keys and a suppressed address stays suppressed as its hash, so that nobody who
        unsubscribed is written to when a later import brings them back.
        """
        with self._db.write() as connection:
            email = connection.scalar(select(CONTACTS.c.email).where(CONTACTS.c.id == contact_id))
            if email is None:
                return False
            connection.execute(delete(CONTACTS).where(CONTACTS.c.id == contact_id))
            _erase_mentions(connection, contact_id, email)
            came = _came(contact_id, email)
            _erase_words(connection, contact_id, came)
            _erase_followups(connection, _about(contact_id, email, came), at)
            _erase_what_came(connection, came)
            _erase_from_deliveries(connection, contact_id, email, at)
            self._people_changed(connection)
        return True


def _erase_mentions(connection: Connection, contact_id: str, email: str) -> None:
    connection.execute(update(CONTACTS).where(CONTACTS.c.recruiter == contact_id).values(recruiter=""))
    if email:
        same = func.lower(CONTACTS.c.assistant) == email.strip().lower()
        connection.execute(update(CONTACTS).where(same).values(assistant=""))


def _came(contact_id: str, email: str) -> ColumnElement[bool]:
    """What came back for a person, or from or about their address."""
    theirs = (INBOUND.c.contact == contact_id) | (INBOUND.c.by == contact_id)
    if address := email.strip().lower():
        theirs |= (INBOUND.c.sender == address) | (INBOUND.c.recipient == address)
    return theirs


def _about(contact_id: str, email: str, came: ColumnElement[bool]) -> ColumnElement[bool]:
    """The follow-ups about a person, or about what came from them, and those that name their address."""
    about = FOLLOWUPS.c.contact == contact_id
    for kind in OF_WHAT_CAME:
        about |= FOLLOWUPS.c.key.in_(select(literal(kind) + INBOUND.c.identity).where(came))
    if address := email.strip().lower():
        about |= func.lower(FOLLOWUPS.c.reason).contains(address, autoescape=True)
    return about


def _erase_words(connection: Connection, contact_id: str, came: ColumnElement[bool]) -> None:
    theirs = REPLIES.c.identity.in_(select(INBOUND.c.identity).where(came))
    connection.execute(update(REPLIES).where((REPLIES.c.contact == contact_id) | theirs).values(text=""))
    connection.execute(update(WITHDRAWALS).where(WITHDRAWALS.c.contact == contact_id).values(reason=""))


def _erase_followups(connection: Connection, about: ColumnElement[bool], at: datetime) -> None:
    numbers = connection.scalars(select(FOLLOWUPS.c.id).where(about)).all()
    blank = {"reason": "forgotten", "phone": "", "text": "", "link": ""}
    for page in pages(numbers):
        theirs = FOLLOWUPS.c.id.in_(page)
        connection.execute(delete(NOTES).where(NOTES.c.followup.in_(page)))
        connection.execute(update(FOLLOWUPS).where(theirs).values(blank))
        connection.execute(update(FOLLOWUPS).where(theirs, FOLLOWUPS.c.done.is_(None)).values(done=at))


def _erase_what_came(connection: Connection, came: ColumnElement[bool]) -> None:
    words = ("sender", "sender_name", "subject", "text", "recipient", "url", "message_id", "source", "by")
    connection.execute(update(INBOUND).where(came).values(dict.fromkeys(words, "")))


def _erase_from_deliveries(connection: Connection, contact_id: str, email: str, at: datetime) -> None:
    theirs = (DELIVERIES.c.recipient == contact_id) & GOES_TO_A_PERSON
    skipped = {"status": Status.SKIPPED.value, "reason": "forgotten", "settled": at}
    connection.execute(update(DELIVERIES).where(theirs, MAY_BE_SENT).values(skipped))
    for reason in connection.scalars(select(DELIVERIES.c.reason).where(theirs).distinct()).all():
        # A provider's answer may name the address, in whatever case.
        clean = re.sub(re.escape(email.strip()), "(address erased)", reason, flags=re.IGNORECASE)
        if email.strip() and clean != reason:
            same = update(DELIVERIES).where(theirs, DELIVERIES.c.reason == reason)
            connection.execute(same.values(reason=clean))
