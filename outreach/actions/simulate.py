"""Simulate: the same passes on a virtual clock, on a copy of the ledger, into an outbox."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from outreach.actions.agenda import NEVER, Agenda, agenda, first_moment, zones_of
from outreach.actions.layouts import Layouts
from outreach.actions.replies import take
from outreach.actions.running.account import Account
from outreach.actions.running.chasing import overdue_from
from outreach.actions.running.run import one_pass
from outreach.actions.world import World
from outreach.core.deciding import Matter, last_moment
from outreach.core.history import History, Reply
from outreach.core.message import Message
from outreach.core.people import Standing
from outreach.core.plan import Schedule, Touch
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

    name: str = "silence"

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
    world = replace(world, layouts=Layouts())
    answers = sorted(played, key=lambda each: each.reply.at)
    account = Account(errors=world.problems)
    if start > now:
        quiet = replace(world, channels=dict.fromkeys(world.channels, _Silence()))
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
    ahead = _Ahead(world, end)
    moment: datetime | None = start
    while moment is not None and moment <= end:
        watch(moment)
        while answers and answers[0].reply.at <= moment:
            _play(world, answers.pop(0), account)
        one_pass(world, moment, account)
        moment = ahead.after(moment, answers)


def _play(world: World, each: Played, account: Account) -> None:
    account.replies += 1
    if each.reply.kind == "unsubscribe":
        world.ledger.suppress(each.address, Standing.UNSUBSCRIBED, each.reply.at)
    take(world.ledger, each.reply)


@dataclass(slots=True)
class _Ahead:
    """When something can happen next. A campaign's moments are worked out again only when it has changed."""

    world: World
    end: datetime
    _known: dict[str, tuple[Schedule, History, list[datetime]]] = field(default_factory=dict)

    def after(self, moment: datetime, answers: Iterable[Played]) -> datetime | None:
        """The next moment at which something can happen."""
        laid = agenda(self.world, moment, self.end)
        ahead = [each.reply.at for each in answers]
        for name in laid.schedules:
            ahead += self._next_of(laid, name)
        later = self.world.ledger.next_due(moment)
        if later is not None:
            ahead.append(later)
        return min((each for each in ahead if each > moment), default=None)

    def _next_of(self, laid: Agenda, name: str) -> list[datetime]:
        """The next of a campaign's moments, if there is one."""
        schedule, history = laid.schedules[name], laid.histories[name]
        known = self._known.get(name)
        if known is None or known[0] is not schedule or known[1] is not history:
            known = self._known[name] = (schedule, history, sorted(self._moments(laid, schedule)))
        at = bisect_right(known[2], laid.now)
        return known[2][at : at + 1]

    def _moments(self, laid: Agenda, schedule: Schedule) -> Iterator[datetime]:
        """Every moment at which something of a campaign is looked at, as it stands."""
        for touch in schedule.touches:
            yield from _looks(laid.matter(touch), self._zones(touch))
        if schedule.closes is not None:
            yield schedule.closes
        for each in schedule.campaign.commitments:
            yield overdue_from(schedule, each)

    def _zones(self, touch: Touch) -> Iterable[str]:
        return zones_of(self.world.ledger) if touch.is_local else ()


def _looks(matter: Matter, zones: Iterable[str]) -> Iterator[datetime]:
    """When a touch is looked at, in order: when it begins, falls due for somebody, and is past its time."""
    touch = matter.touch
    if touch.begins is None:
        return
    moment = touch.begins
    yield moment
    if matter.progress is None and (first := first_moment(touch, zones)) > moment:
        moment = first
        yield moment
    if matter.progress is not None and matter.progress.finished:
        return
    last = last_moment(matter)
    if last < NEVER and last + MOMENT > moment:
        yield last + MOMENT
