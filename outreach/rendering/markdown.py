"""Marked Markdown to HTML and to plain text, both from the same tokens."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdurl import encode

from outreach.rendering.marks import CLOSE, MARK, OPEN, OPEN_LINK, in_link
from outreach.rendering.plaintext import plain_text

_BARE = re.compile(rf"<?({OPEN_LINK}\w+{CLOSE})>?|(https?://[^\s<>]*[^\s<>.,;:!?'\")\]*_])")
OPENS = "link_open"
_SCHEME = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rendered:
    """The HTML and the text of one Markdown source, and where its links lead; all still hold its marks."""

    html: str
    text: str
    links: tuple[str, ...] = ()


class Markdown(MarkdownIt):
    """CommonMark with tables, without HTML; a link may hold marks, and a bare address becomes a link."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False})
        self.enable("table")

    def rendered(self, source: str) -> Rendered:
        """HTML and text of a source, from one parsing."""
        tokens = self.parse(source)
        for token in tokens:
            if token.children:
                token.children = _linked(token.children)
        opened = (each for token in tokens for each in token.children or () if each.type == OPENS)
        html = self.renderer.render(tokens, self.options, {})
        return Rendered(html, plain_text(tokens), tuple(str(each.attrs["href"]) for each in opened))

    def normalizeLink(self, url: str) -> str:
        """An address as it may stand in HTML; marks stay, and say that they stand in an address."""
        if not MARK.search(url):
            return super().normalizeLink(url)
        pieces, end = [], 0
        for mark in MARK.finditer(url):
            pieces += [encode(url[end : mark.start()]), in_link(mark[0])]
            end = mark.end()
        return "".join([*pieces, encode(url[end:])])

    def validateLink(self, url: str) -> bool:
        """Whether an address may become a link: no script, no file."""
        if MARK.search(url):
            return url[0] in {OPEN, OPEN_LINK} or bool(_SCHEME.match(url))
        return super().validateLink(url)


def _linked(tokens: Sequence[Token]) -> list[Token]:
    """The tokens of one paragraph, with links made of addresses that stand bare in its text."""
    result, inside = list[Token](), 0
    for token in tokens:
        inside += {OPENS: 1, "link_close": -1}.get(token.type, 0)
        result += [token] if inside or token.type != "text" else _split(token)
    return result


def _split(token: Token) -> list[Token]:
    parts, end = list[Token](), 0
    for found in _BARE.finditer(token.content):
        address = found[1] or found[2]
        parts += [_text(token.content[end : found.start()]), *_link(address)]
        end = found.end()
    return [*parts, _text(token.content[end:])] if parts else [token]


def _link(address: str) -> list[Token]:
    opening = Token(OPENS, "a", 1, attrs={"href": in_link(address)})
    return [opening, _text(address), Token("link_close", "a", -1)]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
