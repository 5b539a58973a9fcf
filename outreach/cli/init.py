"""`outreach init`."""

import secrets
from pathlib import Path
from typing import Annotated

import typer

from outreach import wiring
from outreach.cli.door import AsJson, emit, reporting
from outreach.cli.showing import counted, say
from outreach.starting import start


def init(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="The new workspace's folder.")],
    as_json: AsJson = False,
) -> None:
    """Make a new workspace from the starter, its dates moved to the coming year.

    Example: outreach init partnerships
    """
    with reporting({"files": []}, as_json=as_json):
        today = wiring.now().astimezone().date()
        written = start(directory, today, secrets.token_urlsafe(32))
    if as_json:
        emit({"errors": [], "files": [str(each) for each in written]})
        return
    say(f"{counted(len(written), 'file')} written to {directory}.")
    say("What a newcomer changes first: config/outreach.yaml and config/partnerships.yaml.")
    say(f"Next: cd {directory} && outreach contacts import config/people.csv")
