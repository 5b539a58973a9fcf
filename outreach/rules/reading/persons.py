"""Persons: the telephone numbers, e-mail addresses and names by which a text tells whom to ask.

A number is one of North America, with or without its area code or with letters for digits, or one that
begins with `+`. What stands for a number in a text shown for no one in particular (`[telephone]`) counts as
one. Days, times, postcodes and sums of money do not. An address of a link that writes a message by itself
(`mailto:...?subject=...`) is a button, not somebody to ask.

Source: ambassador briefing package, communications team: a name, a telephone number and an address each.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import dropwhile

ADDRESS = re.compile(r"(?<![\w.+@'-])[\w.+'-]+@(?:[\w-]+\.)+[A-Za-z]{2,}(?![\w@-])")
_BUTTON = re.compile(r"https?://[^\s<>\"]+|mailto:[^\s<>\"?]+\?[^\s<>\"]+", re.IGNORECASE)
_GAP = r"[ .\u00a0\u2010-\u2013-]"
_FREE = r"(?<![\d$+.,/-])"
"""Not part of a longer number, a sum, a day or an address."""
_ENDS = r"(?![\d/-]|[.,]\d)"
_NUMBERED = "".join(
    rf"(?<!\b{each}\ )"
    for each in (
        *("bill", "act", "section", "sections", "resolution", "room", "suite", "order", "invoice", "form"),
        *("chapter", "code", "item", "case", "file", "part", "no.", "between", "pages", "years", "sf", "hb"),
        *("lot", "unit", "project", "permit", "contract", "grant", "ordinance", "standard"),
    )
)
"""What has a number that is nobody's telephone: `Bill 307-2027`."""
_MANY = (
    r"(?!\s+(?:(?!(?:for|to|with|or|and|at|on|if|before|after|by|from|in|about|during|when|so|is)\b)[a-z-]+\s+)"
    r"{0,2}(?:workers|people|jobs|employees|employers|firms|companies|students|homes|dollars|feet|members|"
    r"businesses|openings|positions|builders|contractors|tons|miles|acres|units|apprentices|hires|graduates|"
    r"households|residents|seats|visitors|guests|participants|a\ (?:day|week|month|year))\b)"
)
"""Between so many and so many of something."""
_TELEPHONE = re.compile(
    rf"""\[(?:[^\[\]]*\s)?telephone\]
    |\+[2-9](?:[ .()\u00a0-]{{0,2}}\d){{7,13}}(?!\d)
    |{_FREE}(?:\+?1{_GAP}?)?(?:\([2-9]\d\d\)\s?|[2-9]\d\d{_GAP}?)[2-9]\d\d{_GAP}?\d{{4}}{_ENDS}
    |{_FREE}(?i:{_NUMBERED})[2-9]\d\d[.\u2010-\u2013-]\d{{4}}{_ENDS}{_MANY}
    |{_FREE}(?:1[-. ])?8(?:00|33|44|55|66|77|88)[-. ](?=[\d-]*[A-Z])[A-Z\d](?:-?[A-Z\d]){{6,}}\b""",
    re.VERBOSE,
)
_STAND_IN = re.compile(r"\[[^\[\]]+\]")
_NO_PERSON = re.compile(r"\b(?:telephone|title|organisation|why)\b")
_CAPITALISED = r"[A-Z][\w'\u2019-]*\.?"
_RUN = re.compile(rf"{_CAPITALISED}(?:[ \u00a0](?:(?:de|la|van|von|der|den)[ \u00a0])?{_CAPITALISED})*")
_WORD = re.compile(r"\S+")
_ASKED = re.compile(
    r"\b(?:call|ask(?:[ \u00a0]for)?|contact|phone|telephone|ring|text|e-?mail|reach|to|with|"
    r"dial|tell|is|am)[ \u00a0:]+$",
    re.IGNORECASE,
)
_HAS_NUMBER = re.compile(rf":\s*(?:{_TELEPHONE.pattern})", re.VERBOSE)
_ROLE = re.compile(r"[A-Z]{2,}|\w+(?:tion|tions|ing|ment|ity|er|or|line|s)", re.ASCII)
"""What stands before a number and is no first name: `RSVP`, `Registration`, `Hotline`."""
_NO_NAMES = frozenset(
    (
        *("questions", "question", "call", "please", "write", "reply", "ask", "or", "to", "the", "we", "i"),
        *("you", "your", "our", "my", "email", "e-mail", "phone", "telephone", "contact", "text", "reach"),
        *("need", "more", "have", "help", "any", "a", "an", "if", "in", "on", "at", "and", "with", "ring"),
        *("tell", "is", "talk", "speak", "visit", "join", "thank", "thanks", "hello", "dear", "p.s.", "ps"),
        *("rather", "something", "can", "cannot", "then", "when", "where", "who", "what", "this", "it"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january"),
        *("february", "march", "april", "may", "june", "july", "august", "september", "october"),
        *("november", "december", "am", "pm", "mst", "mdt", "tel", "tel.", "fax", "cell", "office", "us"),
        *(
            "info",
            "details",
            "rsvp",
            "mobile",
            "main",
            "front",
            "desk",
            "help",
            "number",
            "direct",
            "support",
        ),
        *("wyoming", "cheyenne", "casper", "laramie", "gillette", "sheridan", "cody", "telephone", "home"),
        *("here", "there", "just", "either", "also", "for", "from", "of", "no", "not", "yes", "but", "so"),
    )
)
_NO_PEOPLE = frozenset(
    (
        *("street", "avenue", "road", "drive", "suite", "highway", "lane", "boulevard", "building", "room"),
        *("partnership", "partnerships", "council", "department", "team", "center", "centre", "college"),
        *("chamber", "services", "inc", "inc.", "llc", "company", "board", "school", "district", "county"),
        *("university", "association", "foundation", "commission", "agency", "contractors", "builders"),
    )
)
_FULL = 2
"""First and last name: so many capitalised words are a name without anybody saying so."""


def telephones(text: str) -> tuple[str, ...]:
    """The telephone numbers of a text, in order, as written."""
    return tuple(found[0] for found in _TELEPHONE.finditer(_BUTTON.sub(" ", text)))


def addresses(text: str) -> tuple[str, ...]:
    """The e-mail addresses of a text to which a reader may write, in order, as written."""
    return tuple(found[0] for found in ADDRESS.finditer(_BUTTON.sub(" ", text)))


def names_somebody(text: str, known: Iterable[str] = (), others: Iterable[str] = ()) -> bool:
    """Whether a text names a person, as far as can be told from how it is written.

    Args:
        text: a sentence or paragraph in which somebody is to be asked.
        known: names of people who are known.
        others: names in it that are nobody to ask: the reader's own, the partnership's.
    """
    if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in known if name):
        return True
    for name in others:
        text = text.replace(name, " ") if name else text
    text = ADDRESS.sub(" ", _BUTTON.sub(" ", text))
    stand_ins = _STAND_IN.findall(text)
    return any(not _NO_PERSON.search(each) for each in stand_ins) or any(_names(text))


def _names(text: str) -> Iterator[str]:
    """The capitalised words that are a name: two or more, or one that somebody is told to ask."""
    for run in _RUN.finditer(text):
        if any(word.lower() in _NO_PEOPLE for word in run[0].split()):
            continue
        words = list(dropwhile(lambda word: word[0].lower() in _NO_NAMES, _WORD.finditer(run[0])))
        if len(words) >= _FULL or (words and _is_told(text, run, words[0])):
            yield run[0][words[0].start() :]


def _is_told(text: str, run: re.Match[str], word: re.Match[str]) -> bool:
    """Whether a reader is told to ask for a single name, or a number stands behind: `Ann: 307-555-0100`."""
    if _ASKED.search(text[: run.start() + word.start()]):
        return True
    return _HAS_NUMBER.match(text, run.end()) is not None and not _ROLE.fullmatch(word[0])
