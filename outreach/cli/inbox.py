"""`outreach inbox`."""

from datetime import tzinfo
from typing import Annotated, Any, get_args

import typer

from outreach import wiring
from outreach.actions.inbox import InFull, attribute, in_full
from outreach.cli.collect import first_words, is_unsure, whose_it_is
from outreach.cli.door import AsJson, Now, emit, moment, place_of, reporting
from outreach.cli.showing import heading, paragraph, say, table
from outreach.core.errors import UsageError
from outreach.core.fields import zone
from outreach.core.inbound.nouns import Kept, Kind
from outreach.core.notices import called
from outreach.core.resembling import resembling
from outreach.core.spelling import nearest

SHOWN = 200
"""How many of the newest are listed where nobody asks for all."""


def inbox(
    context: typer.Context,
    number: Annotated[
        int | None, typer.Argument(metavar="[ID]", help="One in full, with its text.", show_default=False)
    ] = None,
    whose: Annotated[
        str | None,
        typer.Option("--is", metavar="CONTACT", help="It is from this person, and counts for them."),
    ] = None,
    campaign: Annotated[
        str | None, typer.Option("--campaign", help="Only about this campaign; with --is, what it is about.")
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option("--kind", help=f"Only these: {', '.join(get_args(Kind))}.", show_default=False),
    ] = None,
    unanswered: Annotated[
        bool, typer.Option("--unanswered", help="Only what nobody has answered yet.")
    ] = False,
    everything: Annotated[bool, typer.Option("--all", help=f"All, not only the newest {SHOWN}.")] = False,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """List what came back, the newest first, or show one in full: who, about what, and what to answer.

    Example: outreach inbox 12 --is builder-07
    """
    with reporting(None, as_json=as_json):
        place = wiring.room(place_of(context))
        if whose is not None:
            _attribute(context, number, whose, campaign, now, as_json=as_json)
            return
        with wiring.open_world(place, read_only=True) as world:
            if number is not None:
                _in_full(in_full(world, number), place, as_json=as_json)
                return
            size = None if everything else SHOWN + 1
            kinds = (_kind(kind),) if kind else ()
            kept = world.ledger.inbox(size, kinds=kinds, campaign=campaign or "", unanswered=unanswered)
            if campaign and not kept and not world.problems:
                world.named(campaign)
    listed = kept if everything else kept[:SHOWN]
    if as_json:
        emit([kept_json(each) for each in listed])
        return
    if not listed and (kind or campaign or unanswered):
        say("Nothing of that kind has come back. All that has: outreach inbox")
        return
    _list(listed, zone(place.house.organisation.timezone), more=len(kept) > len(listed))


def _kind(written: str) -> Kind:
    known: tuple[Kind, ...] = get_args(Kind)
    for each in known:
        if each == written.replace("-", "_"):
            return each
    raise UsageError(f"`{written}` is no kind of answer{nearest(written, known)}")


def _attribute(
    context: typer.Context,
    number: int | None,
    whose: str,
    campaign: str | None,
    now: str | None,
    *,
    as_json: bool,
) -> None:
    if number is None:
        raise UsageError("--is needs the number of what came back; see: outreach inbox")
    place = wiring.room(place_of(context))
    with wiring.open_world(place) as world:
        found = attribute(world, number, whose, campaign or "", moment(now, place.house))
    if as_json:
        emit({"errors": [], "id": number, "contact": whose, "campaign": found.match.campaign})
        return
    about = f", about {found.match.campaign}," if found.match.campaign else ""
    say(f"{number} is from {whose}{about} and counts. Next: outreach inbox")


def _list(listed: list[Kept], local: tzinfo, *, more: bool) -> None:
    if not listed:
        say("Nothing has come back. Next: outreach collect")
        return
    table(
        ("id", "when", "kind", "from", "whose", "about", "says"),
        (_line(each, local) for each in listed),
        right=frozenset({"id"}),
    )
    if more:
        say(f"\nThe newest {SHOWN}; all of them: outreach inbox --all")
    say(f"\nOne in full: outreach inbox {listed[0].id}. What to do about it: outreach followups")


def _line(each: Kept, local: tzinfo) -> tuple[object, ...]:
    one = each.inbound
    about = f"{one.match.campaign} {one.match.step}".strip()
    answered = "answered: " if each.answered else ""
    when = one.received.astimezone(local).strftime("%Y-%m-%d %H:%M")
    return (
        each.id,
        when,
        one.kind.replace("_", " "),
        one.sender,
        whose_it_is(one),
        about,
        answered + first_words(one),
    )


def _in_full(shown: InFull, place: wiring.Room, *, as_json: bool) -> None:
    one, local = shown.kept.inbound, zone(place.house.organisation.timezone)
    offered = resembling(one.text, wiring.faq(place)) if one.kind in ("answer", "mention") else ()
    if as_json:
        more = {
            "suggestions": [{"question": each.question, "answer": each.answer} for each in offered],
            "raw": f"var/inbox/{shown.raw}",
        }
        emit(kept_json(shown.kept) | more)
        return
    name = f"{one.sender_name} <{one.sender}>" if one.sender_name else one.sender
    heading(f"{shown.kept.id}  {one.kind.replace('_', ' ')} from {name}")
    for label, value in _facts(shown, local):
        if value:
            paragraph(value, label=label)
    if shown.shown:
        say(f"\n{shown.shown}")
    for each in offered[:1]:
        say(f"\nThis may answer it ({each.question}):\n{each.answer}")
    _before(shown, local)
    _next(shown)


def _facts(shown: InFull, local: tzinfo) -> list[tuple[str, str]]:
    one, who, answered = shown.kept.inbound, shown.contact, shown.kept.answered
    person = f"{who.name or who.id} ({who.id}){f', {who.phone}' if who.phone else ''}" if who else ""
    standing = " Shown, and counts for nobody." if is_unsure(one) else ""
    return [
        ("When", one.received.astimezone(local).strftime("%A, %Y-%m-%d %H:%M")),
        ("Subject", one.subject),
        ("Whose", f"{person}.{standing}" if person else "nobody we know"),
        ("About", f"{one.match.campaign} {one.match.step}".strip()),
        ("Matched", f"{one.match.confidence}: {one.match.why}"),
        ("Kind", one.why),
        ("Says", one.rsvp or one.partstat or ""),
        ("Votes", ", ".join(f"{at:%Y-%m-%d %H:%M} {choice}" for at, choice in sorted(one.choices.items()))),
        ("Proposes", one.proposed.astimezone(local).strftime("%A, %Y-%m-%d %H:%M") if one.proposed else ""),
        ("Link", one.url),
        ("Answered", answered.astimezone(local).strftime("%A, %Y-%m-%d %H:%M") if answered else ""),
        ("Kept in", f"var/inbox/{shown.raw}"),
    ]


def _before(shown: InFull, local: tzinfo) -> None:
    """What went to this person and what else came from them, the newest first."""
    went = [(each.settled or each.due, f"we sent {called(each.key)}") for each in shown.sent]
    came = [
        (each.inbound.received, f"{each.inbound.kind.replace('_', ' ')}: {first_words(each.inbound)}")
        for each in shown.heard
    ]
    if both := sorted((*went, *came), reverse=True)[:10]:
        say("\nBefore that:" if shown.contact else "")
        for at, what in both:
            say(f"  {at.astimezone(local):%Y-%m-%d %H:%M}  {what}")


def _next(shown: InFull) -> None:
    number, one = shown.kept.id, shown.kept.inbound
    if is_unsure(one) and one.kind in ("answer", "rsvp", "vote"):
        say(f"\nIf you know whose it is: outreach inbox {number} --is CONTACT")
    say("\nNext: outreach followups")


def kept_json(each: Kept) -> dict[str, Any]:
    """One thing that came back, in the shape of `inbox --json`."""
    one = each.inbound
    return {
        "id": each.id,
        "received": one.received.isoformat().replace("+00:00", "Z"),
        "channel": one.channel,
        "kind": one.kind,
        "from": one.sender,
        "contact": one.match.contact or None,
        "campaign": one.match.campaign or None,
        "step": one.match.step or None,
        "text": one.text,
        "answered": each.answered is not None,
        "subject": one.subject,
        "relation": one.match.relation,
        "confidence": one.match.confidence,
        "counts": one.counts,
        "rsvp": one.rsvp,
        "recipient": one.recipient or None,
        "permanent": one.permanent,
        "why": one.why,
        "matched_by": one.match.why,
    }
