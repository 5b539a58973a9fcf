from datetime import timedelta
from typing import Literal

import pytest

from outreach.core.errors import UsageError
from outreach.core.history import Key, Status
from outreach.core.tokens import reference
from outreach.ledger.store import SqlLedger
from outreach.ports import Entry, Outcome

from .world import LATER, MAIL, NOW, STEP, begun, enrol, entry, ids, key, people, person, standing, waiting


def test_deliveries_are_listed_by_due_and_key_whatever_their_status(ledger: SqlLedger) -> None:
    begun(ledger, "d")
    enrol(ledger, "a", due=LATER)
    enrol(ledger, "c", status=Status.HELD)
    enrol(ledger, "b", status=Status.SKIPPED, due=NOW - timedelta(days=1))
    assert [each.key.recipient for each in ledger.deliveries()] == ["b", "c", "d", "a"]
    assert [each.key.recipient for each in ledger.deliveries(Status.HELD)] == ["c"]


def test_thousands_due_at_one_moment_are_each_listed_once(ledger: SqlLedger) -> None:
    ledger.enrol(*MAIL, (entry(person(number).id) for number in range(2100)), NOW)
    listed = [each.key.recipient for each in ledger.deliveries(Status.WAITING)]
    assert listed == [person(number).id for number in range(2100)]


def test_listing_reads_along_an_index_and_sorts_nothing(ledger: SqlLedger) -> None:
    wanted = "status, due, campaign, step, occurrence, recipient"
    source = ledger.database.sqlite_connection()
    steps = source.driver_connection.execute(
        f"EXPLAIN QUERY PLAN SELECT * FROM deliveries WHERE status = 'sent' "  # noqa: S608
        f"AND ({wanted[8:]}) > (1, 2, 3, 4, 5) ORDER BY {wanted[8:]} LIMIT 10"
    ).fetchall()
    source.close()
    told = " ".join(step[3] for step in steps)
    assert "ix_deliveries_status (status=? AND" in told
    assert "TEMP B-TREE" not in told


def test_deliveries_may_be_settled_while_they_are_listed(ledger: SqlLedger) -> None:
    enrol(ledger, "a", "b", "c")
    for each in ledger.deliveries(Status.WAITING):
        ledger.settle([Outcome(each.key, Status.SKIPPED)], NOW)
    assert [each.status for each in ledger.deliveries()] == [Status.SKIPPED] * 3


def test_a_delivery_is_found_by_its_short_public_id(ledger: SqlLedger) -> None:
    enrol(ledger, "a", "b")
    assert ledger.by_ref(f" {reference(key('b')).upper()} ") == ledger.delivery(key("b"))
    assert ledger.by_ref("none") is None


def test_a_short_public_id_is_the_first_sixty_bits_of_the_keys_digest() -> None:
    assert reference(Key("a", "b", "once", "c")) == "m4yqbkasc7vf"


def test_a_delivery_nobody_enrolled_is_not_there(ledger: SqlLedger) -> None:
    assert ledger.delivery(key("a")) is None


def test_the_enrolled_are_everybody_ever_meant(ledger: SqlLedger) -> None:
    enrol(ledger, "a", "b")
    ledger.settle([Outcome(key("a"), Status.SKIPPED)], NOW)
    ledger.enrol(
        *STEP[:2],
        "once+1",
        "email",
        [Entry(Key(*STEP[:2], "once+1", "z"), "email", Status.WAITING, NOW)],
        NOW,
    )
    assert ledger.enrolled(*STEP) == {"a", "b"}


def test_the_reached_are_those_who_have_it_or_may_have_it(ledger: SqlLedger) -> None:
    people(ledger, *"abcdef")
    begun(ledger, *"fedcba")
    ends = [Status.SENT, Status.UNKNOWN, Status.FAILED, Status.SKIPPED, Status.MISSED]
    ledger.settle([Outcome(key(who), end) for who, end in zip("fedcb", ends, strict=True)], NOW)
    assert ids(ledger.reached(*STEP)) == ["e", "f"]


def test_the_reached_are_read_over_any_number_of_pages(ledger: SqlLedger) -> None:
    ledger.save_contacts([person(number) for number in range(2100)], NOW)
    ledger.enrol(*MAIL, (entry(person(number).id, Status.SENT) for number in range(2100)), NOW)
    assert len(set(ids(ledger.reached(*STEP)))) == 2100


@pytest.mark.parametrize("end", ["sent", "failed", "waiting"])
def test_a_person_settles_an_unknown(ledger: SqlLedger, end: Literal["sent", "failed", "waiting"]) -> None:
    begun(ledger, "a")
    ledger.give_back_abandoned(NOW)
    ledger.resolve(key("a"), end, "asked them", LATER)
    delivery = ledger.delivery(key("a"))
    assert delivery is not None
    assert (delivery.status, delivery.reason) == (end, "asked them")
    assert delivery.settled == (None if end == "waiting" else LATER)
    assert waiting(ledger) == (["a"] if end == "waiting" else [])


def test_a_finished_step_is_open_again_once_an_unknown_of_it_waits(ledger: SqlLedger) -> None:
    begun(ledger, "a", "b")
    ledger.give_back_abandoned(NOW)
    ledger.finish(*MAIL)
    ledger.resolve(key("a"), "sent", "asked them", LATER)
    progress = ledger.history(STEP[0]).progress["reminder", "once", "email"]
    assert (progress.finished, progress.counts) == (True, {"sent": 1, "unknown": 1})
    ledger.resolve(key("b"), "waiting", "they have not", LATER)
    progress = ledger.history(STEP[0]).progress["reminder", "once", "email"]
    assert (progress.finished, progress.counts) == (False, {"sent": 1, "waiting": 1})


def test_only_an_unknown_can_be_settled_by_hand(ledger: SqlLedger) -> None:
    enrol(ledger, "a")
    with pytest.raises(
        UsageError, match=r"spring-meeting/reminder/once/a is waiting, so there is nothing to settle"
    ):
        ledger.resolve(key("a"), "sent", "", NOW)
    assert standing(ledger, "a") == "waiting"


def test_a_delivery_that_is_not_there_cannot_be_settled(ledger: SqlLedger) -> None:
    with pytest.raises(
        UsageError, match=r"There is no delivery spring-meeting/reminder/once/a\. `outreach deliveries`"
    ):
        ledger.resolve(key("a"), "sent", "", NOW)
