"""`outreach rsvps`: who is coming, and what a person decides or records about it."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from typing import Annotated, Any

import typer

from outreach import wiring
from outreach.actions.rsvps import Guest, Responses, decline_proposal, record, rsvps_of, when_of
from outreach.actions.rsvps import rsvps as all_rsvps
from outreach.cli.door import AsJson, Now, complain, emit, leave, moment, place_of, present, reporting
from outreach.cli.showing import counted, heading, say, table
from outreach.core.errors import UsageError
from outreach.core.followingup.words import shortened
from outreach.core.history import Rsvp
from outreach.core.inbound.nouns import Kept

WORDS: dict[Rsvp | None, str] = {
    "accepted": "coming", "tentative": "may come", "declined": "not coming", None: "no answer",
}  # fmt: skip
WAYS = (
    "`outreach rsvps CAMPAIGN record CONTACT accepted|declined|tentative` (with --note TEXT, if you like), "
    "or `outreach rsvps CAMPAIGN decline-proposal ID`"
)
DIGITS = 19
"""So many digits no number of the ledger has."""
LONGEST = 160
"""How much of what somebody wrote stands in a list."""


def rsvps(
    context: typer.Context,
    campaign: Annotated[
        str | None, typer.Argument(help="The campaign whose event it is; all that are ahead when not given.")
    ] = None,
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WHAT]",
            help="`record CONTACT accepted|declined|tentative` writes an answer by telephone down; "
            "`decline-proposal ID` keeps the time, and tells who proposed another.",
            show_default=False,
        ),
    ] = None,
    note: Annotated[str, typer.Option("--note", help="With record: what else they said.")] = "",
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Show who is coming: how many of those invited answered what, and with a campaign named each person.

    Proposals of another time stand on top until a person decides.

    Answers of strangers, and of people who answer for somebody else, are shown and not counted.

    Example: outreach rsvps construction-launch record builder-07 accepted --note "brings a colleague"
    """
    if campaign is None:
        _all(context, as_json=as_json, now=now)
    elif not what:
        _one(context, campaign, note, as_json=as_json, now=now)
    else:
        _do(context, campaign, what, note, as_json=as_json, now=now)


def _all(context: typer.Context, *, as_json: bool, now: str | None) -> None:
    with reporting(None, as_json=as_json):
        place = wiring.room(place_of(context))
        with wiring.open_world(place, read_only=True) as world:
            found = all_rsvps(world, moment(now, place.house))
    complain(place.problems)
    if as_json:
        emit([_counts(each) for each in found])
    else:
        _list(found)
    leave(2 if place.problems else 0)


def _one(context: typer.Context, campaign: str, note: str, *, as_json: bool, now: str | None) -> None:
    with reporting({"campaign": campaign}, as_json=as_json):
        place = wiring.room(place_of(context))
        present(place, campaign)
        if note:
            raise UsageError(f"--note goes with an answer that is written down: {WAYS}")
        with wiring.open_world(place, read_only=True) as world:
            found = rsvps_of(world, campaign, moment(now, place.house))
    if as_json:
        emit({"errors": [], **_in_full(found)})
    else:
        _show(found)


def _do(
    context: typer.Context, campaign: str, what: Sequence[str], note: str, *, as_json: bool, now: str | None
) -> None:
    with reporting({"campaign": campaign}, as_json=as_json):
        place = wiring.room(place_of(context))
        present(place, campaign)
        at, told = moment(now, place.house), dict[str, object]()
        match what:
            case ["record", contact, answer]:
                with wiring.open_world(place) as world:
                    guest = record(world, campaign, contact, answer, at, note)
                told = {"contact": contact, "answer": guest.rsvp}
                uninvited = "" if guest.invited else ", though no invitation has gone to them"
                words = f"{contact} is written down: {WORDS[guest.rsvp]}{uninvited}"
            case ["decline-proposal", number] if number.isdecimal() and len(number) < DIGITS and not note:
                with wiring.open_world(place) as world:
                    kept = decline_proposal(world, campaign, int(number), at)
                who = kept.inbound.match.contact
                told = {"id": kept.id, "contact": who}
                words = f"The time stays; the next pass tells {who} so, once"
            case _:
                raise UsageError(f"that is nothing to do here; write it as {WAYS}")
    if as_json:
        emit({"errors": [], "campaign": campaign, **told})
    else:
        say(f"{words}. Next: outreach rsvps {campaign}")


def _list(found: Sequence[Responses]) -> None:
    if not found:
        say("No event is ahead. Next: outreach new launch NAME --partnership P")
        return
    headings = (
        "campaign",
        "starts",
        "invited",
        "coming",
        "may come",
        "not coming",
        "no answer",
        "businesses",
    )
    numbers = frozenset(headings[2:])
    table(headings, (_line(each) for each in found), right=numbers)
    for each in found:
        if each.proposals:
            waiting = counted(
                len(each.proposals), "proposal of another time waits", "proposals of another time wait"
            )
            say(f"\n{each.campaign}: {waiting} for a decision. See: outreach rsvps {each.campaign}")
    say(f"\nEach person of one: outreach rsvps {found[0].campaign}")


def _line(each: Responses) -> tuple[object, ...]:
    starts = f"{each.starts:%a %Y-%m-%d %H:%M}" if each.starts else "no date yet"
    of = f" of {each.hoped_for}" if each.hoped_for else ""
    counts = (each.count(said) for said in ("accepted", "tentative", "declined", None))
    return each.campaign, starts, each.invited, *counts, f"{each.businesses}{of}"


def _show(found: Responses) -> None:
    local = found.starts.tzinfo if found.starts and found.starts.tzinfo else UTC
    heading(f"{found.title}, {when_of(found)}")
    say(_summary(found))
    _proposals(found, local)
    if found.guests:
        say("")
        table(
            ("id", "name", "organisation", "answer", "when", "says"),
            (_guest(each, local) for each in found.guests),
        )
    _uncounted(found, local)
    _next(found)


def _summary(found: Responses) -> str:
    coming, hoped = found.count("accepted"), f" ({found.hoped_for} hoped for)" if found.hoped_for else ""
    businesses = counted(found.businesses, "business", "businesses")
    rest = ", ".join(f"{found.count(said)} {WORDS[said]}" for said in ("tentative", "declined", None))
    return f"{found.invited} invited: {coming} coming, from {businesses}{hoped}; {rest}."


def _proposals(found: Responses, local: tzinfo) -> None:
    if not found.proposals:
        return
    say("")
    heading("Another time is proposed, and waits for a decision")
    table(("id", "from", "proposes", "says"), (_proposal(each, local) for each in found.proposals),
          right=frozenset({"id"}))  # fmt: skip
    first = found.proposals[0]
    say(f"Keep the time: outreach rsvps {found.campaign} decline-proposal {first.id}")
    when = (
        f'"{first.inbound.proposed.astimezone(local):%Y-%m-%d %H:%M}"' if first.inbound.proposed else "WHEN"
    )
    say(f"Move it: outreach call-off {found.campaign} --new-date {when} --reason TEXT")


def _proposal(each: Kept, local: tzinfo) -> tuple[object, ...]:
    one = each.inbound
    when = (
        one.proposed.astimezone(local).strftime("%a %Y-%m-%d %H:%M") if one.proposed else "(cannot be read)"
    )
    uncounted = "" if one.counts else ", who is not counted"
    return each.id, f"{_from(each)}{uncounted}", when, shortened(one.text, LONGEST)


def _from(each: Kept) -> str:
    name, address = shortened(each.inbound.sender_name, LONGEST), shortened(each.inbound.sender, LONGEST)
    return f"{name} ({address})" if name else address


def _guest(each: Guest, local: tzinfo) -> tuple[object, ...]:
    who = each.contact
    role = " (support partner)" if each.table == "outer_table" else ""
    when = each.at.astimezone(local).strftime("%Y-%m-%d %H:%M") if each.at else ""
    return (
        who.id,
        f"{who.name}{role}",
        who.organisation,
        WORDS[each.rsvp],
        when,
        shortened(each.comment, LONGEST),
    )


def _uncounted(found: Responses, local: tzinfo) -> None:
    if not found.uncounted:
        return
    say("")
    heading("Shown, not counted")
    rows = (
        (each.id, _from(each), WORDS[each.inbound.rsvp],
         each.inbound.received.astimezone(local).strftime("%Y-%m-%d %H:%M"), each.inbound.match.why)
        for each in found.uncounted
    )  # fmt: skip
    table(("id", "from", "answer", "when", "why"), rows, right=frozenset({"id"}))
    say(f"When you know whose it is: outreach inbox {found.uncounted[0].id} --is CONTACT")


def _next(found: Responses) -> None:
    if found.is_over:
        say(f"\nNext: outreach attendance {found.campaign}")
    elif found.count(None):
        say(f"\nAnswered by telephone: outreach rsvps {found.campaign} record CONTACT accepted")
    else:
        say("\nNext: outreach plan")


def _counts(found: Responses) -> dict[str, Any]:
    return {
        "campaign": found.campaign,
        "title": found.title,
        "starts": found.starts.isoformat() if found.starts else None,
        "invited": found.invited,
        "accepted": found.count("accepted"),
        "tentative": found.count("tentative"),
        "declined": found.count("declined"),
        "no_answer": found.count(None),
        "businesses": found.businesses,
        "businesses_hoped_for": found.hoped_for,
        "proposals": [
            _kept_json(each) | {"proposed": _utc(each.inbound.proposed)} for each in found.proposals
        ],
        "uncounted": [_kept_json(each) | {"answer": each.inbound.rsvp} for each in found.uncounted],
    }


def _in_full(found: Responses) -> dict[str, Any]:
    return _counts(found) | {"people": [_guest_json(each) for each in found.guests]}


def _guest_json(each: Guest) -> dict[str, Any]:
    return {
        "id": each.contact.id,
        "name": each.contact.name,
        "organisation": each.contact.organisation,
        "table": each.table,
        "invited": each.invited,
        "answer": each.rsvp,
        "at": _utc(each.at),
        "comment": each.comment,
    }


def _kept_json(each: Kept) -> dict[str, Any]:
    one = each.inbound
    return {
        "id": each.id,
        "from": one.sender,
        "name": one.sender_name,
        "contact": one.match.contact or None,
        "relation": one.match.relation,
        "counts": one.counts,
        "received": _utc(one.received),
        "comment": one.text,
    }


def _utc(when: datetime | None) -> str | None:
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z") if when else None
