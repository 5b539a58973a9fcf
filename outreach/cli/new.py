"""`outreach new`."""

from typing import Annotated

import typer

from outreach import wiring
from outreach.cli.door import AsJson, Now, emit, moment, place_of, reporting
from outreach.cli.showing import say
from outreach.core.errors import UsageError
from outreach.core.fields import zone
from outreach.core.spelling import nearest
from outreach.core.when import holiday_test
from outreach.starting import KINDS, new_campaign, write_campaign


def new(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(help=f"One of {', '.join(KINDS)}.")],
    name: Annotated[str, typer.Argument(help="The new campaign's id, such as spring-launch.")],
    partnership: Annotated[
        str, typer.Option("--partnership", metavar="P", help="A key of config/partnerships.yaml.")
    ],
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Write a complete campaign of one kind, nothing hidden, with dates that keep the rules today.

    Example: outreach new launch spring-launch --partnership laramie-construction
    """
    with reporting({"files": []}, as_json=as_json):
        place = wiring.room(place_of(context))
        whose = place.workspace.partnerships.get(partnership)
        if whose is None:
            near = nearest(partnership, place.workspace.partnerships)
            raise UsageError(f"there is no partnership `{partnership}` in config/partnerships.yaml{near}")
        house = place.house.organisation
        local = whose.timezone or house.timezone
        today = moment(now, place.house).astimezone(zone(local)).date()
        holidays = holiday_test(whose.holidays or house.holidays)
        if any(each.id == name for each in place.workspace.campaigns):
            raise UsageError(f"there is a campaign `{name}` already; choose another name")
        files = new_campaign(
            kind, name, partnership, today, holidays,
            champions=whose.champions, conveners=whose.conveners,
        )  # fmt: skip
        write_campaign(place.root, files)
    if as_json:
        emit({"errors": [], "files": list(files)})
    else:
        say(f"Written: {', '.join(files)}. Next: outreach check {name}")
