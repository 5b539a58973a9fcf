"""Whether somebody asks, in words, to get no more messages.

What a law demands is that it be honoured however it is said (16 CFR 316.5, CAN-SPAM; Article 21 GDPR), so an
explicit wish counts anywhere in a mail, and so does a question how to leave or a complaint that a link does
not work: who asks that wants to be gone. What is another list, another meeting or a denial does not count.
"""

import re
from typing import Final

from outreach.core.inbound.subjects import answers
from outreach.core.inbound.words.alone import ALONE, POLITE
from outreach.core.inbound.words.english import ENGLISH
from outreach.core.inbound.words.keeping import ABSENT_TOO, BARE_LIST, KEEPS
from outreach.core.inbound.words.leaving import ASKS, WORDS
from outreach.core.inbound.words.phrases import pattern, plain, sentences

_READ: Final = 6_000
_SUBJECT: Final = 500
_ALONE, _POLITE = pattern(ALONE, whole=True), pattern(POLITE)
_ASKS, _WORDS, _KEEPS = pattern(ENGLISH, ASKS), pattern(WORDS), pattern(KEEPS)
_ABSENT, _BARE_LIST = pattern(ABSENT_TOO), pattern(BARE_LIST)
_CLOSE: Final = re.compile(r"\b(?:u|i?n)[a-z]{6,13}\b")
_RIGHT: Final = "unsubscribe"
_FORMS: Final = frozenset(
    {"unsubscribed", "unsubscribes", "unsubscriber", "unsubscribers", "undescribed", "unsubscripted"}
)
_TYPOS: Final = 2
_SHORT_LINES: Final = 6
_PROSE: Final = 6
_FEW: Final = 12


def asks_to_leave(text: str, subject: str = "") -> bool:
    """Whether the new words of a mail ask for no more messages.

    Args:
        text: the new words alone, without what is quoted.
        subject: the mail's; it counts where it is the writer's own and not that of an answer.
    """
    words = plain(text[:_READ])[:_READ]
    own = "" if answers(subject) else plain(subject[:_SUBJECT])[:_SUBJECT]
    return _is_all_it_says(own, words) or _any_sentence(own) or _any_sentence(words)


def _is_all_it_says(subject: str, words: str) -> bool:
    lines = [each.strip() for each in words.splitlines() if each.strip()]
    if not lines:
        return _bare(subject)
    said = next((each for each in lines if _left(each)), "")
    rest = lines[lines.index(said) + 1 :] if said else []
    named = len(rest) <= _SHORT_LINES and not any(len(each.split()) > _PROSE for each in rest)
    return (bool(said) and named and _bare(said)) or _ends_so(words)


def _ends_so(words: str) -> bool:
    # "This is spam. Stop it."
    clauses = [each for each in re.split(r"[.!?,;:\n\u2026-]+", words) if _left(each)]
    return bool(clauses) and len(words.split()) <= _FEW and _bare(clauses[-1])


def _bare(line: str) -> bool:
    return bool(_ALONE.fullmatch(line) or _ALONE.fullmatch(_left(line)))


def _left(line: str) -> str:
    return _POLITE.sub(" ", line).strip(" ,.!:;-\u2026\n")


def _any_sentence(words: str) -> bool:
    said = sentences(words)
    absent = any(_ABSENT.search(each) for each in said)
    return any(_asks(each, absent=absent) for each in said)


def _asks(sentence: str, *, absent: bool) -> bool:
    sentence = _mended(sentence)
    if not (_ASKS.search(sentence) or _WORDS.search(sentence)) or _KEEPS.search(sentence):
        return False
    return not (absent and _BARE_LIST.search(sentence))


def _mended(sentence: str) -> str:
    joined = re.sub(r"\bun[ -]sub?s?cri", "unsubscri", sentence)
    return _CLOSE.sub(lambda each: _RIGHT if _is_typo(each.group()) else each.group(), joined)


def _is_typo(word: str) -> bool:
    return word not in _FORMS and _distance(word, _RIGHT) <= _TYPOS


def _distance(one: str, other: str) -> int:
    """How many letters to change, add, leave out or swap with the next (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, right in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != right))
            if i > 1 and j > 1 and (letter, one[i - 2]) == (other[j - 2], right):
                best = min(best, earlier[j - 2] + 1)
            row.append(best)
    return row[-1]
