"""A vote read from the words of a mail: `A and C work`, `B only if need be`, `Tuesday is fine`.

Options are named by the letter they were offered under, or by their day where no other option has it. Words
are read in the order of the sentence: what stands behind options says what they are (`A works`), and what
stands before them (`not B`) says it where nothing stands behind. A question about an option is no vote.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from outreach.core.history import Choice

LONGEST = 4_000
"""Of so many characters a vote is read; whoever writes more writes a letter."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One option of a poll: the letter it was offered under, and when it starts (wall clock)."""

    letter: str
    starts: datetime


_CANNOT = r"(?:can|could|would|do|does|did|will|is|are|am|wo|ca)\s?(?:n'?t|not)|cannot|won't|can't|i'm\ not"
_IF_NEED_BE = r"""
    (?:only\ )?if\ (?:need\ be|needed|necessary|it\ must\ be|i\ must|nothing\ else\ works)
  | if\ (?:we\ must|i\ have\ to)
  | maybe | perhaps | possibly | might(?:\ work)? | (?:in|at)\ a\ pinch | at\ a\ push | backup | fallback
  | (?:is\ |be\ )?tentative(?:ly)? | second\ choice
  | not\ (?:ideal|great|my\ first\ choice|my\ favou?rite|preferred)
  | (?:could|can)\ make\ (?:it\ )?work | less\ (?:good|ideal|convenient) | with\ difficulty | if\ required
  | (?:would\ )?(?:rather|prefer)\ not
"""
_NO = rf"""
    (?:{_CANNOT})
    (?:\ (?:work|make|do|attend|fit|suit|come|join|be\ there|able|possible|available|free))*
  | not\ (?:possible|available|free|good|ok|okay|fine|an\ option|able|at\ all|so\ good)
  | neither | none | nope | no(?:t)? | nor | unavailable | impossible | conflicts? | (?:am|i'm)\ out
  | bad | busy | anything\ but | except(?:\ for)? | but\ not | apart\ from
"""
_YES = r"""
    yes | yep | yeah | works?(?:\ (?:well|best|great|fine))? | working | ok(?:ay)? | fine | good | great
  | perfect | prefer(?:red|ably)? | preference | (?:i\ |we\ )?can(?:\ (?:do|make|come|attend))? | best
  | suits? | fits? | possible | i'll\ take | votes?\ for | y | fine\ by\ me | either | both | ideal
  | available | free | first\ choice
  | i'm\ in | in\ favou?r
"""
_ALL = r"all(?:\ (?:of\ (?:them|these)|the\ (?:options|times|dates)|options|times|dates|three|four))?"
_ANY = r"any(?:\ (?:of\ (?:them|these)|option|time|day))?"
_EVERY = rf"(?:{_ALL}|{_ANY}|everything|anything|both|either)"
_WORDS = re.compile(
    rf"(?<!\w)(?:(?P<need>{_IF_NEED_BE})|(?P<no>{_NO})|(?P<yes>{_YES}))(?!\w)",
    re.IGNORECASE | re.VERBOSE,
)
_QUANTITY = re.compile(
    r"(?P<none>(?<!\w)(?:none|neither|nothing)(?:\ of\ (?:them|these|the\ (?:options|times|dates)))?(?!\w))"
    rf"|(?P<every>(?<!\w){_EVERY}(?!\w))",
    re.IGNORECASE | re.VERBOSE,
)
_ONLY = re.compile(r"(?<!\w)(?:only|just|solely)(?!\w)(?!\s+if)", re.IGNORECASE)
_BUT = re.compile(r"(?:all|any|every|anything|everything)\s+(?:\w+\s+)?(?:but|except)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[.;!\n]+(?=\s|$)|,?\s+but\s+(?!not\s+(?:ideal|great))|,\s*(?=not\b|no\b|can't|cannot)")
_ASIDE = re.compile(r"\([^()\n]{0,80}\)")
_ARTICLE = re.compile(
    r"A(?=\s+(?!and\b|n?or\b|works?\b|is\b|would\b|could\b|can\b|fits?\b|suits?\b|ok|yes\b|no\b|not\b|if\b|but\b"
    r"|please\b|as\b|for\b|doesn|won|looks\b|sounds\b|then\b|best\b|only\b|maybe\b|preferred\b|was\b|it\b)[a-z])"
)
_LISTED = re.compile(
    r"\s*(?:option\s+)?[a-z]\b(?:\s*(?:,|and|or|&|\+|/)\s*[a-z]\b)*\s*[.!]?\s*", re.IGNORECASE
)
_OPTION = re.compile(r"\boptions?\b", re.IGNORECASE)
_CHOICES: dict[str, Choice] = {"need": "if_need_be", "no": "no", "yes": "yes"}


def read_votes(text: str, offers: Sequence[Offer]) -> dict[datetime, Choice]:
    """What the words of a mail say of the options offered; empty where they do not plainly say anything.

    Args:
        text: the new words of the mail.
        offers: the options.
    """
    plain = text[:LONGEST].replace("\u2019", "'").replace("\u2013", "-")
    names = _names(offers)
    votes: dict[datetime, Choice] = {}
    for clause in _clauses(plain):
        said = _clause_votes(clause, offers, names)
        if said is None:
            return {}
        votes |= said
    return votes


def _clauses(text: str) -> Iterator[str]:
    for line in text.splitlines():
        plain = _ASIDE.sub(" ", line)
        if _BUT.search(plain):
            yield plain
            continue
        yield from (each for each in _CLAUSE.split(plain) if each and each.strip())


def _names(offers: Sequence[Offer]) -> dict[str, Offer | None]:
    """What names an option beside its letter, in lower case; None for what names several."""
    names: dict[str, Offer | None] = {}
    for offer in offers:
        for name in set(_days(offer.starts)):
            names[name] = None if name in names else offer
    return names


def _days(starts: datetime) -> Iterator[str]:
    """`tuesday`, `tue`, `april 6`, `apr 6th`, `6 april`, `6th of april`, `4/6`, `the 6th`."""
    day, month = starts.day, f"{starts:%B}".lower()
    yield from (f"{starts:%A}".lower(), f"{starts:%a}".lower())
    for name in (month, month[:3]):
        yield from (f"{name} {day}", f"{day} {name}", f"{name} {_nth(day)}", f"{_nth(day)} of {name}")
    yield from (f"{starts.month}/{day}", _nth(day), f"the {_nth(day)}")


def _nth(day: int) -> str:
    ending = "th" if day // 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


@dataclass(frozen=True, slots=True)
class _Item:
    """One thing that a clause says, where it stands: an option, or what is said of options."""

    at: int
    offer: Offer | None = None
    choice: Choice | None = None


def _clause_votes(
    clause: str, offers: Sequence[Offer], names: dict[str, Offer | None]
) -> dict[datetime, Choice] | None:
    """What one clause says; None where it asks about an option, so that nothing is plain."""
    parts = [_items(part, offers, names) for part in clause.split(",")]
    if len(parts) > 1 and "?" not in clause and all(map(_is_whole, parts)):
        return {offer.starts: choice for part in parts for offer, choice in _assigned(part)}
    items = _items(clause, offers, names)
    named = [each.offer for each in items if each.offer is not None]
    if _BUT.search(clause) and named:
        return {each.starts: "no" if each in named else "yes" for each in offers}
    if not named:
        return _of_all(clause, items, offers)
    if "?" in clause:
        return None
    votes = {offer.starts: choice for offer, choice in _assigned(items)}
    if _ONLY.search(clause) and set(votes.values()) == {"yes"}:
        votes = {each.starts: votes.get(each.starts, "no") for each in offers}
    return votes


def _is_whole(items: Sequence[_Item]) -> bool:
    """Whether a part of a sentence names an option and says something of it."""
    return any(each.offer for each in items) and any(each.choice for each in items)


def _of_all(clause: str, items: Sequence[_Item], offers: Sequence[Offer]) -> dict[datetime, Choice] | None:
    """What is said of all options at once: `any of them works`, `none of these is possible`."""
    quantity = _QUANTITY.search(clause)
    if quantity is None or "?" in clause:
        return {}
    choice = "no" if quantity["none"] else _together(each.choice for each in items if each.choice)
    rest = _QUANTITY.sub("", clause)
    if choice is None or not (quantity["none"] or _WORDS.search(rest)):
        return {}
    return {each.starts: choice for each in offers}


def _items(clause: str, offers: Sequence[Offer], names: dict[str, Offer | None]) -> list[_Item]:
    found = [*_options(clause, offers, names)]
    taken = {each.at for each in found}
    words = (each for each in _WORDS.finditer(clause) if each.start() not in taken)
    found.extend(_Item(each.start(), choice=_CHOICES[each.lastgroup or ""]) for each in words)
    return sorted(found, key=lambda each: each.at)


def _options(clause: str, offers: Sequence[Offer], names: dict[str, Offer | None]) -> Iterator[_Item]:
    articles = {each.start() for each in _ARTICLE.finditer(clause)}
    is_listed = _LISTED.fullmatch(clause) is not None
    flags = re.IGNORECASE if is_listed or _OPTION.search(clause) else re.NOFLAG
    for offer in offers:
        for each in re.finditer(rf"(?<![\w'-]){offer.letter}(?![\w'-])", clause, flags):
            is_article = each.start() in articles or (each[0] == "a" and not is_listed)
            if not is_article or _OPTION.search(clause[: each.start()].rstrip()[-7:]):
                yield _Item(each.start(), offer=offer)
    lower, seen = clause.lower(), set[int]()
    for name in sorted(names, key=len, reverse=True):
        offer_named = names[name]
        for each in re.finditer(rf"(?<!\w){re.escape(name)}s?(?!\w)", lower):
            if offer_named is not None and not seen.intersection(range(*each.span())):
                seen.update(range(*each.span()))
                yield _Item(each.start(), offer=offer_named)


def _assigned(items: Sequence[_Item]) -> Iterator[tuple[Offer, Choice]]:
    """Each option with what is said of it: behind it, else before it, else that it is named says yes."""
    runs = [(kind, list(run)) for kind, run in groupby(items, key=lambda each: each.offer is not None)]
    leads = bool(runs) and not runs[0][0]
    for number, (is_options, run) in enumerate(runs):
        if not is_options:
            continue
        behind = _said(runs, number + 1)
        before = _said(runs, number - 1)
        choice = (before or behind) if leads else (behind or before)
        yield from ((each.offer, choice or "yes") for each in run if each.offer is not None)


def _said(runs: Sequence[tuple[bool, list[_Item]]], number: int) -> Choice | None:
    if not 0 <= number < len(runs):
        return None
    return _together(each.choice for each in runs[number][1] if each.choice is not None)


def _together(choices: Iterable[Choice | None]) -> Choice | None:
    """What several words say together: `can do if need be`, `not possible`."""
    said = set(choices) - {None}
    if "if_need_be" in said:
        return "if_need_be"
    if "no" in said:
        return "no"
    return "yes" if said else None
