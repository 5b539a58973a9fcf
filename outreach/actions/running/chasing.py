"""Chasing: what a person must do whatever falls due, raised once and closed when it is done."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from outreach.actions.agenda import Agenda
from outreach.actions.composing.compose import Composer
from outreach.actions.judging.judge import Beside, case_of
from outreach.actions.running.leaving import chase_left
from outreach.actions.running.telling import Telling, unsettled
from outreach.actions.running.tending import tend
from outreach.actions.world import World
from outreach.core.audience import waits_for_attendance
from outreach.core.campaign import Campaign, Commitment
from outreach.core.deciding import gate
from outreach.core.finding import Finding, Level, Moment
from outreach.core.followingup.closing import is_called_off
from outreach.core.followingup.promises import AHEAD, coming_due, coming_key, overdue, overdue_key
from outreach.core.followup import FollowUpKind, Wanted
from outreach.core.history import History, Status
from outreach.core.plan import Decide, Schedule
from outreach.core.polling import outcome
from outreach.core.when import instant
from outreach.rules.catalogue import RULES
from outreach.rules.examine import examine

LATELY = timedelta(days=7)
"""How long after the last of its steps was due a campaign that nobody approved is still asked about."""


FOLLOWED_UP: Mapping[str, FollowUpKind] = {"F003": "decide", "F004": "write", "F006": "task"}
"""The rules that ask a person for something once an event is over, and what kind of thing that is."""
WHO_CAME = "F006"
"""The rule that wants to know it, whether or not anything waits for it."""
_RULES = tuple(rule for rule in RULES if rule.code in FOLLOWED_UP)


def chase(composer: Composer, laid: Agenda, telling: Telling) -> None:
    """Messages nobody knows the end of, polls without a winner, what is due after an event, commitments."""
    world = composer.world
    _unknown(world, telling)
    for name, schedule in laid.schedules.items():
        history = laid.histories[name]
        _never_begun(world, schedule, history, laid.now, telling)
        if history.began is not None:
            _poll(schedule, history, laid.now, telling)
            _attendance(laid, schedule, history, telling)
            _after_event(composer, laid, schedule, telling)
            _commitments(world, schedule, history, laid.now, telling)
            chase_left(world, schedule, history, laid.now, telling)
    tend(laid, telling)


def undecided_key(campaign_id: str) -> str:
    """The follow-up that asks for a poll's date."""
    return f"{campaign_id}/!poll undecided"


def attendance_key(campaign_id: str) -> str:
    """The follow-up that asks who came."""
    return f"{campaign_id}/!attendance"


def overdue_from(schedule: Schedule, commitment: Commitment) -> datetime:
    """The moment (UTC) from which a commitment is overdue: the end of its day."""
    return instant(datetime.combine(commitment.due + timedelta(1), time()), schedule.mail.zone)[0]


def _unknown(world: World, telling: Telling) -> None:
    deliveries = list(world.ledger.deliveries(Status.UNKNOWN))
    telling.unknown(deliveries)
    open_still = unsettled(deliveries)
    asked = (each.followup for each in world.ledger.todo(Wanted(kind="resolve")))
    settled = [each.key for each in asked if each.key not in open_still]
    if settled:
        telling.close(*settled)


def _never_begun(world: World, schedule: Schedule, history: History, now: datetime, telling: Telling) -> None:
    """A campaign that nobody has approved yet, though some of it was due and more is to come."""
    campaign, key = schedule.campaign, f"{schedule.campaign.id}/!never approved"
    if history.began is not None:
        telling.close(key)
        return
    due = [touch for touch in schedule.touches if touch.due is not None and touch.due <= now]
    if not due or campaign.paused or world.house.approval == "none" or world.assumed:
        return
    if now - max(touch.due for touch in due if touch.due is not None) <= LATELY:
        remedy = f"look at it, then `outreach approve {campaign.id}`"
        telling.ask(
            campaign, key, "decide", f"nobody has approved any of it, and {due[-1].step.id} was due; {remedy}"
        )


def _poll(schedule: Schedule, history: History, now: datetime, telling: Telling) -> None:
    """A poll whose votes decide nothing is a person's decision."""
    campaign, poll = schedule.campaign, schedule.campaign.poll
    if poll is None or schedule.opens is None or schedule.opens > now:
        return
    ended = outcome(poll, history.votes, history.decision, schedule.closes, now)
    key = undecided_key(campaign.id)
    if ended.needs_a_person:
        reason = f"{ended.reason}; choose the date with `outreach poll decide {campaign.id}`"
        telling.ask(campaign, key, "decide", reason)
    else:
        telling.close(key)


def _attendance(laid: Agenda, schedule: Schedule, history: History, telling: Telling) -> None:
    """What is for those who came waits until somebody says who did."""
    campaign, key = schedule.campaign, attendance_key(schedule.campaign.id)
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


def _after_event(composer: Composer, laid: Agenda, schedule: Schedule, telling: Telling) -> None:
    """What rules ask for after an event: who came, the first call of a team, who does what by when."""
    campaign = schedule.campaign
    found: dict[str, Finding] = {}
    if schedule.ends is not None and schedule.ends <= laid.now:
        nothing_read = Beside(texts_of=frozenset())
        case, _ = case_of(composer, laid, schedule, schedule.touches, Moment.PLAN, laid.now, nothing_read)
        warned = (each for each in examine(case, _RULES) if each.level is Level.WARNING and not each.waived)
        found = {each.rule: each for each in warned if not _is_asked(each.rule, campaign, telling.world)}
    for rule, kind in FOLLOWED_UP.items():
        key = f"{campaign.id}/!after the event {rule}"
        if rule in found:
            telling.ask(campaign, key, kind, f"{rule}: {found[rule].message}; {found[rule].fix}")
        else:
            telling.close(key)


def _is_asked(rule: str, campaign: Campaign, world: World) -> bool:
    """Whether a person is asked already for what a rule asks for: who does what by when, and who came."""
    if rule == WHO_CAME:
        tasks = world.ledger.todo(Wanted(kind="task", campaign=campaign.id))
        return any(each.followup.key == attendance_key(campaign.id) for each in tasks)
    return rule == "F004" and bool(campaign.commitments)


def _commitments(world: World, schedule: Schedule, history: History, now: datetime, telling: Telling) -> None:
    """A commitment that is due within a week, or whose day has passed, until it is kept or called off."""
    campaign = schedule.campaign
    for each in campaign.commitments:
        coming, late = coming_key(campaign.id, each.id), overdue_key(campaign.id, each.id)
        if each.id in history.done or is_called_off(schedule):
            telling.close(coming, late)
            continue
        is_late = overdue_from(schedule, each) <= now
        if is_late:
            telling.close(coming)
        today = now.astimezone(schedule.mail.zone).date()
        if not campaign.paused and (is_late or today >= each.due - AHEAD):
            promised, owner = world.ledger.contact(each.who), telling.owner(campaign)
            ask = overdue if is_late else coming_due
            telling.raise_one(ask(campaign, each, promised, owner, telling.today))
