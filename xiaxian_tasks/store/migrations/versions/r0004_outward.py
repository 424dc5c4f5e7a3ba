"""What went outward: when a calendar was last fetched, and what was put on other servers. No record, and not hashed."""

from alembic import op

from xiaxian_tasks.store.migrations.versions.r0001_ledger import _number, _text

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """From schema 3 to 4: two tables more, both empty."""
    op.create_table("seen", _text("hash", key=True), _text("at"), _text("agent"), _number("times"))
    op.create_table(
        "published", _text("calendar", key=True), _text("uid", key=True), _text("href"), _text("etag"),
        _text("digest"), _text("intent"),
    )
