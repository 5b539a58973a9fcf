"""A vote read from the words of a mail: `A and C work`, `B only if need be`, `Tuesday is fine`.

Options are named by the letter they were offered under, or by day, date and hour where that is one option's
alone. What is not plain is no vote: a person reads it. So a sentence that names an option counts only where
every word of it is understood, and one that is not, or a question about an option, or two sentences that
contradict each other, leave the whole mail to a person.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from outreach.core.history import Choice
from outreach.core.inbound.voting.moments import NAMES, Offer
from outreach.core.inbound.voting.naming import VERDICTS
from outreach.core.inbound.voting.sentences import Unclear, Votes, read_sentence
from outreach.core.inbound.voting.words import Token, tokens

__all__ = ["Offer", "read_votes"]

LONGEST = 4_000
"""Of so many characters a vote is read; whoever writes more writes a letter."""
WRAPPED = 50
"""A line of so many characters may have been broken by a mail program."""
NAME = 4
"""Words of a name, at most."""
_SIGN_OFF = re.compile(
    r"(?:many |best |kind |warm |with )?"
    r"(?:thanks?(?: you| a lot| so much| again| in advance)?|regards|wishes|best|cheers|sincerely|cordially"
    r"|yours(?: sincerely| truly)?|respectfully|take care|talk soon|all the best)\b[\s,.!:\u2013\u2014-]*",
    re.IGNORECASE,
)
_SALUTATION = re.compile(
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings)\b"
    r"(?: [^\s,!:]+){0,4} ?[,!:\u2013\u2014-] ?",
    re.IGNORECASE,
)
_GREETING = re.compile(r"(?:hi|hello|hey|dear|greetings)\b(?: [^\s,!:]+){0,4}[ ,!:.]*", re.IGNORECASE)
_PROMPT = re.compile(r"write yes, if need be, or no behind each", re.IGNORECASE)
_INITIALS = re.compile(r"(?<![\w'])(?:[A-Z]\. ?){1,3}(?=([A-Z]\w+)\W*$)")
_BULLET = re.compile(r"(?:\d{1,2}[.)]|[-*\u2022\u00b7])\s+")
_UNFINISHED = re.compile(r"(?:,|\b(?:and|or|but|if|not|only|option))$", re.IGNORECASE)


def read_votes(text: str, offers: Sequence[Offer]) -> dict[datetime, Choice]:
    """What the words of a mail say of the options offered; empty where they do not plainly say anything.

    Args:
        text: the new words of the mail.
        offers: the options.
    """
    votes, is_form, is_letter, is_chat = Votes(), False, False, False
    for sentence in (each for line in _lines(text[:LONGEST]) for each in _sentences(line)):
        said = read_sentence(sentence, offers)
        if isinstance(said, Unclear) or not _add(votes, said):
            return {}
        is_form |= bool(said.named) and any(each.kind in VERDICTS for each in sentence)
        is_alone = bool(said.named) and [each.kind for each in sentence] == ["letter"]
        if is_alone and is_chat:
            return {}  # Somebody who has written of other things may sign with a letter.
        is_letter |= is_alone
        is_chat |= any(each.kind == "unknown" for each in sentence)
    if is_form and is_letter:
        return {}  # A letter alone among lines that say yes and no may be one that was passed over.
    found = {offer: votes.every for offer in offers if votes.every is not None} | votes.named
    if votes.others is not None and votes.named:
        found = dict.fromkeys(offers, votes.others) | votes.named
    return {offer.starts: choice for offer, choice in found.items()}


def _add(votes: Votes, said: Votes) -> bool:
    """Add what one sentence says; False where it contradicts another. `B if need be` narrows a yes down."""
    for offer, choice in said.named.items():
        before = votes.named.get(offer, choice)
        if before != choice and (before, choice) != ("yes", "if_need_be"):
            return False
        votes.named[offer] = choice
    whole = {votes.every, said.every} - {None}, {votes.others, said.others} - {None}
    votes.every, votes.others = said.every or votes.every, said.others or votes.others
    return all(len(each) <= 1 for each in whole)


def _lines(text: str) -> Iterator[str]:
    """The lines of a mail in its own words: without greeting and signature, broken lines joined again."""
    plain = text.replace("\u2019", "'").replace("\u2018", "'").replace("\ufe0f", "")
    lines = [_unlisted(" ".join(each.split())) for each in plain.splitlines()]
    lines = [each for each in lines if each and not _PROMPT.search(each)]
    if lines:
        lines[0] = "" if _GREETING.fullmatch(lines[0]) else _SALUTATION.sub("", lines[0], count=1)
    yield from _joined(_unsigned([each for each in lines if each]))


def _unlisted(line: str) -> str:
    """A line without the number or the dot of a list."""
    found = _BULLET.match(line)
    return line[found.end() :] if found else line


def _unsigned(lines: Sequence[str]) -> list[str]:
    """The lines up to where somebody signs: a closing word, or a name at the end."""
    for number, line in enumerate(lines):
        closing = _SIGN_OFF.match(line)
        if closing and _is_name(line[closing.end() :]) and (number or closing.end() < len(line)):
            return list(lines[:number])
    while len(lines) > 1 and lines[-1] and _is_name(lines[-1]) and not _is_vote(lines[-1]):
        lines = lines[:-1]
    return list(lines)


def _is_name(text: str) -> bool:
    """Whether it may be a name: nothing, or a few words that begin with a capital."""
    words = text.replace(".", ". ").replace(",", " ").split()
    return len(words) <= NAME and all(each[:1].isupper() for each in words)


def _is_vote(text: str) -> bool:
    """Whether every word is one of a vote."""
    return all(each.kind != "unknown" for each in tokens(text))


def _joined(lines: Sequence[str]) -> Iterator[str]:
    whole = ""
    for line in lines:
        is_broken = len(whole.rsplit("\n", 1)[-1]) >= WRAPPED and not whole.endswith(
            (".", "!", "?", ":", ";")
        )
        if whole and is_broken and (line[:1].islower() or _UNFINISHED.search(whole)):
            whole = f"{whole} {line}"
            continue
        if whole:
            yield whole
        whole = line
    if whole:
        yield whole


def _sentences(line: str) -> Iterator[list[Token]]:
    """The sentences of a line; `A. Tuesday` and `A. Yes` are one, and a question mark stays with its own."""
    words = list(tokens(_INITIALS.sub(lambda found: found[0] if _is_vote(found[1]) else "", line)))
    sentence: list[Token] = []
    for number, word in enumerate(words):
        follows = words[number + 1].kind if number + 1 < len(words) else "end"
        is_item = word.text == "." and len(sentence) == 1 and sentence[0].kind == "letter"
        if is_item and follows in (NAMES - {"letter"}) | {"yes", "no", "need"}:
            sentence.append(Token("slot", "."))
        elif word.kind == "end":
            yield sentence
            sentence = []
        else:
            sentence.append(word)
        if word.kind == "question":
            yield sentence
            sentence = []
    yield sentence
