"""`outreach preview`."""

import tempfile
import webbrowser
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from outreach import wiring
from outreach.actions.preview import Shown
from outreach.actions.preview import preview as look
from outreach.channels.outbox import payload
from outreach.cli.door import AsJson, Now, emit, moment, place_of, present, reporting
from outreach.cli.showing import say
from outreach.core.fields import zone
from outreach.core.message import Email, Errand, Message, Post


def preview(
    context: typer.Context,
    campaign: Annotated[str, typer.Argument(help="The campaign.")],
    step: Annotated[str, typer.Argument(help="The step.")],
    to: Annotated[str | None, typer.Option("--to", metavar="CONTACT", help="For this person.")] = None,
    occurrence: Annotated[
        str | None, typer.Option("--occurrence", metavar="O", help="Which one: 2027-03-09, or a commitment.")
    ] = None,
    open_it: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Show a message as it will go out.

    Example: outreach preview construction-launch invitation --to builder-07 --open
    """
    with reporting({"messages": []}, as_json=as_json):
        place = wiring.room(place_of(context))
        present(place, campaign)
        with wiring.open_world(place, read_only=True) as world:
            shown = look(world, campaign, step, to or "", occurrence or "", moment(now, place.house))
    if as_json:
        emit({"errors": [], "messages": [_document(each) for each in shown]})
        return
    for each in shown:
        say(_readable(each.message, zone(place.house.organisation.timezone)))
    if open_it:
        webbrowser.open(_page(shown[0].message).as_uri())
    say(f"\nNext: outreach approve {campaign} {step}")


def _document(shown: Shown) -> dict[str, str]:
    message = shown.message
    fields = {"key": str(message.key), "channel": shown.channel, "text": message.text}
    if isinstance(message, Email):
        fields |= {"subject": message.subject, "html": message.html, "message_id": message.message_id}
    return fields


def _readable(message: Message, local: ZoneInfo) -> str:
    match message:
        case Email():
            head = [
                f"From: {message.sender.name} <{message.sender.address}>",
                f"To: {message.to.name} <{message.to.address}>",
                f"Subject: {message.subject}",
            ]
            if message.invite:
                starts = message.invite.starts.astimezone(local)
                head.append(f"Invitation: {message.invite.title}, {starts:%Y-%m-%d %H:%M %Z}")
            return "\n".join([*head, "", message.text])
        case Post():
            return f"On {message.network}:\n\n{message.text}\n"
        case Errand():
            return f"{message.reason} (for {message.owner})\n\n{message.text}\n"


def _page(message: Message) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="outreach-preview-"))
    if isinstance(message, Email):
        path = folder / "message.html"
        path.write_text(message.html, encoding="utf-8")
    else:
        ending, content = payload(message)[0]
        path = folder / f"message{ending}"
        path.write_bytes(content)
    return path
