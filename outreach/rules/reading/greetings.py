"""The frame of a letter: its greeting, its valediction and signature, its postscript; and what stands within.

A greeting is a short first line ("Hello Ann,", "Good morning, everyone!"), alone or below a heading. A letter
ends with a valediction ("With best wishes," "Sincerely, Ann"), the names below it, or names alone; a line
that credits a source belongs to this end too. A postscript is a paragraph like any other, and the last.

Source: how letters are written in English; ours.
"""

import re

from outreach.rules.reading.asking import calls_to_action
from outreach.rules.reading.persons import addresses, telephones
from outreach.rules.reading.tags import LINK
from outreach.rules.reading.toolkit import is_credit
from outreach.rules.reading.verbs import FINITE

_WHO = r"(?:\[[^\[\]]*\]|(?!(?:we|i|you|it|this|that|here|there|the|a|an|my)\b)[^\s.?!:;,\[\]]+)"
_GREETING = re.compile(
    r"(?:hello|hi|hey|dear|greetings|welcome|howdy|good (?:morning|afternoon|evening|day))\b"
    rf"(?:(?: (?:there|again|once again|once more|to you|all|everyone))?,(?: {_WHO}){{1,3}}|[^.?!:;,]{{0,60}}"
    r"|(?-i:(?: (?:\[[^\[\]]*\]|and|&|[A-Z][\w'\u2019-]*),?){2,8}))[,.!:\u2013\u2014-]?",
    re.IGNORECASE,
)
_NAME_ALONE = re.compile(
    r"(?!(?:in|on|at|to|for|by|as|with|from|of|that|this|these|after|before|since|until|once|first|second|"
    r"secondly|third|thirdly|firstly|finally|lastly|last|next|then|now|today|tonight|tomorrow|yesterday|"
    r"however|meanwhile|moreover|therefore|instead|otherwise|also|so|and|but|or|again|still|yes|no|well|"
    r"sadly|luckily|happily|briefly|clearly|more|most|best of|above|all in|if|when|while|because|year|"
    r"week|month|not|sure|true)\b)(?:[^\s,.!?:;]+ ){0,4}[^\s,.!?:;]+,",
    re.IGNORECASE,
)
_TITLE = re.compile(r"\b(Mrs?|Ms|Mx|Dr|Prof|Rev|Hon|Sen|Rep|Gov|Lt|Col|Gen|Capt|Sgt|St|Jr|Sr)\.(?=[ ,])")
"""Titles whose full stop ends no sentence."""
_LONGEST_GREETING = 9
_FINITE = frozenset(FINITE)
_HEADING = re.compile(r"[^.?!:;,\u2026\n]+")
_LONGEST_HEADING = 8
"""Words; what is longer is a paragraph."""
_POSTSCRIPT = re.compile(r"p\.? ?(?:p\.? ?)?s\b\.?|postscript\b", re.IGNORECASE)
_VALEDICTION = re.compile(
    r"""(?:
    (?:with\ )?(?:all\ )?(?:my\ |our\ )?
      (?:(?:best|kind|kindest|warm|warmest|good|friendly|cordial|personal|neighbou?rly)(?:\ and\ |\ )?){1,2}
      (?:wishes|regards|greetings)
    |(?:all\ )?(?:the\ |my\ |our\ )?best|regards|warmly|cheers|cordially|respectfully|gratefully|fondly
    |respectfully\ submitted
    |(?:we\ |i\ )?hope\ to\ see\ (?:you(?:\ all)?|all\ of\ you)
      (?:\ (?:there|then|soon|in\ \w+|on\ [^.!?,]{1,30}))?
    |your\ (?:[\w'\u2019-]+\ ){0,3}?(?:neighbou?rs?|friends?|colleagues?|partners?|hosts?|champions?|
      conveners?|builders?|owners?|co-workers?)(?:\ (?:and|in|at|of|on)\ [^.!?,]{1,40})?(?=,)
    |(?:yours\ )?(?:very\ )?(?:sincerely|truly|faithfully|respectfully|cordially)(?:\ yours)?
    |yours(?:\ in\ \w+)?
    |(?:with\ )?(?:(?:many|much|our|my|sincere)\ )*(?:thanks|gratitude|appreciation)
      (?:\ again|\ in\ advance|\ for\ [^.!?,]{1,40}(?=,))?
    |thank\ you(?:\ again|\ (?:so|very)\ much|\ all)?
    |take\ care|see\ you\ (?:there|then|soon)|until\ (?:then|soon|next\ time)|talk\ (?:to\ you\ )?soon
    |(?:we\ are\ |i\ am\ )?looking\ forward(?:\ to\ (?:it|(?:seeing|meeting)\ you(?:\ there|\ all)?))?
    |in\ partnership|signed|on\ behalf\ of\ [^.!?,]{1,60}
    )(?:\ (?:from|on\ behalf\ of)\ [^.!?,]{1,60}|\ to\ you(?:\ all)?(?:\ and\ yours)?)?
    (?:[,.!\u2013\u2014-]+\s*(?P<names>.*))?""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_BULLET = re.compile(r"^\s*(?:[-*\u2022\u2013\u2014]+\s+)+")
_FACTS = re.compile(r"[\d:]")
"""Days, times and what is said of them: no names."""
_STAND_IN = re.compile(r"\[[^\[\]]*\]")
_MARKUP = re.compile(r"\*\*|__|\*")
_SMALL = frozenset(("of", "and", "the", "for", "de", "la", "van", "von", "der", "den", "at", "in", "&", "-"))
_ENDS_NO_SENTENCE = ("inc.", "jr.", "sr.", "co.", "llc.", "ltd.", "st.", "ph.d.", "m.d.", "p.e.")
_LONGEST_LINE = 12
"""Words of a line of a signature."""


def is_greeting(paragraph: str) -> bool:
    """Whether a paragraph does nothing but greet."""
    plain = _plain(paragraph)
    if not plain or len(plain.split()) > _LONGEST_GREETING or asks(plain):
        return False
    if is_valediction(plain) or not _FINITE.isdisjoint(plain.split()):
        return False
    plain = _TITLE.sub(r"\1", plain)
    return bool(_GREETING.fullmatch(plain) or _NAME_ALONE.fullmatch(plain))


def is_valediction(paragraph: str) -> bool:
    """Whether a paragraph does nothing but say goodbye, with or without the names below."""
    found = _VALEDICTION.fullmatch(_plain(paragraph))
    return found is not None and _are_names(found["names"] or "")


def is_signature(paragraph: str) -> bool:
    """Whether a paragraph is nothing but names, titles and firms."""
    return not _FACTS.search(_STAND_IN.sub("X", paragraph)) and all(
        len(line.split()) <= _LONGEST_LINE and _are_names(line) for line in _lines(paragraph)
    )


def asks(paragraph: str, verbs: tuple[str, ...] = ()) -> bool:
    """Whether a paragraph has a call to action: a request, a link, an address or a telephone number."""
    return bool(
        calls_to_action(_STAND_IN.sub("X", paragraph), verbs)
        or LINK.search(paragraph)
        or addresses(paragraph)
        or telephones(paragraph)
    )


def first_of(paragraphs: tuple[str, ...]) -> int:
    """Which paragraph is the first that says something: behind a heading and the greeting."""
    start = _greeting_of(paragraphs)
    while start < len(paragraphs) and (_is_heading(paragraphs[start]) or not _has_words(paragraphs[start])):
        start += 1
    if start < len(paragraphs) and is_greeting(paragraphs[start]):
        start += 1
        while start < len(paragraphs) and _is_heading(paragraphs[start]):
            start += 1
    return start


def _greeting_of(paragraphs: tuple[str, ...]) -> int:
    """Where the greeting stands below nothing but headings, commas in them or not; 0 where there is none."""
    for at, paragraph in enumerate(paragraphs):
        if is_greeting(paragraph):
            return at
        if _has_words(paragraph) and not _may_head(paragraph):
            break
    return 0


def last_of(paragraphs: tuple[str, ...]) -> int:
    """Which paragraph is the last that says something: the postscript, or what stands above the goodbye.

    -1 where nothing does.
    """
    end = len(paragraphs)
    while end and not _has_words(paragraphs[end - 1]):
        end -= 1
    above = _above_goodbye(paragraphs[:end])
    while above and _is_end(paragraphs[above - 1]):
        above -= 1
    has_postscript = any(_POSTSCRIPT.match(_plain(each)) for each in paragraphs[above:end])
    return (end if has_postscript else above) - 1


def _above_goodbye(paragraphs: tuple[str, ...]) -> int:
    """How many paragraphs stand above the valediction; all where there is none."""
    for at in range(len(paragraphs) - 1, -1, -1):
        if is_valediction(paragraphs[at]) or _leads_to_names(paragraphs[at], paragraphs[at + 1 :]):
            return at
        if not (_may_follow_goodbye(paragraphs[at]) or _POSTSCRIPT.match(_plain(paragraphs[at]))):
            break
    return len(paragraphs)


def _leads_to_names(paragraph: str, below: tuple[str, ...]) -> bool:
    """Whether a short line ends in a comma and has nothing but a signature below it, as a goodbye has."""
    line, *names = [*_lines(paragraph), *(line for each in below for line in _lines(each)), ""][:2]
    short = line.endswith(",") and len(line.split()) <= _LONGEST_HEADING
    return (
        short and any(names) and not asks(line) and all(name[0].isupper() or name[0] == "[" for name in names)
    )


def _is_end(paragraph: str) -> bool:
    """Whether it belongs to the end of a letter without a goodbye before it, and asks for nothing."""
    ending = is_credit(paragraph) or is_signature(paragraph) or not _has_words(paragraph)
    return ending and not asks(paragraph)


def _may_follow_goodbye(paragraph: str) -> bool:
    """Lines as they stand below a goodbye: names, titles, numbers, no sentence."""
    return is_credit(paragraph) or all(map(_is_line, _lines(paragraph)))


def _is_line(line: str) -> bool:
    ends = line.lower().endswith(_ENDS_NO_SENTENCE) or not line.endswith((".", "?", "!", ":"))
    return ends and len(line.split()) <= _LONGEST_LINE and not calls_to_action(line)


def _is_heading(paragraph: str) -> bool:
    plain = _plain(paragraph)
    short = len(plain.split()) <= _LONGEST_HEADING
    return bool(short and _HEADING.fullmatch(plain)) and not _BULLET.match(paragraph) and not asks(plain)


def _may_head(paragraph: str) -> bool:
    """Whether a line above a greeting may be a heading: short, no sentence, and nothing to do."""
    plain = _plain(paragraph)
    short = len(plain.split()) <= _LONGEST_HEADING and not plain.endswith((".", "?", "!", ",", ";", "\u2026"))
    return short and not _BULLET.match(paragraph) and not asks(plain)


def _are_names(text: str) -> bool:
    """Whether every word may stand in a signature: a capital, a number, a small word."""
    words = _STAND_IN.sub("X", text).split()
    return all(not word[0].islower() or word.lower() in _SMALL for word in words)


def _has_words(paragraph: str) -> bool:
    return re.search(r"\w", paragraph) is not None


def _lines(paragraph: str) -> list[str]:
    lines = (_BULLET.sub("", line).strip() for line in _MARKUP.sub("", paragraph).splitlines())
    return [line for line in lines if line]


def _plain(paragraph: str) -> str:
    return " ".join(_MARKUP.sub("", paragraph).split())
