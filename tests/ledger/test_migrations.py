from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from outreach import ledger as room
from outreach.ledger.store import SqlLedger
from outreach.ledger.tables import METADATA, REVISIONS


def test_the_migrations_make_exactly_the_tables_that_are_declared(ledger: SqlLedger) -> None:
    with ledger.database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, METADATA) == []


def test_deliveries_are_kept_by_their_key_alone(ledger: SqlLedger) -> None:
    source = ledger.database.sqlite_connection()
    (made,) = source.driver_connection.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'deliveries'"
    ).fetchone()
    source.close()
    assert made.rstrip().endswith("WITHOUT ROWID")


def test_the_revisions_known_are_the_revisions_there_are() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(str(room.__file__)).parent / "migrations"))
    scripts = ScriptDirectory.from_config(config)
    written = [script.revision for script in scripts.walk_revisions()]
    assert tuple(reversed(written)) == REVISIONS
