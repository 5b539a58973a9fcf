"""Lists of phrases as one pattern, and texts as they are compared with it.

A list is a text with a phrase a line, or several parted by semicolons, a language after the other. A phrase
is written as people write it, in lower case; accents do not matter. `*` stands for the rest of a word, `...`
for some words of the same sentence, `~` for some letters of it (where words are not parted by blanks);
brackets, `|`, `?` and `$` mean what they mean in a regular expression.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_ACCENTS: Final = re.compile(r"[\u0300-\u036f]")
_ALIKE: Final = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014", "-"),
        **dict.fromkeys("\u3002\uff61", "."),
        **dict.fromkeys("\u3001", ","),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", None),
        "\u0131": "i", "\u00f8": "o", "\u0142": "l", "\u0111": "d", "\u00e6": "ae", "\u0153": "oe",
    }
)  # fmt: skip
_GAP: Final = r"[^.!?\n]{0,48}?"
_LETTER: Final = r"[a-z0-9\u0370-\u052f]"
_BLANKS: Final = re.compile(r"[^\S\n]+")
_EDGES: Final = re.compile(r" ?\n ?")
_PIECES: Final = re.compile(r" \.\.\. |\.\.\.|[~* .]")
_MEANINGS: Final = {
    " ... ": rf"(?!\w){_GAP}\s", "...": rf"{_GAP}(?<!{_LETTER})", "~": r"[^.!?\n]{0,12}?",
    "*": r"\w*", " ": r"\s", ".": r"\.",
}  # fmt: skip


def plain(text: str) -> str:
    """A text to compare: small letters without accents, straight quotes, one blank between words.

    Line ends stay. Letters that are written wide or small (NFKC) become the common ones.
    """
    # One letter may stand for eighteen (U+FDFA).
    decomposed = unicodedata.normalize("NFKD", text.translate(_ALIKE).casefold())[: 4 * len(text)]
    composed = unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed))
    return _EDGES.sub("\n", _BLANKS.sub(" ", composed.translate(_ALIKE)))


def phrases(text: str) -> tuple[str, ...]:
    """The phrases of a list, a line each or parted by semicolons; a line that ends in `|` goes on."""
    whole = re.sub(r"\|\n\s*", "|", text)
    return tuple(each.strip() for each in re.split(r"[;\n]", whole) if each.strip())


def pattern(*lists: Iterable[str], whole: bool = False) -> re.Pattern[str]:
    """One pattern that finds any of the phrases in a `plain` text, as whole words.

    Every gap is bounded, so that the time it takes grows with the length of the text and no faster.

    Args:
        lists: lists of phrases.
        whole: whether a phrase must be all there is, but for punctuation around it.
    """
    written = sorted({_expression(each) for some in lists for each in some})
    either = "|".join(written)
    if whole:
        return re.compile(rf"[^\w]*(?:{either})[^\w]*")
    return re.compile(rf"(?<!{_LETTER})(?:{either})(?!{_LETTER})")


def _expression(phrase: str) -> str:
    return _PIECES.sub(lambda piece: _MEANINGS[piece.group()], plain(phrase))


def sentences(text: str) -> list[str]:
    """The sentences of a `plain` text; a line that was only wrapped goes on in the next."""
    return [each.strip() for each in _ENDS.split(_WRAPPED.sub(r"\1 ", text)) if each.strip()]


_WRAPPED: Final = re.compile(r"([^\n]{48}[^\n.!?:]) ?\n(?=[^\n])")
_ENDS: Final = re.compile(r"[!?\n\uff01\uff1f]+|\.+(?=\s|$|[^\x00-\x7f])")
