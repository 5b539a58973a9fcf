"""Scheduling polls: used sparingly, and kept simple."""

from collections.abc import Iterator

from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.rules.case import Case
from outreach.rules.rule import Rule, Threshold


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
        poll = case.campaign.poll
        if case.campaign.kind != "poll" or poll is None or len(poll.options) <= self.options:
            return
        step, occurrence = _asked_by(case)
        yield self.finding(
            case,
            case.campaign.place("poll", "options", self.options),
            f"the poll offers {len(poll.options)} options; {self.options} are the most",
            f"take out {len(poll.options) - self.options}, and keep those that suit the key people",
            step=step,
            occurrence=occurrence,
        )


def _asked_by(case: Case) -> tuple[str, str]:
    """The step and occurrence to hold: the one about to go, else the one that sends the poll."""
    if case.moment is Moment.SEND and case.touches:
        return case.touches[0].step.id, case.touches[0].occurrence
    asking = (step.id for step in case.campaign.steps if step.send == "poll")
    return next(asking, ""), ""
