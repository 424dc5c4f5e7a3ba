"""Undo and redo by one key: what was just done at once, what is older only once it was shown."""

from datetime import timedelta
from itertools import count
from pathlib import Path

from textual.pilot import Pilot

from tests.ledgers import office
from tests.tui.screens import played, rest, strike
from xiaxian_tasks.office import lists, record
from xiaxian_tasks.office.lists import Asked
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.office.sight import sheet as sheet_of
from xiaxian_tasks.tui import speak

HOMES = "services-23/13"


def kinds(ledger: Path, task: str = HOMES) -> list[str]:
    """The kinds of a task's entries as the ledger holds them."""
    desk = office(ledger, "2023-10-10")
    try:
        return [entry.kind for entry in desk.store.history(task)]
    finally:
        desk.store.close()


def test_what_was_just_done_is_taken_back_and_brought_back_by_one_key_each(ledger: Path) -> None:
    ticks = count(1)

    async def then(pilot: "Pilot[int]") -> None:
        desk = pilot.app.office  # type: ignore[attr-defined]
        begun = desk.now()
        desk.now = lambda: begun + timedelta(seconds=next(ticks))
        await strike(pilot, "2")
        await strike(pilot, "/", "1", "3", "enter", "p", "5", "0", "enter")
        await rest(pilot)
        task = pilot.app.screen.current()["id"]  # type: ignore[attr-defined]
        for key, held in (("u", 3), ("R", 4), ("u", 5)):
            await strike(pilot, key)
            await rest(pilot)
            assert len(kinds(ledger, task)) == held

    text = played(ledger, then=then)
    assert "已撤回：报告" in text


def test_what_is_older_is_shown_before_it_is_taken_back(ledger: Path) -> None:
    desk = office(ledger, "2023-10-09")
    earlier = desk.now() - timedelta(hours=1)
    desk.now = lambda: earlier
    record.report(desk, Said(HOMES, "45户", note="入户摸排"))
    shown = played(ledger, "u")
    assert len(kinds(ledger)) == 2
    assert "入户摸排" in shown
    assert "数值" in shown
    assert "45户 -> -" in shown
    played(ledger, "u", "escape")
    assert len(kinds(ledger)) == 2
    assert "已撤回：报告" in played(ledger, "u", "enter")
    assert kinds(ledger)[-1] == "withdrawal"


def test_there_may_be_nothing_to_take_back(ledger: Path) -> None:
    assert "张某没有可以撤回的记录。" in played(ledger, "u")
    assert "张某没有可以重做的撤回" in played(ledger, "R")


def test_what_is_shown_names_the_task_as_its_list_does_and_a_milestone_by_its_words(ledger: Path) -> None:
    desk = office(ledger, "2023-10-09")
    earlier = desk.now() - timedelta(hours=1)
    desk.now = lambda: earlier
    milestones = (sheet for row in lists.rows(desk, Asked()) for sheet in [sheet_of(desk, row)] if sheet["milestones"])
    sheet = next(milestones)
    milestone = sheet["milestones"][0]
    record.report(desk, Said(sheet["id"], milestone=milestone["id"]))
    shown = played(ledger, "u", size=(160, 36)).splitlines()
    desk.store.close()
    at = next(place for place, line in enumerate(shown) if line.startswith(" 撤回  "))
    assert f" 撤回  {speak.called(sheet)} {sheet['title']}" in shown[at]
    assert milestone["what"][:20] in shown[at + 1]
    assert f"  {milestone['id']}" not in shown[at + 1]
