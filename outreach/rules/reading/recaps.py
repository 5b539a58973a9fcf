"""What a recap tells: who does what by when, and the day of the next meeting.

A task is a sentence, or a line of a list or a table, with somebody in it and a day by which something is due:
`Champion One names three instructors by May 6`, `Roads: Champion Three, by the June meeting`. Somebody is a
name (two words with capitals, or one that begins the sentence and does something), a group such as `the
team`, or `we`. What asks the reader (`Reply by Friday`) is no task, nor is what was due by the meeting, or is
done.

The next meeting is a day after the one the recap tells of, in a sentence that speaks of it: `Next call:
Tuesday, May 11`, `We meet again on June 24`; a heading counts together with what stands below it.

Source: training manual, step 5, tip 2, "recaps of next steps"; launch slides, the page of an action plan.
"""

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from outreach.rules.reading.asking import calls_to_action
from outreach.rules.reading.days import MONTH_NAME, WEEKDAY_NAME, NamedDay, days
from outreach.rules.reading.sentences import sentences

_MEETING = r"(?:meeting|call|session|gathering|get-together)"
_SEASON = r"(?:spring|summer|fall|autumn|winter)"
_BY = r"\b(?:by(?:\ when)?|before|no\ later\ than|due(?:\ on|\ by)?|deadline):?\s+"
_ENDS_IN_BY = re.compile(rf"{_BY}$", re.VERBOSE | re.IGNORECASE)
_BY_SOME_TIME = re.compile(
    rf"""{_BY}(?:(?:the\ |our\ )?(?:very\ )?(?:end|middle|beginning|start)\ of\ \w+
    |(?:(?:next|this|mid|early|late)[ -])?(?:{MONTH_NAME}|{WEEKDAY_NAME}|{_SEASON}\b)
    |(?:next|this)\ (?:week|month|quarter|year)|tomorrow|then\b|christmas|thanksgiving|the\ holidays
    |(?:the|our)\ (?:[\w-]+\ ){{0,3}}(?:{_MEETING}|launch|fair))""",
    re.VERBOSE | re.IGNORECASE,
)
"""Times without a day."""
_NOBODY = rf"""(?!(?:The|This|That|These|Those|It|There|Here|Your|Our|My|Its|His|Her|Their|Next|What|When
    |Where|Why|How|If|Please|Thank|Thanks|Hello|Dear|By|On|In|At|And|But|Or|So|No|Yes|You|As|To|For|From|With|After
    |Before|Until|Full|All|Any|Some|Many|Most|Once|Since|While)\b|{MONTH_NAME}|{WEEKDAY_NAME})"""
_WORD = rf"{_NOBODY}[A-Z][\w'\u2019-]*\.?"
_NAME = rf"(?:{_WORD}(?:\ (?:de|la|van|von))?(?:\ {_WORD})+|\[[^\]]+\])"
_GROUP = r"""(?:[Tt]he|[Oo]ur|[Aa]|[Ee]ach|[Ee]very|[Oo]ne\ of\ (?:us|the)|[A-Z]\w+['\u2019]s)
    \ (?:[\w-]+\ ){0,3}?(?:team|group|committee|college|schools?|district|county|city|chamber|partners?
    |members?|champions?|conveners?|lead|board|office|department|agency|center|union|association|company|companies
    |firms?|owners?|director|staff)\b"""
_WE = r"(?:We|I|She|He|They|Everyone|Everybody|Each\ of\ us|All\ of\ us|Each\ of\ you|All\ of\ you)\b"
_ACTS = rf"{_WORD}(?:\ and\ {_WORD}\ [a-z]+|\ (?:will|has|is|to|(?!us|its|this|as)[a-z]+s))\b"
_SOMEBODY = re.compile(rf"(?<!\w)(?:{_NAME}|{_GROUP})", re.VERBOSE)
_BEGINS = re.compile(rf"(?:Who:\ )?(?:{_NAME}|{_GROUP}|{_WE}|{_ACTS}|{_WORD}(?=:\ ))", re.VERBOSE)
_TOLD = re.compile(rf"(?:{_NAME}|{_WORD})(?::|\ [\u2013\u2014-])\ ", re.VERBOSE)
_CELL = re.compile(rf"(?:^|\|\s|\s[\u2013\u2014-]\s){_NAME}(?:$|\s\||\s[\u2013\u2014-]\s)", re.VERBOSE)
_IN_BRACKETS = re.compile(
    rf"(?P<what>.*)\((?:who:\ )?{_NAME}(?:[,:;]|\ by|\ [\u2013\u2014-])\ (?P<when>[^()]*)\)", re.VERBOSE
)
_OCCASION = re.compile(
    rf"(?:(?:the|our|an?|next|annual|{_SEASON})\b.*\b)?(?:{_MEETING}s?|launch|fair|event|party|visit|tour|lunch|"
    r"breakfast|class|workshop)\s*",
    re.IGNORECASE,
)
"""What has a place and a day in the brackets behind it, and no person."""
_CLOSES = re.compile(
    r"^(?:\W*(?:the|our|early|online)\s+)*(?:registrations?|enrol?lments?|applications?|sign-?ups?|voting|"
    r"tickets?|nominations?|rsvps?|orders|seats|polls?|surveys?|offers?)\b"
    r"|\b(?:closes?|ends?|expires?|is due|are due)\s+(?:by|on|before|at)\b",
    re.IGNORECASE,
)
"""A deadline of something, not a task of somebody."""
_LISTED = re.compile(rf"(?:{_NAME}|{_WORD})\ ?[:|(,\u2013\u2014-]", re.VERBOSE)
_WILL = re.compile(
    r"\b(?:will|going to|(?:agree|promise|offer|volunteer)(?:s|d|ed)? to|takes? on|has until|plans? to)\b"
    r"|['\u2019]ll\b"
)
_DONE = re.compile(
    r"^\s+(?!agreed|promised|offered|volunteered|needed)(?:\w+ed|was|were|had|met|sent|brought)\b"
)
_WHO = re.compile(r"\W*who\b\W+(?P<said>.*)", re.IGNORECASE)
_WHEN = re.compile(r"\W*(?:by when|when|due|deadline)\b\W+(?P<said>.*)", re.IGNORECASE)
_NOTHING_YET = re.compile(r"(?:tbd|tba|to be (?:decided|announced|determined)|open|\W)*", re.IGNORECASE)
_NEXT = re.compile(
    rf"""\b(?:first|next|following|upcoming)\ (?:[\w-]+\ ){{0,4}}?(?:{_MEETING}s?|one|time|date)\b|^next:
    |\b(?:meets?|gathers?|talks?|convenes?|get\ together|come\ together|see\ (?:you|each\ other))\b
     (?:[ ,]+[\w-]+){{0,3}}?[ ,]+(?:again|next)\b
    |\b(?:partnership|group|council|table|everyone|everybody|we|all\ of\ us)\ (?:(?:will|all|then)\ )*
     (?:meets?|gathers?|convenes?)\ (?:on\ )?(?=\d|{MONTH_NAME}|{WEEKDAY_NAME})
    |\b(?:join\ us|see\ us|come|be\ with\ us|back\ together)\ (?:again|back)\b
    |\bjoin\ us\ (?:[\w-]+\ ){{0,4}}(?:{_SEASON}|quarterly|full)\ {_MEETING}
    |\b(?:reconvenes?|(?:meet|see\ you)\ (?:[\w-]+\ ){{0,2}}?on|save\ the\ date)\b
    |\b(?:our|the)\ (?:[\w-]+\ ){{0,3}}?{_MEETING}\ (?:is|will\ be|(?:will\ )?takes?\ place|follows)\b
    |\b(?:{_SEASON}|quarterly|full|second|third|fourth)\ {_MEETING}(?:\ is\b|:|\ \|)""",
    re.VERBOSE | re.IGNORECASE,
)
_INVITATION = re.compile(r"\binvitations?\b.{0,40}\b(?:comes?|goe?s?|follows?|arrives?)\b", re.IGNORECASE)
_LONGEST_HEADING = 8
"""Words; what is longer is no heading of what stands below it."""


def says_who_by_when(paragraphs: Iterable[str], after: date | None = None) -> bool:
    """Whether any of it says who does what by when.

    Args:
        paragraphs: of a recap, as plain text.
        after: the day of the meeting; what was due by then is no task any more.
    """
    parts = tuple(paragraphs)
    together = (f"{part}\n{below}" for part, below in pairwise((*parts, "")))
    return any(_is_labelled(both.splitlines()) for both in together) or any(
        any(_is_task(each, after) for each in sentences(part))
        or any(_is_row(each, after) for each in part.splitlines())
        for part in parts
    )


def names_next_meeting(paragraphs: Iterable[str], after: date | None = None) -> bool:
    """Whether it says on which day people meet next.

    Args:
        paragraphs: of a recap, as plain text, in order.
        after: the day of the meeting that it tells of; an earlier day is not the next one's.
    """
    units = [unit for part in paragraphs for unit in sentences(part)]
    whole = (f"{unit} {more}" if _is_heading(unit) else unit for unit, more in pairwise((*units, "")))
    return any(_tells_of_next(unit, after) for unit in whole)


def _is_labelled(lines: list[str]) -> bool:
    """Whether one line says who, and one by when."""
    said = ((found["said"] for line in lines if (found := label.match(line))) for label in (_WHO, _WHEN))
    return all(any(not _NOTHING_YET.fullmatch(each) for each in answers) for answers in said)


def _is_task(sentence: str, after: date | None) -> bool:
    begins = _BEGINS.match(sentence)
    if begins is None and not _SOMEBODY.search(sentence):
        return False
    if begins is not None and _DONE.match(sentence[begins.end() :]):
        return False
    if calls_to_action(sentence) and not _TOLD.match(sentence):
        return False
    if _CLOSES.search(sentence):
        return False
    due = _later(sentence, after)
    if any(_ENDS_IN_BY.search(sentence[: day.start]) for day in due):
        return True
    sometime = _BY_SOME_TIME.search(sentence) and not days(sentence)
    return bool(sometime or (due and _WILL.search(sentence) and not _NEXT.search(sentence)))


def _is_row(line: str, after: date | None) -> bool:
    """Whether a line of a list or a table sets a name and a day beside each other."""
    bare = line.strip().lstrip("-*\u2022 0123456789.)")
    if _NEXT.search(bare) or not _SOMEBODY.search(bare) or not _later(bare, after):
        return False
    noted = _IN_BRACKETS.match(bare)
    if noted and _later(noted["when"], after) and not _OCCASION.fullmatch(noted["what"]):
        return True
    return bool(_CELL.search(bare) or (_LISTED.match(bare) and not calls_to_action(bare)))


def _later(text: str, after: date | None) -> tuple[NamedDay, ...]:
    return tuple(day for day in days(text) if after is None or day.near(after) > after)


def _is_heading(unit: str) -> bool:
    """Whether it leads to what stands below it: a few words, or a question."""
    return not days(unit) and len(unit.split()) <= _LONGEST_HEADING and not unit.endswith((".", "!"))


def _tells_of_next(unit: str, after: date | None) -> bool:
    if not _NEXT.search(unit) or _INVITATION.search(unit):
        return False
    return any(not _ENDS_IN_BY.search(unit[: day.start]) for day in _later(unit, after))
