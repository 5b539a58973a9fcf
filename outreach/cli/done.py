"""`outreach done`."""

from typing import Annotated

import typer

from outreach import wiring
from outreach.actions.followups import tick
from outreach.cli.approve import login
from outreach.cli.door import AsJson, Now, emit, moment, place_of, reporting
from outreach.cli.showing import say


def done(
    context: typer.Context,
    what: Annotated[
        list[str], typer.Argument(metavar="ID...", help="Follow-ups' numbers, or CAMPAIGN/COMMITMENT.")
    ],
    note: Annotated[
        str, typer.Option("--note", metavar="TEXT", help="What came of it.", show_default=False)
    ] = "",
    by: Annotated[
        str, typer.Option("--by", metavar="NAME", help="Who says so; your login name.", show_default=False)
    ] = "",
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Tick off follow-ups, or a commitment that was kept. An answer that is ticked off has been given.

    Example: outreach done 12 14 --note "both will come"
    """
    with reporting({"done": None}, as_json=as_json):
        place = wiring.room(place_of(context))
        at = moment(now, place.house)
        with wiring.open_world(place) as world:
            tick(world, what, note, by or login(), at)
    named = " ".join(what)
    if as_json:
        emit({"errors": [], "done": named})
    else:
        say(f"{named} {'is' if len(what) == 1 else 'are'} done. Next: outreach followups")
