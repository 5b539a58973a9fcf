"""What a reader sees of an HTML page: its words, and the links that show.

Left out is what the page hides: its head, styles and scripts, and elements that are `hidden` or styled not to
show (`display: none`, `visibility: hidden`, no height, no size, no opacity), with all that is in them. Styles
are read where they are inlined.

Source: WHATWG HTML, "the hidden attribute"; CSS 2, visual effects.
"""

import re
from html.parser import HTMLParser

_NEVER_SEEN = frozenset({"head", "style", "script", "template", "title", "noscript"})
_EMPTY = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_WITHIN_WORDS = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong")
)
_HIDES = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|(?:^|;)(?:opacity|font-size|max-height|height):0(?![.\d])"
)


class Seen(HTMLParser):
    """The visible part of a page. `links` are the addresses of links that show something."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self._inside: list[tuple[str, bool]] = []
        self._address = ""
        self._parts: list[str] = []
        self.links: list[str] = []
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        """The words, in order."""
        return " ".join("".join(self._parts).split())

    @property
    def _hidden(self) -> bool:
        return bool(self._inside) and self._inside[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what begins, and whether it hides what is in it."""
        known = dict(attrs)
        if tag == "body":
            self._inside.clear()
        hides = tag in _NEVER_SEEN or "hidden" in known or _HIDES.search(_style(known.get("style")))
        hidden = self._hidden or bool(hides)
        if tag not in _WITHIN_WORDS:
            self._parts.append(" ")
        if tag == "img" and not hidden:
            self.handle_data(known.get("alt") or "")
        if tag not in _EMPTY:
            self._inside.append((tag, hidden))
        if tag == "a":
            self._address = known.get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        """Note what ends; what was left open inside it ends too."""
        if tag not in _WITHIN_WORDS:
            self._parts.append(" ")
        if tag == "a":
            self._address = ""
        if tag in (name for name, _ in self._inside):
            while self._inside.pop()[0] != tag:
                pass

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Pass over `<![...`, whatever it is, as browsers do: it is a comment."""
        return self.parse_bogus_comment(i, report)

    def handle_data(self, data: str) -> None:
        """Keep words that show, and the address of the link they stand in."""
        if self._hidden or not data:
            return
        self._parts.append(data)
        if self._address and data.strip():
            self.links.append(self._address)
            self._address = ""


def _style(written: str | None) -> str:
    return re.sub(r"\s+|!important", "", (written or "").lower())
