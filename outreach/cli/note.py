"""`outreach note`."""

from typing import Annotated

import typer

from outreach import wiring
from outreach.actions.followups import number_of, write_down
from outreach.cli.approve import login
from outreach.cli.door import AsJson, Now, emit, moment, place_of, reporting
from outreach.cli.showing import say
from outreach.core.followup import Note


def note(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="ID", help="The follow-up's number.")],
    text: Annotated[str, typer.Argument(help="What is to be remembered.")],
    by: Annotated[
        str, typer.Option("--by", metavar="NAME", help="Who says so; your login name.", show_default=False)
    ] = "",
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Note something about a follow-up; it stays to be done.

    Example: outreach note 12 "left a message, back on Monday"
    """
    with reporting({"id": None}, as_json=as_json):
        place = wiring.room(place_of(context))
        at = moment(now, place.house)
        with wiring.open_world(place) as world:
            write_down(world, number_of(number), Note(at, by or login(), text))
    if as_json:
        emit({"errors": [], "id": int(number)})
    else:
        say(f"Noted. Next: outreach followups {number}")
