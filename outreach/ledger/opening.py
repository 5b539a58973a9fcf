"""Opening a ledger: making it, bringing it up to date, and refusing what this version cannot understand."""

import os
from pathlib import Path

from sqlalchemy import (
    URL,
    Column,
    Connection,
    MetaData,
    String,
    Table,
    bindparam,
    create_engine,
    func,
    inspect,
    select,
    update,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from outreach.core.errors import LedgerError
from outreach.ledger.database import Database, sqlite_file, sqlite_memory
from outreach.ledger.faults import told_plainly
from outreach.ledger.lock import folder_alone
from outreach.ledger.store import SqlLedger
from outreach.ledger.tables import CONTACTS, FACTS, METADATA, REVISIONS, SUPPRESSIONS

HEAD = REVISIONS[-1]
VERSION_TABLE = "alembic_version"


def open_ledger(url: str, *, secret: bytes, read_only: bool = False, patience: float = 30.0) -> SqlLedger:
    """The ledger at a SQLAlchemy URL; a SQLite path is absolute, and is made with its folder on first use.

    Args:
        url: `sqlite:////srv/outreach/var/outreach.db`, `sqlite://` (in memory) or a PostgreSQL URL.
        secret: what addresses are hashed with; the same for the ledger's whole life.
        read_only: nothing is made or changed; where there is no ledger yet, an empty one in memory.
        patience: seconds to wait for another program's writing.

    Raises:
        LedgerError: it cannot be opened, is damaged, is newer than this version, or has another secret.
    """
    where = _parsed(url)
    if where.get_backend_name() != "sqlite":
        return _on_server(where, secret, read_only=read_only)
    if where.database in (None, "", ":memory:"):
        return _in_memory(secret)
    path = Path(str(where.database))
    if read_only:
        return _to_read(path, secret, patience)
    _make_room(path)
    database = Database(sqlite_file(where, patience=patience), secret, str(path))
    with told_plainly(database.where):
        if _revision(database) != HEAD:
            with folder_alone(path.parent):
                _use_a_write_ahead_log(database)
                _bring_up_to_date(database)
    _recognise(database)
    return SqlLedger(database)


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError:
        raise LedgerError(
            "OUTREACH_DATABASE_URL is not the address of a database. Leave it out for `var/outreach.db`, "
            "or write one such as sqlite:////srv/outreach/outreach.db"
        ) from None


def _in_memory(secret: bytes) -> SqlLedger:
    database = Database(sqlite_memory(), secret, "in memory")
    with database.write() as connection:
        METADATA.create_all(connection)
        versions = _version_table()
        versions.create(connection)
        connection.execute(versions.insert(), {"version_num": HEAD})
    _recognise(database)
    return SqlLedger(database)


def _version_table() -> Table:
    """Alembic's own table, for a ledger that is made without it."""
    return Table(VERSION_TABLE, MetaData(), Column("version_num", String(32), primary_key=True))


def _to_read(path: Path, secret: bytes, patience: float) -> SqlLedger:
    """A ledger that is only read; one that must first be brought up to date is so in a copy in memory."""
    try:
        nothing_yet = path.stat().st_size == 0
    except FileNotFoundError:
        nothing_yet = True
    if nothing_yet:
        return _in_memory(secret)
    database = Database(
        sqlite_file(_to_read_only(path), patience=patience, query_only=True), secret, str(path)
    )
    if _revision(database) == HEAD:
        _recognise(database, read_only=True)
        return SqlLedger(database)
    with SqlLedger(database) as older:
        copy = older.poured_into_memory()
    _bring_up_to_date(copy)
    _recognise(copy)
    return SqlLedger(copy)


def _to_read_only(path: Path) -> URL:
    """The URL of a file to read; SQLite is told where nothing may be written beside it (its URI options)."""
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return URL.create("sqlite", database=str(path))
    log = path.with_name(f"{path.name}-wal")
    options = {"uri": "true", "mode": "ro"} | ({} if log.exists() else {"immutable": "1"})
    return URL.create("sqlite", database=path.absolute().as_uri(), query=options)


def _make_room(path: Path) -> None:
    """The folder, and an empty file that only its owner may read, for it will hold addresses."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise LedgerError(
            f"The ledger {path} cannot be made ({error.strerror}). Make its folder writable for the user "
            "who runs outreach, or name another place in OUTREACH_DATABASE_URL."
        ) from error


def _on_server(url: URL, secret: bytes, *, read_only: bool) -> SqlLedger:
    try:
        engine = create_engine(url, hide_parameters=True, pool_pre_ping=True)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise LedgerError(
            f"OUTREACH_DATABASE_URL names a kind of database ({url.drivername}) whose driver is not "
            "installed. Install it (for PostgreSQL: `pip install psycopg`), or leave the setting out."
        ) from error
    database = Database(engine, secret, f"{url.database} on {url.host}")
    revision = _revision(database)
    if revision != HEAD and read_only:
        if revision:
            raise LedgerError(
                f"The ledger {database.where} was written by an older version of outreach and must first be "
                "brought up to date, which only looking at it does not do. Run `outreach run` once."
            )
        return _in_memory(secret)
    if revision != HEAD:
        _bring_up_to_date(database)
    _recognise(database, read_only=read_only)
    return SqlLedger(database)


def _use_a_write_ahead_log(database: Database) -> None:
    """Readers and the one writer then do not wait for each other; the file remembers it."""
    source = database.sqlite_connection()
    try:
        source.driver_connection.execute("PRAGMA journal_mode=WAL")
    finally:
        source.close()


def _revision(database: Database) -> str:
    """The revision of the tables, empty where there are none.

    Raises:
        LedgerError: they are newer than this version of outreach, or not a ledger at all.
    """
    with database.read() as connection:
        return _understood(connection, database.where)


def _understood(connection: Connection, where: str) -> str:
    names = inspect(connection).get_table_names()
    if not names:
        return ""
    if VERSION_TABLE not in names:
        raise LedgerError(
            f"{where} is a database of something else; outreach leaves it alone. "
            "Name another file in OUTREACH_DATABASE_URL."
        )
    revision = connection.scalar(select(_version_table().c.version_num)) or ""
    if revision and revision not in REVISIONS:
        raise LedgerError(
            f"The ledger {where} was written by a newer version of outreach (its form is {revision}, "
            f"the newest known here {HEAD}). Nothing was touched: update outreach, then try again."
        )
    return revision


def _bring_up_to_date(database: Database) -> None:
    """Run the migrations that are missing, in one transaction; alembic is slow to import, so only now."""
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    folder = Path(__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    with database.write() as connection:
        if _understood(connection, database.where) != HEAD:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _recognise(database: Database, *, read_only: bool = False) -> None:
    """See that the secret is the one addresses were hashed with; take a new one only while nobody has left.

    Raises:
        LedgerError: it is another, and with it nobody who unsubscribed would be known.
    """
    mark = database.fingerprint_of_secret()
    known = _known_secret(database)
    with database.read() as connection:
        stops = connection.scalar(select(func.count()).select_from(SUPPRESSIONS))
    if known == mark:
        return
    if known and stops:
        raise LedgerError(
            f"OUTREACH_SECRET_KEY is not the one the ledger {database.where} was begun with; with "
            f"another, the {stops} addresses that must not be written to would not be known. "
            "Put the former key back."
        )
    if not read_only:
        _take_secret(database, mark)


def is_begun(url: str) -> bool:
    """Whether there is a ledger with a secret of its own already, so that none may be made up for it.

    Raises:
        LedgerError: it cannot be opened, or without its secret addresses that have left would not be known.
    """
    with open_ledger(url, secret=b"of no ledger", read_only=True) as ledger:
        return _known_secret(ledger.database) not in (None, ledger.database.fingerprint_of_secret())


def _known_secret(database: Database) -> str | None:
    with database.read() as connection:
        return connection.scalar(select(FACTS.c.text).where(FACTS.c.name == "secret"))


def _take_secret(database: Database, mark: str) -> None:
    row = {"name": "secret", "number": 0, "text": mark}
    new = update(CONTACTS).where(CONTACTS.c.id == bindparam("of")).values(address_hash=bindparam("hashed"))
    with database.write() as connection:
        insert = database.insert(FACTS).values(row)
        connection.execute(insert.on_conflict_do_update(index_elements=["name"], set_=row))
        people = connection.execute(select(CONTACTS.c.id, CONTACTS.c.email)).all()
        if people:
            connection.execute(new, [{"of": row.id, "hashed": database.hashed(row.email)} for row in people])
