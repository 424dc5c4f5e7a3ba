"""The panes of a screen: where the focus is, what a row of the board leads to, what a larger window shows."""

from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from tests.ledgers import office
from tests.tui.screens import played, rest, strike, text_of
from xiaxian_tasks import language
from xiaxian_tasks.office import lists
from xiaxian_tasks.office.lists import Asked
from xiaxian_tasks.tui import hints, look, places, width
from xiaxian_tasks.tui.look import length
from xiaxian_tasks.tui.pages import help as help_page
from xiaxian_tasks.tui.pages.tasks import TasksPage
from xiaxian_tasks.tui.widgets.chrome import header
from xiaxian_tasks.tui.widgets.field import Field
from xiaxian_tasks.tui.widgets.tally import Tally


def count(ledger: Path, asked: Asked) -> int:
    """How many tasks the command line lists."""
    desk = office(ledger, "2023-10-10")
    try:
        return len(list(lists.rows(desk, asked)))
    finally:
        desk.store.close()


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
def test_a_plan_on_the_board_opens_its_tasks_and_escape_shows_all(size: tuple[int, int], ledger: Path) -> None:
    panes = 1 if size[0] < 110 else 2  # beside the list stands the task it is on
    seen: list[str] = []

    async def look_and_clear(pilot: Pilot[int]) -> None:
        seen.append(text_of(pilot.app))
        await strike(pilot, "slash", *"煤改电")
        await rest(pilot)
        seen.append(text_of(pilot.app))
        await strike(pilot, "enter", "escape")

    text = played(ledger, *["v"] * panes, "j", "j", "enter", size=size, then=look_and_clear)
    whole = count(ledger, Asked(plan="clean-heating-23"))
    assert " 方案 54号 夏县" in seen[0]
    assert f"{whole}/{whole} 项" in seen[0]
    assert f" 1/{whole} 项" in seen[1]
    assert " 筛选 " in text
    assert "232/232 项" in text


def test_a_body_on_the_board_opens_what_it_leads_and_supports(ledger: Path) -> None:
    async def go(pilot: Pilot[int]) -> None:
        for body in ("社区", "待定单位"):
            await strike(pilot, "v")
            tally = pilot.app.screen.query_one("#bodies", Tally)
            tally.focus()
            while tally.chosen is None or tally.chosen.body != body:
                await strike(pilot, "down")
            await strike(pilot, "enter")
            await rest(pilot)
            whole = count(ledger, Asked(body=body))
            text = text_of(pilot.app)
            assert f"牵头或配合 {body}" in text
            assert f"{whole}/{whole} 项" in text
            await strike(pilot, "s")
            await rest(pilot)
            assert f"{whole}/{whole} 项" in text_of(pilot.app), "another order is of the same tasks"
            await strike(pilot, "slash", "escape")
            await rest(pilot)
            assert "232/232 项" in text_of(pilot.app)
            await strike(pilot, "1")
            await rest(pilot)

    played(ledger, then=go)


def marked(app: App[int]) -> list[str]:
    """The rows that are drawn in reverse, as far as they are."""
    rows = app.screen._compositor.render_strips()
    parts = ("".join(part.text for part in row if part.style is not None and part.style.reverse) for row in rows)
    return [part.strip() for part in parts if part.strip()]


def test_without_colour_the_pane_with_the_focus_is_marked(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def go(pilot: Pilot[int]) -> None:
        for words in (("灯   编号", "54号/5.2"), ("54号/5.2",), ("按方案", ">12号"), ("按单位", ">各乡镇")):
            found = "\n".join(marked(pilot.app)[1:])  # the first is the screen's name in the header
            assert [word for word in words if word not in found] == []
            assert [other for other in ("灯   编号", "按方案", "按单位") if other in found and other not in words] == []
            await strike(pilot, "v")
            await rest(pilot)
        await strike(pilot, "2")
        await rest(pilot)
        assert any(line.startswith("灯") for line in marked(pilot.app))

    monkeypatch.setenv("NO_COLOR", "1")
    try:
        played(ledger, size=(120, 36), then=go)
    finally:
        look.use_colours("all")


@pytest.mark.parametrize("keys", [(), ("2",)], ids=["board", "list"])
def test_a_larger_window_shows_the_task_beside_at_once(keys: tuple[str, ...], ledger: Path) -> None:
    async def enlarge(pilot: Pilot[int]) -> None:
        for size in ((120, 36), (200, 50), (80, 24), (120, 36)):
            await pilot.resize_terminal(*size)
            await rest(pilot)
            assert ("出处" in text_of(pilot.app)) == (size[0] >= 110), size

    played(ledger, *keys, then=enlarge)


def test_numbers_of_a_page_are_told_apart(ledger: Path) -> None:
    text = played(ledger, "2", "slash", *"55号/3.2", "enter")
    numbers = [line[5:].split()[0] for line in text.split("\n") if line[5:].startswith("55号/")]
    assert "55号/3.2.10" in numbers
    assert len(set(numbers)) == len(numbers) > 10
    assert [width.fit_middle("2023-21号/3.2.13.2", cells) for cells in (12, 18)] == [
        "2023-2~.13.2", "2023-21号/3.2.13.2",
    ]


def test_the_filter_comes_back_after_no_hits(ledger: Path) -> None:
    assert " 5/232" not in played(ledger, "2", "slash", *"zzzz")
    assert " 1/232" in played(ledger, "2", "slash", *"zzzz", *["backspace"] * 4, *"slh")


def test_the_slash_offers_the_old_filter_to_be_typed_over(ledger: Path) -> None:
    async def see(pilot: Pilot[int]) -> None:
        assert "Ctrl+U 清空" in text_of(pilot.app)
        assert not pilot.app.screen.query_one(Field).selection.is_empty
        await strike(pilot, "老")
        await rest(pilot)
        assert pilot.app.screen.query_one(Field).value == "老"
        await strike(pilot, "escape")

    assert "232/232" in played(ledger, "2", "slash", *"适", "home", "enter", "slash", then=see)


def test_the_header_says_which_day_is_looked_at(ledger: Path) -> None:
    assert "张某  按 2023-10-10 周二 看" in played(ledger, size=(120, 36))
    assert "张某  今天 2026-11-24 周二" in played(ledger, on="2026-11-24", size=(120, 36))
    assert "2023-10-10" in played(ledger).partition("\n")[0], "another day is told with its year at every width"


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_the_header_keeps_marks_and_day_before_names(lang: str) -> None:
    """On the page of a task at 80 columns too: that the ledger is made up, that nothing is recorded, which day it is.
    """
    language.install(lang)
    try:
        marks = f"{language._('DEMO')} {language._('read only')}"
        for place in (*places.SCREENS, places.DETAIL, places.HELP):
            line = header(place, ["张某  2023-10-10", "2023-10-10"], 80, (marks, "yellow"))
            text = "".join(part for part, _style in line)
            assert length(line) == 80, place
            assert marks in text, place
            assert [style for part, style in line if part == "2023-10-10"] == ["yellow"], place
            assert all(f"{digit}" in text for digit in places.DIGITS.values())
    finally:
        language.install("en")


def test_who_looks_at_plans_long_past_is_told_once(ledger: Path) -> None:
    hint = "这些方案均已到期；看当时情况可用 --on 2023-10-31"
    assert hint in played(ledger, on="2026-11-24")
    assert hint not in played(ledger, "2", "1", on="2026-11-24")
    assert "均已到期" not in played(ledger)
    days = {}
    for on in ("2023-12-31", "2024-12-31", "2026-11-24"):
        desk = office(ledger, on)
        last = max(row.due for row in lists.rows(desk, Asked()) if row.due)
        days[on] = (hints.earlier_day(desk) is not None, last.isoformat() < on)
        desk.store.close()
    assert [said for said, past in days.values() if said != past] == []
    assert {said for said, _past in days.values()} == {True, False}


def test_what_was_done_before_the_screen_opened_stands_on_the_first_frame(ledger: Path) -> None:
    assert "刚刚载入" in played(ledger, on="2026-11-24", notice="刚刚载入 232 项")


def test_no_heading_of_the_help_stands_alone(ledger: Path) -> None:
    for place in help_page.SECTIONS:
        lines = help_page.lines(place, 80)
        heads = [number for number, line in enumerate(lines) if line and line[0][1] == "head"]
        assert len(heads) > 3
        assert [lines[number][0][0] for number in heads if not lines[number + 1]] == []
    text = played(ledger, "question_mark", size=(80, 300))
    assert "+31" in text
    assert "办（办结）" in text


def test_a_scope_waits_for_a_list_that_was_never_opened(ledger: Path) -> None:
    async def see(pilot: Pilot[int]) -> None:
        page = pilot.app.screen
        assert isinstance(page, TasksPage)
        assert page.roll is not None
        assert page.roll.asking.scope.plan == "decisions-23"
        assert page.focused is page.table

    played(ledger, "v", "enter", then=see)
