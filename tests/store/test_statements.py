"""Every hand-written statement is prepared on a fresh ledger of each engine, and knows the columns the tables have."""

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from itertools import product, starmap
from typing import Any

import pytest

from tests.store.conftest import PROGRAMS
from xiaxian_tasks.ports import GROUPINGS, SORTS, Query, Sought, Trail
from xiaxian_tasks.store import asking, batches, message_rows, statements, writes
from xiaxian_tasks.store.engine_postgres import PostgresEngine
from xiaxian_tasks.store.engine_sqlite import SqliteEngine
from xiaxian_tasks.store.ledger import Ledger
from xiaxian_tasks.store.tables import METADATA

PART = Query(date.max, ("水",), documents=("p-23",), roles=("support",), progress_below=500_000, due_missing=True)
FULL = Query(
    date(2023, 10, 31), ("水", "井"), "p-23", ("县水利局", "各乡镇人民政府"), ("red", "done"), ("active", "completed"),
    date(2023, 12, 1), "light", 20, due_from=date(2023, 1, 1), reasons=("overdue", "behind"), outlooks=("cannot",),
    roles=("lead",), progress_from=1, progress_below=999_999, documents=("p-23", "q-23"), numbers=("1", "2"),
    waits=("receipt", "turn"), but=(PART, Query(date.max)), any_of=(PART, PART._replace(but=(PART,))),
)

TRAIL = Trail("王敏", ("report", "month"), "p-23/1", "封填_15%", date(2023, 10, 31), ("2023-10-31", "p-23/1", 3))

NO_STATEMENTS = frozenset(
    "OPEN UNDATED MESSAGE_COLUMNS SAID_COLUMNS LIGHTS REASONS STATES OUTLOOKS DONE WITHDRAWN UNASSIGNED".split()
)


def counted(query: Query) -> str:
    """The statement that counts the steps a query asks for."""
    found = asking.steps_count(query, 1000)
    assert found is not None
    return found[0]


def written() -> Iterator[tuple[str, str]]:
    """(name, text) of every statement, the lists that can be put together included."""
    for module in (statements, writes, asking):
        for name, value in vars(module).items():
            if name.isupper() and not name.startswith("_") and name not in NO_STATEMENTS:
                for text in value if isinstance(value, tuple) else (value,):
                    yield name, text
    for sort in SORTS:
        for query in (FULL._replace(sort=sort), Query(FULL.on, sort=sort, withdrawn=True)):
            for way in starmap(asking.Way, product((False, True), repeat=2)):
                yield f"tasks {sort}", asking.tasks(query, way)[0]
                yield f"search_texts {sort}", asking.search_texts(query, way)[0]
                yield f"lights {sort}", asking.lights(query, way)[0]
        yield f"turned {sort}", asking.tasks(Query(FULL.on, sort=sort, reverse=True))[0]
    for by, way in product(GROUPINGS, starmap(asking.Way, product((False, True), repeat=2))):
        yield f"grouped {by}", asking.grouped(FULL, by, way)[0]
    yield "ids_of_words", asking.ids_of_words(("水", "井"), 5)[0]
    first = Sought(FULL.on)
    for sought in (first, first._replace(bodies=("县水利局", "各乡镇人民政府"), first=date.min, last=date.max)):
        yield "lit_count", asking.lit_count(("red", "overdue"), sought, 1000)[0]
        yield "lit_count", asking.lit_count(("red", "overdue"), sought, 1000, few=True)[0]
        yield "waiting_by_plan", asking.waiting_by_plan("receipt", sought, 1000)[0]
        yield "waiting_count", asking.waiting_count("receipt", sought, 1000)[0]
        for limit in (None, 20):
            yield "lit", asking.lit(("red", "overdue"), sought, limit)[0]
            yield "lit", asking.lit(("red", "overdue"), sought, limit, few=True)[0]
            yield "waiting", asking.waiting("receipt", sought, limit)[0]
    yield "steps_count", counted(FULL)
    yield "steps_count", counted(Query(FULL.on, outlooks=("cannot",)))
    yield "entries_of", asking.entries_of(statements.ENTRY, ("report", "check"), "2023-10-01", "2023-10-31")[0]
    for trail, few in product((TRAIL, Trail()), (False, True)):
        yield "trail", asking.trail(statements.ENTRY, trail, 20, few=few)[0]
    yield "kinds_count", asking.kinds_count(("report", "month"), 1000)[0]
    yield "lights_on", asking.lights_on(("2023-09-30", "2023-10-31"))[0]
    yield from of_named_tasks()


def of_named_tasks() -> Iterator[tuple[str, str]]:
    """The statements that ask of tasks by their ids."""
    yield "rows_of", asking.rows_of(("p-23/1", "p-23/2"), "2023-10-31")[0]
    for way in starmap(asking.Way, product((False, True), repeat=2)):
        yield "heads_of", batches.heads_of(Query(FULL.on, sort="plan"), way)[0]
    yield "heads_named", batches.heads_named(("p-23/1", "p-23/2"), "2023-10-31")[0]
    yield "touched", asking.entries_of(batches.TOUCHED, ("reply",), "2023-10-01", "2023-10-31")[0]
    yield "tasks_asking", batches.tasks_asking("remark", ("县水利局", "县住建局"))[0]
    yield "histories", batches.histories(("p-23/1", "p-23/2"))[0]
    yield "step_days", batches.step_days(("p-23/1", "p-23/2"))[0]
    yield "formerly", batches.formerly(("县水利局", "县住建局"), "2023-10-01", "2023-10-31")[0]
    yield "owing_now", asking.owing_now(("p-23/1", "p-23/2"))[0]
    yield "messages", message_rows.listed((), "", (None, None), None)[0]
    yield "messages", message_rows.listed(("due", "approved"), "县水利局", (date(2023, 10, 1), FULL.on), 20)[0]
    yield "said_of", message_rows.said_of(("p-23/1", "p-23/2"))[0]
    yield "said_keys", message_rows.said_keys(("a", "b"))[0]


WRITTEN = dict.fromkeys(written())


def test_every_statement_is_found() -> None:
    assert 150 <= len(WRITTEN) <= 400
    assert all(re.match("SELECT|INSERT|UPDATE|DELETE", text) for _, text in WRITTEN)


def test_every_statement_is_prepared(ledger: Ledger) -> None:
    engine = ledger._engine
    for name, text in WRITTEN:
        try:
            if isinstance(engine, SqliteEngine):
                engine._open.execute(f"EXPLAIN {text}", dict.fromkeys(re.findall(r":(\w+)", text)))
            else:
                assert isinstance(engine, PostgresEngine)
                numbered = _numbered(text)
                engine._connection.execute(f"PREPARE tried AS {numbered}".encode())
                engine._connection.execute(b"DEALLOCATE tried")
        except Exception as error:
            raise AssertionError(f"{name}: {text}") from error


def _numbered(text: str) -> str:
    names = list(dict.fromkeys(re.findall(r":(\w+)", text)))
    return re.sub(r":(\w+)", lambda found: f"${names.index(found[1]) + 1}", text)


def test_inserts_fill_every_column() -> None:
    """A column added to a table and not to its statement is found here, and the other way round."""
    filled = {}
    for _, text in WRITTEN:
        if found := re.match(r"INSERT INTO (\w+) \(([^)]+)\)", text):
            filled[found[1]] = {column.strip(' "') for column in found[2].split(",")}
    assert filled == {name: set(table.columns.keys()) for name, table in METADATA.tables.items()}


def test_what_is_read_are_columns(ledger: Ledger) -> None:
    """Each column of a result is one of the tables', or a count that its statement names."""
    columns = {column for table in METADATA.tables.values() for column in table.columns.keys()}  # noqa: SIM118
    counts = {"tasks", "entries", "plans", "taken", "in_place", "waits"}
    for name, text in WRITTEN:
        if text.startswith("SELECT"):
            assert set(_columns(ledger._engine, text)) <= columns | counts, name


def _columns(engine: Any, text: str) -> list[str]:
    cursor: Any
    parameters: dict[str, Any] = dict.fromkeys(re.findall(r":(\w+)", text), "0")
    parameters.update({name: 1 for name in parameters if name in {"limit", "seq", "year"} or name.startswith("state")})
    if isinstance(engine, SqliteEngine):
        cursor = engine._open.execute(text, parameters)
        return [column[0] for column in cursor.description]
    cursor = engine._connection.execute(engine.translated(text), parameters)
    return [column.name for column in cursor.description]


def test_the_tables_are_those_of_the_migrations(url: str, ledger: Ledger) -> None:
    """The revisions and the SQLModel classes lead to the same schema, indexes and keys included."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlalchemy import create_engine

    engine = create_engine(f"{ledger._engine.dialect}://", creator=ledger._engine.another)
    with engine.connect() as connection:
        # Of an index SQLite does not tell which way a column runs.
        unseen = {"alembic_version", *(["ix_light_step_newest"] if ledger._engine.name == "sqlite" else [])}
        options = {"compare_type": True, "include_object": lambda _o, name, *_: name not in unseen}
        found = compare_metadata(MigrationContext.configure(connection, opts=options), METADATA)
    engine.dispose()
    assert found == []


def test_texts_compare_by_code_point_on_every_server(ledger: Ledger) -> None:
    if ledger._engine.name == "postgresql":
        found = ledger._engine.rows(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'"
        )
        assert found == []
    else:
        assert sqlite3.connect(":memory:").execute("SELECT '县' > 'z'").fetchone() == (1,)


@pytest.mark.parametrize("sort", ["due", "plan"])
def test_a_short_list_walks_an_index(ledger: Ledger, sort: str) -> None:
    """No sorting and no scan, so the first twenty cost the same of a million."""
    text, parameters = asking.tasks(Query(date(2023, 10, 31), sort=sort, limit=20))
    if isinstance(ledger._engine, SqliteEngine):
        steps = [row[3] for row in ledger._engine.rows(f"EXPLAIN QUERY PLAN {text}", parameters)]
        assert steps[0].startswith(f"SEARCH t USING INDEX ix_task_{sort} ")
        assert not any("TEMP B-TREE" in step or step.startswith("SCAN") for step in steps), steps
    else:
        plan = "\n".join(row[0] for row in ledger._engine.rows(f"EXPLAIN {text}", parameters))
        assert PROGRAMS is not None
        assert "ix_task_" in plan or "task_pkey" in plan, plan


@pytest.mark.parametrize(("text", "index"), [
    (statements.IDS, "sqlite_autoindex_task_1"),
    (statements.IDS_BY_NUMBER, "ix_task_number"),
    (statements.RECENT, "ix_entry_recorded"),
    (statements.HISTORY, "sqlite_autoindex_entry_1"),
    (statements.ENTRIES, "sqlite_autoindex_entry_1"),
    (statements.PLANS_COUNTED, "COVERING INDEX ix_task_plan"),
    (statements.BOARD[0], "COVERING INDEX"),
    (statements.BOARD[1], "COVERING INDEX"),
    (statements.SOME_LATER, "COVERING INDEX ix_task_changed"),
    (statements.ASKED_OF, "ix_asked_body"),
    (statements.NUMBERS, "sqlite_autoindex_number_1"),
    (statements.EVIDENCE_KEPT, "sqlite_autoindex_evidence_1"),
    (statements.SEEN_OF, "sqlite_autoindex_seen_1"),
    (statements.PUBLISHED_IN, "sqlite_autoindex_published_1"),
    (statements.HEADS, "MERGE (UNION ALL)"),
    (
        asking.lit_count(("red", "overdue"), Sought(FULL.on, first=date.min), 20, few=True)[0],
        "COVERING INDEX ix_light_step_standing (light=? AND reason=? AND until>?)",
    ),
    (counted(FULL), "COVERING INDEX ix_light_step_standing (light=? AND reason=? AND until>?)"),
    (counted(Query(FULL.on, progress_below=1)), "COVERING INDEX ix_light_step_standing (light=? AND reason=? AND u"),
    (asking.waiting_count("turn", Sought(FULL.on), 20)[0], "ix_waiting_what"),
    (asking.waiting_count("turn", Sought(FULL.on, FULL.bodies), 20)[0], "ix_waiting_body"),
    (asking.entries_of(statements.ENTRY, ("report",), "a", "b")[0], "ix_entry_kind"),
    (asking.trail(statements.ENTRY, Trail(), 20)[0], "USING INDEX ix_entry_recorded"),
    (asking.trail(statements.ENTRY, Trail(before=TRAIL.before), 20)[0], "ix_entry_recorded ((recorded,task,seq)<"),
    (asking.trail(statements.ENTRY, Trail(by="王敏", kinds=TRAIL.kinds), 20)[0], "ix_entry_by (by=?)"),
    (asking.trail(statements.ENTRY, Trail(kinds=TRAIL.kinds, words="井"), 20)[0], "USING INDEX ix_entry_recorded"),
    (asking.kinds_count(("report", "month"), 20)[0], "COVERING INDEX ix_entry_kind (kind=?)"),
    (asking.owing_now(("a", "b"))[0], "USING PRIMARY KEY (task=?)"),
    (statements.LAST_NUMBER, "COVERING INDEX sqlite_autoindex_number_1 (kind=? AND year=?)"),
    (statements.MESSAGE_BY_KEY, "sqlite_autoindex_message_row_2 (key=?)"),
    (statements.MESSAGES_ON_THEIR_WAY, "ix_message_state (state=?)"),
    (statements.MESSAGES_READY, "ix_message_state (state=?)"),
    (statements.MESSAGE_COUNTS, "COVERING INDEX ix_message_state"),
    (statements.LAST_SENT, "COVERING INDEX ix_message_sent"),
    (statements.SAID_BY, "ix_said_message (message=?)"),
    (message_rows.listed((), "", (None, None), 20)[0], "ix_message_number"),
    (message_rows.listed(("due",), "", (None, None), 20)[0], "ix_message_state (state=?)"),
    (message_rows.listed((), "县水利局", (None, None), 20)[0], "ix_message_body (body=?)"),
    (message_rows.said_of(("a", "b"))[0], "ix_said_task (task=?)"),
    (batches.step_days(("a", "b"))[0], "USING PRIMARY KEY (task=?)"),
    (batches.histories(("a", "b"))[0], "sqlite_autoindex_entry_1 (task=?)"),
    (batches.formerly(("a", "b"), "a", "b")[0], "ix_task_body (body=?)"),
])
def test_hot_statements_use_their_index(tmp_path: Any, text: str, index: str) -> None:
    from xiaxian_tasks.store.open import open_store

    ledger = open_store(str(tmp_path / "l.db"), today=date(2026, 1, 1))
    parameters = dict.fromkeys(re.findall(r":(\w+)", text))
    steps = " | ".join(row[3] for row in ledger._engine.rows(f"EXPLAIN QUERY PLAN {text}", parameters))
    ledger.close()
    assert index in steps
    if "GROUP BY" not in text and text != statements.PLANS_COUNTED:
        assert "TEMP B-TREE" not in steps


def test_a_list_of_few_begins_with_their_light_steps(tmp_path: Any) -> None:
    from xiaxian_tasks.store.open import open_store

    ledger = open_store(str(tmp_path / "l.db"), today=date(2026, 1, 1))
    text, parameters = asking.tasks(Query(FULL.on, lights=("green",), limit=20), asking.Way(few=True))
    steps = [row[3] for row in ledger._engine.rows(f"EXPLAIN QUERY PLAN {text}", parameters)]
    ledger.close()
    assert steps[0].endswith("INDEX ix_light_step_standing (light=? AND reason=? AND until>?)")
    assert steps[1] == "SEARCH t USING INDEX sqlite_autoindex_task_1 (id=?)"
    assert steps[2] == "USE TEMP B-TREE FOR ORDER BY"


def test_what_is_to_be_pushed_is_walked_in_its_order(tmp_path: Any) -> None:
    """Of a million light steps and waits the first few cost a few; what ends on a known day alone is sorted in."""
    from xiaxian_tasks.store.open import open_store

    ledger = open_store(str(tmp_path / "l.db"), today=date(2026, 1, 1))

    def steps(asked: tuple[str, dict[str, Any]]) -> list[str]:
        return [row[3] for row in ledger._engine.rows(f"EXPLAIN QUERY PLAN {asked[0]}", asked[1])]

    lit = steps(asking.lit(("red", "overdue"), Sought(FULL.on), 20))
    few = steps(asking.lit(("red", "overdue"), Sought(FULL.on, first=date.min), 20, few=True))
    waiting = steps(asking.waiting("receipt", Sought(FULL.on), 20))
    ledger.close()
    assert lit[1].endswith("USING COVERING INDEX ix_light_step_newest (light=? AND reason=? AND since<?)")
    assert lit[2] == "SCAN x", "the few that are found are sorted after that"
    assert few[1].endswith("USING COVERING INDEX ix_light_step_standing (light=? AND reason=? AND until>?)")
    first, second = (place for place, step in enumerate(waiting) if step.startswith("SEARCH waiting"))
    assert waiting[first].endswith("ix_waiting_what (what=? AND until=?)")
    assert waiting[second].endswith("ix_waiting_what (what=? AND until>? AND until<?)")
    assert waiting[first + 1] == "USE TEMP B-TREE FOR RIGHT PART OF ORDER BY", "ties alone, and then the few found"
