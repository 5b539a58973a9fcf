"""Addresses that fail, complaints, and addresses that nobody told us: what a person mends, or must know."""

import hashlib
from dataclasses import replace
from datetime import date

from outreach.core.campaign import Campaign
from outreach.core.followingup.desk import Desk, about
from outreach.core.followingup.words import shortened, who
from outreach.core.followup import FollowUp
from outreach.core.inbound.match import same_mailbox
from outreach.core.inbound.nouns import Inbound, Kept
from outreach.core.openhours import Calendar, add_business_days
from outreach.core.people import Contact

MEND_WITHIN = 2
"""Business days within which an address is mended."""
BOUNCED, OTHER, NONE = "!bounced/", "!other address/", "!no address/"
"""How the keys begin of follow-ups about an address that failed, one that nobody told us, and one missing."""
TELEPHONE = "/!telephone "
"""What stands in the key of one about a telephone number that is wrong."""
IMPORT = "`outreach contacts import`"


def other_address(kept: Kept, desk: Desk) -> FollowUp | None:
    """Somebody known wrote from an address that nobody told us; automatic mail does not count."""
    inbound, contact = kept.inbound, desk.contact
    if inbound.match.relation != "other_address" or contact is None or not inbound.sender:
        return None
    if inbound.kind not in ("answer", "rsvp", "vote"):
        return None
    reason = (
        f"{who(contact)} wrote from {shortened(inbound.sender)}, and we write to "
        f"{contact.email or 'no address'}; ask which one to use, and import it with {IMPORT}"
    )
    key = f"{OTHER}{contact.id} {_digest(inbound.sender)}"
    return about(kept, desk, key, "fix_address", MEND_WITHIN, reason, contact.recruiter)


def bounced(kept: Kept, desk: Desk) -> FollowUp | None:
    """An address that takes no mail for good, and that we would go on writing to."""
    inbound, contact = kept.inbound, desk.contact
    if inbound.kind != "bounce" or not inbound.permanent or (contact and is_former(inbound, contact)):
        return None
    return address_to_fix(kept, desk)


def is_former(inbound: Inbound, contact: Contact) -> bool:
    """Whether the address that failed is not the one at which we write to that person now."""
    return bool(inbound.recipient) and not same_mailbox(inbound.recipient, contact.email)


def address_to_fix(kept: Kept, desk: Desk) -> FollowUp:
    """An address that nothing is sent to any more, whether it failed for good or too often."""
    inbound, contact = kept.inbound, desk.contact
    address = (contact.email if contact else "") or inbound.recipient
    why = f" ({words})" if (words := shortened(inbound.text)) else ""
    if contact is None:
        remedy = f"nobody imported has it; whoever should have got it is to be told otherwise{why}"
    else:
        ask = "telephone and ask" if contact.phone else "ask somebody who knows them"
        proved = inbound.match.confidence != "possible"
        stands = "gets nothing more from us" if proved else "goes on being written to, for nothing proves it"
        remedy = f"{who(contact)} {stands}{why}; {ask} for the right address, and import it with {IMPORT}"
    key = f"{BOUNCED}{contact.id if contact else ''} {_digest(address)}"
    reason = f"Mail to {shortened(address) or 'an address'} comes back: {remedy}"
    return about(kept, desk, key, "fix_address", MEND_WITHIN, reason, contact.recruiter if contact else "")


def complained(kept: Kept, desk: Desk) -> FollowUp | None:
    """Somebody called our mail unwanted: there is nothing to do but to know."""
    inbound, contact = kept.inbound, desk.contact
    if inbound.kind != "complaint":
        return None
    name = who(contact) if contact else shortened(inbound.recipient) or "Somebody"
    reason = (
        f"{name} told their provider that mail of ours about {desk.event} was unwanted. Nothing more goes to "
        "them, and nobody should telephone; there is nothing to do but to know"
    )
    key = f"!complaint/{contact.id if contact else inbound.identity}"
    return replace(about(kept, desk, key, "decide", 0, reason), phone="")


def without_address(
    contact: Contact, campaign: Campaign, owner: str, calendar: Calendar, today: date
) -> FollowUp:
    """Somebody walked in to an event and left no e-mail; `today` is the campaign's local day."""
    event = campaign.event.title if campaign.event else campaign.title
    ask = "telephone and ask" if contact.phone else "ask somebody who knows them"
    reason = (
        f"{who(contact)} walked in to {event} and left no e-mail address, so nothing can be sent; {ask}, "
        f"write it on the sheet and take that back again, or import it with {IMPORT}"
    )
    return FollowUp(
        f"{NONE}{contact.id} {_digest('')}", add_business_days(calendar, today, MEND_WITHIN), "fix_address",
        campaign.id, "", reason, owner, contact.id, phone=contact.phone,
    )  # fmt: skip


def is_mended(key: str, contact: Contact | None) -> bool:
    """Whether a follow-up about an address has lost its cause: the person has another now, or that very one.

    Args:
        key: the follow-up's.
        contact: whom it is about, as they stand.
    """
    kind, _, made = key.rpartition(" ")
    if contact is None or not contact.email:
        return False
    same = _digest(contact.email) == made
    return same if kind.startswith(OTHER) else kind.startswith((BOUNCED, NONE)) and not same


def telephone_key(campaign: str, contact: str, phone: str) -> str:
    """The follow-up about a telephone number that is wrong; the next one may be wrong, too."""
    return f"{campaign}{TELEPHONE}{contact} {_digest(phone)}"


def has_another_number(followup: FollowUp, contact: Contact | None) -> bool:
    """Whether somebody whose telephone number was wrong has another one now."""
    return TELEPHONE in followup.key and contact is not None and contact.phone not in ("", followup.phone)


def _digest(address: str) -> str:
    """A short name for an address or number that tells it from a person's others, and gives nothing away."""
    return hashlib.sha256(address.strip().lower().encode()).hexdigest()[:8]
