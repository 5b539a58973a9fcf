"""HTML as a row of tags and text, in time that is proportional to its length whatever it holds.

Measured over hostile pages of a megabyte: an HTML5 tree (selectolax) takes minutes for nested elements and
cannot be interrupted, lxml loses every word below 256 of them and takes 20 s for many attributes (so does
inscriptis, which stands on it), and `html.parser` hangs on comments that are not closed in Pythons we run on.
What marks a quotation needs no tree.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Final

_NAME = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,60}+)")
_REST = re.compile(r"""(?:[^>="']++|=\s*+"[^"]*+"|=\s*+'[^']*+'|[="'])*+>""")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]{1,40}+)\s*+(?:=\s*+("[^"]*+"|'[^']*+'|[^\s"'>]++))?""")
_READ: Final = frozenset({"style", "class", "id", "type", "hidden", "alt", "data-emoji"})
_LONGEST_VALUE: Final = 2_000
_LONGEST_TAG: Final = 20_000
_LONG_NUMBER = re.compile(r"&#[xX]?[0-9a-fA-F]{9,}+;?")
_RAW: Final = frozenset({"style", "script", "title", "textarea", "xmp", "noscript", "noembed", "iframe"})


@dataclass(frozen=True, slots=True)
class Text:
    """Words between tags, character references read."""

    data: str


@dataclass(frozen=True, slots=True)
class Start:
    """An opening tag, in lower case, with those attributes that tell how it looks."""

    tag: str
    style: str = ""
    classes: str = ""
    id: str = ""
    type: str = ""
    hidden: bool = False
    alt: str = ""


@dataclass(frozen=True, slots=True)
class End:
    """A closing tag."""

    tag: str


@dataclass(frozen=True, slots=True)
class Raw:
    """What stands in an element whose content is not read as tags, such as style."""

    tag: str
    data: str


class _Reader:
    """A place in a page. What was once looked for in vain is not looked for again."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.at = 0
        self.last = html.rfind(">")
        self.loose = False
        self.missing: set[str] = set()

    def past(self, mark: str) -> None:
        """Go on behind the next mark, or at the end where there is none."""
        found = self.html.find(mark, self.at)
        self.at = found + len(mark) if found >= 0 else len(self.html)

    def tag_end(self) -> int:
        """Where the tag at this place is closed; a `>` in quotation marks closes none."""
        found = None if self.loose else _REST.match(self.html, self.at)
        if found:
            return found.end()
        self.loose = True
        return self.html.find(">", self.at) + 1

    def raw(self, tag: str) -> str:
        """Everything up to the closing tag of that name, and all the rest where there is none."""
        found = None
        if tag not in self.missing:
            found = re.compile(f"</{tag}(?=[\\s/>])", re.IGNORECASE).search(self.html, self.at)
        stop = found.start() if found else len(self.html)
        if not found:
            self.missing.add(tag)
        data, self.at = self.html[self.at : stop], stop
        return data


def tags(html: str) -> Iterator[Text | Start | End | Raw]:
    """The tags of a page and the text between them, in order."""
    reader = _Reader(html)
    while reader.at < len(html):
        begin = html.find("<", reader.at)
        begin = len(html) if begin < 0 else begin
        if begin > reader.at:
            yield Text(characters(html[reader.at : begin]))
        reader.at = begin
        if begin < len(html):
            yield from _marked(reader)


def _marked(reader: _Reader) -> Iterator[Text | Start | End | Raw]:
    html, begin = reader.html, reader.at
    named = _NAME.match(html, begin)
    if html.startswith("<!--", begin):
        reader.at += 4
        reader.past("-->")
    elif html.startswith(("<!", "<?", "</"), begin) and not named:
        reader.past(">")
    elif not named or begin > reader.last:
        reader.at += 1
        yield Text("<")
    else:
        reader.at = named.end()
        stop = reader.tag_end()
        inner, reader.at = html[named.end() : min(stop - 1, named.end() + _LONGEST_TAG)], stop
        tag = named[2].lower()
        yield End(tag) if named[1] else _start(tag, inner)
        if tag in _RAW and not named[1]:
            yield Raw(tag, reader.raw(tag))


def _start(tag: str, inner: str) -> Start:
    if "=" not in inner and "hidden" not in inner:
        return Start(tag)
    given: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(inner):
        name = found[1].lower()
        if name in _READ and name not in given:
            given[name] = characters((found[2] or "").strip("\"'")[:_LONGEST_VALUE])
    return Start(
        tag,
        style="".join(given.get("style", "").lower().split()),
        classes=given.get("class", "").lower(),
        id=given.get("id", "").lower(),
        type=given.get("type", "").lower(),
        hidden="hidden" in given,
        alt=given.get("data-emoji", "") or given.get("alt", ""),
    )


def characters(text: str) -> str:
    """A text with its character references read (`&eacute;`)."""
    # A number of thousands of digits is refused by Python with an error.
    return unescape(_LONG_NUMBER.sub("", text)) if "&" in text else text
