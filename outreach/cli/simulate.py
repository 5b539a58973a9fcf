"""`outreach simulate`."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from outreach import wiring
from outreach.actions.running.account import Account
from outreach.actions.simulate import Played
from outreach.actions.simulate import simulate as live
from outreach.actions.world import World
from outreach.answersfile import read_answers
from outreach.channels.simulated import SimulatedOutbox
from outreach.cli.calendar import write_lived
from outreach.cli.door import AsJson, complain, emit, leave, place_of, reporting, span
from outreach.cli.plan import First, Last
from outreach.cli.run import NOTHING, account_json
from outreach.cli.showing import counted, say
from outreach.core.fields import zone
from outreach.core.followup import FollowUp


def simulate(
    context: typer.Context,
    first: First = None,
    last: Last = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Where messages are written; default var/simulation."),
    ] = None,
    answers: Annotated[
        Path | None, typer.Option("--answers", metavar="FILE", help="Answers to play, a YAML list.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a calendar page of it, too.")
    ] = None,
    as_approved: Annotated[
        bool, typer.Option("--as-approved", help="Send only what is approved and agreed now.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Live through the days ahead, on a copy of what is known and into a folder: a year in seconds.

    Example: outreach simulate --from 2027-01-01 --to 2027-12-31 --out year
    """
    with reporting(NOTHING, as_json=as_json):
        root = place_of(context)
        place = wiring.room(root)
        now = wiring.now()
        start, end = span(first, last, now, place.house)
        folder = out or root / "var" / "simulation"
        with wiring.open_world(place, read_only=True) as world, SimulatedOutbox.in_folder(folder) as outbox:
            played = read_answers(_found(answers, root), root, world) if answers else ()
            clock = wiring.VirtualClock(start)
            with wiring.simulated(world, place, outbox, clock, assumed=not as_approved) as copy:
                account = _watched(copy, clock, now, start, end, played, quiet=as_json)
                asked = [each.followup for each in copy.ledger.followups()]
                if html is not None:
                    write_lived(html, copy, folder, start, end)
    if as_json:
        emit(account_json(account))
    else:
        complain(account.errors)
        local = zone(place.house.organisation.timezone)
        days = (end.astimezone(local).date() - start.astimezone(local).date()).days + 1
        _tell_asked(asked)
        _tell(account, folder, days)
        say(
            f"The calendar is in {html}. Open it in a browser."
            if html
            else "Next: outreach plan --html year.html"
        )
    leave(account.exit_status)


def _found(path: Path, root: Path) -> Path:
    """The file as it is named from here, else from the workspace."""
    return path if path.exists() or path.is_absolute() else root / path


def _watched(
    world: World,
    clock: wiring.VirtualClock,
    now: datetime,
    start: datetime,
    end: datetime,
    played: tuple[Played, ...],
    *,
    quiet: bool,
) -> Account:
    """Simulate, with the day it has come to on the terminal."""
    out = Console(stderr=True)
    if quiet or not out.is_terminal:
        return live(world, now, start, end, played, watch=lambda moment: setattr(clock, "moment", moment))
    with out.status("simulating") as status:

        def watch(moment: datetime) -> None:
            clock.moment = moment
            status.update(f"simulating {moment:%d %B %Y}")

        return live(world, now, start, end, played, watch=watch)


def _tell_asked(asked: list[FollowUp]) -> None:
    """What would stand in the way: what a person would be asked to decide, write or settle."""
    for one in asked:
        if one.kind in ("decide", "write", "resolve"):
            count = f" ({one.count})" if one.count > 1 else ""
            say(f"{one.due} {one.campaign} {one.step}: {one.reason}{count}")


def _tell(account: Account, folder: Path, days: int) -> None:
    numbers = account_json(account)
    say(f"{counted(days, 'day')} lived through:")
    say(f"{numbers['sent']} sent, {counted(numbers['followups'], 'follow-up')} raised,")
    played = counted(numbers["replies"], "answer")
    say(f"{played} played, {numbers['skipped']} passed over, {numbers['held']} held,")
    say(f"{numbers['missed']} missed, {numbers['failed']} failed. Everything is in {folder}.")
