"""Charts as geometry: where each bar, dot and label of a drawing stands, in the units of its viewBox.

A drawing is as wide as a telephone, so that its letters can be read there and on paper alike.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

WIDTH = 400
"""Units; letters are 11 to 12 of them high."""
COLUMNS_HIGH, HEAD, FOOT = 150, 18, 20
"""The drawing area of a column chart, the room above it for numbers, and below it for names."""
ROW, BAR = 46, 16
"""How high a row with its label is, and its bar."""
ROOMY = 13
"""So many columns leave room for a number and a name at each."""
APART = 28
"""Units between the names below a time line, at least."""
THOUSAND = 1_000


Bar = tuple[str, str, Sequence[tuple[str, float]], float | None]
"""A bar as it is asked for: its label, what it comes to, its pieces as (kind, value), and its target."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its bar, the number above it and the name below it (both may be empty)."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    shown: str
    label: str


@dataclass(frozen=True, slots=True)
class Columns:
    """A column chart."""

    columns: tuple[Column, ...]
    height: int = HEAD + COLUMNS_HIGH + FOOT
    base: int = HEAD + COLUMNS_HIGH


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar; `kind` names its colour and pattern."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    """A bar in pieces: above it its label and what it comes to; `mark` is a target."""

    y: int
    label: str
    shown: str
    pieces: tuple[Piece, ...]
    mark: float | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """A chart of bars that lie below each other."""

    rows: tuple[Row, ...]

    @property
    def height(self) -> int:
        """How high the drawing is."""
        return len(self.rows) * ROW + 4


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a time line, whole or `broken`, from one day to another."""

    x: float
    end: float
    broken: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A time line with its label, its stretches, and what happened as dots."""

    y: int
    label: str
    stretches: tuple[Stretch, ...]
    dots: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Time lines below each other, and the days below them."""

    lines: tuple[Line, ...]
    ticks: tuple[tuple[float, str], ...]

    @property
    def height(self) -> int:
        """How high the drawing is."""
        return len(self.lines) * ROW + FOOT


def columns(values: Sequence[int], labels: Sequence[str]) -> Columns:
    """A column for each value; where there are many, only some have a name, and the highest a number."""
    top, pitch = max((*values, 1)), WIDTH / max(len(values), 1)
    step = -(-len(values) // ROOMY)
    found = []
    for at, value in enumerate(values):
        high = value / top * COLUMNS_HIGH
        width = max(pitch * 0.72, 1)
        show = value and (step == 1 or value == top)
        found.append(
            Column(
                x=_round(at * pitch + (pitch - width) / 2),
                y=_round(HEAD + COLUMNS_HIGH - high),
                width=_round(width),
                height=_round(high),
                middle=_round((at + 0.5) * pitch),
                shown=short(value) if show else "",
                label=labels[at] if at % step == 0 else "",
            )
        )
    return Columns(tuple(found))


def rows(bars: Sequence[Bar], top: float) -> Rows:
    """Bars below each other, all to one scale up to `top`."""
    scale = WIDTH / top if top else 0
    found = []
    for number, (label, shown, pieces, target) in enumerate(bars):
        at, placed = 0.0, []
        for kind, value in pieces:
            if value:
                placed.append(Piece(kind, _round(at * scale), _round(value * scale)))
            at += value
        mark = None if target is None else _round(min(target * scale, WIDTH - 1))
        found.append(Row(number * ROW, label, shown, tuple(placed), mark))
    return Rows(tuple(found))


def lines(
    named: Sequence[tuple[str, Sequence[tuple[date, date, bool]], Sequence[date]]],
    first: date,
    last: date,
    ticks: Sequence[tuple[date, str]],
) -> Lines:
    """Time lines as (label, stretches as (from, to, broken), days), cut off at the first and last day."""

    def x(day: date) -> float:
        days = max((last - first).days, 1)
        return _round(6 + min(max((day - first).days / days, 0), 1) * (WIDTH - 12))

    found = [
        Line(
            number * ROW,
            label,
            tuple(Stretch(x(start), x(end), broken) for start, end, broken in stretches if end >= first),
            tuple(x(day) for day in days if first <= day <= last),
        )
        for number, (label, stretches, days) in enumerate(named)
    ]
    return Lines(tuple(found), tuple(_apart((x(day), name) for day, name in ticks)))


def _apart(ticks: Iterable[tuple[float, str]]) -> Iterator[tuple[float, str]]:
    """The names that do not run into the one before."""
    end = -WIDTH * 1.0
    for x, name in ticks:
        if x - end >= APART:
            yield x, name
            end = x


def short(value: int) -> str:
    """A number in the room of a column: `940`, `1.2k`, `12k`, `3.4m`."""
    for size, letter in ((THOUSAND**2, "m"), (THOUSAND, "k")):
        if value >= size:
            parts = value / size
            return f"{parts:.1f}{letter}".replace(".0", "") if parts < 10 else f"{parts:.0f}{letter}"  # noqa: PLR2004
    return str(value)


def _round(size: float) -> float:
    return round(size, 1)
