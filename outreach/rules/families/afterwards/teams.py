"""Action teams: who is on one, and what its members promise each other."""

from collections.abc import Iterator
from datetime import date, timedelta

from outreach.core.campaign import Campaign, Commitment
from outreach.core.finding import Finding, Level, Moment
from outreach.core.people import Contact, Role
from outreach.core.when import Relative, add_business_days
from outreach.rules.case import Case
from outreach.rules.families.afterwards.beginning import offered, poll_of
from outreach.rules.families.launch.recruiting import some
from outreach.rules.reading.words import counted, said
from outreach.rules.rule import Rule, Threshold

PARTNERS = frozenset({Role.CORE_PARTNER, Role.SUPPORT_PARTNER})
"""Those who help a team where it asks them to."""
ASKED_BY = frozenset({"email", "call"})
"""The kinds of step that ask an owner what became of a commitment."""


def _is_team(case: Case) -> bool:
    """Whether the campaign is that of an action team whose call is not called off."""
    event = case.campaign.event
    return case.campaign.kind == "action-team" and event is not None and event.status != "cancelled"


def _open(case: Case) -> tuple[tuple[int, Commitment], ...]:
    """The commitments that may still be kept, each with its position."""
    return tuple(
        (index, each)
        for index, each in enumerate(case.campaign.commitments)
        if each.id not in case.history.done and each.due >= case.today
    )


class SixtyDayCommitments(Rule):
    """What an action team commits to is due within 60 days, reminded of before and asked about after.

    Sixty days are near enough to begin today and far enough to get something done. The days count from the
    call; where a poll is still to date it, from the last day that is offered. A reminder is an e-mail to the
    owners before `commitments`; they are asked by e-mail or telephone after. Two business days after the call
    the commitments are written down; sixty days after it nobody asks for them any more.

    Source: training manual, step 5; tip 3.
    """

    code, name, level, effect = "F004", "Commitments within sixty days", Level.WARNING, None
    moments = (Moment.CHECK, Moment.PLAN)
    days = Threshold(60, at_least=7, at_most=60)
    business_days = Threshold(2, at_least=0, at_most=2)
    bad = """\
kind: action-team
event: {title: Training team call, starts: 2027-04-07 14:00, duration: 30m}
commitments:
  - {id: instructors, what: Name three instructors, who: champion-1, due: 2027-06-21}
steps:
  - {id: remind, send: email, template: teams/commitment.md, when: 1 week before commitments, to: owners}
  - {id: asked, send: call, template: teams/ask.md, when: 1 business day after commitments, to: owners}
"""
    good = """\
kind: action-team
event: {title: Training team call, starts: 2027-04-07 14:00, duration: 30m}
commitments:
  - {id: instructors, what: Name three instructors, who: champion-1, due: 2027-05-20}
steps:
  - {id: remind, send: email, template: teams/commitment.md, when: 1 week before commitments, to: owners}
  - {id: asked, send: call, template: teams/ask.md, when: 1 business day after commitments, to: owners}
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Commitments due too late or followed by nobody; in a plan also that there are none."""
        if not _is_team(case):
            return
        yield from self._too_late(case)
        if _open(case):
            yield from self._unfollowed(case)
        if case.moment is Moment.PLAN and not case.campaign.commitments and not case.campaign.paused:
            yield from self._none(case)

    def _too_late(self, case: Case) -> Iterator[Finding]:
        days = self._days(case)
        if not days:
            return
        call = max(days)
        last = call + timedelta(self.days)
        for index, each in _open(case):
            if each.due > last:
                yield self.finding(
                    case,
                    case.campaign.place("commitments", index, "due"),
                    f"`{each.id}` is due {counted((each.due - call).days, 'day')} after {said(call)}; "
                    f"{self.days} are the most",
                    f"agree on {said(last)} or earlier, or on a part of it that is done by then",
                )

    def _days(self, case: Case) -> tuple[date, ...]:
        """The local days on which the call may be."""
        if case.schedule.starts is not None:
            return (case.local_day(case.schedule.starts),)
        poll = poll_of(case, case.campaign)
        return offered(poll) if poll is not None else ()

    def _unfollowed(self, case: Case) -> Iterator[Finding]:
        if not _to_owners(case.campaign, frozenset({"email"}), before=True):
            yield self.finding(
                case,
                case.campaign.at_steps,
                "nobody is reminded of a commitment before it is due; each needs a reminder",
                "add a step with `send: email`, `to: owners`, a `template:` and "
                "`when: 1 week before commitments at 09:00`",
            )
        if not _to_owners(case.campaign, ASKED_BY, before=False):
            yield self.finding(
                case,
                case.campaign.at_steps,
                "nobody asks what became of a commitment once it is due; each needs a call or an e-mail",
                "add a step with `send: call`, `to: owners`, a `template:` and "
                "`when: 1 business day after commitments`",
            )

    def _none(self, case: Case) -> Iterator[Finding]:
        if case.schedule.ends is None:
            return
        day = case.local_day(case.schedule.ends)
        by = add_business_days(case.schedule.mail, day, self.business_days)
        if by <= case.today <= day + timedelta(self.days):
            yield self.finding(
                case,
                case.campaign.at_steps,
                f"no commitment is written down since the call of {said(day)}; they were due by {said(by)}",
                "write under `commitments:` who does what by when, each as "
                f"`{{id: ..., what: ..., who: ..., due: {day + timedelta(self.days)}}}` or earlier",
            )


def _to_owners(campaign: Campaign, kinds: frozenset[str], *, before: bool) -> bool:
    """Whether a step of those kinds goes to the owners of commitments, before or after they are due."""
    return any(
        step.send in kinds
        and "owners" in step.words
        and isinstance(step.when, Relative)
        and step.when.anchor == "commitments"
        and step.when.before is before
        and not step.paused
        for step in campaign.steps
    )


class TeamOfBusinesses(Rule):
    """An action team is made of business members, and support partners help it where it asks.

    Once a partner takes over, the business people sit back. So the lead and everybody who promises something
    is a business member; a support partner on the team stands under `helpers`, with what they help with. The
    conveners who facilitate may be there.

    Source: training manual, step 5, review question 1.
    """

    code, name, level, effect = "T001", "A team of businesses", Level.WARNING, None
    moments = (Moment.CHECK,)
    bad = """\
kind: action-team
audience: {tags: [training-action-team]}
event: {title: Training team call, starts: 2027-04-07 14:00, lead: champion-1}
steps:
  - {id: invitation, send: invite, template: teams/invitation.md, when: 2 weeks before event at 09:00}
--- people.csv
id,organisation,roles,tags
champion-1,Example General Contractors,lead_champion,training-action-team
builder-1,Example Roofing,business_member,training-action-team
partner-1,Example Community College,support_partner,training-action-team
"""
    good = """\
kind: action-team
audience: {tags: [training-action-team]}
event: {title: Training team call, starts: 2027-04-07 14:00, lead: champion-1}
helpers: [{who: partner-1, with: classroom space for the evening class}]
steps:
  - {id: invitation, send: invite, template: teams/invitation.md, when: 2 weeks before event at 09:00}
--- people.csv
id,organisation,roles,tags
champion-1,Example General Contractors,lead_champion,training-action-team
builder-1,Example Roofing,business_member,training-action-team
partner-1,Example Community College,support_partner,training-action-team
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Members who are no business, partners without a task, a lead or an owner who is no business."""
        ends = case.schedule.ends
        is_over = ends is not None and ends <= case.now and not _open(case)
        if case.people is None or is_over or not _is_team(case):
            return
        yield from self._members(case, case.people.guests)
        event = case.campaign.event
        if event is not None and event.lead and _is_other(case, event.lead):
            yield self.finding(
                case,
                case.campaign.place("event", "lead"),
                f"{event.lead} leads the team and is no business member",
                "let a business member of the team's choice lead it, and write who in `lead:`",
            )
        for index, each in _open(case):
            if _is_other(case, each.who):
                yield self.finding(
                    case,
                    case.campaign.place("commitments", index, "who"),
                    f"`{each.id}` is promised by {each.who}, who is no business member",
                    f"let a business member take it on, and name {each.who} under `helpers:`",
                )

    def _members(self, case: Case, guests: tuple[Contact, ...]) -> Iterator[Finding]:
        helping = {each.who for each in case.campaign.helpers}
        others = [
            each
            for each in guests
            if each.all_roles.isdisjoint({Role.BUSINESS_MEMBER, Role.CONVENER}) and each.id not in helping
        ]
        partners = tuple(each.id for each in others if not each.all_roles.isdisjoint(PARTNERS))
        strangers = tuple(each.id for each in others if each.all_roles.isdisjoint(PARTNERS))
        if partners:
            yield self.finding(
                case,
                case.campaign.place("audience"),
                f"{some(partners)} {_is(partners)} on the team, and nothing says what they help with",
                "write them under `helpers:`, each as `{who: ..., with: ...}`, or take them off the team",
            )
        if strangers:
            yield self.finding(
                case,
                case.campaign.place("audience"),
                f"{some(strangers)} {_is(strangers)} on the team without being in business",
                "take them off the team, or import them as business members if they are",
            )


def _is_other(case: Case, contact_id: str) -> bool:
    """Whether somebody is known, and not as a business member."""
    contact = case.people.named.get(contact_id) if case.people is not None else None
    return contact is not None and Role.BUSINESS_MEMBER not in contact.all_roles


def _is(names: tuple[str, ...]) -> str:
    return "is" if len(names) == 1 else "are"
