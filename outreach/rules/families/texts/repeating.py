"""Repeating: nobody reads the same text twice."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import chain
from unicodedata import normalize

from outreach.core.campaign import Step
from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.plan import Touch
from outreach.core.when import Every, open_day_on_or_after
from outreach.rules.ahead import goes_out
from outreach.rules.case import Case, Posted, Repeat
from outreach.rules.reading.words import counted, listed, said
from outreach.rules.rule import Rule, Threshold

_WEEK = 7


@dataclass(frozen=True, slots=True)
class _Post:
    """A text on one network; `step` where it is this campaign's and still to go out."""

    posted: Posted
    step: Step | None = None

    @property
    def order(self) -> tuple[datetime, str, str, str]:
        """Which of two comes first, also where they go out at one moment."""
        return self.posted.at, self.posted.campaign, self.posted.step, self.posted.occurrence


@dataclass(frozen=True, slots=True)
class _Again:
    """A step and occurrence that says again, so many days later, what a post of `by` says at that moment."""

    step: Step
    occurrence: str
    by: tuple[str, str]
    at: datetime
    days: int


class SamePost(Rule):
    """The same text does not go out twice on one network within thirty days.

    Networks hide what looks copied, or lock the account that posts it; readers scroll past what they have
    seen. Texts are compared as networks see them: capital letters, blanks and line breaks make no difference,
    any other sign does. The later of two is at fault. What ambassadors post in their own name is their own.

    Source: the networks, X's rule on duplicate posts; the number is ours.
    """

    code, name, level, effect = "S008", "The same post again", Level.ERROR, Effect.HOLD
    moments = (Moment.PLAN, Moment.SEND)
    days = Threshold(30, at_least=30, at_most=365)
    bad = """\
kind: social
steps:
  - {id: jobs, send: post, networks: [x], template: posts/jobs.txt, when: on 2027-02-22 at 10:00}
--- posts/jobs.txt
Watch how builders train: https://partnerships.example.org/video #wyomingnextgen
--- the ledger
posted:
  - step: hiring
    network: x
    on: 2027-02-02 10:00
    text: "Watch how builders train: https://partnerships.example.org/video #wyomingnextgen"
"""
    good = """\
kind: social
steps:
  - {id: jobs, send: post, networks: [x], template: posts/jobs.txt, when: on 2027-02-22 at 10:00}
--- posts/jobs.txt
Watch how a whole town trains its builders: https://partnerships.example.org/video #wyomingnextgen
--- the ledger
posted:
  - step: hiring
    network: x
    on: 2027-02-02 10:00
    text: "Watch how builders train: https://partnerships.example.org/video #wyomingnextgen"
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Each post that comes too soon after one that says the same; networks alike are told together."""
        alike: dict[tuple[str, str], list[_Post]] = {}
        for post in _all_posts(case):
            alike.setdefault((post.posted.network, as_seen(post.posted.text)), []).append(post)
        found: dict[_Again, list[str]] = {}
        last: dict[tuple[str, str], date] = {}
        for (network, _), posts in alike.items():
            for again in self._again(case, posts):
                found.setdefault(again, []).append(network)
                name = (again.step.id, again.occurrence)
                latest = max(case.local_day(each.posted.at) for each in posts if not _is(each, again))
                last[name] = max(latest, last.get(name, latest))
        for again, networks in found.items():
            yield self._finding(case, again, networks, last[again.step.id, again.occurrence])

    def _again(self, case: Case, posts: list[_Post]) -> Iterator[_Again]:
        """Those of one text on one network that come too soon; what is held does not stand in the way."""
        standing: Posted | None = None
        for post in sorted(posts, key=lambda each: each.order):
            days = _days_between(case, standing.at, post.posted.at) if standing else self.days
            if standing is not None and days < self.days and post.posted.at >= case.now:
                if post.step is not None:
                    by = (standing.campaign, standing.step)
                    yield _Again(post.step, post.posted.occurrence, by, standing.at, days)
            else:
                standing = post.posted

    def _finding(self, case: Case, again: _Again, networks: list[str], last: date) -> Finding:
        by = again.by[1] if again.by[0] == case.campaign.id else "/".join(again.by)
        return self.finding(
            case,
            case.campaign.place_of(again.step, "template"),
            f"says the same on {listed(tuple(networks))} as `{by}` on {said(case.local_day(again.at))}, "
            f"{counted(again.days, 'day')} before; {self.days} must lie between",
            self._fix(case, again, last),
            step=again.step.id,
            occurrence=again.occurrence,
            networks=tuple(networks),
        )

    def _fix(self, case: Case, again: _Again, last: date) -> str:
        if not isinstance(again.step.when, Every):
            day = open_day_on_or_after(case.schedule.posts, last + timedelta(self.days))
            return f"give it a template with other words, or move it to {said(day, year=True)} or later"
        if again.by != (case.campaign.id, again.step.id):
            return "give it a template with other words"
        weeks = -(-self.days // _WEEK)
        return f"give each time its own words with `content:`, or let it recur every {weeks} weeks or more"


def _all_posts(case: Case) -> Iterable[_Post]:
    """What stands on the networks or is planned, this campaign's own posts as this case has them."""
    own = {_name(each.posted): each for each in _own(case)}
    if not own:
        return ()
    others = (_Post(each) for each in case.posted if _name(each) not in own)
    return chain(others, own.values())


def _own(case: Case) -> Iterator[_Post]:
    """The posts of this campaign that are still to go out."""
    touches = {(each.step.id, each.occurrence, each.channel): each for each in case.touches}
    for post in case.posts:
        if post.step.send != "post":
            continue
        for network in post.networks:
            touch = touches.get((post.step.id, post.occurrence, network))
            due = case.leaves(touch) if touch is not None and goes_out(case, touch) else None
            if due is not None:
                name = (case.campaign.id, post.step.id, post.occurrence, network)
                yield _Post(Posted(*name, post.text, due), post.step)


def _name(posted: Posted) -> tuple[str, str, str, str]:
    return posted.campaign, posted.step, posted.occurrence, posted.network


def _is(post: _Post, again: _Again) -> bool:
    return post.step == again.step and post.posted.occurrence == again.occurrence


@lru_cache(maxsize=4096)
def as_seen(text: str) -> str:
    """A text as a network compares it."""
    return " ".join(normalize("NFKC", text).casefold().split())


def _days_between(case: Case, earlier: datetime, later: datetime) -> int:
    return (case.local_day(later) - case.local_day(earlier)).days


class RenamedStep(Rule):
    """A message does not repeat to the same people what a step that is gone has told them.

    A step that gets another id is a new step to the ledger, and would write to everybody once more. So a text
    that went out within the last ninety days, by a step that stands in no file any more, is held until
    somebody says whether it is the same step (`was:`) or meant to be read again. Signed links are not
    compared.

    Source: ours, the promise that nothing goes out twice; the number is ours.
    """

    code, name, level, effect = "E008", "A step under a new name", Level.ERROR, Effect.HOLD
    moments = (Moment.PLAN, Moment.SEND)
    days = Threshold(90, at_least=90, at_most=365)
    bad = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-03-18 09:00}
steps:
  - {id: reminder, send: email, template: meeting/reminder.md, when: 2 weeks before event at 09:00}
--- the ledger
repeats: {reminder: {step: letter, on: 2027-02-04 09:00, people: 14}}
"""
    good = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-03-18 09:00}
steps:
  - id: reminder
    was: letter
    send: email
    template: meeting/reminder.md
    when: 2 weeks before event at 09:00
--- the ledger
repeats: {reminder: {step: letter, on: 2027-02-04 09:00, people: 14}}
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Every occasion that repeats what a step in no file has told its people."""
        for touch in case.touches:
            repeat = case.repeats.get((touch.step.id, touch.occurrence))
            if repeat is None or not goes_out(case, touch) or _renamed(case, touch.step, repeat):
                continue
            due = case.leaves(touch)
            days = None if due is None else _days_between(case, repeat.at, due)
            if days is not None and days < self.days:
                yield self._finding(case, touch, repeat, days)

    def _finding(self, case: Case, touch: Touch, repeat: Repeat, days: int) -> Finding:
        own = repeat.campaign == case.campaign.id
        old = repeat.step if own else f"{repeat.campaign}/{repeat.step}"
        people = "1 person" if repeat.people == 1 else f"{repeat.people} people"
        return self.finding(
            case,
            case.campaign.place_of(touch.step),
            f"tells {people} again what `{old}` told them on {said(case.local_day(repeat.at))}, "
            f"{counted(days, 'day')} before, and no file has that step now; {self.days} must lie between",
            f"{_same(case, repeat)} if it is the same under a new name; else give it other words, "
            f"or waive {self.code} with a reason",
            step=touch.step.id,
            occurrence=touch.occurrence,
        )


def _renamed(case: Case, step: Step, repeat: Repeat) -> bool:
    """Whether the file says that the step is the one that is gone."""
    return repeat.campaign == case.campaign.id and repeat.step == step.was


def _same(case: Case, repeat: Repeat) -> str:
    """What to write where nothing but a name has changed."""
    if repeat.campaign == case.campaign.id:
        return f"write `was: {repeat.step}` on the step,"
    return f"call the campaign `{repeat.campaign}` and the step `{repeat.step}` again,"
