import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from outreach.core.errors import LedgerError
from outreach.core.people import Standing
from outreach.ledger.opening import open_ledger
from outreach.ledger.store import SqlLedger

from .world import NOW, SECRET, enrol, ids, people, waiting

OTHER_SECRET = b"another secret, of thirty-two...."


def at(path: Path, **more: object) -> SqlLedger:
    return open_ledger(f"sqlite:///{path}", secret=SECRET, **more)  # type: ignore[arg-type]


def pragma(ledger: SqlLedger, name: str) -> object:
    source = ledger.database.sqlite_connection()
    try:
        return source.driver_connection.execute(f"PRAGMA {name}").fetchone()[0]
    finally:
        source.close()


def test_the_first_opening_makes_the_folder_and_a_file_only_its_owner_may_read(tmp_path: Path) -> None:
    path = tmp_path / "new" / "var" / "outreach.db"
    with at(path) as ledger:
        assert ids(ledger.contacts()) == []
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_every_commit_is_on_the_disk_before_it_is_believed(ledger: SqlLedger) -> None:
    full = 2
    assert (pragma(ledger, "synchronous"), pragma(ledger, "journal_mode")) == (full, "wal")
    assert pragma(ledger, "foreign_keys") == 1


def test_what_was_written_is_there_when_it_is_opened_again(path: Path) -> None:
    with at(path) as ledger:
        enrol(ledger, "a")
    with at(path) as ledger:
        assert waiting(ledger) == ["a"]


def test_several_processes_may_open_a_new_ledger_at_one_moment(tmp_path: Path) -> None:
    code = (
        "import sys; from outreach.ledger.opening import open_ledger;"
        "ledger = open_ledger(sys.argv[1], secret=b'x'); ledger.begin(sys.argv[2], __import__('datetime')"
        ".datetime(2027, 1, 1, tzinfo=__import__('datetime').UTC))"
    )
    url = f"sqlite:///{tmp_path / 'var' / 'outreach.db'}"
    running = [subprocess.Popen([sys.executable, "-c", code, url, f"c-{number}"]) for number in range(3)]
    assert [each.wait() for each in running] == [0, 0, 0]
    with open_ledger(url, secret=b"x") as ledger:
        assert all(ledger.history(f"c-{number}").began for number in range(3))


def test_to_read_a_ledger_that_is_not_there_makes_no_file(tmp_path: Path) -> None:
    with at(tmp_path / "var" / "outreach.db", read_only=True) as ledger:
        assert ids(ledger.contacts()) == []
        with ledger.only_run():
            enrol(ledger, "a")
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_opened_to_be_read_cannot_be_written(path: Path) -> None:
    with at(path) as ledger:
        people(ledger, "a")
    with at(path, read_only=True) as ledger:
        assert ids(ledger.contacts()) == ["a"]
        with pytest.raises(
            LedgerError, match=r"may not be written to; nothing was changed\. Make the file and its"
        ):
            people(ledger, "b")


def test_an_empty_file_is_read_as_a_ledger_of_nothing(tmp_path: Path) -> None:
    path = tmp_path / "outreach.db"
    path.touch()
    with at(path, read_only=True) as ledger:
        assert ids(ledger.contacts()) == []
    assert path.stat().st_size == 0


def test_a_ledger_without_tables_yet_is_read_as_it_will_be(tmp_path: Path) -> None:
    path = tmp_path / "outreach.db"
    with sqlite3.connect(path) as source:
        source.execute("PRAGMA user_version=1")
    source.close()
    before = path.read_bytes()
    with at(path, read_only=True) as ledger:
        assert ids(ledger.contacts()) == []
    assert path.read_bytes() == before


def test_a_ledger_of_a_newer_version_is_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as source:
        source.execute("UPDATE alembic_version SET version_num = '0099'")
    source.close()
    with pytest.raises(LedgerError, match=r"newer version of outreach \(its form is 0099.*update outreach"):
        at(path)
    with pytest.raises(LedgerError, match="newer version"):
        at(path, read_only=True)


def test_the_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as source:
        source.execute("CREATE TABLE invoices (number)")
    source.close()
    with pytest.raises(LedgerError, match="is a database of something else; outreach leaves it alone"):
        at(path)


@pytest.mark.parametrize("read_only", [False, True])
def test_a_damaged_file_is_said_to_be_damaged_and_what_to_do(tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / "outreach.db"
    path.write_bytes(b"this was never a database" * 100)
    with pytest.raises(LedgerError, match=r"outreach\.db is damaged, or is no ledger.*your newest copy"):
        at(path, read_only=read_only)


def test_a_file_cut_short_is_said_to_be_damaged(path: Path) -> None:
    with at(path) as ledger:
        ledger.save_contacts([], NOW)
        people(ledger, *(f"p{number}" for number in range(2000)))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(LedgerError, match="is damaged"), at(path) as ledger:
        ids(ledger.contacts())


def test_a_folder_that_cannot_be_made_is_named_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where the folder should be")
    with pytest.raises(
        LedgerError, match=r"cannot be made \(.*\)\. Make its folder writable .* OUTREACH_DATABASE_URL"
    ):
        at(tmp_path / "var" / "outreach.db")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("not a url", "OUTREACH_DATABASE_URL is not the address of a database"),
        ("oracle+none://user:password@host/x", "whose driver is not installed"),
    ],
)
def test_an_address_that_leads_nowhere_is_explained_without_its_password(url: str, said: str) -> None:
    with pytest.raises(LedgerError, match=said) as caught:
        open_ledger(url, secret=SECRET)
    assert "password" not in str(caught.value)


def test_another_secret_is_refused_once_somebody_must_not_be_written_to(path: Path) -> None:
    with at(path) as ledger:
        ledger.suppress("a@example.org", Standing.UNSUBSCRIBED, NOW)
    with pytest.raises(
        LedgerError, match=r"OUTREACH_SECRET_KEY is not the one .* the 1 addresses .* Put the former"
    ):
        open_ledger(f"sqlite:///{path}", secret=OTHER_SECRET)


def test_another_secret_is_taken_while_nobody_has_left_and_suppressions_work_with_it(path: Path) -> None:
    with at(path) as ledger:
        people(ledger, "a")
    with open_ledger(f"sqlite:///{path}", secret=OTHER_SECRET) as ledger:
        ledger.suppress("a@example.org", Standing.UNSUBSCRIBED, NOW)
        assert ledger.known(["a"])["a"].standing is Standing.UNSUBSCRIBED


def test_a_ledger_that_is_up_to_date_is_opened_without_alembic(path: Path) -> None:
    code = (
        "import sys; from outreach.ledger.opening import open_ledger;"
        f"open_ledger(sys.argv[1], secret={SECRET!r}); sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code, f"sqlite:///{path}"], check=False).returncode == 0
