"""`outreach followups`."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from typing import Annotated, Any, get_args

import typer
from rich.text import Text

from outreach import wiring
from outreach.actions.followups import InFull, Shown, in_full, number_of, todo
from outreach.cli.door import AsJson, Now, emit, moment, place_of, reporting
from outreach.cli.showing import counted, heading, paragraph, say, table
from outreach.core.errors import UsageError
from outreach.core.fields import zone
from outreach.core.followingup.words import who
from outreach.core.followup import FollowUp, FollowUpKind
from outreach.core.resembling import Common, resembling
from outreach.core.spelling import nearest

FIRST = 50
"""How many are listed where nobody asks for more or fewer."""
KINDS: tuple[FollowUpKind, ...] = get_args(FollowUpKind)


def followups(
    context: typer.Context,
    number: Annotated[
        str, typer.Argument(metavar="[ID]", help="One in full, with its text.", show_default=False)
    ] = "",
    owner: Annotated[
        str, typer.Option("--for", metavar="OWNER", help="Only what is for this person.", show_default=False)
    ] = "",
    kind: Annotated[
        str,
        typer.Option("--kind", metavar="KIND", help=f"Only these: {', '.join(KINDS)}.", show_default=False),
    ] = "",
    campaign: Annotated[
        str, typer.Option("--campaign", metavar="CAMPAIGN", help="Only about this one.", show_default=False)
    ] = "",
    everything: Annotated[bool, typer.Option("--all", help="Those done too.")] = False,
    limit: Annotated[
        int | None,
        typer.Option("--limit", metavar="N", min=1, help=f"So many at most; {FIRST}, or all in JSON."),
    ] = None,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """List what a person must do next, the longest overdue first; or show one in full.

    In full it has the script of a call, the text of a post, the notes, and what was said so far.

    Example: outreach followups --for champion-1
    """
    with reporting(None, as_json=as_json):
        only = _kind(kind) if kind else None
        place = wiring.room(place_of(context))
        at, size = moment(now, place.house), limit if as_json else limit or FIRST
        with wiring.open_world(place, read_only=True) as world:
            if number:
                local = zone(place.house.organisation.timezone)
                _one(in_full(world, number_of(number), at), local, wiring.faq(place), as_json=as_json)
                return
            listed, in_all = todo(
                world, at, owner=owner, kind=only, campaign=campaign, done=everything, size=size
            )
    if as_json:
        emit([shown_json(each) for each in listed])
    else:
        _list(listed, in_all)


def _kind(written: str) -> FollowUpKind:
    found = next(
        (each for each in KINDS if each == written.lower().replace("-", "_").replace(" ", "_")), None
    )
    if found is None:
        raise UsageError(f"`{written}` is no kind of follow-up{nearest(written, KINDS)}; {', '.join(KINDS)}")
    return found


def _list(listed: Sequence[Shown], in_all: int) -> None:
    if not listed:
        say("Nothing to do. Next: outreach plan")
        return
    table(("id", "due", "kind", "for", "what"), map(_line, listed), right=frozenset({"id"}))
    still = [each for each in listed if not each.listed.done]
    late = sum(each.overdue > 0 for each in still)
    if in_all > len(listed):
        say(f"\nThe first {len(listed)} of {in_all:,}. More: outreach followups --limit {len(listed) * 4}")
    else:
        overdue = f", {late} of them overdue" if late else ""
        done = f", {past} done" if (past := len(listed) - len(still)) else ""
        say(f"\n{counted(len(still), 'thing')} to do{overdue}{done}.")
    say(f"One in full: outreach followups {(still or listed)[0].listed.id}")
    if still:
        say(f"When one is done: outreach done {still[0].listed.id}")


def _line(shown: Shown) -> tuple[object, ...]:
    one, done = shown.listed.followup, shown.listed.done
    due = Text(f"{one.due}", style="dim" if done else "bold red" if shown.overdue else "")
    return shown.listed.id, due, one.kind.replace("_", " "), one.owner, _what(shown)


def _what(shown: Shown) -> Text:
    one = shown.listed.followup
    step = "" if one.contact else f"{one.campaign} {one.step}".strip()
    what = Text(f"{step}: {one.reason}" if step else one.reason)
    if one.count > 1:
        what.append(f" ({one.count})")
    if one.phone:
        what.append(f" ({one.phone})", style="bold")
    if shown.listed.done:
        return Text("done: ", style="dim") + what
    if shown.overdue:
        what.append(f"; {_late(shown)}", style="red")
    return what


def _late(shown: Shown) -> str:
    return f"overdue since {_day(shown.listed.followup.due)}{_also(shown)}"


def _also(shown: Shown) -> str:
    return f", now also for {', '.join(shown.also_for)}" if shown.also_for else ""


def _one(shown: InFull, local: tzinfo, faq: Sequence[Common], *, as_json: bool) -> None:
    listed, one = shown.shown.listed, shown.shown.listed.followup
    offered = resembling(one.text, faq) if one.kind == "answer" else ()
    if as_json:
        suggestions = [{"question": each.question, "answer": each.answer} for each in offered]
        emit([{**shown_json(shown.shown), **_more_json(shown), "suggestions": suggestions}])
        return
    heading(f"{listed.id}  {one.reason}")
    for label, value in _facts(shown):
        if value:
            paragraph(value, label=label)
    if one.text:
        _words(one)
    for each in offered[:1]:
        say(f"\nThis may answer it ({each.question})")
        paragraph(each.answer)
    _so_far(shown, local)
    if shown.answers is not None:
        say(f"\nThe whole message: outreach inbox {shown.answers.id}")
    if listed.done:
        say("\nNext: outreach followups")
        return
    say(f'\nWhen it is done: outreach done {listed.id} --note "what came of it"')
    say(f"Somebody else does it: outreach assign {listed.id} OWNER")


def _words(one: FollowUp) -> None:
    """The text of a post as it is to be copied; a script or a message as it is best read."""
    say("")
    if one.kind == "post":
        say(one.text)
        return
    for line in one.text.splitlines():
        paragraph(line)


def _facts(shown: InFull) -> list[tuple[str, str]]:
    listed, contact = shown.shown.listed, shown.contact
    one = listed.followup
    late = (
        f", {counted(shown.shown.overdue, 'day')} overdue{_also(shown.shown)}" if shown.shown.overdue else ""
    )
    person = (
        f"{who(contact)}, {contact.title}" if contact and contact.title else who(contact) if contact else ""
    )
    return [
        ("Due", "done" if listed.done else f"{one.due:%A} {_day(one.due)} {one.due.year}{late}"),
        ("Kind", one.kind.replace("_", " ")),
        ("For", one.owner),
        ("About", f"{one.campaign} {one.step}".strip()),
        ("Person", f"{person} [{contact.id}]" if contact else one.contact),
        ("Telephone", one.phone),
        ("How many", str(one.count) if one.count > 1 else ""),
        ("Link", one.link),
    ]


def _so_far(shown: InFull, local: tzinfo) -> None:
    if shown.notes:
        say("\nNoted:")
        for note in shown.notes:
            say(f"  {note.at.astimezone(local):%Y-%m-%d %H:%M}  {note.by}: {note.text}")
    if shown.turns:
        say("\nSo far:")
        rows = (
            (f"  {turn.at.astimezone(local):%Y-%m-%d %H:%M}", turn.side, _said(turn.what, turn.words))
            for turn in shown.turns
        )
        table(("when", "who", "what"), rows, headed=False)


def _said(what: str, words: str) -> str:
    return f'{what}: "{words}"' if words else what


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"


def shown_json(shown: Shown) -> dict[str, Any]:
    """A follow-up in the shape of `followups --json`."""
    followup = shown.listed.followup
    return {
        "id": shown.listed.id,
        "due": followup.due.isoformat(),
        "kind": followup.kind,
        "contact": followup.contact or None,
        "campaign": followup.campaign,
        "step": followup.step,
        "count": followup.count,
        "reason": followup.reason,
        "owner": followup.owner,
        "phone": followup.phone or None,
        "done": shown.listed.done,
        "overdue": shown.overdue,
        "also_for": list(shown.also_for),
        "text": followup.text,
        "link": followup.link,
    }


def _more_json(shown: InFull) -> dict[str, Any]:
    return {
        "notes": [{"at": _utc(each.at), "by": each.by, "text": each.text} for each in shown.notes],
        "conversation": [
            {"at": _utc(each.at), "side": each.side, "what": each.what, "words": each.words}
            for each in shown.turns
        ],
        "inbox": shown.answers.id if shown.answers is not None else None,
    }


def _utc(moment_: datetime) -> str:
    return moment_.isoformat().replace("+00:00", "Z")
