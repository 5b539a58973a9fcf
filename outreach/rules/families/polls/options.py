"""Scheduling polls: used sparingly, and kept simple."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from outreach.core.campaign import Campaign, Poll, Step
from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.when import Relative, instant, open_day_on_or_after, wall_of
from outreach.rules.case import Case
from outreach.rules.reading.words import counted, said
from outreach.rules.rule import Rule, Threshold


def open_question(case: Case) -> Poll | None:
    """The campaign's poll while something can still be made of it: neither closed nor decided."""
    closes = case.schedule.closes
    if case.history.decision is not None or (closes is not None and closes <= case.now):
        return None
    return case.campaign.poll


def follows_close(campaign: Campaign, step: Step) -> bool:
    """Whether the step counts from the poll's close or from what that dates, also by way of other steps."""
    when = step.when
    for _ in campaign.steps:
        if not isinstance(when, Relative):
            return False
        if when.anchor in ("event", "commitments"):
            return True
        anchor = campaign.step(when.anchor)
        if when.anchor in ("poll", "opening") or anchor is None:
            return when.anchor == "poll" and not when.before
        when = anchor.when
    return False


def clock(wall: datetime) -> str:
    """`6 April at 10:00`."""
    return f"{said(wall)} at {wall:%H:%M}"


class PollOptions(Rule):
    """A scheduling poll offers at most four options.

    Every further date makes the question longer to answer and the answers harder to agree; with a handful,
    people answer at once.

    Source: training manual, step 5, tip 4.
    """

    code, name, level, effect = "P001", "Four options at most", Level.ERROR, Effect.HOLD
    moments = (Moment.CHECK, Moment.PLAN, Moment.SEND)
    options = Threshold(4, at_least=2, at_most=4)
    bad = """\
kind: poll
poll:
  question: When should the team meet?
  options: [2027-04-06 10:00, 2027-04-07 14:00, 2027-04-08 09:00, 2027-04-09 09:00, 2027-04-12 10:00]
  closes: 3 days after opening at 17:00
steps:
  - {id: ask, send: poll, template: polls/ask.md, when: on 2027-03-22 at 09:00}
"""
    good = """\
kind: poll
poll:
  question: When should the team meet?
  options: [2027-04-06 10:00, 2027-04-07 14:00, 2027-04-08 09:00, 2027-04-09 09:00]
  closes: 3 days after opening at 17:00
steps:
  - {id: ask, send: poll, template: polls/ask.md, when: on 2027-03-22 at 09:00}
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """The first option too many."""
        poll = open_question(case)
        if poll is None or len(poll.options) <= self.options:
            return
        for step, occurrence in _held(case):
            yield self.finding(
                case,
                case.campaign.place("poll", "options", self.options),
                f"the poll offers {len(poll.options)} options; {self.options} are the most",
                f"take out {len(poll.options) - self.options}, and keep those that suit the key people",
                step=step,
                occurrence=occurrence,
            )


def _held(case: Case) -> Iterator[tuple[str, str]]:
    """What is held: the step about to go; in a plan what asks, and what follows it before the close."""
    if case.moment is Moment.SEND:
        yield from ((touch.step.id, touch.occurrence) for touch in case.touches[:1])
        return
    asking = next((step.id for step in case.campaign.steps if step.send == "poll"), "")
    yield asking, ""
    if case.moment is Moment.PLAN:
        campaign = case.campaign
        steps = {each.step.id: each.step for each in case.touches if each.step.id != asking}
        yield from ((name, "") for name, step in steps.items() if not follows_close(campaign, step))


class PollChoice(Rule):
    """A scheduling poll offers at least two options, all different, all after it closes.

    With one option there is nothing to choose, one that is written twice splits its own votes, and a meeting
    cannot take place before its date is known.

    Source: training manual, step 5, tip 4, and what follows from it.
    """

    code, name, level, effect = "P002", "A real choice", Level.ERROR, Effect.REFUSE
    moments = (Moment.CHECK,)
    options = Threshold(2, at_least=2, at_most=4)
    bad = """\
kind: poll
poll:
  question: When should the team meet?
  options: [2027-04-06 10:00, 2027-04-07 14:00, 2027-04-06 10:00]
  closes: 3 days after opening at 17:00
steps:
  - {id: ask, send: poll, template: polls/ask.md, when: on 2027-03-22 at 09:00}
"""
    good = """\
kind: poll
poll:
  question: When should the team meet?
  options: [2027-04-06 10:00, 2027-04-07 14:00, 2027-04-06 15:00]
  closes: 3 days after opening at 17:00
steps:
  - {id: ask, send: poll, template: polls/ask.md, when: on 2027-03-22 at 09:00}
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Too few options, each that is written already, each that comes too early."""
        poll = open_question(case)
        if poll is None:
            return
        if len(poll.options) < self.options:
            yield self.finding(
                case,
                case.campaign.place("poll", "options"),
                f"the poll offers {counted(len(poll.options), 'option')}; {self.options} are the least",
                f"add {self.options - len(poll.options)} that the key people can make",
            )
        for index, option in enumerate(poll.options):
            if option in poll.options[:index]:
                yield self._repeated(case, poll, index)
            else:
                yield from self._early(case, index, option)

    def _repeated(self, case: Case, poll: Poll, index: int) -> Finding:
        option = poll.options[index]
        first = case.campaign.place("poll", "options", poll.options.index(option))
        enough = len(set(poll.options)) >= self.options
        return self.finding(
            case,
            case.campaign.place("poll", "options", index),
            f"{clock(option)} is offered a second time; the first is in line {first.line}",
            "take it out, or write another time" if enough else "write another time in its place",
        )

    def _early(self, case: Case, index: int, option: datetime) -> Iterator[Finding]:
        closes, mail = case.schedule.closes, case.schedule.mail
        if closes is None or instant(option, mail.zone)[0] > closes:
            return
        end = wall_of(closes, mail.zone)
        later = open_day_on_or_after(mail, end.date() + timedelta(1))
        yield self.finding(
            case,
            case.campaign.place("poll", "options", index),
            f"{clock(option)} is not after the poll closes, on {clock(end)}",
            f"offer {said(later)} or later in its place",
        )
