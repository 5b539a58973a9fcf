"""The database as a file, looked at without writing to it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from outreach.ports import Store

LARGEST = 1_000_000_000
"""Bytes of a file that is looked through, which takes some seconds; a larger one is only opened."""
PATIENCE = 5.0
"""Seconds to wait for somebody who is writing."""
FEW = 3
"""So many faults are asked for."""


def store(url: str, largest: int = LARGEST) -> Store:
    """The database at a SQLAlchemy URL; a file of at most `largest` bytes is looked through for damage."""
    kind, _, rest = url.partition("://")
    if kind.partition("+")[0] != "sqlite":
        return Store("server")
    name = rest.removeprefix("/").partition("?")[0]
    if name in ("", ":memory:"):
        return Store("memory")
    path = Path(name)
    try:
        size = path.stat().st_size
    except OSError:
        return Store("sqlite", str(path), exists=False)
    if not size:
        return Store("sqlite", str(path), exists=False)
    return _looked_at(path, size, whole=size <= largest)


def _looked_at(path: Path, size: int, *, whole: bool) -> Store:
    where = str(path)
    try:
        with closing(sqlite3.connect(_to_read(path), uri=True, timeout=PATIENCE)) as connection:
            journal = str(connection.execute("PRAGMA journal_mode").fetchone()[0])
            form = _form(connection)
            faults = _faults(connection) if whole else ()
    except sqlite3.Error as error:
        return Store("sqlite", where, size=size, faults=(str(error),))
    return Store("sqlite", where, True, size, form, journal, faults, whole)


def _to_read(path: Path) -> str:
    """A URI to read it by; where SQLite could not write its log beside it, it is told that nobody writes."""
    log = path.with_name(f"{path.name}-wal")
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as trial:
            trial.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError:
        if not log.exists():
            return f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return f"{path.absolute().as_uri()}?mode=ro"


def _form(connection: sqlite3.Connection) -> str:
    """The revision of the tables, as alembic keeps it; empty where there is none."""
    known = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
    if connection.execute(known).fetchone() is None:
        return ""
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def _faults(connection: sqlite3.Connection) -> tuple[str, ...]:
    """SQLite's own words about damage; none where it is sound."""
    found = (str(row[0]) for row in connection.execute(f"PRAGMA quick_check({FEW})"))
    return tuple(each for each in found if each != "ok")
