"""The filter of the task list: the query grammar as it is typed."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.ledgers import bundled, office
from tests.tui.screens import played, rest, strike, text_of
from xiaxian_tasks.office import lists
from xiaxian_tasks.office.lists import Asked
from xiaxian_tasks.tui.pages.tasks import TasksPage
from xiaxian_tasks.tui.widgets.filter import Filter


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return bundled(tmp_path)


def test_the_filter_takes_queries_as_the_command_line_does(ledger: Path) -> None:
    desk = office(ledger, "2023-10-10")
    queries = ("文:22号", "light:grey 养老", "适老 民政", "限:<90天 -灯:灰", "养老 or 水井", "灯:红,黄 序:标题", "前:3")
    found = {text: [row.id for row in lists.rows(desk, Asked(text=text))] for text in queries}
    everything = [row.id for row in lists.rows(desk, Asked())]
    desk.store.close()

    async def seek(pilot: Pilot[int]) -> None:
        page = pilot.app.screen
        assert isinstance(page, TasksPage)
        for text, ids in found.items():
            await strike(pilot, "slash")
            page.query_one(Filter).value = text
            await rest(pilot)
            assert page.roll is not None
            assert page.roll.ids == ids, text
            assert f" {len(ids)}/232" in text_of(pilot.app), text
            await strike(pilot, "ctrl+u")
            await rest(pilot)
            assert page.roll.ids == everything, f"wiped after {text}"

    played(ledger, "2", then=seek)


def test_half_of_a_query_keeps_the_list_and_says_what_is_missing(ledger: Path) -> None:
    async def halve(pilot: Pilot[int]) -> None:
        page = pilot.app.screen
        assert isinstance(page, TasksPage)
        field = page.query_one(Filter)
        await strike(pilot, "slash")
        field.value = "文:22号"
        await rest(pilot)
        for text, told in (
            ("文:22号 灯:", "后面缺值"), ("文:22号 (养老", "括号没有闭合"), ("文:22号 单位:水", "县水利局"),
            ("文:22号 http://", "http"), ("文:22号 -", "否定号"),
        ):
            field.value = text
            await rest(pilot)
            shown = text_of(pilot.app)
            assert told in shown, text
            assert page.roll is not None
            assert len(page.roll) == 11, text
            assert "/232" not in shown.splitlines()[1], "the counts stand there again once the text can be read"
        field.value = "文:22号 灯:灰"
        await rest(pilot)
        assert page.roll is not None
        assert f" {len(page.roll)}/232" in text_of(pilot.app)
        await strike(pilot, "escape")
        await rest(pilot)
        assert " 232/232" in text_of(pilot.app)

    played(ledger, "2", then=halve)


def test_what_is_typed_behind_a_slash_takes_the_place_of_an_old_filter(ledger: Path) -> None:
    async def again(pilot: Pilot[int]) -> None:
        page = pilot.app.screen
        assert isinstance(page, TasksPage)
        await strike(pilot, "slash", *"养老", "enter", "slash")
        await strike(pilot, "escape")
        await rest(pilot)
        assert page.filter.value == "养老"
        assert page.focused is page.table
        await strike(pilot, "slash", *"适老")
        await rest(pilot)
        assert page.filter.value == "适老"
        await strike(pilot, "enter", *"化")
        await rest(pilot)
        assert page.filter.value == "适老化", "what is typed over the list goes on where the filter ends"

    played(ledger, "2", then=again)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_a_filter_that_finds_nothing_says_so_and_what_may_be_meant(ledger: Path, size: tuple[int, int]) -> None:
    text = played(ledger, "2", "slash", *"红", size=size)
    rows = [line.strip() for line in text.splitlines()[3:6]]
    assert rows[0].startswith("没有符合的事项")
    assert "灯:红" in rows[1]
    assert "灯:" not in played(ledger, "2", "slash", *"没有这样的词", size=size)


def test_with_groups_enter_in_the_filter_leads_to_a_task(ledger: Path) -> None:
    async def look(pilot: Pilot[int]) -> None:
        page = pilot.app.screen
        assert isinstance(page, TasksPage)
        assert page.roll is not None
        assert page.roll.groups
        for text in ("养老", "文:22号"):
            await strike(pilot, "slash", *text, "enter")
            await rest(pilot)
            assert page.table.sheet is not None, text
            assert page.table.sheet["id"] == page.roll.ids[0]

    played(ledger, "2", "m", then=look)
