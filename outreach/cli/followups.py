"""`outreach followups`."""

from typing import Annotated, Any

import typer

from outreach import wiring
from outreach.cli.door import AsJson, emit, place_of, reporting
from outreach.cli.showing import counted, say, table
from outreach.core.followup import Listed


def followups(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Those done too.")] = False,
    as_json: AsJson = False,
) -> None:
    """List what a person must do next: calls with their numbers, posts, tasks, decisions.

    Example: outreach followups
    """
    with reporting(None, as_json=as_json):
        place = wiring.room(place_of(context))
        with wiring.open_world(place, read_only=True) as world:
            listed = world.ledger.followups(done=everything)
    if as_json:
        emit([_json(each) for each in listed])
        return
    if not listed:
        say("Nothing to do. Next: outreach plan")
        return
    table(
        ("id", "due", "kind", "for", "what", "telephone"),
        (_line(each) for each in listed),
        right=frozenset({"id"}),
    )
    say(f"\n{counted(len(listed), 'thing')} to do. When one is done: outreach done {listed[0].id}")


def _json(each: Listed) -> dict[str, Any]:
    followup = each.followup
    return {
        "id": each.id,
        "due": followup.due.isoformat(),
        "kind": followup.kind,
        "contact": followup.contact or None,
        "campaign": followup.campaign,
        "step": followup.step,
        "count": followup.count,
        "reason": followup.reason,
        "owner": followup.owner,
        "phone": followup.phone or None,
        "done": each.done,
        "text": followup.text,
        "link": followup.link,
    }


def _line(each: Listed) -> tuple[object, ...]:
    one = each.followup
    count = f" ({one.count})" if one.count > 1 else ""
    done = "done: " if each.done else ""
    return each.id, one.due, one.kind, one.owner, f"{done}{one.campaign}: {one.reason}{count}", one.phone
