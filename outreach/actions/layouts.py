"""Layouts remembered from one moment of a simulation to the next, for as long as they stay the same.

A layout is made from a campaign, its history, the poll its event waits for, a moment and a horizon. While
history and poll are the same, the moment matters only to a change of the event that is still to be told, and
the horizon only to what recurs.
"""

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from outreach.core.campaign import Campaign, PollResult
from outreach.core.history import History
from outreach.core.plan import Schedule, Touch
from outreach.core.schedule import ONE_DAY, Setting, lay_out
from outreach.core.when import Every

SPARE = timedelta(days=31)
"""How much farther than asked what recurs is laid out, so that it need not be at every moment."""
END = datetime.max.replace(tzinfo=UTC)


@dataclass(slots=True)
class Layouts:
    """Lays campaigns out as `lay_out` does; moments must not go back."""

    _known: dict[str, "_Layout"] = field(default_factory=dict)

    def lay_out(self, campaign: Campaign, history: History, setting: Setting) -> Schedule:
        """Every touch of a campaign up to the horizon; the same object while it is the same layout."""
        known = self._known.get(campaign.id)
        if known is None or not known.stands(history, setting):
            known = self._known[campaign.id] = _laid_out(campaign, history, setting)
        return known.up_to(setting.horizon)


@dataclass(slots=True)
class _Layout:
    """One campaign laid out to a far horizon, and what it was made from.

    `comes_in` are the horizons from which each touch that recurs is part of it, in order; `cuts` the
    schedules up to nearer horizons, by how many of those they hold.
    """

    schedule: Schedule
    history: History
    poll: tuple[object, ...]
    now: datetime
    horizon: datetime
    comes_in: list[datetime]
    has_news: bool
    cuts: dict[int, Schedule] = field(default_factory=dict)

    def stands(self, history: History, setting: Setting) -> bool:
        """Whether laying it out again would give the same."""
        if history is not self.history or setting.horizon > self.horizon:
            return False
        if self.has_news and setting.now != self.now:
            return False
        return _same(self.poll, _poll(self.schedule.campaign, setting))

    def up_to(self, horizon: datetime) -> Schedule:
        """What is part of it up to a nearer horizon."""
        count = bisect_right(self.comes_in, horizon)
        if count == len(self.comes_in):
            return self.schedule
        if count not in self.cuts:
            touches = (each for each in self.schedule.touches if comes_in(each) <= horizon)
            self.cuts[count] = replace(self.schedule, touches=tuple(touches))
        return self.cuts[count]


def _laid_out(campaign: Campaign, history: History, setting: Setting) -> _Layout:
    far = setting.horizon + min(SPARE, END - setting.horizon)
    schedule = lay_out(campaign, history, replace(setting, horizon=far))
    moments = sorted(map(comes_in, filter(_recurs, schedule.touches)))
    told = history.announced.revision if history.announced is not None else 0
    has_news = any(touch.revision > told for touch in schedule.touches)
    return _Layout(schedule, history, _poll(campaign, setting), setting.now, far, moments, has_news)


def _recurs(touch: Touch) -> bool:
    return isinstance(touch.step.when, Every)


def comes_in(touch: Touch) -> datetime:
    """The horizon from which a touch is part of the layout."""
    if touch.due is None or touch.change is not None or not _recurs(touch):
        return datetime.min.replace(tzinfo=UTC)
    return touch.due - ONE_DAY if touch.step.when.local else touch.due


def _poll(campaign: Campaign, setting: Setting) -> tuple[object, ...]:
    """The poll that the campaign's event waits for: its schedule, its history, and whether it has closed."""
    event = campaign.event
    known = setting.polls.get(event.starts.poll) if event and isinstance(event.starts, PollResult) else None
    if known is None:
        return ()
    closes = known[0].closes
    return (*known, closes is not None and closes <= setting.now)


def _same(these: tuple[object, ...], those: tuple[object, ...]) -> bool:
    return len(these) == len(those) and all(a is b for a, b in zip(these, those, strict=True))
