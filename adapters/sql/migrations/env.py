"""Runs migrations on the connection that `adapters.sql.migrate` hands over, in one transaction or many."""

from alembic import context

from adapters.sql import plan_tables, record_tables
from adapters.sql.schema import metadata

# Tables belong to the metadata once their modules are imported.
TABLES = (plan_tables, record_tables)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transaction_per_migration=True,  # where there is none around them
)
with context.begin_transaction():
    context.run_migrations()
