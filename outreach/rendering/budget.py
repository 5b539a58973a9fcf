"""What one rendering may use up, and how it writes a value down."""

from collections.abc import Iterator, Mapping, Sized
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta, tzinfo
from html import escape
from typing import Any

from jinja2 import TemplateRuntimeError
from markupsafe import Markup

from outreach.rendering.dates import length, long_date, long_moment
from outreach.rendering.marks import CLOSE, MARK, OPEN, OPEN_LINK, WHOLE_LINK, Passage, clean, fill_text

STEPS = 10_000
"""How many times the loops, calls and includes of one rendering may go round, taken together."""
SIZE = 500_000
"""How many characters one rendering may write."""


class Rendering:
    """One rendering under way. This one writes values as they are: posts, subjects, paths.

    Args:
        context: the values of the template; `reader_zone` is the zone of the filters for dates.
        blanks: what an empty value does: `refused`, `empty` (nothing is written, but a missing one is
            refused), or `shown` (nothing is written in either case: a text that is looked at for a reader of
            whom nothing is known).
    """

    def __init__(self, context: Mapping[str, Any], blanks: str = "refused") -> None:
        zone = context.get("reader_zone")
        self.zone = zone if isinstance(zone, tzinfo) else None
        self.context = context
        self.known = context.keys()
        self.blanks = "shown" if context.get("allow_blank") else blanks
        self._steps = self._size = 0

    def step(self, count: int = 1) -> None:
        """Count so many steps. Raises `TemplateRuntimeError` when there are too many."""
        self._steps += count
        if self._steps > STEPS:
            raise TemplateRuntimeError(
                f"runs too long: it goes round more than {STEPS} times; shorten its loops"
            )

    def grow(self, count: int) -> None:
        """Count so many characters. Raises `TemplateRuntimeError` when there are too many."""
        self._size += count
        if self._size > SIZE:
            raise TemplateRuntimeError(f"grows too big: more than {SIZE} characters; shorten its loops")

    def show(self, value: object) -> Markup:
        """A value as it is written into the text."""
        if isinstance(value, Passage):
            written = self.passage(value)
        else:
            written = value if isinstance(value, Markup) else self.write(self.words(value))
        self.grow(len(written))
        return written

    def passage(self, passage: Passage) -> Markup:
        """Words written elsewhere, with their values."""
        values = {str(number): value for number, value in enumerate(passage.values)}
        return Markup(fill_text(passage.source, values))

    def words(self, value: object) -> str:
        """A value in words; days and times as the reader writes them."""
        if isinstance(value, str):
            return value
        if isinstance(value, datetime):
            return long_moment(value, self.zone) if value.tzinfo else f"{value:%Y-%m-%d %H:%M}"
        if isinstance(value, date):
            return long_date(value, None)
        return length(value) if isinstance(value, timedelta) else str(value)

    def write(self, words: str) -> Markup:
        """Words as this kind of text wants them."""
        return Markup(clean(words))


class PathRendering(Rendering):
    """Writes days as 2027-03-18: the path of a file."""

    def words(self, value: object) -> str:
        """A value in words; a day as ISO 8601 has it."""
        return value.isoformat() if isinstance(value, date) else super().words(value)


class PageRendering(Rendering):
    """Writes values as HTML: layouts."""

    def write(self, words: str) -> Markup:
        """Words as HTML text."""
        return Markup(escape(words))


class MarkedRendering(Rendering):
    """Writes marks, and remembers what stands behind them: Markdown. Equal values share a mark."""

    def __init__(self, context: Mapping[str, Any], blanks: str = "refused") -> None:
        super().__init__(context, blanks)
        self._numbers: dict[str, int] = {}

    @property
    def values(self) -> tuple[str, ...]:
        """The values, by the number in their mark."""
        return tuple(self._numbers)

    def write(self, words: str) -> Markup:
        """A mark; nothing for nothing, so that what is empty leaves no paragraph."""
        text = clean(words)
        if not text:
            return Markup()
        number = self._numbers.setdefault(text, len(self._numbers))
        opening = OPEN_LINK if WHOLE_LINK.fullmatch(text) else OPEN
        return Markup(f"{opening}{number}{CLOSE}")

    def passage(self, passage: Passage) -> Markup:
        """Words written elsewhere, their marks counted anew."""
        values = passage.values
        return Markup(MARK.sub(lambda mark: self.write(values[int(mark[2])]), passage.source))


_CURRENT: ContextVar[Rendering] = ContextVar("rendering")


@contextmanager
def rendering(current: Rendering) -> Iterator[None]:
    """Make it the rendering that filters, loops and outputs of templates speak to."""
    token = _CURRENT.set(current)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def current() -> Rendering:
    """The rendering under way."""
    return _CURRENT.get()


def counted(items: Any) -> Any:
    """The same items, each counted as a step."""
    running = current()
    if isinstance(items, Sized):
        running.step(len(items) + 1)
        return items
    return _one_by_one(items, running)


def _one_by_one(items: Any, running: Rendering) -> Iterator[Any]:
    for item in items:
        running.step()
        yield item
