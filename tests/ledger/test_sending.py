import tracemalloc
from collections.abc import Iterator
from datetime import timedelta

import pytest

from outreach.core.errors import LedgerError
from outreach.core.history import Answers, Key, Status
from outreach.core.people import Standing
from outreach.ledger.store import SqlLedger
from outreach.ports import Begun, Entry, Outcome

from .world import (
    CONTACT,
    LATER,
    MAIL,
    NOW,
    STEP,
    begun,
    enrol,
    entry,
    key,
    people,
    person,
    reply,
    standing,
    waiting,
)

ENDS = [Status.SENT, Status.FAILED, Status.SKIPPED, Status.MISSED, Status.UNKNOWN]


def test_enrolling_counts_what_it_added_by_status(ledger: SqlLedger) -> None:
    entries = [entry("a"), entry("b", Status.HELD), entry("c", Status.SKIPPED), entry("d")]
    assert ledger.enrol(*MAIL, entries, NOW) == {Status.WAITING: 2, Status.HELD: 1, Status.SKIPPED: 1}


def test_enrolling_again_leaves_what_is_there_as_it_is(ledger: SqlLedger) -> None:
    begun(ledger, "a")
    ledger.settle([Outcome(key("a"), Status.SENT)], NOW)
    assert ledger.enrol(*MAIL, [entry("a"), entry("b")], LATER) == {Status.WAITING: 1}
    assert (standing(ledger, "a"), standing(ledger, "b")) == ("sent", "waiting")


def test_one_person_twice_in_one_enrolment_is_one_delivery(ledger: SqlLedger) -> None:
    assert ledger.enrol(*MAIL, [entry("a"), entry("a")], NOW) == {Status.WAITING: 1}


def test_an_enrolment_that_breaks_off_leaves_nothing_behind(ledger: SqlLedger) -> None:
    def half() -> Iterator[Entry]:
        for number in range(1200):
            yield entry(person(number).id)
        raise OSError("the people could not be read")

    with pytest.raises(OSError, match="could not be read"):
        ledger.enrol(*MAIL, half(), NOW)
    assert list(ledger.deliveries()) == []
    assert ledger.history(STEP[0]).progress == {}


@pytest.mark.parametrize("where", ["file", "memory"])
def test_people_are_read_from_the_same_ledger_while_it_enrols_them(ledger: SqlLedger, where: str) -> None:
    ledger.save_contacts([person(number) for number in range(2300)], NOW)
    with ledger.copy() if where == "memory" else ledger as this:
        added = this.enrol(*MAIL, (entry(contact.id) for contact in this.contacts()), NOW)
        assert added == {Status.WAITING: 2300}


def test_memory_does_not_grow_with_the_number_enrolled(ledger: SqlLedger) -> None:
    def peak(first: int, many: int) -> int:
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        ledger.enrol(*MAIL, (entry(f"r{number:06}") for number in range(first, first + many)), NOW)
        return tracemalloc.get_traced_memory()[1] - before

    tracemalloc.start()
    try:
        peak(0, 1000)
        assert peak(1000, 8000) < 1.5 * peak(9000, 1000)
    finally:
        tracemalloc.stop()


def test_pending_are_those_due_by_then_and_those_held_by_recipient(ledger: SqlLedger) -> None:
    enrol(ledger, "c", "a")
    enrol(ledger, "later", due=LATER)
    enrol(ledger, "b", status=Status.HELD, due=LATER)
    enrol(ledger, "over", status=Status.MISSED)
    assert waiting(ledger) == ["a", "b", "c"]
    assert waiting(ledger, LATER) == ["a", "b", "c", "later"]


def test_pending_goes_on_after_the_last_recipient_seen(ledger: SqlLedger) -> None:
    enrol(ledger, "a", "b", "c", "d", "e")
    seen, after = [], ""
    while page := ledger.pending(*MAIL, after, 2, NOW):
        after = page[-1].key.recipient
        seen.append([each.key.recipient for each in page])
    assert seen == [["a", "b"], ["c", "d"], ["e"]]


def test_pending_carries_the_person_as_they_stand_now_and_what_they_answered(ledger: SqlLedger) -> None:
    ledger.save_contacts([CONTACT], NOW)
    enrol(ledger, CONTACT.id)
    ledger.record(reply(CONTACT.id, rsvp="declined"))
    ledger.suppress(CONTACT.email, Standing.UNSUBSCRIBED, NOW)
    (pending,) = ledger.pending(*MAIL, "", 10, NOW)
    assert pending.contact == ledger.contact(CONTACT.id)
    assert pending.contact is not None
    assert pending.contact.standing is Standing.UNSUBSCRIBED
    assert pending.answers == Answers(replied=True, rsvp="declined")


def test_pending_names_the_rule_that_held_it(ledger: SqlLedger) -> None:
    enrol(ledger, "a")
    ledger.settle([Outcome(key("a"), Status.HELD, "no greeting", "E006")], NOW)
    (pending,) = ledger.pending(*MAIL, "", 10, NOW)
    assert (pending.status, pending.rule, pending.contact) == (Status.HELD, "E006", None)


def test_an_answer_in_another_campaign_is_none_in_this_one(ledger: SqlLedger) -> None:
    people(ledger, "a")
    enrol(ledger, "a")
    ledger.record(reply("a").__class__("autumn-meeting", "a", NOW, "rsvp", rsvp="accepted"))
    (pending,) = ledger.pending(*MAIL, "", 10, NOW)
    assert pending.answers == Answers()


def test_a_network_is_nobody_even_where_somebody_has_its_name_for_an_id(ledger: SqlLedger) -> None:
    people(ledger, "mastodon", "x")
    for network in ("mastodon", "x"):
        ledger.enrol(*STEP, network, [entry(network, channel=network)], NOW)
    (pending,) = ledger.pending(*STEP, "mastodon", "", 10, NOW)
    assert (pending.key.recipient, pending.contact) == ("mastodon", None)


def test_a_delivery_is_claimed_once(ledger: SqlLedger) -> None:
    enrol(ledger, "a", "b")
    enrol(ledger, "held", status=Status.HELD)
    wanted = [key("a"), key("held"), key("never-enrolled")]
    assert ledger.claim(wanted, NOW) == {key("a"), key("held")}
    assert ledger.claim([key("a"), key("b")], NOW) == {key("b")}


def test_one_claim_may_reach_over_many_steps_and_any_number_of_people(ledger: SqlLedger) -> None:
    many = [Key("c", f"step-{number % 2}", "once", f"r{number}") for number in range(1300)]
    for step in ("step-0", "step-1"):
        ledger.enrol(
            "c",
            step,
            "once",
            "email",
            (Entry(k, "email", Status.WAITING, NOW) for k in many if k.step == step),
            NOW,
        )
    assert ledger.claim(many, NOW) == set(many)
    assert ledger.claim([], NOW) == frozenset()


def test_sending_counts_the_attempt_and_keeps_the_message_id(ledger: SqlLedger) -> None:
    begun(ledger, "a")
    delivery = ledger.delivery(key("a"))
    assert delivery is not None
    assert (delivery.status, delivery.attempts, delivery.message_id) == (
        Status.SENDING,
        1,
        "<a@mail.example.org>",
    )


@pytest.mark.parametrize("before", ["waiting", "sending", "sent", "absent"])
def test_what_is_not_claimed_must_not_be_sent(ledger: SqlLedger, before: str) -> None:
    if before in ("sending", "sent"):
        begun(ledger, "a")
    elif before == "waiting":
        enrol(ledger, "a")
    if before == "sent":
        ledger.settle([Outcome(key("a"), Status.SENT)], NOW)
    with pytest.raises(
        LedgerError, match=r"spring-meeting/reminder/once/a is no longer reserved .* was not sent"
    ):
        ledger.settle_and_begin((), [Begun(key("a"))], NOW)
    assert standing(ledger, "a") == before


def test_one_commit_settles_the_last_and_begins_the_next(ledger: SqlLedger) -> None:
    begun(ledger, "a")
    enrol(ledger, "b")
    ledger.claim([key("b")], NOW)
    ledger.settle_and_begin([Outcome(key("a"), Status.SENT)], [Begun(key("b"), "<b@example.org>")], LATER)
    assert (standing(ledger, "a"), standing(ledger, "b")) == ("sent", "sending")


def test_what_was_sent_stays_settled_when_the_next_cannot_begin(ledger: SqlLedger) -> None:
    begun(ledger, "a")
    with pytest.raises(LedgerError):
        ledger.settle_and_begin([Outcome(key("a"), Status.SENT)], [Begun(key("b"))], NOW)
    assert standing(ledger, "a") == "sent"


@pytest.mark.parametrize("end", ENDS)
def test_how_it_ended_is_written_down_with_when_and_why(ledger: SqlLedger, end: Status) -> None:
    begun(ledger, "a")
    ledger.settle([Outcome(key("a"), end, "a reason", "K001", provider_id="queue-7")], LATER)
    delivery = ledger.delivery(key("a"))
    assert delivery is not None
    assert (delivery.status, delivery.settled, delivery.reason) == (end, LATER, "a reason")
    assert (delivery.provider_id, delivery.message_id) == ("queue-7", "<a@mail.example.org>")


@pytest.mark.parametrize("end", ENDS)
def test_what_has_ended_is_neither_claimed_nor_opened_again(ledger: SqlLedger, end: Status) -> None:
    begun(ledger, "a")
    ledger.settle([Outcome(key("a"), end)], NOW)
    for again in (Status.WAITING, Status.HELD, Status.SKIPPED, Status.MISSED, Status.FAILED):
        ledger.settle([Outcome(key("a"), again, due=LATER)], LATER)
    assert (standing(ledger, "a"), waiting(ledger), ledger.claim([key("a")], LATER)) == (
        end.value,
        [],
        frozenset(),
    )


def test_what_certainly_left_is_sent_whatever_the_ledger_thought_meanwhile(ledger: SqlLedger) -> None:
    begun(ledger, "a")
    ledger.give_back_abandoned(NOW)
    ledger.settle([Outcome(key("a"), Status.SENT)], LATER)
    assert standing(ledger, "a") == "sent"


def test_what_did_not_leave_waits_for_its_next_moment(ledger: SqlLedger) -> None:
    begun(ledger, "a")
    ledger.settle([Outcome(key("a"), Status.WAITING, "mailbox busy", due=LATER)], NOW)
    assert (waiting(ledger), waiting(ledger, LATER)) == ([], ["a"])
    delivery = ledger.delivery(key("a"))
    assert delivery is not None
    assert (delivery.due, delivery.settled, delivery.attempts) == (LATER, None, 1)


def test_without_a_new_moment_the_old_one_stays(ledger: SqlLedger) -> None:
    begun(ledger, "a")
    ledger.settle([Outcome(key("a"), Status.HELD)], LATER)
    assert [each.due for each in ledger.deliveries(Status.HELD)] == [NOW]


def test_after_a_dead_run_claims_are_given_back_and_only_what_had_begun_is_unknown(ledger: SqlLedger) -> None:
    begun(ledger, "a")
    enrol(ledger, "b", "c", "d")
    ledger.claim([key("b"), key("c")], NOW)
    assert ledger.give_back_abandoned(LATER) == (2, [key("a")])
    assert [standing(ledger, each) for each in "abcd"] == ["unknown", "waiting", "waiting", "waiting"]
    assert ledger.give_back_abandoned(LATER) == (0, [])


def test_the_next_moment_is_that_of_what_waits(ledger: SqlLedger) -> None:
    enrol(ledger, "a")
    enrol(ledger, "b", due=LATER)
    enrol(ledger, "held", status=Status.HELD, due=NOW + timedelta(minutes=1))
    assert ledger.next_due(NOW - timedelta(days=1)) == NOW
    assert ledger.next_due(NOW) == LATER
    assert ledger.next_due(LATER) is None
