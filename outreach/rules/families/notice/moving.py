"""Moving: a meeting that has been announced already changes."""

from collections.abc import Iterator, Mapping
from datetime import date

from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.history import Announced
from outreach.core.plan import Touch
from outreach.core.when import next_open
from outreach.rules.case import Case
from outreach.rules.families.notice.notice import InvitationNotice, NoticeRule, TeamNotice
from outreach.rules.reading.words import said
from outreach.rules.rule import Rule

NOTICE: Mapping[str, type[NoticeRule]] = {
    "launch": InvitationNotice,
    "meeting": InvitationNotice,
    "action-team": TeamNotice,
}
"""The rule of the notice that each kind of meeting needs."""


class ChangeNotice(Rule):
    """A change of a meeting already announced reaches everyone invited; a new date leaves them its notice.

    That everyone invited hears of it holds by itself: a change goes to all who got the invitation, and to
    nobody else, unless the invitation is paused or no longer in the file. A new date is a new meeting to
    people with full calendars: it leaves the four weeks of N001, or the five business days of N006 for an
    action team. A new place, or another hour of the same day, goes out at any time.

    Source: training manual, step 5, tip 2; it follows from N001 and N006.
    """

    code, name, level, effect = "N005", "Notice of a new date", Level.ERROR, Effect.HOLD
    moments = (Moment.PLAN, Moment.SEND)
    bad = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-03-25 09:00}
steps:
  - {id: invitation, send: invite, template: meeting/invitation.md, when: on 2027-02-04 at 09:00}
--- the ledger
now: 2027-03-08 09:00
announced: 2027-03-18 09:00
sent: {invitation: 2027-02-04 09:00}
"""
    good = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-04-08 09:00}
steps:
  - {id: invitation, send: invite, template: meeting/invitation.md, when: on 2027-02-04 at 09:00}
--- the ledger
now: 2027-03-08 09:00
announced: 2027-03-18 09:00
sent: {invitation: 2027-02-04 09:00}
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """A date too near for those who are told of it now, and what keeps a change from being told."""
        told, event = case.history.announced, case.campaign.event
        if told is None or event is None or event.status == "cancelled":
            return
        news = [each for each in case.touches if each.change == "update" and each.revision > told.revision]
        for touch in news:
            yield from self._too_near(case, touch, told)
        if case.moment is Moment.PLAN:
            yield from self._paused(case, news)
            yield from self._untold(case, told)

    def _too_near(self, case: Case, touch: Touch, told: Announced) -> Iterator[Finding]:
        starts = case.schedule.starts
        if starts is None or (kind := NOTICE.get(case.campaign.kind)) is None:
            return
        event_day, rule = case.local_day(starts), kind.of(case.house)
        if event_day == case.local_day(told.starts) and not told.cancelled:
            return
        goes = _goes_out(case, touch)
        if goes > rule.last_day(case, event_day):
            yield self.finding(
                case,
                case.campaign.place("event", "starts"),
                f"the new date is told {rule.ahead(case, goes, event_day)}; {rule.days} are needed",
                f"choose {said(rule.soonest(case, goes))} or later, or waive {self.code} with a reason",
                step=touch.step.id,
                occurrence=touch.occurrence,
            )

    def _paused(self, case: Case, news: list[Touch]) -> Iterator[Finding]:
        campaign = case.campaign
        steps = {each.step.id: each.step for each in news}
        message = "the meeting has changed, and those invited are not told while {} is paused"
        fix = "take `paused: true` out"
        if campaign.paused and steps:
            yield self.finding(case, campaign.place("paused"), message.format("the campaign"), fix)
            return
        for step in steps.values():
            if step.paused:
                place = campaign.place_of(step, "paused")
                yield self.finding(case, place, message.format("their invitation"), fix, step=step.id)

    def _untold(self, case: Case, told: Announced) -> Iterator[Finding]:
        """A change that nobody hears of, since the file invites to nothing any more."""
        event, starts = case.campaign.event, case.schedule.starts
        if event is None or starts is None or max(starts, told.starts) <= case.now:
            return
        same = (starts, event.duration, event.location) == (told.starts, told.duration, told.location)
        if not same and all(step.send != "invite" for step in case.campaign.steps):
            yield self.finding(
                case,
                case.campaign.at_steps,
                "the meeting has changed, and nobody is told: the step that invited people is not in the "
                "file any more",
                "put the step back that invited people, with the id that it had",
            )


def _goes_out(case: Case, touch: Touch) -> date:
    """The day on which the change reaches people: that of its sending, else the next open one."""
    progress = case.history.progress.get((touch.step.id, touch.occurrence, touch.channel))
    if progress is not None:
        return case.local_day(progress.began)
    return case.local_day(next_open(case.schedule.mail, case.now))
