"""`outreach followups`."""

from typing import Annotated, Any

import typer

from outreach import wiring
from outreach.cli.door import AsJson, emit, place_of, reporting
from outreach.cli.showing import counted, say, table
from outreach.core.errors import UsageError
from outreach.core.followup import Listed


def followups(
    context: typer.Context,
    number: Annotated[
        int | None, typer.Argument(metavar="[ID]", help="One in full, with its text.", show_default=False)
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Those done too.")] = False,
    as_json: AsJson = False,
) -> None:
    """List what a person must do next, or show one in full: the script of a call, the text of a post.

    Example: outreach followups 12
    """
    with reporting(None, as_json=as_json):
        place = wiring.room(place_of(context))
        with wiring.open_world(place, read_only=True) as world:
            listed = world.ledger.followups(done=everything or number is not None)
        if number is not None:
            listed = [each for each in listed if each.id == number]
            if not listed:
                raise UsageError(f"there is no follow-up {number}; see: outreach followups")
    if as_json:
        emit([_json(each) for each in listed])
        return
    if number is not None:
        _in_full(listed[0])
        return
    if not listed:
        say("Nothing to do. Next: outreach plan")
        return
    table(
        ("id", "due", "kind", "for", "what", "telephone"),
        (_line(each) for each in listed),
        right=frozenset({"id"}),
    )
    say(f"\n{counted(len(listed), 'thing')} to do. One in full: outreach followups {listed[0].id}")
    say(f"When one is done: outreach done {listed[0].id}")


def _in_full(listed: Listed) -> None:
    one = listed.followup
    done = "done" if listed.done else f"due {one.due}, for {one.owner}"
    say(f"{listed.id}  {one.campaign} {one.step}: {one.reason}\n{done}")
    for label, value in (("Telephone", one.phone), ("Link", one.link)):
        if value:
            say(f"{label}: {value}")
    if one.text:
        say(f"\n{one.text}")
    say(f"\nWhen it is done: outreach done {listed.id}")


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
    what = f"{done}{one.campaign} {one.step}: {one.reason}{count}"
    return each.id, one.due, one.kind, one.owner, what, one.phone
