"""Run: one unattended pass. Sends what is due, once, and tells a person what it could not do."""

from datetime import datetime, timedelta

from outreach.actions.agenda import agenda
from outreach.actions.composing.compose import Composer
from outreach.actions.noticing.sending import attend
from outreach.actions.receiving.receive import receive
from outreach.actions.running.account import Account
from outreach.actions.running.chasing import chase
from outreach.actions.running.feeds import put_feeds
from outreach.actions.running.walk import Walk
from outreach.actions.world import World
from outreach.core.errors import AnotherRunError
from outreach.core.history import Status
from outreach.core.marks import mark

BAD = (Status.HELD, Status.FAILED, Status.MISSED, Status.UNKNOWN)
"""The ends that a person is told of."""
LONGEST = timedelta(minutes=10)
"""How long a run sends before it ends, so that the next one reads the files anew."""


def run(world: World, now: datetime) -> Account:
    """Send everything that is due at `now` and raise follow-ups for what is not.

    Raises:
        AnotherRunError: another run is in progress, or has been since the files were read, and changed them.
    """
    account = Account(errors=world.problems)
    with world.ledger.only_run():
        _see_that_it_is_as_read(world)
        moment: datetime | None = world.moment(now)
        ends = world.moment(now) + LONGEST
        while moment is not None:
            again = one_pass(world, moment, account)
            moment = _after_resting(world, now, moment, again) if again is not None and again < ends else None
    account.problems = list(dict.fromkeys(account.problems))
    return account


def _see_that_it_is_as_read(world: World) -> None:
    """What was read before a call-off had its turn must not undo it: it would tell everybody the old date.

    Raises:
        AnotherRunError: the files have been changed since they were read.
    """
    if not _is_as_read(world):
        raise AnotherRunError(
            "The files were changed while this run began; it has done nothing. Run it again."
        )


def _is_as_read(world: World) -> bool:
    return world.as_read is None or world.as_read()


def _after_resting(world: World, now: datetime, last: datetime, again: datetime) -> datetime | None:
    """The moment of the next pass, once it has come.

    None when the program is asked to stop, when the files have been changed and must be read anew, or when no
    time passes: the clock stands, or was set back.
    """
    pause = (again - world.moment(now)).total_seconds()
    if world.rest is not None and pause > 0:
        world.rest.rest(pause)
    moment = world.moment(now)
    goes_on = moment > last and not world.stopping and _is_as_read(world)
    return moment if goes_on else None


def one_pass(world: World, now: datetime, account: Account) -> datetime | None:
    """The pass itself, once the installation's one run is ours.

    Returns when the next pass should come (UTC), for what had only its turn or was too many for a limit; None
    where nothing is left that could go soon.
    """
    _, unknown = world.ledger.give_back_abandoned(now)
    account.tally.counts[Status.UNKNOWN] += len(unknown)
    world.ledger.reach(_reach(world))
    for campaign in world.campaigns:
        _set_out(world, campaign.id, now)
        for step in campaign.steps:
            if step.was:
                world.ledger.rename_step(campaign.id, step.was, step.id)
    account.replies += receive(world, world.moment(now), account.problems)
    laid = agenda(world, now, now)
    walk = Walk(world, laid, Composer.of(world), now, account)
    try:
        walk.all()
        if not world.at_once:
            chase(walk.composer, laid, walk.telling)
            walk.telling.close_mended()
            _attend(world, now, walk)
    finally:
        walk.sender.ways.hang_up()
    if not world.at_once:
        walk.sender.ways.let_go(now)
    if world.shelf is not None:
        account.problems += put_feeds(world, laid.histories, world.shelf)
    account.followups += walk.telling.raised
    account.errors = tuple(dict.fromkeys((*account.errors, *walk.holding.texts.problems)))
    return walk.again


def _attend(world: World, now: datetime, walk: Walk) -> None:
    """Send what the house itself has to say; what went well counts as nothing that was sent.

    A simulation, which remembers its layouts, has nobody to write to.
    """
    if world.layouts is None:
        ended = attend(world, world.moment(now), walk.sender.ways)
        walk.account.tally.add({each: ended[each] for each in BAD})


def _reach(world: World) -> int:
    """The mark of what keeps people from being invited and may end; then all are looked at anew.

    That is the short list, and what is called off: whoever still waited for an invitation to an event that is
    held after all is invited to it.
    """
    off = (each.id for each in world.campaigns if each.event and each.event.status == "cancelled")
    return mark((*sorted(world.house.only_to), *sorted(off)))


def _set_out(world: World, campaign: str, now: datetime) -> None:
    """Where nobody approves, a campaign begins with the first run that sees it."""
    if world.assumed or world.house.approval == "none":
        world.ledger.begin(campaign, now)
