"""Asking people to a council meeting: found in the calls to action of a paragraph.

A sentence asks to one when it asks the reader to come, to speak or to give input, and its meeting is the
council's: it says so (`the council's next meeting`, `when the council meets`), or it says `its meeting` after
the council was named; `Join us!` asks to it right after a sentence that says when the council meets. `Tell
the council what you need` asks to one where the paragraph speaks of a meeting of the council. To read about
the council, or about what it decided, asks nobody to come; nor does a meeting of the council that is told of
as over. The council of a city, a county, a school or of students is another one.

Source: ambassador briefing package, "give input at quarterly Council meetings".
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from outreach.rules.reading.asking import calls_to_action
from outreach.rules.reading.days import MONTH_NAME
from outreach.rules.reading.sentences import sentences
from outreach.rules.reading.tags import LINK

_OTHERS = ("city", "town", "county", "village", "tribal", "student", "school", "youth", "church", "safety")
_MORE_OTHERS = ("business", "arts", "labor", "labour", "parish", "family")
_NOT_OURS = "".join(rf"(?<!\b{each} )" for each in (*_OTHERS, *_MORE_OTHERS))
_COUNCIL = rf"{_NOT_OURS}\bcouncil(?:['\u2019]s)?\b"
_MEETING = r"(?:meetings?|sessions?|hearings?)\b"
_KIND = (
    r"(?:next|coming|upcoming|following|quarterly|monthly|annual|regular|special|public|open|full|board|first|"
    rf"last|spring|summer|fall|autumn|winter|{MONTH_NAME})"
)
_WHOSE = r"\b(?:its|their|(?:the|this|that)\s+(?:next|coming|upcoming|quarterly))"
_ITS = rf"{_WHOSE}\s+(?:{_KIND}\s+)*{_MEETING}"
_MEETS = r"(?:\s+(?:will\s+)?(?:next\s+)?meets?\b)"
_NAMED = re.compile(_COUNCIL, re.IGNORECASE)
_OF_COUNCIL = re.compile(
    rf"{_COUNCIL}\s+(?:{_KIND}\s+)*{_MEETING}"
    rf"|{_MEETING}\s+(?:of|with|before|by)\s+(?:the|our|your)\s+(?:[\w-]+\s+){{0,4}}{_COUNCIL}"
    rf"|{_COUNCIL}.{{0,120}}?\b(?:its|their)\s+(?:[\w-]+\s+){{0,2}}{_MEETING}"
    rf"|{_COUNCIL}{_MEETS}|{_COUNCIL}.{{0,120}}?\b(?:it|they){_MEETS}",
    re.IGNORECASE,
)
_BACK = re.compile(rf"{_ITS}|\b(?:it|they){_MEETS}", re.IGNORECASE)
_COMES = re.compile(
    r"\b(?:join|attend|come|give (?:\w+ ){0,2}(?:input|feedback)|speak|testify|register|sign up|rsvp|"
    r"be (?:there|at|part|among|heard)|show up|turn up|take (?:part|a seat)|participate|save the date|"
    r"save your seat|mark your|have (?:your|a) say|raise your voice|let the council|sit in|stop by|drop by|"
    r"invite|bring|reserve)\b"
    r"|\b(?:share|voice|raise|discuss|offer|express|present|air|add) (?:your|an?|one|the|what) (?:\w+ ){0,3}?"
    r"(?:ideas?|views?|voice|needs?|opinions?|concerns?|thoughts?|story|stories|input|feedback|experiences?|"
    r"suggestions?|questions?|priorities|case|perspectives?)\b(?! (?:on|about|of|from)\b)",
    re.IGNORECASE,
)
_COMES_THERE = re.compile(
    r"(?:(?:so|and|please|do|just|will you|won't you|we hope you will),? )*(?:join (?:us|in|it|them)|attend|"
    r"come(?: along)?|be (?:there|heard)|(?:save|reserve) your (?:seat|place)|mark your calendars?|register|"
    r"rsvp|sign up|speak(?: up)?|have your say|raise your voice|take part|participate|save the date)"
    r"(?:,? (?:there|then|too|today|now|in person|online|early|and|if|at \d|by|on (?:\w+day|\d|"
    rf"{MONTH_NAME}))\b.*|:.*)?[.!? ]*",
    re.IGNORECASE,
)
"""Coming, without a word of where to: it is to what the sentence before spoke of."""
_OVER = re.compile(
    r"\b(?:spoke|attended|testified|came|went|was|were|appeared|met|gathered|sat|joined|heard|said|missed|"
    r"presented|reported|told|had|been)\b(?:(?!\b(?:come|join|attend|speak|next|coming)\b)[^.,;:?!]){0,60}?"
    rf"{_COUNCIL}\s+(?:{_KIND}\s+)*{_MEETING}"
    rf"|\b(?:last|previous|past|recent|latest)\s+(?:[\w-]+\s+){{0,3}}{_COUNCIL}\s+(?:{_KIND}\s+)*{_MEETING}"
    rf"|{_COUNCIL}\s+(?:last|previous|past|recent|latest)\s+(?:{_KIND}\s+)*{_MEETING}"
    rf"|{_COUNCIL}\s+(?:{_KIND}\s+)*{_MEETING}\s+(?:last|yesterday|(?:was|were|drew|went)\b)",
    re.IGNORECASE,
)
"""A meeting of the council that is told of as over."""
_THE = rf"(?:the|our)\s+(?:(?!(?:what|how|that|about|who|why|when|where)\b)[\w-]+\s+){{0,4}}{_COUNCIL}"
_SAYS = re.compile(
    rf"\b(?:tell|show|give|address|advise|speak (?:to|with)|talk (?:to|with)|let|to)\s+{_THE}",
    re.IGNORECASE,
)


def council_asks(paragraph: str, extra_verbs: tuple[str, ...] = ()) -> Iterator[str]:
    """The sentences of a paragraph that ask the reader to a council meeting, in order.

    Args:
        paragraph: of a post or an e-mail, as plain text.
        extra_verbs: verbs of the workspace that open a call to action, as `asking` takes them.
    """
    named = _NAMED.search(_plain(paragraph))
    if named is None:
        return
    told = ("", *(_to_come(_plain(each)) for each in sentences(paragraph)))
    before = {sentence: previous for previous, sentence in pairwise(told)}
    whole = _to_come(_plain(paragraph))
    for sentence in calls_to_action(paragraph, extra_verbs):
        plain = _to_come(_plain(sentence))
        if _asks(plain, whole) or (
            _OF_COUNCIL.search(before.get(plain, "")) and _COMES_THERE.fullmatch(plain)
        ):
            yield sentence


def _asks(sentence: str, paragraph: str) -> bool:
    comes, says = _COMES.search(sentence), _SAYS.search(sentence)
    if _OF_COUNCIL.search(sentence):
        return bool(comes or says)
    if comes and _BACK.search(sentence) and not _NAMED.search(sentence):
        return _is_named_before(sentence, paragraph)
    return bool(says and (_OF_COUNCIL.search(paragraph) or _BACK.search(paragraph)))


def _is_named_before(sentence: str, paragraph: str) -> bool:
    """Whether the paragraph names the council before the sentence, which says `its meeting`."""
    at = paragraph.find(sentence[:20])
    return _NAMED.search(paragraph[: at if at >= 0 else len(paragraph)]) is not None


def _to_come(plain: str) -> str:
    """The text without the meetings of the council that are over."""
    return _OVER.sub(" ", plain)


def _plain(text: str) -> str:
    """The text on one line, without addresses."""
    return " ".join(LINK.sub(" ", text).split())
