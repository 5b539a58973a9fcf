"""Chasing: what a person must do whatever falls due, raised once and closed when it is done."""

from datetime import datetime, time, timedelta

from outreach.actions.agenda import Agenda
from outreach.actions.telling import Telling
from outreach.actions.world import World
from outreach.core.audience import waits_for_attendance
from outreach.core.campaign import Campaign, Commitment
from outreach.core.deciding import gate
from outreach.core.history import History, Status
from outreach.core.plan import Decide, Schedule
from outreach.core.polling import outcome
from outreach.core.when import instant


def chase(world: World, laid: Agenda, telling: Telling) -> None:
    """Messages nobody knows the end of, polls without a winner, attendance, overdue commitments."""
    _unknown(world, telling)
    for name, schedule in laid.schedules.items():
        history = laid.histories[name]
        if history.began is not None:
            _poll(schedule, history, laid.now, telling)
            _attendance(laid, schedule, history, telling)
            _commitments(schedule, history, laid.now, telling)


def overdue_from(schedule: Schedule, commitment: Commitment) -> datetime:
    """The moment (UTC) from which a commitment is overdue: the end of its day."""
    return instant(datetime.combine(commitment.due + timedelta(1), time()), schedule.mail.zone)[0]


def _unknown(world: World, telling: Telling) -> None:
    keys = [each.key for each in world.ledger.deliveries(Status.UNKNOWN)]
    telling.unknown(keys)
    names = {f"{key.campaign}/{key.step}/{key.occurrence}/unknown" for key in keys}
    asked = (each.followup for each in world.ledger.followups())
    settled = [each.key for each in asked if each.kind == "resolve" and each.key not in names]
    if settled:
        telling.close(*settled)


def _poll(schedule: Schedule, history: History, now: datetime, telling: Telling) -> None:
    """A poll whose votes decide nothing is a person's decision."""
    campaign, poll = schedule.campaign, schedule.campaign.poll
    if poll is None or schedule.opens is None or schedule.opens > now:
        return
    ended = outcome(poll, history.votes, history.decision, schedule.closes, now)
    key = f"{campaign.id}/poll/undecided"
    if ended.needs_a_person:
        reason = f"{ended.reason}; choose the date with `outreach poll decide {campaign.id}`"
        telling.ask(campaign, key, "decide", reason)
    else:
        telling.close(key)


def _attendance(laid: Agenda, schedule: Schedule, history: History, telling: Telling) -> None:
    """What is for those who came waits until somebody says who did."""
    campaign, key = schedule.campaign, f"{schedule.campaign.id}/attendance"
    waiting = [
        touch
        for touch in schedule.touches
        if waits_for_attendance(touch, history) and touch.due is not None and touch.due <= laid.now
    ]
    if not waiting:
        telling.close(key)
    elif any(gate(laid.matter(touch), laid.now).what is Decide.WAIT for touch in waiting):
        reason = f"record who came with `outreach attendance {campaign.id}`; what is for them waits"
        telling.ask(campaign, key, "task", reason, count=len({touch.step.id for touch in waiting}))


def _commitments(schedule: Schedule, history: History, now: datetime, telling: Telling) -> None:
    """A commitment whose day has passed, until it is ticked off or the call is called off."""
    campaign = schedule.campaign
    for each in campaign.commitments:
        key = f"{campaign.id}/commitment/{each.id}/overdue"
        if each.id in history.done or _called_off(campaign):
            telling.close(key)
        elif overdue_from(schedule, each) <= now and not campaign.paused:
            reason = (
                f"overdue since {each.due.day} {each.due:%B}: {each.what}; ask, then {_tick(campaign, each)}"
            )
            telling.ask(campaign, key, "task", reason, contact=each.who)


def _called_off(campaign: Campaign) -> bool:
    return campaign.event is not None and campaign.event.status == "cancelled"


def _tick(campaign: Campaign, commitment: Commitment) -> str:
    return f"`outreach done {campaign.id}/{commitment.id}`"
