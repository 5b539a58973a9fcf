"""`outreach approve`."""

import getpass
from typing import Annotated, Any

import typer
from rich.text import Text

from outreach import wiring
from outreach.actions.approve import Approvals, Approved, approve_all
from outreach.actions.approve import approve as approve_one
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
from outreach.cli.showing import console, counted, finding_json, findings, say, worth_showing
from outreach.core.errors import UsageError

NOTHING: dict[str, Any] = {"errors": [], "findings": [], "campaigns": []}


def approve(
    context: typer.Context,
    campaign: Annotated[str | None, typer.Argument(help="The campaign.", show_default=False)] = None,
    steps: Annotated[list[str] | None, typer.Argument(help="Only these steps.", show_default=False)] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every campaign.")] = False,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who approves; default you.")] = None,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Approve this exact wording, seeing what changed since the last approval.

    Example: outreach approve construction-launch invitation
    """
    with reporting(NOTHING, as_json=as_json):
        if (campaign is None) is not everything:
            raise UsageError("name a campaign, or give --all for every campaign")
        place = wiring.room(place_of(context))
        if campaign is not None:
            present(place, campaign)
        at = moment(now, place.house)
        with wiring.open_world(place) as world:
            who = by or login()
            if campaign is None:
                done = approve_all(world, who, at)
            else:
                done = [approve_one(world, campaign, steps or (), who, at)]
    problems = tuple(dict.fromkeys((*place.problems, *(each for one in done for each in one.problems))))
    if as_json:
        emit(
            {
                "errors": problems_json(problems),
                "findings": _findings(done),
                "campaigns": [_json(one) for one in done],
            }
        )
    else:
        complain(problems)
        for one in done:
            _show(one, whole=not everything)
        if not problems:
            _next(done)
    leave(2 if problems else max((one.exit_status for one in done), default=0))


def login() -> str:
    """Who is at the keyboard, as the machine knows them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


def _findings(done: list[Approvals]) -> list[dict[str, Any]]:
    return [finding_json(each) for one in done for each in one.findings]


def _json(one: Approvals) -> dict[str, Any]:
    return {
        "campaign": one.campaign,
        "approved": [_step(each) for each in one.approved],
        "unchanged": [_step(each) for each in one.unchanged],
        "left_out": [_step(each) for each in one.left],
        "refused": [finding_json(each) for each in one.refused],
        "awaiting_agreement": list(one.awaiting),
    }


def _step(each: Approved) -> dict[str, str]:
    return {"step": each.step, "occurrence": each.occurrence, "outcome": each.outcome, "diff": each.diff}


def _show(one: Approvals, *, whole: bool) -> None:
    findings(worth_showing(one.findings))
    if one.refused and not one.approved and not one.unchanged:
        say(f"{one.campaign}: nothing approved. Mend the above, then: outreach approve {one.campaign}")
        return
    for each in one.approved:
        say(f"{one.campaign}/{_name(each)}: approved ({each.outcome})")
        if whole or each.outcome == "changed":
            _show_diff(each.diff)
    for each in one.left:
        say(f"{one.campaign}/{_name(each)}: left out, {each.outcome}")
    kept = f", {len(one.unchanged)} as before" if one.unchanged else ""
    refused = f", {len(one.refused)} refused" if one.refused else ""
    say(f"{one.campaign}: {counted(len(one.approved), 'text')} approved{kept}{refused}")


def _name(each: Approved) -> str:
    return each.step if each.occurrence == "once" else f"{each.step} {each.occurrence}"


def _show_diff(diff: str) -> None:
    out = console()
    for line in diff.splitlines():
        style = {"+": "green", "-": "red"}.get(line[:1], "dim")
        out.print(Text(f"    {line}", style=style), soft_wrap=True)


def _next(done: list[Approvals]) -> None:
    awaiting = [(one.campaign, who) for one in done for who in one.awaiting]
    if awaiting:
        campaign, who = awaiting[0]
        names = ", ".join(sorted({each for _, each in awaiting}))
        say(f"Still to agree to the letter in their name: {names}.")
        say(f"When one has: outreach agreed {campaign} {who}")
    elif any(one.refused for one in done):
        say("Next: outreach check")
    else:
        say("Next: outreach run")
