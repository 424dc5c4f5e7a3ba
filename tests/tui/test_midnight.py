"""A screen left open over midnight shows the new day, unless a day was asked for."""

import asyncio
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.ledgers import TODAY, bundled, office
from tests.tui.screens import text_of
from xiaxian_tasks import language
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.tui.app import Xiaxian


def until_morning(path: Path, on: date) -> tuple[str, str]:
    """The screen on a day, and after the clock has moved past midnight."""
    evening = office(path, on.isoformat())
    moment = evening.now() + timedelta(days=1)

    def morning() -> Office:
        store = office(path, on.isoformat()).store
        return Office(store, on=moment.date(), today=moment.date(), by="张某", now=lambda: moment, reopen=morning)

    desk = Office(evening.store, on=on, today=TODAY, by="张某", now=lambda: moment, reopen=morning)

    async def play() -> tuple[str, str]:
        app = Xiaxian(desk)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause(0.1)
            before = text_of(app)
            app._look()
            await pilot.pause(0.3)
            return before, text_of(app)

    return asyncio.run(play())


@pytest.mark.parametrize(
    ("on", "first", "later"),
    [(TODAY, "11-24 周二", "11-25 周三"), (date(2023, 10, 31), "2023-10-31", "2023-10-31")],
)
def test_the_day_moves_on_only_where_none_was_asked_for(tmp_path: Path, on: date, first: str, later: str) -> None:
    language.install("zh")
    before, after = until_morning(bundled(tmp_path), on)
    assert first in before.splitlines()[0]
    assert later in after.splitlines()[0]
