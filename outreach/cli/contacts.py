"""`outreach contacts`: import, list, export, forget."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from outreach import wiring
from outreach.actions.export_people import export_people
from outreach.actions.forget import forget as forget_person
from outreach.actions.people import Import, indexed, merge, why_unwritable
from outreach.channels.outbox import forget_copies
from outreach.cli.door import AsJson, Now, complain, emit, leave, moment, place_of, problems_json, reporting
from outreach.cli.showing import counted, say, table
from outreach.core.errors import UsageError
from outreach.core.people import Contact
from outreach.core.spelling import nearest
from outreach.peoplefile import PeopleFile, read_people

BATCH = 500
IMPORTED: dict[str, Any] = {
    "errors": [],
    "added": 0,
    "changed": 0,
    "unchanged": 0,
    "doubles": [],
    "warnings": [],
}
app = typer.Typer(help="People: import, list, export, forget.", no_args_is_help=True)


@app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A CSV or vCard file.")],
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Import people; good rows are kept, bad ones reported with their line.

    Example: outreach contacts import config/people.csv
    """
    with reporting(IMPORTED, as_json=as_json):
        root = place_of(context)
        place = wiring.room(root)
        path = file if file.exists() or file.is_absolute() else root / file
        read = read_people(path, partnerships=tuple(place.workspace.partnerships), name=_named(path, root))
        with wiring.open_world(place) as world:
            merged = merge(read.rows, *indexed(world.ledger.contacts()))
            at = moment(now, place.house)
            for batch in merged.batches(BATCH):
                world.ledger.save_contacts(batch, at)
    if as_json:
        emit(_document(read, merged))
    else:
        _tell(read, merged)
    leave(2 if read.problems else 0)


def _named(path: Path, root: Path) -> str:
    inside = path.resolve().is_relative_to(root.resolve())
    return path.resolve().relative_to(root.resolve()).as_posix() if inside else path.as_posix()


def _document(read: PeopleFile, merged: Import) -> dict[str, Any]:
    return {
        "errors": problems_json(read.problems),
        "added": merged.added,
        "changed": merged.changed,
        "unchanged": merged.unchanged,
        "doubles": [str(each) for each in merged.doubles],
        "warnings": [str(each) for each in (*read.notes, *merged.warnings)],
        "unwritable": dict(merged.unwritable),
    }


def _tell(read: PeopleFile, merged: Import) -> None:
    complain(read.problems)
    for each in (*read.notes, *merged.warnings, *merged.doubles):
        say(f"{each}")
    say(f"{merged.added} added, {merged.changed} changed, {merged.unchanged} as before.")
    barred = sum(merged.unwritable.values())
    if barred:
        why = "; ".join(f"{count} {reason}" for reason, count in merged.unwritable.items())
        say(f"{barred} cannot be written to: {why}.")
    say("Next: outreach check")


@app.command("list")
def list_(context: typer.Context, as_json: AsJson = False) -> None:
    """List everybody, and who cannot be written to.

    Example: outreach contacts list --json
    """
    with reporting(None, as_json=as_json):
        place = wiring.room(place_of(context))
        with wiring.open_world(place, read_only=True) as world:
            people = list(world.ledger.contacts())
    if as_json:
        emit([_json(each) for each in people])
        return
    if not people:
        say("Nobody has been imported yet. Next: outreach contacts import config/people.csv")
        return
    table(("id", "name", "organisation", "roles", "can be written to"), (_line(each) for each in people))
    say(f"\n{counted(len(people), 'person', 'people')}. Next: outreach plan")


def _json(each: Contact) -> dict[str, Any]:
    return {
        "id": each.id,
        "email": each.email,
        "name": each.name,
        "roles": sorted(each.roles),
        "partnerships": sorted(each.partnerships),
        "tags": sorted(each.tags),
        "consent": each.consent.value,
        "status": each.standing.value,
        "organisation": each.organisation,
        "phone": each.phone,
        "timezone": each.timezone,
        "recruiter": each.recruiter,
        "key": each.key,
    }


def _line(each: Contact) -> tuple[str, ...]:
    why = why_unwritable(each)
    return (
        each.id,
        each.name,
        each.organisation,
        ", ".join(sorted(each.roles)),
        f"no: {why}" if why else "yes",
    )


@app.command("export")
def export(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="Where to; the screen when not given.")] = None,
) -> None:
    """Write everybody as CSV, in the shape that import reads.

    Example: outreach contacts export people.csv
    """
    with reporting(None, as_json=False):
        place = wiring.room(place_of(context))
        with wiring.open_world(place, read_only=True) as world:
            text = export_people(world.ledger.contacts())
        if file is None:
            sys.stdout.write(text)
            return
        try:
            file.write_text(text, encoding="utf-8-sig", newline="")
        except OSError as error:
            raise UsageError(f"{file} cannot be written: {error.strerror}") from error
        say(f"Written to {file}.")


@app.command("forget")
def forget(
    context: typer.Context,
    contact: Annotated[str, typer.Argument(help="The person's id.")],
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Erase a person and the copies of their mail. That they left stays kept without their address.

    Example: outreach contacts forget builder-07
    """
    with reporting({"forgotten": None}, as_json=as_json):
        place = wiring.room(place_of(context))
        with wiring.open_world(place) as world:
            if not forget_person(world, contact, moment(now, place.house)):
                near = nearest(contact, [each.id for each in world.ledger.contacts()])
                raise UsageError(f"nobody has the id `{contact}`{near}")
        forget_copies(wiring.outbox_folder(place), contact)
    if as_json:
        emit({"errors": [], "forgotten": contact})
    else:
        say(f"{contact} is forgotten. Next: outreach contacts list")
