"""HTML as the text that a person sees: its lines and paragraphs, what it quotes behind `> `, nothing hidden.

A quotation is what mail programs mark as one: `blockquote` (but for the indentation that Gmail and Mail make
of it, which has no border), and Outlook's boxes with a line at the left. The rule that Outlook sets above
`From:` and `Sent:` is a line of underscores, as in its plain text; a signature that a program marks stands
below `-- `.
"""

import re
from dataclasses import dataclass
from typing import Final

from outreach.core.inbound.reading.tags import End, Raw, Start, Text, tags

RULE: Final = "_" * 32
DELIMITER: Final = "-- "
DEEPEST_QUOTE: Final = 9
_BLOCK_TAGS = (
    "address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr html li main nav ol p pre section table tbody tfoot thead tr ul"
)
_VOID_TAGS = "area base br col embed hr img input link meta param source track wbr frame keygen"
_UNSEEN_TAGS = (
    "head style script title template noscript object svg iframe textarea select xmp noembed math audio "
    "video datalist canvas"
)
_BLOCKS: Final = frozenset(_BLOCK_TAGS.split())
_CELLS: Final = frozenset({"td", "th"})
_TRACKED: Final = _BLOCKS | _CELLS
_SPACED: Final = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "dl"})
_VOID: Final = frozenset(_VOID_TAGS.split())
_UNSEEN: Final = frozenset(_UNSEEN_TAGS.split())
_CLOSES: Final = {
    "p": {"p"}, "li": {"li"}, "tr": {"tr", "td", "th"}, "td": {"td", "th"}, "th": {"td", "th"},
    "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "option": {"option"}, "body": {"head"},
}  # fmt: skip
_HIDING = re.compile(r"(?:^|;)(?:display:none|visibility:hidden|max-height:0(?:px|pt|em)?(?=;|!|$))")
_BARE = re.compile(r"(?:^|;)margin(?:-top)?:0")
_BARE_EVERYWHERE = re.compile(
    r"(?:^|[},\s>-])p(?:\.\w{1,30})?\s{0,9}\{[^}]{0,200}?margin(?:-top)?:\s{0,9}0", re.IGNORECASE
)
_NO_BORDER = re.compile(r"(?:^|;)border(?:-width)?:(?:none|0|medium)")
_LEFT_BORDER = re.compile(r"(?:^|;)border-left:(?!none|0|medium)")
_TOP_BORDER = re.compile(r"(?:^|;)border-top:solid#(?:e1e1e1|b5c4df)")
_SIGNATURE = re.compile(r"(?:^|[\s_])(?:gmail_signature|moz-signature|protonmail_signature_block)(?:$|\s)")
_SIGNATURE_ID = re.compile(r"(?:x_)*(?:signature|applemailsignature|ms-outlook-mobile-signature)")
_ANSWERED_ID = re.compile(r"(?:x_)*divrplyfwdmsg")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2060-\u2064\ufeff]"
)
_ITEM: Final = "- "
_LONGEST_ICON: Final = 8


@dataclass(slots=True)
class _Open:
    """An element that is open, and what ends with it."""

    tag: str
    hides: bool
    quotes: bool


class _Page:
    """The lines of a page as it is read."""

    def __init__(self) -> None:
        self.lines: list[tuple[int, str]] = []
        self.line: list[str] = []
        self.open: list[_Open] = []
        self.count: dict[str, int] = {}
        self.hidden = self.depth = self.size = 0
        self.gap = self.bare = False
        self.gap_depth = 0
        self.last = ""

    def text(self, data: str) -> None:
        """Words, spaces as a browser runs them together."""
        if self.hidden:
            return
        if self.count.get("pre", 0):
            first, *others = data.split("\n")
            self.line.append(first)
            for other in others:
                self.end_line()
                self.line.append(other)
            return
        data = _SPACE.sub(" ", data)
        if not self.line or self.line[-1].endswith(" "):
            data = data.removeprefix(" ")
        if data:
            self.line.append(data)

    def end_line(self) -> None:
        """The line is full, be it empty."""
        text = _INVISIBLE.sub("", "".join(self.line)).replace("\xa0", " ")
        self.line = []
        if self.gap and self.lines and self.lines[-1][1]:
            self.lines.append((min(self.gap_depth, self.depth), ""))
        self.gap = False
        self.lines.append((self.depth, text if text == DELIMITER else text.rstrip()))
        self.last = text.strip() or self.last
        self.size += len(text) + 1

    def block(self, *, spaced: bool = False) -> None:
        """A block begins or ends here."""
        if any(self.line) and self.line != [_ITEM]:
            self.end_line()
        if spaced and not self.gap:
            self.gap, self.gap_depth = True, self.depth

    def alone(self, text: str) -> None:
        """A line of its own, once."""
        self.block()
        if self.last.rstrip() != text.rstrip() and not self.hidden:
            self.line.append(text)
            self.end_line()

    def start(self, start: Start) -> None:
        """An element begins."""
        tag = start.tag
        while self.open and self.open[-1].tag in _CLOSES.get(tag, ()):
            self.end(self.open[-1].tag)
        if tag in _BLOCKS:
            if self.open and self.open[-1].tag == "p":
                self.end("p")
            self.block(spaced=self._spaced(start))
        if tag in _VOID:
            self._void(start)
            return
        hides = tag in _UNSEEN or start.hidden or _HIDING.search(start.style) is not None
        if not hides and not self.hidden:
            self._landmark(start)
        opened = _Open(tag, hides, quotes=not self.hidden and not hides and _quotes(start))
        if not opened.hides and not opened.quotes and tag not in _TRACKED:
            return
        self.open.append(opened)
        self.count[tag] = self.count.get(tag, 0) + 1
        self.hidden += opened.hides
        self.depth += opened.quotes
        if tag == "li":
            self.line.append(_ITEM)
        elif tag in _CELLS and self.line:
            self.line.append(" ")

    def _spaced(self, start: Start) -> bool:
        bare = self.bare or "mso" in start.classes or _BARE.search(start.style)
        return start.tag in _SPACED and not (start.tag == "p" and bare)

    def _landmark(self, start: Start) -> None:
        if _ANSWERED_ID.fullmatch(start.id) or (start.tag == "div" and _TOP_BORDER.search(start.style)):
            self.alone(RULE)
        elif (start.tag != "pre" and _SIGNATURE.search(start.classes)) or _SIGNATURE_ID.fullmatch(start.id):
            self.alone(DELIMITER)

    def _void(self, start: Start) -> None:
        if self.hidden:
            return
        if start.tag == "br":
            self.end_line()
        elif start.tag == "hr":
            self.alone(RULE)
        elif start.tag == "img" and start.alt and len(start.alt) <= _LONGEST_ICON and not start.alt.isascii():
            self.text(start.alt)

    def end(self, tag: str) -> None:
        """An element ends, and what was left open in it."""
        if not self.count.get(tag, 0):
            return
        while True:
            closed = self.open.pop()
            self.count[closed.tag] -= 1
            if closed.tag in _BLOCKS:
                self.block(spaced=closed.tag in _SPACED and closed.tag != "p")
            self.hidden -= closed.hides
            self.depth -= closed.quotes
            if closed.tag == tag:
                return


def _quotes(start: Start) -> bool:
    if start.tag == "blockquote":
        marked = start.type == "cite" or "quote" in start.classes or _LEFT_BORDER.search(start.style)
        return bool(marked) or not (_NO_BORDER.search(start.style) or "indent" in start.classes)
    outlook = _NO_BORDER.search(start.style) and _LEFT_BORDER.search(start.style)
    return start.tag == "div" and outlook is not None


def text_of(html: str, limit: int) -> str:
    """The words of a page, one line for each that a reader sees; at most so many letters, cut at a line."""
    page = _Page()
    for each in tags(html):
        match each:
            case Text():
                page.text(each.data)
            case Start():
                page.start(each)
            case End():
                page.end(each.tag)
            case Raw():
                page.bare = page.bare or (each.tag == "style" and bool(_BARE_EVERYWHERE.search(each.data)))
        if page.size > limit:
            break
    page.block()
    return "\n".join(_behind(depth, line) for depth, line in page.lines)[:limit].strip("\n")


def _behind(depth: int, line: str) -> str:
    marks = ">" * min(depth, DEEPEST_QUOTE)
    return f"{marks} {line}" if marks and line else marks or line
