"""A private copy remembers what it read, and is never wrong about it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from outreach.core.errors import LedgerError
from outreach.core.followup import FollowUp
from outreach.core.history import Announced, Approval, Key, Status
from outreach.core.people import Contact, Standing
from outreach.ledger.memory import OF_CAMPAIGNS, OF_PEOPLE
from outreach.ledger.opening import open_ledger
from outreach.ledger.store import SqlLedger
from outreach.ledger.tables import FOLLOWUPS, INBOUND, METADATA, NOTES, OFFERS, PLACES, REPLIES, SPENT, STOPS
from outreach.ports import Outcome

from .world import LATER, MAIL, NOW, SECRET, STEP, begun, enrol, key, people, reply

SPRING = STEP[0]
TOLD = Announced("uid", 0, 0, "Meeting", LATER, timedelta(hours=2), "Hall", cancelled=False, at=NOW)
ASKED = FollowUp(f"{SPRING}/reminder/once/held", NOW.date(), "write", SPRING, "reminder", "why", "convener")


def any_unknown(ledger: SqlLedger) -> None:
    for each in list(ledger.deliveries(Status.UNKNOWN)):
        ledger.resolve(each.key, "waiting", "looked", NOW)


DEEDS: dict[str, Callable[[SqlLedger], object]] = {
    "begin": lambda ledger: ledger.begin(SPRING, NOW),
    "approve": lambda ledger: ledger.approve(SPRING, [Approval("reminder", "once", "1", "text", "me", NOW)]),
    "agree": lambda ledger: ledger.agree(SPRING, "ann", "1", NOW),
    "announce": lambda ledger: ledger.announce(SPRING, TOLD),
    "choose": lambda ledger: ledger.decide_poll(SPRING, NOW.replace(tzinfo=None), NOW),
    "keep a promise": lambda ledger: ledger.commitment_done(SPRING, "instructors", NOW),
    "answer": lambda ledger: ledger.record(reply("ann", rsvp="declined")),
    "leave": lambda ledger: ledger.record(reply("bob", kind="unsubscribe")),
    "enrol": lambda ledger: enrol(ledger, "ann"),
    "reach sending": lambda ledger: begun(ledger, "bob"),
    "send": lambda ledger: ledger.settle([Outcome(key("bob"), Status.SENT)], NOW),
    "give back": lambda ledger: ledger.give_back_abandoned(NOW),
    "resolve": any_unknown,
    "finish": lambda ledger: ledger.finish(*MAIL),
    "rename": lambda ledger: ledger.rename_step(SPRING, "reminder", "second"),
    "suppress": lambda ledger: ledger.suppress("ann@example.org", Standing.COMPLAINED, NOW),
    "add somebody": lambda ledger: people(ledger, "cat"),
    "change somebody": lambda ledger: ledger.save_contacts([Contact("ann", email="new@example.org")], NOW),
    "forget somebody": lambda ledger: ledger.forget("bob", NOW),
    "ask": lambda ledger: ledger.follow_up([ASKED]),
    "tick off": lambda ledger: [ledger.followup_done(each.id, NOW) for each in ledger.followups()],
    "close": lambda ledger: ledger.close_followups([ASKED.key], NOW),
}


def known(ledger: SqlLedger) -> tuple[object, ...]:
    """Everything that a copy remembers."""
    people = list(ledger.contacts()), ledger.people_version()
    histories = [ledger.history(each) for each in (SPRING, "other")]
    return *people, histories, ledger.followups(), ledger.followups(done=True)


@contextmanager
def statements(ledger: SqlLedger) -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    asked: list[str] = []

    def _asked(*parts: object) -> None:
        asked.append(str(parts[2]))

    event.listen(ledger.database.engine, "before_cursor_execute", _asked)
    yield asked
    event.remove(ledger.database.engine, "before_cursor_execute", _asked)


@pytest.fixture
def copy(ledger: SqlLedger) -> Iterator[SqlLedger]:
    """A private copy of a ledger."""
    with ledger.copy() as copied:
        yield copied


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(sorted(DEEDS)), max_size=12))
def test_whatever_is_done_to_a_copy_it_knows_what_its_database_holds(deeds: list[str]) -> None:
    with open_ledger("sqlite://", secret=SECRET) as ledger:
        people(ledger, "ann", "bob")
        copy = ledger.copy()
        for deed in deeds:
            known(copy)
            try:
                DEEDS[deed](copy)
            except LedgerError:
                assert deed == "reach sending"
            assert known(copy) == known(SqlLedger(copy.database))
        copy.close()


def test_a_copy_reads_a_campaign_again_only_when_it_was_written_to(copy: SqlLedger) -> None:
    people(copy, "ann")
    known(copy)
    with statements(copy) as asked:
        known(copy)
        copy.begin("third", NOW)
        asked.clear()
        known(copy)
        assert asked == []
        enrol(copy, "ann")
        asked.clear()
        copy.history("other")
        assert asked == []
        assert copy.history(SPRING).progress
        assert asked


def test_a_ledger_that_others_write_to_remembers_nothing(ledger: SqlLedger) -> None:
    ledger.history(SPRING)
    with open_ledger(str(ledger.database.engine.url), secret=SECRET) as other:
        other.begin(SPRING, NOW)
    assert ledger.history(SPRING).began == NOW


def test_what_is_undone_is_not_remembered(copy: SqlLedger) -> None:

    def fail() -> Iterator[Key]:
        assert copy.history(SPRING).progress
        raise ZeroDivisionError
        yield

    with pytest.raises(ZeroDivisionError):
        copy.enrol(*MAIL, fail(), NOW)  # type: ignore[arg-type]
    assert not copy.history(SPRING).progress


def test_a_campaign_begins_once_in_a_copy_too(copy: SqlLedger) -> None:
    copy.begin(SPRING, NOW)
    copy.begin(SPRING, LATER)
    assert copy.history(SPRING).began == NOW


def test_a_follow_up_is_closed_in_a_copy_too(copy: SqlLedger) -> None:
    copy.follow_up([ASKED])
    copy.close_followups([f"{SPRING}/reminder/once", "other"], NOW)
    assert len(copy.followups()) == 1
    copy.close_followups(["other", ASKED.key], NOW)
    assert copy.followups() == []


OUTSIDE = {REPLIES, SPENT, STOPS, INBOUND, PLACES, NOTES, OFFERS}
"""What nothing is remembered from."""


def test_every_table_that_is_remembered_from_is_watched() -> None:
    watched = {*OF_CAMPAIGNS, *OF_PEOPLE, FOLLOWUPS}
    assert watched == set(METADATA.tables.values()) - OUTSIDE
