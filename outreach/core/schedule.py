"""Laying a campaign out in time: every step, every occurrence, as touches."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import takewhile
from typing import Literal

from outreach.core.campaign import Campaign, PollResult, Step
from outreach.core.changes import Telling
from outreach.core.fields import zone
from outreach.core.grace import notice_until
from outreach.core.history import History
from outreach.core.house import House, WindowText
from outreach.core.people import Partnership
from outreach.core.plan import Schedule, Touch
from outreach.core.polling import outcome
from outreach.core.when import (
    Calendar,
    Every,
    Planned,
    Relative,
    When,
    add_business_days,
    holiday_test,
    instant,
    resolve,
    wall_of,
)

ONE_DAY = timedelta(days=1)
"""More than a `local` time can come before that of the campaign's zone."""
CLOSE = "the close of the poll"
"""Its name among placed steps, whose ids hold no blanks."""
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
    campaigns: Iterable[Campaign],
    histories: Mapping[str, History],
    setting: Setting,
    one: Callable[[Campaign, History, Setting], Schedule] = lay_out,
) -> dict[str, Schedule]:
    """Every campaign's schedule by id, as `one` lays it out; polls first, since events may wait for them."""
    laid: dict[str, Schedule] = {}
    polls: dict[str, tuple[Schedule, History]] = {}
    with_polls = Setting(setting.house, setting.partnerships, setting.now, setting.horizon, polls)
    for campaign in sorted(campaigns, key=_after_polls):
        history = histories.get(campaign.id) or History(campaign.id)
        laid[campaign.id] = one(campaign, history, with_polls)
        if campaign.poll is not None:
            polls[campaign.id] = (laid[campaign.id], history)
    return laid


def _after_polls(campaign: Campaign) -> tuple[bool, bool]:
    """Sorts polls first, and among them those whose own event waits for no other."""
    return campaign.poll is None, campaign.event is not None and isinstance(campaign.event.starts, PollResult)


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
        self.ends = self._event_ends()

    def schedule(self) -> Schedule:
        campaign, event = self.campaign, self.campaign.event
        starts = None if self.starts is None else instant(self.starts, self.mail.zone)[0]
        touches = [touch for step in campaign.steps for touch in self._touches(step)]
        touches += Telling(campaign, self.history, self.mail, starts, self.setting.now).touches()
        touches.sort(key=lambda touch: (touch.due is None, touch.due or self.setting.now))
        opens, closes = self._poll_moments()
        return Schedule(
            campaign,
            self.mail,
            self.posts,
            tuple(touches),
            starts,
            starts + event.duration if starts is not None and event else None,
            opens,
            closes,
            notice_until(campaign, starts, self.mail, self.setting.house.rules),
            self.setting.house.short_list,
        )

    def _event_starts(self) -> tuple[datetime | None, str]:
        """The event's wall-clock start, or why there is none."""
        event = self.campaign.event
        if event is None:
            return None, "there is no event"
        if not isinstance(event.starts, PollResult):
            return event.starts, ""
        known, told = self.setting.polls.get(event.starts.poll), self.history.announced
        if known is None or known[0].campaign.poll is None:
            if told is not None:
                return wall_of(told.starts, self.mail.zone), ""
            return None, f"the poll {event.starts.poll} cannot be read"
        schedule, history = known
        poll = known[0].campaign.poll
        ended = outcome(poll, history.votes, history.decision, schedule.closes, self.setting.now)
        if ended.winner is None:
            return None, f"its date waits for the poll {event.starts.poll}: {ended.reason}"
        return wall_of(instant(ended.winner, schedule.mail.zone)[0], self.mail.zone), ""

    def _event_ends(self) -> datetime | None:
        """The event's wall-clock end; its length is time that really passes."""
        if self.starts is None or self.campaign.event is None:
            return None
        return wall_of(instant(self.starts, self.mail.zone)[0] + self.campaign.event.duration, self.mail.zone)

    def _poll_moments(self) -> tuple[datetime | None, datetime | None]:
        if self.campaign.poll is not None:
            opens, closes = self._opening(), self._closing()
            return (
                opens.due if isinstance(opens, Planned) else None,
                closes.due if isinstance(closes, Planned) else None,
            )
        event = self.campaign.event
        if event and isinstance(event.starts, PollResult) and event.starts.poll in self.setting.polls:
            other = self.setting.polls[event.starts.poll][0]
            return other.opens, other.closes
        return None, None

    def _touches(self, step: Step) -> list[Touch]:
        when, touches = step.when, list[Touch]()
        if isinstance(when, Every):
            for planned in self._occurrences(when, step):
                touches += self._on_channels(step, planned.nominal.isoformat(), planned)
        elif isinstance(when, Relative) and when.anchor == "commitments":
            for each in self.campaign.commitments:
                touches += self._on_channels(step, each.id, self._counted(when, each.due, step), each.id)
        else:
            touches += self._on_channels(step, "once", self._place(step))
        return touches

    def _occurrences(self, when: Every, step: Step) -> Iterator[Planned]:
        horizon = self.setting.horizon + (ONE_DAY if when.local else timedelta())
        return takewhile(lambda planned: planned.due <= horizon, resolve(when, None, self._calendar(step)))

    def _on_channels(
        self, step: Step, occurrence: str, planned: Planned | str, subject: str = ""
    ) -> list[Touch]:
        campaign = self.campaign
        channels = tuple(dict.fromkeys(step.networks)) or (CHANNELS.get(step.send, "email"),)
        if isinstance(planned, str):
            return [
                Touch(campaign, step, occurrence, channel, None, None, waits_for=planned)
                for channel in channels
            ]
        return [
            Touch(
                campaign, step, occurrence, channel, planned.due, planned.nominal,
                planned.wall, subject=subject, notes=planned.notes,
            )
            for channel in channels
        ]  # fmt: skip

    def _calendar(self, step: Step | None) -> Calendar:
        return self.posts if step is not None and step.send == "post" else self.mail

    def _place(self, step: Step) -> Planned | str:
        """A step's one moment, or why it has none yet."""
        if step.id not in self.placed:
            self.placed[step.id] = "it counts from itself"
            self.placed[step.id] = self._moment(step.when, step)
        return self.placed[step.id]

    def _moment(self, when: When, step: Step | None) -> Planned | str:
        if not isinstance(when, Relative):
            return next(resolve(when, None, self._calendar(step)))
        anchor = self._anchor(when)
        return anchor if isinstance(anchor, str) else self._counted(when, anchor, step)

    def _counted(self, when: Relative, anchor: datetime | date, step: Step | None) -> Planned:
        """The moment so long before or after an anchor. Business days are the mail's, for posts too."""
        on = self._calendar(step)
        if when.unit == "business days" and on is not self.mail:
            first = anchor.date() if isinstance(anchor, datetime) else anchor
            day = add_business_days(self.mail, first, -when.amount if when.before else when.amount)
            when = replace(when, amount=abs((day - first).days), unit="days")
        return next(resolve(when, anchor, on))

    def _anchor(self, when: Relative) -> datetime | date | str:
        """The wall-clock moment that a phrase counts from, or why it is not known."""
        name = when.anchor
        if name == "event":
            return (self.starts if when.before else self.ends) or self.undecided
        if name == "commitments":
            return "each commitment has a day of its own"
        if name == "opening":
            placed = self._opening()
        elif name == "poll":
            placed = self._closing()
        else:
            step = self.steps.get(name)
            placed = self._place(step) if step else f"there is no step {name}"
        return placed if isinstance(placed, str) else placed.wall

    def _opening(self) -> Planned | str:
        """When the poll opens: its own, or the one the event waits for."""
        if self.campaign.poll is not None:
            asking = next((step for step in self.campaign.steps if step.send == "poll"), None)
            return self._place(asking) if asking else "no step sends the poll"
        return self._of_other_poll("opens")

    def _closing(self) -> Planned | str:
        """When the poll closes: its own, or the one the event waits for once that is decided."""
        if self.campaign.poll is not None:
            if CLOSE not in self.placed:
                self.placed[CLOSE] = "the poll's close counts from itself"
                self.placed[CLOSE] = self._moment(self.campaign.poll.closes, None)
            return self.placed[CLOSE]
        return self.undecided if self.starts is None else self._of_other_poll("closes")

    def _of_other_poll(self, which: Literal["opens", "closes"]) -> Planned | str:
        event = self.campaign.event
        if event is None or not isinstance(event.starts, PollResult):
            return "there is no poll"
        known = self.setting.polls.get(event.starts.poll)
        moment: datetime | None = getattr(known[0], which) if known else None
        if moment is None:
            return f"when the poll {event.starts.poll} {which} is not known"
        wall = wall_of(moment, self.mail.zone)
        return Planned(wall.date(), wall, moment)
