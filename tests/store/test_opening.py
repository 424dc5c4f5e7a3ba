"""Opening a ledger: what it may import, what it may touch, how it is made and moved on."""

import os
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.store import ledgers
from tests.store.conftest import TODAY
from tests.store.ledgers import Told, adoption, task
from xiaxian_tasks.errors import StoreFault
from xiaxian_tasks.ports import Query
from xiaxian_tasks.store.open import open_store
from xiaxian_tasks.store.schema import CURRENT, MARK, Schema

LATER = date(2023, 10, 31)
NEXT = Schema(CURRENT.number + 1, (*CURRENT.versions, Path(__file__).parent / "next_schema"))
BROKEN = Schema(CURRENT.number + 1, (*CURRENT.versions, Path(__file__).parent / "broken_schema"))

HEAVY = ("sqlalchemy", "sqlmodel", "alembic", "pydantic", "psycopg", "textual", "icalendar", "holidays", "dateutil")

READ_ALL = """
import sys
from datetime import date
from tests.store.ledgers import Told, task
from xiaxian_tasks.ports import Query
from xiaxian_tasks.store.open import open_store

store = open_store(sys.argv[1], today=date(2026, 1, 1))
on = date(2023, 10, 31)
list(store.tasks(Query(on))), store.task("services-23/1", on), store.board(on), store.plans(), store.bodies()
store.history("services-23/1"), list(store.heads()), list(store.entries()), store.facts(), store.calendars()
told = Told(task("1"))
told.adopted()
store.append(*told.reported("45", at=on))
store.close()
print(*sys.modules)
"""


def made(path: Path, *numbers: str) -> list[Told]:
    """A ledger in a file, with some tasks."""
    tolds = [Told(task(number)) for number in numbers or ("1",)]
    ledger = open_store(str(path), today=TODAY)
    ledger.adopt(adoption(*(told.task for told in tolds), entries=[told.adopted() for told in tolds]))
    ledger.close()
    return tolds


def test_reading_and_recording_import_nothing_heavy(url: str) -> None:
    ledger = open_store(url, today=TODAY)
    ledger.adopt(adoption(task("1")))
    ledger.close()
    told = subprocess.run(
        [sys.executable, "-c", READ_ALL, url], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    loaded = {name.partition(".")[0] for name in told.stdout.split()}
    assert "xiaxian_tasks" in loaded
    allowed = {"psycopg"} if url.startswith("postgresql") else set()
    assert loaded.intersection(HEAVY) <= allowed


def test_reading_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    made(path)
    os.utime(path, ns=(1, 1))
    before = path.read_bytes(), path.stat()
    ledger = open_store(str(path), today=TODAY)
    assert [row.id for row in ledger.tasks(Query(LATER))] == ["services-23/1"]
    assert ledger.board(LATER)[0]
    assert len(list(ledger.entries())) == ledger.facts()["entries"] == 1
    ledger.close()
    after = path.stat()
    assert path.read_bytes() == before[0]
    assert (after.st_mtime_ns, after.st_ino, after.st_size) == (1, before[1].st_ino, before[1].st_size)
    assert [each.name for each in tmp_path.iterdir()] == ["l.db"]


def test_every_commit_is_on_the_disk_before_it_is_reported(tmp_path: Path) -> None:
    told = made(tmp_path / "l.db")[0]
    ledger = open_store(str(tmp_path / "l.db"), today=TODAY)
    ledger.append(*told.reported("1", at=LATER))
    assert ledger.facts()["journal"] == "wal"
    assert ledger._engine.rows("PRAGMA synchronous") == [(2,)]
    assert ledger._engine.rows("PRAGMA foreign_keys") == [(1,)]
    ledger.close()


@pytest.mark.parametrize("form", ["{path}", "sqlite:///{path}", "sqlite:///relative.db", "relative.db"])
def test_a_file_is_named_in_several_ways(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / ("relative.db" if "relative" in form else "new folder/even/账本.db")
    open_store(form.format(path=path), today=TODAY).close()
    assert path.read_bytes().startswith(b"SQLite format 3")


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    path.touch()
    made(path)
    assert [each.name for each in tmp_path.iterdir()] == ["l.db"]


def test_a_ledger_is_begun_once_by_many(url: str) -> None:
    """Several programs that start on the same empty place make one ledger."""
    script = (
        "import sys; from datetime import date; from xiaxian_tasks.store.open import open_store\n"
        "store = open_store(sys.argv[1], today=date(2026, 1, 1)); print(store.facts()['schema']); store.close()"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", script, url], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            cwd=Path(__file__).parents[2],
        )
        for _ in range(4)
    ]
    said = [process.communicate() for process in started]
    assert said == [(f"{CURRENT.number}\n", "")] * 4


def test_an_older_ledger_is_backed_up_and_moved_on(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    told = made(path)[0]
    ledger = open_store(str(path), today=TODAY, schema=NEXT)
    assert ledger.facts()["schema"] == NEXT.number
    assert ledger._engine.rows("SELECT grade FROM task") == [("plain",)]
    assert ledger.history("services-23/1") == told.entries
    ledger.close()
    backup = tmp_path / f"l.db.schema-{CURRENT.number}"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["l.db", f"l.db.schema-{CURRENT.number}"]
    kept = open_store(str(backup), today=TODAY)
    assert kept.facts()["schema"] == CURRENT.number
    assert kept.history("services-23/1") == told.entries
    kept.close()


def test_no_backup_is_written_over(tmp_path: Path) -> None:
    (tmp_path / f"l.db.schema-{CURRENT.number}").write_bytes(b"the last one")
    made(tmp_path / "l.db")
    open_store(str(tmp_path / "l.db"), today=TODAY, schema=NEXT).close()
    assert (tmp_path / f"l.db.schema-{CURRENT.number}").read_bytes() == b"the last one"
    assert (tmp_path / f"l.db.schema-{CURRENT.number}.2").read_bytes().startswith(b"SQLite format 3")


def test_an_upgrade_that_fails_leaves_the_ledger_as_it_was(url: str) -> None:
    ledger = open_store(url, today=TODAY)
    ledger.adopt(adoption(task("1")))
    ledger.close()
    with pytest.raises(ArithmeticError, match="the revision breaks here"):
        open_store(url, today=TODAY, schema=BROKEN)
    ledger = open_store(url, today=TODAY)
    assert ledger.facts()["schema"] == CURRENT.number
    assert [row.id for row in ledger.tasks(Query(LATER))] == ["services-23/1"]
    ledger.close()
    open_store(url, today=TODAY, schema=NEXT).close()


def test_a_newer_ledger_is_refused(url: str) -> None:
    ledger = open_store(url, today=TODAY, schema=NEXT)
    ledger.adopt(adoption(plans=(ledgers.plan("p-23"),), revisions=(), entries=()))
    ledger.close()
    with pytest.raises(StoreFault) as found:
        open_store(url, today=TODAY)
    assert found.value.code == "newer-schema"
    assert (found.value.figures["found"], found.value.figures["known"]) == (NEXT.number, CURRENT.number)
    ledger = open_store(url, today=TODAY, schema=NEXT)
    assert [row.id for row in ledger.plans()] == ["p-23"]
    ledger.close()


def test_a_schema_number_that_is_none_is_damage(tmp_path: Path) -> None:
    made(tmp_path / "l.db")
    with sqlite3.connect(tmp_path / "l.db") as connection:
        connection.execute("UPDATE meta SET value = 'one' WHERE name = ?", (MARK,))
    connection.close()
    with pytest.raises(StoreFault) as found:
        open_store(str(tmp_path / "l.db"), today=TODAY)
    assert found.value.code == "corrupt"


def test_opened_to_read_only_nothing_is_written(tmp_path: Path) -> None:
    """Neither an entry, nor a ledger where there was none; and it says why."""
    path = tmp_path / "ledger.sqlite3"
    told = made(path)[0]
    before = path.read_bytes()
    ledger = open_store(str(path), today=TODAY, read_only=True)
    assert [row.id for row in ledger.tasks(Query(LATER))] == [told.task.id]
    assert ledger.reads_only is not None
    with pytest.raises(StoreFault) as caught:
        ledger.append(*told.reported("45", at=LATER))
    assert caught.value.code == ledger.reads_only.code == "reads-only"
    ledger.close()
    assert path.read_bytes() == before
    with pytest.raises(StoreFault, match="reads-only"):
        open_store(str(tmp_path / "none.sqlite3"), today=TODAY, read_only=True)
    assert not (tmp_path / "none.sqlite3").exists()
    assert open_store(str(path), today=TODAY).reads_only is None
