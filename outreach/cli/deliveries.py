"""`outreach deliveries`."""

from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from outreach import wiring
from outreach.cli.door import AsJson, emit, place_of, reporting
from outreach.cli.showing import say, table
from outreach.core.fields import zone
from outreach.core.history import Delivery, Status

Only = Annotated[
    Status | None,
    typer.Option(
        "--status",
        metavar="STATUS",
        show_default=False,
        case_sensitive=False,
        help="Only these: sent, failed, skipped, missed, held, waiting or unknown.",
    ),
]


def deliveries(
    context: typer.Context,
    status: Only = None,
    as_json: AsJson = False,
) -> None:
    """List what became of every message.

    Example: outreach deliveries --status unknown
    """
    with reporting(None, as_json=as_json):
        place = wiring.room(place_of(context))
        with wiring.open_world(place, read_only=True) as world:
            rows = list(world.ledger.deliveries(status))
    if as_json:
        emit([_json(each) for each in rows])
        return
    if not rows:
        say(
            "Nothing has gone out yet. Next: outreach plan"
            if status is None
            else f"Nothing is {status.value}."
        )
        return
    local = zone(place.house.organisation.timezone)
    table(("when", "message", "channel", "status", "why"), (_line(each, local) for each in rows))
    if any(each.status is Status.UNKNOWN for each in rows):
        say("When you know what became of an unknown one: outreach resolve KEY sent|failed|again")
    else:
        say("Next: outreach followups")


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


def _line(each: Delivery, local: ZoneInfo) -> tuple[str, ...]:
    when = (each.settled or each.due).astimezone(local)
    return f"{when:%Y-%m-%d %H:%M %Z}", str(each.key), each.channel, each.status.value, each.reason
