"""Timelines read from their newest end: all of it, whatever is added meanwhile and wherever it breaks off."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice

from hypothesis import given
from hypothesis import strategies as some

from outreach.core.inbound.nouns import Arrived
from outreach.inbox.backwards import Backwards, Page, Place

AT = datetime(2027, 3, 22, 15, tzinfo=UTC)


@dataclass(slots=True)
class Timeline:
    """Numbered things, the newest first, a few a page; more may come between two pages."""

    size: int
    things: list[int] = field(default_factory=list)
    coming: list[int] = field(default_factory=list)

    def page(self, since: str, older: str) -> Page:
        """The page that is newer than one number and older than another."""
        fitting = [each for each in self.things if each > int(since or 0) and each < int(older or 10**6)]
        page = sorted(fitting, reverse=True)[: self.size]
        if self.coming:
            self.things.append(self.coming.pop(0))
        more = len(fitting) > len(page)
        return Page(
            [Arrived("x", str(each), b"", AT) for each in page],
            newest=_key(page[0]) if page else "",
            older=_key(page[-1]) if more else "",
        )


def test_what_is_all_not_worth_keeping_is_passed_and_hides_nothing_older() -> None:
    """Such as fifty copies of one post, on a network that hands over fifty at a time."""
    timeline, mark, kept, asked = Timeline(2, [1]), "", list[str](), list[str]()

    def page(since: str, older: str) -> Page:
        asked.append(older or since)
        found = timeline.page(since, older)
        return replace(found, things=[each for each in found.things if each.source in ("1", "2", "9")])

    def read() -> None:
        nonlocal mark
        for each in Backwards(page, 1).since("x", mark):
            kept.extend([] if each.empty else [each.source])
            mark = each.mark or mark

    read()
    timeline.things += range(2, 10)
    for _ in range(5):
        read()
    assert kept == ["1", "9", "2"]
    asked.clear()
    read()
    assert asked == [_key(9)]


def _key(number: int) -> str:
    return f"{number:06d}"


@given(
    size=some.integers(1, 5),
    pages=some.integers(1, 4),
    rounds=some.lists(
        some.tuples(some.integers(0, 12), some.integers(0, 3), some.integers(0, 30)), max_size=8
    ),
)
def test_everything_comes_once_the_timeline_is_quiet_whatever_came_between_pages_or_broke_off(
    size: int, pages: int, rounds: list[tuple[int, int, int]]
) -> None:
    timeline, mark, kept = Timeline(size, [1]), "", set[str]()

    def read(most: int | None) -> None:
        nonlocal mark
        for each in islice(Backwards(timeline.page, pages).since("x", mark), most):
            kept.add(each.source)
            mark = each.mark or mark

    read(None)
    last = 1
    for added, meanwhile, most in rounds:
        timeline.things += [*timeline.coming, *range(last + 1, last + added + 1)]
        timeline.coming = list(range(last + added + 1, last + added + meanwhile + 1))
        last += added + meanwhile
        read(most)
    timeline.things += timeline.coming
    timeline.coming = []
    for _ in range(last + len(rounds) + 1):
        read(None)
    assert kept == {str(each) for each in range(1, last + 1)}


@given(some.lists(some.integers(0, 12), max_size=6), some.integers(1, 5))
def test_what_is_stored_is_not_asked_for_again_while_nothing_breaks_off(rounds: list[int], size: int) -> None:
    timeline, mark, came, last = Timeline(size, [1]), "", list[str](), 1
    for added in [0, *rounds]:
        timeline.things += range(last + 1, last + added + 1)
        last += added
        for each in Backwards(timeline.page, 100).since("x", mark):
            came.append(each.source)
            mark = each.mark or mark
    assert came == [str(each) for each in range(1, last + 1)]


def test_the_very_first_time_the_newest_page_is_read_and_what_is_older_is_let_be() -> None:
    timeline = Timeline(3, list(range(1, 21)))
    found = list(Backwards(timeline.page, 10).since("x", ""))
    assert [each.source for each in found] == ["18", "19", "20"]
    assert found[-1].mark == _key(20)


def test_what_does_not_fit_is_read_the_next_time_after_what_is_newer_still() -> None:
    timeline = Timeline(2, list(range(1, 10)))
    first = list(Backwards(timeline.page, 2).since("x", _key(1)))
    assert [each.source for each in first] == ["6", "7", "8", "9"]
    timeline.things.append(10)
    second = list(Backwards(timeline.page, 3).since("x", first[-1].mark))
    assert [each.source for each in second] == ["10", "2", "3", "4", "5"]
    assert second[-1].mark == _key(10)


def test_a_mark_that_cannot_be_read_is_the_beginning() -> None:
    assert Place.read("one two") == Place()
    assert Place.read("") == Place()
    place = Place("000001", "000005", "000009")
    assert Place.read(str(place)) == place
