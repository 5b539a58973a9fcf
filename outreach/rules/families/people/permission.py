"""Permission: whom we may write to at all."""

from collections.abc import Iterator
from operator import attrgetter

from outreach.core.deciding import REFUSED, UNKNOWN
from outreach.core.errors import Place
from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.rules.case import Case, Decided
from outreach.rules.reading.words import people
from outreach.rules.rule import Rule


class SuppressedPeople(Rule):
    """Nobody is written to who has unsubscribed, whose address bounced for good, or who complained.

    Stop means stop: everywhere, before the next message, and after a new import too. This person is passed
    over; the others get their message.

    Source: CAN-SPAM Act, 15 U.S.C. 7704(a)(4).
    """

    code, name, level, effect = "K001", "Stop means stop", Level.ERROR, Effect.SKIP
    moments = (Moment.PLAN, Moment.SEND)
    bad = """\
kind: updates
audience: {roles: [business_member]}
steps:
  - {id: update, send: email, template: updates/update.md, when: on 2027-01-12 at 09:00}
--- people.csv
id,email,roles,standing
builder-1,builder-1@example.org,business_member,unsubscribed
"""
    good = """\
kind: updates
audience: {roles: [business_member]}
steps:
  - {id: update, send: email, template: updates/update.md, when: on 2027-01-12 at 09:00}
--- people.csv
id,email,roles,standing
builder-1,builder-1@example.org,business_member,ok
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Those of the campaign who are passed over, counted once for each reason."""
        for each in _most(case, self.code):
            yield self.finding(
                case,
                _audience_of(case),
                f"{_passed(each)}: {each.reason}",
                "nothing is to be done; telephone those whom the campaign needs, and correct what bounced",
                level=Level.WARNING,
            )


class StatedRelationship(Rule):
    """Nobody gets list mail who has neither consent nor a stated relationship.

    A recruiter is a relationship: somebody who knows this person and asks them. An invitation from a
    stranger is what people delete, and what the law calls spam. This person is passed over; the others get
    their message.

    Source: training manual, step 3, "knows personally"; that it decides is ours.
    """

    code, name, level, effect = "K002", "Somebody knows them", Level.ERROR, Effect.SKIP
    moments = (Moment.PLAN, Moment.SEND)
    bad = """\
kind: updates
audience: {roles: [business_member]}
steps:
  - {id: update, send: email, template: updates/update.md, when: on 2027-01-12 at 09:00}
--- people.csv
id,email,roles,consent
builder-1,builder-1@example.org,business_member,unknown
"""
    good = """\
kind: updates
audience: {roles: [business_member]}
steps:
  - {id: update, send: email, template: updates/update.md, when: on 2027-01-12 at 09:00}
--- people.csv
id,email,roles,consent
builder-1,builder-1@example.org,business_member,relationship
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Those of the campaign who are passed over."""
        passed = _most(case, self.code)
        if passed:
            asks = any(each.reason != REFUSED for each in passed)
            yield self.finding(
                case,
                _audience_of(case),
                "; ".join(f"{_passed(each)}: {each.reason or UNKNOWN}" for each in passed),
                "import them with `consent` (yes, or relationship) or a `recruiter` who knows them"
                if asks
                else "nothing is to be done; telephone those whom the campaign needs",
                level=Level.WARNING,
            )


def _passed(each: Decided) -> str:
    return f"{people(each.people)} {'is' if each.people == 1 else 'are'} passed over"


def _most(case: Case, code: str) -> list[Decided]:
    """For each reason the occasion that passes over most people, most first."""
    found: dict[str, Decided] = {}
    for each in case.decided_by(code):
        if each.reason not in found or found[each.reason].people < each.people:
            found[each.reason] = each
    return sorted(found.values(), key=attrgetter("people"), reverse=True)


def _audience_of(case: Case) -> Place:
    if case.campaign.audience is not None:
        return case.campaign.place("audience")
    return case.campaign.at_steps
