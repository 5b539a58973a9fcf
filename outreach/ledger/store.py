"""The ledger as one object: `ports.Ledger` on a SQL database."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Self

from outreach.core.errors import LedgerError, UsageError
from outreach.core.followup import Listed, Wanted
from outreach.core.history import History
from outreach.core.people import Contact
from outreach.ledger.campaigns import Campaigns
from outreach.ledger.database import Database, sqlite_memory
from outreach.ledger.deliveries import Deliveries
from outreach.ledger.faults import told_plainly
from outreach.ledger.followups import FollowUps
from outreach.ledger.forgetting import Forgetting
from outreach.ledger.inbound import InboundMail
from outreach.ledger.lock import advisory_lock, file_lock
from outreach.ledger.memory import ASKED, PEOPLE, Memory, Read
from outreach.ledger.people import PAGE
from outreach.ledger.providers import Providers
from outreach.ledger.renaming import Renaming
from outreach.ledger.replies import Replies
from outreach.ledger.reporting import Reports
from outreach.ledger.said import SaidBefore
from outreach.ledger.sending import Sending
from outreach.ledger.withdrawals import Withdrawals


class SqlLedger(
    Forgetting, Replies, Campaigns, Withdrawals, Sending, Deliveries, SaidBefore, Renaming, Providers,
    FollowUps, InboundMail, Reports,
):  # fmt: skip
    """What has been decided, sent and answered. Made by `opening.open_ledger`, which sees to its tables."""

    def __init__(self, database: Database) -> None:
        self._db = database

    @property
    def database(self) -> Database:
        """The database it lies in, for the room's own use."""
        return self._db

    @contextmanager
    def only_run(self) -> Iterator[None]:
        """Hold the installation's one run; nothing to hold for a private copy in memory.

        Raises:
            AnotherRunError: another run is in progress.
            LedgerError: the lock cannot be made.
        """
        if not self._db.is_sqlite:
            with advisory_lock(self._db):
                yield
        elif file := self._db.engine.url.database:
            with file_lock(Path(f"{file}.lock")):
                yield
        else:
            yield

    def copy(self) -> "SqlLedger":
        """A private copy in memory for a simulation; nothing done to it is kept."""
        return Copy(self.poured_into_memory())

    def poured_into_memory(self) -> Database:
        """A private copy of the database, of whatever version it is."""
        if not self._db.is_sqlite:
            raise LedgerError(
                "A ledger on PostgreSQL cannot be copied for a simulation yet; simulate on SQLite."
            )
        database = Database(sqlite_memory(), self._db.secret, "in memory")
        self._pour_into(database.sqlite_connection().driver_connection)
        return database

    def backup(self, path: Path) -> None:
        """Write a consistent copy to a new file, which only its owner may read; runs may go on meanwhile.

        Raises:
            UsageError: the file exists.
            LedgerError: it cannot be written.
        """
        if path.exists():
            raise UsageError(f"{path} exists already; name a new file, so that no older copy is lost.")
        if not self._db.is_sqlite:
            raise LedgerError("Make a copy of a PostgreSQL database with its own tool, pg_dump.")
        unfinished = path.with_name(f"{path.name}.unfinished")
        try:
            _new_file(unfinished)
            with told_plainly(str(path)):
                self._write_copy(unfinished)
            unfinished.rename(path)
        finally:
            unfinished.unlink(missing_ok=True)

    def close(self) -> None:
        """Give back every connection; a copy in memory is gone."""
        self._db.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write_copy(self, path: Path) -> None:
        target = sqlite3.connect(path)
        try:
            self._pour_into(target)
        finally:
            target.close()

    def _pour_into(self, target: sqlite3.Connection) -> None:
        source = self._db.sqlite_connection()
        try:
            with told_plainly(self._db.where):
                source.driver_connection.backup(target)
        finally:
            source.close()


class Copy(SqlLedger):
    """A private copy in memory: what was read from it stands until it is written to."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._memory = Memory(database.sqlite_connection().driver_connection)

    def history(self, campaign: str) -> History:
        """What has happened in one campaign."""
        return self._recall(campaign, "history", partial(super().history, campaign))

    def begin(self, campaign: str, at: datetime) -> None:
        """Note when a campaign began; the first call counts."""
        if self.history(campaign).began is None:
            super().begin(campaign, at)

    def people_version(self) -> int:
        """A count that rises with every change to anybody."""
        return self._recall(PEOPLE, "version", super().people_version)

    def contacts(self) -> Iterator[Contact]:
        """Everybody, by id; the first of them are kept at hand, and a few people are all there are."""
        everybody = super().contacts
        few = self._recall(PEOPLE, "few", lambda: tuple(islice(everybody(), PAGE)))
        return iter(few) if len(few) < PAGE else everybody()

    def followups(self, *, done: bool = False) -> list[Listed]:
        """Open ones (or all, with `done`), by due day and number."""
        read = partial(super().followups, done=done)
        return list(self._recall(ASKED, f"done={done}", read))

    def todo(self, wanted: Wanted, size: int | None = None) -> list[Listed]:
        """Those that are wanted, in the order in which people do them."""
        return list(self._recall(ASKED, f"{wanted} {size}", partial(super().todo, wanted, size)))

    def calls_made(self, since: datetime) -> Mapping[str, int]:
        """How many calls each owner has ticked off since that moment."""
        return self._recall(ASKED, f"calls since {since}", partial(super().calls_made, since))

    def close_followups(self, keys: Sequence[str], at: datetime) -> None:
        """Tick off those of these keys that are open; mostly none is."""
        asked = self._recall(ASKED, "keys", lambda: frozenset(each.followup.key for each in self.followups()))
        if not asked.isdisjoint(keys):
            super().close_followups(keys, at)

    def _recall(self, subject: str, what: str, read: Callable[[], Read]) -> Read:
        return self._memory.recall(subject, what, read, lasting=not self._db.is_writing)


def _new_file(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise LedgerError(
            f"{path} cannot be written ({error.strerror}). Name a file in a folder where you may write."
        ) from error
