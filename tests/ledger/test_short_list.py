"""What the ledger keeps of the short list, and what it says of an address."""

from outreach.core.people import Standing
from outreach.ledger.store import SqlLedger

from .world import NOW, people


def test_another_list_has_all_people_looked_at_anew_and_the_same_does_not(ledger: SqlLedger) -> None:
    versions = []
    for mark in (0, 7, 7, 9, 0, 0):
        ledger.reach(mark)
        versions.append(ledger.people_version())
    assert versions == [0, 1, 1, 2, 3, 3]


def test_an_address_has_its_standing_whoever_has_it_and_however_it_is_written(ledger: SqlLedger) -> None:
    people(ledger, "a")
    ledger.suppress("a@example.org", Standing.UNSUBSCRIBED, NOW)
    ledger.forget("a", NOW)
    assert ledger.standing(" A@Example.org") is Standing.UNSUBSCRIBED
    assert ledger.standing("b@example.org") is Standing.OK
