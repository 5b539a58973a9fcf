from datetime import datetime

import pytest

from outreach.actions.polls import decide, polls
from outreach.core.errors import UsageError
from tests.world import Office, at

POLL = """\
campaign: when
title: When
kind: poll
partnership: laramie
audience: {roles: [business_member]}
poll: {question: When?, options: [2027-04-06 10:00, 2027-04-07 10:00], closes: 3 days after opening at 17:00}
steps:
"""
ASK = "{id: ask, send: poll, template: letter.md, when: on 2027-03-22 at 09:00}"
TUESDAY, WEDNESDAY = datetime(2027, 4, 6, 10), datetime(2027, 4, 7, 10)


@pytest.fixture
def asking(office: Office) -> Office:
    """A poll that has gone out to two people."""
    office.people("ann", "bob")
    office.campaign(ASK, head=POLL, name="when")
    office.run("2027-03-22 09:00")
    return office


def status(office: Office, wall: str) -> str:
    (found,) = polls(office.world(), at(wall))
    return found.status


@pytest.mark.parametrize(
    ("wall", "expected"),
    [
        ("2027-03-22 08:59", "waiting"),
        ("2027-03-22 09:00", "open"),
        ("2027-03-25 16:59", "open"),
        ("2027-03-25 17:00", "undecided"),
    ],
)
def test_a_poll_is_open_from_its_first_letter_to_its_close(wall: str, expected: str, asking: Office) -> None:
    assert status(asking, wall) == expected


def test_a_poll_that_nobody_let_go_out_waits(office: Office) -> None:
    office.campaign(ASK, head=POLL, name="when")
    assert status(office, "2027-03-24 09:00") == "waiting"


def test_a_tie_is_undecided_until_a_person_chooses(asking: Office) -> None:
    asking.answer("ann", "2027-03-23 09:00", campaign="when", choices={TUESDAY: "yes"})
    asking.answer("bob", "2027-03-23 09:00", campaign="when", choices={WEDNESDAY: "yes"})
    (tied,) = polls(asking.world(), at("2027-03-26 09:00"))
    assert (tied.status, tied.reason, tied.winner) == ("undecided", "the poll ended in a tie", None)
    chosen = decide(asking.world(), "when", "B", at("2027-03-26 09:00"))
    (decided,) = polls(asking.world(), at("2027-03-26 09:00"))
    assert (decided.status, decided.winner) == ("decided", chosen)
    assert chosen.votes.option == WEDNESDAY


def test_a_vote_after_the_close_is_not_counted(asking: Office) -> None:
    asking.answer("ann", "2027-03-25 17:01", campaign="when", choices={TUESDAY: "yes"})
    (found,) = polls(asking.world(), at("2027-03-26 09:00"))
    assert [each.votes.yes for each in found.options] == [0, 0]


def test_nothing_is_recorded_of_an_option_that_is_none(asking: Office) -> None:
    with pytest.raises(UsageError, match="when offers no option `C`"):
        decide(asking.world(), "when", "C", at("2027-03-26 09:00"))
    assert asking.ledger.history("when").decision is None
