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
