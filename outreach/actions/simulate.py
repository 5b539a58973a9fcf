"""Simulate: the same passes on a virtual clock, on a copy of the ledger, into an outbox."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from outreach.actions.agenda import agenda
from outreach.actions.run import Account, one_pass
from outreach.actions.world import World
from outreach.core.deciding import Matter
from outreach.core.grace import deadline
from outreach.core.history import Reply
from outreach.core.message import Message
from outreach.core.people import Standing
from outreach.ports import Receipt

MOMENT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Played:
    """An answer that a simulation plays at its moment; `address` is the contact's e-mail."""

    reply: Reply
    address: str = ""


@dataclass(frozen=True, slots=True)
class _Silence:
    """A channel into nothing, for what is lived through and not shown."""

    name: str

    def send(self, message: Message) -> Receipt:
        """Take it and keep nothing."""
        del message
        return Receipt()


def simulate(
    world: World,
    now: datetime,
    start: datetime,
    end: datetime,
    played: Sequence[Played] = (),
    watch: Callable[[datetime], None] = lambda _: None,
) -> Account:
    """Live through `start` to `end` (UTC, both included) and account for it.

    `world` must stand on a copy of the ledger. What lies between `now` and a later `start` is lived through
    first and not counted, so that the simulation finds things as they will be. `watch` is told each moment.
    """
    answers = sorted(played, key=lambda each: each.reply.at)
    account = Account(errors=world.problems)
    if start > now:
        quiet = replace(world, channels={name: _Silence(name) for name in world.channels})
        _live(quiet, now, start - MOMENT, answers, Account(), watch)
    _live(world, start, end, answers, account, watch)
    return account


def _live(
    world: World,
    start: datetime,
    end: datetime,
    answers: list[Played],
    account: Account,
    watch: Callable[[datetime], None],
) -> None:
    """Pass after pass, at each moment at which something can happen; played answers leave the list."""
    moment: datetime | None = start
    while moment is not None and moment <= end:
        watch(moment)
        while answers and answers[0].reply.at <= moment:
            _play(world, answers.pop(0), account)
        one_pass(world, moment, account)
        moment = _next(world, moment, end, answers)


def _play(world: World, each: Played, account: Account) -> None:
    account.replies += 1
    if each.reply.kind == "unsubscribe":
        world.ledger.suppress(each.address, Standing.UNSUBSCRIBED, each.reply.at)
    world.ledger.record(each.reply)


def _next(world: World, moment: datetime, end: datetime, answers: Iterable[Played]) -> datetime | None:
    """The next moment at which something can happen."""
    laid = agenda(world, moment, end)
    ahead = [at for matter in laid.matters() if (at := _looked_at(matter, moment)) is not None]
    ahead += [schedule.closes for schedule in laid.schedules.values() if schedule.closes]
    ahead += [each.reply.at for each in answers]
    later = world.ledger.next_due(moment)
    if later is not None:
        ahead.append(later)
    return min((each for each in ahead if each > moment), default=None)


def _looked_at(matter: Matter, moment: datetime) -> datetime | None:
    """When a touch is looked at next: when it falls due, or when its time has passed."""
    touch = matter.touch
    if touch.due is None or touch.due > moment:
        return touch.due
    known = matter.history.progress.get((touch.step.id, touch.occurrence, touch.channel))
    if known is not None and known.finished:
        return None
    return deadline(touch, matter.schedule) + MOMENT
