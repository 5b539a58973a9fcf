"""`outreach agreed`."""

from typing import Annotated

import typer

from outreach import wiring
from outreach.actions.approve import agree
from outreach.cli.door import AsJson, Now, emit, moment, place_of, present, reporting
from outreach.cli.showing import counted, say


def agreed(
    context: typer.Context,
    campaign: Annotated[str, typer.Argument(help="The campaign.")],
    who: Annotated[str, typer.Argument(help="The signer's contact id.")],
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Record that a person agreed to the letter that carries their name (rule L008).

    Example: outreach agreed construction-launch champion-1
    """
    with reporting({"agreed": 0}, as_json=as_json):
        place = wiring.room(place_of(context))
        present(place, campaign)
        with wiring.open_world(place) as world:
            letters = agree(world, campaign, who, moment(now, place.house))
    if as_json:
        emit({"errors": [], "campaign": campaign, "contact": who, "agreed": letters})
    else:
        say(f"{who} agrees to {counted(letters, 'letter')} of {campaign}. Next: outreach plan")
