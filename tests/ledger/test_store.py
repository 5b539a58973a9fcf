import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from outreach.core.errors import AnotherRunError, LedgerError, UsageError
from outreach.ledger.opening import open_ledger
from outreach.ledger.store import SqlLedger

from .world import NOW, SECRET, enrol, ids, key, people, waiting

HOLDER = """
import sys, time
from outreach.ledger.opening import open_ledger
with open_ledger(sys.argv[1], secret=bytes.fromhex(sys.argv[2])).only_run():
    print("held", flush=True)
    time.sleep(60)
"""


def test_only_one_run_in_one_process(ledger: SqlLedger, path: Path) -> None:
    with open_ledger(f"sqlite:///{path}", secret=SECRET) as other:
        with (
            ledger.only_run(),
            pytest.raises(AnotherRunError, match="Another run is in progress"),
            other.only_run(),
        ):
            pytest.fail("two runs at once")
        with other.only_run():
            pass


def test_only_one_run_over_processes_and_the_lock_dies_with_its_holder(ledger: SqlLedger, path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, f"sqlite:///{path}", SECRET.hex()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(AnotherRunError), ledger.only_run():
            pytest.fail("two runs at once")
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    with ledger.only_run():
        pass


def test_a_run_that_raises_gives_its_lock_back_and_its_error_on(ledger: SqlLedger) -> None:
    with pytest.raises(BlockingIOError), ledger.only_run():
        raise BlockingIOError("a channel's own trouble")
    with ledger.only_run():
        pass


def test_a_lock_that_cannot_be_made_stops_the_run_and_says_why(ledger: SqlLedger, path: Path) -> None:
    path.with_name("outreach.db.lock").mkdir()
    with pytest.raises(LedgerError, match=r"cannot be opened .* so nothing is sent"), ledger.only_run():
        pytest.fail("no lock")


def test_a_copy_has_everything_and_nothing_done_to_it_is_kept(ledger: SqlLedger) -> None:
    people(ledger, "a")
    enrol(ledger, "a")
    with ledger.copy() as copy, copy.only_run(), ledger.only_run():
        assert (ids(copy.contacts()), waiting(copy)) == (["a"], ["a"])
        copy.claim([key("a")], NOW)
        people(copy, "b")
        with copy.copy() as again:
            assert ids(again.contacts()) == ["a", "b"]
    assert (ids(ledger.contacts()), waiting(ledger)) == (["a"], ["a"])


def test_a_backup_is_a_ledger_that_only_its_owner_may_read(ledger: SqlLedger, tmp_path: Path) -> None:
    people(ledger, "a")
    ledger.backup(tmp_path / "copy.db")
    people(ledger, "b")
    with open_ledger(f"sqlite:///{tmp_path / 'copy.db'}", secret=SECRET) as copy:
        assert ids(copy.contacts()) == ["a"]
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600
    assert not (tmp_path / "copy.db.unfinished").exists()


def test_a_backup_is_taken_while_another_program_writes(
    ledger: SqlLedger, path: Path, tmp_path: Path
) -> None:
    people(ledger, "a")
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM contacts")
    ledger.backup(tmp_path / "copy.db")
    writer.close()
    with open_ledger(f"sqlite:///{tmp_path / 'copy.db'}", secret=SECRET) as copy:
        assert ids(copy.contacts()) == ["a"]


def test_a_backup_never_overwrites_an_older_one(ledger: SqlLedger, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("older")
    with pytest.raises(UsageError, match=r"copy\.db exists already; name a new file"):
        ledger.backup(tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "older"


def test_a_backup_into_no_folder_leaves_nothing_and_says_so(ledger: SqlLedger, tmp_path: Path) -> None:
    with pytest.raises(
        LedgerError, match=r"cannot be written .* Name a file in a folder where you may write"
    ):
        ledger.backup(tmp_path / "nowhere" / "copy.db")
