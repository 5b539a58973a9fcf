from dataclasses import replace
from datetime import date, timedelta

import pytest

from outreach.core.followup import FollowUp, Note, Wanted
from outreach.core.people import Contact
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


def raised(ledger: SqlLedger, *followups: FollowUp) -> None:
    ledger.follow_up(followups)


def keys(ledger: SqlLedger, wanted: Wanted, size: int | None = None) -> list[str]:
    return [each.followup.key for each in ledger.todo(wanted, size)]


DAY = CALL.due
SOME = (
    replace(CALL, key="late", due=DAY - timedelta(9), campaign="other", owner="ann", contact="x"),
    replace(CALL, key="call", contact="x"),
    replace(CALL, key="key", contact="k"),
    replace(CALL, key="answer", kind="answer", owner="ann", contact="", due=DAY + timedelta(2)),
)


def test_what_is_to_be_done_comes_by_day_and_key_people_first_on_one_day(ledger: SqlLedger) -> None:
    ledger.save_contacts([Contact("k", key=True), Contact("x")], NOW)
    raised(ledger, *SOME)
    assert keys(ledger, Wanted()) == ["late", "key", "call", "answer"]
    named = Wanted(key_people=frozenset({(CALL.campaign, "x")}))
    assert keys(ledger, named) == ["late", "call", "key", "answer"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(kind="call"), {"late", "call", "key"}),
        (Wanted(campaign="other"), {"late"}),
        (Wanted(owner="ann"), {"late", "answer"}),
        (Wanted(owner="ann", kind="answer"), {"answer"}),
        (Wanted(owner="bob"), set()),
        (
            Wanted(
                owner="bob", convened=frozenset({"other", CALL.campaign}), overdue_since=DAY - timedelta(7)
            ),
            {"late"},
        ),
    ],
)
def test_only_what_is_wanted_is_read_and_counted(ledger: SqlLedger, wanted: Wanted, found: set[str]) -> None:
    raised(ledger, *SOME)
    assert set(keys(ledger, wanted)) == found
    assert ledger.count_todo(wanted) == len(found)


def test_no_more_is_read_than_is_shown(ledger: SqlLedger) -> None:
    raised(ledger, *SOME)
    assert len(keys(ledger, Wanted(), 2)) == 2
    assert ledger.count_todo(Wanted()) == 4


def test_what_is_done_comes_last_where_it_is_wanted_and_nobody_carries_it_on(ledger: SqlLedger) -> None:
    raised(ledger, *SOME)
    (late, *_) = ledger.todo(Wanted())
    ledger.followup_done(late.id, NOW)
    assert keys(ledger, Wanted(done=True))[-1] == "late"
    carried = Wanted(owner="bob", convened=frozenset({"other"}), overdue_since=DAY, done=True)
    assert keys(ledger, carried) == []


def test_calls_that_were_made_are_counted_by_owner_and_those_that_closed_themselves_are_not(
    ledger: SqlLedger,
) -> None:
    raised(ledger, *SOME)
    for each in ledger.todo(Wanted()):
        if each.followup.key in ("late", "answer"):
            ledger.followup_done(each.id, LATER)
    ledger.close_followups(["key"], LATER)
    assert ledger.calls_made(NOW) == {"ann": 1}
    assert ledger.calls_made(LATER + timedelta(seconds=1)) == {}


def test_a_copy_knows_what_is_to_be_done_once_that_has_changed(ledger: SqlLedger) -> None:
    raised(ledger, *SOME)
    with ledger.copy() as copy:
        (late, *_) = copy.todo(Wanted(kind="call"))
        copy.put_off(late.id, DAY + timedelta(9))
        assert [each.followup.key for each in copy.todo(Wanted(kind="call"))] == ["call", "key", "late"]
        copy.followup_done(late.id, LATER)
        assert copy.calls_made(NOW) == {"ann": 1}


def test_a_follow_up_is_given_to_somebody_else_put_off_and_noted(ledger: SqlLedger) -> None:
    raised(ledger, CALL)
    (listed,) = ledger.followups()
    note = Note(NOW, "ann", "left a message")
    assert ledger.assign(listed.id, "ann")
    ledger.put_off(listed.id, DAY + timedelta(1))
    ledger.add_note(listed.id, note)
    ledger.add_note(listed.id, note)
    found = ledger.followup(listed.id)
    assert found is not None
    assert found.followup == replace(CALL, owner="ann", due=DAY + timedelta(1))
    assert ledger.notes(listed.id) == [note]
    assert not ledger.assign(listed.id + 1, "ann")
    assert ledger.followup(listed.id + 1) is None
