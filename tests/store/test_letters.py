"""Letters on both engines: several offices that issue at one moment, and a ledger carried from one to the other."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.ledgers import office
from tests.office.everything import METERS, PIPES, POWER, WELLS
from tests.office.noticing import made, wish
from tests.store import desk_walk
from tests.store.conftest import Opening
from xiaxian_tasks.errors import Stale
from xiaxian_tasks.office import notices, proof, transfer

ROOT = Path(__file__).parents[2]
EACH = 8
"""Letters each of the offices issues."""

ISSUE = """
import sys
from datetime import date
from tests.ledgers import TODAY
from tests.office.noticing import made, wish
from tests.store.desk_walk import sit
from xiaxian_tasks.errors import Stale
from xiaxian_tasks.office import notices
from xiaxian_tasks.store.open import open_store

desk = sit(open_store(sys.argv[1], today=TODAY), date(2023, 10, 16), "王敏")
for _ in range(int(sys.argv[3])):
    while True:
        try:
            print(notices.issue(desk, wish(sys.argv[2], "wells-23/4"), made())["number"])
            break
        except Stale:
            pass
desk.store.close()
"""


def test_offices_that_issue_at_one_moment_get_different_numbers(
    url: str, open_ledger: Opening, tmp_path: Path
) -> None:
    """Three programs, each with a task of its own and one that all of them write to."""
    ledger = open_ledger()
    desk_walk.prepared(ledger, tmp_path)
    offices = [
        subprocess.Popen([sys.executable, "-c", ISSUE, url, task, str(EACH)], cwd=ROOT, stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE)
        for task in (WELLS, PIPES, POWER)
    ]
    told = [process.communicate() for process in offices]
    assert [err for _, err in told] == [b""] * 3
    numbers = [number for out, _ in told for number in out.decode().split()]
    assert len(set(numbers)) == len(numbers) == 3 * EACH
    desk = desk_walk.sit(ledger, date(2023, 10, 16), "王敏")
    assert [place["running"] for place in notices.register(desk)] == list(range(1, 3 * EACH + 1))
    assert {place["number"] for place in notices.register(desk)} == set(numbers)
    assert len(ledger.history(METERS)) == len(ledger.history(WELLS)) + 2 * EACH
    assert proof.verify(desk)["faults"] == []


def test_a_clash_leaves_nothing_behind(open_ledger: Opening, tmp_path: Path) -> None:
    """Somebody who is first five times over: no number, no paper, no entry of the letter that was not issued."""
    ledger, other = open_ledger(), open_ledger()
    desk_walk.prepared(ledger, tmp_path)
    desk, rival = (desk_walk.sit(each, date(2023, 10, 16), "王敏") for each in (ledger, other))
    calls: list[str] = []

    def beaten(number: str, on: date) -> notices.Made:
        notices.issue(rival, wish(PIPES), made("别人的提醒函"))
        return made(calls=calls)(number, on)

    with pytest.raises(Stale):
        notices.issue(desk, wish(WELLS), beaten)
    assert calls == [f"夏督提〔2023〕{n}号" for n in range(1, 6)]
    assert [each["tasks"] for each in notices.register(desk)] == [[PIPES]] * 5
    assert len(list(ledger.evidence_kept())) == 10
    assert proof.verify(desk)["faults"] == []


def test_letters_go_from_ledger_to_ledger(open_ledger: Opening, tmp_path: Path) -> None:
    """Exported, put into an empty ledger and proved: what a day knew of its letters is the same."""
    ledger = open_ledger()
    desk_walk.prepared(ledger, tmp_path)
    days = (desk_walk.sit(ledger, date(2023, 10, day), "王敏") for day in (16, 17, 18, 19))
    notices.issue(next(days), wish(WELLS, PIPES), made())
    notices.issue(next(days), wish(POWER, kind="red"), made())
    notices.reply(next(days), "2023/reminder/1", "已办", files=(("回函.pdf", b"%PDF x"),))
    notices.withdraw(next(days), "2023/red/1", "数据有误")
    desk = desk_walk.sit(ledger, date(2023, 11, 1), "王敏")
    lines = list(transfer.export(desk))
    path = tmp_path / "other.sqlite3"
    transfer.take_in(office(path, "2023-11-01", "王敏"), lines, "台账.jsonl")
    for number in (15, 16, 17, 18, 19, 31):
        one, two = desk.on_day(date(2023, 10, number)), office(path, f"2023-10-{number}", "王敏")
        assert notices.listed(one) == notices.listed(two)
        assert notices.register(one) == notices.register(two)
    copy = office(path, "2023-11-01", "王敏")
    assert notices.kept(desk, notices.named(desk, "提")) == notices.kept(copy, notices.named(copy, "提"))
    assert proof.verify(copy)["faults"] == []
