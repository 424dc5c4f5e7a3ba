"""A ledger of schema 1, made and filled as it was then, is moved on, remade from its histories, and proves itself."""

import shutil
import sqlite3
from datetime import date
from pathlib import Path

from tests.ledgers import bundled, office
from tests.store.conftest import TODAY, Opening
from tests.store.ledgers import Told, adoption, task
from tests.store.test_supervision import whole
from xiaxian_tasks import assemble
from xiaxian_tasks.office import proof, record
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.ports import Query
from xiaxian_tasks.settings import Settings
from xiaxian_tasks.store.ledger import Ledger
from xiaxian_tasks.store.open import open_store
from xiaxian_tasks.store.schema import HOME, Schema

HOMES = "services-23/13"
LATER = date(2023, 10, 31)

COLUMNS = {
    "plan": "id, document, title, issued, position, document_json",
    "plan_revision": "plan, seq, at, hash, source",
    "body": "name, kind",
    "body_alias": "body, position, alias",
    "body_member": "body, position, member",
    "calendar_day": "day, known, working, name",
    "calendar_year": "year, announced",
    "task": "id, plan, plan_order, number, position, title, due, seq, head, at, completed, withdrawn, search,"
    " definition, state",
    "task_body": "task, role, body",
    "light_step": "task, since, until, light, reason",
    "entry": 'task, seq, at, recorded, "by", kind, content, hash',
    "case_row": "id, procedure, name, opened, ended, state, seq, head, at",
}
"""The tables of schema 1 and their columns."""


def schema_of(number: int, folder: Path) -> Schema:
    """The schema as it was after so many revisions."""
    versions = folder / f"schema {number}"
    versions.mkdir()
    for revision in sorted((HOME / "versions").glob("r0*.py"))[:number]:
        shutil.copy(revision, versions)
    return Schema(number, (versions,))


def as_it_was(ledger: Ledger, url: str, schema: Schema) -> Ledger:
    """A ledger of schema 1 with the rows the program of then kept of the same histories: no body of earlier days."""
    older = open_store(url, today=TODAY, schema=schema)
    with older._engine.writing():
        for table, columns in COLUMNS.items():
            where = " WHERE until = 'open'" if table == "task_body" else ""
            rows = ledger._engine.rows(f"SELECT {columns} FROM {table}{where}")
            given = [{f"given_{place}": value for place, value in enumerate(row)} for row in rows]
            if given:
                names = ", ".join(f":{name}" for name in given[0])
                older._engine.change(f"INSERT INTO {table} ({columns}) VALUES ({names})", given)
    return older


def test_an_older_ledger_is_moved_on_remade_and_holds(tmp_path: Path) -> None:
    path = bundled(tmp_path)
    for day, value in (("2023-09-30", "45"), ("2023-10-31", "60"), ("2023-11-30", "200")):
        record.report(office(path, day), Said(HOMES, value))
    newest = open_store(str(path), today=TODAY)
    rows, board = whole(newest), newest.board(LATER)
    older = tmp_path / "older.db"
    as_it_was(newest, str(older), schema_of(1, tmp_path)).close()
    desk = assemble.office(Settings(str(older), date(2023, 12, 31), "张某"))
    assert not desk.store.is_stale
    again = open_store(str(older), today=TODAY)
    assert not again.is_stale
    assert whole(again) == rows
    assert again.board(LATER) == board
    assert proof.verify(desk)["ok"]
    assert [row.id for row in again.tasks(Query(LATER, states=("completed",)))] == [
        row.id for row in newest.tasks(Query(LATER, states=("completed",)))
    ]
    assert sqlite3.connect(tmp_path / "older.db.schema-1").execute("SELECT value FROM meta").fetchall() == [("1",)]


def test_until_it_is_remade_it_says_so_and_answers_what_it_can(
    url: str, open_ledger: Opening, tmp_path: Path
) -> None:
    first, second = (Told(task(number)) for number in ("1", "2"))
    source = open_store(str(tmp_path / "source.db"), today=TODAY)
    source.adopt(adoption(first.task, second.task, entries=[first.adopted(), second.adopted()]))
    source.append(*first.reported("200", at=LATER))
    source.append(*second.adopted(at=LATER, lead=("县水利局",), due=None))
    as_it_was(source, url, schema_of(1, tmp_path)).close()
    ledger = open_ledger()
    assert ledger.is_stale
    assert open_ledger().is_stale, "until somebody remakes it"
    assert [row.id for row in ledger.tasks(Query(LATER, states=("completed",)))] == ["services-23/1"]
    assert [row.due for row in ledger.tasks(Query(LATER))] == [date(2023, 12, 31), None]
    assert [row.id for row in ledger.tasks(Query(LATER, bodies=("县水利局",)))] == ["services-23/2"]
    ledger.replace_projection([first.remade, second.remade])
    assert not ledger.is_stale
    assert not open_ledger().is_stale
    assert whole(ledger) == whole(source)
    before = date(2023, 10, 30)
    assert [row.id for row in ledger.tasks(Query(before, bodies=("县水利局",)))] == []


def test_a_broken_chain_does_not_keep_an_older_ledger_shut(tmp_path: Path) -> None:
    path = bundled(tmp_path)
    older = tmp_path / "older.db"
    as_it_was(open_store(str(path), today=TODAY), str(older), schema_of(1, tmp_path)).close()
    with sqlite3.connect(older) as connection:
        connection.execute("UPDATE entry SET hash = 'x' WHERE task = ?", (HOMES,))
    connection.close()
    desk = assemble.office(Settings(str(older), date(2023, 12, 31), "张某"))
    assert desk.store.is_stale
    found = proof.verify(desk)
    assert HOMES in [fault["task"] for fault in found["faults"]]


def test_a_ledger_without_tasks_needs_no_remaking(url: str, open_ledger: Opening, tmp_path: Path) -> None:
    open_store(url, today=TODAY, schema=schema_of(1, tmp_path)).close()
    ledger = open_ledger()
    assert (ledger.is_stale, ledger.is_empty()) == (False, True)
    assert not open_ledger().is_stale
