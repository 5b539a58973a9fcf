"""Where in a clause an imperative may stand: at its start, or after a short opening."""

import re
from collections.abc import Iterator

_MARKS = re.compile(r"^(?:[#\uff03@]\S+\s+|[^\w#@\uff03]+)+")
_SMALL = re.compile(
    r"(?:(?:and|but|so|or|then|now|just|simply|also|always|first|next|finally|today|tomorrow|kindly|still|"
    r"again|meanwhile|better yet|even better|yes|p\.?s\.?|hey|hi|hello|reminder|go ahead and|either|"
    r"otherwise|or else|most of all|above all|more importantly|ok|okay|perhaps|maybe|if not|if so|better|"
    r"well),?\s+)+"
)
_OPENERS = re.compile(
    r"(?:to|if|when|whenever|before|after|by|on|in|at|for|from|with|without|until|as|once|while|whether|because|"
    r"since|during|between|this|next|today|tomorrow|tonight|now|then|so|here|instead|unless|want|need|got|"
    r"looking|ready|wherever|even|along|rather|curious|interested|not|questions|about|over|through|within|only|"
    r"either|first|second|third|last|finally|also|please|starting|beginning|thanks|given|having|knowing|no|"
    r"whatever|whoever|dear|hello|hi|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|"
    r"march|april|june|july|august|september|october|november|december|yes|great)\b"
)
_READERS = re.compile(
    r"(?:[\w'-]+ ){0,4}(?:\w+(?:ers|ors|ants|ents|ists|ees)|colleagues|friends|neighbou?rs|champions|folks|"
    r"parents|business(?:es)?|companies|firms|people|all|everyone|everybody|wyoming|cheyenne|team|schools|"
    r"members?|ambassadors|leader|owner|you|ladies|gentlemen|families|wyomingites)"
)
_HIGH_TIME = re.compile(
    r"(?:it(?:'s| is) (?:(?:high|about) )?time|(?:now's|(?:this )?is) the (?:time|moment)|"
    r"(?:here is|here's|this is|it's|it is) your (?:chance|turn)) (?:for you )?to "
)
_LONGEST = 25
"""Words; what is longer is no short opening."""


def without_small_words(clause: str) -> str:
    """The clause without hashtags, mentions, marks and small words before its first real one."""
    bare = _MARKS.sub("", clause)
    small = _SMALL.match(bare.lower())
    return bare[small.end() :] if small and small.end() < len(bare) else bare


def opening_parts(clause: str) -> Iterator[str]:
    """Where an imperative may begin: the clause itself, what follows its opening, `so` or `It's time to`."""
    bare = without_small_words(clause)
    yield bare
    first, *others = re.split(r",\s+", bare)
    opening = first.lower()
    opens = _OPENERS.match(opening) or _READERS.fullmatch(opening)
    if opens and len(opening.split()) <= _LONGEST:
        yield from _after(others)
    yield from (part[3:] for part in others if part.lower().startswith("so "))
    if high_time := _HIGH_TIME.match(bare.lower()):
        yield bare[high_time.end() :]


def _after(parts: list[str]) -> Iterator[str]:
    """What follows an opening, as far as it may still be a list within it."""
    for position, part in enumerate(parts):
        yield without_small_words(", ".join(parts[position:]))
        words = part.lower().split()
        goes_on = len(words) == 1 or words[0] in ("or", "and", "who", "which", "whether", "if", "when")
        if not (goes_on or _OPENERS.match(part.lower()) or _READERS.fullmatch(part.lower())):
            return
