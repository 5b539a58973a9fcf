"""What somebody newly wrote in a mail: no quotation, no signature, nothing that programs and servers add.

Rather too much than a word too little; but never a word that is quoted, since ours would be read as theirs: a
mail of ours tells how to leave, and how to approve.
"""

import re
from collections.abc import Iterable
from typing import Final

from outreach.core.inbound.nouns import Mail
from outreach.core.inbound.reading.endings import all_words_of, words_of
from outreach.core.inbound.reading.quotes import Parted, part
from outreach.core.inbound.reading.vocabulary import BELOW

_LONGEST_POINTER: Final = 600
_SEVERAL_EMPTY = re.compile(r"\n{3,}")
_DIRECTIONS = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]")
_MARKS: Final = "> \uff1e\t"


def new_text(mail: Mail) -> str:
    """The new words of a mail, paragraphs parted by an empty line; empty where none can be told from a quote.

    What stands between quotations, or below them, is joined. A signature is left in where nothing else is.
    """
    return _own(_parted(mail), mail.sender.name)


def shown_text(mail: Mail) -> str:
    """What a person is shown of a mail: its new words; behind `> `, what may hold some that cannot be told.

    That is what is quoted without marks below words that point there ("my answers below"), and all there is
    where nothing else is new. No line that begins with `>` may be taken for the writer's by a program.
    """
    parted = _parted(mail)
    text = _own(parted, mail.sender.name)
    if not text:
        return _behind(parted.unmarked or parted.marked)
    return f"{text}\n\n{_behind(parted.unmarked)}".strip() if _points_below(text) else text


def is_unclear(mail: Mail) -> bool:
    """Whether words may be new that cannot be told from those they answer.

    They are written into or below what is quoted without marks, with nothing above it or a pointer there.
    """
    parted = _parted(mail)
    text = _own(parted, mail.sender.name)
    return bool(parted.unmarked) and (not text or _points_below(text))


def _parted(mail: Mail) -> Parted:
    text = _DIRECTIONS.sub("", mail.text.replace("\xa0", " "))
    return part([line if line == "-- " else line.rstrip() for line in text.split("\n")])


def _own(parted: Parted, name: str) -> str:
    return _joined(words_of(piece, name) for piece in parted.own) or _joined(
        all_words_of(piece) for piece in parted.own
    )


def _joined(pieces: Iterable[list[str]]) -> str:
    texts = ("\n".join(piece).strip("\n").rstrip() for piece in pieces)
    return _SEVERAL_EMPTY.sub("\n\n", "\n\n".join(filter(None, texts))).strip()


def _behind(lines: list[str]) -> str:
    plain = _SEVERAL_EMPTY.sub("\n\n", "\n".join(line.lstrip(_MARKS) for line in lines).strip("\n"))
    return "\n".join(f"> {line}" if line else ">" for line in plain.split("\n")) if plain else ""


def _points_below(text: str) -> bool:
    told = text.casefold()
    return len(text) <= _LONGEST_POINTER and any(word in told for word in BELOW)
