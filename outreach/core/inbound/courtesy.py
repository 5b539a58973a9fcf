"""What people write around what they have to say: a greeting, thanks, a closing, a name."""

import re

_GREETING = (
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|morning|afternoon)(?: [\w.'-]+){0,3}"
)
_THANKS = (
    r"(?:many |with )?(?:thanks|thank you|thx|cheers)(?: (?:so|very) much| a lot| again| everyone| all)?"
)
_CLOSING = (
    r"(?:(?:with )?(?:best|kind|warm|many)(?: (?:regards|wishes|greetings))?|regards|sincerely|all the best"
    r"|talk soon|have a (?:good|great|nice) (?:day|week|weekend|one)|yours(?: truly| sincerely)?)"
)
_HEADING = (
    r"(?:(?:so )?(?:here (?:are|is|you go)|see below|these are|this is)(?: (?:my|the|our|today's))?"
    r"(?: (?:calls?|results?|answers?|list|update|outcomes?))?"
    r"(?: (?:of|from|for) (?:today|this week|my calls))?"
    r"|(?:my |the |call )?(?:calls|results|call results|update))"
)
_SENT_FROM = r"(?:sent from (?:my|outlook|mail|gmail|yahoo).*|get outlook .*)"
_POLITE = re.compile(rf"(?:{_GREETING}|{_THANKS}|{_CLOSING}|{_HEADING}|{_SENT_FROM})", re.IGNORECASE)
_NAME = re.compile(r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}(?:, [A-Z][\w .&'-]{0,60})?")
_MARKS = str.maketrans({
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2010": "-", "\u2011": "-", "\u2012": "-",
    "\u2013": "-", "\u2014": "-", "\u2212": "-", "\u00a0": " ", "\u202f": " ", "\uff03": "#", "\u2026": "...",
})  # fmt: skip
_BULLET = re.compile(r"(?:[*\u2022\u00b7\u25aa\u25cf+]|-(?=\s))+\s*")
_ANSWER = re.compile(
    r"\b(?:(?:dis)?approv\w*|agree\w*|ok\w*|yes|no|not|never|none|coming|declined|done|wait\w*|stop|hold|but|if|except"
    r"|unless|pending|later|cancel\w*|maybe|perhaps|please|fix\w*|chang\w*|wrong|left|reached|called|only|first)\b",
    re.IGNORECASE,
)
"""What says more than a name, even where it is written like one."""
ENDS = " \t,.!:;-"
LONGEST_COURTESY = 80


def plain(line: str) -> str:
    """A line with the quotes, dashes and blanks of a keyboard, without a bullet before it."""
    said = " ".join(line.translate(_MARKS).split())
    bullet = _BULLET.match(said)
    return said[bullet.end() :] if bullet else said


def is_courtesy(said: str) -> bool:
    """Whether a line (as `plain` gives it) says nothing but hello, thank you or goodbye."""
    return len(said) <= LONGEST_COURTESY and bool(_POLITE.fullmatch(said.strip(ENDS)))


def own_words(text: str, most: int) -> list[str]:
    """The lines that say something, at most so many, as `plain` gives them.

    Left out are empty lines, what is quoted, a greeting, thanks, a closing, and the names at the end.
    """
    said, courteous = list[str](), False
    for line in map(plain, text.splitlines()):
        if not line.strip(ENDS) or line.startswith(">"):
            continue
        if is_courtesy(line):
            courteous = True
        else:
            said.append(line)
        if len(said) >= most:
            return said
    while said and (courteous or len(said) > 1) and _is_name(said[-1]):
        said.pop()
    return said


def _is_name(line: str) -> bool:
    bare = line.strip(ENDS)
    return bool(_NAME.fullmatch(bare)) and not _ANSWER.search(bare)
