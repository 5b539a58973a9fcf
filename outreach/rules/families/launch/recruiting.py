"""Recruiting: enough businesses invited to a launch, people who can decide, asked by somebody they know."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from outreach.core.audience import answers_of
from outreach.core.campaign import Step
from outreach.core.finding import Finding, Level, Moment
from outreach.core.people import Consent, Contact, Role, Standing
from outreach.rules.case import Case, went_out
from outreach.rules.families.launch.launching import asking_guests, businesses, coming_launch
from outreach.rules.reading.words import listed
from outreach.rules.rule import Rule, Threshold

Business = tuple[str, str]
"""A business by its name, without case and spacing; of somebody who names none, their own id."""
GONE = frozenset({Standing.UNSUBSCRIBED, Standing.COMPLAINED})
NAMED = 5
"""How many are named in a message before the rest are counted."""
DECIDING = tuple(
    frozenset(words.split())
    for words in (
        "owner", "proprietor", "founder", "cofounder", "partner", "principal",
        "president", "vp", "evp", "svp", "chair", "chairman", "chairwoman", "chairperson",
        "ceo", "coo", "cfo", "cto", "cio", "chro", "cmo", "chief officer", "chief executive",
        "director", "manager", "managing", "gm", "head of",
    )
)  # fmt: skip
"""Words of a title that say that its bearer decides: all of one entry must be there. The list is ours."""
HELPING = frozenset({"assistant", "intern", "trainee", "to"})
"""Words that say that its bearer works for somebody who does, as in `assistant to the president`."""
_WORD = re.compile(r"[^\W\d_]+")


def _business(contact: Contact) -> Business:
    name = "".join(contact.organisation.casefold().split())
    return (name, "") if name else ("", contact.id)


def _is_asked(contact: Contact) -> bool:
    """Whether a launch may ask somebody as a guest: a business member, or one whose role nobody has said."""
    if contact.standing in GONE or contact.consent is Consent.NO:
        return False
    return not contact.roles or Role.BUSINESS_MEMBER in contact.all_roles


def _is_out(case: Case) -> bool:
    """Whether an invitation has gone to any of the guests."""
    steps = {step.id for step in asking_guests(case.campaign)}
    return any(name[0] in steps and went_out(each) for name, each in case.history.progress.items())


def _invited(case: Case) -> tuple[Contact, ...]:
    """Those whom the invitations to the guests are meant for, each once, in order of id."""
    steps = (step.id for step in asking_guests(case.campaign))
    found = {each.id: each for step in steps for each in case.readers.get(step, ()) if _is_asked(each)}
    return tuple(found[each] for each in sorted(found))


def _to_be_invited(case: Case) -> Step | None:
    """The first invitation to a launch's guests, while people are known and none has gone out."""
    if coming_launch(case) is None or case.people is None or _is_out(case):
        return None
    return next((step for step in asking_guests(case.campaign) if step.id in case.readers), None)


def some(names: Sequence[str]) -> str:
    """The first few, and how many there are besides: `a, b and 3 more`."""
    rest = len(names) - NAMED
    return listed((*names[:NAMED], f"{rest} more")) if rest > 1 else listed(tuple(names))


class EnoughInvited(Rule):
    """At least four businesses are invited for each one that a launch hopes for.

    Of four who are asked, one comes. Businesses count, not people: three people of one firm fill three
    chairs and bring one voice. Two spellings of a firm that differ in case or spacing are one.

    Source: training manual, step 3, 100 invited for 25.
    """

    code, name, level, effect = "L004", "Four invited for one", Level.WARNING, None
    moments = (Moment.PLAN,)
    invited = Threshold(4, at_least=4, at_most=20)
    bad = """\
kind: launch
audience: {roles: [business_member]}
event: {title: Launch, starts: 2027-03-18 09:00, businesses_hoped_for: 1}
steps:
  - {id: invitation, send: invite, template: launch/letter.md, when: 6 weeks before event at 09:00}
--- people.csv
id,organisation,roles
builder-1,Example Roofing,business_member
builder-2,Example Electric,business_member
builder-3,Example Plumbing,business_member
builder-4,EXAMPLE  plumbing,business_member
"""
    good = """\
kind: launch
audience: {roles: [business_member]}
event: {title: Launch, starts: 2027-03-18 09:00, businesses_hoped_for: 1}
steps:
  - {id: invitation, send: invite, template: launch/letter.md, when: 6 weeks before event at 09:00}
--- people.csv
id,organisation,roles
builder-1,Example Roofing,business_member
builder-2,Example Electric,business_member
builder-3,Example Plumbing,business_member
builder-4,Example Masonry,business_member
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Whether too few are invited for as many as are hoped for."""
        step, event = _to_be_invited(case), case.campaign.event
        if step is None or event is None or event.businesses_hoped_for is None:
            return
        hoped, found = event.businesses_hoped_for, len({_business(each) for each in _invited(case)})
        needed = hoped * self.invited
        if found < needed:
            yield self.finding(
                case,
                case.campaign.place_of(step),
                f"{businesses(found)} {'is' if found == 1 else 'are'} invited for {hoped} hoped for; "
                f"{needed} are needed",
                f"invite {needed - found} more: import them, or widen the audience",
                step=step.id,
            )


class DecisionMakers(Rule):
    """Those who are invited to a launch are decision makers of their businesses.

    What a launch asks for, a promise, can be given only by somebody whose business it is to give it. Told by
    `decision_maker`, or else by the title: owner, president, chief officer, director, manager and their
    like; the list of titles is ours. An assistant to one of them is none.

    Source: training manual, step 3.
    """

    code, name, level, effect = "L005", "People who can decide", Level.ADVICE, None
    moments = (Moment.PLAN,)
    bad = """\
kind: launch
audience: {roles: [business_member]}
event: {title: Launch, starts: 2027-03-18 09:00, businesses_hoped_for: 25}
steps:
  - {id: invitation, send: invite, template: launch/letter.md, when: 6 weeks before event at 09:00}
--- people.csv
id,title,organisation,roles,decision_maker
builder-1,Owner,Example Roofing,business_member,
builder-2,Estimator,Example Electric,business_member,
"""
    good = """\
kind: launch
audience: {roles: [business_member]}
event: {title: Launch, starts: 2027-03-18 09:00, businesses_hoped_for: 25}
steps:
  - {id: invitation, send: invite, template: launch/letter.md, when: 6 weeks before event at 09:00}
--- people.csv
id,title,organisation,roles,decision_maker
builder-1,Owner,Example Roofing,business_member,
builder-2,Estimator,Example Electric,business_member,yes
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Those invited of whom nothing says that they decide."""
        step = _to_be_invited(case)
        people = _invited(case) if step is not None else ()
        others = [each for each in people if not _decides(each)]
        if step is not None and others:
            named = [f"{each.id} ({each.title or 'no title'})" for each in others]
            yield self.finding(
                case,
                case.campaign.place_of(step),
                f"{len(others)} of {len(people)} invited are not known to decide: {some(named)}",
                "invite somebody who decides in their place, or import them with `decision_maker: yes`",
                step=step.id,
            )


def _decides(contact: Contact) -> bool:
    if contact.decision_maker is not None:
        return contact.decision_maker
    words = frozenset(_WORD.findall(contact.title.casefold().replace(".", "")))
    return words.isdisjoint(HELPING) and any(words >= each for each in DECIDING)


class RecruitedByName(Rule):
    """Every business invited to a launch has a recruiter and a telephone number, and no recruiter too many.

    A launch is filled by people who telephone people they know. A recruiter with more than fifteen businesses
    calls none of them properly; that number is ours. One recruiter and one number for a business are enough,
    and a business that has answered needs neither.

    Source: training manual, step 3; the number is ours.
    """

    code, name, level, effect = "L010", "A recruiter for each", Level.WARNING, None
    moments = (Moment.PLAN,)
    businesses = Threshold(15, at_least=1, at_most=15)
    bad = """\
kind: launch
audience: {roles: [business_member]}
event: {title: Launch, starts: 2027-03-18 09:00, businesses_hoped_for: 25}
steps:
  - {id: invitation, send: invite, template: launch/letter.md, when: 6 weeks before event at 09:00}
--- people.csv
id,organisation,phone,roles,recruiter
builder-1,Example Roofing,307-555-0101,business_member,champion-1
builder-2,Example Electric,307-555-0102,business_member,
"""
    good = """\
kind: launch
audience: {roles: [business_member]}
event: {title: Launch, starts: 2027-03-18 09:00, businesses_hoped_for: 25}
steps:
  - {id: invitation, send: invite, template: launch/letter.md, when: 6 weeks before event at 09:00}
--- people.csv
id,organisation,phone,roles,recruiter
builder-1,Example Roofing,307-555-0101,business_member,champion-1
builder-2,Example Electric,307-555-0102,business_member,champion-2
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Businesses that nobody recruits, those that nobody can call, and recruiters of too many."""
        step = next(iter(asking_guests(case.campaign)), None)
        if coming_launch(case) is None or case.people is None or step is None:
            return
        firms = _unanswered(case)
        nobody, no_phone = _without(firms, _recruiter), _without(firms, _phone)
        if nobody:
            remedy = "say in the people file who knows them, and import it again"
            yield self._finding(case, step, f"{_have(nobody)} no recruiter", remedy)
        if no_phone:
            remedy = "write it into the people file, and import it again"
            yield self._finding(case, step, f"{_have(no_phone)} no telephone number", remedy)
        for who, number in _load(firms).items():
            if (over := number - self.businesses) > 0:
                message = f"{who} is to recruit {businesses(number)}; {self.businesses} are the most"
                remedy = f"give {over} of them another recruiter, and import the people again"
                yield self._finding(case, step, message, remedy)

    def _finding(self, case: Case, step: Step, message: str, fix: str) -> Finding:
        return self.finding(case, case.campaign.place_of(step), message, fix, step=step.id)


def _recruiter(contact: Contact) -> str:
    return contact.recruiter


def _phone(contact: Contact) -> str:
    return contact.phone


def _have(names: list[str]) -> str:
    return f"{some(names)} {'has' if len(names) == 1 else 'have'}"


def _unanswered(case: Case) -> Mapping[Business, list[Contact]]:
    """The people of each business that is invited and of which nobody has answered yet."""
    guests = case.people.guests if case.people is not None else ()
    invited = _invited(case) or tuple(filter(_is_asked, guests))
    firms: dict[Business, list[Contact]] = {}
    for each in invited:
        firms.setdefault(_business(each), []).append(each)
    answered = {_business(each) for each in invited if answers_of(case.history, each).replied}
    return {name: people for name, people in firms.items() if name not in answered}


def _without(firms: Mapping[Business, list[Contact]], detail: Callable[[Contact], str]) -> list[str]:
    """The names of the businesses none of whose people has that detail."""
    return [
        people[0].organisation.strip() or people[0].id
        for people in firms.values()
        if not any(map(detail, people))
    ]


def _load(firms: Mapping[Business, list[Contact]]) -> Mapping[str, int]:
    """How many businesses each recruiter has, by id."""
    load: dict[str, int] = {}
    for people in firms.values():
        for who in sorted({each.recruiter for each in people if each.recruiter}):
            load[who] = load.get(who, 0) + 1
    return load
