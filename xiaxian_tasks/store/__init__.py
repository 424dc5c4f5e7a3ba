"""The ledger on disk: SQLModel tables, migrations, and the same few statements for SQLite and PostgreSQL."""
