import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from outreach.core.errors import LedgerError
from outreach.core.history import Status
from outreach.ledger.opening import open_ledger
from outreach.ledger.store import SqlLedger
from outreach.ports import Outcome

from .world import LATER, MAIL, NOW, SECRET, begun, entry, ids, key, people, person, standing


def fill_up(ledger: SqlLedger) -> Callable[[], None]:
    """No page more may be written from now on; returns what gives room again."""
    source = ledger.database.sqlite_connection()
    most = source.driver_connection.execute("PRAGMA max_page_count").fetchone()[0]
    source.driver_connection.execute("PRAGMA max_page_count=1")
    source.close()

    def give_room() -> None:
        again = ledger.database.sqlite_connection()
        again.driver_connection.execute(f"PRAGMA max_page_count={most}")
        again.close()

    return give_room


def test_on_a_full_disk_an_enrolment_is_undone_as_a_whole_and_works_once_there_is_room(
    ledger: SqlLedger,
) -> None:
    give_room = fill_up(ledger)
    with pytest.raises(
        LedgerError, match=r"no room left on the disk .* Free some space and run the command again"
    ):
        ledger.enrol(*MAIL, (entry(person(number).id) for number in range(5000)), NOW)
    assert list(ledger.deliveries()) == []
    give_room()
    assert ledger.enrol(*MAIL, (entry(person(number).id) for number in range(5000)), NOW) == {
        Status.WAITING: 5000
    }


def test_on_a_full_disk_nothing_of_what_was_sending_is_lost(ledger: SqlLedger) -> None:
    begun(ledger, *(person(number).id for number in range(40)))
    give_room = fill_up(ledger)
    outcomes = [Outcome(key(person(number).id), Status.SENT, "x" * 900) for number in range(40)]
    with pytest.raises(LedgerError, match="no room left"):
        ledger.settle(outcomes, NOW)
    assert {each.status for each in ledger.deliveries()} == {Status.SENDING}
    give_room()
    ledger.settle(outcomes, LATER)
    assert {each.status for each in ledger.deliveries()} == {Status.SENT}


def test_a_ledger_kept_busy_is_said_to_be_busy(path: Path) -> None:
    with open_ledger(f"sqlite:///{path}", secret=SECRET, patience=0.05) as ledger:
        begun(ledger, "a")
        writer = sqlite3.connect(path, isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(
            LedgerError, match=r"busy for too long; nothing was written\. Try again in a moment"
        ):
            ledger.settle([Outcome(key("a"), Status.SENT)], NOW)
        assert standing(ledger, "a") == "sending"
        writer.close()
        ledger.settle([Outcome(key("a"), Status.SENT)], NOW)
        assert standing(ledger, "a") == "sent"


def test_no_value_that_was_being_written_shows_in_an_error(ledger: SqlLedger) -> None:
    fill_up(ledger)
    with pytest.raises(LedgerError) as caught:
        people(ledger, *(f"private-{number}" for number in range(5000)))
    assert "private" not in f"{caught.value}{caught.value.__cause__}"


def test_after_an_error_the_ledger_goes_on(ledger: SqlLedger) -> None:
    fill_up(ledger)()
    with pytest.raises(ZeroDivisionError), ledger.database.write():
        raise ZeroDivisionError
    people(ledger, "a")
    assert ids(ledger.contacts()) == ["a"]
