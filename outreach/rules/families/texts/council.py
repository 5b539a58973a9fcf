"""The council: whoever is asked to its meetings is told of one still to come."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from outreach.core.errors import Place
from outreach.core.fields import zone
from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.when import instant
from outreach.rules.ahead import goes_out
from outreach.rules.case import Case
from outreach.rules.reading.councils import council_asks
from outreach.rules.reading.days import NamedDay, days
from outreach.rules.reading.words import said
from outreach.rules.rule import Rule
from outreach.rules.written import Text, WrittenLetter

_DEADLINE = re.compile(r"\b(?:by|before|until|till|through|since|after|than)\s+$", re.IGNORECASE)
SETTINGS = "`council: meetings:` in config/outreach.yaml"


@dataclass(frozen=True, slots=True)
class _Meetings:
    """The days of the council's meetings when a message goes out.

    A day is that of the organisation, and that of the campaign where its zone has another one.
    """

    due: date
    over: tuple[date, ...]
    coming: tuple[date, ...]

    def among(self, named: tuple[NamedDay, ...]) -> tuple[date, ...]:
        """Those that are named; of two that a day without a year may mean, the nearer."""
        known = (*self.over, *self.coming)
        found = ([each for each in known if day.is_on(each)] for day in named)
        return tuple(min(each, key=lambda day: abs(day - self.due)) for each in found if each)


class CouncilMeeting(Rule):
    """What asks people to a council meeting names one that is still to come.

    Who is asked to speak up must know when. A post that lies ready for weeks, or a template copied from last
    quarter, easily asks people to a meeting that is over. The day must be one of the council's meetings in
    the settings, and lie after the message goes out; `next_council_meeting` in a template always does. A text
    that only leads to the council's page, or tells what it decided, needs none.

    Source: ambassador briefing package, "upcoming meetings".
    """

    code, name, level, effect = "S011", "A council meeting to come", Level.ERROR, Effect.HOLD
    moments = (Moment.PLAN, Moment.SEND)
    bad = """\
kind: social
steps:
  - {id: council, send: post, networks: [x], template: posts/council.txt, when: on 2027-04-27 at 10:00}
--- posts/council.txt
Tell the council what your industry needs: join its next meeting. #wyomingnextgen"""
    good = """\
kind: social
steps:
  - {id: council, send: post, networks: [x], template: posts/council.txt, when: on 2027-04-27 at 10:00}
--- posts/council.txt
Hear what the council decided: https://partnerships.example.org/council #wyomingnextgen"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Each paragraph that asks to a meeting without naming one to come."""
        texts: tuple[Text, ...] = (*case.posts, *case.letters)
        yield from dict.fromkeys(found for text in texts for found in self._of_text(case, text))

    def _of_text(self, case: Case, text: Text) -> Iterator[Finding]:
        parts = tuple(_parts(text))
        asks = [
            (place, part, sentence)
            for place, part in parts
            for sentence in council_asks(part, case.house.calls_to_action)
        ]
        due = _due(case, text) if asks else None
        if due is None:
            return
        meetings = _meetings(case, due)
        whole = "\n\n".join(part for _, part in parts)
        told = set[Place]()
        for place, part, sentence in asks:
            wrong = _wrong(meetings, sentence, part, whole)
            if wrong is not None and place not in told:
                told.add(place)
                yield self.finding(
                    case, place, wrong, _fix(meetings), step=text.step.id, occurrence=text.occurrence,
                    networks=text.posted_on,
                )  # fmt: skip


def _parts(text: Text) -> Iterator[tuple[Place, str]]:
    """The subject and the paragraphs, with their places; what a kit quotes is judged as a post."""
    quotes = isinstance(text, WrittenLetter) and text.step.send == "kit"
    if isinstance(text, WrittenLetter):
        yield text.at_subject, text.subject
    for index, part in enumerate(text.paragraphs):
        if not (quotes and part.startswith(">")):
            yield text.place(index), part


def _due(case: Case, text: Text) -> datetime | None:
    """When a text goes out; none where it does not, or not on a day that is known."""
    name = (text.step.id, text.occurrence)
    touches = (each for each in case.touches if (each.step.id, each.occurrence) == name)
    return next((case.leaves(each) for each in touches if goes_out(case, each)), None)


def _meetings(case: Case, due: datetime) -> _Meetings:
    where = zone(case.house.organisation.timezone)
    days_of: dict[bool, list[date]] = {True: [], False: []}
    for wall in sorted(case.house.council.meetings):
        begins = instant(wall, where)[0]
        days_of[begins > due] += dict.fromkeys((wall.date(), case.local_day(begins)))
    return _Meetings(case.local_day(due), tuple(days_of[False]), tuple(days_of[True]))


def _wrong(meetings: _Meetings, sentence: str, paragraph: str, whole: str) -> str | None:
    """What is wrong with the day to which a sentence asks; what it says itself counts before the rest."""
    own = tuple(day for day in days(sentence) if not _DEADLINE.search(sentence[: day.start]))
    if own:
        among = meetings.among(own)
        if not among:
            return f"asks people to a council meeting on {_named(own[0])}; the settings know of none then"
        return None if any(day in meetings.coming for day in among) else _over(among[0], meetings.due)
    near = meetings.among(days(paragraph))
    if any(day in meetings.coming for day in (*near, *meetings.among(days(whole)))):
        return None
    return _over(near[0], meetings.due) if near else "asks people to a council meeting and does not say when"


def _over(day: date, due: date) -> str:
    when = "begins before it goes out" if day == due else f"is over when it goes out on {said(due)}"
    return f"asks people to the council meeting of {said(day, year=True)}, which {when}"


def _named(day: NamedDay) -> str:
    """The day as the text names it, in our order."""
    weekdays = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    weekday = f"{weekdays[day.weekday]} " if day.weekday is not None else ""
    return f"{weekday}{said(date(day.year or 2028, day.month, day.day), year=day.year is not None)}"


def _fix(meetings: _Meetings) -> str:
    if not meetings.coming:
        return f"add the council's coming meetings to {SETTINGS}, and name the next one"
    day = said(meetings.coming[0], year=True)
    return f"name the next one, {day}; one that the settings do not know yet belongs under {SETTINGS}"
