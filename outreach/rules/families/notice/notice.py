"""Notice: people who run businesses fill their calendars early."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar

from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.history import Progress
from outreach.core.plan import Touch
from outreach.core.when import add_business_days, is_open_day, open_day_on_or_before
from outreach.rules.case import Case, went_out
from outreach.rules.reading.meetings import GUESTS, invites, lies_ahead, sending_day
from outreach.rules.reading.words import counted, said
from outreach.rules.rule import Rule, Threshold

ALWAYS = (Moment.CHECK, Moment.PLAN, Moment.SEND)


class NoticeRule(Rule):
    """A rule about how long before its meeting an invitation goes out, while the meeting lies ahead.

    Source: ours.
    """

    days: ClassVar[Threshold]
    kinds: ClassVar[frozenset[str]] = GUESTS
    meeting: ClassVar[str] = "meeting"
    guest: ClassVar[str] = "guest"
    unit: ClassVar[str] = "day"
    wanted: ClassVar[str] = "are needed"

    def check(self, case: Case) -> Iterator[Finding]:
        """Every invitation that leaves its guests less notice than they are owed."""
        if case.schedule.starts is None or not lies_ahead(case):
            return
        event_day = case.local_day(case.schedule.starts)
        for touch in case.touches:
            if touch.change is None and invites(case.campaign, touch.step, self.kinds):
                yield from self._judged(case, touch, event_day)

    def last_day(self, case: Case, event_day: date) -> date:
        """The last local day on which an invitation leaves enough notice."""
        del case
        return event_day - timedelta(self.days)

    def notice(self, case: Case, day: date, event_day: date) -> int:
        """How much notice an invitation on `day` leaves, in this rule's units."""
        del case
        return (event_day - day).days

    def soonest(self, case: Case, day: date) -> date:
        """The first day of a meeting to which an invitation on `day` leaves enough notice."""
        del case
        return day + timedelta(self.days)

    def ahead(self, case: Case, day: date, event_day: date) -> str:
        """`21 days before 18 March`."""
        if day == event_day:
            return f"on {said(event_day)}, the day itself"
        if day > event_day:
            return f"{counted((day - event_day).days, 'day')} after {said(event_day)}"
        return f"{counted(self.notice(case, day, event_day), self.unit)} before {said(event_day)}"

    def level_for(self, joined: int, people: int) -> Level:
        """How much it matters that so many of so many people joined too late."""
        return Level.ERROR if joined * 2 > people else Level.WARNING

    def _judged(self, case: Case, touch: Touch, event_day: date) -> Iterator[Finding]:
        progress = case.history.progress.get((touch.step.id, touch.occurrence, touch.channel))
        if progress is not None and not went_out(progress):
            return
        if progress is not None and self._was_in_time(case, progress, event_day):
            yield from self._joined_late(case, touch, event_day)
            return
        leaves = progress.began if progress else case.leaves(touch)
        if leaves is not None and case.local_day(leaves) > self.last_day(case, event_day):
            verb = "went" if progress else "goes"
            yield self.short(case, touch, verb, case.local_day(leaves), event_day)

    def _was_in_time(self, case: Case, progress: Progress, event_day: date) -> bool:
        """Whether it left enough notice of the day it named; a day that was moved since is N005's matter."""
        told = case.history.announced
        days = {event_day, case.local_day(told.starts)} if told is not None else {event_day}
        began = case.local_day(progress.began)
        return any(began <= self.last_day(case, day) for day in days)

    def _joined_late(self, case: Case, touch: Touch, event_day: date) -> Iterator[Finding]:
        joined, people = case.late.get(touch.step.id, (0, 0))
        if joined and case.today > self.last_day(case, event_day):
            message = (
                f"{joined} of {counted(people, self.guest)} joined after it went out and are invited "
                f"{self.ahead(case, case.today, event_day)}; {self.days} {self.wanted}"
            )
            yield self._found(case, touch, event_day, message, self.level_for(joined, people))

    def short(self, case: Case, touch: Touch, verb: str, day: date, event_day: date) -> Finding:
        """The finding that an invitation on that day leaves too little notice."""
        message = f"{verb} out {self.ahead(case, day, event_day)}; {self.days} {self.wanted}"
        return self._found(case, touch, event_day, message, self.level)

    def _found(self, case: Case, touch: Touch, event_day: date, message: str, level: Level) -> Finding:
        return self.finding(
            case, case.campaign.place_of(touch.step, "when"), message, self._remedy(case, touch, event_day),
            step=touch.step.id, occurrence=touch.occurrence, level=level,
        )  # fmt: skip

    def _remedy(self, case: Case, touch: Touch, event_day: date) -> str:
        begun = (touch.step.id, touch.occurrence, touch.channel) in case.history.progress
        latest = open_day_on_or_before(case.schedule.mail, self.last_day(case, event_day))
        if not begun and latest >= case.today:
            return f"move it to {said(latest)} or earlier"
        today = sending_day(case)
        moved = f"move the {self.meeting} to {said(self.soonest(case, today))} or later"
        if not begun and touch.due is not None and touch.due > case.now:
            moved += f" and the invitation to {said(today)}"
        return moved if self.effect is None else f"{moved}, or waive {self.code} with a reason"


class InvitationNotice(NoticeRule):
    """An invitation to a launch or a meeting goes out at least four weeks before it starts.

    People who run businesses fill their calendars a month ahead; a later invitation finds them busy. The
    first sending counts: whoever joins the guests later is invited at once, with a warning that says how many
    they are, and an error once they are more than half.

    Source: training manual, step 5, tip 2; step 3.
    """

    code, name, level, effect = "N001", "Four weeks' notice", Level.ERROR, Effect.HOLD
    moments = ALWAYS
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


class LaunchNotice(NoticeRule):
    """The invitation to a launch goes out six weeks ahead.

    Four weeks are the least; for a launch the manual names four to six. It is the first that most of its
    guests hear of the partnership, and six weeks leave room for telephone calls before calendars are full.

    Source: training manual, step 3.
    """

    code, name, level, effect = "N002", "Six weeks for a launch", Level.ADVICE, None
    moments = (Moment.CHECK,)
    days = Threshold(42, at_least=42, at_most=365)
    kinds = frozenset({"launch"})
    meeting = "launch"
    wanted = "are better"
    bad = """\
kind: launch
event: {title: Launch, starts: 2027-03-18 09:00}
steps:
  - {id: invitation, send: invite, template: launch/letter.md, when: 4 weeks before event at 09:00}
"""
    good = """\
kind: launch
event: {title: Launch, starts: 2027-03-18 09:00}
steps:
  - {id: invitation, send: invite, template: launch/letter.md, when: 6 weeks before event at 09:00}
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """The first invitation, while it is still to come and goes out later than six weeks ahead."""
        if case.schedule.starts is None or not lies_ahead(case):
            return
        planned = (
            (touch.due, touch)
            for touch in case.schedule.touches
            if touch.due is not None
            and touch.change is None
            and invites(case.campaign, touch.step, self.kinds)
        )
        leaves, first = min(planned, key=lambda each: each[0], default=(case.now, None))
        event_day = case.local_day(case.schedule.starts)
        if first and leaves > case.now and case.local_day(leaves) > self.last_day(case, event_day):
            yield self.short(case, first, "goes", case.local_day(leaves), event_day)


class TeamNotice(NoticeRule):
    """A call or working session of an action team is announced at least five business days ahead.

    The manual wants these short talks soon after a launch, so that four weeks' notice cannot apply; a working
    week lets busy people still find half an hour. Whoever joins the team later is invited at once, with a
    warning that says how many they are.

    Source: training manual, steps 4 and 5, reconciled; the number is ours.
    """

    code, name, level, effect = "N006", "A week's notice for a team", Level.ERROR, Effect.HOLD
    moments = ALWAYS
    days = Threshold(5, at_least=5, at_most=60)
    kinds = frozenset({"action-team"})
    meeting = "call"
    guest = "member"
    unit = "business day"
    bad = """\
kind: action-team
event: {title: Training action team call, starts: 2027-04-08 09:00, duration: 30m}
steps:
  - {id: invitation, send: invite, template: teams/invitation.md, when: 3 business days before event at 09:00}
"""
    good = """\
kind: action-team
event: {title: Training action team call, starts: 2027-04-08 09:00, duration: 30m}
steps:
  - {id: invitation, send: invite, template: teams/invitation.md, when: 5 business days before event at 09:00}
"""

    def last_day(self, case: Case, event_day: date) -> date:
        """The fifth open day before that of the event."""
        return add_business_days(case.schedule.mail, event_day, -self.days)

    def notice(self, case: Case, day: date, event_day: date) -> int:
        """The open days from `day` on, itself included, before that of the event."""
        days = (day + timedelta(passed) for passed in range((event_day - day).days))
        return sum(is_open_day(case.schedule.mail, each) for each in days)

    def soonest(self, case: Case, day: date) -> date:
        """The fifth open day after it."""
        return add_business_days(case.schedule.mail, day, self.days)

    def level_for(self, joined: int, people: int) -> Level:
        """A warning whatever their number: teams are made of those who volunteer."""
        del joined, people
        return Level.WARNING
