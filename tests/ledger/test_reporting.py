"""What a report reads: one moment, whoever writes meanwhile, in words that both databases understand."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import ClauseElement, event
from sqlalchemy.dialects import postgresql

from outreach.core.history import Status
from outreach.ledger.opening import open_ledger
from outreach.ledger.store import SqlLedger
from outreach.ports import Outcome
from outreach.ports.reporting import About, Heard, Tallied

from .world import LATER, MAIL, NOW, SECRET, STEP, begun, enrol, key, people, reply

DAY = timedelta(days=1)
EVER = About(None, NOW - DAY, NOW + DAY)
NONE = About(frozenset(), NOW - DAY, NOW + DAY)


def sent(ledger: SqlLedger, *who: str) -> None:
    begun(ledger, *who)
    ledger.settle([Outcome(key(each), Status.SENT) for each in who], NOW)


def test_what_is_written_meanwhile_is_not_seen_before_the_moment_is_over(
    ledger: SqlLedger, path: Path
) -> None:
    people(ledger, "a", "b")
    sent(ledger, "a")
    with open_ledger(f"sqlite:///{path}", secret=SECRET, read_only=True) as reader:
        with reader.at_one_moment():
            before = reader.heard_in_all(EVER)
            enrol(ledger, "b")
            sent(ledger, "b")
            ledger.record(reply("a", rsvp="accepted"))
            assert reader.heard_in_all(EVER) == before == Heard(written_to=1)
            assert sum(each.messages for each in reader.met(EVER)) == 1
        assert reader.heard_in_all(EVER).written_to == 2


def test_a_moment_that_is_over_holds_nobody_up(ledger: SqlLedger) -> None:
    with pytest.raises(ZeroDivisionError), ledger.at_one_moment():
        raise ZeroDivisionError
    people(ledger, "a")
    assert [each.contact.id for each in ledger.met(EVER)] == ["a"]


def test_deliveries_are_counted_in_the_part_in_which_they_left(ledger: SqlLedger) -> None:
    sent(ledger, "a")
    enrol(ledger, "late", due=NOW + 6 * timedelta(hours=1))
    cuts = [NOW - DAY, NOW + timedelta(hours=2), NOW + timedelta(hours=12)]
    assert ledger.tallied(EVER, cuts) == [
        Tallied(STEP[0], "email", Status.SENT, 0, 1),
        Tallied(STEP[0], "email", Status.WAITING, 1, 1),
    ]
    assert ledger.tallied(EVER, cuts[:1])[0].part == 0


def test_no_campaign_is_none_and_not_all(ledger: SqlLedger) -> None:
    people(ledger, "a")
    sent(ledger, "a")
    assert ledger.tallied(NONE, [NOW - DAY]) == []
    assert ledger.heard_in_all(NONE) == Heard()
    assert [each.messages for each in ledger.met(NONE)] == [0]


def test_everybody_passes_by_though_they_are_more_than_a_page(ledger: SqlLedger) -> None:
    people(ledger, *(f"p{number:05}" for number in range(2_100)))
    assert sum(1 for _ in ledger.met(EVER)) == 2_100


def test_a_report_can_be_asked_of_postgresql(ledger: SqlLedger) -> None:
    said: list[str] = []

    def heard(_connection: object, clause: object, *_: Any) -> None:
        if isinstance(clause, ClauseElement):
            said.append(str(clause.compile(dialect=postgresql.dialect())))

    people(ledger, "a")
    sent(ledger, "a")
    ledger.record(reply("a", rsvp="accepted"))
    ledger.decide_poll(STEP[0], datetime(2027, 4, 6, 10), LATER)
    event.listen(ledger.database.engine, "before_execute", heard)
    try:
        _everything(ledger, About(frozenset({STEP[0]}), NOW - DAY, NOW + DAY))
    finally:
        event.remove(ledger.database.engine, "before_execute", heard)
    assert len(said) > 20
    assert not [words for words in said if "rowid" in words or "PRAGMA" in words]


def _everything(ledger: SqlLedger, about: About) -> None:
    ledger.tallied(about, [NOW - DAY, NOW])
    ledger.replies_by_part(about, [NOW - DAY, NOW])
    ledger.heard_in_all(about)
    assert [each.replied for each in ledger.heard_by_campaign(about)] == [1]
    assert [each.first for each in ledger.sent_first(about)] == [NOW]
    assert len(list(ledger.met(about))) == 1
    assert [each.rsvp for each in ledger.guests(STEP[0], [STEP[1]])] == ["accepted"]
    assert len(list(ledger.answered_after(about, [(MAIL[0], MAIL[1])]))) == 1
    assert list(ledger.waited(about)) == []
    assert list(ledger.errands(about, date(2027, 1, 1), date(2027, 12, 31))) == []
    assert ledger.polls_decided() == {STEP[0]: LATER.astimezone(UTC)}
