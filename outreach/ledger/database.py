"""One database: its connections and transactions, the keyed hash of an address, and the statement dialect."""

import hashlib
import hmac
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.pool import StaticPool

from outreach.ledger.faults import told_plainly

Insert = sqlite.Insert | postgresql.Insert


class Database:
    """Where the ledger lies, and the secret that addresses are hashed with.

    A transaction belongs to the thread that opened it; whatever that thread reads or writes meanwhile joins
    it. So a caller may read people while it feeds an enrolment, even where there is only one connection.
    """

    def __init__(self, engine: Engine, secret: bytes, where: str) -> None:
        self.engine = engine
        self.secret = secret
        self.where = where
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._reader = engine.execution_options(first_words="BEGIN")
        self._writer = engine.execution_options(first_words="BEGIN IMMEDIATE")
        steady = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        self._steady = self._reader.execution_options(**steady)
        self._mine = threading.local()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that may write; committed at the end, undone by an exception.

        Raises:
            LedgerError: the database cannot be written.
        """
        joined = getattr(self._mine, "connection", None)
        if joined is not None:
            yield joined
            return
        with told_plainly(self.where), self._writer.begin() as connection:
            self._mine.connection = connection
            try:
                yield connection
            finally:
                self._mine.connection = None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection to read from: the thread's open transaction, or one that sees a single moment.

        Raises:
            LedgerError: the database cannot be read.
        """
        joined = getattr(self._mine, "connection", None) or getattr(self._mine, "reader", None)
        if joined is not None:
            yield joined
            return
        with told_plainly(self.where), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """Whatever this thread reads inside it, it sees as it stood at one moment; nothing may be written.

        Raises:
            LedgerError: the database cannot be read.
        """
        with told_plainly(self.where), self._steady.connect() as connection:
            self._mine.reader = connection
            try:
                yield
            finally:
                self._mine.reader = None

    @property
    def is_writing(self) -> bool:
        """Whether this thread is in a transaction that may write, and may yet be undone."""
        return getattr(self._mine, "connection", None) is not None

    def insert(self, table: Table) -> Any:  # noqa: ANN401  # the two dialects' inserts have no common type
        """An INSERT that knows ON CONFLICT, in the database's dialect."""
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)

    def hashed(self, address: str) -> str:
        """HMAC-SHA256 (RFC 2104) of the address, trimmed and in lower case; empty for no address."""
        plain = address.strip().lower()
        return hmac.new(self.secret, plain.encode(), hashlib.sha256).hexdigest() if plain else ""

    def fingerprint_of_secret(self) -> str:
        """Tells one secret from another without giving it away."""
        return hmac.new(self.secret, b"outreach ledger", hashlib.sha256).hexdigest()

    def sqlite_connection(self) -> Any:  # noqa: ANN401  # SQLAlchemy's proxy of a sqlite3.Connection
        """The driver's own connection, from the pool; close it to give it back."""
        return self.engine.raw_connection()


def sqlite_file(url: URL, *, patience: float, query_only: bool = False) -> Engine:
    """An engine on a SQLite file; `patience` is how many seconds to wait for another writer."""
    arguments = {"timeout": patience, "check_same_thread": False}
    engine = create_engine(url, connect_args=arguments, hide_parameters=True)
    settings = ["foreign_keys=ON", "synchronous=FULL", "cache_size=-4096", "secure_delete=ON"]
    return _prepared(engine, [*settings, "query_only=ON"] if query_only else settings)


def sqlite_memory() -> Engine:
    """An engine on one private database in memory, gone when it is disposed of."""
    arguments = {"check_same_thread": False}
    engine = create_engine("sqlite://", connect_args=arguments, poolclass=StaticPool, hide_parameters=True)
    return _prepared(engine, ["foreign_keys=ON", "synchronous=OFF"])


def _prepared(engine: Engine, settings: list[str]) -> Engine:
    """Switch the driver's own transactions off and begin them ourselves, as SQLAlchemy's manual advises."""

    @event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for setting in settings:
            connection.execute(f"PRAGMA {setting}")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("first_words", "BEGIN"))

    return engine
