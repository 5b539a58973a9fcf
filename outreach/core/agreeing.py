"""Agreeing: whether an answer to a sign-off says yes to the letter, and nothing else (L008).

A name goes under a letter only when its owner clearly wants it there. So a yes counts only where it comes
first and nothing follows that changes or doubts it; every other answer is for a person to read.
"""

import re

_YES = re.compile(
    r"""
    (?:(?:hi|hello|dear|good\ (?:morning|afternoon|evening))\b[^.!\n]{0,40}[,.!:\n]\s*)?
    (?:
      y(?:es|ep|eah|up)\b | ok(?:ay)?\b | sure\b | certainly\b | of\ course\b | absolutely\b
    | by\ all\ means\b
    | (?:i\ (?:fully\ |do\ |am\ happy\ to\ )?)?(?:agree|approve|confirm|consent)\b(?:\ to\b)?
    | (?:it\ is\ |this\ is\ |it's\ )?(?:agreed|approved|confirmed)\b
    | (?:it\ |this\ |that\ |the\ letter\ )?(?:looks?|sounds?|reads?|is)\ (?:good|great|fine|perfect|right)\b
    | (?:that\ |this\ )?works\ for\ me\b | fine\ (?:by|with)\ me\b | please\ (?:go\ ahead|send\ it|do)\b
    | go\ ahead\b | happy\ to\ sign\b | you\ (?:may|can)\ (?:use|sign)\ (?:it\ )?(?:in\ )?my\ name\b
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DOUBT = re.compile(
    r"""
    \b(?:but|however|except|unless|provided|if|once|after|until|although|though|instead|rather|not|no|never
    | don't|doesn't|can't|cannot|won't|isn't|hold|wait|change[ds]?|changing|replace|remove|delete|correct|fix
    | edit|rephrase|reword|typo|question|wrong|mistake|error|maybe|perhaps|unsure)\b | \?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HARMLESS = re.compile(
    r"\bno (?:changes?|problem|objections?|edits?|questions?|worries|issues?)\b"
    r"|\bnothing to (?:change|add|correct)\b|\bdo(?:n't| not) change (?:a word|a thing|anything)\b"
    r"|\bwithout (?:any )?(?:changes?|objections?)\b|\bif you (?:need|have)\b[^.?!\n]*",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^(?:-- ?|_{3,}|sent from my .*|on .+ wrote:|>.*|from: .*)$", re.IGNORECASE)


def agrees(text: str) -> bool:
    """Whether an answer plainly agrees to the letter it answers.

    Args:
        text: the answer; what is quoted below it and a signature behind `--` are left out.
    """
    lines = list[str]()
    for line in text.strip().splitlines():
        if _SIGNATURE.match(line.strip()):
            break
        lines.append(line.strip())
    said = _HARMLESS.sub("", " ".join(" ".join(lines).replace("\u2019", "'").split()))
    return bool(_YES.match(said)) and not _DOUBT.search(said)
