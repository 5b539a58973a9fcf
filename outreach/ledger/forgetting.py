"""Erasing a person: what names them goes, what counts stays."""

import re
from datetime import datetime

from sqlalchemy import Connection, delete, func, select, update

from outreach.core.history import Status
from outreach.ledger.people import People
from outreach.ledger.sending import GOES_TO_A_PERSON, MAY_BE_SENT
from outreach.ledger.tables import CONTACTS, DELIVERIES, FOLLOWUPS, INBOUND, NOTES, REPLIES, WITHDRAWALS


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
            _erase_words(connection, contact_id, at)
            _erase_what_came(connection, contact_id, email)
            _erase_from_deliveries(connection, contact_id, email, at)
            self._people_changed(connection)
        return True


def _erase_mentions(connection: Connection, contact_id: str, email: str) -> None:
    connection.execute(update(CONTACTS).where(CONTACTS.c.recruiter == contact_id).values(recruiter=""))
    if email:
        same = func.lower(CONTACTS.c.assistant) == email.strip().lower()
        connection.execute(update(CONTACTS).where(same).values(assistant=""))


def _erase_words(connection: Connection, contact_id: str, at: datetime) -> None:
    connection.execute(update(REPLIES).where(REPLIES.c.contact == contact_id).values(text=""))
    connection.execute(update(WITHDRAWALS).where(WITHDRAWALS.c.contact == contact_id).values(reason=""))
    theirs = select(FOLLOWUPS.c.id).where(FOLLOWUPS.c.contact == contact_id)
    connection.execute(delete(NOTES).where(NOTES.c.followup.in_(theirs)))
    about = FOLLOWUPS.c.contact == contact_id
    blank = {"reason": "forgotten", "phone": "", "text": "", "link": ""}
    connection.execute(update(FOLLOWUPS).where(about).values(blank))
    connection.execute(update(FOLLOWUPS).where(about, FOLLOWUPS.c.done.is_(None)).values(done=at))


def _erase_what_came(connection: Connection, contact_id: str, email: str) -> None:
    theirs = (INBOUND.c.contact == contact_id) | (INBOUND.c.by == contact_id)
    if email.strip():
        address = email.strip().lower()
        theirs |= (INBOUND.c.sender == address) | (INBOUND.c.recipient == address)
    words = ("sender", "sender_name", "subject", "text", "recipient", "url", "message_id", "source", "by")
    connection.execute(update(INBOUND).where(theirs).values(dict.fromkeys(words, "")))


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
