"""Alembic's environment: runs on the connection that `opening` hands over, inside its transaction."""

from alembic import context

from outreach.ledger.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"], target_metadata=METADATA, transactional_ddl=True
)
with context.begin_transaction():
    context.run_migrations()
