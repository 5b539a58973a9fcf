"""Commitments: a week ahead of their day somebody asks how it goes, and after it what became of it.

Source: training manual, Step 5: specific deliverables within 60 days, and tip 3, reminding people of their
commitments; the week is ours.
"""

from datetime import date, timedelta

from outreach.core.campaign import Campaign, Commitment
from outreach.core.followingup.words import who
from outreach.core.followup import FollowUp
from outreach.core.people import Contact

AHEAD = timedelta(days=7)
"""How long before its day a commitment is asked about."""


def coming_key(campaign: str, commitment: str) -> str:
    """The follow-up that asks how a commitment is coming along."""
    return f"{campaign}/!commitment {commitment} coming"


def overdue_key(campaign: str, commitment: str) -> str:
    """The follow-up that asks what became of a commitment."""
    return f"{campaign}/!commitment {commitment} overdue"


def coming_due(
    campaign: Campaign, commitment: Commitment, promised: Contact | None, owner: str, today: date
) -> FollowUp:
    """A commitment that is due soon: to be asked about by its own day.

    Args:
        campaign: the campaign.
        commitment: one of it that is open.
        promised: who promised it; None where nobody has imported them.
        owner: who looks after the campaign.
        today: the organisation's local day.
    """
    name = who(promised) if promised else commitment.who
    reason = (
        f"due by {_day(commitment.due)}: {commitment.what}, promised by {name}; ask whether anything stands "
        f"in the way, and once it is done {_tick(campaign, commitment)}"
    )
    key, phone = coming_key(campaign.id, commitment.id), promised.phone if promised else ""
    due = max(commitment.due, today)
    return FollowUp(key, due, "task", campaign.id, "", reason, owner, commitment.who, phone=phone)


def overdue(
    campaign: Campaign, commitment: Commitment, promised: Contact | None, owner: str, today: date
) -> FollowUp:
    """A commitment whose day has passed: to be asked about today."""
    reason = (
        f"overdue since {_day(commitment.due)}: {commitment.what}; ask, then {_tick(campaign, commitment)}"
    )
    key, phone = overdue_key(campaign.id, commitment.id), promised.phone if promised else ""
    return FollowUp(key, today, "task", campaign.id, "", reason, owner, commitment.who, phone=phone)


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"


def _tick(campaign: Campaign, commitment: Commitment) -> str:
    return f"`outreach done {campaign.id}/{commitment.id}`"
