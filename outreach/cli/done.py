"""`outreach done`."""

from typing import Annotated

import typer

from outreach import wiring
from outreach.actions.world import World
from outreach.cli.door import AsJson, Now, emit, moment, place_of, reporting
from outreach.cli.showing import say
from outreach.core.errors import UsageError
from outreach.core.spelling import nearest

MOST = 2**63 - 1
"""The largest number that a row of a database can have."""


def done(
    context: typer.Context,
    what: Annotated[str, typer.Argument(help="A follow-up's number, or CAMPAIGN/COMMITMENT.")],
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Tick off a follow-up, or a commitment that was kept.

    Example: outreach done training-action-team/instructors
    """
    with reporting({"done": None}, as_json=as_json):
        place = wiring.room(place_of(context))
        at = moment(now, place.house)
        with wiring.open_world(place) as world:
            if "/" in what:
                campaign, commitment = _commitment(world, what)
                world.ledger.commitment_done(campaign, commitment, at)
            elif not (_is_number(what) and world.ledger.followup_done(int(what), at)):
                raise UsageError(f"there is no follow-up {what}; see: outreach followups")
    if as_json:
        emit({"errors": [], "done": what})
    else:
        say(f"{what} is done. Next: outreach followups")


def _is_number(what: str) -> bool:
    return what.isdecimal() and int(what) <= MOST


def _commitment(world: World, what: str) -> tuple[str, str]:
    name, _, commitment = what.partition("/")
    campaign = world.campaign(name)
    if campaign is None:
        raise UsageError(
            f"there is no campaign `{name}`{nearest(name, [each.id for each in world.campaigns])}"
        )
    known = [each.id for each in campaign.commitments]
    if commitment not in known:
        raise UsageError(f"{name} has no commitment `{commitment}`{nearest(commitment, known)}")
    return name, commitment
