from dataclasses import replace
from datetime import date

from outreach.core.followup import FollowUp
from outreach.ledger.store import SqlLedger

from .world import LATER, NOW

CALL = FollowUp(
    key="spring-meeting/phone/once/owner-1",
    due=date(2027, 1, 14),
    kind="call",
    campaign="spring-meeting",
    step="phone",
    reason="has not answered",
    owner="champion-1",
    contact="owner-1",
    count=1,
    phone="+1 307 555 0100",
    text="Will you come?",
    link="https://example.org/compose",
)


def open_keys(ledger: SqlLedger) -> list[str]:
    return [each.followup.key for each in ledger.followups()]


def test_a_follow_up_comes_back_exactly_as_it_was_raised(ledger: SqlLedger) -> None:
    assert ledger.follow_up([CALL]) == 1
    (listed,) = ledger.followups()
    assert (listed.followup, listed.done) == (CALL, False)


def test_a_follow_up_is_raised_once_and_stays_as_it_was(ledger: SqlLedger) -> None:
    ledger.follow_up([CALL])
    assert (
        ledger.follow_up([replace(CALL, reason="other"), replace(CALL, key="new"), replace(CALL, key="new")])
        == 1
    )
    assert [each.followup.reason for each in ledger.followups()] == ["has not answered"] * 2


def test_what_a_person_ticked_off_is_not_raised_again(ledger: SqlLedger) -> None:
    ledger.follow_up([CALL])
    (listed,) = ledger.followups()
    assert ledger.followup_done(listed.id, NOW)
    assert ledger.follow_up([CALL]) == 0
    assert ledger.followups() == []
    assert [each.done for each in ledger.followups(done=True)] == [True]


def test_no_follow_up_of_that_number_is_ticked_off(ledger: SqlLedger) -> None:
    assert not ledger.followup_done(7, NOW)


def test_the_list_is_in_order_of_the_day_then_of_the_number(ledger: SqlLedger) -> None:
    days = {"b": 15, "a": 14, "c": 14}
    ledger.follow_up([replace(CALL, key=key, due=date(2027, 1, day)) for key, day in days.items()])
    assert open_keys(ledger) == ["a", "c", "b"]


def test_what_lost_its_cause_is_closed_and_nothing_whose_key_only_begins_so(ledger: SqlLedger) -> None:
    keys = ["s/attendance", "s/attendance/once/ann", "s/attendance-2"]
    ledger.follow_up([replace(CALL, key=key) for key in keys])
    ledger.close_followups(["s/attendance", "", "s/%"], LATER)
    assert open_keys(ledger) == ["s/attendance/once/ann", "s/attendance-2"]


def test_a_cause_that_comes_back_is_told_again(ledger: SqlLedger) -> None:
    ledger.follow_up([CALL])
    ledger.close_followups([CALL.key], NOW)
    back = replace(CALL, count=3)
    assert ledger.follow_up([back]) == 1
    assert [each.followup for each in ledger.followups()] == [back]
    assert ledger.follow_up([back]) == 0
