"""The trail of a whole ledger: pages, filters, what an entry changed, what would be taken back up to one."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.ledgers import office
from tests.office import everything
from tests.office.test_undo import HOMES, PIPES, Sit, UndoWalk
from xiaxian_tasks.errors import NotFound
from xiaxian_tasks.language import install
from xiaxian_tasks.office import audit, record, steps
from xiaxian_tasks.office.audit import Filter
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.office.steps import Words
from xiaxian_tasks.wording import changes


@pytest.fixture
def sit(tmp_path: Path) -> Sit:
    """Sits somebody down on a day of 2023 at a plan under full supervision and one under simple."""
    walk = UndoWalk(tmp_path, 0)
    return lambda by, on: walk.sit(by, date.fromisoformat(f"2023-{on}"))


def told(sit: Sit, task: str, seq: int) -> list[str]:
    install("en")
    return [changes.told(change) for change in audit.effect(sit("王敏", "12-01"), task, seq).changes]


def test_pages_hold_every_entry_once_the_newest_first(tmp_path: Path) -> None:
    desk = office(everything.everything(tmp_path), "2026-11-24")
    found, after, pages = [], None, 0
    while pages == 0 or after is not None:
        page = audit.page(desk, after=after, size=20)
        found += page.lines
        after, pages = page.after, pages + 1
    every = list(desk.store.entries())
    assert len(found) == len(every) == audit.count(desk)
    assert [line["place"] for line in found] == sorted((line["place"] for line in found), reverse=True)
    assert pages == len(every) // 20 + 1
    (first,) = [line for line in found if line["task"] == everything.WELLS and line["seq"] == 1]
    assert (first["kind"], first["title"]) == ("adoption", "关闭城区自备井")


def test_a_past_day_shows_what_counted_by_then(tmp_path: Path) -> None:
    desk = office(everything.everything(tmp_path), "2023-10-31")
    lines = audit.page(desk, size=1000).lines
    assert lines
    assert all(line["at"] <= "2023-10-31" or line["seq"] == 1 for line in lines)


def test_filters(sit: Sit) -> None:
    record.report(sit("甲", "10-31"), Said(HOMES, "20户", note="已开工"))
    record.report(sit("乙", "11-30"), Said(HOMES, "45户", note="进展 100%"))
    desk = sit("王敏", "12-01")

    def seqs(**sought: Any) -> list[int]:
        return [line["seq"] for line in audit.page(desk, Filter(**sought)).lines if line["task"] == HOMES]

    assert seqs() == [3, 2, 1]
    assert seqs(by="甲") == [2]
    assert seqs(kinds=("report",)) == [3, 2]
    assert seqs(task=HOMES) == [3, 2, 1]
    assert seqs(words="100%") == [3]
    assert seqs(words="甲") == []
    assert seqs(by="乙", words="开工") == []


def test_what_an_entry_changed_is_told(sit: Sit) -> None:
    record.report(sit("甲", "10-31"), Said(HOMES, "150户"))
    record.report(sit("甲", "11-30"), Said(HOMES, "200户"))
    steps.withdraw(sit("甲", "11-30"), HOMES)
    assert told(sit, HOMES, 2)[0] == "light grey -> green"
    assert "value 改造户数 - -> 150户" in told(sit, HOMES, 2)
    assert told(sit, HOMES, 3)[:1] == ["light yellow -> done"]
    assert "value 改造户数 200户 -> 150户" in told(sit, HOMES, 4)
    desk = sit("王敏", "12-01")
    assert audit.effect(desk, HOMES, 3).taken_back
    assert not audit.effect(desk, HOMES, 2).taken_back
    assert not audit.effect(sit("王敏", "11-29"), HOMES, 3).taken_back
    assert [change["what"] for change in audit.effect(desk, HOMES, 1).changes][:1] == ["light"]
    with pytest.raises(NotFound):
        audit.effect(desk, HOMES, 9)
    assert not audit.effect(desk, "county", 1).is_task


def test_an_extension_is_told_by_its_days(sit: Sit) -> None:
    steps.register(sit("王敏", "10-10"), PIPES)
    steps.dispatch(sit("王敏", "10-10"), PIPES)
    steps.receive(sit("王敏", "10-11"), PIPES)
    steps.ask_extension(sit("水局长", "11-01"), PIPES, date(2024, 1, 10), words=Words(reason="管材未到"))
    seq = steps.grant_extension(sit("王敏", "11-02"), PIPES).entry.seq
    assert told(sit, PIPES, seq) == ["due 2023-12-31 -> 2024-01-10", "day asked for 2024-01-10 -> -"]
    assert told(sit, PIPES, seq - 2) == ["state dispatched -> in hand", "part 县水利局 to be signed for -> signed for"]
    install("en")
    whole = [changes.told(each) for each in audit.between(sit("王敏", "12-01"), PIPES, seq, 1)]
    assert "way of supervision simple -> full" in whole
    assert "due 2023-12-31 -> 2024-01-10" in whole


def test_what_is_taken_back_up_to_an_entry(sit: Sit) -> None:
    """What stands of the listed lines; withdrawals and what they took back are passed over, the county's own too."""
    for value in ("20户", "45户", "60户"):
        record.report(sit("甲", "10-31"), Said(HOMES, value))
    steps.withdraw(sit("甲", "10-31"), HOMES)
    desk = sit("王敏", "12-01")
    lines = audit.page(desk).lines
    assert [line["seq"] for line in audit.standing(desk, lines[:4])] == [3, 2]
    assert {line["task"] for line in audit.standing(desk, lines)} == {HOMES}
