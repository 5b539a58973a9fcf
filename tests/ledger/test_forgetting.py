from dataclasses import replace
from datetime import date
from pathlib import Path

from outreach.core.followup import FollowUp
from outreach.core.history import Answers, Status
from outreach.core.people import Contact, Standing
from outreach.ledger.store import SqlLedger
from outreach.ports import Outcome

from .test_followups import CALL
from .world import CONTACT, LATER, NOW, begun, enrol, key, person, reply, standing, waiting


def everything(ledger: SqlLedger) -> str:
    source = ledger.database.sqlite_connection()
    dump = "\n".join(source.driver_connection.iterdump())
    source.close()
    return dump


def test_somebody_unknown_cannot_be_forgotten(ledger: SqlLedger) -> None:
    assert not ledger.forget("nobody", NOW)


def test_a_forgotten_person_is_nowhere_in_the_ledger(ledger: SqlLedger) -> None:
    ledger.save_contacts(
        [CONTACT, Contact("colleague", assistant="Owner-1@example.org", recruiter="owner-1")], NOW
    )
    begun(ledger, "owner-1")
    ledger.settle([Outcome(key("owner-1"), Status.FAILED, "550 <Owner-1@EXAMPLE.org> unknown")], NOW)
    ledger.record(reply("owner-1", text="Yes, Zoë Owner will come"))
    ledger.follow_up([replace(CALL, reason="Zoë Owner has not answered", text="Good day, Zoë")])
    assert ledger.forget("owner-1", LATER)
    for trace in ("owner-1@example.org", "Owner-1@example.org", "Zoë", "555", "Builders", "apprenticeship"):
        assert trace.lower() not in everything(ledger).lower()
    assert ledger.contact("colleague") == Contact("colleague")


def test_no_byte_of_a_forgotten_address_is_left_in_the_file(ledger: SqlLedger, path: Path) -> None:
    ledger.save_contacts([person(number) for number in range(50)], NOW)
    ledger.forget(person(7).id, LATER)
    ledger.close()
    left = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"owner-8@example.org" in left
    assert b"owner-7@example.org" not in left


def test_what_waits_for_a_forgotten_person_is_skipped_and_what_was_sent_stays(ledger: SqlLedger) -> None:
    ledger.save_contacts([CONTACT], NOW)
    begun(ledger, "owner-1")
    ledger.settle([Outcome(key("owner-1"), Status.SENT)], NOW)
    ledger.forget("owner-1", LATER)
    assert standing(ledger, "owner-1") == "sent"
    ledger.save_contacts([Contact("other", email="other@example.org")], NOW)
    enrol(ledger, "other", "third")
    ledger.forget("other", LATER)
    delivery = ledger.delivery(key("other"))
    assert delivery is not None
    assert (delivery.status, delivery.reason, delivery.settled) == (Status.SKIPPED, "forgotten", LATER)
    assert waiting(ledger) == ["third"]


def test_an_unsubscribe_survives_being_forgotten_and_imported_again(ledger: SqlLedger) -> None:
    ledger.save_contacts([CONTACT], NOW)
    ledger.suppress(CONTACT.email, Standing.UNSUBSCRIBED, NOW)
    ledger.forget("owner-1", LATER)
    ledger.save_contacts([Contact("again", email="OWNER-1@example.org")], LATER)
    assert ledger.known(["again"])["again"].standing is Standing.UNSUBSCRIBED


def test_follow_ups_about_a_forgotten_person_are_closed_and_others_stay(ledger: SqlLedger) -> None:
    ledger.save_contacts([CONTACT], NOW)
    other = FollowUp(
        "k", date(2027, 1, 14), "call", "spring-meeting", "phone", "reason", "champion-1", contact="other"
    )
    ledger.follow_up([CALL, other])
    ledger.forget("owner-1", LATER)
    assert [each.followup for each in ledger.followups()] == [other]


def test_that_somebody_answered_is_still_counted(ledger: SqlLedger) -> None:
    ledger.save_contacts([CONTACT], NOW)
    ledger.record(reply("owner-1", rsvp="accepted", text="Yes"))
    ledger.forget("owner-1", LATER)
    assert ledger.history("spring-meeting").answers["owner-1"] == Answers(replied=True, rsvp="accepted")
