"""The calendar page: every message of a plan, or of a simulated year, one click away."""

import email
import email.policy
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from outreach.actions.agenda import Agenda, agenda
from outreach.actions.composing.compose import Composer
from outreach.actions.composing.views import SPECIMEN
from outreach.actions.composing.wording import dated
from outreach.actions.judging.crowd import Crowd
from outreach.actions.planning.lived import Lived, lived
from outreach.actions.planning.plan import Plan, Row
from outreach.actions.world import World
from outreach.cli.occasions import holiday_names, occasions
from outreach.core.audience import audience
from outreach.core.errors import OutreachError, UsageError
from outreach.core.fields import zone
from outreach.core.history import Status
from outreach.core.house import House
from outreach.core.message import Email, Message
from outreach.core.people import Contact
from outreach.core.schedule import calendars
from outreach.rendering.calendar_page import Entry, calendar_page

DECIDED = {
    Status.SENT: "send",
    Status.SKIPPED: "skip",
    Status.HELD: "hold",
    Status.WAITING: "wait",
    Status.MISSED: "missed",
    Status.FAILED: "failed",
    Status.UNKNOWN: "unknown",
}
"""How a delivery's end reads on the page; any other is still on its way."""


def write_plan(path: Path, made: Plan, world: World, start: datetime, end: datetime) -> None:
    """Write the page of a plan.

    Raises:
        UsageError: the file cannot be written.
    """
    crowd = Crowd(tuple(world.ledger.contacts()))
    composer = Composer.of(world)
    entries = [_planned(row, composer, crowd, made) for row in made.rows]
    local = zone(world.house.organisation.timezone)
    now = made.agenda.now.astimezone(local)
    said = f"As planned at {now:%Y-%m-%d %H:%M}."
    _write(path, entries, world, (start, end), said, made.agenda, today=now.date())


def write_lived(path: Path, world: World, outbox: Path, start: datetime, end: datetime) -> None:
    """Write the page of what a simulation did, with links to its files.

    Raises:
        UsageError: the file cannot be written.
    """
    entries = [_lived(each, world, outbox, path.parent) for each in lived(world.ledger, start, end)]
    said = "As a simulation lived through it, with the answers it was given."
    _write(path, entries, world, (start, end), said, agenda(world, end, end))


def _write(
    path: Path,
    entries: list[Entry],
    world: World,
    span: tuple[datetime, datetime],
    said: str,
    laid: Agenda,
    *,
    today: date | None = None,
) -> None:
    local = zone(world.house.organisation.timezone)
    first, last = (moment.astimezone(local).date() for moment in span)
    people = {each.id: each for each in world.ledger.contacts()}
    page = calendar_page(
        entries,
        world.house.organisation.name,
        said,
        days=(first, last),
        today=today,
        events=occasions(laid.schedules, world.house, people),
        holidays=holiday_names(world.house, first, last),
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error


def _planned(row: Row, composer: Composer, crowd: Crowd, made: Plan) -> Entry:
    touch = row.touch
    return Entry(
        campaign=touch.campaign.id,
        campaign_title=touch.campaign.title,
        step=touch.step.id,
        occurrence=touch.occurrence,
        channel=touch.channel,
        due_local=row.due and row.due.astimezone(row.schedule.mail.zone),
        recipients=row.recipients,
        decision=row.decision.what.value,
        reason=row.decision.reason,
        approved=row.approved,
        agreed=row.agreed,
        notes=touch.notes,
        findings=tuple(f"{each.rule}: {each.message}" for each in row.findings),
        by_hand=_by_hand(composer.world.house, touch.channel),
        **_shown(row, composer, crowd, made),
    )


def _shown(row: Row, composer: Composer, crowd: Crowd, made: Plan) -> dict[str, Any]:
    """The message as the first person it is for would get it."""
    touch = row.touch
    reader: Contact | None = None
    if touch.step.send not in ("post", "task"):
        reader = next(iter(crowd.meant(audience(touch))), SPECIMEN)
    history = made.agenda.histories[touch.campaign.id]
    try:
        message = composer.message(
            touch, dated(composer, row.schedule), history, reader, row.due or made.agenda.now
        )
    except OutreachError as error:
        return {"text": str(error)}
    return _parts(message)


def _parts(message: Message) -> dict[str, str]:
    if isinstance(message, Email):
        return {"subject": message.subject, "html": message.html, "text": message.text}
    return {"text": message.text}


def _lived(each: Lived, world: World, outbox: Path, base: Path) -> Entry:
    campaign = world.campaign(each.campaign)
    partnership = world.partnerships.get(campaign.partnership or "") if campaign else None
    local = zone(world.house.organisation.timezone)
    if campaign is not None:
        local = calendars(campaign, world.house, partnership)[0].zone
    files = list(_files(each, outbox))
    return Entry(
        campaign=each.campaign,
        campaign_title=campaign.title if campaign else each.campaign,
        step=each.step,
        occurrence=each.occurrence,
        channel=each.channel,
        due_local=each.at.astimezone(local),
        recipients=len(each.recipients),
        decision=DECIDED.get(each.status, "wait"),
        reason=each.reason,
        files=tuple((name, _link(path, base)) for name, path in files),
        by_hand=_by_hand(world.house, each.channel),
        **(_read(files[0][1]) if files else {}),
    )


def _by_hand(house: House, channel: str) -> bool:
    """Whether what goes out on a network is a person's to post."""
    return getattr(house.channels, channel, "") == "by_hand"


def _files(each: Lived, outbox: Path) -> Iterator[tuple[str, Path]]:
    """The files of those it went to, each with the recipient's name."""
    if each.status is not Status.SENT:
        return
    folder = outbox.joinpath(
        *(quote(part, safe="@+") for part in (each.campaign, each.step, each.occurrence))
    )
    for recipient in each.recipients:
        for ending in (".eml", ".txt"):
            path = folder / f"{quote(recipient, safe='@+')}{ending}"
            if path.exists():
                yield recipient, path


def _link(path: Path, base: Path) -> str:
    try:
        return quote(path.resolve().relative_to(base.resolve()).as_posix())
    except ValueError:
        return path.resolve().as_uri()


def _read(path: Path) -> dict[str, Any]:
    """The subject and bodies of a message in the outbox."""
    if path.suffix != ".eml":
        return {"text": path.read_text(encoding="utf-8")}
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    html, text = message.get_body(("html",)), message.get_body(("plain",))
    return {
        "subject": str(message["Subject"]),
        "html": html.get_content() if html else "",
        "text": text.get_content() if text else "",
    }
