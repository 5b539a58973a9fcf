"""`outreach send-test`."""

from dataclasses import replace
from typing import Annotated

import typer

from outreach import wiring
from outreach.actions.sendtest import Tested, send_test
from outreach.actions.world import World
from outreach.channels.only_to import only_to
from outreach.cli.door import complain, leave, place_of, present, reporting
from outreach.cli.showing import say
from outreach.core.errors import Place, Problem, UsageError
from outreach.ports import NotSent, Receipt, Refused, Unsupported


def sendtest(
    context: typer.Context,
    campaign: Annotated[str, typer.Argument(help="The campaign.")],
    step: Annotated[str, typer.Argument(help="The step.")],
    to: Annotated[str, typer.Option("--to", metavar="ADDRESS", help="Where the test goes.")],
    reader: Annotated[
        str | None, typer.Option("--as", metavar="CONTACT", help="As this person would get it.")
    ] = None,
    occurrence: Annotated[
        str | None, typer.Option("--occurrence", metavar="O", help="Which one: 2027-03-09, or a commitment.")
    ] = None,
    sandbox: Annotated[
        bool, typer.Option("--sandbox", help="Have SendGrid check it, and deliver nothing.")
    ] = False,
) -> None:
    """Send one marked test message through the real channel. It counts for nothing, and its links do nothing.

    Example: outreach send-test construction-launch invitation --to hello@partnerships.example.org
    """
    with reporting(None, as_json=False):
        place = wiring.room(place_of(context))
        present(place, campaign)
        with wiring.open_world(place) as world:
            chosen = _in_sandbox(place, world) if sandbox else world
            tested = send_test(chosen, campaign, step, occurrence or "", to, reader or "", wiring.now())
    if not isinstance(tested.answer, Receipt):
        complain([Problem(Place(""), f"{_failure(tested.answer)}: {tested.answer}")])
        leave(1)
    _tell(tested, tested.answer, place, sandbox=sandbox)
    say(f"Next: outreach approve {campaign} {step}")


def _in_sandbox(place: wiring.Room, world: World) -> World:
    """The same world with e-mail leaving through SendGrid's sandbox.

    Raises:
        UsageError: e-mail does not leave through SendGrid.
    """
    from outreach.channels.sendgrid import SendGrid  # noqa: PLC0415 - only here

    if place.house.channels.email != "sendgrid":
        raise UsageError("--sandbox is SendGrid's; leave it out, or set `channels: {email: sendgrid}`")
    secrets = place.settings.secrets
    checking = SendGrid(secrets.sendgrid_api_key, secrets.sendgrid_api_url, sandbox=True)
    return replace(world, channels={**world.channels, "email": only_to(checking, place.house.short_list)})


def _failure(answer: Exception) -> str:
    match answer:
        case NotSent():
            return "Not sent"
        case Refused() | Unsupported():
            return "Refused"
        case _:
            return "Nobody can say whether it left"


def _tell(tested: Tested, receipt: Receipt, place: wiring.Room, *, sandbox: bool) -> None:
    way = place.house.channels.email
    if sandbox:
        say("SendGrid has checked it and takes it; nothing was delivered.")
    elif way == "outbox":
        say(f"Written to {wiring.outbox_folder(place) / receipt.provider_id}. Open it with a mail program.")
    else:
        say(f'Sent to {tested.email.to.address} by {way}: "{tested.email.subject}".')
    if tested.email.invite is not None and not sandbox and way != "outbox":
        say("It puts an entry into that calendar, apart from the real one. Delete it there; nobody is told.")
