"""The tables (SQLModel). Rows are dumb: they hold values already checked, and are never made one by one on a hot path.

Days are ISO texts and flags are 0 or 1, so that both engines compare them alike; texts compare by code point in both.
"""

from typing import Any

from sqlalchemy import BigInteger, Column, Index, LargeBinary, MetaData, SmallInteger, Text, text
from sqlmodel import Field, SQLModel

METADATA = MetaData()

CODE_POINTS = Text().with_variant(Text(collation="C"), "postgresql")
"""SQLite compares texts by their bytes; PostgreSQL does so under this collation only, whatever the server's locale."""


def _text(**more: Any) -> Any:
    return Field(sa_type=CODE_POINTS, **more)


def _flag() -> Any:
    return Field(sa_type=SmallInteger)


class Table(SQLModel):
    """The ground of all tables: one metadata of their own."""

    metadata = METADATA


class Meta(Table, table=True):
    """One row marks the database as ours and names its schema; another stands while projections must be remade."""

    __tablename__ = "meta"
    name: str = _text(primary_key=True)
    value: str = _text()


class PlanTable(Table, table=True):
    """Plans (方案) as last adopted; `position` orders them as they were first adopted."""

    __tablename__ = "plan"
    id: str = _text(primary_key=True)
    document: str = _text()
    title: str = _text()
    issued: str = _text()
    position: int
    document_json: str = _text()


class PlanRevision(Table, table=True):
    """Each adoption of a plan file, with its bytes."""

    __tablename__ = "plan_revision"
    plan: str = _text(primary_key=True, foreign_key="plan.id")
    seq: int = Field(primary_key=True)
    at: str = _text()
    hash: str = _text()
    source: bytes = Field(sa_type=LargeBinary)


class BodyTable(Table, table=True):
    """Bodies (单位)."""

    __tablename__ = "body"
    name: str = _text(primary_key=True)
    kind: str = _text()


class BodyAlias(Table, table=True):
    """The other names of a body, in order."""

    __tablename__ = "body_alias"
    body: str = _text(primary_key=True, foreign_key="body.name")
    position: int = Field(primary_key=True)
    alias: str = _text()


class BodyMember(Table, table=True):
    """The members of a group, in order: bodies, or posts that are no body."""

    __tablename__ = "body_member"
    body: str = _text(primary_key=True, foreign_key="body.name")
    position: int = Field(primary_key=True)
    member: str = _text()


class TaskTable(Table, table=True):
    """Tasks (事项) as projected. `due` is 9999-12-31 where there is none; `plan_order` is the plan's position.

    `changed` is the last day on which due, bodies or withdrawal changed: lists of earlier days go by the other tables.
    The two long texts stand last, so that reading the others does not walk through them.
    """

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_due", "withdrawn", "due", "plan_order", "plan", "position", "id"),
        Index("ix_task_plan", "withdrawn", "plan_order", "plan", "position", "id"),
        Index("ix_task_number", "withdrawn", "number", "id"),
        Index("ix_task_changed", "changed"),
    )
    id: str = _text(primary_key=True)
    plan: str = _text(foreign_key="plan.id")
    plan_order: int
    number: str = _text()
    position: int
    title: str = _text()
    due: str = _text()
    seq: int
    head: str = _text()
    at: str = _text()
    completed: int = _flag()
    withdrawn: int = _flag()
    search: str = _text()
    definition: str = _text()
    state: str = _text()
    changed: str = _text()


class TaskBody(Table, table=True):
    """Who leads and who supports a task; a task without a lead is led by terms.UNASSIGNED.

    From `since` up to the day before `until`, which is "open" for those of today.
    """

    __tablename__ = "task_body"
    __table_args__ = (Index("ix_task_body", "body", "task", "role", "since", "until"), {"sqlite_with_rowid": False})
    task: str = _text(primary_key=True, foreign_key="task.id")
    role: str = _text(primary_key=True)
    body: str = _text(primary_key=True)
    since: str = _text(primary_key=True)
    until: str = _text()


class LightStep(Table, table=True):
    """The light (亮灯) of a task from `since` up to the day before `until`, which is "open" for the last one.

    With it what else a list of a past day asks for; `due` is 9999-12-31 where there is none, `progress` in millionths.
    """

    __tablename__ = "light_step"
    __table_args__ = (
        Index("ix_light_step_newest", "light", "reason", text("since DESC"), "task", "until", "stage"),
        Index(
            "ix_light_step_standing", "light", "reason", "until", "since", "task", "stage", "outlook", "progress",
        ),
        {"sqlite_with_rowid": False},
    )
    task: str = _text(primary_key=True, foreign_key="task.id")
    since: str = _text(primary_key=True)
    until: str = _text()
    light: str = _text()
    reason: str = _text()
    stage: str = _text()
    outlook: str = _text()
    due: str = _text()
    progress: int | None = Field(sa_type=BigInteger)


class WaitingTable(Table, table=True):
    """What a task waits for (待办) from `since` up to the day before `until`, which is "open" until something comes."""

    __tablename__ = "waiting"
    __table_args__ = (
        Index("ix_waiting_what", "what", "until", "due", "began", "task", "key", "since"),
        Index("ix_waiting_body", "body", "what", "until", "since"),
        {"sqlite_with_rowid": False},
    )
    task: str = _text(primary_key=True, foreign_key="task.id")
    since: str = _text(primary_key=True)
    what: str = _text(primary_key=True)
    key: str = _text(primary_key=True)
    body: str = _text(primary_key=True)
    began: str = _text()
    due: str = _text()
    until: str = _text()


class AskedTable(Table, table=True):
    """What an entry asked of a body (基层负担); `position` tells the rows of one entry apart."""

    __tablename__ = "asked"
    __table_args__ = (
        Index("ix_asked_at", "at"),
        Index("ix_asked_body", "body", "at", "task", "seq", "position"),
        {"sqlite_with_rowid": False},
    )
    task: str = _text(primary_key=True, foreign_key="task.id")
    seq: int = Field(primary_key=True)
    position: int = Field(primary_key=True)
    body: str = _text()
    at: str = _text()
    what: str = _text()
    fields: int


class NumberTable(Table, table=True):
    """Running numbers (编号) given once: rows are added, never changed, whatever becomes of the task."""

    __tablename__ = "number"
    kind: str = _text(primary_key=True)
    year: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    task: str = _text()


class EvidenceTable(Table, table=True):
    """Evidence (佐证) by the SHA-256 of its content, in hexadecimal; `size` in bytes."""

    __tablename__ = "evidence"
    hash: str = _text(primary_key=True)
    size: int
    content: bytes = Field(sa_type=LargeBinary)


class CountyTable(Table, table=True):
    """The one history of the whole county as projected; `closed` is "" while no month has been closed."""

    __tablename__ = "county_row"
    name: str = _text(primary_key=True)
    state: str = _text()
    seq: int
    head: str = _text()
    at: str = _text()
    closed: str = _text()


class EntryTable(Table, table=True):
    """Entries (记录) of tasks, cases and the county: rows are added, never changed. `content` is canonical JSON."""

    __tablename__ = "entry"
    __table_args__ = (
        Index("ix_entry_recorded", "recorded", "task", "seq"),
        Index("ix_entry_kind", "kind", "at", "task", "seq"),
        Index("ix_entry_by", "by", "recorded", "task", "seq"),
    )
    task: str = _text(primary_key=True)
    seq: int = Field(primary_key=True)
    at: str = _text()
    recorded: str = _text()
    by: str = Field(sa_column=Column("by", CODE_POINTS, nullable=False, quote=True))
    kind: str = _text()
    content: str = _text()
    hash: str = _text()


class CaseTable(Table, table=True):
    """Cases (办件) as projected; `opened` is the moment the first entry was recorded."""

    __tablename__ = "case_row"
    id: str = _text(primary_key=True)
    procedure: str = _text()
    name: str = _text()
    opened: str = _text()
    ended: int = _flag()
    state: str = _text()
    seq: int
    head: str = _text()
    at: str = _text()


class MessageTable(Table, table=True):
    """Messages (消息) as projected: `day` they are of, `retry_at` and `until` before which they do not go and `sent`
    when they did, "" where that is not known; `year` and `number` order them as they were drafted."""

    __tablename__ = "message_row"
    __table_args__ = (
        Index("ix_message_state", "state", "year", "number", "day"),
        Index("ix_message_body", "body", "year", "number"),
        Index("ix_message_number", "year", "number"),
        Index("ix_message_sent", "sent"),
    )
    id: str = _text(primary_key=True)
    key: str = _text(unique=True)
    kind: str = _text()
    paper: str = _text()
    body: str = _text()
    state: str = _text()
    day: str = _text()
    retry_at: str = _text()
    until: str = _text()
    sent: str = _text()
    year: int
    number: int
    seq: int
    head: str = _text()
    at: str = _text()
    document: str = _text()


class SaidTable(Table, table=True):
    """What messages said of tasks: no key in two of them, so that nothing is said twice."""

    __tablename__ = "said"
    __table_args__ = (Index("ix_said_task", "task", "at", "key"), Index("ix_said_message", "message", "key"))
    key: str = _text(primary_key=True)
    message: str = _text()
    task: str = _text()
    duty: str = _text()
    body: str = _text()
    rung: str = _text()
    since: str = _text()
    n: int
    paper: str = _text()
    at: str = _text()


class CalendarDay(Table, table=True):
    """Days that differ from their weekday; `known` is the notice's day, "" where no notice has come."""

    __tablename__ = "calendar_day"
    day: str = _text(primary_key=True)
    known: str = _text(primary_key=True)
    working: int = _flag()
    name: str = _text()


class CalendarYear(Table, table=True):
    """Years whose days off are announced, and the notice's day."""

    __tablename__ = "calendar_year"
    year: int = Field(primary_key=True)
    announced: str = _text()


class SeenTable(Table, table=True):
    """When a calendar was last fetched by a token, as noted: its moment in UTC, by what program, how often noted.

    No record: nothing proves it, and nothing is decided by it.
    """

    __tablename__ = "seen"
    hash: str = _text(primary_key=True)
    at: str = _text()
    agent: str = _text()
    times: int


class PublishedTable(Table, table=True):
    """What was put on another server (发布): where it stands there, as which version, the SHA-256 of its bytes, and
    what is about to be done with it, "" when that is done. No record either: the other server has the last word."""

    __tablename__ = "published"
    calendar: str = _text(primary_key=True)
    uid: str = _text(primary_key=True)
    href: str = _text()
    etag: str = _text()
    digest: str = _text()
    intent: str = _text()
