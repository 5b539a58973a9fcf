"""What is stored: the only SQLModel modules. Sets are sorted JSON; enumerations their words; times UTC."""

from outreach.ledger.tables import campaigns, deliveries, people, returns
from outreach.ledger.tables.deliveries import KNOCKED
from outreach.ledger.tables.row import Row

__all__ = ["KNOCKED", "campaigns", "deliveries", "people", "returns"]

REVISIONS = ("0001", "0002", "0003", "0004")
"""Every revision this version of outreach understands, oldest first; the last is the current one."""

METADATA = Row.metadata
_table = METADATA.tables.__getitem__
CONTACTS, SUPPRESSIONS, FACTS = _table("contacts"), _table("suppressions"), _table("facts")
CAMPAIGNS, ANNOUNCEMENTS = _table("campaigns"), _table("announcements")
APPROVALS, AGREEMENTS, COMMITMENTS = _table("approvals"), _table("agreements"), _table("commitments")
REPLIES, ANSWERS = _table("replies"), _table("answers")
PROGRESS, DELIVERIES, TEXTS = _table("progress"), _table("deliveries"), _table("texts")
FOLLOWUPS, WITHDRAWALS = _table("followups"), _table("withdrawals")
SPENT, STOPS = _table("spent"), _table("stops")
INBOUND, PLACES = _table("inbound"), _table("places")
NOTES, OFFERS = _table("notes"), _table("offers")
