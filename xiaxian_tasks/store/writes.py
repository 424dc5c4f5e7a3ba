"""The statements that write, by hand like those that read (store/statements.py). All run inside a transaction."""
# ruff: noqa: S608
# Every fragment stands in this file; nothing that a user types becomes part of a statement.

SET_MARK = (
    "INSERT INTO meta (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)
DELETE_MARK = "DELETE FROM meta WHERE name = :name"

_INSERT_TASK = (
    "INSERT INTO task (id, plan, plan_order, number, position, title, due, search, definition, state, completed,"
    " withdrawn, seq, head, at, changed) VALUES (:id, :plan, (SELECT position FROM plan WHERE id = :plan), :number,"
    " :position, :title, :due, :search, :definition, :state, :completed, :withdrawn, :seq, :head, :at, :changed)"
)
INSERT_TASK = f"{_INSERT_TASK} ON CONFLICT (id) DO NOTHING"
_SET_TASK = (
    "number = :number, position = :position, title = :title, due = :due,"
    " search = CASE WHEN :search = '' THEN task.search ELSE :search END, definition = :definition, state = :state,"
    " completed = :completed, withdrawn = :withdrawn, seq = :seq, head = :head"
)
UPDATE_TASK = (
    f"UPDATE task SET {_SET_TASK}, at = CASE WHEN at < :at THEN :at ELSE at END,"
    " changed = CASE WHEN (due <> :due OR withdrawn <> :withdrawn) AND changed < :since THEN :since ELSE changed END"
    " WHERE id = :id AND seq = :seq - 1"
)
REMAKE_TASK = f"{_INSERT_TASK} ON CONFLICT (id) DO UPDATE SET {_SET_TASK}, at = :at, changed = :changed"
BODIES_CHANGED = "UPDATE task SET changed = :since WHERE id = :task AND changed < :since"

# What stands by days: what was foreseen from a day on falls away, and what stands on that day ends there.
_FROM_ON = "WHERE task = :task AND since >= :since"
_STANDING = "SET until = :since WHERE task = :task AND since < :since AND until > :since"
DELETE_STEPS, CUT_STEP = f"DELETE FROM light_step {_FROM_ON}", f"UPDATE light_step {_STANDING}"
DELETE_WAITS, CUT_WAIT = f"DELETE FROM waiting {_FROM_ON}", f"UPDATE waiting {_STANDING}"
DELETE_TASK_BODIES, CUT_TASK_BODY = f"DELETE FROM task_body {_FROM_ON}", f"UPDATE task_body {_STANDING}"
INSERT_TASK_BODY = (
    "INSERT INTO task_body (task, role, body, since, until) VALUES (:task, :role, :body, :since, :until)"
)
INSERT_STEP = (
    "INSERT INTO light_step (task, since, until, light, reason, stage, outlook, due, progress)"
    " VALUES (:task, :since, :until, :light, :reason, :stage, :outlook, :due, :progress)"
)
INSERT_WAIT = (
    "INSERT INTO waiting (task, since, what, key, body, began, due, until)"
    " VALUES (:task, :since, :what, :key, :body, :began, :due, :until)"
)
DELETE_ASKED = "DELETE FROM asked WHERE task = :task"
INSERT_ASKED = (
    "INSERT INTO asked (task, seq, position, body, at, what, fields)"
    " VALUES (:task, :seq, :position, :body, :at, :what, :fields)"
)

INSERT_ENTRY = (
    'INSERT INTO entry (task, seq, at, recorded, "by", kind, content, hash)'
    " VALUES (:task, :seq, :at, :recorded, :by, :kind, :content, :hash) ON CONFLICT (task, seq) DO NOTHING"
)

# Facts beside the entries, and the county's one row. What is there already is never written over.
INSERT_NUMBER = (
    "INSERT INTO number (kind, year, number, task) VALUES (:kind, :year, :number, :task)"
    " ON CONFLICT (kind, year, number) DO NOTHING"
)
INSERT_EVIDENCE = (
    "INSERT INTO evidence (hash, size, content) VALUES (:hash, :size, :content) ON CONFLICT (hash) DO NOTHING"
)
INSERT_COUNTY = (
    "INSERT INTO county_row (name, state, seq, head, at, closed) VALUES (:name, :state, :seq, :head, :at, :closed)"
    " ON CONFLICT (name) DO NOTHING"
)
UPDATE_COUNTY = (
    "UPDATE county_row SET state = :state, seq = :seq, head = :head, at = :at, closed = :closed"
    " WHERE name = :name AND seq = :seq - 1"
)

DELETE_COUNTY = "DELETE FROM county_row WHERE name = :name"
DELETE_CASE = "DELETE FROM case_row WHERE id = :id"

INSERT_CASE = (
    "INSERT INTO case_row (id, procedure, name, opened, ended, state, seq, head, at)"
    " VALUES (:id, :procedure, :name, :opened, :ended, :state, :seq, :head, :at) ON CONFLICT (id) DO NOTHING"
)
UPDATE_CASE = (
    "UPDATE case_row SET procedure = :procedure, name = :name, ended = :ended, state = :state, seq = :seq,"
    " head = :head, at = :at WHERE id = :id AND seq = :seq - 1"
)

INSERT_MESSAGE = (
    "INSERT INTO message_row (id, key, kind, paper, body, state, day, retry_at, until, sent, year, number, document,"
    " seq, head, at) VALUES (:id, :key, :kind, :paper, :body, :state, :day, :retry_at, :until, :sent, :year, :number,"
    " :document, :seq, :head, :at) ON CONFLICT DO NOTHING"
)
UPDATE_MESSAGE = (
    "UPDATE message_row SET state = :state, retry_at = :retry_at, until = :until, sent = :sent, document = :document,"
    " seq = :seq, head = :head, at = :at WHERE id = :id AND seq = :seq - 1"
)
DELETE_MESSAGE = "DELETE FROM message_row WHERE id = :id"
INSERT_SAID = (
    "INSERT INTO said (key, message, task, duty, body, rung, since, n, paper, at)"
    " VALUES (:key, :message, :task, :duty, :body, :rung, :since, :n, :paper, :at) ON CONFLICT (key) DO NOTHING"
)
DELETE_SAID = "DELETE FROM said WHERE message = :message"
DELETE_ALL_SAID = "DELETE FROM said"

# What went outward. No record, so it is written over.
SAW = (
    "INSERT INTO seen (hash, at, agent, times) VALUES (:hash, :at, :agent, 1)"
    " ON CONFLICT (hash) DO UPDATE SET at = :at, agent = :agent, times = seen.times + 1"
)
UPSERT_PUBLISHED = (
    "INSERT INTO published (calendar, uid, href, etag, digest, intent)"
    " VALUES (:calendar, :uid, :href, :etag, :digest, :intent) ON CONFLICT (calendar, uid) DO UPDATE"
    " SET href = :href, etag = :etag, digest = :digest, intent = :intent"
)
DELETE_PUBLISHED = "DELETE FROM published WHERE calendar = :calendar AND uid = :uid"

UPSERT_PLAN = (
    "INSERT INTO plan (id, document, title, issued, position, document_json)"
    " VALUES (:id, :document, :title, :issued, :position, :document_json) ON CONFLICT (id) DO UPDATE"
    " SET document = :document, title = :title, issued = :issued, document_json = :document_json"
)
INSERT_REVISION = (
    "INSERT INTO plan_revision (plan, seq, at, hash, source)"
    " SELECT :plan, coalesce(max(seq), 0) + 1, :at, :hash, :source FROM plan_revision WHERE plan = :plan"
)
UPSERT_BODY = "INSERT INTO body (name, kind) VALUES (:name, :kind) ON CONFLICT (name) DO UPDATE SET kind = :kind"
DELETE_BODY = "DELETE FROM body WHERE name = :name"
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
    *(f"DELETE FROM {table} WHERE task IN {_ORPHANED}" for table in ("light_step", "task_body", "waiting", "asked")),
    f"DELETE FROM task WHERE id IN {_ORPHANED}",
)
