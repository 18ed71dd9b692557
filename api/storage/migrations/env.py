"""What Alembic runs: the steps, on the connection that `upgrade` gives it."""

from alembic import context

from api.storage.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
