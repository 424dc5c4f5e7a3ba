"""A backup: a whole copy of one moment, never over another file, while somebody writes."""

import os
from datetime import date
from pathlib import Path

import pytest

from tests.store.conftest import TODAY
from tests.store.test_opening import made
from tests.store.test_refusals import ordinary_user
from tests.store.test_supervision import whole
from xiaxian_tasks.errors import StoreFault
from xiaxian_tasks.store import engine_sqlite
from xiaxian_tasks.store.open import open_store

LATER = date(2023, 10, 31)


def test_a_backup_holds_what_the_log_still_holds(tmp_path: Path) -> None:
    told = made(tmp_path / "l.db", "1", "2")[0]
    ledger = open_store(str(tmp_path / "l.db"), today=TODAY)
    ledger.append(*told.reported("45", at=LATER))
    writer = open_store(str(tmp_path / "l.db"), today=TODAY)
    with writer._engine.writing():
        writer._engine.change("UPDATE task SET title = :title", [{"title": "未提交"}])
        ledger.back_up(tmp_path / "copies" / "副本.db")
    copy = open_store(str(tmp_path / "copies" / "副本.db"), today=TODAY)
    assert copy.history(told.task.id) == told.entries
    rows = whole(copy)
    copy.close()
    assert [name for name in os.listdir(tmp_path / "copies") if name != "副本.db"] == []
    assert len(rows["entry"]) == 3
    assert not any("未提交" in row for row in rows["task"])
    ledger.close()
    writer.close()


def test_a_backup_is_never_written_over_a_file(tmp_path: Path) -> None:
    made(tmp_path / "l.db")
    ledger = open_store(str(tmp_path / "l.db"), today=TODAY)
    for path in (tmp_path / "l.db", tmp_path / "mine"):
        (tmp_path / "mine").write_text("mine", encoding="utf-8")
        with pytest.raises(StoreFault) as found:
            ledger.back_up(path)
        assert (found.value.code, found.value.figures["place"]) == ("file-exists", str(path))
    assert not engine_sqlite._put(tmp_path / "l.db", tmp_path / "mine"), "somebody was faster"
    ledger.close()
    assert (tmp_path / "mine").read_text(encoding="utf-8") == "mine"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["l.db", "mine"]


def test_a_folder_that_takes_no_backup(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = Path(tmp_path_factory.mktemp("backup"))
    made(folder / "l.db")
    ledger = open_store(str(folder / "l.db"), today=TODAY)
    (folder / "file").write_text("x", encoding="utf-8")
    (folder / "closed").mkdir(mode=0o555)
    with pytest.raises(StoreFault) as found:
        ledger.back_up(folder / "file" / "copy.db")
    assert found.value.code == "no-folder"
    with ordinary_user(), pytest.raises(StoreFault) as other:
        ledger.back_up(folder / "closed" / "copy.db")
    assert other.value.code in {"cannot-open", "no-folder"}
    ledger.close()
