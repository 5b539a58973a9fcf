"""The same statements in PostgreSQL's words: none of them may need SQLite."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import ClauseElement, Table, event
from sqlalchemy.dialects import postgresql

from outreach.core.followup import Wanted
from outreach.core.history import Status
from outreach.core.people import Standing
from outreach.ledger.database import Database
from outreach.ledger.store import SqlLedger
from outreach.ports import Outcome

from .test_campaigns import ANNOUNCED, APPROVAL, OPTION
from .test_followups import CALL
from .world import CONTACT, LATER, MAIL, NOW, STEP, begun, enrol, key, reply


@pytest.fixture
def said(ledger: SqlLedger, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What the ledger would say to PostgreSQL, while SQLite answers."""
    words: list[str] = []

    def heard(_connection: object, clause: object, *_: object) -> None:
        if isinstance(clause, ClauseElement):
            words.append(str(clause.compile(dialect=postgresql.dialect())))

    def insert(_database: Database, table: Table) -> Any:
        return postgresql.insert(table)

    monkeypatch.setattr(Database, "insert", insert)
    event.listen(ledger.database.engine, "before_execute", heard)
    yield words
    event.remove(ledger.database.engine, "before_execute", heard)


def test_everything_the_ledger_does_can_be_said_to_postgresql(ledger: SqlLedger, said: list[str]) -> None:
    ledger.save_contacts([CONTACT], NOW)
    ledger.suppress("a@example.org", Standing.BOUNCED, NOW)
    ledger.approve(STEP[0], [APPROVAL])
    ledger.agree(STEP[0], "champion-1", "sha256:1", NOW)
    ledger.announce(STEP[0], ANNOUNCED)
    ledger.decide_poll(STEP[0], OPTION, NOW)
    ledger.commitment_done(STEP[0], "instructors", NOW)
    ledger.record(reply(CONTACT.id, rsvp="accepted"))
    begun(ledger, CONTACT.id, "b")
    ledger.settle([Outcome(key(CONTACT.id), Status.SENT)], NOW)
    ledger.give_back_abandoned(NOW)
    ledger.resolve(key("b"), "failed", "asked", LATER)
    ledger.finish(*MAIL)
    ledger.follow_up([CALL])
    convened = frozenset({CALL.campaign})
    named = frozenset({(CALL.campaign, CALL.contact)})
    wanted = Wanted(owner="ann", convened=convened, overdue_since=CALL.due, key_people=named)
    assert [each.followup for each in ledger.todo(wanted, 5)] == [CALL]
    assert (ledger.count_todo(wanted), ledger.calls_made(NOW)) == (1, {})
    ledger.close_followups([CALL.key], NOW)
    ledger.rename_step(STEP[0], "reminder", "second-reminder")
    enrol(ledger, "c")
    assert [each.id for each in ledger.reached(STEP[0], "second-reminder", "once")] == [CONTACT.id]
    assert ledger.history(STEP[0]).answers
    assert (
        len([*ledger.contacts(), *ledger.replies(), *ledger.deliveries(), *ledger.followups(done=True)]) == 6
    )
    assert ledger.forget(CONTACT.id, LATER)
    assert any("ON CONFLICT (campaign, step, occurrence, recipient) DO UPDATE" in words for words in said)
    assert not [words for words in said if "OR IGNORE" in words or "rowid" in words or "PRAGMA" in words]
