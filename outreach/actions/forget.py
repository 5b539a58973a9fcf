"""Forget: a person is erased, with what they wrote as it came."""

from datetime import datetime

from outreach.actions.receiving.taking import raw_name
from outreach.actions.world import World


def forget(world: World, contact_id: str, now: datetime) -> bool:
    """Erase a person; False when nobody has that id.

    Raises:
        OSError: what they wrote cannot be erased; then nothing is, and it may be tried again.
    """
    contact = world.ledger.contact(contact_id)
    if contact is None:
        return False
    if world.mailbag is not None:
        for kept in world.ledger.all_of(contact_id, contact.email):
            world.mailbag.remove(raw_name(kept.inbound))
    return world.ledger.forget(contact_id, now)
