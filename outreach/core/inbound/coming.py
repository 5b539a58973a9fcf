"""An answer to an invitation in plain words: `I will be there`, `Sorry, I can't make it`.

A seat is counted only for who plainly takes it. So an answer counts only when it is made of nothing but that,
a greeting, thanks and a name, as a letter is agreed to (`core.agreeing`); all else is for a person to read.
What is understood is confirmed to its writer, who can say that it was meant otherwise.
"""

import re
from functools import lru_cache

from outreach.core.history import Rsvp

LONGEST = 300
ANSWERS: tuple[Rsvp, ...] = ("accepted", "declined", "tentative")
_I = r"(?:i|we|i\ and\ a\ colleague)"
_SURE = r"(?:\ (?:definitely|certainly|gladly|happily|very\ much|absolutely|surely))?"
_OTHER = r"(?!(?:\w+\ ){0,2}(?:other|next|last|second|previous|following|first|later|rest|after|before|\d)\b)"
_MEETING = rf"\ {_OTHER}(?:\w+\ ){{0,3}}(?:meeting|launch|event|call|session)"
_EVENT = rf"(?:\ (?:on\ )?that\ day)?(?:\ (?:(?:at|to|for)\ )?(?:the|this|your){_MEETING})?"
_IT = rf"(?:it|this|that|that\ day|the{_MEETING})"
_WILL = rf"{_I}(?:\ will|'ll|\ shall|\ plan\ to|\ am\ going\ to|'m\ going\ to)"
_YES = rf"""
    (?:yes\ )?{_WILL}{_SURE}
      \ (?:be\ there|attend(?:\ {_IT})?|come|join(?:\ you)?|make\ it|participate){_EVENT}
  | (?:yes\ )?{_I}(?:\ am|'m|\ are|'re)\ (?:coming|attending|in)
  | (?:yes\ )?{_I}\ (?:can|am\ able\ to){_SURE}
      \ (?:come|attend|make\ (?:it|that)|be\ there|join(?:\ you)?){_EVENT}
  | (?:please\ )?count\ (?:me|us)\ in | (?:you\ can\ )?count\ on\ (?:me|us)
  | (?:happy|glad|pleased)\ to\ (?:attend|come|join(?:\ you)?|be\ there){_EVENT}
  | (?:i\ )?(?:will\ )?see\ you\ (?:there|then) | (?:i\ )?accept(?:\ the\ invitation)?
  | (?:please\ )?(?:save|reserve|hold)\ (?:me\ a|a|my)\ (?:seat|spot|place)(?:\ for\ me)?
  | (?:please\ )?put\ me\ down(?:\ for\ (?:it|that|a\ seat))? | i\ wouldn't\ miss\ it
"""
_NO = rf"""
    {_I}\ (?:can't|cannot|can\ not|won't|will\ not|am\ not\ able\ to|am\ unable\ to|won't\ be\ able\ to
      |will\ not\ be\ able\ to|couldn't)
      \ (?:be\ there|attend(?:\ {_IT})?|come|join(?:\ you)?|make\ (?:it|that)){_EVENT}
  | (?:no\ )?(?:i|we)\ have\ to\ (?:decline|pass) | i\ must\ (?:decline|pass)
  | i\ decline(?:\ the\ invitation)?
  | (?:i'm|i\ am|we're|we\ are)\ not\ (?:coming|attending|able\ to\ (?:come|attend|make\ it))
  | (?:please\ )?count\ me\ out | unable\ to\ attend | not\ able\ to\ attend | can't\ make\ (?:it|that)
"""
_PERHAPS = rf"""
    {_I}\ (?:may|might)\ (?:be\ there|attend|come|join(?:\ you)?|make\ it){_EVENT}
  | {_I}(?:'ll|\ will)\ try\ to\ (?:be\ there|attend|come|make\ it|join(?:\ you)?)
  | put\ me\ down\ as\ (?:a\ )?(?:maybe|tentative)
"""
_COURTESY = rf"""
    (?:many\ )?(?:thanks|thank\ you)(?:\ (?:so|very)\ much|\ again)?
      (?:\ for\ (?:the|your)\ (?:invitation|invite|reminder|note|letter)
        |\ for\ (?:inviting\ (?:me|us)|asking|organi[sz]ing\ (?:it|this)))?
  | (?:so\ |very\ )?sorry | (?:i'm|i\ am)\ (?:so\ |very\ )?sorry | unfortunately | regrettably
  | my\ apologies | regrets
  | (?:i'm\ |i\ am\ )?(?:really\ |very\ much\ )?looking\ forward
      (?:\ to\ (?:it|{_IT}|meeting\ everyone|seeing\ you(?:\ there)?))?
  | yes | no | sure | of\ course | absolutely | great | wonderful | perfect | sounds\ (?:good|great|fine)
  | with\ pleasure | have\ a\ (?:good|great|nice)\ (?:day|week|weekend|one)
  | good\ luck(?:\ with\ {_IT})? | (?:maybe|perhaps)\ next\ time
  | (?:i\ )?hope\ (?:it|{_IT})\ goes\ well | invitation\ accepted | see\ you
"""
_GREETING = r"(?:hi|hello|dear|good\ (?:morning|afternoon|evening))\b(?:\ [\w.'-]+){0,3}"
_CLOSING = r"""
    (?:with\ )?(?:best|kind|warm)(?:\ (?:regards|wishes))? | regards | sincerely | cheers | yours(?:\ truly)?
"""
_PARTS = re.compile(r"\s*(?:[.!;,\n\u2013\u2014]+|\band\b|\bbut\b|\s-\s)\s*", re.IGNORECASE)
_OPENING = re.compile(
    r"(?:unfortunately|regrettably|sorry|yes|sure|thanks(?!\s+for)|absolutely"
    r"|i(?:'m|\s+am)\s+afraid(?:\s+that)?)\s+(?=\S)",
    re.IGNORECASE,
)
_AFTER_ALL = re.compile(r"\s+after\s+all$", re.IGNORECASE)
_NAME = re.compile(r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}")


def coming(text: str) -> Rsvp | None:
    """What an answer plainly says of coming; None where it says more, or something else.

    Args:
        text: the new words of an answer to an invitation, or to something about it.
    """
    said = text.strip().replace("\u2019", "'")
    if not said or len(said) > LONGEST or "?" in said:
        return None
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    while len(lines) > 1 and _ends(lines[-1]):
        lines.pop()
    meanings = {_meaning(part) for line in lines for part in _PARTS.split(line) if part.strip()}
    answers = [each for each in ANSWERS if each in meanings]
    return answers[0] if len(answers) == 1 and "other" not in meanings else None


def _ends(line: str) -> bool:
    """Whether a line is the close of a letter or the name below it, and says nothing by itself."""
    plain = line.strip(" ,.!")
    if re.fullmatch(_CLOSING, plain, re.IGNORECASE | re.VERBOSE):
        return True
    return bool(_NAME.fullmatch(plain)) and _meaning(plain) == "other"


def _meaning(part: str) -> str:
    """`accepted`, `declined`, `tentative`, `courtesy`, or `other`."""
    plain = _AFTER_ALL.sub("", _OPENING.sub("", " ".join(part.split()).strip(" ,.!:")))
    return next((name for name, pattern in _patterns() if pattern.fullmatch(plain)), "other")


@lru_cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    named = {"accepted": _YES, "declined": _NO, "tentative": _PERHAPS, "courtesy": f"{_COURTESY}|{_GREETING}"}
    flags = re.IGNORECASE | re.VERBOSE
    return tuple((name, re.compile(f"(?:{words})", flags)) for name, words in named.items())
