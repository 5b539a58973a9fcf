"""Polls: how each one stands, and the date that a person chooses where the votes do not."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from outreach.actions.agenda import Agenda, agenda
from outreach.actions.composing.context import LETTERS
from outreach.actions.running.chasing import undecided_key
from outreach.actions.world import World
from outreach.core.campaign import Poll
from outreach.core.errors import UsageError
from outreach.core.fields import parse_wall
from outreach.core.history import History
from outreach.core.plan import Schedule
from outreach.core.polling import Tally, outcome, tally
from outreach.core.when import in_words, instant

PollStatus = Literal["waiting", "open", "decided", "undecided"]


@dataclass(frozen=True, slots=True)
class Offered:
    """One option: its letter, when it starts (aware, on the campaign's clock), how it was voted on."""

    letter: str
    starts: datetime
    votes: Tally

    def __str__(self) -> str:
        return f"{self.letter} ({in_words(self.starts.date())} {self.starts:%Y at %H:%M})"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a poll stands. `closes` is UTC, None while that is not known.

    `waiting` is not open yet; `undecided` has closed without a winner, and `reason` says why.
    """

    campaign: str
    closes: datetime | None
    status: PollStatus
    options: tuple[Offered, ...]
    winner: Offered | None = None
    reason: str = ""


def polls(world: World, now: datetime) -> list[Standing]:
    """Every poll as it stands, in the order of the campaigns."""
    laid = agenda(world, now, now)
    return [_standing(laid, campaign.id, campaign.poll) for campaign in world.campaigns if campaign.poll]


def decide(world: World, campaign_id: str, option: str, now: datetime, *, early: bool = False) -> Offered:
    """Choose a poll's option, by its letter or by its date and time (`2027-04-06 10:00`).

    A later choice replaces an earlier one. `early` chooses before the poll has closed.

    Raises:
        UsageError: there is no such campaign, it is no poll, it has not closed, or offers no such option.
    """
    poll = world.named(campaign_id).poll
    if poll is None:
        offering = ", ".join(each.id for each in world.campaigns if each.poll) or "none here"
        raise UsageError(f"{campaign_id} is no poll; polls are: {offering}")
    laid = agenda(world, now, now)
    chosen = _option(_standing(laid, campaign_id, poll), option)
    _closed(laid.schedules[campaign_id], now, early=early)
    world.ledger.decide_poll(campaign_id, chosen.votes.option, now)
    world.ledger.close_followups([undecided_key(campaign_id)], now)
    return chosen


def _standing(laid: Agenda, campaign_id: str, poll: Poll) -> Standing:
    schedule, history = laid.schedules[campaign_id], laid.histories[campaign_id]
    options = tuple(
        Offered(LETTERS[number % 26], _local(each.option, schedule), each)
        for number, each in enumerate(tally(poll, history.votes, schedule.closes))
    )
    ended = outcome(poll, history.votes, history.decision, schedule.closes, laid.now)
    winner = next((each for each in options if each.votes.option == ended.winner), None)
    status = "decided" if ended.winner else _undecided(schedule, history, laid.now)
    return Standing(campaign_id, schedule.closes, status, options, winner, ended.reason)


def _undecided(schedule: Schedule, history: History, now: datetime) -> PollStatus:
    if schedule.opens is None or schedule.closes is None or now < schedule.opens or history.began is None:
        return "waiting"
    return "open" if now < schedule.closes else "undecided"


def _local(wall: datetime, schedule: Schedule) -> datetime:
    return instant(wall, schedule.mail.zone)[0].astimezone(schedule.mail.zone)


def _option(standing: Standing, written: str) -> Offered:
    wanted = written.strip().upper()
    for each in standing.options:
        if wanted == each.letter or _wall(wanted) == each.votes.option:
            return each
    offered = ", ".join(map(str, standing.options))
    raise UsageError(f"{standing.campaign} offers no option `{written.strip()}`; it offers {offered}")


def _wall(written: str) -> datetime | None:
    try:
        return parse_wall(written.replace("T", " "))
    except ValueError:
        return None


def _closed(schedule: Schedule, now: datetime, *, early: bool) -> None:
    if early or (schedule.closes is not None and schedule.closes <= now):
        return
    name, remedy = schedule.campaign.id, "to choose before everybody has voted, add --early"
    if schedule.closes is None:
        raise UsageError(f"when {name} closes is not known yet; {remedy}")
    local = schedule.closes.astimezone(schedule.mail.zone)
    raise UsageError(f"{name} is open until {in_words(local.date())} at {local:%H:%M}; {remedy}")
