"""The statements of the hot paths, written by hand in the SQL that SQLite and PostgreSQL share.

`:name` is a parameter. A list is put together from the fragments here and nothing else; what a user types is always a
parameter. A test prepares every statement on a fresh ledger of each engine and compares its columns with `tables`.
"""
# ruff: noqa: S608
# Every fragment stands in this file; nothing that a user types becomes part of a statement.

from typing import Any

from xiaxian_tasks.domain.terms import DONE, LIGHTS, STATES
from xiaxian_tasks.ports import LATEST, Query

Parameters = dict[str, Any]

OPEN = "open"
"""`until` of a task's last light step: sorts after every day."""

UNDATED = "9999-12-31"
"""`due` of a task without one: sorts after every day that is printed."""

SCHEMA = "SELECT value FROM meta WHERE name = :name"
SET_SCHEMA = (
    "INSERT INTO meta (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)

ANY_PLAN = "SELECT id FROM plan LIMIT 1"
PLANS = (
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

# CROSS JOIN, so that SQLite walks the task index in its order and looks up one light for each task it shows.
_LIT = "FROM task t CROSS JOIN light_step s WHERE s.task = t.id AND s.since <= :on AND s.until > :on"
_ROWS = (
    "SELECT t.id, t.plan, t.number, t.title, t.due, t.definition, t.state, t.seq, t.head, t.at, t.withdrawn,"
    f" s.light, s.reason, s.since {_LIT}"
)
_TEXTS = f"SELECT t.id, t.search {_LIT}"
TASK = f"{_ROWS} AND t.id = :task"

_PRINTED = "t.plan_order, t.plan, t.position, t.id"
_PRESSING = " ".join(f"WHEN '{light}' THEN {rank}" for rank, light in enumerate(LIGHTS))
_ORDERS = {
    "due": f"t.due, {_PRINTED}",
    "plan": _PRINTED,
    "light": f"CASE s.light {_PRESSING} ELSE {len(LIGHTS)} END, t.due, {_PRINTED}",
    "title": f"t.title, {_PRINTED}",
    LATEST: f"t.due DESC, {_PRINTED}",
}

# The sign keeps SQLite from choosing an index for the flag and sorting what it finds: the ids are in order already.
IDS = "SELECT id, title FROM task WHERE +withdrawn = 0 AND id >= :low AND id < :high ORDER BY id LIMIT :limit"
IDS_BY_NUMBER = (
    "SELECT id, title FROM task WHERE withdrawn = 0 AND number >= :low AND number < :high"
    " ORDER BY number, id LIMIT :limit"
)

_ENTRIES = 'SELECT task, seq, at, recorded, "by", kind, content, hash FROM entry'
HISTORY = f"{_ENTRIES} WHERE task = :task ORDER BY seq"
ENTRIES = f"{_ENTRIES} ORDER BY task, seq"
ENTRIES_UNTIL = f"{_ENTRIES} WHERE at <= :until OR seq = 1 ORDER BY task, seq"
RECENT = f"{_ENTRIES} ORDER BY recorded DESC, task DESC, seq DESC LIMIT :limit"
HEADS = "SELECT id, seq, head FROM task UNION ALL SELECT id, seq, head FROM case_row ORDER BY id"

# On a day before a task was withdrawn it still stood; only where there is such a task the flag's index is given up.
_STANDING = "(t.withdrawn = 0 OR t.at > :on)"
SOME_LATER = "SELECT id FROM task WHERE withdrawn = 1 AND at > :on LIMIT 1"

_BOARD_PLANS = (
    "SELECT t.plan, s.light, count(*) AS tasks FROM task t CROSS JOIN light_step s"
    " WHERE s.task = t.id AND s.since <= :on AND s.until > :on AND {standing} GROUP BY t.plan, s.light"
)
_BOARD_BODIES = (
    "SELECT b.body, s.light, count(*) AS tasks FROM task t CROSS JOIN task_body b CROSS JOIN light_step s"
    " WHERE b.task = t.id AND b.role = 'lead' AND s.task = t.id AND s.since <= :on AND s.until > :on"
    " AND {standing} GROUP BY b.body, s.light"
)
BOARD = tuple(text.format(standing="t.withdrawn = 0") for text in (_BOARD_PLANS, _BOARD_BODIES))
BOARD_THEN = tuple(text.format(standing=_STANDING) for text in (_BOARD_PLANS, _BOARD_BODIES))

_CASES = "SELECT id, procedure, name, ended, state, seq FROM case_row"
CASES = f"{_CASES} ORDER BY opened DESC, id DESC"
CASE = f"{_CASES} WHERE id = :case"

KEPT = (
    "SELECT id, plan, number, position, title, due, search, definition, state, completed, withdrawn,"
    " plan_order = (SELECT p.position FROM plan p WHERE p.id = task.plan) AS in_place FROM task WHERE id = :task"
)
OWING = "SELECT role, body FROM task_body WHERE task = :task ORDER BY role, body"
STEPS = "SELECT since, until, light, reason FROM light_step WHERE task = :task ORDER BY since"
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

# Writing. -------------------------------------------------------------------------------------------------------------

_INSERT_TASK = (
    "INSERT INTO task (id, plan, plan_order, number, position, title, due, search, definition, state, completed,"
    " withdrawn, seq, head, at) VALUES (:id, :plan, (SELECT position FROM plan WHERE id = :plan), :number, :position,"
    " :title, :due, :search, :definition, :state, :completed, :withdrawn, :seq, :head, :at)"
)
INSERT_TASK = f"{_INSERT_TASK} ON CONFLICT (id) DO NOTHING"
_SET_TASK = (
    "number = :number, position = :position, title = :title, due = :due,"
    " search = CASE WHEN :search = '' THEN task.search ELSE :search END, definition = :definition, state = :state,"
    " completed = :completed, withdrawn = :withdrawn, seq = :seq, head = :head"
)
UPDATE_TASK = (
    f"UPDATE task SET {_SET_TASK}, at = CASE WHEN at < :at THEN :at ELSE at END WHERE id = :id AND seq = :seq - 1"
)
REMAKE_TASK = f"{_INSERT_TASK} ON CONFLICT (id) DO UPDATE SET {_SET_TASK}, at = :at"

DELETE_TASK_BODIES = "DELETE FROM task_body WHERE task = :task"
INSERT_TASK_BODY = "INSERT INTO task_body (task, role, body) VALUES (:task, :role, :body) ON CONFLICT DO NOTHING"

DELETE_STEPS = "DELETE FROM light_step WHERE task = :task AND since >= :since"
CUT_STEP = "UPDATE light_step SET until = :since WHERE task = :task AND since < :since AND until > :since"
INSERT_STEP = (
    "INSERT INTO light_step (task, since, until, light, reason) VALUES (:task, :since, :until, :light, :reason)"
)

INSERT_ENTRY = (
    'INSERT INTO entry (task, seq, at, recorded, "by", kind, content, hash)'
    " VALUES (:task, :seq, :at, :recorded, :by, :kind, :content, :hash) ON CONFLICT (task, seq) DO NOTHING"
)

INSERT_CASE = (
    "INSERT INTO case_row (id, procedure, name, opened, ended, state, seq, head, at)"
    " VALUES (:id, :procedure, :name, :opened, :ended, :state, :seq, :head, :at) ON CONFLICT (id) DO NOTHING"
)
UPDATE_CASE = (
    "UPDATE case_row SET procedure = :procedure, name = :name, ended = :ended, state = :state, seq = :seq,"
    " head = :head, at = :at WHERE id = :id AND seq = :seq - 1"
)

UPSERT_PLAN = (
    "INSERT INTO plan (id, document, title, issued, position, document_json)"
    " VALUES (:id, :document, :title, :issued, :position, :document_json) ON CONFLICT (id) DO UPDATE"
    " SET document = :document, title = :title, issued = :issued, document_json = :document_json"
)
INSERT_REVISION = (
    "INSERT INTO plan_revision (plan, seq, at, hash, source)"
    " SELECT :plan, coalesce(max(seq), 0) + 1, :at, :hash, :source FROM plan_revision WHERE plan = :plan"
)
ORPHANS = (
    "SELECT task FROM light_step WHERE task NOT IN (SELECT id FROM task)"
    " UNION SELECT task FROM task_body WHERE task NOT IN (SELECT id FROM task) ORDER BY task"
)
REVISION = "SELECT plan, at, hash, source FROM plan_revision WHERE plan = :plan ORDER BY seq DESC LIMIT 1"
UPSERT_BODY = "INSERT INTO body (name, kind) VALUES (:name, :kind) ON CONFLICT (name) DO UPDATE SET kind = :kind"
DELETE_ALIASES = "DELETE FROM body_alias WHERE body = :name"
INSERT_ALIAS = "INSERT INTO body_alias (body, position, alias) VALUES (:body, :position, :alias)"
DELETE_MEMBERS = "DELETE FROM body_member WHERE body = :name"
INSERT_MEMBER = "INSERT INTO body_member (body, position, member) VALUES (:body, :position, :member)"
UPSERT_DAY = (
    "INSERT INTO calendar_day (day, known, working, name) VALUES (:day, :known, :working, :name)"
    " ON CONFLICT (day, known) DO UPDATE SET working = :working, name = :name"
)
UPSERT_YEAR = (
    "INSERT INTO calendar_year (year, announced) VALUES (:year, :announced)"
    " ON CONFLICT (year) DO UPDATE SET announced = :announced"
)

_ORPHANED = "(SELECT id FROM task WHERE NOT EXISTS (SELECT 1 FROM entry WHERE entry.task = task.id))"
DELETE_ORPHANS = (
    f"DELETE FROM light_step WHERE task IN {_ORPHANED}",
    f"DELETE FROM task_body WHERE task IN {_ORPHANED}",
    f"DELETE FROM task WHERE id IN {_ORPHANED}",
)


def tasks(query: Query, *, some_later: bool = False) -> tuple[str, Parameters]:
    """The task list a query asks for, and its parameters. KeyError for a sort or state that is none.

    `some_later`: tasks were withdrawn after the query's day; on that day they still stood. Only then is the index for
    the flag given up.
    """
    parameters: Parameters = {"on": query.on.isoformat()}
    standing = f"t.withdrawn = {int(query.withdrawn)}"
    if some_later:
        standing = "t.withdrawn = 1 AND t.at <= :on" if query.withdrawn else _STANDING
    wanted = [_ROWS, standing, *_words(query.words, parameters)]
    if query.plan:
        parameters["plan"] = query.plan
        wanted.append("t.plan_order = (SELECT p.position FROM plan p WHERE p.id = :plan) AND t.plan = :plan")
    if query.bodies:
        listed = _listed("body", query.bodies, parameters)
        wanted.append(f"t.id IN (SELECT b.task FROM task_body b WHERE b.body IN ({listed}))")
    if query.lights:
        wanted.append(f"s.light IN ({_listed('light', query.lights, parameters)})")
    if query.states and set(query.states) != set(STATES):
        wanted.append(f"s.light {'=' if query.states[0] == STATES[1] else '<>'} '{DONE}'")
    if query.due_before:
        parameters["due_before"] = query.due_before.isoformat()
        wanted.append("t.due < :due_before")
    if query.due_from:
        parameters["due_from"] = query.due_from.isoformat()
        wanted.append("t.due >= :due_from")
    text = f"{' AND '.join(wanted)} ORDER BY {_ORDERS[query.sort]}"
    if query.limit is not None:
        parameters["limit"] = query.limit
        text += " LIMIT :limit"
    return text, parameters


def search_texts(query: Query, *, some_later: bool = False) -> tuple[str, Parameters]:
    """The same list with the search text alone, which is a tenth of a row."""
    text, parameters = tasks(query, some_later=some_later)
    return text.replace(_ROWS, _TEXTS, 1), parameters


def ids_of_words(words: tuple[str, ...], limit: int) -> tuple[str, Parameters]:
    """The tasks in which all words are found, in printed order."""
    parameters: Parameters = {"limit": limit}
    wanted = " AND ".join(["t.withdrawn = 0", *_words(words, parameters)])
    return f"SELECT t.id, t.title FROM task t WHERE {wanted} ORDER BY {_PRINTED} LIMIT :limit", parameters


def _words(words: tuple[str, ...], parameters: Parameters) -> list[str]:
    for index, word in enumerate(words):
        plain = word.lower().replace("!", "!!").replace("%", "!%").replace("_", "!_")
        parameters[f"word_{index}"] = f"%{plain}%"
    return [f"t.search LIKE :word_{index} ESCAPE '!'" for index in range(len(words))]


def _listed(name: str, values: Any, parameters: Parameters) -> str:
    names = [f"{name}_{index}" for index in range(len(values))]
    parameters.update(zip(names, values, strict=True))
    return ", ".join(f":{each}" for each in names)
