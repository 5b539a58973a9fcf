"""Approving by mail: which of the texts that a digest showed somebody plainly lets go out.

As with a letter that carries a name (L008), an answer approves only when it is made of nothing but approval
and courtesy: whatever else it says is for a person to read, since no list of doubts is ever complete.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from outreach.core.inbound.courtesy import ENDS, own_words

LONGEST = 400
"""Characters; whoever writes more has something to say that a person should read."""
MOST_LINES, LONGEST_MAIL = 20, 4_000
"""The same with courtesies and empty lines."""


@dataclass(frozen=True, slots=True)
class Approving:
    """The numbers that are approved, and those that expressly are not.

    `is_plain` tells that nothing is left for a person to read: every word is understood, and approves.
    """

    approved: frozenset[int] = frozenset()
    held: frozenset[int] = frozenset()
    is_plain: bool = False


NOT_UNDERSTOOD = Approving()

_RUN = re.compile(r"#?\d{1,4}(?:\s*(?:,\s*and|,|and|&|\+)\s*#?\d{1,4})*(?!\d)", re.IGNORECASE)
"""`1, 2 and 3`, which is put together before a sentence is taken apart at its commas."""
_DIGITS = re.compile(r"\d+")
_THESE = r"(?:texts? |numbers? |items? |both )?(\d[\d+]*)"
_AS_IT_IS = r"(?: as (?:it is|they are|is|written))?"
_EACH = r"(?:all|everything|both)(?: of (?:it|them|these))?"
_ALL = (
    rf"(?:i )?(?:hereby )?approved?(?: (?:{_EACH}|it all|them all))?{_AS_IT_IS}",
    rf"{_EACH}(?: is| are)? approved",
)
_ALL_BUT = (
    rf"(?:i )?approved? (?:all|everything)(?: of them)? (?:except|but(?: not)?|apart from)(?: for)? {_THESE}",
)
_SOME = (
    rf"(?:i )?(?:approved?|ok|okay|go ahead with|yes to|release):? {_THESE}{_AS_IT_IS}",
    rf"{_THESE}:?(?: is| are)? (?:approved|ok|okay|fine|good|good to go){_AS_IT_IS}",
)
_NOT = (
    rf"(?:not(?: approved)?|hold|reject|(?:do not|don't) (?:send|approve)):? {_THESE}(?: yet)?",
    rf"{_THESE}:?(?: is| are)? (?:not (?:approved|ok|okay)(?: yet)?|not yet|rejected)",
)
_ALL_OF, _ALL_BUT_OF, _SOME_OF, _NOT_OF = (
    re.compile("|".join(f"(?:{each})" for each in said), re.IGNORECASE)
    for said in (_ALL, _ALL_BUT, _SOME, _NOT)
)
_CLAUSES = re.compile(r"\s*(?:[.;,!](?=\s|$)|\s-\s|\b(?:but|and)\b(?=\s+not\b))\s*", re.IGNORECASE)
_POLITE = re.compile(r"(?:many )?(?:thanks|thank you)(?: (?:so|very) much)?|please", re.IGNORECASE)


def approved(text: str, numbers: Collection[int]) -> Approving:
    """What an answer approves of the texts that it was shown.

    Args:
        text: the answer's own words; what is quoted is left to the caller.
        numbers: under which numbers the texts were shown.

    Returns:
        Nothing approved, and not plain, where anything in the answer is more than plain approval.
    """
    lines = own_words(text[:LONGEST_MAIL], MOST_LINES + 1)
    said = " . ".join(lines)
    is_long = len(text) > LONGEST_MAIL or len(lines) > MOST_LINES or len(said) > LONGEST
    if not numbers or not said or is_long or "?" in said:
        return NOT_UNDERSTOOD
    clauses = [each.strip(ENDS) for each in _CLAUSES.split(_RUN.sub(_together, said))]
    yes, no, shown = set[int](), set[int](), frozenset(numbers)
    for clause in filter(None, clauses):
        if not _read(clause, shown, yes, no):
            return NOT_UNDERSTOOD
    if yes & no or not (yes | no) <= shown:
        return NOT_UNDERSTOOD
    return Approving(frozenset(yes), frozenset(no), bool(yes) and not no)


def _together(run: re.Match[str]) -> str:
    return "+".join(_DIGITS.findall(run[0]))


def _read(clause: str, shown: frozenset[int], yes: set[int], no: set[int]) -> bool:
    """Add what one clause approves and what not; whether it is understood."""
    if _ALL_OF.fullmatch(clause):
        yes |= shown
    elif found := _ALL_BUT_OF.fullmatch(clause):
        no |= _numbers(found)
        yes |= shown - _numbers(found)
    elif found := _SOME_OF.fullmatch(clause):
        yes |= _numbers(found)
    elif found := _NOT_OF.fullmatch(clause):
        no |= _numbers(found)
    else:
        return bool(_POLITE.fullmatch(clause))
    return True


def _numbers(found: re.Match[str]) -> set[int]:
    return {int(each) for group in found.groups() if group for each in group.split("+") if each}
