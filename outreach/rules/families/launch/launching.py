"""Launching: how many businesses a launch hopes for, where it is held, and who is called before it."""

from collections.abc import Iterator

from outreach.core.campaign import Campaign, Event, Step
from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.plan import Touch
from outreach.core.steps import REMINDED, follows_event, is_call
from outreach.rules.case import Case
from outreach.rules.reading.meetings import invites, lies_ahead
from outreach.rules.rule import Rule, Threshold

FAR, NEAR = 35, 21
"""Days left after the invitation, from which calls come four weeks before a launch, or two."""


def coming_launch(case: Case) -> Event | None:
    """The event of a launch that still lies ahead."""
    return case.campaign.event if case.campaign.kind == "launch" and lies_ahead(case) else None


def asking_guests(campaign: Campaign) -> tuple[Step, ...]:
    """The invitations to the inner table, as they are written."""
    return tuple(step for step in campaign.steps if invites(campaign, step))


def businesses(number: int) -> str:
    """`1 business`, `12 businesses`."""
    return "1 business" if number == 1 else f"{number} businesses"


class HopedFor(Rule):
    """A launch hopes for at least twelve businesses; twenty-five or thirty are better.

    A handful of firms is a committee; a room full of them is an industry with a voice. There is no magic
    number, so a smaller industry is only advised. Who writes down how many are hoped for learns in time how
    many must be invited.

    Source: training manual, step 3.
    """

    code, name, level, effect = "L003", "Enough businesses hoped for", Level.WARNING, None
    moments = (Moment.CHECK,)
    businesses = Threshold(12, at_least=12, at_most=1000)
    better = Threshold(25, at_least=25, at_most=1000)
    bad = """\
kind: launch
event: {title: Launch, starts: 2027-03-18 09:00, businesses_hoped_for: 8}
steps:
  - {id: invitation, send: invite, template: launch/letter.md, when: 6 weeks before event at 09:00}
"""
    good = """\
kind: launch
event: {title: Launch, starts: 2027-03-18 09:00, businesses_hoped_for: 25}
steps:
  - {id: invitation, send: invite, template: launch/letter.md, when: 6 weeks before event at 09:00}
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Whether it hopes for too few, or does not say for how many."""
        event = coming_launch(case)
        if event is None:
            return
        hoped, ideal = event.businesses_hoped_for, max(self.businesses, self.better)
        if hoped is not None and hoped >= ideal:
            return
        too_few = hoped is not None and hoped < self.businesses
        yield self.finding(
            case,
            case.campaign.place("event", "businesses_hoped_for"),
            self._message(hoped, ideal),
            f"write `businesses_hoped_for: {ideal}` under `event`",
            level=Level.WARNING if too_few else Level.ADVICE,
        )

    def _message(self, hoped: int | None, ideal: int) -> str:
        best = f"{ideal} or more are best"
        if hoped is None:
            return f"does not say how many businesses it hopes for; {best}"
        least = f"{self.businesses} are the least"
        if hoped < self.businesses:
            best = f"{least}, {best}" if self.businesses < ideal else least
        return f"hopes for {businesses(hoped)}; {best}"


class FollowUpCalls(Rule):
    """A launch has telephone calls to those who have not answered its invitation.

    A letter is easy to lay aside; somebody one knows, on the telephone, is not. The calls come after the
    invitation and before the launch, and reach everybody who has not answered, not only key people.

    Source: training manual, step 3.
    """

    code, name, level, effect = "L006", "Calls after the invitation", Level.ERROR, Effect.REFUSE
    moments = (Moment.CHECK,)
    bad = """\
kind: launch
event: {title: Launch, starts: 2027-03-18 09:00}
steps:
  - {id: invitation, send: invite, template: launch/letter.md, when: 6 weeks before event at 09:00}
"""
    good = """\
kind: launch
event: {title: Launch, starts: 2027-03-18 09:00}
steps:
  - {id: invitation, send: invite, template: launch/letter.md, when: 6 weeks before event at 09:00}
  - {id: phone, send: call, template: launch/call.md, when: 4 weeks before event at 13:00, to: not_replied}
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Whether nobody calls those who stay silent."""
        if coming_launch(case) is None:
            return
        campaign, touches = case.campaign, case.schedule.touches
        invitation = next(
            (each for each in touches if invites(campaign, each.step) and not each.change), None
        )
        if any(_follows_up(case, touch, invitation) for touch in touches):
            return
        place, step = campaign.at_steps, ""
        if invitation is not None:
            place, step = campaign.place_of(invitation.step), invitation.step.id
        yield self.finding(
            case,
            place,
            "nobody telephones those who have not answered; calls after the invitation are needed",
            "add a step with `send: call`, `to: not_replied`, a `template:` with what to say, and "
            f"`when: {_call_day(case, invitation)} before event at 13:00`",
            step=step,
        )


def _follows_up(case: Case, touch: Touch, invitation: Touch | None) -> bool:
    step = touch.step
    if not is_call(step) or step.paused or step.table != "inner_table":
        return False
    if not step.words or not step.words <= REMINDED or follows_event(case.campaign, step):
        return False
    invited, starts = invitation.due if invitation else None, case.schedule.starts
    if touch.due is None or starts is None:
        return True
    return touch.due < starts and (invited is None or invited < touch.due)


def _call_day(case: Case, invitation: Touch | None) -> str:
    """How long before the launch there is time for calls, once the invitation is out."""
    starts, invited = case.schedule.starts, invitation.due if invitation else None
    if starts is None or (notice := (starts - max(invited or case.now, case.now)).days) >= FAR:
        return "4 weeks"
    return "2 weeks" if notice >= NEAR else "1 day"


class HeldAtBusiness(Rule):
    """A launch is held at a business.

    Where people meet says whose meeting it is. In a member's own hall it is the industry's; in a public
    building it looks like one more programme.

    Source: training manual, step 3.
    """

    code, name, level, effect = "L007", "Held at a business", Level.ADVICE, None
    moments = (Moment.CHECK,)
    bad = """\
kind: launch
event: {title: Launch, starts: 2027-03-18 09:00, location: "Town Hall, Cheyenne", venue: public}
steps:
  - {id: invitation, send: invite, template: launch/letter.md, when: 6 weeks before event at 09:00}
"""
    good = """\
kind: launch
event: {title: Launch, starts: 2027-03-18 09:00, location: "Example Builders, Cheyenne", venue: business}
steps:
  - {id: invitation, send: invite, template: launch/letter.md, when: 6 weeks before event at 09:00}
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Whether it is held elsewhere, or does not say where."""
        event = coming_launch(case)
        if event is None or event.venue == "business":
            return
        where = f"the venue is {event.venue}" if event.venue else "no venue is given"
        yield self.finding(
            case,
            case.campaign.place("event", "venue"),
            f"{where}; a member's own place says that the meeting is the industry's",
            "ask a champion to be the host, and write `venue: business` under `event`",
        )
