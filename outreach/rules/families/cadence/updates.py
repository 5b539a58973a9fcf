"""Cadence: a partnership that falls silent is forgotten."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, pairwise

from outreach.core.campaign import Campaign, Step, occurrence_date
from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.history import History
from outreach.core.plan import Schedule, Touch
from outreach.core.steps import is_update
from outreach.core.when import Every, add_months, open_day_on_or_after
from outreach.rules.case import Case, went_out
from outreach.rules.reading.words import counted, said
from outreach.rules.rule import Rule, Threshold


@dataclass(frozen=True, slots=True, order=True)
class _Update:
    """One update on its nominal day, or a `late` one today; `mine` where its campaign is the one judged."""

    day: date
    campaign: str
    step: str
    mine: bool = False
    late: bool = False


class UpdateCadence(Rule):
    """The updates of one partnership are planned never more than two months apart.

    Counted in calendar months between the days they are planned for, across all campaigns of the partnership;
    a last day on which nothing goes out is met on the next open one. Those who hear nothing for months take
    the partnership for over. An update that is already late ends the silence: it goes out, with a warning.

    Source: training manual, step 5, tip 2.
    """

    code, name, level, effect = "C001", "An update every two months", Level.ERROR, Effect.REFUSE
    moments = (Moment.CHECK, Moment.PLAN)
    months = Threshold(2, at_least=1, at_most=2)
    bad = """\
kind: updates
steps:
  - {id: update, send: email, template: updates/update.md, when: every 3 months from 2027-01-12 at 09:00}
"""
    good = """\
kind: updates
steps:
  - {id: update, send: email, template: updates/update.md, when: every 2 months from 2027-01-12 at 09:00}
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """For each step, the first of its updates that comes too long after the one before."""
        if case.campaign.partnership is None:
            return
        days = [
            (day, list(updates)) for day, updates in groupby(sorted(_updates(case)), lambda each: each.day)
        ]
        found: dict[tuple[str, Level], list[tuple[date, date]]] = {}
        for (before, earlier), (after, later) in pairwise(days):
            latest = self._latest(case, before)
            if not later[0].mine or after <= latest or after < case.today:
                continue
            if not self._same_rhythm(case, earlier, later):
                level = Level.WARNING if latest < case.today else Level.ERROR
                found.setdefault((later[0].step, level), []).append((before, after))
        for (step_id, level), gaps in found.items():
            if (step := case.campaign.step(step_id)) is not None:
                yield self._finding(case, step, gaps, level)

    def _latest(self, case: Case, before: date) -> date:
        return open_day_on_or_after(case.schedule.mail, add_months(before, self.months))

    def _same_rhythm(self, case: Case, earlier: list[_Update], later: list[_Update]) -> bool:
        """Whether one step that recurs often enough falls due on both days, however long its months are."""
        before, after = earlier[0].day, later[0].day
        if (after.year - before.year) * 12 + after.month - before.month > self.months:
            return False
        recurring = {
            (schedule.campaign.id, step.id)
            for schedule in _family(case)
            for step in schedule.campaign.steps
            if isinstance(step.when, Every) and step.when.unit == "months" and step.when.amount <= self.months
        }
        return bool(recurring & _in_time(earlier) & _in_time(later))

    def _finding(self, case: Case, step: Step, gaps: list[tuple[date, date]], level: Level) -> Finding:
        before, after = gaps[0]
        more = f", and {counted(len(gaps) - 1, 'more gap')} like it" if len(gaps) > 1 else ""
        return self.finding(
            case,
            case.campaign.place_of(step, "when"),
            f"no update between {said(before, year=True)} and {said(after, year=True)}{more}; "
            f"{counted(self.months, 'month')} apart is the most",
            self._fix(case, step, self._latest(case, before)),
            step=step.id,
            level=level,
        )

    def _fix(self, case: Case, step: Step, latest: date) -> str:
        if latest < case.today:
            return "it is late already: let it go out as soon as it can, and plan the next in time"
        between = f"plan an update in between, by {said(latest, year=True)}"
        if isinstance(step.when, Every):
            return f"write `every {self.months} months from ...`, or {between}"
        return between


def _in_time(updates: list[_Update]) -> set[tuple[str, str]]:
    return {(each.campaign, each.step) for each in updates if not each.late}


def _family(case: Case) -> tuple[Schedule, ...]:
    """The schedules of the partnership, the campaign's own among them once."""
    others = (each for each in case.siblings if each.campaign.id != case.campaign.id)
    return (case.schedule, *others)


def is_to_come(campaign: Campaign, step: Step) -> bool:
    """Whether the step is an update that nobody has paused."""
    return is_update(step, campaign.kind) and not (step.paused or campaign.paused)


def _updates(case: Case) -> Iterator[_Update]:
    for schedule in _family(case):
        mine = schedule is case.schedule
        for touch in schedule.touches:
            if touch.change or not is_to_come(schedule.campaign, touch.step):
                continue
            if day := _counts_on(case, touch) if mine else touch.nominal:
                yield _Update(day, schedule.campaign.id, touch.step.id, mine, late=day != touch.nominal)
    if case.moment is Moment.PLAN:
        for day, step_id in sent_updates(case.campaign, case.history, case.local_day):
            yield _Update(day, case.campaign.id, step_id, mine=True)


def _counts_on(case: Case, touch: Touch) -> date | None:
    """The day an update counts for; in a plan today where it is late, none where it will never go out."""
    if case.moment is Moment.CHECK or touch.nominal is None or touch.nominal >= case.today:
        return touch.nominal
    progress = case.history.progress.get((touch.step.id, touch.occurrence, touch.channel))
    if progress is not None:
        return touch.nominal if went_out(progress) else None
    began = case.history.began
    skipped = began is not None and touch.due is not None and touch.due < began
    return None if skipped else case.today


def sent_updates(
    campaign: Campaign, history: History, local_day: Callable[[datetime], date]
) -> Iterator[tuple[date, str]]:
    """The day and the step of each update that went out, be they in the file still or not."""
    for (step_id, occurrence, channel), progress in history.progress.items():
        step = campaign.step(step_id)
        listed = campaign.kind == "updates" and channel == "email"
        if (listed if step is None or step.counts_as is None else True) and went_out(progress):
            yield occurrence_date(occurrence) or local_day(progress.began), step_id
