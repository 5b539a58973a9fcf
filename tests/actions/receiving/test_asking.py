from collections.abc import Iterator
from pathlib import Path

import pytest

from outreach.core.people import Standing
from tests.actions.receiving.reception import Reception, mail

POLL = """\
campaign: dates
title: When we meet
kind: poll
partnership: laramie
audience: {roles: [business_member]}
poll:
  question: When?
  options: [2027-04-06 10:00, 2027-04-07 14:00]
  duration: 30m
  closes: 3 days after opening at 17:00
waive: [{rule: P005, reason: nobody to telephone in these tests, by: convener, until: 2099-12-31}]
steps:
"""


@pytest.fixture
def reception(tmp_path: Path) -> Iterator[Reception]:
    made = Reception(tmp_path)
    yield made
    made.ledger.close()


def test_a_vote_that_may_be_about_something_else_is_shown_to_a_person(reception: Reception) -> None:
    ask = "{id: ask, send: poll, template: letter.md, when: on 2027-02-08 at 09:00}"
    reception.campaign(ask, name="dates", head=POLL)
    reception.run("2027-02-08 09:00")

    found = reception.one(mail("A and B work for me", "ann@example.org", subject="Dates"))

    assert (found.kind, found.match.confidence, found.counts) == ("vote", "possible", False)
    (asked,) = reception.asked("decide")
    assert asked.contact == "ann"
    assert "outreach inbox 1 --is CONTACT" in asked.reason


def test_who_leaves_from_an_address_that_nobody_knows_is_shown_to_a_person(reception: Reception) -> None:
    reception.one(mail("Please unsubscribe me from this list.", "Ann <ann@home.example.com>", subject="List"))

    (asked,) = reception.asked("decide")
    assert reception.standings("ann@home.example.com") == [Standing.UNSUBSCRIBED]
    assert "ann@home.example.com" in asked.reason
    assert "outreach inbox 1 --is CONTACT" in asked.reason
