"""Alembic's folder: `env` runs the revisions on the connection it is handed, and none is edited once released."""
