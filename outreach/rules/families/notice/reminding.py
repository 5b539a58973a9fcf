"""Reminding: between the invitation and the meeting, people hear of it again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from outreach.core.campaign import Step
from outreach.core.deciding import Matter, gate
from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.plan import Decide, Touch
from outreach.core.steps import REMINDED, follows_event, is_reminder
from outreach.rules.case import Case, went_out
from outreach.rules.reading.meetings import invites, lies_ahead, sending_day
from outreach.rules.reading.words import counted, listed, said
from outreach.rules.rule import Rule, Threshold

MESSAGES = frozenset({"email", "invite", "call"})
"""The kinds of step that may remind somebody of a meeting."""


class InvitationReminder(Rule):
    """An invitation is followed by at least one reminder before the meeting.

    A reminder is an e-mail after the invitation and before the meeting, to everyone, to those who have not
    answered, or to those who have not declined. Busy people mean to answer and forget; a word before the day
    is what fills the chairs.

    Source: training manual, step 5, tip 2.
    """

    code, name, level, effect = "N003", "A reminder before the meeting", Level.ERROR, Effect.REFUSE
    moments = (Moment.CHECK, Moment.PLAN)
    reminders = Threshold(1, at_least=1, at_most=10)
    bad = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-03-18 09:00}
steps:
  - {id: invitation, send: invite, template: meeting/invitation.md, when: 6 weeks before event at 09:00}
"""
    good = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-03-18 09:00}
steps:
  - {id: invitation, send: invite, template: meeting/invitation.md, when: 6 weeks before event at 09:00}
  - {id: reminder, send: email, template: meeting/reminder.md, when: 2 weeks before event, to: not_declined}
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Every invitation with too few reminders after it, while its meeting lies ahead."""
        if not lies_ahead(case):
            return
        for step in case.campaign.steps:
            invitations = [
                touch for touch in case.schedule.touches if touch.step == step and not touch.change
            ]
            if not invitations or not invites(case.campaign, step):
                continue
            found = sum(_reminds(case, each, invitations[0]) for each in case.schedule.touches)
            if found < self.reminders:
                yield self._finding(case, invitations[0], found)

    def _finding(self, case: Case, invitation: Touch, found: int) -> Finding:
        before = f" before {said(case.local_day(case.schedule.starts))}" if case.schedule.starts else ""
        amount = "no reminder follows it" if not found else f"only {counted(found, 'reminder')} follows it"
        needed = "one is" if self.reminders == 1 else f"{self.reminders} are"
        return self.finding(
            case,
            case.campaign.place_of(invitation.step),
            f"{amount}{before}; {needed} needed, to everyone or to those who have not answered or declined",
            "add a step with `send: email`, `to: not_declined` and "
            f"`when: {_reminder_day(case, invitation)} before event at 09:00`",
            step=invitation.step.id,
        )


def _reminds(case: Case, touch: Touch, invitation: Touch) -> bool:
    step = touch.step
    if not is_reminder(step) or step.table != "inner_table" or step.paused:
        return False
    if touch.change or follows_event(case.campaign, step):
        return False
    starts = case.schedule.starts
    if touch.due is None or invitation.due is None or starts is None:
        return True
    return invitation.due < touch.due < starts


def _reminder_day(case: Case, invitation: Touch) -> str:
    if case.schedule.starts is None or invitation.due is None:
        return "2 business days"
    return "2 weeks" if (case.schedule.starts - invitation.due).days > 21 else "1 day"  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class _Message:
    """One message to those who have not answered, on the day it counts for."""

    day: date
    due: datetime
    step: Step


Gap = tuple[date, date]


class RegularReminders(Rule):
    """Between the invitation and the meeting no more than two weeks pass without a word to the silent.

    Counted in days from the invitation to the first message, from each to the next, and from the last to the
    meeting. A message is an e-mail or a call that leaves out nobody who has not answered; a call to key
    people only is none. Who hears nothing for longer takes the meeting for somebody else's.

    Source: training manual, step 5, tip 2, "regular reminders"; the number is ours.
    """

    code, name, level, effect = "N004", "Regular reminders", Level.WARNING, None
    moments = (Moment.CHECK, Moment.PLAN)
    days = Threshold(14, at_least=7, at_most=14)
    bad = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-03-18 09:00}
steps:
  - {id: invitation, send: invite, template: meeting/invitation.md, when: 5 weeks before event at 09:00}
  - {id: reminder, send: email, template: meeting/reminder.md, when: 2 weeks before event, to: not_declined}
"""
    good = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-03-18 09:00}
steps:
  - {id: invitation, send: invite, template: meeting/invitation.md, when: 5 weeks before event at 09:00}
  - {id: call, send: call, template: meeting/call.md, when: 3 weeks before event, to: not_replied}
  - {id: reminder, send: email, template: meeting/reminder.md, when: 1 week before event, to: not_declined}
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """For each step, the silence that follows it, as far as a message can still break it."""
        if case.schedule.starts is None or not lies_ahead(case) or case.campaign.paused:
            return
        event_day = case.local_day(case.schedule.starts)
        spoken, gaps = _messages(case, case.schedule.starts), dict[str, list[Gap]]()
        days = [*(each.day for each in spoken), event_day]
        for each, after in zip(spoken, days[1:], strict=True):
            if after > self._latest(case, each.day):
                gaps.setdefault(each.step.id, []).append((each.day, after))
        for step_id, found in gaps.items():
            if (step := case.campaign.step(step_id)) is not None:
                yield self._finding(case, step, found, event_day)

    def _latest(self, case: Case, before: date) -> date:
        """The last day on which the next message keeps the rule, or the first on which one can still go."""
        return max(before + timedelta(self.days), sending_day(case))

    def _finding(self, case: Case, step: Step, gaps: list[Gap], event_day: date) -> Finding:
        before, after = gaps[0]
        more = f", and {counted(len(gaps) - 1, 'more gap')} like it" if len(gaps) > 1 else ""
        end = f"the meeting on {said(after)}" if after == event_day else said(after)
        whens = tuple(
            f"`when: {_before_event(day, event_day)} at 09:00`"
            for each in gaps
            for day in self._filling(case, each, event_day)
        )
        several = f"{len(whens)} steps with `send: email` and `to: not_replied`: {listed(whens)}"
        one = f"a step with `send: email`, `to: not_replied` and {whens[0]}"
        return self.finding(
            case,
            case.campaign.place_of(step),
            f"after it, those who have not answered hear nothing from {said(before)} to {end}, "
            f"{counted((after - before).days, 'day')}{more}; {self.days} are the most",
            f"add {one if len(whens) == 1 else several}",
            step=step.id,
        )

    def _filling(self, case: Case, gap: Gap, event_day: date) -> Iterator[date]:
        """Days for messages that fill a gap, whole weeks before the event where no more are needed for it."""
        before, after = gap
        while after > (latest := self._latest(case, before)):
            weeks = -(-(event_day - latest).days // 7)
            weekly = event_day - timedelta(weeks=weeks)
            enough = (after - weekly).days <= self.days or (after - latest).days > self.days
            before = weekly if enough and weekly >= sending_day(case) and weekly > before else latest
            yield before


def _before_event(day: date, event_day: date) -> str:
    weeks, rest = divmod((event_day - day).days, 7)
    return f"{counted(weeks * 7 + rest, 'day') if rest else counted(weeks, 'week')} before event"


def _messages(case: Case, starts: datetime) -> list[_Message]:
    """The invitation and what follows it, to everybody who may still have to answer, in order."""
    going = [
        _Message(day, touch.due, touch.step)
        for touch in case.schedule.touches
        if touch.due is not None
        and touch.due < starts
        and _is_message(touch)
        and (day := _counts_on(case, touch)) is not None
    ]
    going.sort(key=lambda each: (each.day, each.due))
    invitations = [each for each in going if invites(case.campaign, each.step)]
    first = next((each for each in invitations if _leaves_in(each.step)), next(iter(invitations), None))
    if first is None:
        return []
    return [first, *(each for each in going[going.index(first) + 1 :] if _leaves_in(each.step))]


def _is_message(touch: Touch) -> bool:
    step = touch.step
    return (
        touch.change is None
        and not step.paused
        and step.send in MESSAGES
        and step.table == "inner_table"
        and (_leaves_in(step) or invites(touch.campaign, step))
    )


def _leaves_in(step: Step) -> bool:
    """Whether it goes to everybody who has not answered."""
    return bool(step.words) and step.words <= REMINDED


def _counts_on(case: Case, touch: Touch) -> date | None:
    """The day a message counts for: as planned; in a plan, today where it is late, none where it is lost."""
    if touch.due is None or touch.nominal is None:
        return None
    if case.moment is Moment.CHECK or touch.due >= case.now:
        return touch.nominal
    progress = case.history.progress.get((touch.step.id, touch.occurrence, touch.channel))
    if progress is not None:
        began = case.local_day(progress.began)
        late = began > case.local_day(touch.due)
        return (began if late else touch.nominal) if went_out(progress) else None
    matter = Matter(touch, case.schedule, case.history, case.history.began or case.now)
    lost = gate(matter, case.now).what in (Decide.SKIP, Decide.MISSED)
    return None if lost else max(touch.nominal, case.today)
