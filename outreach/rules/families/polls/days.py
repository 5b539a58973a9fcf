"""Scheduling polls: they are open for a few days, and then it is settled."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from outreach.core.campaign import Poll, Step
from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.plan import Touch
from outreach.core.when import (
    Calendar,
    On,
    Relative,
    instant,
    open_day_on_or_after,
    open_day_on_or_before,
    resolve,
    wall_of,
)
from outreach.rules.case import Case
from outreach.rules.families.polls.options import clock, follows_close, open_question
from outreach.rules.reading.words import counted, listed, said
from outreach.rules.rule import Rule, Threshold

VOTERS = frozenset({"all", "voted", "not_voted", "replied", "not_replied", "key_people"})
"""The words of `to:` that mean people who are asked, in the campaign of a poll."""
TRIED = 10
"""Open days on which the asking is tried; only weeks with hardly an open day need more than two."""


class PollOpenFor(Rule):
    """A scheduling poll closes by the end of the third day after it opens, after all its steps to voters.

    While a date is being looked for, calendars fill; whoever has not answered after a few days is telephoned.
    A poll written to close on a day on which nothing goes out closes on the next open one, and that day
    counts. What is told once it has closed counts from `poll`. The number is ours; a house may set up to five
    days.

    Source: training manual, step 5, tip 4, "a few days"; the number is ours.
    """

    code, name, level, effect = "P003", "Open for three days", Level.ERROR, Effect.REFUSE
    moments = (Moment.CHECK, Moment.PLAN)
    days = Threshold(3, at_least=1, at_most=5)
    bad = """\
kind: poll
poll:
  question: When should the team meet?
  options: [2027-04-06 10:00, 2027-04-07 14:00]
  closes: 1 week after opening at 17:00
steps:
  - {id: ask, send: poll, template: polls/ask.md, when: on 2027-03-22 at 09:00}
  - {id: remind, send: email, template: polls/remind.md, when: 2 days after ask at 09:00, to: not_voted}
"""
    good = """\
kind: poll
poll:
  question: When should the team meet?
  options: [2027-04-06 10:00, 2027-04-07 14:00]
  closes: 3 days after opening at 17:00
steps:
  - {id: ask, send: poll, template: polls/ask.md, when: on 2027-03-22 at 09:00}
  - {id: remind, send: email, template: polls/remind.md, when: 2 days after ask at 09:00, to: not_voted}
  - {id: result, send: email, template: polls/result.md, when: 1 day after poll at 09:00}
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """A close that is too late or too early; where it is neither, the steps that come after it."""
        poll, opens, closes = open_question(case), case.schedule.opens, case.schedule.closes
        if poll is None or closes is None:
            return
        if opens is not None and (wrong := self._wrong(case, poll, opens, closes)):
            yield self.finding(
                case, case.campaign.place("poll", "closes"), wrong, self._fix(case, opens, closes)
            )
            return
        found = {touch.step.id: touch for touch in reversed(_asking_after(case, closes))}
        for touch in found.values():
            yield self._too_late(case, touch, closes)

    def _wrong(self, case: Case, poll: Poll, opens: datetime, closes: datetime) -> str:
        """What is wrong with the close itself, or nothing."""
        zone = case.schedule.mail.zone
        first, last = wall_of(opens, zone), wall_of(closes, zone)
        if closes <= opens:
            return f"closes on {clock(last)}, not after it opens on {clock(first)}"
        days = (last.date() - first.date()).days
        if days <= self.days:
            return ""
        moved = _moved(poll, first, case.schedule.mail)
        return (
            f"closes on {said(last)}{moved}, {counted(days, 'day')} after it opens on {said(first)}; "
            f"{self.days} {'is' if self.days == 1 else 'are'} the most"
        )

    def _fix(self, case: Case, opens: datetime, closes: datetime) -> str:
        mail = case.schedule.mail
        asked, at = case.local_day(opens), wall_of(closes, mail.zone).time()
        first, last = self._within(mail, asked)
        if first != asked:
            return f"let it open on {said(first)}, and close on {said(last)} or earlier"
        after = _asking_after(case, instant(datetime.combine(last, at), mail.zone)[0])
        names = tuple(dict.fromkeys(f"`{touch.step.id}`" for touch in after))
        forward = f", and bring {listed(names)} forward to before that" if names else ""
        closing = "close after that," if closes <= opens else "close"
        return f"let it {closing} on {said(last)}{'' if last == asked else ' or earlier'}{forward}"

    def _within(self, mail: Calendar, asked: date) -> tuple[date, date]:
        """A day to open on, `asked` where it will do, and the last on which the poll may then close.

        Opened on the eve of closed days it could only close the same day; an open day later gives it time.
        """
        first = asked
        for _ in range(TRIED):
            last = open_day_on_or_before(mail, first + timedelta(self.days))
            if last > first:
                return first, last
            first = open_day_on_or_after(mail, first + timedelta(1))
        return asked, asked

    def _too_late(self, case: Case, touch: Touch, closes: datetime) -> Finding:
        zone = case.schedule.mail.zone
        end = clock(wall_of(closes, zone))
        at = clock(wall_of(touch.due or closes, zone))
        return self.finding(
            case,
            case.campaign.place_of(touch.step, "when"),
            f"goes to voters on {at}, when the poll has closed, on {end}",
            f"move it to before {end}, or count it from `poll` if it tells how the poll ended",
            step=touch.step.id,
        )


def _moved(poll: Poll, opened: datetime, mail: Calendar) -> str:
    """How the day that is written for the close was moved, in brackets, where it was."""
    when = poll.closes
    if not isinstance(when, On) and not (isinstance(when, Relative) and when.anchor == "opening"):
        return ""
    planned = next(resolve(when, opened, mail))
    return f" ({planned.notes[0]})" if planned.nominal != planned.wall.date() else ""


def _asking_after(case: Case, end: datetime) -> list[Touch]:
    """What is meant for those who have yet to answer, and goes out at `end` or later."""
    return [
        touch
        for touch in case.schedule.touches
        if touch.due is not None
        and touch.due >= end
        and _to_voters(touch.step)
        and not touch.step.paused
        and not follows_close(case.campaign, touch.step)
    ]


def _to_voters(step: Step) -> bool:
    return step.send == "poll" or (step.send in ("email", "call") and not step.words.isdisjoint(VOTERS))
