"""The database as a file: sound, damaged, absent, of something else; never written to."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from outreach.ledger.opening import open_ledger
from outreach.ledger.tables import REVISIONS
from outreach.ports import Store
from outreach.probing.database import store


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger as the first run makes it."""
    path = tmp_path / "outreach.db"
    open_ledger(f"sqlite:///{path}", secret=b"s" * 32).close()
    return path


def test_a_sound_ledger_tells_its_form_its_size_and_its_journal(ledger: Path) -> None:
    found = store(f"sqlite:///{ledger}")
    assert found == Store("sqlite", str(ledger), True, ledger.stat().st_size, REVISIONS[-1], "wal")


def test_looking_changes_nothing(ledger: Path) -> None:
    before = ledger.read_bytes()
    store(f"sqlite:///{ledger}")
    assert ledger.read_bytes() == before


def test_a_ledger_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "outreach.db"
    assert store(f"sqlite:///{path}") == Store("sqlite", str(path), exists=False)
    assert not path.exists()
    path.touch()
    assert not store(f"sqlite:///{path}").exists


def test_damage_is_found_and_told_in_sqlite_s_words(ledger: Path) -> None:
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.executescript("CREATE TABLE many (a); CREATE INDEX of_many ON many (a);")
        connection.executemany("INSERT INTO many VALUES (?)", [(f"{n:0200}",) for n in range(500)])
        connection.commit()
    content = bytearray(ledger.read_bytes())
    for at in range(len(content) // 8192 * 4096, len(content), 4096):
        content[at : at + 64] = bytes(64)
    ledger.write_bytes(content)
    found = store(f"sqlite:///{ledger}")
    assert found.faults
    assert len(found.faults) <= 3


def test_a_file_of_something_else_is_told(tmp_path: Path) -> None:
    path = tmp_path / "outreach.db"
    path.write_text("not a database at all, but a letter" * 100)
    assert store(f"sqlite:///{path}").faults == ("file is not a database",)


def test_one_too_large_to_be_looked_through_is_opened_and_left_at_that(ledger: Path) -> None:
    found = store(f"sqlite:///{ledger}", largest=1000)
    assert (found.whole, found.form, found.faults) == (False, REVISIONS[-1], ())


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("sqlite://", "memory"),
        ("sqlite:///:memory:", "memory"),
        ("postgresql+psycopg://somebody:secret@db.example.org/outreach", "server"),
    ],
)
def test_what_is_no_file_is_told_by_its_kind_alone(url: str, kind: str) -> None:
    assert store(url) == Store(kind)  # type: ignore[arg-type]
