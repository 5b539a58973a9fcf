"""Scheduling polls: the people without whom no date is any good are telephoned."""

from collections.abc import Iterator

from outreach.core.campaign import Campaign, Poll, Step
from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.when import parse_when, resolve, wall_of
from outreach.rules.case import Case
from outreach.rules.families.polls.options import follows_close, open_question
from outreach.rules.rule import Rule

CALLED = frozenset({"all", "not_voted", "key_people"})
"""The words of `to:` that leave out no key person who has not voted."""
CALL_TIMES = ("2 days after opening at 14:00", "1 day after opening at 14:00", "3 hours after opening")
"""When a call may be made, from the best on; a poll may close too soon for the first."""


class PollKeyPeople(Rule):
    """A poll names its key people, and those of them who have not voted are telephoned.

    A date that suits everybody but the person who leads the meeting is no date. Those few are known before
    the poll opens; a call gets an answer where a second e-mail does not.

    Source: training manual, step 5, tip 4.
    """

    code, name, level, effect = "P005", "Key people get a call", Level.ERROR, Effect.REFUSE
    moments = (Moment.CHECK,)
    bad = """\
kind: poll
poll:
  question: When should the team meet?
  options: [2027-04-06 10:00, 2027-04-07 14:00]
  closes: 3 days after opening at 17:00
  key_people: [champion-1]
steps:
  - {id: ask, send: poll, template: polls/ask.md, when: on 2027-03-22 at 09:00}
"""
    good = """\
kind: poll
poll:
  question: When should the team meet?
  options: [2027-04-06 10:00, 2027-04-07 14:00]
  closes: 3 days after opening at 17:00
  key_people: [champion-1]
steps:
  - {id: ask, send: poll, template: polls/ask.md, when: on 2027-03-22 at 09:00}
  - id: phone
    send: call
    template: polls/call.md
    when: 2 days after ask at 14:00
    to: [key_people, not_voted]
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Key people who are not named; a call to them that is not planned."""
        poll, campaign = open_question(case), case.campaign
        if poll is None:
            return
        if not poll.key_people:
            yield self.finding(
                case,
                campaign.places.key("poll"),
                "names no key people; it needs at least one, who is telephoned before the poll closes",
                "write `key_people:` with the ids of those without whom the meeting cannot take place, "
                "as `[champion-1]`",
            )
        if not any(_calls(campaign, step, poll) and _in_time(case, step) for step in campaign.steps):
            asking = next((step for step in campaign.steps if step.send == "poll"), None)
            yield self.finding(
                case,
                campaign.place_of(asking) if asking else campaign.at_steps,
                "no call to key people who have not voted follows it; one is needed before the poll closes",
                f"add a step with `send: call`, `to: [key_people, not_voted]` and `when: {_call_time(case)}`",
                step=asking.id if asking else "",
            )


def _calls(campaign: Campaign, step: Step, poll: Poll) -> bool:
    """Whether the step telephones the key people who have not voted, while the poll is open."""
    if step.send != "call" or step.paused or step.table != "inner_table" or follows_close(campaign, step):
        return False
    if step.named:
        return set(poll.key_people) <= set(step.named)
    return bool(step.words) and step.words <= CALLED


def _in_time(case: Case, step: Step) -> bool:
    """Whether the call comes while the poll is open, as far as that is known."""
    opens, closes = case.schedule.opens, case.schedule.closes
    due = next((touch.due for touch in case.schedule.touches if touch.step == step), None)
    if opens is None or closes is None or due is None:
        return True
    return opens < due < closes


def _call_time(case: Case) -> str:
    """A time for the call that comes before the close."""
    opens, closes, mail = case.schedule.opens, case.schedule.closes, case.schedule.mail
    if opens is None or closes is None:
        return CALL_TIMES[0]
    for phrase in CALL_TIMES:
        planned = next(resolve(parse_when(phrase), wall_of(opens, mail.zone), mail))
        if opens < planned.due < closes:
            return phrase
    return CALL_TIMES[-1]
