"""Invitations taken back from single people, as the ledger keeps them."""

from datetime import UTC, datetime, timedelta

import pytest

from outreach.core.errors import LedgerError
from outreach.core.history import Key, Status, Withdrawal
from outreach.ledger.opening import open_ledger
from outreach.ledger.store import SqlLedger
from outreach.ports import Begun, Entry

NOW = datetime(2027, 2, 8, 22, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def news(who: str) -> dict[str, list[Entry]]:
    key = Key("spring", "invitation", "once+withdrawn", who)
    return {"email": [Entry(key, "email", Status.WAITING, NOW)]}


@pytest.fixture
def ledger() -> SqlLedger:
    return open_ledger("sqlite://", secret=b"a secret of thirty-two bytes.....")


def test_who_and_why_is_kept_with_what_tells_them(ledger: SqlLedger) -> None:
    assert ledger.withdraw("Seats are few", news("ann"), NOW) == 1
    history = ledger.history("spring")
    assert history.withdrawn == {"ann": Withdrawal("Seats are few", NOW)}
    assert history.progress["invitation", "once+withdrawn", "email"].counts == {"waiting": 1}
    assert ledger.history("fall").withdrawn == {}


def test_a_second_time_adds_nothing_and_keeps_the_first_reason(ledger: SqlLedger) -> None:
    ledger.withdraw("Seats are few", news("ann"), NOW)
    assert ledger.withdraw("Another reason", news("ann"), LATER) == 0
    assert ledger.history("spring").withdrawn == {"ann": Withdrawal("Seats are few", NOW)}


def test_it_is_kept_whole_or_not_at_all(ledger: SqlLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(*_: object) -> None:
        raise LedgerError("the disk is full")

    monkeypatch.setattr(SqlLedger, "enrol", dies)
    with pytest.raises(LedgerError):
        ledger.withdraw("Seats are few", news("ann"), NOW)
    assert ledger.history("spring").withdrawn == {}


def test_another_one_opens_the_step_again(ledger: SqlLedger) -> None:
    ledger.withdraw("Seats are few", news("ann"), NOW)
    going = ("spring", "invitation", "once+withdrawn", "email")
    [pending] = ledger.pending(*going, "", 10, NOW)
    ledger.claim([pending.key], NOW)
    ledger.settle_and_begin((), [Begun(pending.key)], NOW)
    ledger.finish(*going)
    ledger.withdraw("Seats are few", news("bob"), LATER)
    assert not ledger.history("spring").progress["invitation", "once+withdrawn", "email"].finished
