"""The report form: the day a figure is of, the body that reports, what is added, and that nothing typed is lost."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.ledgers import office
from tests.tui.screens import played, rest, strike, text_of
from tests.tui.test_goldens import FIND
from xiaxian_tasks.errors import Misused
from xiaxian_tasks.office import histories, record
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui.forms.report import ReportScreen, twin
from xiaxian_tasks.tui.forms.typed import day_meant

HOMES = "services-23/13"


def newest(ledger: Path, task: str = HOMES) -> Sheet:
    """The newest entry of a task."""
    desk = office(ledger, "2023-10-10")
    try:
        return histories.of_task(desk, task)[-1]
    finally:
        desk.store.close()


def test_a_value_of_an_earlier_day_by_a_body(ledger: Path) -> None:
    text = played(ledger, *FIND, "p", *"45", "户", "tab", "tab", *"9-30", "tab", *"xmzj", "enter")
    assert "45/200户 22.5 %  截至 2023-09-30" in text
    entry = newest(ledger)
    assert {key: entry[key] for key in ("value", "as_of", "at", "body")} == {
        "value": "45", "as_of": "2023-09-30", "at": "2023-10-10", "body": "县民政局",
    }


def test_without_a_day_the_figure_is_of_the_day(ledger: Path) -> None:
    assert "截至     不填即 2023-10-10；可只写月日，如 10-10" in played(ledger, *FIND, "p")
    played(ledger, *FIND, "p", *"45", "enter")
    assert newest(ledger)["as_of"] == "2023-10-10"


@pytest.mark.parametrize(("typed", "said"), [
    (("2023-10-11", ""), "截至日 2023-10-11 晚于 2023-10-10，请改为不晚于该日的日期。"),
    (("10月底", ""), "“10月底”不是日期"),
    (("", "县水务局"), "相近的有： 县水利局 "),
])
def test_a_day_or_body_that_cannot_be_is_refused_and_kept(typed: tuple[str, str], said: str, ledger: Path) -> None:
    text = played(ledger, *FIND, "p", *"45", "tab", "tab", *typed[0], "tab", *typed[1], "enter")
    assert said in text
    assert all(word in text for word in typed)
    assert newest(ledger)["kind"] == "adoption"


def test_a_short_day_is_the_newest_one() -> None:
    on = date(2024, 2, 29)
    known = {"2-29": "2024-02-29", "9-30": "2023-09-30", "09-30": "2023-09-30", "2023-10-31": "2023-10-31",
             "9.30": "2023-09-30", "2月9日": "2024-02-09", "2024-1-20": "2024-01-20", "2024年1月20日": "2024-01-20"}
    assert {text: str(day_meant(text, on)) for text in known} == known
    assert day_meant("", on) is None
    for wrong in ("2-30", "13-1", "0-1", "2023-9-30x", "2023-13-1", "1949-1-1", "明天"):
        with pytest.raises(Misused):
            day_meant(wrong, on)


def test_a_milestone_takes_its_day_and_a_value_beside_it_is_kept(ledger: Path) -> None:
    task = "medical-insurance-24/4"
    keys = ("2", "slash", *"ybj", "enter", "p", *"30", *["shift+tab"] * 5, "right", "tab", "tab", *"10-8", "enter")
    text = played(ledger, *keys, size=(160, 40))
    entry = newest(ledger, task)
    assert (entry["value"], entry["as_of"]) == ("30", "2023-10-08")
    assert entry["milestone"] is not None
    for words in ("30/14302人", "已完成：", "截至 2023-10-08"):
        assert words in text


def test_a_task_without_targets_has_no_value_to_lose(ledger: Path) -> None:
    text = played(ledger, "2", "p", "shift+tab", "right", "enter")
    assert "已完成：完成改造户信息核查、核对" in text
    assert "数值" not in played(ledger, "2", "p")


def test_a_plus_adds_and_the_field_says_so(ledger: Path) -> None:
    async def add(pilot: Pilot[int]) -> None:
        assert "写 +5 即在最新数上加 5" in text_of(pilot.app)
        await strike(pilot, "enter")
        await rest(pilot)
        assert "请填数值、选节点或写备注" in text_of(pilot.app)
        await strike(pilot, "+", "tab", "好", "enter")
        await rest(pilot)
        assert "请在加号后写上新增数" in text_of(pilot.app)
        await strike(pilot, "backspace", "shift+tab", "5", "enter")

    desk = office(ledger, "2023-10-09")
    record.report(desk, Said(HOMES, "40户"))
    desk.store.close()
    assert "45/200户 22.5 %" in played(ledger, *FIND, "p", then=add)


def test_the_command_line_that_says_the_same(ledger: Path) -> None:
    said = Said(HOMES, "45户", as_of=date(2023, 9, 30), body="县民政局", note="已验收 两次", correct=True)
    told = "xiaxian report services-23/13 45户 --body 县民政局 --note '已验收 两次' --as-of 2023-09-30 --correct"
    assert twin([said]) == told
    shown: list[Any] = []

    async def see(pilot: Pilot[int]) -> None:
        shown.append(isinstance(pilot.app.screen, ReportScreen))

    text = played(ledger, *FIND, "p", *"45", "tab", "tab", *"9-30", "enter", size=(140, 36), then=see)
    assert shown == [False]
    assert "xiaxian report services-23/13 45 --as-of 2023-09-30" in text


def test_fast_typing_reports_on_the_task_one_means(ledger: Path) -> None:
    """Enter narrows at once: nobody waits for the list to rest before the form is opened."""

    async def type_on(pilot: Pilot[int]) -> None:
        screen = pilot.app.screen
        assert isinstance(screen, ReportScreen)
        assert "报进展  21号/13 " in text_of(pilot.app)

    played(ledger, *FIND, "p", then=type_on)
