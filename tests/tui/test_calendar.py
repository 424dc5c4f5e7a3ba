"""The calendar: days by keys, what is due on one, one body's month, and a file of it."""

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.screens import assert_golden, played, rest, strike, text_of
from xiaxian_tasks import language
from xiaxian_tasks.tui import look
from xiaxian_tasks.tui.pages.calendar import CalendarPage
from xiaxian_tasks.tui.pages.detail import DetailPage
from xiaxian_tasks.tui.widgets.month import NOTHING, MonthGrid, counts, mark_of, row, wides


def test_arrows_move_over_days_and_months(ledger: Path) -> None:
    async def move(pilot: Pilot[int]) -> None:
        grid = pilot.app.screen.query_one(MonthGrid)
        went = []
        for key in ("left", "down", "pagedown", "end", "right", "home", "[", "0"):
            await strike(pilot, key)
            went.append(grid.on.isoformat())
        assert went == [
            "2023-10-09", "2023-10-16", "2023-11-16", "2023-11-30", "2023-12-01", "2023-12-01", "2023-11-01",
            "2023-10-10",
        ]
        await strike(pilot, "w", "down", "pagedown")
        assert (grid.by_week, grid.on) == (True, date(2023, 10, 18))
        await rest(pilot)
        assert "周五 10-20" in text_of(pilot.app)

    played(ledger, "4", then=move)


def test_a_day_opens_into_its_tasks_and_back(ledger: Path) -> None:
    async def go(pilot: Pilot[int]) -> None:
        await rest(pilot)
        assert "2023-10-11 周三  到期 1" in text_of(pilot.app)
        await strike(pilot, "enter", "enter")
        await rest(pilot)
        assert isinstance(pilot.app.screen, DetailPage)
        assert "54号/5.3" in text_of(pilot.app)
        await strike(pilot, "escape", "escape")
        await rest(pilot)
        assert isinstance(pilot.app.screen, CalendarPage)
        assert isinstance(pilot.app.focused, MonthGrid)

    played(ledger, "4", "right", then=go)


def test_one_bodys_month_and_a_file_of_it(ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    async def go(pilot: Pilot[int]) -> None:
        await strike(pilot, "f", *"slj", "enter")
        await rest(pilot)
        text = text_of(pilot.app)
        assert " 县水利局 " in text.split("\n")[1]
        await strike(pilot, "x", "ctrl+u", *"own.ics", "enter")
        await rest(pilot)
        assert "已写出 1 份日历" in text_of(pilot.app)
        await strike(pilot, "x", "ctrl+u", *"own.txt", "enter")
        await rest(pilot)
        assert "own.txt" in text_of(pilot.app), "a name that is no calendar's is refused by name"
        await strike(pilot, "f", "ctrl+u", *"zzzz", "enter")
        await rest(pilot)
        assert " 县水利局 " in text_of(pilot.app).split("\n")[1], "nobody is called so: it stays"
        await strike(pilot, "escape")
        await rest(pilot)
        assert " 全部单位 " in text_of(pilot.app).split("\n")[1]

    played(ledger, "4", then=go)
    written = (tmp_path / "own.ics").read_bytes()
    assert written.startswith(b"BEGIN:VCALENDAR")
    assert "县水利局".encode() in written
    assert not (tmp_path / "own.txt").exists()


@pytest.mark.parametrize(("name", "keys", "size", "lang"), [
    ("calendar-80x24", ("4",), (80, 24), "zh"),
    ("calendar-120x36", ("4", "]", "]", "end"), (120, 36), "zh"),
    ("calendar-week-80x24", ("4", "w"), (80, 24), "zh"),
    ("calendar-80x24-en", ("4",), (80, 24), "en"),
])
def test_the_calendar_looks_so(
    name: str, keys: tuple[str, ...], size: tuple[int, int], lang: str, ledger: Path
) -> None:
    assert_golden(name, played(ledger, *keys, size=size, lang=lang))


def test_marks_and_counts_take_the_room_there_is() -> None:
    language.install("zh")
    try:
        rest_day, made_up = {**NOTHING, "working": False}, {**NOTHING, "made_up": True}
        assert [mark_of(day) for day in (NOTHING, rest_day, made_up)] == ["", "休", "班"]
        day = {**NOTHING, "lights": {"red": 1, "yellow": 22, "green": 333}, "waits": 4}
        told = ["".join(text for text, _style in counts(day, room)) for room in (20, 16, 8, 4)]
        assert told == ["红1 黄22 绿333 待4", "红1黄22绿333待4", "红1黄22+", "红1+"]
        assert all(look.length(counts(day, room)) <= room for room in range(4, 24))
        line = {"kind": "milestone", "what": "完成" * 30, "title": "题", "body": "县水利局", "light": "red",
                "done_on": None}
        for width in (30, 46, 79):
            assert look.length(row(line, width, "base")) == width
        assert [sum(wides(width)) for width in (79, 80, 120)] == [79, 80, 120]
    finally:
        language.install("en")
