"""From the words of a sentence to what it names and says: options, verdicts, and what joins them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from outreach.core.history import Choice
from outreach.core.inbound.voting.moments import NAMES, Offer, meant
from outreach.core.inbound.voting.words import Token

VERDICTS: Mapping[str, Choice] = {"yes": "yes", "no": "no", "need": "if_need_be", "neither": "no"}
BETWEEN = frozenset({"the", "at", "on", "of", "in", "is"})
"""Words that may stand inside the name of an option: `Tuesday at 10`, `Tuesday the 6th`."""
RANGES = frozenset({"-", "\u2013", "\u2014", "to"})
"""What makes one long span of two days, where it stands between them."""
BEFORE_ARTICLE = frozenset({"is", "are", "be", "it's", "that's", "have", "has", "was"})
NO_NOUNS = frozenset({
    "is", "are", "would", "will", "should", "could", "for", "for me", "for us", "for sure", "at", "on", "by",
    "also", "please", "either", "cheers", "thanks", "thank you", "definitely", "absolutely", "certainly",
    "to", "with", "me", "us", "i", "we", "the", "here", "sorry", "does", "do",
})  # fmt: skip
"""Words before which A is no article."""


@dataclass(frozen=True, slots=True)
class Item:
    """A thing that a sentence says. `kind` is `options`, `verdict`, a joint, or a mark of its own.

    `offers` are the options named; `whole` tells that all, none or the rest are meant. A verdict in brackets
    is an `aside`.
    """

    kind: str
    offers: tuple[Offer, ...] = ()
    choice: Choice | None = None
    whole: Literal["all", "none", "rest"] | None = None


def items(words: Sequence[Token], offers: Sequence[Offer]) -> Iterator[Item]:
    """What the words of one sentence name and say, in order."""
    at, in_brackets = 0, False
    while at < len(words):
        word = words[at]
        if word.kind in NAMES:
            names, end = _name(words, at, offers)
            yield from _named(words, names, end, offers)
            at = end
            continue
        in_brackets = word.kind == "open" or (in_brackets and word.kind != "close")
        item = _item(words, at, offers)
        yield replace(item, kind="aside") if in_brackets and item.kind == "verdict" else item
        at += 1


def _named(
    words: Sequence[Token], names: Sequence[Token], end: int, offers: Sequence[Offer]
) -> Iterator[Item]:
    found = None if _is_article(words, names, end) else meant(names, offers)
    yield Item("options", offers=(found,)) if found else Item("unknown")
    if {each.kind for each in names} == {"clock"}:
        yield Item("filling")  # an hour is a vote only where something is said of it


def _item(words: Sequence[Token], at: int, offers: Sequence[Offer]) -> Item:
    word, is_behind_name = words[at], at > 0 and words[at - 1].kind in NAMES | {"close"}
    text, follows = word.text.lower(), words[at + 1].kind if at + 1 < len(words) else "end"
    if text in RANGES and is_behind_name and follows in NAMES:
        return Item("unknown")
    if is_behind_name and (word.kind == "both" or text == "all"):
        return Item("plain")  # `A and B both work` says no more than `A and B work`
    if word.kind in ("all", "none", "rest"):
        return Item("options", whole=word.kind)
    if word.kind == "both":
        return Item("options", whole="all") if len(offers) == 2 else Item("unknown")  # noqa: PLR2004
    if word.kind in VERDICTS:
        return Item("neither" if word.kind == "neither" else "verdict", choice=VERDICTS[word.kind])
    return Item("plain" if word.kind in ("open", "close", "end") else word.kind)


def _name(words: Sequence[Token], start: int, offers: Sequence[Offer]) -> tuple[list[Token], int]:
    """The words that together name one option, from `start` on, and where the sentence goes on behind them.

    What stands behind a name belongs to it as long as it is of another kind and fits: `Tuesday the 6th`, but
    `Tuesday, Wednesday`; a letter begins a name of its own.
    """
    names, end, at, is_listed = [words[start]], start + 1, start + 1, False
    while at < len(words):
        word = words[at]
        if word.kind in NAMES:
            is_other = word.kind == "letter" or word.kind in {each.kind for each in names}
            if is_other or (is_listed and not meant([*names, word], offers)):
                break
            names.append(word)
            end, is_listed = at + 1, False
        elif word.kind not in ("open", "comma", "slot", "dash", "close") and word.text.lower() not in BETWEEN:
            break
        is_listed |= word.kind == "comma"
        at += 1
    is_closed = len(names) > 1 and end < len(words) and words[end].kind == "close"
    return names, end + is_closed


def _is_article(words: Sequence[Token], names: Sequence[Token], behind: int) -> bool:
    """Whether the letter A is an article: a noun stands behind it, or an adjective and then a noun."""
    if len(names) > 1 or names[0].text not in ("A", "a") or behind >= len(words):
        return False
    follows, then = words[behind], words[behind + 1] if behind + 1 < len(words) else None
    before = words[behind - 2].text.lower() if behind > 1 else ""
    if names[0].text == "a" and before in BEFORE_ARTICLE:
        return True
    if follows.kind == "yes":
        return then is not None and then.kind in ("plain", "unknown", "yes", "filling") and _may_be_noun(then)
    return follows.kind in ("plain", "filling", "daypart") and _may_be_noun(follows)


def _may_be_noun(word: Token) -> bool:
    return word.text.lower() not in NO_NOUNS
