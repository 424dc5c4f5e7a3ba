"""What only a terminal can show: a killed program comes back, another process leaves marks alone, a paste keeps its
lines, and five jobs are done by somebody who knows nothing but what stands on the screen."""

import re
import sqlite3
from pathlib import Path

from tests.ledgers import office
from tests.tui import twoface
from tests.tui.terminals import Terminal, pasted, program
from xiaxian_tasks.office import record
from xiaxian_tasks.office.record import Said

ENTER, ESCAPE, DOWN, TAB, PAGE_DOWN = "\r", "\x1b", "\x1b[B", "\t", "\x1b[6~"

KEEPS_WITHIN = 2.0
"""Seconds of typing that a killed program may lose."""


def under_cursor(terminal: Terminal) -> str:
    """The row under the cursor of the list."""
    return next((row for row in terminal.rows if row.startswith(">")), "")


def test_what_was_typed_outlives_a_killed_program(ledger: Path, tmp_path: Path) -> None:
    """Screen, filter, cursor and the half-filled form are there again."""
    state = str(tmp_path / "state")
    with program(ledger, XIAXIAN_STATE=state) as terminal:
        terminal.wait_for("今日须定")
        terminal.type("2")
        terminal.wait_for("232/232")
        terminal.type("/养老" + ENTER)
        terminal.wait_for(" 2/232")
        terminal.type(DOWN)
        terminal.wait_until_quiet()
        here = under_cursor(terminal)
        assert "社区养老" in here
        terminal.type("p")
        terminal.wait_for("报进展", "备注")
        terminal.type("三个社区已开工")
        terminal.watch(KEEPS_WITHIN)
        terminal.kill()
    with program(ledger, XIAXIAN_STATE=state) as terminal:
        terminal.wait_for("养老", " 2/232", "社区养老")
        terminal.wait_until_quiet()
        assert under_cursor(terminal) == here
        terminal.type("p")
        terminal.wait_for("报进展", "三个社区已开工")


def test_marks_and_cursor_stay_while_others_write(ledger: Path) -> None:
    with program(ledger) as terminal:
        terminal.wait_for("今日须定")
        terminal.type("2")
        terminal.wait_for("232/232")
        terminal.type("/养老" + ENTER)
        terminal.wait_for(" 2/232")
        terminal.type(" ")
        terminal.wait_until_quiet()
        marked = [row.split()[2] for row in terminal.rows if row.startswith("*")]
        here = under_cursor(terminal).split()[2]
        assert len(marked) == 1
        other = office(ledger, "2023-10-10", by="李某")
        for number in (11, 12):
            record.report(other, Said(f"services-23/{number}", note="已开工"))
        other.store.close()
        terminal.watch(2.5)
        assert [row.split()[2] for row in terminal.rows if row.startswith("*")] == marked
        assert under_cursor(terminal).split()[2] == here


def test_a_paste_of_five_lines_is_recorded_as_five(ledger: Path) -> None:
    lines = [f"第{count}条：已开工" for count in "一二三四五"]
    with program(ledger) as terminal:
        terminal.wait_for("今日须定")
        terminal.type("2")
        terminal.wait_for("232/232")
        terminal.type("/养老" + ENTER)
        terminal.wait_for(" 2/232")
        terminal.type("p")
        terminal.wait_for("备注")
        terminal.type(pasted("\n".join(lines)))
        terminal.wait_for("第五条")
        terminal.type(ENTER)
        terminal.wait_for("已记录")
    connection = sqlite3.connect(ledger)
    (content,) = connection.execute("SELECT content FROM entry ORDER BY rowid DESC LIMIT 1").fetchone()
    connection.close()
    assert "\\n".join(lines) in content


class Newcomer:
    """Somebody who reads the screen: knows the arrow keys, Enter and Page Down, and nothing of this program."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal

    def foot(self) -> dict[str, str]:
        """What the last row offers: name -> key."""
        return {name: key for key, name in re.findall(r"(\S+) (\S+?)(?=  |\s*$)", self.terminal.rows[-1])}

    def open(self, title: str) -> None:
        """A screen, by the digit before its name in the first row."""
        self.terminal.wait_until_idle(0.2)
        (digit,) = re.findall(rf"(\d){title}", self.terminal.rows[0])
        self.terminal.type(digit)
        self.terminal.wait_until_idle(0.2)

    def do(self, name: str) -> None:
        """What is called so: by the foot, else by the help."""
        self.terminal.wait_until_idle(0.2)
        key = self.foot().get(name) or self.looked_up(name)
        self.terminal.type({"Enter": ENTER, "Tab": TAB, "Esc": ESCAPE, "Space": " "}.get(key, key))
        self.terminal.wait_until_idle(0.2)

    def looked_up(self, name: str) -> str:
        """The key of something the foot has no room for."""
        self.do("帮助")
        for _page in range(20):
            for row in self.terminal.rows[1:-1]:
                if found := re.match(rf" (\S+)(?: \S+)*  +{name}(?:  |\s*$)", row):
                    self.do("返回")
                    return found[1]
            self.terminal.type(PAGE_DOWN)
            self.terminal.wait_until_idle(0.2)
        raise AssertionError(f"{name} is nowhere:\n{self.terminal.text}")


def test_five_jobs_by_what_stands_on_the_screen(tmp_path: Path) -> None:
    """Find a task, report on it, ask for a later day, see whom to remind, take the last step back."""
    ledger = twoface.ledger(tmp_path, twoface.HAN)
    with program(ledger, XIAXIAN_BY=twoface.HAN["director"]) as terminal:
        newcomer = Newcomer(terminal)
        terminal.wait_for("总览", "? 帮助")
        newcomer.open("任务")
        newcomer.do("筛选")
        terminal.type("供水")
        newcomer.do("回到列表")
        terminal.wait_for("1/3", "新铺供水管网")
        newcomer.do("报进展")
        terminal.type("80")
        newcomer.do("保存")
        terminal.wait_for("已记录", "80/120公里")
        newcomer.do("延期")
        terminal.type("2024-02-29")
        newcomer.do("下一格")
        newcomer.do("下一格")
        terminal.type("设备到货晚")
        newcomer.do("保存")
        terminal.wait_for("延期申请", "申请延到 2024-02-29", gone="下一格")
        newcomer.open("提醒")
        terminal.wait_for("瑶峰镇")
        newcomer.do("复制")
        terminal.wait_for("已复制")
        newcomer.open("任务")
        newcomer.do("撤回")
        if "确认" in newcomer.foot():
            newcomer.do("确认")
        terminal.wait_for("已撤回")
