"""The ledger: plans, bodies, tasks with their light steps, histories, cases, working days."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

CODE_POINTS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _text(name: str, *refers: str, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, CODE_POINTS, *map(sa.ForeignKey, refers), primary_key=key, nullable=False)


def _number(name: str, *, key: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), primary_key=key, autoincrement=False, nullable=False)


def _flag(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.SmallInteger(), nullable=False)


def upgrade() -> None:
    """Make every table of schema 1."""
    _declared()
    _projected()
    _recorded()


def _declared() -> None:
    op.create_table("meta", _text("name", key=True), _text("value"))
    op.create_table(
        "plan", _text("id", key=True), _text("document"), _text("title"), _text("issued"), _number("position"),
        _text("document_json"),
    )
    op.create_table(
        "plan_revision", _text("plan", "plan.id", key=True), _number("seq", key=True), _text("at"), _text("hash"),
        sa.Column("source", sa.LargeBinary(), nullable=False),
    )
    op.create_table("body", _text("name", key=True), _text("kind"))
    for name, column in (("body_alias", "alias"), ("body_member", "member")):
        op.create_table(name, _text("body", "body.name", key=True), _number("position", key=True), _text(column))
    op.create_table("calendar_day", _text("day", key=True), _text("known", key=True), _flag("working"), _text("name"))
    op.create_table("calendar_year", _number("year", key=True), _text("announced"))


def _projected() -> None:
    op.create_table(
        "task", _text("id", key=True), _text("plan", "plan.id"), _number("plan_order"), _text("number"),
        _number("position"), _text("title"), _text("due"), _number("seq"), _text("head"), _text("at"),
        _flag("completed"), _flag("withdrawn"), _text("search"), _text("definition"), _text("state"),
    )
    op.create_index("ix_task_due", "task", ["withdrawn", "due", "plan_order", "plan", "position", "id"])
    op.create_index("ix_task_plan", "task", ["withdrawn", "plan_order", "plan", "position", "id"])
    op.create_index("ix_task_number", "task", ["withdrawn", "number", "id"])
    op.create_table(
        "task_body", _text("task", "task.id", key=True), _text("role", key=True), _text("body", key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_task_body", "task_body", ["body", "task"])
    op.create_table(
        "light_step", _text("task", "task.id", key=True), _text("since", key=True), _text("until"), _text("light"),
        _text("reason"), sqlite_with_rowid=False,
    )


def _recorded() -> None:
    op.create_table(
        "entry", _text("task", key=True), _number("seq", key=True), _text("at"), _text("recorded"), _text("by"),
        _text("kind"), _text("content"), _text("hash"),
    )
    op.create_index("ix_entry_recorded", "entry", ["recorded", "task", "seq"])
    op.create_table(
        "case_row", _text("id", key=True), _text("procedure"), _text("name"), _text("opened"), _flag("ended"),
        _text("state"), _number("seq"), _text("head"), _text("at"),
    )
