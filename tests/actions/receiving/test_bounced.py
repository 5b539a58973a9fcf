from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path

import pytest

from outreach.core.people import Standing
from tests.actions.receiving.reception import INVITATION, Reception, headers_of, returned
from tests.world import member

OLD, NEW = "ann@example.org", "ann@new.example.org"
FULL = "452 4.2.2 mailbox full"


@pytest.fixture
def reception(tmp_path: Path) -> Iterator[Reception]:
    made = Reception(tmp_path)
    yield made
    made.ledger.close()


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_three_soft_bounces_in_a_row_suppress_in_whatever_order_they_are_read(
    reception: Reception, order: Sequence[int]
) -> None:
    days = (8, 9, 10)
    steps = (
        f"{{id: s{n}, send: email, template: letter.md, when: on 2027-02-{n:02} at 09:00}}" for n in days
    )
    reception.campaign(INVITATION, *steps)
    for day in days:
        reception.run(f"2027-02-{day:02} 09:00")
    sent = [
        each for each in reception.mail.emails() if each.key.recipient == "ann" and each.key.step[0] == "s"
    ]
    full = [
        returned(OLD, "4.2.2", headers_of(each), f"2027-02-{day:02} 12:00", FULL)
        for each, day in zip(sent, days, strict=True)
    ]

    reception.take(*(full[n] for n in order), wall="2027-02-20 09:00")

    assert reception.standings(OLD) == [Standing.BOUNCED]
    assert [each.contact for each in reception.asked("fix_address")] == ["ann"]


def test_a_late_bounce_of_an_old_address_leaves_the_new_one_alone(reception: Reception) -> None:
    back = returned(OLD, original=headers_of(reception.got("ann")))
    reception.people(member("ann", email=NEW))

    found = reception.one(back)

    assert (found.match.contact, found.match.confidence) == ("ann", "certain")
    assert reception.standings(OLD, NEW) == [Standing.OK, Standing.OK]
    assert reception.asked("fix_address") == []


def test_a_bounce_that_proves_nothing_does_not_say_that_somebody_gets_nothing_more(
    reception: Reception,
) -> None:
    reception.one(returned(OLD, wall="2027-02-01 10:00"))

    (asked,) = reception.asked("fix_address")
    assert reception.standings(OLD) == [Standing.OK]
    assert "gets nothing more" not in asked.reason
    assert "goes on being written to" in asked.reason


def test_a_notice_of_failure_that_proves_nothing_suppresses_nobody(reception: Reception) -> None:
    found = reception.one(returned("ann@example.org"))
    assert (found.kind, found.permanent, found.match.contact) == ("bounce", True, "ann")
    assert reception.standings("ann@example.org") == [Standing.OK]
    assert [each.contact for each in reception.asked("fix_address")] == ["ann"]
