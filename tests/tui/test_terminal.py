"""The program on a real terminal: what a supervisor types, what stands on the screen, where the caret is."""

import re
import sqlite3
from pathlib import Path

from wcwidth import wcswidth

from tests.ledgers import office
from tests.tui.terminals import PATIENCE, Terminal, pasted, program
from xiaxian_tasks.office import record
from xiaxian_tasks.office.record import Said

ESCAPE, F2, CTRL_C, CTRL_Q, CTRL_U = "\x1b", "\x1bOQ", "\x03", "\x11", "\x15"
HOMES = "开展特殊困难家庭适老化改造"


def entries(ledger: Path) -> int:
    """How many entries the ledger holds."""
    connection = sqlite3.connect(ledger)
    try:
        return int(connection.execute("SELECT count(*) FROM entry").fetchone()[0])
    finally:
        connection.close()


def test_a_supervisor_reports_45_homes(ledger: Path) -> None:
    before = entries(ledger)
    with program(ledger) as terminal:
        terminal.wait_for("总览", "今日须定")
        terminal.type("2")
        terminal.wait_for("筛选", "232/232", "54号/5.1")
        terminal.type("/适老")
        terminal.wait_for("1/232", "21号/13", HOMES, gone="54号/5.1")
        terminal.type(ESCAPE)
        terminal.wait_for("232/232")
        terminal.type("slh")
        terminal.wait_for("1/232", HOMES)
        terminal.type("\r")
        terminal.wait_until_quiet()
        terminal.type("p")
        terminal.wait_for("报进展", "数值", "尚无报告")
        terminal.type("45户\r")
        terminal.wait_for("已记录：21号/13", "灰  ->  红", "-52.5", "22.5 %")
        terminal.type("q")
        assert terminal.wait_for_end() == 0
    assert entries(ledger) == before + 1


def test_without_letters_the_same_is_done(ledger: Path) -> None:
    """An input method that is on swallows letters: digits, function keys and full-width signs reach everything."""
    with program(ledger, size=(120, 36)) as terminal:
        terminal.wait_for("总览", "今日须定")
        terminal.type("2")
        terminal.wait_for("筛选", "232/232")
        terminal.type("、适老\r")
        terminal.wait_for("1/232", HOMES)
        terminal.type(F2)
        terminal.wait_for("报进展", "数值")
        terminal.type("45\r")
        terminal.wait_for("灰  ->  红")
        terminal.type("？")
        terminal.wait_for("帮助", "复制为表格")
        terminal.type(ESCAPE)
        terminal.wait_for("1/232")
        terminal.type("：")
        terminal.wait_for("命令", "执行")
        terminal.type("帮助\r")
        terminal.wait_for("复制为表格")
        terminal.type(CTRL_Q)
        assert terminal.wait_for_end() == 0


def test_chinese_typed_over_the_list_begins_the_filter(ledger: Path) -> None:
    with program(ledger) as terminal:
        terminal.wait_for("今日须定")
        terminal.type("2")
        terminal.wait_for("232/232")
        terminal.type("适老化")
        terminal.wait_for("1/232", HOMES)


def test_neither_escape_nor_copying_leaves(ledger: Path) -> None:
    with program(ledger) as terminal:
        terminal.wait_for("今日须定")
        terminal.wait_until_quiet()
        terminal.type(ESCAPE)
        terminal.wait_until_quiet()
        terminal.type(CTRL_C)
        terminal.wait_for("已复制")
        assert b"\x1b]52;c;" in terminal.raw
        terminal.type("2")
        terminal.wait_for("232/232")


def test_a_refusal_keeps_what_was_typed(ledger: Path) -> None:
    before = entries(ledger)
    with program(ledger) as terminal:
        terminal.wait_for("今日须定")
        terminal.type("2")
        terminal.wait_for("232/232")
        terminal.type("适老化")
        terminal.wait_for("1/232")
        terminal.type("\r")
        terminal.wait_until_quiet()
        terminal.type("p45亩\r")
        terminal.wait_for("“亩”不能换算成“户”", "45亩")
        terminal.type(ESCAPE)
        terminal.wait_for("1/232", gone="45亩")
        terminal.type("q")
        assert terminal.wait_for_end() == 0
    assert entries(ledger) == before


def test_what_another_process_writes_is_seen(ledger: Path) -> None:
    with program(ledger) as terminal:
        terminal.wait_for("今日须定")
        terminal.type("2")
        terminal.wait_for("232/232")
        terminal.type("养老")
        terminal.wait_for(" 2/232", gone="232/232")
        terminal.type("\r\x1b[B")
        terminal.wait_until_quiet()
        mark = next(line for line in terminal.rows if line.startswith(">"))
        number = mark.split()[2].partition("/")[2]
        terminal.type("o")
        terminal.wait_for("详情", "记录")
        other = office(ledger, "2023-10-10", by="李某")
        record.report(other, Said(f"services-23/{number}", note="已开工"))
        other.store.close()
        terminal.wait_for("李某", "已开工")


def on_caret(terminal: Terminal) -> bool:
    """Whether the terminal's cursor stands on the one cell that is drawn as caret."""
    for seconds in (0.06, 0.5):  # the second look is for a busy machine
        terminal.wait_until_quiet(seconds)
        row, column = terminal.screen.cursor.y, terminal.screen.cursor.x
        if terminal.screen.buffer[row][column].bg == "0b4f8a":
            return True
    return False


def test_the_cursor_stands_on_the_caret(ledger: Path) -> None:
    """An input method draws its candidates at the terminal's cursor."""
    with program(ledger) as terminal:
        terminal.wait_for("今日须定")
        terminal.type("2")
        terminal.wait_for("232/232")
        terminal.type("/")
        assert on_caret(terminal)
        for typed in ("适老", "abc", "适老化改造" * 12, "a" * 60 + "改造"):
            for keys in (typed, "\x1b[D", "\x1b[D", "\x1b[H", "\x1b[C", "\x1b[F", "\x7f", CTRL_U):
                terminal.type(keys)
                assert on_caret(terminal), (typed, keys)


def test_the_cursor_stands_on_the_caret_of_a_form(ledger: Path) -> None:
    with program(ledger) as terminal:
        terminal.wait_for("今日须定")
        terminal.type("2")
        terminal.wait_for("232/232")
        terminal.type("/slh\r")
        terminal.wait_for("1/232")
        terminal.wait_until_quiet()
        terminal.type(F2)
        terminal.wait_for("数值", "备注")
        for keys in ("", "累计", "\t", "说明" * 50, "\x1b[D", "\x1b[H"):
            terminal.type(keys)
            assert on_caret(terminal), keys


def test_without_colour_nothing_is_coloured(ledger: Path) -> None:
    with program(ledger, NO_COLOR="1") as terminal:
        terminal.wait_for("今日须定", "红", ">")
        terminal.wait_until_quiet()
    assert b"38;" not in terminal.raw
    assert b"48;" not in terminal.raw


def test_a_terminal_with_wide_signs_is_noticed(ledger: Path) -> None:
    """Asked for the column behind ●, the terminal answers 3."""
    with program(ledger, XIAXIAN_AMBIGUOUS="") as terminal:
        terminal.watch(PATIENCE, until=b"\x1b[6n")
        terminal.type("\x1b[1;3R")
        terminal.wait_for("今日须定")
        terminal.type("2")
        terminal.wait_for("232/232", "“烟火气”", "加快住宿餐饮")
        with_signs = next(row for row in terminal.rows if "“烟火气”" in row)
        without = next(row for row in terminal.rows if "加快住宿餐饮" in row)

    def cells_before_day(row: str, ambiguous: int) -> int:
        return int(wcswidth(row.partition("23-12-31")[0], ambiguous_width=ambiguous))

    assert cells_before_day(with_signs, 2) == cells_before_day(without, 2)
    assert cells_before_day(with_signs, 1) == cells_before_day(without, 1) - 2


def test_nothing_is_written_while_nothing_happens(ledger: Path) -> None:
    with program(ledger) as terminal:
        terminal.wait_for("今日须定")
        terminal.wait_until_quiet()
        written = len(terminal.raw)
        terminal.watch(2.5)
        assert len(terminal.raw) == written
        assert not re.search(rb"\x1b\[[>=<][0-9;]*u", terminal.raw), "the kitty protocol stays off"


def test_the_cursor_stands_on_the_caret_wherever_something_is_typed(ledger: Path) -> None:
    """In the form of a step, with notes of several lines; in the palette; in the help; where one asks for a view."""
    with program(ledger, size=(100, 30)) as terminal:
        terminal.wait_for("今日须定")
        terminal.type("2")
        terminal.wait_for("232/232")
        terminal.type("/slh\r")
        terminal.wait_for("1/232")
        terminal.wait_until_quiet()
        terminal.type("e")
        terminal.wait_for("分派")
        assert on_caret(terminal)
        terminal.type("批示")
        terminal.wait_until_quiet()  # the steps are narrowed before one is taken
        terminal.type("\r")
        terminal.wait_for("批示", "保存")
        for keys in ("", "请加快", "\x1b[D", "推进" * 40, "\x1b[H", "\x1b[B", "\t", "abc", CTRL_U):
            terminal.type(keys)
            assert on_caret(terminal), keys
        terminal.type(pasted("第一行\n第二行\n第三行"))
        assert on_caret(terminal)
        terminal.type(ESCAPE)
        terminal.wait_until_quiet()
        for opens, typed in (("：", "帮助"), ("？/", "排序")):
            terminal.type(opens)
            terminal.wait_until_quiet()
            for keys in (typed, "\x1b[D", "\x7f"):
                terminal.type(keys)
                assert on_caret(terminal), (opens, keys)
            terminal.type(ESCAPE)
            terminal.wait_until_quiet()
            terminal.type(ESCAPE)
            terminal.wait_for("1/232")
