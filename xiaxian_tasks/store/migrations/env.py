"""What Alembic runs: the revisions, on the connection and in the transaction of store/upgrade.py."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], target_metadata=None)
with context.begin_transaction():
    context.run_migrations()
