"""The program killed at any moment: opened again, everything stands as it was left."""

import time
from pathlib import Path

from textual.pilot import Pilot

from tests.tui.screens import played, rest, strike, text_of
from tests.tui.terminals import Terminal, program
from xiaxian_tasks.tui.app import Xiaxian
from xiaxian_tasks.tui.keep import Kept
from xiaxian_tasks.tui.pages.tasks import TasksPage

F2 = "\x1bOQ"
BOUND = 2.0
"""Seconds of typing that may be lost."""


def here(terminal: Terminal) -> str:
    """The row under the cursor."""
    return next(row for row in terminal.rows if row.startswith(">")).rstrip()


def test_a_killed_screen_stands_again_with_its_filter_its_cursor_and_what_was_typed(
    ledger: Path, tmp_path: Path
) -> None:
    state = str(tmp_path / "state")
    (tmp_path / "state").mkdir()
    with program(ledger, XIAXIAN_STATE=state) as terminal:
        terminal.wait_for("今日须定")
        terminal.wait_until_quiet()
        terminal.type("\x1b")  # past the tour
        terminal.wait_until_quiet()
        terminal.type("2")
        terminal.wait_for("232/232")
        terminal.type("/养老\r")
        terminal.wait_for(" 2/232")
        terminal.type("\x1b[B")
        terminal.wait_until_quiet()
        row = here(terminal)
        terminal.type(F2)
        terminal.wait_for("报进展", "备注", "保存")
        terminal.wait_until_quiet()  # the form stands, its caret in the remark
        terminal.type("已完成选址，正在办理手续")
        terminal.wait_for("正在办理手续")
        time.sleep(BOUND)
        terminal.kill()
    with program(ledger, XIAXIAN_STATE=state) as terminal:
        terminal.wait_for(" 2/232", "养老", "有 1 份填过未保存", "报告 services-23/")
        terminal.wait_until_quiet()
        assert here(terminal) == row
        terminal.type(F2)
        terminal.wait_for("已完成选址，正在办理手续")
        terminal.type("\x1b")
        terminal.wait_for(" 2/232", gone="已完成选址，正在办理手续")
        terminal.type("q")
        assert terminal.wait_for_end() == 0


def stood_again(ledger: Path, kept: Kept, *keys: str) -> str:
    """The screen of another run with the same state, after some keys."""

    async def play(pilot: "Pilot[int]") -> None:
        await strike(pilot, *keys)

    return played(ledger, then=play, kept=kept)


def test_the_list_stands_again_as_it_was_left(ledger: Path, tmp_path: Path) -> None:
    """Of one plan, narrowed, in another order, grouped, with marks; its cursor far down; a task's page over it."""
    file = tmp_path / "screen.json"
    left: list[str] = []

    async def leave(pilot: "Pilot[int]") -> None:
        page = pilot.app.screen
        assert isinstance(page, TasksPage)
        page.sort_by("plan", reverse=True)
        await rest(pilot)
        page.table.cursor = 150
        await strike(pilot, "space", "space", "enter")
        await rest(pilot)
        left.append(text_of(pilot.app))
        desk = pilot.app
        assert isinstance(desk, Xiaxian)
        desk.remember()
        assert desk.kept.write()

    played(ledger, "2", then=leave, kept=Kept(file))
    assert stood_again(ledger, Kept(file)) == left[0]
    assert "已选 2" in stood_again(ledger, Kept(file), "escape")


def test_what_was_kept_of_another_ledger_harms_nothing(ledger: Path) -> None:
    """A plan that is not there, an order that is none, a query that cannot be read: the list as it begins."""
    kept = Kept()
    kept.put("screen", "open", "tasks")
    kept.put("screen", "task", "nowhere-23/1")
    for key, value in {"at": "nowhere-23/1", "sort": "colour", "group": "colour", "filter": "灯:紫"}.items():
        kept.put("tasks", key, value)
    kept.put("tasks", "scope", {"plan": "nowhere-23", "body": "", "name": "无", "else": "x"})
    kept.put("tasks", "columns", ["colour", "title"])
    kept.put("tasks", "widths", {"title": "-3", "lead": "x"})
    assert "232/232" in stood_again(ledger, kept)
