"""How long people waited: for an answer of ours, and we for theirs."""

from array import array
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from math import ceil
from statistics import median

from outreach.actions.report.faith import Responses
from outreach.actions.report.meetings import step_names
from outreach.actions.report.opentime import OpenTime
from outreach.actions.report.scope import Field
from outreach.core.followingup.raising import ANSWER_WITHIN
from outreach.core.openhours import Calendar
from outreach.ports.reporting import Waited

NINTH = 0.9
HOUR = 3600


def responses_of(field: Field) -> Responses:
    """How long what wanted an answer waited for one; what is open has waited until now."""
    times: dict[Calendar, OpenTime] = {}
    by_campaign: dict[str, OpenTime] = {}
    tally = _Tally(field.now)
    for each in field.world.ledger.waited(field.about):
        if each.campaign not in by_campaign:
            calendar = field.mail(each.campaign)
            by_campaign[each.campaign] = times.setdefault(calendar, OpenTime(calendar))
        tally.add(each, by_campaign[each.campaign])
    own = field.calendar_of(field.wanted.partnership)
    return tally.responses(times.get(own) or OpenTime(own))


class _Tally:
    """What is counted of answers while they pass by."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._hours = array("d")
        self._counts = Counter[str]()
        self._oldest: datetime | None = None

    def add(self, waited: Waited, time: OpenTime) -> None:
        """Another one."""
        came, end = time.local(waited.received), waited.answered or self._now
        on = time.local(end)
        if waited.answered is None:
            self._counts["open"] += 1
            self._counts["overdue"] += on > time.later(came, ANSWER_WITHIN)
            self._oldest = self._oldest or waited.received
            return
        self._hours.append(time.hours(waited.received, end))
        in_time = next((days for days in (1, ANSWER_WITHIN) if on <= time.later(came, days)), 0)
        self._counts[f"in {in_time}"] += 1

    def responses(self, time: OpenTime) -> Responses:
        """What they come to."""
        hours = sorted(self._hours)
        return Responses(
            median=median(hours) if hours else None,
            ninth=hours[ceil(len(hours) * NINTH) - 1] if hours else None,
            in_one=self._counts["in 1"],
            in_two=self._counts[f"in {ANSWER_WITHIN}"],
            later=self._counts["in 0"],
            open=self._counts["open"],
            overdue=self._counts["overdue"],
            oldest_open=time.local(self._oldest) if self._oldest else None,
            day=time.day,
        )


def hours_to_reply(field: Field) -> tuple[dict[str, float], float | None]:
    """The median hours by the clock from an invitation to its guest's first reply, by campaign and of all."""
    steps = [(each.id, name) for each in field.campaigns for name in step_names(each, "invite")]
    hours: dict[str, array[float]] = {}
    for campaign, seconds in field.world.ledger.answered_after(field.about, steps):
        hours.setdefault(campaign, array("d")).append(seconds / HOUR)
    everything = array("d")
    for each in hours.values():
        everything.extend(each)
    return {campaign: median(each) for campaign, each in hours.items()}, _median(everything)


def _median(hours: Iterable[float]) -> float | None:
    found = sorted(hours)
    return median(found) if found else None
