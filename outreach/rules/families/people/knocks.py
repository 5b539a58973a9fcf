"""Many knocks: nobody is pestered, however many offices mean well."""

from collections.abc import Iterator

from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.plan import Decide
from outreach.rules.case import Case, Decided
from outreach.rules.reading.words import counted, people, said
from outreach.rules.rule import Rule, Threshold


class ManyKnocks(Rule):
    """Nobody gets more than four unasked list messages in 28 days from all campaigns of the installation.

    Counted are invitations to launches and meetings, reminders to those who have not accepted, updates and
    kits. A team's and a poll's own messages, what goes to those who accepted, recaps, changes, cancellations
    and commitments are never counted and never wait. Where there is no room, invitations and reminders go
    first, then updates, then kits; the rest waits for as long as its own rules allow, seven days at most. A
    business that hears from every office at once answers none. The numbers are ours.

    Source: training manual, module 2; the numbers are ours.
    """

    code, name, level, effect = "R001", "Not too many knocks", Level.ERROR, Effect.WAIT
    moments = (Moment.PLAN, Moment.SEND)
    messages = Threshold(4, at_least=1, at_most=4)
    days = Threshold(28, at_least=28, at_most=365)
    patience = Threshold(7, at_least=1, at_most=7)
    bad = """\
kind: updates
audience: {roles: [business_member]}
steps:
  - {id: first, send: email, template: updates/update.md, when: on 2027-02-01 at 09:00}
  - {id: second, send: email, template: updates/update.md, when: on 2027-02-04 at 09:00}
  - {id: third, send: email, template: updates/update.md, when: on 2027-02-08 at 09:00}
  - {id: fourth, send: email, template: updates/update.md, when: on 2027-02-11 at 09:00}
  - {id: fifth, send: email, template: updates/update.md, when: on 2027-02-15 at 09:00}
--- people.csv
id,email,roles
builder-1,builder-1@example.org,business_member
builder-2,builder-2@example.org,business_member
"""
    good = """\
kind: updates
audience: {roles: [business_member]}
steps:
  - {id: first, send: email, template: updates/update.md, when: on 2027-02-01 at 09:00}
  - {id: second, send: email, template: updates/update.md, when: on 2027-02-04 at 09:00}
  - {id: third, send: email, template: updates/update.md, when: on 2027-02-08 at 09:00}
  - {id: fourth, send: email, template: updates/update.md, when: on 2027-02-11 at 09:00}
  - {id: fifth, send: email, template: updates/update.md, when: on 2027-03-01 at 09:00}
--- people.csv
id,email,roles
builder-1,builder-1@example.org,business_member
builder-2,builder-2@example.org,business_member
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """What waits for its turn, and what does not get one in time."""
        for each in case.decided_by(self.code):
            step = case.campaign.step(each.step)
            if step is None:
                continue
            late = each.what is Decide.MISSED
            yield self.finding(
                case,
                case.campaign.place_of(step, "when"),
                self._missed(each) if late else self._waits(case, each),
                f"move it to a day with fewer than {self.messages} in the {self.days} days before it, leave "
                "these people out, or waive R001 with a reason",
                step=each.step,
                occurrence=each.occurrence,
                level=Level.ERROR if late else Level.WARNING,
            )

    def _missed(self, each: Decided) -> str:
        within = counted(self.patience, "day")
        return f"{people(each.people)} would not get it: {self._had}, and no room within {within}"

    def _waits(self, case: Case, each: Decided) -> str:
        get = "gets" if each.people == 1 else "get"
        until = f", until {said(case.local_day(each.until))} at the latest" if each.until is not None else ""
        return f"{people(each.people)} {get} it later{until}: {self._had}"

    @property
    def _had(self) -> str:
        return f"{counted(self.messages, 'unasked message')} in the {self.days} days before"


class ManyPartnerships(Rule):
    """One business hears from at most two partnerships in a week.

    All people of a business count together, however its name is spaced or capitalised. Offices that do not
    know of each other ask the same owner for the same morning; whoever sees it first can agree on an order.
    The numbers are ours.

    Source: training manual, module 2; the numbers are ours.
    """

    code, name, level, effect = "R002", "One business, few partnerships", Level.WARNING, None
    moments = (Moment.PLAN,)
    partnerships = Threshold(2, at_least=1, at_most=2)
    days = Threshold(7, at_least=7, at_most=60)
    bad = """\
kind: updates
audience: {roles: [business_member]}
steps:
  - {id: update, send: email, template: updates/update.md, when: on 2027-01-12 at 09:00}
---
campaign: health-updates
partnership: health
kind: updates
audience: {roles: [business_member]}
steps:
  - {id: update, send: email, template: updates/update.md, when: on 2027-01-11 at 09:00}
---
campaign: tourism-updates
partnership: tourism
kind: updates
audience: {roles: [business_member]}
steps:
  - {id: update, send: email, template: updates/update.md, when: on 2027-01-08 at 09:00}
--- people.csv
id,email,roles,organisation
builder-1,builder-1@example.org,business_member,Example Builders
builder-2,builder-2@example.org,business_member,example builders
"""
    good = """\
kind: updates
audience: {roles: [business_member]}
steps:
  - {id: update, send: email, template: updates/update.md, when: on 2027-01-19 at 09:00}
---
campaign: health-updates
partnership: health
kind: updates
audience: {roles: [business_member]}
steps:
  - {id: update, send: email, template: updates/update.md, when: on 2027-01-11 at 09:00}
---
campaign: tourism-updates
partnership: tourism
kind: updates
audience: {roles: [business_member]}
steps:
  - {id: update, send: email, template: updates/update.md, when: on 2027-01-08 at 09:00}
--- people.csv
id,email,roles,organisation
builder-1,builder-1@example.org,business_member,Example Builders
builder-2,builder-2@example.org,business_member,example builders
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Each message by which businesses hear from too many partnerships."""
        for each in case.decided_by(self.code):
            step = case.campaign.step(each.step)
            if step is not None:
                hear = "business hears" if each.people == 1 else "businesses hear"
                yield self.finding(
                    case,
                    case.campaign.place_of(step, "when"),
                    f"{each.people} {hear} from other partnerships in the same {counted(self.days, 'day')} "
                    f"({each.reason}); {self.partnerships} together are the most",
                    "agree on an order with those partnerships, and move one of the messages by a week",
                    step=each.step,
                    occurrence=each.occurrence,
                )
