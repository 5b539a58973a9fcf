"""`outreach poll`: list, decide."""

from datetime import datetime
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from outreach import wiring
from outreach.actions.polls import Offered, Standing, decide, polls
from outreach.cli.door import AsJson, Now, complain, emit, leave, moment, place_of, present, reporting
from outreach.cli.showing import say, table


class _ListByDefault(TyperGroup):
    """`outreach poll` is `outreach poll list`."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Read the words; where none names a command, `list` is meant."""
        if not args or (args[0].startswith("-") and args[0] not in ctx.help_option_names):
            args = ["list", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=_ListByDefault, help="Polls: the votes, and the date that a person chooses.")


@app.command("list")
def list_(context: typer.Context, as_json: AsJson = False, now: Now = None) -> None:
    """List the polls with their votes; `outreach poll` does the same.

    Example: outreach poll list
    """
    with reporting(None, as_json=as_json):
        place = wiring.room(place_of(context))
        with wiring.open_world(place, read_only=True) as world:
            found = polls(world, moment(now, place.house))
    complain(place.problems)
    if as_json:
        emit([_json(each) for each in found])
    else:
        _tell(found)
    leave(2 if place.problems else 0)


def _tell(found: list[Standing]) -> None:
    if not found:
        say("There is no poll. Next: outreach new poll NAME --partnership P")
        return
    lines = (_line(poll, each) for poll in found for each in poll.options)
    numbers = frozenset({"yes", "if need be", "no"})
    table(("poll", "option", "starts", "yes", "if need be", "no", "status"), lines, right=numbers)
    for each in found:
        if each.status == "undecided":
            say(f"\n{each.campaign}: {each.reason}. Choose: outreach poll decide {each.campaign} OPTION")
    say("\nNext: outreach plan")


def _line(poll: Standing, each: Offered) -> tuple[object, ...]:
    status = "chosen" if poll.winner == each else poll.status
    votes = each.votes
    starts = f"{each.starts:%a %Y-%m-%d %H:%M}"
    return poll.campaign, each.letter, starts, votes.yes, votes.if_need_be, votes.no, status


def _json(poll: Standing) -> dict[str, Any]:
    return {
        "campaign": poll.campaign,
        "closes": _utc(poll.closes) if poll.closes else None,
        "status": poll.status,
        "options": [
            {
                "starts": each.starts.isoformat(),
                "yes": each.votes.yes,
                "if_need_be": each.votes.if_need_be,
                "no": each.votes.no,
            }
            for each in poll.options
        ],
        "winner": poll.winner.starts.isoformat() if poll.winner else None,
    }


def _utc(moment_: datetime) -> str:
    return moment_.isoformat().replace("+00:00", "Z")


@app.command("decide")
def decide_(
    context: typer.Context,
    campaign: Annotated[str, typer.Argument(help="The poll's campaign.")],
    option: Annotated[
        list[str], typer.Argument(help="The option's letter, or its date and time: 2027-04-06 10:00.")
    ],
    early: Annotated[bool, typer.Option("--early", help="Choose before the poll has closed.")] = False,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Choose the date of a poll, where the votes do not.

    Example: outreach poll decide action-team-date B
    """
    with reporting({"campaign": campaign, "winner": None}, as_json=as_json):
        place = wiring.room(place_of(context))
        present(place, campaign)
        at = moment(now, place.house)
        with wiring.open_world(place) as world:
            chosen = decide(world, campaign, " ".join(option), at, early=early)
    if as_json:
        emit({"errors": [], "campaign": campaign, "winner": chosen.starts.isoformat()})
    else:
        say(f"{campaign}: the date is {chosen}. Next: outreach plan")
