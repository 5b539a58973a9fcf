"""Signing: whose names stand under a launch's invitation, and that they have agreed to what it says."""

from collections.abc import Iterator

from outreach.core.errors import Place
from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.people import Contact, Role
from outreach.core.plan import Touch
from outreach.core.steps import follows_event
from outreach.rules.case import Case
from outreach.rules.families.launch.launching import coming_launch
from outreach.rules.reading.meetings import invites, lies_ahead
from outreach.rules.reading.words import counted, listed
from outreach.rules.rule import Rule, Threshold


def _known(case: Case, contact_id: str) -> Contact | None:
    return case.people.named.get(contact_id) if case.people is not None else None


class SignedByChampions(Rule):
    """A launch's invitation is signed by at least two champions; three or four are better.

    Under one name it is one firm's idea; under several it is an industry that asks its own people to the
    table. A signer who has not been imported yet is taken for a champion.

    Source: training manual, step 3; launch slides, slide 9.
    """

    code, name, level, effect = "L001", "Signed by two champions", Level.ERROR, Effect.HOLD
    moments = (Moment.CHECK, Moment.PLAN, Moment.SEND)
    champions = Threshold(2, at_least=2, at_most=10)
    better = Threshold(3, at_least=3, at_most=10)
    bad = """\
kind: launch
event: {title: Launch, starts: 2027-03-18 09:00, signed_by: [champion-1]}
steps:
  - {id: invitation, send: invite, template: launch/letter.md, when: 6 weeks before event at 09:00}
"""
    good = """\
kind: launch
event: {title: Launch, starts: 2027-03-18 09:00, signed_by: [champion-1, champion-2, champion-3]}
steps:
  - {id: invitation, send: invite, template: launch/letter.md, when: 6 weeks before event at 09:00}
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Each invitation to the guests that too few champions sign."""
        event = coming_launch(case)
        if event is None:
            return
        others = tuple(each for each in event.signed_by if not _is_champion(case, each))
        signing = len(event.signed_by) - len(others)
        if signing >= max(self.champions, self.better):
            return
        for touch in case.touches:
            if invites(case.campaign, touch.step) and touch.change is None:
                yield self._finding(case, touch, signing, others)

    def _finding(self, case: Case, touch: Touch, signing: int, others: tuple[str, ...]) -> Finding:
        best = max(self.champions, self.better)
        too_few = signing < self.champions
        better = f"{best} or more are better"
        needed = f"{self.champions} are needed" + (f", and {better}" if self.champions < best else "")
        amount = counted(signing, "champion") if signing else "no champion"
        besides = f" ({listed(others)} {'is' if len(others) == 1 else 'are'} none)" if others else ""
        return self.finding(
            case,
            _place(case, touch),
            f"is signed by {amount}{besides}; {needed if too_few else better}",
            f"name at least {best} champions in `signed_by` under `event`",
            step=touch.step.id,
            occurrence=touch.occurrence,
            level=Level.ERROR if too_few else Level.ADVICE,
        )


def _is_champion(case: Case, contact_id: str) -> bool:
    contact = _known(case, contact_id)
    return contact is None or Role.CHAMPION in contact.all_roles


def _place(case: Case, touch: Touch) -> Place:
    """Where the signers stand, or the invitation that needs them."""
    event = case.campaign.event
    if event is not None and "signed_by" in event.model_fields_set:
        return case.campaign.place("event", "signed_by")
    return case.campaign.place_of(touch.step)


class SignedByBusiness(Rule):
    """Those who sign are business members.

    Owners come when owners ask. However well meant, the same letter from a college or an agency is one more
    request from the public side. A champion is a business member too.

    Source: FAQ, question 17.
    """

    code, name, level, effect = "L002", "From business to business", Level.ERROR, Effect.REFUSE
    moments = (Moment.CHECK,)
    bad = """\
kind: launch
event: {title: Launch, starts: 2027-03-18 09:00, signed_by: [champion-1, champion-2, partner-1]}
steps:
  - {id: invitation, send: invite, template: launch/letter.md, when: 6 weeks before event at 09:00}
--- people.csv
id,organisation,roles
champion-1,Example General Contractors,lead_champion
champion-2,Example Heating and Air,champion
partner-1,Example Community College,core_partner
"""
    good = """\
kind: launch
event: {title: Launch, starts: 2027-03-18 09:00, signed_by: [champion-1, champion-2, builder-1]}
steps:
  - {id: invitation, send: invite, template: launch/letter.md, when: 6 weeks before event at 09:00}
--- people.csv
id,organisation,roles
champion-1,Example General Contractors,lead_champion
champion-2,Example Heating and Air,champion
builder-1,Example Roofing,business_member
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Each signer who is known and has no business."""
        event = case.campaign.event if lies_ahead(case) else None
        for index, each in enumerate(event.signed_by if event is not None else ()):
            contact = _known(case, each)
            if contact is not None and Role.BUSINESS_MEMBER not in contact.all_roles:
                yield self.finding(
                    case,
                    case.campaign.place("event", "signed_by", index),
                    f"{each} signs and is no business member; the ask is from business to business",
                    f"let a business member sign instead, or import {each} with that role if it is true",
                )


class SignersAgree(Rule):
    """No letter goes out under a person's name before that person has agreed to this text.

    A champion's name is worth what it stands for. Whoever signs reads the letter first, in the wording in
    which it goes out; when the wording changes, they are asked again. A recruiter who passes a letter on need
    not agree.

    Source: training manual, step 3, "personalize and sign it".
    """

    code, name, level, effect = "L008", "Agreed by its signers", Level.ERROR, Effect.HOLD
    moments = (Moment.PLAN, Moment.SEND)
    bad = """\
kind: launch
event: {title: Launch, starts: 2027-03-18 09:00, signed_by: [champion-1, champion-2]}
steps:
  - id: invitation
    send: invite
    template: launch/letter.md
    from: signers
    when: 6 weeks before event at 09:00
--- the ledger
unagreed: {invitation: [champion-2]}
"""
    good = """\
kind: launch
event: {title: Launch, starts: 2027-03-18 09:00, signed_by: [champion-1, champion-2]}
steps:
  - id: invitation
    send: invite
    template: launch/letter.md
    from: signers
    when: 6 weeks before event at 09:00
--- the ledger
unagreed: {}
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Each step whose letter waits for somebody's word."""
        waiting: dict[str, list[Touch]] = {}
        for touch in case.touches:
            if case.unagreed.get((touch.step.id, touch.occurrence)) and _may_go(case, touch):
                waiting.setdefault(touch.step.id, []).append(touch)
        for touches in waiting.values():
            yield self._finding(case, touches)

    def _finding(self, case: Case, touches: list[Touch]) -> Finding:
        step = touches[0].step
        occurrences = {each.occurrence for each in touches}
        silent = tuple(
            dict.fromkeys(
                who for each in touches for who in case.unagreed.get((step.id, each.occurrence), ())
            )
        )
        commands = listed(tuple(f"`outreach agreed {case.campaign.id} {who}`" for who in silent))
        return self.finding(
            case,
            case.campaign.place_of(step, "template"),
            f"{listed(silent)} {'has' if len(silent) == 1 else 'have'} not agreed to this letter yet",
            f"{commands} once they have agreed; a step with `send: sign_off` asks them",
            step=step.id,
            occurrence=occurrences.pop() if len(occurrences) == 1 else "",
            level=Level.ERROR if case.moment is Moment.SEND else Level.WARNING,
        )


def _may_go(case: Case, touch: Touch) -> bool:
    """Whether it is still to go out: neither paused, nor called off, nor overtaken by its event."""
    campaign, starts = case.campaign, case.schedule.starts
    if campaign.paused or touch.step.paused:
        return False
    if campaign.event is not None and campaign.event.status == "cancelled":
        return False
    return starts is None or starts > case.now or follows_event(campaign, touch.step)
