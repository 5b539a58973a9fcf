"""Agreeing: whether an answer to a sign-off says yes to the letter, and nothing else (L008).

A name goes under a letter only when its owner plainly wants it there. So an answer agrees only when it is
made of nothing but yes, thanks, a greeting and a name: whatever else it says is for a person to read, since
no list of doubts is ever complete.
"""

import re

_IT = r"(?:this|that|it|(?:the|this|your)\ (?:letter|text|wording|draft))"
_AS_IT_IS = r"(?:\ as\ (?:it\ is|written))?"
_TO = rf"(?:\ (?:(?:to|with)\ )?{_IT}{_AS_IT_IS})?"
_WILLING = r"(?:fully\ |do\ |happily\ |am\ happy\ to\ |am\ glad\ to\ )?"
_FINE = r"(?:very\ )?(?:good|great|fine|perfect|right)"
_YES = rf"""
      yes(?:\ please|\ indeed)? | yep | yeah | absolutely | certainly | of\ course | by\ all\ means
    | (?:yes\ )?i\ {_WILLING}(?:agree|approve|consent){_TO} | (?:agreed|approved){_TO}
    | (?:i\ am\ |i'm\ )?(?:happy|glad|honou?red)\ to\ sign(?:\ {_IT})?
    | (?:{_IT}\ )?(?:all\ )?(?:looks|sounds|reads|is)\ {_FINE}(?:\ to\ me)?{_AS_IT_IS}
    | (?:{_IT}\ )?works\ for\ me | (?:{_IT}\ is\ |it's\ |that's\ )?fine\ (?:by|with)\ me
    | (?:please\ )?(?:go\ ahead|(?:do\ )?send\ it(?:\ out)?)(?:\ and\ send\ {_IT})?
    | (?:please\ |you\ (?:may|can)\ )(?:use|sign)\ (?:it\ (?:in|with)\ )?my\ name
"""
_FOR = r"(?:\ for\ (?:the\ letter|writing\ (?:it|this)|asking|this|doing\ this|your\ (?:work|help)))?"
_AFTER = rf"""
      no\ (?:changes?|objections?|edits|corrections|issues)(?:\ (?:from\ me|needed|on\ my\ side))?
    | nothing\ to\ (?:change|add|correct) | do(?:n't|\ not)\ change\ a\ (?:word|thing)
    | (?:many\ )?(?:thanks|thank\ you)(?:\ (?:so|very)\ much|\ again)?{_FOR}
    | well\ (?:done|written) | (?:a\ )?(?:great|good|nice|fine)\ (?:letter|work|job)
"""
_LETTER = re.compile(rf"(?:{_YES})", re.IGNORECASE | re.VERBOSE)
_WITH = re.compile(rf"(?:{_YES}|{_AFTER})", re.IGNORECASE | re.VERBOSE)
_GREETING = re.compile(
    r"(?:hi|hello|dear|good (?:morning|afternoon|evening))\b(?: [\w.'-]+){0,3}", re.IGNORECASE
)
_CLOSING = re.compile(
    r"(?:with )?(?:best|kind|warm)(?: (?:regards|wishes))?|regards|sincerely|cheers|yours(?: truly)?",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"(?:--|_{3,}|sent from my .*|get outlook .*|on .+ wrote:|>.*|from: .*|-+ ?original message.*)",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}(?:, [A-Z][\w .&'-]*)?")
_PARTS = re.compile(r"\s*(?:[.!;,\u2013\u2014]+|\band\b|\s-\s)\s*")
_LONGEST = 400


def agrees(text: str) -> bool:
    """Whether an answer plainly agrees to the letter it answers.

    Args:
        text: the answer; what is quoted below it, and a signature behind `--`, are left out.
    """
    lines = _own_lines(text)
    while len(lines) > 1 and (_is_name(lines[-1]) or _CLOSING.fullmatch(lines[-1].strip(" ,.!"))):
        lines.pop()
    said = " ".join(lines).replace("\u2019", "'")
    if not said or len(said) > _LONGEST or "?" in said:
        return False
    parts = [each for each in _PARTS.split(" ".join(said.split())) if each]
    if parts and _GREETING.fullmatch(parts[0]):
        parts.pop(0)
    return any(_LETTER.fullmatch(each) for each in parts) and all(_WITH.fullmatch(each) for each in parts)


def _own_lines(text: str) -> list[str]:
    """The lines of an answer above what it quotes and its signature."""
    lines = list[str]()
    for line in (each.strip() for each in text.strip().splitlines()):
        if _QUOTED.fullmatch(line):
            break
        if line:
            lines.append(line)
    return lines


def _is_name(line: str) -> bool:
    """Whether a line is a person's name below an answer, and no answer itself."""
    said = any(_WITH.fullmatch(each) for each in _PARTS.split(line))
    return bool(_NAME.fullmatch(line.strip(" ,."))) and not said
