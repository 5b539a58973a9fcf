"""What the ledger keeps of providers: what they were given, and which is left alone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from outreach.core.pace import Limit
from outreach.ledger.opening import open_ledger
from outreach.ledger.store import SqlLedger
from outreach.ports import Stop

from .world import LATER, NOW, SECRET

DAILY = Limit(100, "day")


def test_what_was_given_counts_for_the_next_who_asks(ledger: SqlLedger) -> None:
    assert ledger.allow("x", [DAILY], 60, NOW).count == 60
    again = ledger.allow("x", [DAILY], 60, NOW)
    assert (again.count, again.limit) == (40, DAILY)
    assert ledger.allow("x", [DAILY], 1, NOW).count == 0
    assert ledger.allow("x", [DAILY], 1, NOW + timedelta(days=1)).count == 1


def test_every_provider_has_limits_of_its_own(ledger: SqlLedger) -> None:
    ledger.allow("x", [DAILY], 100, NOW)
    assert ledger.allow("mastodon", [DAILY], 100, NOW).count == 100
    assert ledger.spent("x")["day"].number == 100
    assert ledger.spent("bluesky") == {}


def test_a_limit_that_is_raised_in_the_settings_counts_what_has_gone(ledger: SqlLedger) -> None:
    ledger.allow("x", [DAILY], 100, NOW)
    assert ledger.allow("x", [Limit(150, "day")], 100, NOW).count == 50


def test_processes_that_ask_at_the_same_moment_never_get_more_than_the_limit_together(tmp_path: Path) -> None:
    def ask(_: int) -> int:
        with open_ledger(f"sqlite:///{tmp_path}/o.db", secret=SECRET) as mine:
            return sum(mine.allow("x", [DAILY], 3, NOW).count for _ in range(10))

    with ThreadPoolExecutor(6) as askers:
        assert sum(askers.map(ask, range(6))) == 100


def test_a_provider_that_failed_is_left_alone_and_a_person_is_told_once(ledger: SqlLedger) -> None:
    assert ledger.stop("smtp", LATER, "no connection", NOW)
    assert not ledger.stop("smtp", LATER, "no connection", NOW + timedelta(minutes=5))
    assert ledger.stops() == [Stop("smtp", LATER, 2, "no connection", NOW)]


def test_they_are_told_again_when_the_reason_changes_and_every_day_that_it_lasts(ledger: SqlLedger) -> None:
    ledger.stop("smtp", LATER, "no connection", NOW)
    assert ledger.stop("smtp", LATER, "wrong password", NOW + timedelta(hours=1))
    assert not ledger.stop("smtp", LATER, "wrong password", NOW + timedelta(hours=24))
    assert ledger.stop("smtp", LATER, "wrong password", NOW + timedelta(hours=25))


def test_a_provider_that_takes_messages_again_is_no_longer_stopped(ledger: SqlLedger) -> None:
    ledger.stop("smtp", LATER, "no connection", NOW)
    assert ledger.go_on("smtp")
    assert not ledger.go_on("smtp")
    assert ledger.stops() == []


def test_a_number_that_somebody_told_us_is_kept(ledger: SqlLedger) -> None:
    assert ledger.noted("mastodon_characters") is None
    ledger.note("mastodon_characters", 500)
    ledger.note("mastodon_characters", 5000)
    assert ledger.noted("mastodon_characters") == 5000
