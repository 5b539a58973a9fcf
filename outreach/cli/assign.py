"""`outreach assign`."""

from typing import Annotated

import typer

from outreach import wiring
from outreach.actions.followups import hand_over, number_of
from outreach.cli.door import AsJson, emit, place_of, reporting
from outreach.cli.showing import say


def assign(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="ID", help="The follow-up's number.")],
    owner: Annotated[str, typer.Argument(help="A contact's id, or an owner that the settings name.")],
    as_json: AsJson = False,
) -> None:
    """Give a follow-up to somebody else.

    Example: outreach assign 12 convener-2
    """
    with reporting({"id": None, "owner": None}, as_json=as_json):
        place = wiring.room(place_of(context))
        with wiring.open_world(place) as world:
            before = hand_over(world, number_of(number), owner)
    if as_json:
        emit({"errors": [], "id": before.id, "owner": owner})
    else:
        say(f"{before.id} is for {owner} now. Next: outreach followups --for {owner}")
