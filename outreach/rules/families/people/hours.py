"""Hours: mail comes when people work."""

from collections.abc import Iterator

from outreach.core.campaign import Step
from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.plan import Decide
from outreach.rules.case import Case
from outreach.rules.reading.words import people
from outreach.rules.rule import Rule


class SendingHours(Rule):
    """Mail goes out in the sending hours on the reader's own clock, and on no holiday.

    What is not ready at its moment goes at the next open one; a change or a cancellation goes at once when
    the event begins before that. Posts keep to the posting hours of the campaign's zone. An e-mail at night
    or on Christmas Day says that a machine wrote it.

    Source: ours: what a careful office does by hand.
    """

    code, name, level, effect = "R003", "Sending hours", Level.ERROR, Effect.WAIT
    moments = (Moment.PLAN, Moment.SEND)
    bad = """\
kind: updates
audience: {roles: [business_member]}
steps:
  - id: closing-soon
    send: email
    template: updates/update.md
    when: on 2027-01-12 at 17:30
    grace: 1 hour
--- people.csv
id,email,roles,timezone
builder-1,builder-1@example.org,business_member,America/New_York
"""
    good = """\
kind: updates
audience: {roles: [business_member]}
steps:
  - id: closing-soon
    send: email
    template: updates/update.md
    when: on 2027-01-12 at 10:00
    grace: 1 hour
--- people.csv
id,email,roles,timezone
builder-1,builder-1@example.org,business_member,America/New_York
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """What is put off beyond its own time, or goes at another than the one that is written."""
        for each in case.decided_by(self.code):
            step = case.campaign.step(each.step)
            if step is not None:
                late = each.what is Decide.MISSED
                told = "would not get it: their sending hours begin after it is too late"
                get = "gets" if each.people == 1 else "get"
                later = f"{get} it when the sending hours begin where they are, not at the moment written"
                yield self.finding(
                    case,
                    case.campaign.place_of(step, "when"),
                    f"{people(each.people)} {told if late else later}",
                    _earlier(step),
                    step=each.step,
                    occurrence=each.occurrence,
                    level=Level.ERROR if late else Level.WARNING,
                )


def _earlier(step: Step) -> str:
    if step.when.local:
        return "write a time that lies in the sending hours, or give it a longer `grace:`"
    return "write `at HH:MM local` for each reader's own time, or a time that is open everywhere they are"
