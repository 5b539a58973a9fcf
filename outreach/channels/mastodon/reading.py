"""Posts as Mastodon shows them: its HTML as the text that was posted, to tell whether it is the very text."""

import re
from html.parser import HTMLParser

_ELSEWHERE = re.compile(r"(@[\w.-]+)@[\w.-]*\w")


def same_text(text: str, shown: str) -> bool:
    """Whether the HTML of a post says that text.

    Mastodon breaks lines into paragraphs, hides the beginning and the end of long links, and leaves the
    server out of a mention ("Status", `content`, in its documentation): blanks and servers do not count.
    """
    return _bare(text) == _bare(plain(shown))


def plain(shown: str) -> str:
    """The text of a post's HTML; whatever breaks a line is a blank."""
    reader = _Reader(convert_charrefs=True)
    reader.feed(shown)
    reader.close()
    return "".join(reader.parts)


def _bare(text: str) -> str:
    return " ".join(_ELSEWHERE.sub(r"\1", text).split())


class _Reader(HTMLParser):
    def __init__(self, *, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in {"p", "br"}:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)
