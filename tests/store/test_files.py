"""Backups and their return: proved before they take a ledger's place, and whole wherever the machine stops."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ledgers import bundled, office
from xiaxian_tasks import assemble
from xiaxian_tasks.errors import Misused, Refused, StoreFault
from xiaxian_tasks.office import proof, record
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.settings import Settings
from xiaxian_tasks.store import files

HOMES = "services-23/13"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return bundled(tmp_path)


def settings(path: Path) -> Settings:
    return Settings(str(path))


def head(path: Path) -> str:
    desk = office(path, "2026-11-24")
    try:
        told = proof.verify(desk)
        assert told["ok"], told["faults"]
        return str(told["head"])
    finally:
        desk.store.close()


def reported(path: Path, note: str) -> None:
    desk = office(path, "2026-11-24")
    record.report(desk, Said(HOMES, note=note))
    desk.store.close()


def test_a_backup_of_a_ledger_in_use_is_proved_and_writes_over_nothing(ledger: Path, tmp_path: Path) -> None:
    busy = office(ledger, "2026-11-24")
    record.report(busy, Said(HOMES, note="未落盘前"))
    told = assemble.back_up(settings(ledger), str(tmp_path / "backup.sqlite3"))
    busy.store.close()
    assert told["ok"]
    assert head(tmp_path / "backup.sqlite3") == head(ledger) == told["head"]
    with pytest.raises(StoreFault, match="file-exists"):
        assemble.back_up(settings(ledger), str(tmp_path / "backup.sqlite3"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.sqlite3", "ledger.sqlite3"]


def test_a_backup_comes_back_and_the_old_ledger_stays_beside_it(ledger: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup.sqlite3"
    assemble.back_up(settings(ledger), str(backup))
    kept = head(backup)
    reported(ledger, "备份之后")
    newer = head(ledger)
    with pytest.raises(Refused, match="ledger-exists"):
        assemble.restore(settings(ledger), str(backup), replace=False)
    told, aside = assemble.restore(settings(ledger), str(backup), replace=True)
    assert told["ok"]
    assert (head(ledger), head(Path(aside))) == (kept, newer)
    assert Path(aside).name == f"ledger.sqlite3.{assemble.today()}"
    _, again = assemble.restore(settings(ledger), aside, replace=True)
    assert again == f"{aside}.2"
    assert head(ledger) == newer
    told, aside = assemble.restore(settings(tmp_path / "fresh" / ".." / "fresh.sqlite3"), str(backup), replace=False)
    assert aside == ""
    assert head(tmp_path / "fresh.sqlite3") == kept
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_what_is_no_ledger_of_ours_or_does_not_hold_takes_no_place(ledger: Path, tmp_path: Path) -> None:
    before = ledger.read_bytes()
    (tmp_path / "text.sqlite3").write_text("not a database", encoding="utf-8")
    with sqlite3.connect(tmp_path / "foreign.sqlite3") as foreign:
        foreign.execute("CREATE TABLE note (text)")
    foreign.close()
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(before)
    with sqlite3.connect(broken) as connection:
        connection.execute("UPDATE entry SET kind = 'note' WHERE task = ?", (HOMES,))
    connection.close()
    for name in ("text.sqlite3", "foreign.sqlite3"):
        with pytest.raises(StoreFault, match="not-ours"):
            assemble.restore(settings(ledger), str(tmp_path / name), replace=True)
    with pytest.raises(StoreFault, match="backup-faulty"):
        assemble.restore(settings(ledger), str(broken), replace=True)
    with pytest.raises(Misused, match="unreadable-file"):
        assemble.restore(settings(ledger), str(tmp_path / "none.sqlite3"), replace=True)
    with pytest.raises(StoreFault, match="pg-backup"):
        assemble.restore(Settings("postgresql://nobody@/none"), str(ledger), replace=True)
    assert ledger.read_bytes() == before


def test_a_ledger_in_use_is_not_replaced(ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0.1)
    backup = tmp_path / "backup.sqlite3"
    assemble.back_up(settings(ledger), str(backup))
    busy = office(ledger, "2026-11-24")
    busy.store.plans()
    with pytest.raises(StoreFault, match="locked"):
        assemble.restore(settings(ledger), str(backup), replace=True)
    record.report(busy, Said(HOMES, note="仍在使用"))
    busy.store.close()
    assemble.restore(settings(ledger), str(backup), replace=True)


def test_a_damaged_ledger_is_moved_aside_as_it_lies_and_no_log_is_left_alone(ledger: Path, tmp_path: Path) -> None:
    backup, kept = tmp_path / "backup.sqlite3", head(ledger)
    assemble.back_up(settings(ledger), str(backup))
    log = ledger.with_name("ledger.sqlite3-wal")
    for garbage in (b"garbage", ledger.read_bytes()[:5000]):
        ledger.write_bytes(garbage)
        log.write_bytes(b"an old log")
        _, aside = assemble.restore(settings(ledger), str(backup), replace=True)
        assert Path(aside).exists()
        assert head(ledger) == kept
    ledger.unlink()
    log.write_bytes(b"an old log")
    _, aside = assemble.restore(settings(ledger), str(backup), replace=False)
    assert Path(f"{aside}-wal").read_bytes() == b"an old log"
    assert head(ledger) == kept


KILLED_AT = """
import os, signal, sys
folder, last = sys.argv[1], int(sys.argv[2])
count = 0
def watched(event, arguments):
    global count
    if event in {"open", "os.link", "os.rename", "os.remove", "sqlite3.connect"}:
        if any(isinstance(each, (str, os.PathLike)) and folder in os.fspath(each) for each in arguments):
            count += 1
            if count == last:
                os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watched)
from xiaxian_tasks import assemble
from xiaxian_tasks.settings import Settings
told, aside = assemble.restore(Settings(folder + "/ledger.sqlite3"), folder + "/backup.sqlite3", replace=True)
"""


def test_killed_at_any_moment_nothing_is_lost(ledger: Path, tmp_path: Path) -> None:
    """At every opening, link, renaming and removal in the ledger's folder in turn."""
    assemble.back_up(settings(ledger), str(tmp_path / "backup.sqlite3"))
    old = head(ledger)
    reported(ledger, "备份之后")
    newer, whole = head(ledger), ledger.read_bytes()
    outcomes = []
    for moment in range(1, 100):
        for left in tmp_path.iterdir():
            if left.name != "backup.sqlite3":
                left.unlink()
        ledger.write_bytes(whole)
        call = [sys.executable, "-c", KILLED_AT, str(tmp_path), str(moment)]
        done = subprocess.run(call, capture_output=True, check=False)
        asides = [path for path in tmp_path.glob("ledger.sqlite3.2*") if not path.name.endswith(("-wal", "-shm"))]
        outcomes.append(head(ledger))
        assert outcomes[-1] in {old, newer}
        if outcomes[-1] == old:
            assert [head(each) for each in asides] == [newer]
        assert head(tmp_path / "backup.sqlite3") == old
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL, done.stderr
    assert outcomes[0] == newer
    assert outcomes[-1] == old
    assert len(outcomes) > 8


def test_the_command_says_where_the_old_ledger_is(ledger: Path, tmp_path: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        call = [sys.executable, "-m", "xiaxian_tasks", "--db", str(ledger), "--lang", "en", *arguments]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("XIAXIAN_")}
        return subprocess.run(call, capture_output=True, check=False, env=environment)

    assert run("backup", str(tmp_path / "b.sqlite3")).returncode == 0
    assert run("restore", str(tmp_path / "b.sqlite3")).returncode == 4
    done = run("restore", "--replace", "--json", str(tmp_path / "b.sqlite3"))
    assert (done.returncode, done.stderr) == (0, b"")
    assert Path(json.loads(done.stdout)["kept"]).exists()
    assert run("rebuild").returncode == 0
    with sqlite3.connect(ledger) as connection:
        connection.execute("DELETE FROM entry WHERE task = ?", (HOMES,))
    connection.close()
    refused = run("rebuild")
    assert refused.returncode == 7, "what is gone would be forgotten"
    assert HOMES.encode() in refused.stderr
    assert run("backup", str(tmp_path / "c.sqlite3")).returncode == 7
    assert (tmp_path / "c.sqlite3").exists()
