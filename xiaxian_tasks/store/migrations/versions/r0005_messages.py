"""What is said to bodies: messages as projected, and what each said of a task under a key that is given once."""

import sqlalchemy as sa
from alembic import op

from xiaxian_tasks.store.migrations.versions.r0001_ledger import _number, _text

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """From schema 4 to 5: two tables more, both empty."""
    op.create_table(
        "message_row", _text("id", key=True), _text("key"), _text("kind"), _text("paper"), _text("body"),
        _text("state"), _text("day"), _text("retry_at"), _text("until"), _text("sent"), _number("year"),
        _number("number"), _number("seq"), _text("head"), _text("at"), _text("document"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_message_state", "message_row", ["state", "year", "number", "day"])
    op.create_index("ix_message_body", "message_row", ["body", "year", "number"])
    op.create_index("ix_message_number", "message_row", ["year", "number"])
    op.create_index("ix_message_sent", "message_row", ["sent"])
    op.create_table(
        "said", _text("key", key=True), _text("message"), _text("task"), _text("duty"), _text("body"), _text("rung"),
        _text("since"), _number("n"), _text("paper"), _text("at"),
    )
    op.create_index("ix_said_task", "said", ["task", "at", "key"])
    op.create_index("ix_said_message", "said", ["message", "key"])
