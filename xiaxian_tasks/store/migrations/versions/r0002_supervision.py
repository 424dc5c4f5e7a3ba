"""Supervision: what a past day needs, waits, what was asked, numbers, evidence, the county's own history."""

import sqlalchemy as sa
from alembic import op

from xiaxian_tasks.store.migrations.versions.r0001_ledger import CODE_POINTS, _number, _text

revision = "0002"
down_revision = "0001"

_KEEP = "CREATE TABLE {name}_before AS SELECT * FROM {name}"
_STEPS = (
    "INSERT INTO light_step (task, since, until, light, reason, stage, outlook, due, progress)"
    " SELECT s.task, s.since, s.until, s.light, s.reason,"
    " CASE WHEN s.light = 'done' THEN 'completed' ELSE 'active' END, '', t.due, NULL"
    " FROM light_step_before s JOIN task t ON t.id = s.task"
)
_BODIES = (
    "INSERT INTO task_body (task, role, body, since, until)"
    " SELECT b.task, b.role, b.body,"
    " coalesce((SELECT min(s.since) FROM light_step_before s WHERE s.task = b.task), '0001-01-01'), 'open'"
    " FROM task_body_before b JOIN task t ON t.id = b.task"
)
_STALE = "INSERT INTO meta (name, value) SELECT 'projection', 'stale' WHERE EXISTS (SELECT 1 FROM task)"


def upgrade() -> None:
    """From schema 1 to 2. What schema 1 did not keep is filled in as well as may be, and marked to be remade."""
    op.add_column("task", sa.Column("changed", CODE_POINTS, nullable=False, server_default="0001-01-01"))
    op.create_index("ix_task_changed", "task", ["changed"])
    for name in ("light_step", "task_body"):
        op.execute(_KEEP.format(name=name))
        op.drop_table(name)
    _kept_by_day()
    op.execute(_STEPS)
    op.execute(_BODIES)
    for name in ("light_step", "task_body"):
        op.drop_table(f"{name}_before")
    _waited_and_asked()
    _facts()
    op.create_index("ix_entry_kind", "entry", ["kind", "at", "task", "seq"])
    op.execute(_STALE)


def _kept_by_day() -> None:
    op.create_table(
        "task_body", _text("task", "task.id", key=True), _text("role", key=True), _text("body", key=True),
        _text("since", key=True), _text("until"), sqlite_with_rowid=False,
    )
    op.create_index("ix_task_body", "task_body", ["body", "task", "role", "since", "until"])
    op.create_table(
        "light_step", _text("task", "task.id", key=True), _text("since", key=True), _text("until"), _text("light"),
        _text("reason"), _text("stage"), _text("outlook"), _text("due"),
        sa.Column("progress", sa.BigInteger(), nullable=True), sqlite_with_rowid=False,
    )
    newest: list[str | sa.TextClause] = ["light", "reason", sa.text("since DESC"), "task", "until", "stage"]
    op.create_index("ix_light_step_newest", "light_step", newest)
    standing = ["light", "reason", "until", "since", "task", "stage", "outlook", "progress"]
    op.create_index("ix_light_step_standing", "light_step", standing)


def _waited_and_asked() -> None:
    op.create_table(
        "waiting", _text("task", "task.id", key=True), _text("since", key=True), _text("what", key=True),
        _text("key", key=True), _text("body", key=True), _text("began"), _text("due"), _text("until"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_waiting_what", "waiting", ["what", "until", "due", "began", "task", "key", "since"])
    op.create_index("ix_waiting_body", "waiting", ["body", "what", "until", "since"])
    op.create_table(
        "asked", _text("task", "task.id", key=True), _number("seq", key=True), _number("position", key=True),
        _text("body"), _text("at"), _text("what"), _number("fields"), sqlite_with_rowid=False,
    )
    op.create_index("ix_asked_at", "asked", ["at"])
    op.create_index("ix_asked_body", "asked", ["body", "at", "task", "seq", "position"])


def _facts() -> None:
    op.create_table(
        "number", _text("kind", key=True), _number("year", key=True), _number("number", key=True), _text("task"),
    )
    op.create_table(
        "evidence", _text("hash", key=True), _number("size"), sa.Column("content", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "county_row", _text("name", key=True), _text("state"), _number("seq"), _text("head"), _text("at"),
        _text("closed"),
    )
