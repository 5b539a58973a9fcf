"""Silence: a partnership that has begun keeps being heard of."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from outreach.core.campaign import Campaign, Step
from outreach.core.deciding import Matter, gate
from outreach.core.errors import Place
from outreach.core.finding import Finding, Level, Moment
from outreach.core.history import History
from outreach.core.plan import Decide, Schedule, Touch
from outreach.core.schedule import calendar
from outreach.core.when import Calendar, Every, add_months, next_open, open_day_on_or_after, resolve
from outreach.rules.families.cadence.updates import is_to_come, sent_updates
from outreach.rules.family import Family, FamilyRule
from outreach.rules.reading.meetings import gatherings, is_over
from outreach.rules.reading.words import counted, said
from outreach.rules.rule import Threshold


@dataclass(frozen=True, slots=True, order=True)
class _Update:
    """One update: its day, its campaign and its step by their ids."""

    day: date
    campaign: str
    step: str


class SilenceAlarm(FamilyRule):
    """A partnership that has launched has its next update planned within two months of the last.

    Launched is one whose launch is past, or whose stage is moving to action or sustaining; one at rest is
    left alone. Where none has gone out the months count from the launch, or else from today. Silence begins
    unnoticed, once the last update of a file has gone out; the alarm names the day by which another must go.

    Source: training manual, step 5, tip 2.
    """

    code, name, level, effect = "C002", "The silence alarm", Level.WARNING, None
    moments = (Moment.PLAN,)
    months = Threshold(2, at_least=1, at_most=2)
    bad = """\
kind: updates
steps:
  - id: update
    send: email
    template: updates/update.md
    when: every 2 months from 2027-01-12 at 09:00 until 2027-06-30
--- partnership
stage: sustaining
--- the ledger
now: 2027-05-20 09:00
sent: {update: 2027-05-12 09:00}
"""
    good = """\
kind: updates
steps:
  - id: update
    send: email
    template: updates/update.md
    when: every 2 months from 2027-01-12 at 09:00 until 2027-12-31
--- partnership
stage: sustaining
--- the ledger
now: 2027-05-20 09:00
sent: {update: 2027-05-12 09:00}
"""

    def look(self, family: Family) -> Iterator[Finding]:
        """The silence that has begun, if one has."""
        if not _has_launched(family):
            return
        last = max(_sent(family), default=None)
        following = min(_planned(family, last), default=None)
        due = self._due(family, last)
        in_time = following is not None and following.day <= max(due, sending_day(family))
        if not in_time and not self._in_rhythm(family, last, following):
            yield self._alarm(family, last, following, due)

    def _due(self, family: Family, last: _Update | None) -> date:
        """The last day on which the next update keeps the rule; silence before the launch is none."""
        launches = (family.local_day(each.starts) for each in _past_launches(family) if each.starts)
        launch = max(launches, default=None)
        due = self._months_after(family, last.day if last else launch or family.today)
        return due if launch is None or due >= launch else self._months_after(family, launch)

    def _months_after(self, family: Family, day: date) -> date:
        return open_day_on_or_after(_mail(family), add_months(day, self.months))

    def _in_rhythm(self, family: Family, last: _Update | None, following: _Update | None) -> bool:
        """Whether one step that recurs often enough sends both, however long its months are."""
        if last is None or following is None:
            return False
        if (last.campaign, last.step) != (following.campaign, following.step):
            return False
        _, step = _found_in(family, following)
        if step is None or not isinstance(step.when, Every) or step.when.unit != "months":
            return False
        months = (following.day.year - last.day.year) * 12 + following.day.month - last.day.month
        return max(step.when.amount, months) <= self.months

    def _alarm(self, family: Family, last: _Update | None, following: _Update | None, due: date) -> Finding:
        went = (
            f"the last update went out on {said(last.day, year=True)}" if last else "no update has gone out"
        )
        coming = (
            f"the next is planned for {said(following.day, year=True)}" if following else "none is planned"
        )
        by = max(due, sending_day(family))
        must = "one must go by" if due == by else "one was due by"
        place, campaign, step = _where(family, last)
        return self.found(
            place,
            f"{went} and {coming}; {counted(self.months, 'month')} without one are the most, "
            f"so {must} {said(due, year=True)}",
            self._fix(family, last, by),
            campaign=campaign,
            step=step,
        )

    def _fix(self, family: Family, last: _Update | None, by: date) -> str:
        plan = f"plan an update for {said(by, year=True)} or earlier"
        schedule, step = _found_in(family, last) if last else (None, None)
        if last is None or schedule is None or step is None or not isinstance(step.when, Every):
            return plan
        day = next(_days(replace(step.when, until=None), schedule, max(last.day, family.today)))
        ends, paused = step.when.until, not is_to_come(schedule.campaign, step)
        if day > by and not self._in_rhythm(family, last, replace(last, day=day)):
            return plan
        if paused:
            return plan if ends and ends < day else f"take `paused: true` out, or {plan}"
        return f"write `until {day}` or later, or {plan}" if ends else plan


def _past_launches(family: Family) -> tuple[Schedule, ...]:
    launches = gatherings(family.schedules, {"launch"})
    return tuple(each for each in launches if is_over(each, family.now))


def _has_launched(family: Family) -> bool:
    stage = family.partnership.stage
    if stage == "resting":
        return False
    return stage in ("moving_to_action", "sustaining") or bool(_past_launches(family))


def _mail(family: Family) -> Calendar:
    """The partnership's calendar of e-mails."""
    house, own = family.house, family.partnership
    return calendar(
        own.timezone or house.organisation.timezone,
        house.send_window,
        own.holidays or house.organisation.holidays,
    )


def sending_day(family: Family) -> date:
    """The first day on which an update can still go out."""
    return family.local_day(next_open(_mail(family), family.now))


def _history(family: Family, campaign: Campaign) -> History:
    return family.histories.get(campaign.id) or History(campaign.id)


def _sent(family: Family) -> Iterator[_Update]:
    for schedule in family.schedules:
        campaign = schedule.campaign
        for day, step in sent_updates(campaign, _history(family, campaign), family.local_day):
            yield _Update(day, campaign.id, step)


def _planned(family: Family, last: _Update | None) -> Iterator[_Update]:
    """The updates still to come after the last; of each recurrence the first, however near the horizon is."""
    for schedule in family.schedules:
        campaign = schedule.campaign
        for step in campaign.steps:
            if is_to_come(campaign, step):
                for day in _coming(family, schedule, step):
                    if last is None or day > last.day:
                        yield _Update(day, campaign.id, step.id)


def _coming(family: Family, schedule: Schedule, step: Step) -> Iterator[date]:
    """The days on which a step may still go out; today where it is late."""
    if isinstance(step.when, Every):
        yield from _first(_days(step.when, schedule, family.today))
    for touch in schedule.touches:
        if touch.step == step and touch.change is None and touch.nominal is not None:
            if touch.nominal > family.today:
                yield touch.nominal
            elif _may_still_go(family, schedule, touch):
                yield family.today


def _first(days: Iterator[date]) -> Iterator[date]:
    day = next(days, None)
    if day is not None:
        yield day


def _days(every: Every, schedule: Schedule, after: date) -> Iterator[date]:
    """The days of a recurrence after a day, also beyond those that are laid out."""
    return (each.nominal for each in resolve(every, None, schedule.mail) if each.nominal > after)


def _may_still_go(family: Family, schedule: Schedule, touch: Touch) -> bool:
    """Whether it has neither gone out nor been missed, nor was due before its campaign began."""
    history = _history(family, schedule.campaign)
    matter = Matter(touch, schedule, history, history.began or family.now)
    return matter.progress is None and gate(matter, family.now).what not in (Decide.SKIP, Decide.MISSED)


def _found_in(family: Family, update: _Update) -> tuple[Schedule | None, Step | None]:
    """The campaign and the step of an update, as far as they are still in a file."""
    schedule = next((each for each in family.schedules if each.campaign.id == update.campaign), None)
    return schedule, schedule.campaign.step(update.step) if schedule else None


def _where(family: Family, last: _Update | None) -> tuple[Place, Campaign | None, str]:
    """Where an update is missing: the place, its campaign and its step."""
    listed = [each.campaign for each in family.schedules if each.campaign.kind == "updates"]
    for campaign in listed:
        if last is not None and campaign.id == last.campaign and (step := campaign.step(last.step)):
            return campaign.place_of(step, "when"), campaign, step.id
    if listed:
        return listed[-1].at_steps, listed[-1], ""
    if family.schedules:
        latest = max(family.schedules, key=lambda each: _ends(each, family.now)).campaign
        return latest.at_steps, latest, ""
    return family.place, None, ""


def _ends(schedule: Schedule, otherwise: datetime) -> datetime:
    """The moment (UTC) of a campaign's last message, or of its event."""
    moments = (schedule.ends, *(touch.due for touch in schedule.touches))
    return max((each for each in moments if each is not None), default=otherwise)
