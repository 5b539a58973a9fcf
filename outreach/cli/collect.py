"""`outreach collect`."""

import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from outreach import wiring
from outreach.actions.receiving.reaching import Reaching
from outreach.actions.receiving.receive import collected, looked_at
from outreach.actions.world import World
from outreach.cli.door import AsJson, Now, emit, leave, moment, place_of, reporting
from outreach.cli.showing import counted, say, table
from outreach.core.inbound.nouns import Inbound
from outreach.ports import Inbox

FIRST_WORDS = 60
SPEAKS_FOR_NOBODY = frozenset({"bounce", "auto_reply", "complaint"})
"""What a machine says about somebody: it counts as no answer, whoever they are."""


def collect(
    context: typer.Context,
    source: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="PATH",
            help="A mail (.eml), an mbox, a Maildir, or a folder of them, instead of the inboxes.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would be recorded; store nothing.")
    ] = False,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Fetch what has come back, now, and record it: answers, votes, bounces, people who leave.

    Whatever came before is passed over, however often and from wherever it is fetched.

    Example: outreach collect --from replies.mbox --dry-run
    """
    with reporting(None, as_json=as_json):
        place = wiring.room(place_of(context))
        at = moment(now, place.house)
        problems: list[str] = []
        with wiring.open_world(place, read_only=dry_run, impatient=True) as world:
            ours = () if source else wiring.inboxes(place, world.ledger, at_once=True)
            inboxes = (wiring.files(source),) if source else ours
            found = _from(world, inboxes, at, problems, dry_run=dry_run)
        problems += [told for each in inboxes for told in getattr(each, "problems", ())]
    for problem in problems:
        print(problem, file=sys.stderr)  # noqa: T201
    if as_json:
        emit([inbound_json(each) for each in found])
    else:
        again = f"outreach collect{f' --from {source}' if source else ''}, to record it"
        _tell(found, inboxes, following=again if dry_run else "outreach inbox", dry_run=dry_run)
    leave(int(bool(problems)))


def _from(
    world: World, inboxes: tuple[Inbox, ...], at: datetime, problems: list[str], *, dry_run: bool
) -> list[Inbound]:
    found: list[Inbound] = []
    reaching = Reaching(world, at, problems)
    for inbox in inboxes:
        here = looked_at(world, inbox, at, problems) if dry_run else collected(world, inbox, at, reaching)
        try:
            found.extend(here)
        finally:
            inbox.hang_up()
    return found


def _tell(found: list[Inbound], inboxes: tuple[Inbox, ...], *, following: str, dry_run: bool) -> None:
    if not inboxes:
        say("No inbox is set up: set IMAP_URL in .env, or name a file with --from. See docs/inboxes.md")
        return
    if not found:
        say("Nothing new has come back. Next: outreach inbox")
        return
    table(("kind", "from", "whose", "about", "sure", "says"), map(_line, found))
    kinds = Counter(each.kind.replace("_", " ") for each in found)
    told = ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())
    verb = "would be recorded" if dry_run else "recorded"
    say(f"\n{counted(len(found), 'thing')} {verb}: {told}. Next: {following}")


def _line(each: Inbound) -> tuple[object, ...]:
    about = f"{each.match.campaign} {each.match.step}".strip()
    return (
        each.kind.replace("_", " "),
        each.sender,
        whose_it_is(each),
        about,
        each.match.confidence,
        first_words(each),
    )


def whose_it_is(inbound: Inbound) -> str:
    """Whom it is from or about; with a question mark where a person must say whether it is theirs."""
    return (
        f"{inbound.match.contact}?" if inbound.match.contact and is_unsure(inbound) else inbound.match.contact
    )


def is_unsure(inbound: Inbound) -> bool:
    """Whether a person may say whose it is; an answer to a digest is its reader's, and one of no campaign."""
    theirs = inbound.match.relation == "self" and inbound.match.confidence == "certain"
    return not inbound.counts and not theirs and inbound.kind not in SPEAKS_FOR_NOBODY


def first_words(inbound: Inbound) -> str:
    """What it says, on one short line."""
    said = " ".join((inbound.rsvp or "", inbound.text or inbound.subject)).strip()
    line = " ".join(said.split())
    return line if len(line) <= FIRST_WORDS else f"{line[: FIRST_WORDS - 1].rstrip()}\u2026"


def inbound_json(each: Inbound) -> dict[str, Any]:
    """What came back, in the shape of `collect --json`."""
    return {
        "source": each.source,
        "kind": each.kind,
        "from": each.sender,
        "contact": each.match.contact or None,
        "campaign": each.match.campaign or None,
        "step": each.match.step or None,
        "event": each.match.event or None,
        "text": each.text,
        "partstat": each.partstat,
        "recipient": each.recipient or None,
        "permanent": each.permanent,
        "confidence": each.match.confidence,
        "occurrence": each.match.occurrence or None,
        "relation": each.match.relation,
        "counts": each.counts,
        "subject": each.subject,
        "received": each.received.isoformat().replace("+00:00", "Z"),
        "votes": {option.isoformat(): choice for option, choice in sorted(each.choices.items())},
        "proposed": each.proposed.isoformat().replace("+00:00", "Z") if each.proposed else None,
        "why": each.why,
        "matched_by": each.match.why,
    }
