"""Replies: what comes back is written down, and what it settles by itself is settled."""

from outreach.core.agreeing import agrees
from outreach.core.history import Reply
from outreach.ports import Ledger


def take(ledger: Ledger, reply: Reply) -> bool:
    """Record a reply; whether that settles it.

    A signer's plain yes to a sign-off agrees to the letter they were sent (L008).

    Agreement is bound to the letter as it went to them: after an edit they are asked anew. A yes counts only
    where the sign-off is the last thing that the campaign sent them before they answered.
    """
    ledger.record(reply)
    if reply.kind != "answer" or not agrees(reply.text):
        return False
    fingerprint = ledger.asked_to_agree(reply.campaign, reply.contact, reply.at)
    if fingerprint:
        ledger.agree(reply.campaign, reply.contact, fingerprint, reply.at)
    return bool(fingerprint)
