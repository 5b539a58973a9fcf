"""Which of the common questions something resembles: by the words they share, rare ones counting more."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt

LONGEST = 4_000
"""Of so many characters of a text its question is looked for."""
CLOSE = 0.35
"""From this likeness on (0 to 1) an entry is offered; measured on the entries of the starter."""
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_SENTENCE = re.compile(r"[.!?\n]+")
_FILLING = """
    a about all also am an and any are as at be been but by can could did do does for from get had has
    have he her him his how i if in into is isn't it its just know like may me more much must my need no
    not of on one only or our out please she should so some than thank thanks that the their them then
    there these they this to too up us very want was we were what when where which who why will with
    would you your yours hello hi dear regards looking forward sounds good great see sorry yes ok okay
    best
"""
_COMMON = frozenset(_FILLING.split())
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ers", "ed", "es", "er", "s", "y")
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Common:
    """A common question, other ways of asking it, and its answer (text)."""

    question: str
    answer: str
    also: tuple[str, ...] = ()


def resembling(text: str, known: Sequence[Common], most: int = 3) -> tuple[Common, ...]:
    """The entries whose question a text most resembles, best first; none where none is close.

    A long mail asks in one of its sentences, so that each is compared alone, as is the whole (cosine of the
    words' weights; a word in fewer entries weighs more: Spärck Jones, 1972).
    """
    if not known:
        return ()
    weights = _weights(tuple(known))
    asked = [_vector(each, weights) for each in (text[:LONGEST], *_SENTENCE.split(text[:LONGEST]))]
    scored = [(_likeness(each, asked, weights), number) for number, each in enumerate(known)]
    best = sorted((score, -number) for score, number in scored if score >= CLOSE)
    return tuple(known[-number] for _, number in reversed(best))[:most]


def _likeness(entry: Common, asked: Sequence[Mapping[str, float]], weights: Mapping[str, float]) -> float:
    ways = [_vector(each, weights) for each in (entry.question, *entry.also)]
    return max((_cosine(way, each) for way in ways for each in asked), default=0.0)


@lru_cache(maxsize=8)
def _weights(known: tuple[Common, ...]) -> Mapping[str, float]:
    found: Counter[str] = Counter()
    for each in known:
        found.update({term for way in (each.question, *each.also) for term in _terms(way)})
    return {term: log(1 + len(known) / number) for term, number in found.items()}


def _vector(text: str, weights: Mapping[str, float]) -> dict[str, float]:
    """The weight of each word; one that no entry has counts as much as the rarest, so that it sets apart."""
    rare = max(weights.values(), default=1.0)
    return {term: weights.get(term, rare) for term in set(_terms(text))}


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    shared = sum(weight * other[term] for term, weight in one.items() if term in other)
    length = sqrt(sum(each * each for each in one.values())) * sqrt(
        sum(each * each for each in other.values())
    )
    return shared / length if length else 0.0


def _terms(text: str) -> Iterable[str]:
    words = (each.lower() for each in _WORD.findall(text.replace("\u2019", "'")))
    return (_stem(each) for each in words if each not in _COMMON and len(each) > 1)


def _stem(word: str) -> str:
    """The word without its ending, roughly: `meetings` and `meet` are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word
