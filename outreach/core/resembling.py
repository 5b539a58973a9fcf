"""Which of the common questions somebody asks: by the words that both share, rare ones counting more."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt

LONGEST = 4_000
"""Of so many characters of a text its questions are looked for."""
MOST_SENTENCES = 60
CLOSE, ONE_WORD, UNASKED, ALIKE = 0.35, 0.4, 0.5, 0.8
"""The likeness (0 to 1) from which an entry is offered: for a question that shares two words or more with it,
for one that shares a single word which no other entry has, for two words of a sentence that is no question,
and for a single common word. Measured on the starter's entries, and on questions that are not among them.
"""
NEVER = 2.0
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
_TOGETHER = re.compile(
    r"\b(how (?:long|much|many|often|far|large|big)|what time|who else|take part|this time|first time)\b"
)
"""Words that mean something else together than alone."""
_ASKING = re.compile(
    r"\?|^\W*(?:and |but |so |also |just )?"
    r"(?:who|what|when|where|why|which|how|whose|can|could|may|might|is|are|isn't|do|does|did|will|would|should"
    r"|shouldn't)\b"
    r"|\b(?:tell me|let me know|wonder(?:ing|ed)?|like to know|want to know|curious|not sure|question)\b"
    r"|\bplease (?:send|tell|explain)\b|\b(?:send|give) me\b",
    re.IGNORECASE,
)
_FILLING = """
    a able about all also always am an and any anybody are as at be been being but by came can cannot come
    comes coming could day dear did do does doing else even ever every for from get gets go going good got
    great had has have having he hello her hi him his how i if in into is isn't it its i'd i'll i'm i've just
    know let like look looking forward may me might more most much must my need no not now of off ok okay on
    one only or our out over own please regards she should so some something sorry sounds still sure than
    thank thanks that that's the their them then there these they thing things this those time to too up us
    very want was we week well were we'd we'll we're we've what what's when will with would yes yet you you'd
    you'll your best really already today tomorrow year years
"""
_COMMON = frozenset(_FILLING.split())
_ASKED_WITH = frozenset({"who", "where", "why", "which", "whose"})
"""Words that say what kind of answer is wanted, and nothing of what it is about."""
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ers", "ed", "es", "er", "s", "y", "e")
_SHORTEST = 3
"""Letters that a stem has at least."""


@dataclass(frozen=True, slots=True)
class Common:
    """A common question, other ways of asking it, and its answer (text)."""

    question: str
    answer: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    """One sentence: the weight of each of its words, and whether it asks for something."""

    weights: Mapping[str, float]
    is_question: bool


def resembling(text: str, known: Sequence[Common], most: int = 3) -> tuple[Common, ...]:
    """The entries that a text most likely asks for, best first; none where it asks for none of them.

    A long mail asks in one of its sentences, so that each is compared alone (cosine of the words' weights; a
    word in fewer entries weighs more: Spärck Jones, 1972). Thanks, an acceptance or an excuse share a word
    with many questions, so that a sentence which asks for nothing must come much closer.
    """
    if not known:
        return ()
    weights = _weights(tuple(known))
    asked = [_asked(each, weights) for each in _sentences(text[:LONGEST])]
    scored = [(_likeness(each, asked, weights), number) for number, each in enumerate(known)]
    best = sorted((-score, number) for score, number in scored if score)
    return tuple(known[number] for _, number in best)[:most]


def _sentences(text: str) -> list[str]:
    return _SENTENCE.findall(text.replace("\u2019", "'"))[:MOST_SENTENCES]


def _asked(sentence: str, weights: Mapping[str, float]) -> _Asked:
    return _Asked(_vector(sentence, weights), _ASKING.search(sentence) is not None)


def _likeness(entry: Common, asked: Sequence[_Asked], weights: Mapping[str, float]) -> float:
    """How much the nearest sentence resembles the nearest way of asking; nought where none is near enough."""
    ways = [_vector(each, weights) for each in _ways(entry)]
    return max((_near(way, each, weights) for way in ways for each in asked), default=0.0)


def _near(way: Mapping[str, float], asked: _Asked, weights: Mapping[str, float]) -> float:
    shared = (way.keys() & asked.weights.keys()) - _ASKED_WITH
    likeness = _cosine(way, asked.weights)
    rare = max(weights.values(), default=0.0)
    if not asked.is_question:
        least = UNASKED if len(shared) > 1 else NEVER
    elif len(shared) > 1 or way.keys() & asked.weights.keys() - shared:
        least = CLOSE if shared else NEVER
    else:
        least = ONE_WORD if any(weights[each] == rare for each in shared) else ALIKE
    return likeness if likeness >= least else 0.0


def _ways(entry: Common) -> Iterator[str]:
    """Every way of asking, whole and sentence by sentence."""
    for way in (entry.question, *entry.also):
        sentences = _sentences(way)
        yield from {way, *(each for each in sentences if "?" in each)}


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


def _terms(text: str) -> Iterator[str]:
    joined = _TOGETHER.sub(lambda found: found[0].replace(" ", ""), text.lower().replace("\u2019", "'"))
    words = _WORD.findall(joined)
    return (_stem(each) for each in words if each not in _COMMON and len(each) > 1)


def _stem(word: str) -> str:
    """The word without its ending, roughly: `meetings` and `meet` are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            stem = word[: -len(ending)]
            is_doubled = len(stem) > _SHORTEST and stem[-1] == stem[-2] and stem[-1] not in "aeiouls"
            return stem[:-1] if is_doubled else stem
    return word
