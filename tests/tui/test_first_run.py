"""The first minutes: the welcome on an empty ledger, the demo, the tour, and the plan files that wait."""

import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.cli.programs import SMALL
from tests.ledgers import demo, office
from tests.tui.screens import assert_golden, played, rest, strike, text_of
from tests.tui.terminals import program
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.tui import keep, places
from xiaxian_tasks.tui.app import Xiaxian
from xiaxian_tasks.tui.pages.tour import STEPS, TourScreen
from xiaxian_tasks.tui.widgets.marks import Marks

ON = "2023-12-20"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the program is started there is nothing of the project."""
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


async def until(pilot: "Pilot[int]", is_so: Callable[[], bool]) -> None:
    """Wait for what a thread does."""
    for _time in range(400):
        if is_so():
            break
        await pilot.pause(0.05)
    assert is_so(), text_of(pilot.app)
    await rest(pilot)


def own(*keys: str) -> Callable[["Pilot[int]"], Awaitable[None]]:
    """Choose a ledger of one's own, and when its plans are listed press more keys."""

    async def play(pilot: "Pilot[int]") -> None:
        await strike(pilot, "enter")
        await until(pilot, lambda: bool(pilot.app.screen.query_one(Marks).rows))
        await strike(pilot, *keys)
        await rest(pilot)

    return play


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
def test_an_empty_ledger_asks_before_it_writes(size: tuple[int, int]) -> None:
    empty = Path("empty.sqlite3")
    assert_golden(f"welcome-{size[0]}x{size[1]}", played(empty, size=size, on=ON, then=own()))
    desk = office(empty, ON)
    assert desk.store.is_empty()
    desk.store.close()


def test_whoever_only_looks_leaves_an_empty_ledger(tmp_path: Path) -> None:
    empty = tmp_path / "empty.sqlite3"
    for ambiguous in ("1", "2"):
        with program(empty, XIAXIAN_AMBIGUOUS=ambiguous, XIAXIAN_LANG="zh") as terminal:
            terminal.wait_for("欢迎", "演示台账")
            terminal.type("\r")
            terminal.wait_for("[x]", "已选 12/12")
            assert terminal.screen.wider == []
            terminal.type("q")
            assert terminal.wait_for_end() == 0
    desk = office(empty, ON)
    assert desk.store.is_empty()
    desk.store.close()


def test_what_is_marked_is_adopted_from_the_day_that_is_typed(tmp_path: Path) -> None:
    seen: list[Office] = []

    async def adopt(pilot: "Pilot[int]") -> None:
        await own("ctrl+a", "down", "space", "x", "tab", "ctrl+u", *"2023-10-20", "enter")(pilot)
        await until(pilot, lambda: pilot.app.current_mode == places.BOARD)
        assert isinstance(pilot.app, Xiaxian)
        seen.append(pilot.app.office)
        assert "已载入方案 2 个" in text_of(pilot.app)

    empty = tmp_path / "empty.sqlite3"
    played(empty, on="2026-11-24", then=adopt)
    assert seen[0].on.isoformat() == "2023-10-20"
    desk = office(empty, "2023-10-20")
    assert len(desk.store.plans()) == 2
    desk.store.close()


def test_no_plan_at_all_leads_to_a_board_that_says_what_to_do(tmp_path: Path) -> None:
    async def adopt(pilot: "Pilot[int]") -> None:
        await own("V", "f9")(pilot)
        await until(pilot, lambda: pilot.app.current_mode == places.BOARD)

    text = played(tmp_path / "empty.sqlite3", on=ON, then=adopt)
    assert "台账还是空的" in text
    assert "7" in text.split("台账还是空的")[1]


def test_what_cannot_be_a_day_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    text = played(tmp_path / "empty.sqlite3", on=ON, then=own("tab", "ctrl+u", *"2023-02-30", "enter"))
    assert "2023-02-30" in text
    assert "欢迎" in text


def test_the_demo_is_opened_from_the_welcome_and_says_what_it_is(tmp_path: Path) -> None:
    ready = tmp_path / "data" / "xiaxian-tasks"
    ready.mkdir(parents=True)
    demo(ready)

    async def choose(pilot: "Pilot[int]") -> None:
        await strike(pilot, "down", "enter")
        await until(pilot, lambda: pilot.app.current_mode == places.BOARD)

    text = played(tmp_path / "empty.sqlite3", on="2026-11-24", then=choose)
    assert "演示" in text.split("\n")[0]
    assert "12-25" in text.split("\n")[0]
    assert "xiaxian demo" in text


def test_the_tour_has_five_steps_and_can_be_left_at_any(ledger: Path) -> None:
    async def through(pilot: "Pilot[int]") -> None:
        seen = []
        await pilot.app.push_screen(TourScreen())
        for _step in STEPS:
            await rest(pilot)
            seen.append(text_of(pilot.app))
            await strike(pilot, "right")
        await rest(pilot)
        assert [f"{number}/5" in text for number, text in enumerate(seen, start=1)] == [True] * 5
        assert not isinstance(pilot.app.screen, TourScreen)
        await pilot.app.push_screen(TourScreen())
        await strike(pilot, "enter", "escape")
        await rest(pilot)
        assert not isinstance(pilot.app.screen, TourScreen)

    assert len(STEPS) == 5
    played(ledger, then=through)


def test_a_key_that_is_not_the_tours_own_ends_it_and_does_what_it_does(ledger: Path) -> None:
    async def strike_others(pilot: "Pilot[int]") -> None:
        for key, mode, says in (("3", places.TIMELINE, ""), ("2", places.TASKS, ""), ("p", places.TASKS, "报进展")):
            await pilot.app.push_screen(TourScreen())
            await strike(pilot, key, *("4", "5") * (key == "p"))
            await rest(pilot)
            assert not isinstance(pilot.app.screen, TourScreen)
            assert pilot.app.current_mode == mode
            assert says in text_of(pilot.app)
        assert "45" in text_of(pilot.app)
        await strike(pilot, "escape")
        await pilot.app.push_screen(TourScreen())
        await strike(pilot, "q")

    played(ledger, then=strike_others)


def test_a_dumb_terminal_gets_the_printed_board(ledger: Path) -> None:
    with program(ledger, TERM="dumb") as terminal:
        assert terminal.wait_for_end() == 0
        assert "共 232 项" in terminal.raw.decode()
        assert b"\x1b" not in terminal.raw


def test_what_is_typed_before_the_terminal_has_answered_is_not_lost(tmp_path: Path, ledger: Path) -> None:
    """A script that starts the screen and goes to a page does not wait, and the tour does not come in its way."""
    state = str(tmp_path / "state")
    with program(ledger, tour=True, XIAXIAN_AMBIGUOUS="", XIAXIAN_THEME="", XIAXIAN_STATE=state) as terminal:
        terminal.type("3")
        terminal.watch(20, until=b"\x1b[6n")
        terminal.type("\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[1;2R")
        terminal.wait_for("年视图")
        terminal.wait_until_quiet()
        assert "1/5" not in terminal.text
        terminal.type("q")
        assert terminal.wait_for_end() == 0


def test_the_tour_is_taken_once(tmp_path: Path, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(keep.FOLDER, str(tmp_path / "state"))
    assert [keep.is_first("tour"), keep.is_first("tour"), keep.is_first("other")] == [True, False, True]
    monkeypatch.setenv(keep.FOLDER, os.devnull)
    assert not keep.is_first("tour")
    state = str(tmp_path / "own")
    with program(ledger, tour=True, XIAXIAN_STATE=state) as terminal:
        terminal.wait_for("1/5", "导览")
        terminal.type("\x1b")
        terminal.wait_for("总览", gone="1/5")
        terminal.type("q")
        assert terminal.wait_for_end() == 0
    with program(ledger, tour=True, XIAXIAN_STATE=state) as terminal:
        terminal.wait_for("总览")
        terminal.wait_until_quiet()
        assert "1/5" not in terminal.text


def test_files_that_wait_are_listed_with_their_faults_and_adopted_once_agreed(ledger: Path) -> None:
    folder = Path("plans")
    folder.mkdir()
    (folder / "trial-23.toml").write_text(SMALL, encoding="utf-8")
    broken = SMALL.replace("trial-23", "broken-23").replace("value = 200\n", "value = -200\n")
    (folder / "broken-23.toml").write_text(broken, encoding="utf-8")

    async def look(pilot: "Pilot[int]") -> None:
        await until(pilot, lambda: "-200" in text_of(pilot.app))
        assert_golden("drafts-80x24", text_of(pilot.app))
        await strike(pilot, "enter")
        await rest(pilot)
        assert "文件有错误" in text_of(pilot.app)
        await strike(pilot, "down")
        await until(pilot, lambda: "新增方案 trial-23" in text_of(pilot.app))
        await strike(pilot, "f9", "escape", "f9", "enter")
        await until(pilot, lambda: "已载入方案 1 个" in text_of(pilot.app))
        assert "有 1 个方案文件等待载入" in text_of(pilot.app)

    played(ledger, "7", on="2023-09-30", then=look)
    desk = office(ledger, "2023-09-30")
    assert "trial-23" in {plan.id for plan in desk.store.plans()}
    desk.store.close()


def test_where_no_file_waits_the_page_says_how_one_comes(ledger: Path) -> None:
    async def look(pilot: "Pilot[int]") -> None:
        await until(pilot, lambda: "没有等待载入的方案文件" in text_of(pilot.app))

    assert "xiaxian draft" in played(ledger, "7", then=look)


def test_a_faulty_plan_says_where_and_what_and_more_than_fit_are_announced(tmp_path: Path) -> None:
    folder = Path("plans")
    folder.mkdir()
    (folder / "own.toml").write_text('id = "own-23"\ntitle = "方案"\nissued = 2023-13-01\n', encoding="utf-8")
    text = played(tmp_path / "empty.sqlite3", on=ON, then=own())
    assert "有误，第 1 行" in text
    assert "own.toml:1" in text, "the fault of the file under the cursor"
    assert "下面还有" in text
    assert "下面还有" not in played(tmp_path / "empty.sqlite3", on=ON, then=own("G"))


def test_the_welcome_comes_again_from_an_empty_board(tmp_path: Path) -> None:
    async def back(pilot: "Pilot[int]") -> None:
        await strike(pilot, "1")
        await rest(pilot)
        await strike(pilot, "5")
        await rest(pilot)
        assert "还没有单位承担事项" in text_of(pilot.app)
        await strike(pilot, "1")
        await rest(pilot)
        assert "台账还是空的。按 W 回欢迎页" in text_of(pilot.app)
        await strike(pilot, "ctrl+o")
        await rest(pilot)
        assert pilot.app.current_mode == places.WELCOME

    played(tmp_path / "empty.sqlite3", on=ON, then=back)
