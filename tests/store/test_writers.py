"""Several programs at one ledger, and one that is killed."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.store.conftest import Opening
from tests.store.ledgers import Told, adoption, task
from xiaxian_tasks.domain.chain import first_break
from xiaxian_tasks.errors import Stale
from xiaxian_tasks.ports import Query
from xiaxian_tasks.store.open import open_store

ROOT = Path(__file__).parents[2]
LATER = date(2023, 10, 31)

REPORT_MANY = """
import sys
from datetime import date
from tests.store import ledgers
from xiaxian_tasks.domain.history import fold
from xiaxian_tasks.errors import Stale
from xiaxian_tasks.store.open import open_store

store = open_store(sys.argv[1], today=date(2026, 1, 1))
stale = 0
for _ in range(20):
    while True:
        told = ledgers.Told(ledgers.task("1"))
        told.entries = store.history("services-23/1")
        told.state = fold(told.entries, ledgers.lay_out)
        try:
            store.append(*told.reported(sys.argv[2], at=date(2023, 10, 31)))
            break
        except Stale as error:
            assert error.figures == {"task": "services-23/1"}, error.figures
            stale += 1
store.close()
"""

ADOPT_MUCH = """
import sys, time
from datetime import date
from tests.store.ledgers import Told, adoption, task
from xiaxian_tasks.store.open import open_store

def written():
    for number in range(1, 100000):
        yield Told(task(str(number), plan="p-23")).adopted()

store = open_store(sys.argv[1], today=date(2026, 1, 1))
store.adopt(adoption(task("1", plan="p-23"), entries=written()), lambda done: print(done, flush=True))
"""


def test_many_writers_make_one_history(url: str, open_ledger: Opening) -> None:
    """Each append names the version it was decided on; the one who comes late decides again, and nothing is lost."""
    ledger = open_ledger()
    ledger.adopt(adoption(task("1")))
    writers = [
        subprocess.Popen([sys.executable, "-c", REPORT_MANY, url, str(value)], cwd=ROOT, stderr=subprocess.PIPE)
        for value in (1, 2, 3)
    ]
    assert [process.communicate()[1] for process in writers] == [b""] * 3
    history = ledger.history("services-23/1")
    assert len(history) == 61
    assert first_break("services-23/1", history) is None
    assert [history[-1].hash] == [head for _, _, head in ledger.heads()]
    assert {value: sum(e.content.get("value") == value for e in history) for value in "123"} == dict.fromkeys("123", 20)


def test_the_second_of_two_writers_is_stale(open_ledger: Opening) -> None:
    one, other = open_ledger(), open_ledger()
    told, rival = Told(task("1")), Told(task("1"))
    one.adopt(adoption(told.task, entries=[told.adopted()]))
    rival.adopted()
    first, second = told.reported("45", at=LATER), rival.reported("46", at=LATER)
    one.append(*first)
    with pytest.raises(Stale) as found:
        other.append(*second)
    assert found.value.exit_code == 6
    assert [entry.hash for entry in one.history("services-23/1")][-1] == first[0].hash


def test_reading_goes_on_while_somebody_writes(open_ledger: Opening) -> None:
    one, other = open_ledger(), open_ledger()
    one.adopt(adoption(task("1")))
    with one._engine.writing():
        one._engine.change("UPDATE task SET title = 'x' WHERE id = :id", [{"id": "services-23/1"}])
        assert [row.title for row in other.tasks(Query(LATER))] == ["事项1"]
    assert [row.title for row in other.tasks(Query(LATER))] == ["x"]


def test_an_adoption_that_is_killed_leaves_nothing(url: str, open_ledger: Opening) -> None:
    ledger = open_ledger()
    ledger.adopt(adoption(task("1")))
    process = subprocess.Popen([sys.executable, "-c", ADOPT_MUCH, url], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    heard = [process.stdout.readline().strip() for _ in range(3)]
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    process.stdout.close()
    assert heard == ["1000", "2000", "3000"]
    assert [row.id for row in ledger.plans()] == ["services-23"]
    assert len(list(ledger.entries())) == len(list(ledger.heads())) == 1
    again = open_ledger()
    again.adopt(adoption(task("1", plan="p-23")))
    assert [row.id for row in ledger.tasks(Query(LATER, sort="plan"))] == ["services-23/1", "p-23/1"]

NUMBER_MANY = """
import sys
from datetime import date
from xiaxian_tasks.errors import Stale
from xiaxian_tasks.ports import Number, Writing
from xiaxian_tasks.store.open import open_store

store = open_store(sys.argv[1], today=date(2026, 1, 1))
for _ in range(15):
    while True:
        given = store.numbers("task", 2023)
        number = Number("task", 2023, given[-1].number + 1 if given else 1, sys.argv[2])
        try:
            store.write(Writing(numbers=(number,)))
            break
        except Stale as error:
            assert error.code == "number-taken", error.code
            assert error.figures == number._asdict(), error.figures
store.close()
"""

CLOSE_MONTHS = """
import sys
from datetime import UTC, date, datetime, timedelta
from xiaxian_tasks.domain.chain import sealed
from xiaxian_tasks.domain.entries import COUNTY, MONTH, Entry
from xiaxian_tasks.ports import CountyRow, Writing
from xiaxian_tasks.store.open import open_store

store = open_store(sys.argv[1], today=date(2026, 1, 1))
head = ""
for seq in range(1, 21):
    closed = date(2023, 10, 1) + timedelta(days=seq)
    moment = datetime(2023, 12, 1, 9, seq, tzinfo=UTC)
    entry = sealed(Entry(COUNTY, seq, date(2023, 12, 1), moment, "张三", MONTH, {}), head)
    head = entry.hash
    store.write(Writing(county=(entry, CountyRow("{}", seq, head, entry.at, closed))))
    print(closed, len(store.history("services-23/1")) - 1, flush=True)
store.close()
"""

REPORT_UNTIL_CLOSED = """
import sys
from datetime import date, timedelta
from tests.store import ledgers
from xiaxian_tasks.errors import Stale
from xiaxian_tasks.store.open import open_store

store = open_store(sys.argv[1], today=date(2026, 1, 1))
at, refused = date(2023, 10, 2), 0
while at <= date(2023, 10, 25):
    told = ledgers.Told(ledgers.task("1"))
    told.adopted()
    for entry in store.history("services-23/1")[1:]:
        told.reported(entry.content["value"], at=entry.at)
    try:
        store.append(*told.reported("1", at=at))
    except Stale as error:
        assert error.code == "month-closed", error.code
        assert error.figures["at"] <= error.figures["closed"]
        refused += 1
    at += timedelta(days=1)
store.close()
print(refused)
"""


def test_no_number_is_given_twice(url: str, open_ledger: Opening) -> None:
    ledger = open_ledger()
    writers = [
        subprocess.Popen([sys.executable, "-c", NUMBER_MANY, url, name], cwd=ROOT, stderr=subprocess.PIPE)
        for name in "abc"
    ]
    assert [process.communicate()[1] for process in writers] == [b""] * 3
    given = ledger.numbers("task", 2023)
    assert [each.number for each in given] == list(range(1, 46))
    assert {name: sum(each.task == name for each in given) for name in "abc"} == dict.fromkeys("abc", 15)


def test_no_report_slips_into_a_month_being_closed(url: str, open_ledger: Opening) -> None:
    """One closes days as another reports on them: what stood when a day was closed stands for ever."""
    ledger = open_ledger()
    ledger.adopt(adoption(task("1")))
    started = [
        subprocess.Popen(
            [sys.executable, "-c", script, url], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for script in (CLOSE_MONTHS, REPORT_UNTIL_CLOSED)
    ]
    (closing, wrong), (refused, also_wrong) = (process.communicate() for process in started)
    assert wrong == also_wrong == ""
    reported = ledger.history("services-23/1")[1:]
    assert len(reported) + int(refused) == 24
    closed = dict(line.split() for line in closing.splitlines())
    for day, known in closed.items():
        by_then = sum(entry.at <= date.fromisoformat(day) for entry in reported)
        assert by_then <= int(known), "an entry of a closed day was written after it was closed"
    assert max(closed) == "2023-10-21"


HOLDS = """
import sys
from datetime import date
from xiaxian_tasks.store.open import open_store

held = open_store(sys.argv[1], today=date(2026, 1, 1))
print(len(held.history("services-23/1")), flush=True)
beside = open_store(sys.argv[1], today=date(2026, 1, 1))
print("open", flush=True)
sys.stdin.readline()
print(len(held.history("services-23/1")), len(beside.history("services-23/1")), flush=True)
"""


def test_a_program_that_opens_a_ledger_twice_keeps_its_hold_on_it(tmp_path: Path) -> None:
    """While it is open, another program that comes and goes may not take the log away under it."""
    path = tmp_path / "l.db"
    store = open_store(str(path), today=date(2026, 1, 1))
    told = Told(task("1"))
    store.adopt(adoption(told.task, entries=[told.adopted()]))
    store.close()
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    assert [holder.stdout.readline(), holder.stdout.readline()] == ["1\n", "open\n"]
    log = tmp_path / "l.db-wal"
    before = log.stat().st_ino
    store = open_store(str(path), today=date(2026, 1, 1))
    store.append(*told.reported("5", at=LATER))
    store.close()
    assert log.stat().st_ino == before
    counted, _ = holder.communicate("\n", timeout=60)
    assert counted == "2 2\n"
    assert holder.returncode == 0
