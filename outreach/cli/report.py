"""`outreach report`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from outreach import wiring
from outreach.actions.report.figures import Report
from outreach.actions.report.report import report as make_report
from outreach.actions.report.scope import Wanted
from outreach.cli.door import AsJson, Now, complain, emit, leave, moment, past, place_of, reporting
from outreach.cli.reports.document import NOTHING, document
from outreach.cli.reports.sheet import sheet
from outreach.cli.reports.text import blocks
from outreach.cli.showing import heading, say
from outreach.core.errors import UsageError
from outreach.rendering.report_page import report_page
from outreach.rendering.report_words import period

__all__ = ["NOTHING", "report"]

SCREEN = Path("-")


def report(
    context: typer.Context,
    partnership: Annotated[str, typer.Option("--partnership", metavar="P", help="One partnership.")] = "",
    campaign: Annotated[str, typer.Option("--campaign", metavar="C", help="One campaign.")] = "",
    first: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="First day; default a year before the last.")
    ] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day; default today.")] = None,
    csv: Annotated[
        Path | None,
        typer.Option("--csv", metavar="FILE", help="Write a line for each campaign; - for the screen."),
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a page with charts, for a board.")
    ] = None,
    names: Annotated[
        bool, typer.Option("--names", help="On the page: name who is silent, who left, and who owes what.")
    ] = False,
    everybody: Annotated[
        bool, typer.Option("--all", help="List everybody who is silent or left, not the first twenty.")
    ] = False,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Show what a year looked like: reach, delivery, replies, who came, cadence, answers, silence, waivers.

    Everything is counted from what was really sent and what came back. docs/report.md defines each figure.

    The page and the CSV file name nobody, unless --names asks the page to; text and JSON are for the team.

    Example: outreach report --partnership laramie-construction --from 2027-01-01 --to 2027-12-31
    --html board.html
    """
    with reporting(NOTHING, as_json=as_json):
        _one_answer(csv, html, names=names, as_json=as_json)
        place = wiring.room(place_of(context))
        at = moment(now, place.house)
        start, end = past(first, last, at, place.house)
        wanted = Wanted(start, end, partnership, campaign, everybody=everybody)
        with wiring.open_world(place, read_only=True) as world:
            made = make_report(world, wanted, at)
        _write(made, csv, html, names=names)
    if as_json:
        emit(document(made))
    else:
        complain(made.problems)
        _tell(made, csv, html)
    leave(2 if made.problems else 0)


def _one_answer(csv: Path | None, html: Path | None, *, names: bool, as_json: bool) -> None:
    """See that the options go together.

    Raises:
        UsageError: two answers on one screen, or names for no page.
    """
    if csv == SCREEN and as_json:
        raise UsageError("--json and --csv - are two answers on one screen; give --csv a file")
    if names and html is None:
        raise UsageError("--names is for the page; add --html FILE, or leave it out: the text has names")


def _write(made: Report, csv: Path | None, html: Path | None, *, names: bool) -> None:
    if html is not None:
        _to_file(html, report_page(made, names=names), "utf-8")
    if csv is not None and csv != SCREEN:
        _to_file(csv, sheet(made), "utf-8-sig")


def _to_file(path: Path, text: str, encoding: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding=encoding, newline="")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error


def _tell(made: Report, csv: Path | None, html: Path | None) -> None:
    if csv == SCREEN:
        sys.stdout.write(sheet(made))
    elif csv is None and html is None:
        _show(made)
    if csv not in (None, SCREEN):
        say(f"The campaigns are in {csv}.")
    if html is not None:
        say(f"The report is in {html}. Open it in a browser; it prints on Letter paper.")


def _show(made: Report) -> None:
    heading(made.scope.title)
    say(period(made.scope.first, made.scope.last))
    if made.is_ahead:
        days = f"--from {made.scope.first} --to {made.scope.last}"
        say(f"\nThese days have not come yet, so there is nothing to tell. Next: outreach plan {days}")
    elif made.is_empty:
        say("\nNothing was sent in these days, and nothing came back. Next: outreach plan")
    else:
        for title, lines in blocks(made):
            say("")
            heading(title)
            for line in lines:
                say(line)
        say("\nNext: outreach report --html board.html")
