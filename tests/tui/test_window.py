"""The window itself: clicked, made small, taken away and given back."""

import os
import signal
from pathlib import Path
from unicodedata import east_asian_width

import pytest
from textual.pilot import Pilot

from tests.tui.screens import played, rest, strike, text_of
from tests.tui.terminals import program
from xiaxian_tasks.tui import places
from xiaxian_tasks.tui.widgets.chrome import Footer, Header


def column(line: str, word: str) -> int:
    """The cell a word begins at in a line of the screen."""
    from xiaxian_tasks.tui.width import cells

    return cells(line[: line.index(word)])


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_a_click_on_the_header_opens_a_page_and_one_on_the_footer_does_an_act(
    ledger: Path, size: tuple[int, int]
) -> None:
    async def click(pilot: "Pilot[int]") -> None:
        for place in places.SCREENS[1:4]:
            head = text_of(pilot.app).splitlines()[0]
            await pilot.click(Header, offset=(column(head, places.DIGITS[place]), 0))
            await rest(pilot)
            assert pilot.app.current_mode == place
        await strike(pilot, "2")
        await rest(pilot)
        foot = text_of(pilot.app).splitlines()[-1]
        await pilot.click(Footer, offset=(column(foot, "帮助"), 0))
        await rest(pilot)
        assert "查找" in text_of(pilot.app)

    played(ledger, then=click, size=size)


def test_a_click_beside_names_and_keys_does_nothing(ledger: Path) -> None:
    async def click(pilot: "Pilot[int]") -> None:
        await pilot.click(Header, offset=(119, 0))
        await pilot.click(Footer, offset=(119, 0))
        await rest(pilot)
        assert (pilot.app.current_mode, len(pilot.app.screen_stack)) == (places.BOARD, 1)

    played(ledger, then=click, size=(120, 24))


@pytest.mark.parametrize("size", [(79, 24), (80, 23), (40, 10), (20, 3), (1, 1)])
def test_a_window_too_small_says_so_and_nothing_is_lost(ledger: Path, size: tuple[int, int]) -> None:
    async def shrink(pilot: "Pilot[int]") -> None:
        before = text_of(pilot.app)
        await pilot.resize_terminal(*size)
        await rest(pilot)
        small = text_of(pilot.app)
        assert len(small.splitlines()) <= size[1]
        if size[0] > 40:
            assert f"窗口太小：现为 {size[0]}x{size[1]}" in small
            assert "80x24" in small
        await pilot.resize_terminal(80, 24)
        await rest(pilot)
        assert text_of(pilot.app) == before

    played(ledger, "2", "slash", *"养老", "enter", "down", "p", *"12.5", then=shrink)


def test_stopped_and_gone_on_with_the_screen_is_drawn_anew(ledger: Path) -> None:
    with program(ledger) as terminal:
        terminal.wait_for("今日须定")
        terminal.type("2")
        terminal.wait_for("232/232")
        terminal.wait_until_quiet()
        before = terminal.text
        os.kill(terminal.process, signal.SIGTSTP)
        terminal.watch(1.0)
        assert b"\x1b[?1049l" in terminal.raw, "the shell has its screen back"
        written = len(terminal.raw)
        terminal.screen.reset()
        os.kill(terminal.process, signal.SIGCONT)
        terminal.wait_for("232/232")
        terminal.wait_until_quiet()
        assert b"\x1b[?1049h" in terminal.raw[written:]
        assert terminal.text == before
        terminal.type("/养老\r")
        terminal.wait_for(" 2/232")


def test_the_screen_is_drawn_anew_behind_an_editor(ledger: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nprintf '\\033[2JEDITING'\nsleep 1\n", encoding="ascii")
    editor.chmod(0o700)
    with program(ledger, EDITOR=str(editor), VISUAL="") as terminal:
        terminal.wait_for("今日须定")
        terminal.type("2")
        terminal.wait_for("232/232")
        terminal.wait_until_quiet()
        terminal.type("\x05")
        terminal.wait_for("EDITING")
        terminal.wait_for("232/232", gone="EDITING")
        terminal.type("q")
        assert terminal.wait_for_end() == 0


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_drawn_with_signs_only_no_line_of_ours_is_ambiguous(
    ledger: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On every page; what is ambiguous still are the quotation marks and dashes of texts, which are measured."""
    monkeypatch.setenv("XIAXIAN_ASCII", "1")
    seen: list[str] = []

    async def walk(pilot: "Pilot[int]") -> None:
        for key in (*places.DIGITS.values(), "2", "enter", "escape", "p"):
            await strike(pilot, key)
            await rest(pilot)
            seen.append(text_of(pilot.app))

    played(ledger, then=walk, size=size)
    assert len(set(seen)) > len(places.DIGITS)
    assert {character for text in seen for character in text if east_asian_width(character) == "A"} <= {*"“”‘’—…·"}


def test_the_file_of_choices_is_read_before_the_screen_opens(ledger: Path, tmp_path: Path) -> None:
    """Its keys, columns and theme are there on the first frame; with a fault nothing opens, and the exit code is 3."""
    file = tmp_path / "screen.toml"
    file.write_text(
        'theme = "light"\nascii = true\n[keys]\nhelp = "F13"\n[columns]\ntasks = ["number", "light", "title"]\n',
        encoding="utf-8",
    )
    with program(ledger, XIAXIAN_CONFIG=str(file), XIAXIAN_THEME="") as terminal:
        terminal.wait_for("今日须定", "F13 帮助")
        assert b"48;2;251;252;253" in terminal.raw
        terminal.type("2")
        terminal.wait_for("232/232")
        heading = next(row for row in terminal.rows if "编号" in row)
        assert heading.index("编号") < heading.index("灯")
        assert "期限" not in heading
        terminal.type("q")
        assert terminal.wait_for_end() == 0
    file.write_text('theme = "light"\n[keys]\nhlep = "F13"\n', encoding="utf-8")
    with program(ledger, XIAXIAN_CONFIG=str(file)) as terminal:
        assert terminal.wait_for_end() == 3
        assert "screen.toml:3" in terminal.text.replace("\n", "")
        assert "help" in terminal.text


@pytest.mark.parametrize("keys", [("p",), ("e",), ("colon",), ("w",)])
def test_with_a_form_open_a_window_too_small_names_its_own_size(wells: Path, keys: tuple[str, ...]) -> None:
    async def shrink(pilot: "Pilot[int]") -> None:
        assert len(pilot.app.screen_stack) == 2
        await pilot.resize_terminal(70, 20)
        await rest(pilot)
        assert "窗口太小：现为 70x20" in text_of(pilot.app)
        screen = pilot.app.screen
        assert not screen.show_vertical_scrollbar
        assert not screen.show_horizontal_scrollbar

    played(wells, "2", *keys, then=shrink, on="2023-10-12", by="王敏")


def test_told_to_end_it_leaves_as_on_quitting(ledger: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    with program(ledger, XIAXIAN_STATE=str(state)) as terminal:
        terminal.wait_for("今日须定")
        terminal.type("2")
        terminal.wait_for("232/232")
        terminal.type("/适老\r")
        terminal.wait_for(" 1/232")
        terminal.type("p")
        terminal.wait_for("报进展", "数值")
        terminal.type("12")
        terminal.wait_until_quiet()
        os.kill(terminal.process, signal.SIGTERM)
        assert terminal.wait_for_end() == 128 + signal.SIGTERM
        assert b"\x1b[?1049l" in terminal.raw, "the shell has its screen back"
        assert b"\x1b[?25h" in terminal.raw, "and its cursor"
    with program(ledger, XIAXIAN_STATE=str(state)) as terminal:
        terminal.wait_for(" 1/232", "未保存")
        terminal.type("q")
        assert terminal.wait_for_end() == 0
