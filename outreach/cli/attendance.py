"""`outreach attendance`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from outreach import wiring
from outreach.actions.attendance import Line, Taken, sheet, sheet_csv, take_back
from outreach.cli.door import (
    AsJson,
    Now,
    complain,
    emit,
    leave,
    moment,
    place_of,
    present,
    problems_json,
    reporting,
)
from outreach.cli.showing import say
from outreach.core.errors import UsageError
from outreach.peoplefile import read_sign_in

NOTHING = {"errors": [], "came": 0, "absent": 0}


def attendance(
    context: typer.Context,
    campaign: Annotated[str, typer.Argument(help="The campaign whose event it was.")],
    file: Annotated[
        Path | None,
        typer.Argument(help="The sheet filled in, or a list of who came; prints the sheet when not given."),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write the sheet to this file.")] = None,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Print the sign-in sheet of an event, or take it back: who came.

    Example: outreach attendance construction-launch signed.csv
    """
    with reporting(NOTHING, as_json=as_json):
        if file is not None and out is not None:
            raise UsageError("--out is for the sheet that is printed; leave it or the file out")
        place = wiring.room(place_of(context))
        present(place, campaign)
        if file is None:
            _print(place, campaign, out, as_json=as_json, now=now)
            return
        path = file if file.exists() or file.is_absolute() else place.root / file
        read = read_sign_in(path, name=file.as_posix())
        with wiring.open_world(place) as world:
            taken = take_back(world, campaign, read.rows, moment(now, place.house))
        taken.problems = sorted((*read.problems, *taken.problems), key=lambda each: each.place)
    _tell(campaign, taken, as_json=as_json)
    leave(2 if taken.problems else 0)


def _print(place: wiring.Room, campaign: str, out: Path | None, *, as_json: bool, now: str | None) -> None:
    with wiring.open_world(place, read_only=True) as world:
        lines = sheet(world, campaign, moment(now, place.house))
    if out is not None:
        try:
            out.write_text(sheet_csv(lines), encoding="utf-8-sig", newline="")
        except OSError as error:
            raise UsageError(f"{out} cannot be written: {error.strerror}") from error
    if as_json:
        emit({**NOTHING, "sheet": [_json(each) for each in lines]})
    elif out is not None:
        say(f"Written to {out}. After the event: outreach attendance {campaign} {out}")
    else:
        sys.stdout.write(sheet_csv(lines))


def _json(line: Line) -> dict[str, object]:
    who = line.contact
    return {
        "id": who.id,
        "name": who.name,
        "organisation": who.organisation,
        "phone": who.phone,
        "came": line.came,
    }


def _tell(campaign: str, taken: Taken, *, as_json: bool) -> None:
    if as_json:
        emit(
            {
                "errors": problems_json(taken.problems),
                "came": taken.came,
                "absent": taken.absent,
                "unclear": list(taken.unclear),
            }
        )
        return
    complain(taken.problems)
    say(f"{campaign}: {taken.came} came, {taken.absent} of those invited did not.")
    if taken.unclear:
        say(f"They accepted, no sheet names them, and they count as absent: {', '.join(taken.unclear)}")
    if taken.problems:
        say("The rows above were left out. Mend them and take the same file again; nothing counts twice.")
    say("Next: outreach plan")
