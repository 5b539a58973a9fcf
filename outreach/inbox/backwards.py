"""Timelines that are read from their newest end: how far they have been stored, and what comes next.

Pages are asked for by what they are older than, never by their number, so that it does not matter what is
added meanwhile.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from outreach.core.inbound.nouns import Arrived


@dataclass(frozen=True, slots=True)
class Page:
    """Things, the newest first; `older` asks for the page after it, and is empty at the end.

    `newest` is the key of the first thing of the page, be it worth keeping or not; keys sort by age.
    """

    things: Sequence[Arrived] = ()
    newest: str = ""
    older: str = ""


Ask = Callable[[str, str], Page]
"""The page that is newer than a key, and older than what an earlier page said; both may be empty."""


@dataclass(frozen=True, slots=True)
class Place:
    """How far a timeline has been stored: everything up to the key `done`.

    Where a gap is left, so is everything from `gap` (what asks for the page below it) up to the key `high`,
    and what lies between `done` and `gap` is not.
    """

    done: str = ""
    gap: str = ""
    high: str = ""

    @classmethod
    def read(cls, mark: str) -> "Place":
        """The place that a mark stands for; of one that cannot be read, the beginning."""
        parts = mark.split()
        return cls(*parts) if len(parts) in (1, 3) else cls()

    def __str__(self) -> str:
        return f"{self.done} {self.gap} {self.high}" if self.gap else self.done


@dataclass(frozen=True, slots=True)
class Backwards:
    """Reads what is new in a timeline; at most `pages` pages of it.

    What does not fit is read the next time: first what is newer still, then as many pages of the gap that was
    left. The very first time one page is read, and what is older is let be.
    """

    ask: Ask
    pages: int

    def since(self, name: str, mark: str) -> Iterator[Arrived]:
        """What is new since a mark of the place of that name, the oldest first in each batch.

        Only the last of a batch has a mark: a batch that is broken off is read once more. One in which
        nothing is worth keeping is passed all the same, or what lies below it would never be reached.
        """
        for things, place in self._batches(Place.read(mark)):
            for each in things[:-1]:
                yield replace(each, place=name)
            last = things[-1] if things else Arrived(name, "", b"", empty=True)
            yield replace(last, place=name, mark=str(place))

    def _batches(self, place: Place) -> Iterator[tuple[list[Arrived], Place]]:
        """What is new, and how far the timeline is stored once that is."""
        things, newest, older = self._down_to(place.high or place.done, self.pages if place.done else 1)
        left = place.gap
        if newest:
            place = _above(place, newest, older if place.done else "")
            yield things, place
        if left and left == place.gap:
            things, _, older = self._down_to(place.done, self.pages, left)
            yield things, (replace(place, gap=older) if older else Place(place.high))

    def _down_to(self, since: str, pages: int, older: str = "") -> tuple[list[Arrived], str, str]:
        """The things newer than `since`, the oldest first; the newest key; what asks for those left out."""
        found: list[Arrived] = []
        newest = ""
        for _ in range(pages):
            page = self.ask(since, older)
            found.extend(page.things)
            newest, older = newest or page.newest, page.older
            if not older:
                break
        return found[::-1], newest, older


def _above(place: Place, newest: str, older: str) -> Place:
    """The place once everything from `newest` down to what `older` asks for is stored as well.

    Where that does not reach down to what was stored before, there is one gap from there to `done`: what was
    stored in the midst of it is read once more.
    """
    if older:
        return Place(place.done, older, newest)
    newest = max(newest, place.high or place.done)  # what stood there may have been deleted
    return replace(place, high=newest) if place.gap else Place(newest)
