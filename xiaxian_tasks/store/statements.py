"""The statements that read, written by hand in the SQL that SQLite and PostgreSQL share.

`:name` is a parameter. Lists are put together in store/asking.py, what writes stands in store/writes.py. A test
prepares every statement on a fresh ledger of each engine and compares its columns with `tables`.
"""
# ruff: noqa: S608
# Every fragment stands in this file; nothing that a user types becomes part of a statement.

from typing import Any

from xiaxian_tasks.domain.terms import WITHDRAWN

Parameters = dict[str, Any]

OPEN = "open"
"""`until` of what stands as long as nothing is recorded: sorts after every day."""

UNDATED = "9999-12-31"
"""`due` of a task without one: sorts after every day that is printed."""

MARKS = "SELECT name, value FROM meta"

ANY_PLAN = "SELECT id FROM plan LIMIT 1"
ANY_ENTRY = "SELECT seq FROM entry LIMIT 1"
PLANS = "SELECT id, document, title, issued, position, document_json, 0 AS tasks FROM plan ORDER BY position, id"
PLANS_COUNTED = (
    "SELECT p.id, p.document, p.title, p.issued, p.position, p.document_json,"
    " (SELECT count(*) FROM task t WHERE t.withdrawn = 0 AND t.plan_order = p.position AND t.plan = p.id)"
    " - (SELECT count(*) FROM task z WHERE z.withdrawn = 0 AND z.number = '0' AND z.plan = p.id) AS tasks"
    " FROM plan p ORDER BY p.position, p.id"
)
BODIES = "SELECT name, kind FROM body ORDER BY name"
ALIASES = "SELECT body, alias FROM body_alias ORDER BY body, position"
MEMBERS = "SELECT body, member FROM body_member ORDER BY body, position"
CALENDAR_DAYS = "SELECT day, working, name, known FROM calendar_day ORDER BY day, known"
CALENDAR_YEARS = "SELECT year, announced FROM calendar_year ORDER BY year"

# The sign keeps SQLite from choosing an index for the flag and sorting what it finds: the ids are in order already.
IDS = "SELECT id, title FROM task WHERE +withdrawn = 0 AND id >= :low AND id < :high ORDER BY id LIMIT :limit"
IDS_BY_NUMBER = (
    "SELECT id, title FROM task WHERE withdrawn = 0 AND number >= :low AND number < :high"
    " ORDER BY number, id LIMIT :limit"
)

ENTRY = 'SELECT task, seq, at, recorded, "by", kind, content, hash FROM entry'
HISTORY = f"{ENTRY} WHERE task = :task ORDER BY seq"
ENTRIES = f"{ENTRY} ORDER BY task, seq"
ENTRIES_UNTIL = f"{ENTRY} WHERE at <= :until OR seq = 1 ORDER BY task, seq"
RECENT = f"{ENTRY} ORDER BY recorded DESC, task DESC, seq DESC LIMIT :limit"
HEADS = (
    "SELECT id, seq, head FROM task UNION ALL SELECT id, seq, head FROM case_row"
    " UNION ALL SELECT id, seq, head FROM message_row UNION ALL SELECT name AS id, seq, head FROM county_row"
    " ORDER BY id"
)

SOME_LATER = "SELECT changed FROM task WHERE changed > :on LIMIT 1"

# CROSS JOIN, so that SQLite walks the task index and looks up one light for each task.
_BOARD_PLANS = (
    "SELECT t.plan, s.light, count(*) AS tasks, s.outlook FROM task t CROSS JOIN light_step s"
    " WHERE s.task = t.id AND s.since <= :on AND s.until > :on AND {standing} GROUP BY t.plan, s.light, s.outlook"
)
_BOARD_BODIES = (
    "SELECT b.body, s.light, count(*) AS tasks, s.outlook"
    " FROM task t CROSS JOIN task_body b CROSS JOIN light_step s WHERE b.task = t.id AND b.role = 'lead'"
    " AND b.since <= :on AND b.until > :on AND s.task = t.id AND s.since <= :on AND s.until > :on AND {standing}"
    " GROUP BY b.body, s.light, s.outlook"
)
_STANDING = f"s.stage <> '{WITHDRAWN}'"
BOARD = tuple(text.format(standing="t.withdrawn = 0") for text in (_BOARD_PLANS, _BOARD_BODIES))
BOARD_THEN = tuple(text.format(standing=_STANDING) for text in (_BOARD_PLANS, _BOARD_BODIES))

_ASKED = "SELECT task, seq, at, body, what, fields FROM asked WHERE at >= :first AND at <= :last"
ASKED = f"{_ASKED} ORDER BY body, at, task, seq, position"
ASKED_OF = f"{_ASKED} AND body = :body ORDER BY at, task, seq, position"

COUNTY = "SELECT state, seq, head, at, closed FROM county_row"
CLOSED = "SELECT closed FROM county_row"
NUMBERS_GIVEN = "SELECT kind, year, number, task FROM number ORDER BY kind, year, number"
NUMBERS = "SELECT kind, year, number, task FROM number WHERE kind = :kind AND year = :year ORDER BY number"
LAST_NUMBER = "SELECT max(number) AS number FROM number WHERE kind = :kind AND year = :year"
EVIDENCE = "SELECT content FROM evidence WHERE hash = :hash"
EVIDENCE_KEPT = "SELECT hash, size FROM evidence ORDER BY hash"

MESSAGE_COLUMNS = (
    "id, key, kind, paper, body, state, day, retry_at, until, sent, document, seq, head, at FROM message_row"
)
_MESSAGE = f"SELECT {MESSAGE_COLUMNS}"
MESSAGE = f"{_MESSAGE} WHERE id = :message"
MESSAGE_BY_KEY = f"{_MESSAGE} WHERE key = :key"
MESSAGES_ON_THEIR_WAY = f"{_MESSAGE} WHERE state = 'sending' ORDER BY year, number LIMIT :limit"
MESSAGES_READY = (
    f"{_MESSAGE} WHERE state = 'approved' AND until <= :on AND retry_at <= :moment ORDER BY year, number LIMIT :limit"
)
MESSAGE_COUNTS = "SELECT state, count(*) AS tasks, min(day) AS day FROM message_row GROUP BY state ORDER BY state"
LAST_SENT = "SELECT max(sent) AS sent FROM message_row"
SAID_COLUMNS = "key, message, task, duty, body, rung, since, n, paper, at FROM said"
SAID_BY = f"SELECT {SAID_COLUMNS} WHERE message = :message ORDER BY key"

_SEEN = "SELECT hash, at, agent, times FROM seen"
SEEN = f"{_SEEN} ORDER BY hash"
SEEN_OF = f"{_SEEN} WHERE hash = :hash"
_PUBLISHED = "SELECT calendar, uid, href, etag, digest, intent FROM published"
PUBLISHED = f"{_PUBLISHED} ORDER BY calendar, uid"
PUBLISHED_IN = f"{_PUBLISHED} WHERE calendar = :calendar ORDER BY uid"

_CASES = "SELECT id, procedure, name, ended, state, seq FROM case_row"
CASES = f"{_CASES} ORDER BY opened DESC, id DESC"
CASE_MOMENTS = "SELECT opened, at FROM case_row WHERE id = :case"
CASE = f"{_CASES} WHERE id = :case"

KEPT = (
    "SELECT id, plan, number, position, title, due, search, definition, state, completed, withdrawn,"
    " plan_order = (SELECT p.position FROM plan p WHERE p.id = task.plan) AS in_place, changed FROM task"
    " WHERE id = :task"
)
OWING = "SELECT role, body, since, until FROM task_body WHERE task = :task ORDER BY since, role, body"
STEPS = (
    "SELECT since, until, light, reason, stage, outlook, due, progress FROM light_step WHERE task = :task"
    " ORDER BY since"
)
WAITS_OF = (
    "SELECT what, key, body, began, due, since, until FROM waiting WHERE task = :task ORDER BY since, what, key, body"
)
ASKED_BY = "SELECT task, seq, at, body, what, fields FROM asked WHERE task = :task ORDER BY seq, position"
ORPHANS = " UNION ".join(
    f"SELECT task FROM {table} WHERE task NOT IN (SELECT id FROM task)"
    for table in ("light_step", "task_body", "waiting", "asked")
) + " UNION SELECT message AS task FROM said WHERE message NOT IN (SELECT id FROM message_row) ORDER BY task"
REVISIONS = "SELECT plan, at, hash, source FROM plan_revision ORDER BY plan, seq"
REVISION = "SELECT plan, at, hash, source FROM plan_revision WHERE plan = :plan ORDER BY seq DESC LIMIT 1"
WHERE_IT_STANDS = (
    "SELECT seq, (SELECT count(*) FROM entry WHERE entry.task = task.id AND entry.seq = :seq) AS taken"
    " FROM task WHERE id = :task"
)

COUNTS = (
    "SELECT (SELECT count(*) FROM task WHERE withdrawn = 0) AS tasks, (SELECT count(*) FROM entry) AS entries,"
    " (SELECT count(*) FROM plan) AS plans"
)
KNOWN_UNTIL = "SELECT max(year) AS year FROM calendar_year WHERE announced <= :on"
LAST_POSITION = "SELECT max(position) AS position FROM plan"
