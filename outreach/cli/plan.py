"""`outreach plan`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from outreach import wiring
from outreach.actions.planning.plan import Plan, Row
from outreach.actions.planning.plan import plan as make_plan
from outreach.actions.planning.quotas import Quota
from outreach.cli.calendar import write_plan
from outreach.cli.door import (
    AsJson,
    Now,
    complain,
    emit,
    leave,
    moment,
    place_of,
    problems_json,
    reporting,
    span,
)
from outreach.cli.showing import counted, finding_json, findings_in_short, heading, say, table, worth_showing
from outreach.core.plan import Decide

NOTHING: dict[str, Any] = {"errors": [], "findings": [], "touches": [], "limits": []}
COLOURS = {"send": "green", "hold": "bold red", "skip": "dim", "wait": "yellow", "missed": "bold red"}
First = Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day; default today.")]
Last = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day; default a year later.")]


def plan(
    context: typer.Context,
    first: First = None,
    last: Last = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a calendar page instead.")
    ] = None,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Show what goes out: when, on which channel, to how many people, what is decided and why.

    Example: outreach plan --from 2027-01-01 --to 2027-03-31
    """
    with reporting(NOTHING, as_json=as_json):
        place = wiring.room(place_of(context))
        at = moment(now, place.house)
        start, end = span(first, last, at, place.house)
        with wiring.open_world(place, read_only=True) as world:
            made = make_plan(world, at, start, end)
            if html is not None:
                write_plan(html, made, world, start, end)
    if as_json:
        emit(_document(made))
    else:
        complain(made.problems)
        if html is None:
            _show(made)
        else:
            _show_findings(made)
            say(f"The calendar is in {html}. Open it in a browser.")
    leave(_status(made))


def _status(made: Plan) -> int:
    if made.problems:
        return 2
    found = {each for row in made.rows for each in row.findings} | set(made.findings)
    return int(any(each.stops for each in found))


def _document(made: Plan) -> dict[str, Any]:
    return {
        "errors": problems_json(made.problems),
        "findings": [finding_json(each) for each in made.findings],
        "touches": [_touch(row) for row in made.rows],
        "limits": [_limit(each) for each in made.quotas],
    }


def _limit(quota: Quota) -> dict[str, Any]:
    return {
        "provider": quota.provider,
        "limit": quota.limit.count,
        "period": quota.limit.period,
        "from": quota.start.date().isoformat(),
        "planned": quota.planned,
    }


def _touch(row: Row) -> dict[str, Any]:
    return {
        "campaign": row.touch.campaign.id,
        "step": row.touch.step.id,
        "occurrence": row.touch.occurrence,
        "channel": row.touch.channel,
        "due": None if row.due is None else row.due.isoformat().replace("+00:00", "Z"),
        "due_local": None if row.due is None else local(row, row.due).isoformat(),
        "recipients": row.recipients,
        "decision": row.decision.what.value,
        "reason": reason(row),
        "rule": row.decision.rule,
        "approved": row.approved,
        "agreed": row.agreed,
        "notes": list(row.touch.notes),
        "findings": [finding_json(each) for each in row.findings],
    }


def local(row: Row, due: datetime) -> datetime:
    """A moment on the campaign's clock."""
    return due.astimezone(row.schedule.mail.zone)


def reason(row: Row) -> str:
    """Why: what was decided, else what was moved."""
    return row.decision.reason or "; ".join(row.touch.notes)


def _show(made: Plan) -> None:
    """The table first, then what the rules say of it, and last the next command."""
    if made.rows:
        table(
            ("when", "campaign", "step", "channel", "people", "decision", "why"),
            map(_line, _entries(made.rows)),
            right=frozenset({"people"}),
        )
        mail = ("email", "x", "mastodon", "bluesky")
        sent = sum(
            r.recipients for r in made.rows if r.decision.what is Decide.SEND and r.touch.channel in mail
        )
        say(f"\n{counted(sent, 'message')} would go out.")
        if listed := made.rows[0].schedule.short_list.entries:
            say(f"`only_to:` is set: mail goes to {', '.join(listed)} only, and nothing is posted in public.")
        for quota in made.quotas:
            say(f"{quota}. Spread them, or set `limits:`.")
    _show_findings(made)
    if made.rows:
        _next(made)
    else:
        say("Nothing is planned in these days. Next: outreach new launch NAME --partnership P")


def _show_findings(made: Plan) -> None:
    every = (*made.findings, *(each for row in made.rows for each in row.findings))
    found = sorted(worth_showing(every), key=lambda each: not each.stops)
    if found:
        heading("\nWhat the rules say of it (`outreach rules CODE` tells why):")
        findings_in_short(found)
        say("")


def _next(made: Plan) -> None:
    waiting = list(dict.fromkeys(row.touch.campaign.id for row in made.rows if _awaits_approval(row)))
    if waiting:
        say(f"Not approved yet: {', '.join(waiting)}.")
    if _status(made):
        say("Next: mend the errors, then: outreach check")
    elif waiting:
        say(f"Next: outreach approve {waiting[0]}")
    else:
        say("Next: outreach run")


def _awaits_approval(row: Row) -> bool:
    """Whether an approval would let it go: not what is passed over, nor what has no words yet."""
    return not row.approved and row.recipients > 0 and row.decision.what in (Decide.SEND, Decide.WAIT)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of the table: rows that differ in their network only, and those of people passed over."""

    rows: list[Row]
    passed: list[Row]


def _entries(rows: Sequence[Row]) -> list[_Entry]:
    """The lines of the table, in the order of the rows."""
    going = {row.touch.name for row in rows if row.decision.what is not Decide.SKIP}
    alike: dict[tuple[object, ...], list[Row]] = {}
    passed: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        if row.decision.what is Decide.SKIP and row.touch.name in going:
            passed.setdefault(row.touch.name, []).append(row)
        else:
            alike.setdefault(_likeness(row), []).append(row)
    return [_Entry(each, passed.pop(each[0].touch.name, [])) for each in alike.values()]


def _likeness(row: Row) -> tuple[object, ...]:
    """What rows of one line have in common; posts may be on different networks."""
    campaign, step, occurrence, channel = row.touch.name
    where = "" if row.touch.step.send == "post" else channel
    return campaign, step, occurrence, where, row.due, row.decision, row.agreed, row.touch.notes


def _line(entry: _Entry) -> tuple[object, ...]:
    row = entry.rows[0]
    when = "not decided yet" if row.due is None else f"{local(row, row.due):%a %d %b %Y %H:%M}"
    step = (
        row.touch.step.id if row.touch.occurrence == "once" else f"{row.touch.step.id} {row.touch.occurrence}"
    )
    where = row.touch.channel if len(entry.rows) == 1 else f"{len(entry.rows)} networks"
    whom = "" if row.touch.step.send in ("post", "task") else row.recipients
    decision = Text(row.decision.what.value, style=COLOURS[row.decision.what.value])
    return when, row.touch.campaign.id, step, where, whom, decision, "; ".join(_why(entry))


def _why(entry: _Entry) -> Iterator[str]:
    row = entry.rows[0]
    if said := reason(row):
        yield said
    if row.decision.what is Decide.SEND and not row.recipients:
        yield "for nobody yet"
    if row.decision.what is Decide.SEND and not row.agreed:
        yield "signers have not all agreed yet"
    for each in entry.passed:
        yield f"{each.recipients} passed over: {each.decision.reason}"
