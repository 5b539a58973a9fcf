"""`outreach run`."""

import sys
from typing import Any

import typer

from outreach import wiring
from outreach.actions.running.account import Account
from outreach.actions.running.run import run as run_once
from outreach.cli.door import AsJson, Now, complain, emit, leave, moment, place_of, problems_json, reporting
from outreach.cli.showing import counted, say
from outreach.core.errors import UsageError
from outreach.core.history import Status
from outreach.stopping import until_asked

NOTHING: dict[str, Any] = {
    "errors": [], "sent": 0, "held": 0, "skipped": 0, "failed": 0, "missed": 0, "unknown": 0,
    "replies": 0, "followups": 0, "problems": [],
}  # fmt: skip
STOPPED = "Stopped when it was asked to; whatever still waits goes out with the next run."
ENDS = (Status.SENT, Status.HELD, Status.SKIPPED, Status.FAILED, Status.MISSED, Status.UNKNOWN)


def run(context: typer.Context, as_json: AsJson = False, now: Now = None) -> None:
    """Send what is due, once, and raise follow-ups. For cron; prints nothing when there is nothing to tell.

    Example: outreach run
    """
    with reporting(NOTHING, as_json=as_json):
        place = wiring.room(place_of(context))
        if now is not None and not is_harmless(place):
            raise UsageError("--now works with run only while every channel is `outbox` or `by_hand`")
        at = moment(now, place.house)
        with until_asked() as rest:
            stands, watched = at if now is not None else None, sys.stdout.isatty()
            with wiring.open_world(place, at=stands, rest=rest, impatient=watched) as world:
                account = run_once(world, at)
            stopped = rest.stopping
    if as_json:
        emit(account_json(account))
    else:
        complain(account.errors)
        for line in told(account):
            say(line)
        if stopped:
            say(STOPPED)
    leave(account.exit_status)


def is_harmless(place: wiring.Room) -> bool:
    """Whether nothing leaves the machine, so that a pass may stand at another moment."""
    return set(place.house.channels.model_dump().values()) <= {"outbox", "by_hand"}


def account_json(account: Account) -> dict[str, Any]:
    """What a pass did, in the shape of `run --json`."""
    counts = {each.value: account.tally.counts[each] for each in ENDS}
    return {
        "errors": problems_json(account.errors),
        **counts,
        "replies": account.replies,
        "followups": account.followups + account.tally.by_hand,
        "problems": account.problems,
    }


def told(account: Account) -> list[str]:
    """What a pass did, in words, a line each; nothing when it did nothing."""
    done = [f"{number} {each.value}" for each in ENDS if (number := account.tally.counts[each])]
    asked = account.followups + account.tally.by_hand
    if asked:
        done.append(counted(asked, "new follow-up"))
    following = "outreach followups" if asked else "outreach deliveries"
    return [*account.problems, *([f"{', '.join(done)}. Next: {following}"] if done else [])]
