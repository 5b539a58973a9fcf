"""`outreach resolve`."""

from enum import StrEnum
from typing import Annotated, Literal

import typer

from outreach import wiring
from outreach.cli.door import AsJson, Now, emit, moment, place_of, reporting
from outreach.cli.showing import say
from outreach.core.errors import UsageError
from outreach.core.history import Key


class Answer(StrEnum):
    """What a person found out about a message."""

    SENT = "sent"
    FAILED = "failed"
    AGAIN = "again"


MEANS: dict[Answer, Literal["sent", "failed", "waiting"]] = {
    Answer.SENT: "sent", Answer.FAILED: "failed", Answer.AGAIN: "waiting",
}  # fmt: skip


def resolve(
    context: typer.Context,
    key: Annotated[str, typer.Argument(help="The message: campaign/step/occurrence/recipient.")],
    answer: Annotated[Answer, typer.Argument(help="It was sent; it failed; send it again.")],
    reason: Annotated[str, typer.Option("--reason", help="How you know.")] = "",
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Say what became of a message of which the machine cannot know whether it left.

    Example: outreach resolve construction-launch/invitation/once/builder-07 sent --reason "she has it"
    """
    with reporting({"key": key}, as_json=as_json):
        parts = key.split("/")
        if len(parts) != 4 or not all(parts):  # noqa: PLR2004 - the four parts of a key
            raise UsageError(f"`{key}` is no message; write campaign/step/occurrence/recipient")
        place = wiring.room(place_of(context))
        with wiring.open_world(place) as world:
            found = Key(*parts)
            if world.ledger.delivery(found) is None:
                raise UsageError(f"there is no message {key}; see: outreach deliveries --status unknown")
            why = reason or "a person said so"
            world.ledger.resolve(found, MEANS[answer], why, moment(now, place.house))
    if as_json:
        emit({"errors": [], "key": key, "status": MEANS[answer]})
    else:
        say(f"{key} is {MEANS[answer]} now. Next: outreach deliveries --status unknown")
