from dataclasses import replace

from outreach.core.history import Approval, Key, Status
from outreach.core.tokens import reference
from outreach.ledger.store import SqlLedger
from outreach.ports import Entry, Outcome

from .test_followups import CALL
from .world import LATER, NOW, begun, enrol, key

NEW = ("spring-meeting", "second-reminder", "once")


def renamed(recipient: str) -> Key:
    return Key(*NEW, recipient)


def test_what_was_sent_under_the_old_id_is_not_sent_again_under_the_new_one(ledger: SqlLedger) -> None:
    begun(ledger, "a")
    ledger.settle([Outcome(key("a"), Status.SENT)], NOW)
    ledger.rename_step("spring-meeting", "reminder", "second-reminder")
    assert ledger.enrol(*NEW, "email", [Entry(renamed("a"), "email", Status.WAITING, NOW)], LATER) == {}
    assert [each.status for each in ledger.deliveries()] == [Status.SENT]


def test_approvals_progress_and_follow_ups_come_along(ledger: SqlLedger) -> None:
    enrol(ledger, "a")
    ledger.approve("spring-meeting", [Approval("reminder", "once", "sha256:1", "text", "convener", NOW)])
    ledger.follow_up([replace(CALL, step="reminder", key="spring-meeting/reminder/once/held/E006")])
    ledger.rename_step("spring-meeting", "reminder", "second-reminder")
    history = ledger.history("spring-meeting")
    assert list(history.approvals) == [("second-reminder", "once")]
    assert history.progress["second-reminder", "once", "email"].counts == {"waiting": 1}
    assert len(history.progress) == 1
    (listed,) = ledger.followups()
    assert (listed.followup.step, listed.followup.key) == (
        NEW[1],
        "spring-meeting/second-reminder/once/held/E006",
    )


def test_links_in_messages_already_sent_still_find_their_delivery(ledger: SqlLedger) -> None:
    begun(ledger, "a")
    ledger.rename_step("spring-meeting", "reminder", "second-reminder")
    found = ledger.by_ref(reference(key("a")))
    assert found is not None
    assert found.key == renamed("a")


def test_what_has_happened_under_either_id_wins_over_what_still_waits(ledger: SqlLedger) -> None:
    begun(ledger, "a", "b")
    ledger.settle([Outcome(key("a"), Status.SENT), Outcome(key("b"), Status.WAITING)], NOW)
    ledger.enrol(*NEW, "email", [Entry(renamed(who), "email", Status.WAITING, NOW) for who in "abc"], LATER)
    ledger.claim([renamed("b")], NOW)
    ledger.rename_step("spring-meeting", "reminder", "second-reminder")
    now = {each.key.recipient: each.status for each in ledger.deliveries() if each.key.step == NEW[1]}
    assert now == {"a": Status.SENT, "b": Status.CLAIMED, "c": Status.WAITING}
    assert ledger.history("spring-meeting").progress["second-reminder", "once", "email"].began == NOW


def test_renaming_is_done_once_and_touches_no_other_campaign(ledger: SqlLedger) -> None:
    other = Key("autumn-meeting", "reminder", "once", "a")
    ledger.enrol(
        "autumn-meeting", "reminder", "once", "email", [Entry(other, "email", Status.WAITING, NOW)], NOW
    )
    enrol(ledger, "a")
    for _ in range(2):
        ledger.rename_step("spring-meeting", "reminder", "second-reminder")
    assert {str(each.key) for each in ledger.deliveries()} == {str(other), str(renamed("a"))}
