"""People who came uninvited: how they become contacts, and what a sheet adds to those known."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace

from outreach.actions.attendance.signed import Signed
from outreach.actions.people import free_id, id_from, slug
from outreach.core.campaign import Campaign
from outreach.core.people import Consent, Contact, Role

_LONGEST = 100
BLANKS = ("email", "phone", "organisation", "title")
"""What a sheet fills in where it is not known; what is known it leaves alone."""
PARTNERS = frozenset({Role.CORE_PARTNER, Role.SUPPORT_PARTNER})


def walked_in(campaign: Campaign) -> str:
    """The source of whoever walked in to that campaign's meeting."""
    return f"walked in: {campaign.id}"


def newcomer(
    row: Signed, campaign: Campaign, colleagues: Sequence[Contact], is_taken: Callable[[str], bool]
) -> Contact:
    """Whoever walked in, as a contact: they came, which is a relationship.

    They belong to the campaign's partnership, as a business member unless the line says otherwise; where all
    who are known of their organisation are partners, as a support partner.
    """
    person = row.person
    wanted = id_from(person.email) if person.email else slug(person.name)[:_LONGEST].strip("-")
    if not wanted:
        wanted = f"person-{hashlib.sha256(person.name.casefold().encode()).hexdigest()[:10]}"
    partnership = (campaign.partnership,) if campaign.partnership else ()
    return replace(
        person,
        id=free_id(wanted, is_taken),
        roles=person.roles or frozenset({_role(colleagues)}),
        partnerships=frozenset(partnership),
        consent=Consent.RELATIONSHIP,
        source=walked_in(campaign),
    )


def completed(known: Contact, written: Contact) -> Contact:
    """Somebody known, with what they wrote on the sheet where nothing was known."""
    blank = {name: getattr(written, name) for name in BLANKS if not getattr(known, name)}
    return replace(known, **blank) if any(blank.values()) else known


def _role(colleagues: Sequence[Contact]) -> str:
    partners = [each for each in colleagues if PARTNERS & each.all_roles]
    is_partner = bool(partners) and not any(Role.BUSINESS_MEMBER in each.all_roles for each in colleagues)
    return (Role.SUPPORT_PARTNER if is_partner else Role.BUSINESS_MEMBER).value
