"""Everything that falls due, of all campaigns, in order: what plan, simulate and run walk through."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from outreach.actions.world import World
from outreach.core.campaign import Campaign, PollResult
from outreach.core.deciding import Matter
from outreach.core.fields import zone
from outreach.core.history import History, Progress
from outreach.core.plan import Schedule, Touch
from outreach.core.schedule import Setting, lay_out, lay_out_all
from outreach.core.when import instant
from outreach.ports import Ledger

NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Agenda:
    """All campaigns laid out at one moment, with their histories."""

    schedules: Mapping[str, Schedule]
    histories: dict[str, History]
    now: datetime
    kept_as: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """The old ids under which the ledger still keeps a renamed step, by campaign and new id."""
    at_once: str = ""
    """The campaign whose changes go out now, whatever the hour."""

    def touches(self) -> Iterator[Touch]:
        """Every touch, campaign by campaign."""
        for schedule in self.schedules.values():
            yield from schedule.touches

    def matters(self) -> list[Matter]:
        """Every touch, in order of due; those without a moment last."""
        found: list[Matter] = []
        for name, schedule in self.schedules.items():
            history = self.histories[name]
            began = history.began or self.now
            at_once = name == self.at_once
            found += [Matter(touch, schedule, history, began, at_once) for touch in schedule.touches]
        return sorted(found, key=_due)

    def at_hand(self) -> list[Matter]:
        """Those of the matters that have begun and are not over, in the same order: what a pass looks at.

        An invitation is never over, since people may still join.
        """
        found = [
            self.matter(touch)
            for name, schedule in self.schedules.items()
            for touch in schedule.touches
            if _at_hand(touch, self.histories[name].progress.get(touch.name[1:]), self.now)
        ]
        return sorted(found, key=_due)

    def matter(self, touch: Touch) -> Matter:
        """One touch with what is needed to decide about it. A campaign that has not begun begins now."""
        history = self.histories[touch.campaign.id]
        schedule, at_once = self.schedules[touch.campaign.id], touch.campaign.id == self.at_once
        return Matter(touch, schedule, history, history.began or self.now, at_once)

    def stored(self, touch: Touch) -> tuple[str, str, str]:
        """Campaign, step and occurrence as the ledger still names them."""
        campaign, step, occurrence, _ = touch.name
        return campaign, self.kept_as.get((campaign, step), step), occurrence

    def siblings(self, campaign: Campaign) -> tuple[Schedule, ...]:
        """The schedules of the campaign's partnership, its own included."""
        if campaign.partnership is None:
            return (self.schedules[campaign.id],)
        return tuple(
            schedule
            for schedule in self.schedules.values()
            if schedule.campaign.partnership == campaign.partnership
        )


def _due(matter: Matter) -> datetime:
    return matter.touch.due or NEVER


def _at_hand(touch: Touch, known: Progress | None, now: datetime) -> bool:
    if known is None:
        return touch.begins is not None and touch.begins <= now
    return not known.finished or touch.step.send == "invite"


def agenda(world: World, now: datetime, horizon: datetime, *, blank: bool = False) -> Agenda:
    """Lay all campaigns out at `now`, up to the horizon; `blank` leaves out what has happened."""
    histories: dict[str, History] = {}
    kept_as: dict[tuple[str, str], str] = {}
    for campaign in world.campaigns:
        history = History(campaign.id) if blank else world.ledger.history(campaign.id)
        histories[campaign.id] = renamed(history, campaign)
        if histories[campaign.id] is not history:
            kept = {step for step, *_ in history.progress}
            kept_as |= {(campaign.id, step.id): step.was for step in campaign.steps if step.was in kept}
    return further(world, Agenda({}, histories, now, kept_as, world.at_once), horizon)


def further(world: World, laid: Agenda, horizon: datetime) -> Agenda:
    """The same agenda up to another horizon."""
    return _laid_out(world, laid, horizon, world.campaigns)


def family(world: World, laid: Agenda, horizon: datetime, campaign: Campaign) -> Agenda:
    """The same up to another horizon, of one campaign's partnership and the polls it waits for only."""
    chosen = {campaign.id}
    if campaign.partnership is not None:
        chosen.update(each.id for each in world.campaigns if each.partnership == campaign.partnership)
    size = 0
    while len(chosen) > size:
        size = len(chosen)
        chosen.update(filter(None, (_waits_for(each) for each in world.campaigns if each.id in chosen)))
    return _laid_out(world, laid, horizon, [each for each in world.campaigns if each.id in chosen])


def _waits_for(campaign: Campaign) -> str | None:
    """The poll that dates its event."""
    starts = campaign.event.starts if campaign.event else None
    return starts.poll if isinstance(starts, PollResult) else None


def _laid_out(world: World, laid: Agenda, horizon: datetime, campaigns: Iterable[Campaign]) -> Agenda:
    setting = Setting(world.house, world.partnerships, laid.now, horizon, {})
    one = world.layouts.lay_out if world.layouts is not None else lay_out
    return replace(laid, schedules=lay_out_all(campaigns, laid.histories, setting, one))


def renamed(history: History, campaign: Campaign) -> History:
    """What happened under a step's old id (`was:`) is what happened to the step."""
    new_ids = {step.was: step.id for step in campaign.steps if step.was}
    if not new_ids or new_ids.keys().isdisjoint(step for step, *_ in (*history.progress, *history.approvals)):
        return history
    progress = {(new_ids.get(step, step), *rest): each for (step, *rest), each in history.progress.items()}
    approvals = {
        (new_ids.get(step, step), occurrence): replace(each, step=new_ids.get(step, step))
        for (step, occurrence), each in history.approvals.items()
    }
    return replace(history, progress=progress, approvals=approvals)  # type: ignore[arg-type]


def zones_of(ledger: Ledger) -> frozenset[str]:
    """The time zones that people live in, as far as they are known."""
    return frozenset(contact.timezone for contact in ledger.contacts() if contact.timezone)


def first_moment(touch: Touch, zones: Iterable[str]) -> datetime:
    """When a touch is first due for anybody in those zones or in the campaign's (UTC)."""
    if touch.due is None:
        return NEVER
    if not touch.is_local or touch.wall is None:
        return touch.due
    return min([touch.due, *(instant(touch.wall, zone(name))[0] for name in zones)])
