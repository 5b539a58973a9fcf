"""Simulate: the same passes on a virtual clock, on a copy of the ledger, into an outbox."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from outreach.actions.agenda import NEVER, agenda, first_moment, zones_of
from outreach.actions.chasing import overdue_from
from outreach.actions.run import Account, one_pass
from outreach.actions.world import World
from outreach.core.deciding import Matter, last_moment
from outreach.core.history import Reply
from outreach.core.message import Message
from outreach.core.people import Standing
from outreach.core.plan import Touch
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
    zones = zones_of(world.ledger) if any(_comes_in_zones(touch, moment) for touch in laid.touches()) else ()
    looks = (_looked_at(matter, moment, zones) for matter in laid.matters())
    ahead = [at for at in looks if at is not None]
    for schedule in laid.schedules.values():
        ahead += [schedule.closes] if schedule.closes else []
        ahead += [overdue_from(schedule, each) for each in schedule.campaign.commitments]
    ahead += [each.reply.at for each in answers]
    later = world.ledger.next_due(moment)
    if later is not None:
        ahead.append(later)
    return min((each for each in ahead if each > moment), default=None)


def _comes_in_zones(touch: Touch, moment: datetime) -> bool:
    """Whether a `local` time may have come for somebody, and not yet for the campaign's own zone."""
    if not touch.is_local or touch.begins is None or touch.due is None:
        return False
    return touch.begins <= moment < touch.due


def _looked_at(matter: Matter, moment: datetime, zones: Iterable[str]) -> datetime | None:
    """When a touch is looked at next: when it falls due, or when its time has passed."""
    touch = matter.touch
    if touch.begins is None or touch.begins > moment:
        return touch.begins
    if matter.progress is None and (first := first_moment(touch, zones)) > moment:
        return first
    if matter.progress is not None and matter.progress.finished:
        return None
    last = last_moment(matter)
    return last + MOMENT if last < NEVER else None
