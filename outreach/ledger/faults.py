"""What the database complains of, in words for the person at the keyboard."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InterfaceError, ProgrammingError

from outreach.core.errors import LedgerError

OUR_OWN_MISTAKES = (IntegrityError, ProgrammingError, DataError, InterfaceError)

_NOT_WRITABLE = (
    "The ledger {where} may not be written to; nothing was changed. "
    "Make the file and its folder writable for the user who runs outreach."
)
_BUSY = (
    "Another program kept the ledger {where} busy for too long; nothing was written. "
    "Try again in a moment, or end that program."
)
_DAMAGED = (
    "{where} is damaged, or is no ledger of outreach. Keep the file, and put your newest copy "
    "in its place (docs/unattended.md, Backups)."
)
_NO_ENTRY = (
    "The ledger {where} cannot be opened. See that its folder exists and that the user who runs "
    "outreach may read and write there."
)

_PLAIN = {
    sqlite3.SQLITE_FULL: (
        "There is no room left on the disk for the ledger {where}; what was not yet written is undone, "
        "nothing else is lost. Free some space and run the command again."
    ),
    sqlite3.SQLITE_READONLY: _NOT_WRITABLE,
    sqlite3.SQLITE_PERM: _NOT_WRITABLE,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_ERROR: _DAMAGED,
    sqlite3.SQLITE_CANTOPEN: _NO_ENTRY,
    sqlite3.SQLITE_IOERR: (
        "The disk under the ledger {where} cannot be read or written; what was not yet written is undone. "
        "See what the system says of that disk, then run the command again."
    ),
}


@contextmanager
def told_plainly(where: str) -> Iterator[None]:
    """Turn the database's errors into `LedgerError`; `where` names the database without any secret.

    A statement that is itself wrong is our mistake, not the reader's: it passes unchanged.
    """
    try:
        yield
    except OUR_OWN_MISTAKES:
        raise
    except DBAPIError as error:
        raise _fault(error.orig, where) from error
    except sqlite3.Error as error:
        raise _fault(error, where) from error


def _fault(error: BaseException | None, where: str) -> LedgerError:
    """The words for one error (result codes: https://www.sqlite.org/rescode.html; low byte is the kind)."""
    code = getattr(error, "sqlite_errorcode", None)
    text = _PLAIN.get(code & 0xFF) if code is not None else None
    if text is None:
        text = "The ledger {where} did not answer ({error}). See that its server runs, then try again."
    return LedgerError(text.format(where=where, error=str(error).strip()))
