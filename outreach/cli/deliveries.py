"""`outreach deliveries`."""

import json
from typing import Annotated, Any

import typer

from outreach import wiring
from outreach.cli.door import AsJson, place_of, reporting
from outreach.cli.showing import say, table
from outreach.core.history import Delivery, Status


def deliveries(
    context: typer.Context,
    status: Annotated[
        Status | None, typer.Option("--status", help="Only these.", show_default=False, case_sensitive=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List what became of every message.

    Example: outreach deliveries --status unknown
    """
    with reporting(None, as_json=as_json):
        place = wiring.room(place_of(context))
        with wiring.open_world(place, read_only=True) as world:
            rows = world.ledger.deliveries(status)
            if as_json:
                _stream([_json(each) for each in rows])
                return
            shown = [_line(each) for each in rows]
    if not shown:
        say(
            "Nothing has gone out yet. Next: outreach plan"
            if status is None
            else f"Nothing is {status.value}."
        )
        return
    table(("when", "message", "channel", "status", "why"), shown)
    say("Settle one that is unknown: outreach resolve KEY sent|failed|again")


def _stream(rows: list[dict[str, Any]]) -> None:
    print(json.dumps(rows, ensure_ascii=False, indent=2))  # noqa: T201


def _json(each: Delivery) -> dict[str, Any]:
    return {
        "key": str(each.key),
        "campaign": each.key.campaign,
        "step": each.key.step,
        "occurrence": each.key.occurrence,
        "recipient": each.key.recipient,
        "channel": each.channel,
        "status": each.status.value,
        "attempts": each.attempts,
        "due": each.due.isoformat().replace("+00:00", "Z"),
        "settled": each.settled.isoformat().replace("+00:00", "Z") if each.settled else None,
        "message_id": each.message_id,
        "provider_id": each.provider_id,
        "reason": each.reason,
    }


def _line(each: Delivery) -> tuple[str, ...]:
    when = each.settled or each.due
    return f"{when:%Y-%m-%d %H:%M} UTC", str(each.key), each.channel, each.status.value, each.reason
