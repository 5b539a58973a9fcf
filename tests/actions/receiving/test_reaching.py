"""Which inbox is read now: one that fails is left alone for a while, one that can be read in part is not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from outreach.actions.receiving.receive import receive
from outreach.core.followup import Wanted
from outreach.core.inbound.nouns import Arrived
from outreach.ports import NotReached
from tests.world import Office, at

NOON = at("2027-02-20 12:00")


@dataclass
class Failing:
    """An inbox that cannot be read, or not all of it; counts how often it was tried."""

    wrong: NotReached
    name: str = "imap"
    tried: int = 0

    def fetch(self, marked: Callable[[str], str]) -> Iterator[Arrived]:
        self.tried += 1
        marked("imap INBOX")
        yield from ()
        raise self.wrong

    def hang_up(self) -> None:
        """Nothing is held open."""


def told(office: Office, inbox: Failing, moment: datetime) -> list[str]:
    problems: list[str] = []
    receive(replace(office.world(), inboxes=(inbox,)), moment, problems)
    return problems


def each_minute(office: Office, inbox: Failing, minutes: int) -> list[str]:
    passes = (told(office, inbox, NOON + timedelta(minutes=each)) for each in range(minutes))
    return [problem for each in passes for problem in each]


def test_an_inbox_that_cannot_be_read_is_left_alone_for_longer_and_longer_and_told_once(
    office: Office,
) -> None:
    inbox = Failing(NotReached("it does not accept us"))
    assert each_minute(office, inbox, 60) == ["it does not accept us"]
    assert inbox.tried == 6


def test_a_part_that_cannot_be_read_puts_off_nothing_that_comes_beside_it_and_is_told_once(
    office: Office,
) -> None:
    inbox = Failing(NotReached("there is no folder `Replies`", partly=True))
    assert each_minute(office, inbox, 60) == ["there is no folder `Replies`"]
    assert inbox.tried == 60
    (asked,) = office.ledger.todo(Wanted())
    assert "there is no folder `Replies`" in asked.followup.reason


def test_what_failed_and_is_set_up_no_more_is_forgotten_and_nobody_is_asked_to_mend_it(
    office: Office,
) -> None:
    each_minute(office, Failing(NotReached("it does not accept us")), 5)
    each_minute(office, Failing(NotReached("it is too busy"), "mastodon"), 5)
    assert [each.provider for each in office.ledger.stops()] == ["inbox mastodon"]
    (asked,) = office.ledger.todo(Wanted())
    assert "mastodon" in asked.followup.reason
