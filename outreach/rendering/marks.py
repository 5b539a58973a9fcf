"""Marks: what stands in a text where a value will stand, and how values take their places."""

import re
from collections.abc import Mapping
from html import escape
from typing import Self

from markupsafe import Markup
from mdurl import encode

OPEN, CLOSE, OPEN_LINK, LINE = "\ue000", "\ue001", "\ue002", "\ue003"
MARK = re.compile(f"[{OPEN}{OPEN_LINK}](/?)(\\w+){CLOSE}")
WHOLE_LINK = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>]+")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ue000-\ue003\ud800-\udfff]")
_NEWLINES = re.compile(r"[ \t]*[\r\n\u2028\u2029]+[ \t]*")
_RUNS = re.compile(r"\s*(?:javascript|vbscript|data|file)\s*:", re.IGNORECASE)
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


class Passage(Markup):
    """Markdown with marks in it, and the values they stand for; as a string, with the values escaped."""

    source: str
    values: tuple[str, ...]

    def __new__(cls, source: str, values: tuple[str, ...] = ()) -> Self:
        """A passage that each template may take in without parsing it anew for each reader."""
        passage = super().__new__(cls, MARK.sub(lambda mark: markdown_escaped(values[int(mark[2])]), source))
        passage.source, passage.values = source, values
        return passage


def clean(value: str) -> str:
    """One value without control characters and marks, on one line."""
    if value.isprintable() and not MARK.search(value):
        return value
    return _NEWLINES.sub(" ", _UNWRITABLE.sub("", value))


def without_marks(text: str) -> str:
    """A written text without the characters that marks are made of."""
    return _UNWRITABLE.sub("", text)


def markdown_escaped(value: str) -> str:
    """A value as Markdown that shows it literally (CommonMark 2.4)."""
    return _PUNCTUATION.sub(r"\\\1", value)


def slot(name: str) -> str:
    """The mark for a value known by a name rather than a number."""
    return f"{OPEN}{name}{CLOSE}"


def in_link(url: str) -> str:
    """The same marks, saying that they stand in the address of a link."""
    return MARK.sub(f"{OPEN}/\\2{CLOSE}", url)


def fill_html(text: str, values: Mapping[str, str]) -> str:
    """Values in the places of their marks, as HTML text or, in links, as an address."""
    return MARK.sub(lambda mark: escape(_address(values[mark[2]]) if mark[1] else values[mark[2]]), text)


def fill_text(text: str, values: Mapping[str, str]) -> str:
    """Values in the places of their marks, as they are."""
    return MARK.sub(lambda mark: values[mark[2]], text)


def well_marked(text: str) -> bool:
    """Whether every mark is whole; a filter on a text that already holds values may have cut one."""
    return not re.search(f"[{OPEN}{CLOSE}{OPEN_LINK}]", MARK.sub("", text))


def _address(value: str) -> str:
    return encode(f"unsafe:{value}" if _RUNS.match(value) else value)
