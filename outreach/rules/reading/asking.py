"""Calls to action: sentences that ask the reader to do something, found in the text that goes out.

Three shapes ask: an imperative at the start of a sentence or after a short opening clause ("To get involved,
visit ..."), a request in a polite form ("Will you ...", "Please ..."), and words that invite ("I invite you
to ..."). A statement that merely contains such a word is none: after a verb that is a noun too, a finite
verb further on shows that it was a subject ("Watch parties drew crowds").

Source: ambassador briefing package, talking points for social media; training manual, step 5, tip 7.
"""

import re
from collections.abc import Iterator
from itertools import takewhile

from outreach.rules.reading.opening import opening_parts, without_small_words
from outreach.rules.reading.polite import has_request, is_rhetorical
from outreach.rules.reading.sentences import clauses, sentences
from outreach.rules.reading.tags import LINK
from outreach.rules.reading.verbs import (
    COMPOUNDS,
    CONTINUES,
    FINITE,
    HEADINGS,
    NEVER,
    NOUNS_TOO,
    ONLY_WITH,
    VERBS,
)

_ALONE, _HEADINGS, _NOUNS_TOO = frozenset(VERBS), frozenset(HEADINGS), frozenset(NOUNS_TOO)
_COMPOUNDS, _FINITE, _CONTINUES = frozenset(COMPOUNDS), frozenset(FINITE), frozenset(CONTINUES)
_AT_ONCE = frozenset(
    ("is", "are", "was", "were", "has", "had", "will", "would", "can", "could", "should", "must", "of")
)
_DETERMINED = frozenset(
    (
        *("the", "a", "an", "this", "that", "these", "those", "our", "your", "my", "us", "me", "it", "them"),
        *("him", "her", "his", "their", "its", "here", "one", "every", "each", "all", "any", "both"),
    )
)
_UNTIL = frozenset(
    (
        *("that", "who", "which", "whose", "how", "why", "what", "where", "when", "whether", "if", "because"),
        *("before", "after", "until", "while", "as", "so", "since", "and", "or", "but", "to"),
    )
)
_CAUSING = frozenset(("help", "watch", "let"))
"""What follows them may act: `Help firms train`."""
_PLURAL = re.compile(r"[a-z-]+[^s\W]s")
_PLAIN = re.compile(r"(?!.*(?:ing|ed|ly)$)[a-z]+")
_TOKEN = re.compile(r"[\w'#@/-]+|[,;:?]")
_QUOTE = re.compile(r"[\"\u201c][^\"\u201c\u201d]+[\"\u201d]")
_REPORTING = re.compile(
    r"\b(?:slogan|motto|advice|rule|lesson|theme|title|headline|said|says|told|adds|added)\b"
)
_SAID_BY = re.compile(r",[\"\u201d]? (?:said|says|asked|told us) (?:the|one|a|an|our|\w+)\b[\w ]{0,30}\.?$")
_NAMING = re.compile(
    r"call (?:it|this|that|these|those|them|him|her|me|us) "
    r"(?!(?:at|on|before|by|today|now|tomorrow|if|when|first|to|with|for|any|early|back|and|or|anytime|directly)\b)"
    r"|like (?:us|our \w+|the rest of [^,]+), (?!(?:and )?(?:share|follow))"
    r"|take (?:\w+ ){1,3}for (?:example|instance)\b"
    r"|say what\?"
    r"|let's\b"
)
_ASK_ANYONE = re.compile(
    r"^\W*ask any(?:one|body)\b(?! (?:to|if|about)\b)[^:;,.]{0,40}:(?= [a-z])", re.IGNORECASE
)
"""It only vouches for what follows: `Ask anyone in town: the fair is a hit`."""
_MEETS_SOMEBODY = re.compile(r"Meet (?:(?:Dr|Mr|Mrs|Ms|Prof)\. )?[A-Z][\w'-]+")
_COMES = re.compile(r"come(?=$|[.!,])")
_DATES = re.compile(
    r"keep .{1,30}\b(?:free|open|clear)\b|(?:put|hold|mark|block) \d+\b"
    r"|(?:take|give|set aside) (?:us )?(?:\d+|two|three|five|ten|a few) (?:seconds|minutes|hours|days)\b"
)


def _table(pairs: tuple[tuple[str, tuple[str, ...]], ...]) -> re.Pattern[str]:
    each = (f"{re.escape(verb)} (?:{'|'.join(map(re.escape, company))})" for verb, company in pairs)
    return re.compile(rf"(?:{'|'.join(each)})(?:'s|'re|'ll)?(?![\w'-])")


_CALLS, _NO_CALLS = _table(ONLY_WITH), _table(NEVER)


def calls_to_action(text: str, extra_verbs: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The sentences of a text that ask the reader to do something, in order.

    Args:
        text: a post, a paragraph, or an e-mail's plain text.
        extra_verbs: verbs or phrases of the workspace that open a call, besides those in `verbs.VERBS`.
    """
    own = frozenset(verb.casefold().strip() for verb in extra_verbs if verb.strip())
    return tuple(sentence for sentence in sentences(text) if _asks(sentence, own))


def _asks(sentence: str, own: frozenset[str]) -> bool:
    plain = LINK.sub("LINK", sentence.replace("\u2019", "'").replace("\u2018", "'"))
    if not _QUOTE.fullmatch(plain.strip(" .")):
        plain = _QUOTE.sub("QUOTE", plain)
    plain = _ASK_ANYONE.sub("", plain)
    if is_rhetorical(plain.lower()) or _SAID_BY.search(plain.lower()):
        return False
    return any(_clause_asks(clause, own) for clause in _own_words(clauses(plain)))


def _own_words(parts: tuple[str, ...]) -> Iterator[str]:
    """The clauses up to the one that leads in what somebody else says."""
    for part in parts:
        yield part
        if _REPORTING.search(part.lower()):
            return


def _clause_asks(clause: str, own: frozenset[str]) -> bool:
    return has_request(without_small_words(clause).lower()) or any(
        has_request(part.lower(), at_start=True) or _commands(part, own) for part in opening_parts(clause)
    )


def _commands(part: str, own: frozenset[str]) -> bool:
    """Whether it is an imperative: a verb in its plain form, and not the subject of a statement."""
    low = part.lower()
    if any(re.match(rf"{re.escape(verb)}\b", low) for verb in own):
        return not _states(part)
    if _NO_CALLS.match(low) or _NAMING.match(low):
        return False
    if _COMES.match(low) or _MEETS_SOMEBODY.match(part):
        return not _states(part)
    if found := _CALLS.match(low) or _DATES.match(low):
        return low[found.end() :].split(" ")[1:2] not in ([word] for word in ("is", "was"))
    first = _TOKEN.match(low)
    return first is not None and first[0] in _ALONE and not _states(part)


def _states(part: str) -> bool:
    """Whether what looks like an imperative is the subject of a statement."""
    words = _TOKEN.findall(part)
    low = [word.lower() for word in words]
    if len(low) == 1:
        return low[0] in _HEADINGS
    if low[1] in _AT_ONCE or low[1:3] == ["after", low[0]]:
        return True
    if low[1] in _DETERMINED and words[1] != "A":
        return low[2:3] in (["is"], ["was"])
    if low[0] in _NOUNS_TOO and low[1] in _COMPOUNDS:
        return True
    return _predicate(words) or (low[0] in _NOUNS_TOO and (_ends_in_past(low) or _has_subject(words)))


def _ends_in_past(low: list[str]) -> bool:
    """`Offer accepted`, `Plan for growth approved`."""
    own = list(takewhile(lambda word: word not in _UNTIL, low))
    return len(own) > 1 and re.fullmatch(r"[a-z]{3,}ed", own[-1]) is not None


def _has_subject(words: list[str]) -> bool:
    """Whether a plain plural follows, and then what can only be its verb: `Text reminders work`."""
    if len(words) < 3 or words[0].lower() in _CAUSING:  # noqa: PLR2004
        return False
    plural, verb = words[1:3]
    return bool(_PLURAL.fullmatch(plural) and _PLAIN.fullmatch(verb)) and verb not in _CONTINUES


def _predicate(words: list[str]) -> bool:
    """Whether a finite verb comes before anything that would open a clause of its own."""
    for position, word in enumerate(words[1:], start=1):
        low = word.lower()
        if (low in _UNTIL and not (position == 1 and low == "to")) or not word[0].isalnum():
            return False
        after_article = words[position - 1].lower() in _DETERMINED
        if position > 1 and low in _FINITE and word != "May" and not after_article:
            return True
        if position == 1 and low in _FINITE and words[0].lower() in _NOUNS_TOO:
            return True
    return False
