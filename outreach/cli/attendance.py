"""`outreach attendance`."""

import sys
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from outreach import wiring
from outreach.actions.attendance import COLUMNS, Line, Sheet, Taken, sheet, sheet_csv, take_back
from outreach.actions.people import slug, why_unwritable
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
from outreach.cli.forms.report import STANDARD_INPUT
from outreach.cli.showing import counted, say
from outreach.core.errors import UsageError
from outreach.core.followingup.words import who
from outreach.peoplefile import SignIn, read_sign_in, typed_sign_in
from outreach.rendering.sign_in_page import sign_in_page

NOTHING: dict[str, Any] = {
    "errors": [],
    "came": 0,
    "absent": 0,
    "unclear": [],
    "walk_ins": [],
    "tags": {},
    "leads": {},
}


def attendance(
    context: typer.Context,
    campaign: Annotated[str, typer.Argument(help="The campaign whose event it was.")],
    file: Annotated[
        Path | None,
        typer.Argument(
            help="The sheet filled in, or a list of who came (`-` to type it); without it, prints the sheet."
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write the sheet to this file.")] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a page to print and lay out.")
    ] = None,
    priority: Annotated[
        list[str] | None,
        typer.Option("--priority", metavar="NAME", help="A column for this priority; may be repeated."),
    ] = None,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Print the sign-in sheet of an event, or take it back: who came, walked in, and chose which priority.

    Example: outreach attendance construction-launch signed.csv
    """
    with reporting(NOTHING, as_json=as_json):
        if file is not None and (out is not None or html is not None or priority):
            raise UsageError(
                "--out, --html and --priority are for the sheet that is printed; leave them or the file out"
            )
        headings = _headings(priority or ())
        place = wiring.room(place_of(context))
        present(place, campaign)
        if file is None:
            with wiring.open_world(place, read_only=True) as world:
                made = sheet(world, campaign, moment(now, place.house), headings)
            _print(made, campaign, out, html, as_json=as_json)
            return
        read = _read(place.root, file)
        with wiring.open_world(place) as world:
            taken = take_back(world, campaign, read.rows, moment(now, place.house))
        taken.problems = sorted((*read.problems, *taken.problems), key=lambda each: each.place)
        taken.notes = sorted((*read.notes, *taken.notes), key=lambda each: each.place)
    if as_json:
        emit(_document(taken))
    else:
        _tell(place, campaign, taken)
    leave(2 if taken.problems else 0)


def _headings(names: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """The names of priorities as columns.

    Raises:
        UsageError: no tag can be made of one, or it stands there already.
    """
    taken = {slug(name) for name in COLUMNS}
    found: list[str] = []
    for name in names:
        heading, tag = " ".join(name.split()), slug(name)
        if not tag:
            raise UsageError(f"no tag can be made of --priority `{heading}`; write it in Latin letters")
        if tag in taken:
            raise UsageError(
                f"--priority `{heading}`: there is a column of that name already; name it otherwise"
            )
        taken.add(tag)
        found.append(heading)
    return tuple(found)


def _read(root: Path, file: Path) -> SignIn:
    if str(file) == STANDARD_INPUT:
        return typed_sign_in(sys.stdin.buffer.read(), name=STANDARD_INPUT)
    path = file if file.exists() or file.is_absolute() else root / file
    return read_sign_in(path, name=file.as_posix())


def _print(made: Sheet, campaign: str, out: Path | None, html: Path | None, *, as_json: bool) -> None:
    if html is not None:
        _write(html, sign_in_page(made), "utf-8")
    if out is not None:
        _write(out, sheet_csv(made), "utf-8-sig")
    if as_json:
        shown = [_json(each) for each in made.lines]
        emit({**NOTHING, "sheet": shown, "priorities": list(made.priorities)})
        return
    if html is not None:
        say(f"The page is in {html}. Open it in a browser, print it, and lay it out at the door.")
    if out is not None:
        say(f"Written to {out}. After the event: outreach attendance {campaign} {out}")
    elif html is None:
        sys.stdout.write(sheet_csv(made))
    else:
        say(f"To type in what was written there: outreach attendance {campaign} --out sheet.csv")


def _write(path: Path, text: str, encoding: str) -> None:
    try:
        path.write_text(text, encoding=encoding, newline="")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error


def _json(line: Line) -> dict[str, object]:
    contact = line.contact
    return {
        "id": contact.id,
        "name": contact.name,
        "organisation": contact.organisation,
        "email": contact.email,
        "phone": contact.phone,
        "came": line.came,
    }


def _document(taken: Taken) -> dict[str, Any]:
    return {
        "errors": problems_json(taken.problems),
        "came": taken.came,
        "absent": taken.absent,
        "unclear": list(taken.unclear),
        "walk_ins": [each.id for each in taken.walk_ins],
        "tags": {each.tag: list(each.people) for each in taken.teams},
        "leads": {each.tag: list(each.leads) for each in taken.teams if each.leads},
        "notes": [str(each) for each in taken.notes],
    }


def _tell(place: wiring.Room, campaign: str, taken: Taken) -> None:
    complain(taken.problems)
    for note in taken.notes:
        say(str(note))
    say(f"{campaign}: {taken.came} came, {taken.absent} of those invited did not.")
    _tell_walk_ins(taken)
    _tell_teams(place, campaign, taken)
    if taken.unclear:
        say(f"They accepted, no sheet names them, and they count as absent: {', '.join(taken.unclear)}")
    if taken.problems:
        say("What is named above was left out. Mend it and take the same file again; nothing counts twice.")
    say("Next: outreach plan")


def _tell_walk_ins(taken: Taken) -> None:
    if not taken.walk_ins:
        return
    say(f"{counted(len(taken.walk_ins), 'person', 'people')} walked in:")
    for each in taken.walk_ins:
        say(f"    {each.id}: {who(each)}")
    barred = Counter(filter(None, map(why_unwritable, taken.walk_ins)))
    if barred:
        why = "; ".join(f"{count} {reason}" for reason, count in barred.items())
        say(f"{barred.total()} of them cannot be written to: {why}.")


def _tell_teams(place: wiring.Room, campaign: str, taken: Taken) -> None:
    found = place.workspace.campaign(campaign)
    partnership = f" --partnership {found.partnership}" if found is not None and found.partnership else ""
    for team in taken.teams:
        led = f", led by {', '.join(team.leads)}" if team.leads else ""
        say(f"{team.tag}: {counted(len(team.people), 'person', 'people')}{led}")
    for team in taken.teams:
        if team.is_new:
            remedy = f"outreach new action-team {team.tag}{partnership}"
            audience = f"audience: {{tags: [{team.tag}]}}"
            say(f"No campaign writes to {team.tag} yet: {remedy}, and write {audience} there.")
