"""Notice: people who run businesses need time, and a reminder."""

from collections.abc import Iterator
from datetime import date, timedelta

from outreach.core.campaign import Campaign, Step
from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.plan import Touch
from outreach.core.steps import follows_event, is_reminder
from outreach.core.when import open_day_on_or_before
from outreach.rules.case import Case, went_out
from outreach.rules.reading.words import counted, said
from outreach.rules.rule import Rule, Threshold

GUESTS = frozenset({"launch", "meeting"})
"""The kinds of campaign whose invitations ask people to a meeting weeks ahead."""


def _invites_guests(campaign: Campaign, step: Step) -> bool:
    return campaign.kind in GUESTS and step.send == "invite" and step.table == "inner_table"


def _takes_place(campaign: Campaign) -> bool:
    return campaign.event is not None and campaign.event.status != "cancelled"


class InvitationNotice(Rule):
    """An invitation to a launch or a meeting goes out at least four weeks before it starts.

    People who run businesses fill their calendars a month ahead; a later invitation finds them busy. The
    first sending counts: whoever joins the guests later is invited at once, with a warning that says how many
    they are, and an error once they are more than half.

    Source: training manual, step 5, tip 2; step 3.
    """

    code, name, level, effect = "N001", "Four weeks' notice", Level.ERROR, Effect.HOLD
    moments = (Moment.CHECK, Moment.PLAN, Moment.SEND)
    days = Threshold(28, at_least=28, at_most=365)
    bad = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-03-18 09:00}
steps:
  - {id: invitation, send: invite, template: meeting/invitation.md, when: 3 weeks before event at 09:00}
"""
    good = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-03-18 09:00}
steps:
  - {id: invitation, send: invite, template: meeting/invitation.md, when: 6 weeks before event at 09:00}
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Every invitation that leaves its guests less notice than they are owed."""
        if case.schedule.starts is None or not _takes_place(case.campaign):
            return
        event_day = case.local_day(case.schedule.starts)
        for touch in case.touches:
            if touch.change is None and _invites_guests(case.campaign, touch.step):
                yield from self._notice(case, touch, event_day)

    def _notice(self, case: Case, touch: Touch, event_day: date) -> Iterator[Finding]:
        progress = case.history.progress.get((touch.step.id, touch.occurrence, touch.channel))
        if progress is not None and not went_out(progress):
            return
        if progress is not None and self._kept(case.local_day(progress.began), event_day):
            yield from self._joined_late(case, touch, event_day)
            return
        leaves = progress.began if progress else case.leaves(touch)
        if leaves is not None and not self._kept(case.local_day(leaves), event_day):
            verb = "went" if progress else "goes"
            yield self._finding(
                case, touch, self._too_short(verb, case.local_day(leaves), event_day), event_day
            )

    def _kept(self, day: date, event_day: date) -> bool:
        return (event_day - day).days >= self.days

    def _joined_late(self, case: Case, touch: Touch, event_day: date) -> Iterator[Finding]:
        joined, people = case.late.get(touch.step.id, (0, 0))
        if not joined or self._kept(case.today, event_day):
            return
        days = (event_day - case.today).days
        yield self._finding(
            case,
            touch,
            f"{joined} of {counted(people, 'guest')} joined after it went out and are invited "
            f"{counted(days, 'day')} before {said(event_day)}; {self.days} are needed",
            event_day,
            Level.ERROR if joined * 2 > people else Level.WARNING,
        )

    def _too_short(self, verb: str, day: date, event_day: date) -> str:
        notice = (event_day - day).days
        if notice == 0:
            when = f"on {said(event_day)}, the day itself"
        else:
            when = f"{counted(abs(notice), 'day')} {'before' if notice > 0 else 'after'} {said(event_day)}"
        return f"{verb} out {when}; {self.days} are needed"

    def _finding(self, case: Case, touch: Touch, message: str, event_day: date,
                 level: Level = Level.ERROR) -> Finding:  # fmt: skip
        return self.finding(
            case,
            case.campaign.place_of(touch.step, "when"),
            message,
            self._fix(case, touch, event_day),
            step=touch.step.id,
            occurrence=touch.occurrence,
            level=level,
        )

    def _fix(self, case: Case, touch: Touch, event_day: date) -> str:
        begun = (touch.step.id, touch.occurrence, touch.channel) in case.history.progress
        latest = open_day_on_or_before(case.schedule.mail, event_day - timedelta(self.days))
        if not begun and (latest >= case.today or event_day <= case.today):
            return f"move it to {said(latest)} or earlier"
        earliest = case.today + timedelta(self.days)
        return f"move the meeting to {said(earliest)} or later, or waive {self.code} with a reason"


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
        """Every invitation with too few reminders after it."""
        if not _takes_place(case.campaign):
            return
        for step in case.campaign.steps:
            invitations = [
                touch for touch in case.schedule.touches if touch.step == step and not touch.change
            ]
            if not invitations or not _invites_guests(case.campaign, step):
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
    if not is_reminder(step) or step.table != "inner_table":
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
