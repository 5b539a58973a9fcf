"""Scheduling polls: who is asked, and how often."""

from collections.abc import Iterator
from datetime import date, timedelta

from outreach.core.campaign import Campaign, Step
from outreach.core.errors import Place
from outreach.core.finding import Finding, Level, Moment
from outreach.core.people import Role, Selection
from outreach.core.plan import Touch
from outreach.core.when import open_day_on_or_after
from outreach.rules.case import Case, Polled
from outreach.rules.families.polls.options import open_question
from outreach.rules.reading.words import counted, listed, said
from outreach.rules.rule import Rule, Threshold


class PollSparingly(Rule):
    """Nobody is polled more than once in 30 days, and a launch's date is asked of its champions.

    A question that comes too often is answered by nobody. When a launch takes place is settled with the
    champions who call for it; its guests get an invitation with a date. Of two polls the later one is told.

    Source: training manual, step 5, tip 4, "sparingly"; step 3; the number is ours.
    """

    code, name, level, effect = "P007", "Polls are rare", Level.WARNING, None
    moments = (Moment.PLAN,)
    days = Threshold(30, at_least=30, at_most=365)
    bad = """\
kind: poll
poll:
  question: When should the team meet?
  options: [2027-04-06 10:00, 2027-04-07 14:00]
  closes: 3 days after opening at 17:00
audience: {tags: [training-action-team]}
steps:
  - {id: ask, send: poll, template: polls/ask.md, when: on 2027-03-22 at 09:00}
--- people.csv
id,tags
builder-1,training-action-team
builder-2,training-action-team
--- the ledger
polled: [{campaign: summer-date, opens: 2027-03-08 09:00, people: [builder-1, builder-7]}]
"""
    good = """\
kind: poll
poll:
  question: When should the team meet?
  options: [2027-04-06 10:00, 2027-04-07 14:00]
  closes: 3 days after opening at 17:00
audience: {tags: [training-action-team]}
steps:
  - {id: ask, send: poll, template: polls/ask.md, when: on 2027-03-22 at 09:00}
--- people.csv
id,tags
builder-1,training-action-team
builder-2,training-action-team
--- the ledger
polled: [{campaign: summer-date, opens: 2027-02-08 09:00, people: [builder-1, builder-7]}]
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Each asking of people who were asked not long before, and a launch's date asked of others."""
        poll = open_question(case)
        asking = [touch for touch in case.touches if _is_still_to_ask(case, touch)]
        if poll is None or case.campaign.paused:
            return
        for touch in asking:
            yield from self._again(case, touch)
        if poll.purpose == "launch" and asking:
            yield from self._not_champions(case, tuple(touch.step for touch in asking))

    def _again(self, case: Case, touch: Touch) -> Iterator[Finding]:
        asked = frozenset(each.id for each in case.readers.get(touch.step.id, ()))
        others = sorted((each for each in case.polled if each.people & asked), key=lambda each: each.opens)
        near = [each for each in others if self._is_near(case, touch, each)]
        if touch.due is None or not near:
            return
        again = asked.intersection(one for each in near for one in each.people)
        day = self._free_from(case, case.local_day(touch.due), others)
        yield self.finding(
            case,
            case.campaign.place_of(touch.step, "when"),
            f"asks {_share(len(again), len(asked))} {_after(case, near, case.local_day(touch.due))}; "
            f"{self.days} days apart is the least",
            f"move it to {said(day)} or later, or ask only people who were not asked",
            step=touch.step.id,
        )

    def _is_near(self, case: Case, touch: Touch, other: Polled) -> bool:
        """Whether the other poll is asked first, and not long before; of two at once, one is first."""
        if touch.due is None or (other.opens, other.campaign) > (touch.due, case.campaign.id):
            return False
        return (case.local_day(touch.due) - case.local_day(other.opens)).days < self.days

    def _free_from(self, case: Case, day: date, others: list[Polled]) -> date:
        """The first day, from that one on, that is far enough from every poll before it."""
        for each in others:
            asked = case.local_day(each.opens)
            if asked <= day < asked + timedelta(self.days):
                day = open_day_on_or_after(case.schedule.mail, asked + timedelta(self.days))
        return day

    def _not_champions(self, case: Case, steps: tuple[Step, ...]) -> Iterator[Finding]:
        asked = {each.id: each for step in steps for each in case.readers.get(step.id, ())}
        others = {each.id for each in asked.values() if Role.CHAMPION not in each.all_roles}
        if not others:
            return
        step = next(step for step in steps if others & {each.id for each in case.readers.get(step.id, ())})
        place, fix = _ask_champions(case.campaign, step)
        yield self.finding(
            case,
            place,
            f"asks {_no_champions(len(others))}, of {len(asked)} in all, for the date of a launch; "
            "that is settled with its champions",
            fix,
            step=step.id,
        )


def _is_still_to_ask(case: Case, touch: Touch) -> bool:
    """Whether a touch asks the poll's question, and nobody has been asked by it yet."""
    begun = (touch.step.id, touch.occurrence, touch.channel) in case.history.progress
    return touch.step.send == "poll" and touch.due is not None and not (touch.step.paused or begun)


def _no_champions(number: int) -> str:
    return "1 person who is no champion" if number == 1 else f"{number} people who are no champions"


def _share(some: int, everybody: int) -> str:
    """`8 of its 12 people`, `its 12 people`, `1 person`."""
    if some < everybody:
        return f"{some} of its {everybody} people"
    return "1 person" if everybody == 1 else f"its {everybody} people"


def _after(case: Case, others: list[Polled], day: date) -> str:
    """`14 days after team-date and 20 days after launch-date`."""
    told = []
    for each in reversed(others):
        days = (day - case.local_day(each.opens)).days
        told.append(
            f"{counted(days, 'day')} after {each.campaign}" if days else f"on the day of {each.campaign}"
        )
    return listed(tuple(told))


def _ask_champions(campaign: Campaign, step: Step) -> tuple[Place, str]:
    """Where those who are asked are written, and what to write there instead."""
    whose = f", partnerships: [{campaign.partnership}]" if campaign.partnership else ""
    if isinstance(step.to, Selection):
        return campaign.place_of(step, "to"), f"write `to: {{roles: [champion]{whose}}}`"
    if step.named:
        return campaign.place_of(step, "to"), "name only champions"
    if "key_people" in step.words:
        return campaign.place("poll", "key_people"), "name only champions"
    return campaign.place("audience"), f"write `audience: {{roles: [champion]{whose}}}`"
