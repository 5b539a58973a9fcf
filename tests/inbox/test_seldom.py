"""An inbox that is read every so often."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from outreach.core.inbound.nouns import Arrived
from outreach.inbox.seldom import Seldom
from outreach.ports import NotReached
from tests.inbox.marks import Marks

NINE = datetime(2027, 3, 22, 9, 0, 30, tzinfo=UTC)


class Often:
    """An inbox with something new each time."""

    name = "x"
    fails = False
    hung_up = 0

    def fetch(self, marked: Callable[[str], str]) -> Iterator[Arrived]:
        del marked
        if self.fails:
            raise NotReached("no")
        yield Arrived("x", "1", b"")

    def hang_up(self) -> None:
        self.hung_up += 1


def seldom(inbox: Often, at: Callable[[], datetime], known: dict[str, int]) -> Seldom:
    return Seldom(inbox, timedelta(minutes=15), at, known.get, known.__setitem__)


def test_it_is_read_once_in_that_time_whatever_process_asks() -> None:
    inbox, known = Often(), dict[str, int]()
    found = {
        minutes: len(Marks().read(seldom(inbox, lambda at=NINE + timedelta(minutes=minutes): at, known)))
        for minutes in (0, 1, 14, 15, 29, 30)
    }
    assert found == {0: 1, 1: 0, 14: 0, 15: 1, 29: 0, 30: 1}
    assert inbox.hung_up == 6


def test_one_that_could_not_be_reached_is_not_put_off_by_it() -> None:
    inbox, known = Often(), dict[str, int]()
    inbox.fails = True
    with pytest.raises(NotReached):
        Marks().read(seldom(inbox, lambda: NINE, known))
    inbox.fails = False
    assert len(Marks().read(seldom(inbox, lambda: NINE + timedelta(minutes=1), known))) == 1


def test_a_clock_that_was_set_back_puts_nothing_off() -> None:
    inbox, known = Often(), dict[str, int]()
    Marks().read(seldom(inbox, lambda: NINE, known))
    assert len(Marks().read(seldom(inbox, lambda: NINE - timedelta(days=1), known))) == 1
