"""Laying a campaign out in time: every step, every occurrence, as touches."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import takewhile

from outreach.core.campaign import Campaign, PollResult, Step
from outreach.core.fields import zone
from outreach.core.history import Announced, History
from outreach.core.house import House, WindowText
from outreach.core.people import Partnership
from outreach.core.plan import Schedule, Touch
from outreach.core.polling import outcome
from outreach.core.when import Calendar, Every, Planned, Relative, When, holiday_test, instant, resolve

CHANNELS: Mapping[str, str] = {"call": "phone", "task": "task"}
"""The channel of a step that is neither mail (email) nor a post (its networks)."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a campaign stands in: the house, the partnerships, and the schedules of polls it may wait for."""

    house: House
    partnerships: Mapping[str, Partnership]
    now: datetime
    horizon: datetime
    polls: Mapping[str, tuple[Schedule, History]]


@lru_cache(maxsize=256)
def calendar(zone_name: str, window: WindowText, holidays: str | None) -> Calendar:
    """A calendar, one for each set of words it is made from."""
    return Calendar(zone(zone_name), window.window, holiday_test(holidays))


def calendars(campaign: Campaign, house: House, partnership: Partnership | None) -> tuple[Calendar, Calendar]:
    """The calendars of a campaign's mail and of its posts; holidays close the mail only."""
    where = campaign.timezone or (partnership and partnership.timezone) or house.organisation.timezone
    holidays = (partnership and partnership.holidays) or house.organisation.holidays
    return calendar(where, house.send_window, holidays), calendar(where, house.post_window, None)


def lay_out(campaign: Campaign, history: History, setting: Setting) -> Schedule:
    """Every touch of a campaign up to the horizon.

    Raises:
        ValueError: a calendar has no open day, so that nothing can ever go out.
    """
    partnership = setting.partnerships.get(campaign.partnership or "")
    return _Layout(campaign, history, setting, *calendars(campaign, setting.house, partnership)).schedule()


def lay_out_all(
    campaigns: Iterable[Campaign], histories: Mapping[str, History], setting: Setting
) -> dict[str, Schedule]:
    """Every campaign's schedule by id; polls first, since events may wait for them."""
    laid: dict[str, Schedule] = {}
    polls: dict[str, tuple[Schedule, History]] = {}
    with_polls = Setting(setting.house, setting.partnerships, setting.now, setting.horizon, polls)
    for campaign in sorted(campaigns, key=lambda each: each.poll is None):
        history = histories.get(campaign.id) or History(campaign.id)
        laid[campaign.id] = lay_out(campaign, history, with_polls)
        if campaign.poll is not None:
            polls[campaign.id] = (laid[campaign.id], history)
    return laid


class _Layout:
    """One campaign while it is laid out; steps are placed once each, anchors first."""

    def __init__(
        self, campaign: Campaign, history: History, setting: Setting, mail: Calendar, posts: Calendar
    ) -> None:
        self.campaign, self.history, self.setting = campaign, history, setting
        self.mail, self.posts = mail, posts
        self.placed: dict[str, Planned | str] = {}
        self.steps = {step.id: step for step in campaign.steps}
        self.starts, self.undecided = self._event_starts()

    def schedule(self) -> Schedule:
        event = self.campaign.event
        touches = [touch for step in self.campaign.steps for touch in self._touches(step)]
        touches += self._changes()
        touches.sort(key=lambda touch: (touch.due is None, touch.due or self.setting.now))
        starts = None if self.starts is None else instant(self.starts, self.mail.zone)[0]
        opens, closes = self._poll_moments()
        return Schedule(
            self.campaign,
            self.mail,
            self.posts,
            tuple(touches),
            starts,
            starts + event.duration if starts is not None and event else None,
            opens,
            closes,
        )

    def _event_starts(self) -> tuple[datetime | None, str]:
        """The event's wall-clock start, or why there is none."""
        event = self.campaign.event
        if event is None:
            return None, "there is no event"
        if not isinstance(event.starts, PollResult):
            return event.starts, ""
        known = self.setting.polls.get(event.starts.poll)
        if known is None or known[0].campaign.poll is None:
            return None, f"the poll {event.starts.poll} cannot be read"
        schedule, history = known
        poll = known[0].campaign.poll
        ended = outcome(poll, history.votes, history.decision, schedule.closes, self.setting.now)
        if ended.winner is None:
            return None, f"its date waits for the poll {event.starts.poll}: {ended.reason}"
        decided = instant(ended.winner, schedule.mail.zone)[0]
        return decided.astimezone(self.mail.zone).replace(tzinfo=None), ""

    def _poll_moments(self) -> tuple[datetime | None, datetime | None]:
        if self.campaign.poll is not None:
            opening = self._anchor("opening", before=False)
            close = self._closing()
            return (
                instant(opening, self.mail.zone)[0] if isinstance(opening, datetime) else None,
                close.due if isinstance(close, Planned) else None,
            )
        event = self.campaign.event
        if event and isinstance(event.starts, PollResult) and event.starts.poll in self.setting.polls:
            other = self.setting.polls[event.starts.poll][0]
            return other.opens, other.closes
        return None, None

    def _touches(self, step: Step) -> Iterator[Touch]:
        if isinstance(step.when, Relative) and step.when.anchor == "commitments":
            yield from self._for_commitments(step)
        elif isinstance(step.when, Every):
            for planned in self._occurrences(step.when, step):
                yield from self._on_channels(step, planned.nominal.isoformat(), planned)
        else:
            yield from self._on_channels(step, "once", self._place(step))

    def _occurrences(self, when: When, step: Step) -> Iterator[Planned]:
        return takewhile(
            lambda planned: planned.due <= self.setting.horizon, resolve(when, None, self._calendar(step))
        )

    def _for_commitments(self, step: Step) -> Iterator[Touch]:
        for commitment in self.campaign.commitments:
            if commitment.id not in self.history.done:
                planned = next(resolve(step.when, commitment.due, self._calendar(step)))
                yield from self._on_channels(step, commitment.id, planned, commitment.id)

    def _on_channels(
        self, step: Step, occurrence: str, planned: Planned | str, subject: str = ""
    ) -> Iterator[Touch]:
        channels = step.networks or (CHANNELS.get(step.send, "email"),)
        for channel in channels:
            if isinstance(planned, str):
                yield Touch(self.campaign, step, occurrence, channel, None, None, waits_for=planned)
            else:
                yield Touch(
                    self.campaign, step, occurrence, channel, planned.due, planned.nominal,
                    planned.wall, subject=subject, notes=planned.notes,
                )  # fmt: skip

    def _calendar(self, step: Step) -> Calendar:
        return self.posts if step.send == "post" else self.mail

    def _place(self, step: Step) -> Planned | str:
        """A step's one moment, or why it has none yet."""
        if step.id not in self.placed:
            self.placed[step.id] = "it counts from itself"
            self.placed[step.id] = self._moment(step.when, self._calendar(step))
        return self.placed[step.id]

    def _moment(self, when: When, on: Calendar) -> Planned | str:
        if not isinstance(when, Relative):
            return next(resolve(when, None, on))
        anchor = self._anchor(when.anchor, before=when.before)
        return anchor if isinstance(anchor, str) else next(resolve(when, anchor, on))

    def _anchor(self, name: str, *, before: bool) -> datetime | date | str:
        """The wall-clock moment an anchor stands for, or why it is not known."""
        if name == "event":
            length = self.campaign.event.duration if self.campaign.event else timedelta()
            return (
                self.undecided if self.starts is None else self.starts + (timedelta() if before else length)
            )
        if name == "opening":
            asking = next((step for step in self.campaign.steps if step.send == "poll"), None)
            placed: Planned | str = self._place(asking) if asking else "no step sends the poll"
        elif name == "poll":
            placed = self._closing()
        else:
            step = self.steps.get(name)
            placed = self._place(step) if step else f"there is no step {name}"
        return placed if isinstance(placed, str) else placed.wall

    def _closing(self) -> Planned | str:
        """When the poll closes: its own, or the one the event waits for."""
        if self.campaign.poll is not None:
            if "closing of the poll" not in self.placed:
                self.placed["closing of the poll"] = "the poll's close counts from itself"
                self.placed["closing of the poll"] = self._moment(self.campaign.poll.closes, self.mail)
            return self.placed["closing of the poll"]
        event = self.campaign.event
        if event is None or not isinstance(event.starts, PollResult) or self.starts is None:
            return self.undecided or "there is no poll"
        closes = self.setting.polls[event.starts.poll][0].closes
        if closes is None:
            return "the poll's close is not known"
        wall = closes.astimezone(self.mail.zone).replace(tzinfo=None)
        return Planned(wall.date(), wall, closes)

    def _changes(self) -> Iterator[Touch]:
        """What those already invited must still be told: the last change, and one not yet told."""
        told = self.history.announced
        if told is None or self.campaign.event is None:
            return
        for step in self.campaign.steps:
            if step.send != "invite" or (step.id, "once", "email") not in self.history.progress:
                continue
            if told.revision:
                yield self._change(step, told.revision, told.at, cancelled=told.cancelled)
            if self._differs(told):
                cancelled = self.campaign.event.status == "cancelled"
                yield self._change(step, told.revision + 1, self.setting.now, cancelled=cancelled)

    def _change(self, step: Step, revision: int, due: datetime, *, cancelled: bool) -> Touch:
        wall = due.astimezone(self.mail.zone).replace(tzinfo=None)
        kind = "cancel" if cancelled else "update"
        return Touch(
            self.campaign, step, f"once+{revision}", "email", due, wall.date(), wall, change=kind
        )  # fmt: skip

    def _differs(self, told: Announced) -> bool:
        event = self.campaign.event
        if event is None:
            return False
        if event.status == "cancelled" or told.cancelled:
            return (event.status == "cancelled") != told.cancelled
        if self.starts is None:
            return False
        starts = instant(self.starts, self.mail.zone)[0]
        return (event.title, starts, event.duration, event.location) != (
            told.title, told.starts, told.duration, told.location,
        )  # fmt: skip
