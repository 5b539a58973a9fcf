"""Ledgers to test with: real SQLite files, brought up once and copied."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from outreach.ledger.opening import open_ledger
from outreach.ledger.store import SqlLedger

from .world import SECRET


@pytest.fixture(scope="session")
def new_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "new.db"
    open_ledger(f"sqlite:///{path}", secret=SECRET).close()
    return path


@pytest.fixture
def path(new_file: Path, tmp_path: Path) -> Path:
    """A ledger's file in a folder of its own."""
    (tmp_path / "var").mkdir()
    return Path(shutil.copy(new_file, tmp_path / "var" / "outreach.db"))


@pytest.fixture
def ledger(path: Path) -> Iterator[SqlLedger]:
    with open_ledger(f"sqlite:///{path}", secret=SECRET) as ledger:
        yield ledger
