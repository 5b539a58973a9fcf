"""The words of a notice that is HTML alone, line by line as it shows them."""

import html
import re

_UNSEEN = re.compile(r"<(style|script|head|title)\b", re.IGNORECASE)
_BREAK = re.compile(
    r"</?(?:p|div|tr|td|li|ul|table|h[1-6]|pre)\b[^<>]{0,2000}>|<br\b[^<>]{0,200}>", re.IGNORECASE
)
_TAG = re.compile(r"<(?:[a-z/!][^<>]{0,2000})>", re.IGNORECASE)


def words_of(text: str) -> str:
    """A page's text with a line for each block; what is not shown is left out."""
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", _seen(text)))).replace("\xa0", " ")


def _seen(text: str) -> str:
    kept, place, low = [], 0, text.lower()
    while found := _UNSEEN.search(text, place):
        kept.append(text[place : found.start()])
        end = low.find(f"</{found[1].lower()}", found.end())
        if end < 0:
            place = found.end()
            break
        place = end
    return "".join((*kept, text[place:]))
