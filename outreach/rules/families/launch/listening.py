"""Listening: support partners at a launch sit at the outer table, hear, and compare notes afterwards."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from outreach.core.campaign import OuterTable, Step
from outreach.core.finding import Finding, Level, Moment
from outreach.core.steps import follows_event, is_call, is_invitation
from outreach.core.when import Relative, wall_of
from outreach.rules.ahead import still_goes_out
from outreach.rules.case import Case
from outreach.rules.families.launch.launching import coming_launch
from outreach.rules.reading.listening import tells_to_listen
from outreach.rules.rule import Rule


class ComeToListen(Rule):
    """Support partners invited to a launch are told that they come to listen, and stay for a debrief.

    A launch is the businesses' own meeting; one well-meant presentation from the side turns it into another
    hearing. Partners who know beforehand that they are asked to listen do it gladly, and what they heard is
    fresh when they compare notes right after the businesses have left.

    Source: training manual, principles; step 4.
    """

    code, name, level, effect = "L009", "Partners come to listen", Level.WARNING, None
    moments = (Moment.CHECK,)
    bad = """\
kind: launch
event:
  title: Launch
  starts: 2027-03-18 09:00
  duration: 2h
  outer_table: {audience: {roles: [support_partner]}, stay_until: 45 minutes after event}
steps:
  - id: invite-partners
    send: invite
    for: outer_table
    template: launch/partners.md
    when: 5 weeks before event at 09:00
--- launch/partners.md
Please join us at the launch on March 18, and tell the businesses what your programs can do for them."""
    good = """\
kind: launch
event:
  title: Launch
  starts: 2027-03-18 09:00
  duration: 2h
  outer_table: {audience: {roles: [support_partner]}, stay_until: 45 minutes after event}
steps:
  - id: invite-partners
    send: invite
    for: outer_table
    template: launch/partners.md
    when: 5 weeks before event at 09:00
--- launch/partners.md
Please join us at the launch on March 18 as a listener: the businesses do the talking, we debrief at 11."""

    def check(self, case: Case) -> Iterator[Finding]:
        """The messages that do not say so, and a time that ends with the meeting."""
        event = coming_launch(case)
        if event is None or event.outer_table is None:
            return
        yield from self._told(case)
        if not _stays_on(case, event.outer_table.stay_until):
            yield self.finding(
                case,
                case.campaign.place("event", "outer_table", "stay_until"),
                _too_short(event.outer_table),
                "write `stay_until: 45 minutes after event` under `outer_table`",
            )

    def _told(self, case: Case) -> Iterator[Finding]:
        """What is wrong with the invitations of the outer table; without one, with all it is told."""
        before = tuple(step for step in case.campaign.steps if _speaks_before(case, step))
        asking = tuple(filter(is_invitation, before))
        if not before:
            yield self.finding(
                case,
                case.campaign.place("event", "outer_table"),
                "nothing goes to the outer table before the launch, so nobody tells it to come and listen",
                "add a step with `send: invite` and `for: outer_table` that asks them to come and listen",
            )
        elif asking:
            for step in asking:
                yield from self._silent(case, (step,))
        else:
            yield from self._silent(case, before)

    def _silent(self, case: Case, steps: tuple[Step, ...]) -> Iterator[Finding]:
        """A finding where none of the letters of these steps says so, as far as they are still to go out."""
        letters = [each for each in case.letters if each.step in steps]
        if not letters or any(tells_to_listen(f"{each.subject}. {each.words}") for each in letters):
            return
        if any(still_goes_out(case, step.id) for step in steps):
            yield self.finding(
                case,
                letters[0].place(0),
                "does not tell the support partners that they come to listen",
                "say it in a sentence, such as `The businesses do the talking, and we come to listen`",
                step=letters[0].step.id,
            )


def _speaks_before(case: Case, step: Step) -> bool:
    """Whether it tells the outer table something before the launch, be it on the telephone."""
    tells = step.is_mail or is_call(step)
    return tells and step.table == "outer_table" and not follows_event(case.campaign, step)


def _stays_on(case: Case, stay: Relative | None) -> bool:
    """Whether the outer table stays longer than the meeting lasts."""
    if stay is None or stay.before:
        return False
    ends = case.schedule.ends
    if ends is None or stay.at is None or stay.unit not in ("minutes", "hours"):
        return True
    length = timedelta(minutes=stay.amount) if stay.unit == "minutes" else timedelta(hours=stay.amount)
    wall = wall_of(ends, case.schedule.mail.zone)
    return datetime.combine((wall + length).date(), stay.at) > wall


def _too_short(table: OuterTable) -> str:
    if table.stay_until is None:
        return "does not say how long the outer table stays, so its people leave without a debrief"
    return "the outer table leaves before the meeting is over, and without a debrief"
