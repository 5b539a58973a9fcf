"""`outreach check`."""

from pathlib import Path
from typing import Annotated, Any

import typer

from outreach import wiring
from outreach.actions.check import Checked
from outreach.actions.check import check as check_files
from outreach.cli.door import AsJson, Now, complain, emit, leave, moment, place_of, problems_json, reporting
from outreach.cli.forms.choice import Form, one_form, telling, told
from outreach.cli.forms.report import Report
from outreach.cli.loose import check_loose
from outreach.cli.showing import counted, finding_json, findings, say, worth_showing
from outreach.core.errors import UsageError
from outreach.core.finding import Level
from outreach.core.spelling import nearest

NOTHING: dict[str, Any] = {"ok": False, "errors": [], "findings": []}


def check(
    context: typer.Context,
    campaigns: Annotated[
        list[str] | None, typer.Argument(help="Only these campaigns.", show_default=False)
    ] = None,
    post: Annotated[
        str | None,
        typer.Option("--post", metavar="FILE|-", help="A loose text as a post; - reads standard input."),
    ] = None,
    advice: Annotated[bool, typer.Option("--advice", help="Show advice too.")] = False,
    form: Annotated[
        Form | None,
        typer.Option(
            "--format", help="For people, as notes on GitHub, or for code scanning.", show_default="text"
        ),
    ] = None,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Check files, templates and rules: every problem at once, each with its place and its remedy.

    Example: outreach check construction-launch --advice

    With --post a loose text, such as one for tomorrow: what the rules find, and its length on each network.
    """
    root = place_of(context)
    with reporting(NOTHING, as_json=as_json):
        one_form(form, as_json=as_json)
    if post is not None:
        check_loose(root, post, campaigns, now, advice=advice, form=form, as_json=as_json)
    with reporting(NOTHING, as_json=as_json), telling(form):
        place = wiring.room(root)
        only = frozenset(campaigns or ())
        known = {each.id for each in place.workspace.campaigns}
        for name in only - known:
            if not place.problems:
                raise UsageError(f"there is no campaign `{name}`{nearest(name, known)}")
        with wiring.open_world(place, read_only=True) as world:
            found = check_files(world, moment(now, place.house), place.workspace.mentions, only)
        shown = worth_showing(found.findings, advice=advice)
        report = Report(found.problems, tuple(shown), found.exit_status)
        if as_json:
            emit(
                {
                    "ok": found.exit_status == 0,
                    "errors": problems_json(found.problems),
                    "findings": [finding_json(each) for each in shown],
                }
            )
        elif not told(form, report.seen_from(Path.cwd(), root)):
            complain(found.problems)
            findings(shown)
            _sum_up(found, len(only or known))
        leave(found.exit_status)


def _sum_up(found: Checked, campaigns: int) -> None:
    levels = [each.level for each in found.findings if not each.waived]
    errors = len(found.problems) + levels.count(Level.ERROR)
    warnings = levels.count(Level.WARNING)
    if errors:
        say(f"{counted(errors, 'error')}, {counted(warnings, 'warning')}. Mend them, then: outreach check")
        return
    waived = len(found.findings) - len(levels)
    parts = [f"{counted(campaigns, 'campaign')} checked"]
    if warnings:
        parts.append(counted(warnings, "warning"))
    if waived:
        parts.append(f"{waived} waived")
    say(f"{', '.join(parts)}. Next: outreach plan")
