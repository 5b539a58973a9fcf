"""`outreach call-off`."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any

import typer

from outreach import wiring
from outreach.actions.calloff import cancelled, moved, taken_back, with_campaign
from outreach.actions.newscast import (
    Coming,
    Told,
    against,
    approve_news,
    coming,
    ended,
    news,
    see_that_all_may_hear,
    see_that_words_were_seen,
    told,
    told_alone,
    withdraw,
)
from outreach.actions.running.account import Account
from outreach.actions.running.run import run as run_once
from outreach.actions.world import World
from outreach.cli.approve import login
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
from outreach.cli.run import is_harmless
from outreach.cli.showing import counted, finding_json, findings_in_short, heading, say, table
from outreach.core.deciding import Matter
from outreach.core.errors import AnotherRunError, Place, Problem, UsageError
from outreach.core.finding import Finding
from outreach.core.history import OPEN, Status
from outreach.stopping import until_asked
from outreach.workspace.changing import Rewriting, rewriting

NOTHING: dict[str, Any] = {
    "errors": [], "findings": [], "campaign": "", "file": "", "written": {}, "told": 0, "by": [], "phone": [],
    "sent": 0, "held": 0, "failed": 0, "unknown": 0, "waiting": 0, "problems": [],
}  # fmt: skip
BAD = (Status.HELD, Status.FAILED, Status.UNKNOWN)
PATIENCE = 10.0
"""How many seconds a run that is in progress is waited for."""
PAUSE = 0.5


@dataclass(slots=True)
class _CallOff:
    """One call-off: what is to be done, and as far as it has come, what was done."""

    campaign: str
    after: World
    matters: Sequence[Matter]
    told: Sequence[Told]
    phone: Sequence[Coming]
    against: Sequence[Finding]
    file: Rewriting | None = None
    written: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    done: Mapping[Status, int] = field(default_factory=dict)
    problems: Sequence[str] = ()
    busy: bool = False

    @property
    def people(self) -> int:
        """How many are told."""
        return sum(each.people for each in self.told if each.hear_it)

    @property
    def exit_status(self) -> int:
        """3 when another run went on for too long, 1 when a rule is against it or somebody was not told."""
        if self.busy:
            return 3
        return int(bool(self.against or self.problems or self.waiting) or any(map(self.done.get, BAD)))

    @property
    def waiting(self) -> int:
        """How many are still to be told."""
        return sum(self.done.get(each, 0) for each in OPEN - {Status.HELD})


def call_off(
    context: typer.Context,
    campaign: Annotated[str, typer.Argument(help="The campaign whose event it is.")],
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="Why, as those who are told read it.")
    ],
    new_date: Annotated[
        str | None,
        typer.Option("--new-date", metavar="WHEN", help="Move it to then (2027-04-08 09:00) instead."),
    ] = None,
    guest: Annotated[
        str | None,
        typer.Option("--for", metavar="CONTACT", help="Take back this one invitation only; final."),
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who approves; default you.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show all of it, and change nothing.")] = False,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Call an event off or move it: written into its file, told at once, with the list of whom to telephone.

    Example: outreach call-off construction-launch --reason "Closed roads" --new-date "2027-04-08 09:00"
    """
    with reporting(NOTHING, as_json=as_json):
        if guest is not None and new_date is not None:
            raise UsageError("--for takes one invitation back, --new-date moves the event; give one of them")
        place = wiring.room(place_of(context))
        if now is not None and not (dry_run or is_harmless(place)):
            raise UsageError("--now works here only while every channel is `outbox` or `by_hand`")
        present(place, campaign)
        at = moment(now, place.house)
        given = at if now is not None else None
        with (
            until_asked() as rest,
            wiring.open_world(place, read_only=dry_run, at=given, rest=rest, impatient=True) as world,
        ):
            if guest is not None:
                doing = _for_one(world, campaign, guest, at)
            else:
                doing = _for_all(world, place, campaign, reason, new_date, at)
            see_that_all_may_hear(doing.told)
            if not as_json:
                _show_plan(doing)
            if not dry_run and not doing.against:
                _do(doing, guest, reason, by or login(), at)
    if as_json:
        emit(_json(doing))
    else:
        _show_end(doing, dry_run=dry_run)
    leave(doing.exit_status)


def _for_all(
    world: World, place: wiring.Room, campaign: str, reason: str, new_date: str | None, now: datetime
) -> _CallOff:
    """The event cancelled or moved for everybody."""
    if new_date is None:
        wanted = cancelled(world, campaign, reason, now)
    else:
        wanted = moved(world, campaign, reason, new_date, now)
        see_that_words_were_seen(world, campaign, now)
    after = with_campaign(world, wanted.campaign)
    matters = news(after, campaign, now)
    file = rewriting(place.root, world.named(campaign), wanted.campaign, wanted.values)
    written = {".".join(map(str, path)): value for path, value in wanted.values.items()}
    return _CallOff(
        campaign, after, matters, told(after, matters, now), coming(world, campaign),
        against(after, matters, now), file, written, wanted.notes,
    )  # fmt: skip


def _for_one(world: World, campaign: str, guest: str, now: datetime) -> _CallOff:
    """The invitation of one guest taken back."""
    matter = taken_back(world, campaign, guest, now)
    after = with_campaign(world, world.named(campaign))
    theirs = [each for each in coming(world, campaign) if each.contact.id == guest]
    contact = world.ledger.known([guest])[guest]
    return _CallOff(
        campaign, after, [matter], told_alone(matter, contact, now), theirs, against(after, [matter], now)
    )


def _do(doing: _CallOff, guest: str | None, reason: str, by: str, now: datetime) -> None:
    """Approve, write, send: in this order, so that what is cut short is finished by the next run."""
    approve_news(doing.after, doing.matters, by, now)
    if guest is not None:
        contact = doing.after.ledger.known([guest])[guest]
        withdraw(doing.after, doing.matters[0], contact, reason, now)
    elif doing.file is not None and doing.written:
        doing.file.write()
    account = _sent(doing.after, now)
    doing.busy = account is None
    doing.problems = account.problems if account is not None else ()
    doing.done = ended(doing.after, doing.matters)


def _sent(world: World, now: datetime) -> Account | None:
    """One pass for this campaign's news; None where another run goes on for too long."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return run_once(world, now)
        except AnotherRunError:
            if time.monotonic() >= until:
                return None
            time.sleep(PAUSE)


def _show_plan(doing: _CallOff) -> None:
    """What stands against it, what is written, and who hears of it: before anything is done."""
    findings_in_short(doing.against)
    if doing.file is not None and doing.written:
        say(f"In {doing.file.name}, under `event`:")
        for name, value in doing.written.items():
            say(f"    {name.removeprefix('event.')}: {value}")
    for note in doing.notes:
        say(f"Note: {note}.")
    for each in doing.told:
        verb = "hears" if each.people == 1 else "hear"
        hear = f"{verb} of it by e-mail" if each.hear_it else f"not told by e-mail: {each.reason}"
        say(f"{counted(each.people, 'person', 'people')} {hear} (invited by `{each.step}`)")
    if not doing.told:
        say("Nobody is left to be told by e-mail.")


def _show_end(doing: _CallOff, *, dry_run: bool) -> None:
    if dry_run:
        say("Nothing was changed, since this is a dry run.")
    elif doing.against:
        say("Nothing was changed. Mend the above, or waive it in the file, then do this again.")
    else:
        _show_done(doing)
    if doing.phone and not doing.against:
        heading("To telephone, since they were coming:")
        rows = [
            (each.rsvp, each.contact.name or each.contact.id, each.contact.organisation, _number(each))
            for each in doing.phone
        ]
        table(("answer", "name", "organisation", "phone"), rows)
    if not doing.against:
        say(f"Next: {_following(doing, dry_run=dry_run)}")


def _following(doing: _CallOff, *, dry_run: bool) -> str:
    if dry_run:
        return "the same without --dry-run"
    if "event.starts" in doing.written:
        return f"outreach plan, to see what of {doing.campaign} waits for approval"
    return "outreach deliveries"


def _show_done(doing: _CallOff) -> None:
    if doing.busy:
        complain([Problem(Place(""), _busy())])
    for problem in doing.problems:
        say(problem)
    parts = [f"{number} {status.value}" for status, number in doing.done.items() if number]
    if parts:
        say(f"{', '.join(parts)}.")
    if doing.waiting and not doing.busy:
        say("What waits goes out with a run in sending hours; to try it at once, do this again.")


def _busy() -> str:
    return "another run is in progress; nothing is lost: it is approved, and the next `outreach run` sends it"


def _number(each: Coming) -> str:
    return each.contact.phone or "no number"


def _json(doing: _CallOff) -> dict[str, Any]:
    return {
        "errors": problems_json([Problem(Place(""), _busy())]) if doing.busy else [],
        "findings": [finding_json(each) for each in doing.against],
        "campaign": doing.campaign,
        "file": doing.file.name if doing.file is not None else "",
        "written": dict(doing.written),
        "told": doing.people,
        "by": [
            {"step": each.step, "channel": each.channel, "people": each.people, "told": each.hear_it,
             "reason": each.reason}
            for each in doing.told
        ],
        "phone": [_phone_json(each) for each in doing.phone],
        **{each.value: doing.done.get(each, 0) for each in (Status.SENT, *BAD)},
        "waiting": doing.waiting,
        "problems": list(doing.problems),
    }  # fmt: skip


def _phone_json(each: Coming) -> dict[str, str]:
    who = each.contact
    return {
        "id": who.id, "name": who.name, "organisation": who.organisation, "phone": who.phone,
        "answer": each.rsvp,
    }  # fmt: skip
