"""The installation's one run: a lock that dies with its process."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from sqlalchemy import text

from outreach.core.errors import AnotherRunError, LedgerError
from outreach.ledger.database import Database

ADVISORY = 0x6F757472
"""Our number among PostgreSQL's advisory locks."""


def _taken() -> AnotherRunError:
    return AnotherRunError("Another run is in progress; this one has done nothing. It ends by itself.")


@contextmanager
def file_lock(path: Path) -> Iterator[None]:
    """Hold an exclusive flock(2) on a file, which stays; the system frees it when the process ends.

    Raises:
        AnotherRunError: someone holds it, in this process or another.
        LedgerError: the file cannot be made or locked.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise LedgerError(
            f"{path} cannot be opened ({error.strerror}), so nothing is sent. "
            "Make its folder writable for the user who runs outreach."
        ) from error
    try:
        _seize(handle)
        yield
    finally:
        os.close(handle)


def _seize(handle: int) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise _taken() from None


@contextmanager
def advisory_lock(database: Database) -> Iterator[None]:
    """Hold a PostgreSQL advisory lock on a connection of its own (manual, 13.3.5).

    Raises:
        AnotherRunError: another connection holds it.
    """
    with database.engine.connect() as connection:
        if not connection.scalar(text("SELECT pg_try_advisory_lock(:number)"), {"number": ADVISORY}):
            raise _taken()
        connection.commit()
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:number)"), {"number": ADVISORY})
            connection.commit()


@contextmanager
def folder_alone(folder: Path) -> Iterator[None]:
    """Wait until no other process is making the database in this folder.

    Where a file system cannot lock a folder we go on: the database's own transaction still keeps order.
    """
    with ExitStack() as held:
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            held.callback(os.close, handle)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
