"""The pages of decisions, of the trail and of reminders: what they show, and that their keys do what they say."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.ledgers import office
from tests.office.test_undo import HOMES, PIPES, WELLS, UndoWalk
from tests.tui.screens import assert_golden, played, rest, strike, text_of
from xiaxian_tasks.office import months, record, steps
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.office.steps import Words
from xiaxian_tasks.tui import places

ON = "2023-12-02"
PHOTO = (("照片.jpg", b"\xff\xd8 15"),)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger in which a refusal, two requests, an extension and a month wait for the director."""
    walk = UndoWalk(tmp_path_factory.mktemp("told"), 0)

    def sit(by: str, on: str) -> Office:
        return walk.sit(by, date.fromisoformat(f"2023-{on}"))

    for task in (PIPES, WELLS, "wells-23/4"):
        steps.register(sit("王敏", "10-10"), task)
        steps.dispatch(sit("王敏", "10-10"), task)
    steps.receive(sit("王敏", "10-11"), PIPES)
    steps.refuse(sit("水局长", "10-12"), "wells-23/4", "", Words(reason="非本单位职责"))
    for body in ("县水利局", "县住建局"):
        steps.receive(sit("李强", "10-11"), WELLS, (body,))
    for body in ("县水利局", "县住建局"):
        record.report(sit("李强", "10-31"), Said(WELLS, "15眼", body=body, note="已全部封填", evidence=PHOTO))
        steps.request(sit("李强", "10-31"), WELLS, body)
    steps.ask_extension(sit("水局长", "11-01"), PIPES, date(2024, 1, 10), words=Words(reason="管材未到货"))
    for value in ("45户", "60户"):
        record.report(sit("王敏", "10-31"), Said(HOMES, value, note="入户摸排"))
    months.close(sit("王敏", "10-31"), "2023-10")
    walk.ledger.back_up(whole := walk.path.parent / "whole.sqlite3")
    walk.ledger.close()
    return whole


@pytest.fixture
def ledger(told: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    path = tmp_path / "ledger.sqlite3"
    path.write_bytes(told.read_bytes())
    return path


def seen(ledger: Path, *keys: str, **more: Any) -> str:
    """The screen after these keys of the director on the day on which all this waits."""
    return played(ledger, *keys, on=ON, by="王敏", **more)


def entries(ledger: Path, task: str) -> list[str]:
    """The kinds of a task's entries."""
    desk = office(ledger, ON)
    try:
        return [entry.kind for entry in desk.store.history(task)]
    finally:
        desk.store.close()


def test_whose_a_decision_is_comes_from_the_rules(ledger: Path) -> None:
    shown = played(ledger, "8", on=ON, by="李强").splitlines()
    asked = [line for line in shown if "自备井" in line and line.startswith(" 办结")]
    assert [line.endswith("换一人") for line in asked] == [True, True], "who asked does not answer"
    assert "其中由您批 3 项" in shown[1]


@pytest.mark.parametrize(("name", "size", "lang"), [
    ("80x24", (80, 24), "zh"), ("120x36", (120, 36), "zh"), ("80x24-en", (80, 24), "en"),
])
@pytest.mark.parametrize(("page", "key"), [("reminders", "6"), ("approvals", "8"), ("audit", "9")])
def test_pages_look_as_they_should(
    ledger: Path, page: str, key: str, name: str, size: tuple[int, int], lang: str
) -> None:
    async def wait(pilot: "Pilot[int]") -> None:
        await pilot.pause(0.15)

    assert_golden(f"{page}-{name}", seen(ledger, key, size=size, lang=lang, then=wait))


def test_an_extension_is_granted_by_two_keys_and_taken_back_by_one(ledger: Path) -> None:
    async def then(pilot: "Pilot[int]") -> None:
        assert "2023-12-31 -> 2024-01-10" in text_of(pilot.app)
        for keys, last in ((("y", "enter"), "extension-grant"), (("u",), "withdrawal")):
            await strike(pilot, *keys)
            await rest(pilot)
            assert entries(ledger, PIPES)[-1] == last

    assert "已撤回：批准延期" in seen(ledger, "8", "down", "down", "down", then=then)


def test_what_is_sent_back_asks_its_cause_of_the_body_under_the_cursor(ledger: Path) -> None:
    shown = seen(ledger, "8", "down", "n")
    assert "退办" in shown
    assert "县住建局" in shown.split("退办", 1)[1]
    seen(ledger, "8", "down", "n", "enter")
    assert entries(ledger, WELLS)[-1] == "return"


def test_before_and_after_are_compared_and_a_month_is_closed(ledger: Path) -> None:
    assert "期限" in seen(ledger, "8", "down", "down", "down", "enter")
    shown = seen(ledger, "8", "G", "y")
    assert "封账不能撤回" in shown
    assert "2023-11 已封账。" in seen(ledger, "8", "G", "y", "enter")


def test_the_trail_is_filtered_by_name_kind_task_and_words(ledger: Path) -> None:
    for text, count in (("水局长", 2), ("报告", 4), ("homes-23/1", 3), ("摸排", 2), ("水局长 拒签", 1)):
        shown = seen(ledger, "9", "/", *text, "enter")
        assert sum(line[2:7] == "11-24" for line in shown.splitlines()) == count, text
    assert "没有符合的记录。" in seen(ledger, "9", "/", *"没有这样的", "enter")
    assert "月度封账" in seen(ledger, "9", "/", *"摸排", "enter", "escape")
    assert " 筛选   摸排" in seen(ledger, "9", "/", *"摸排", "enter", "escape", "/", "up")


def test_all_down_to_an_entry_is_taken_back_after_it_was_shown(ledger: Path) -> None:
    keys = ("9", "/", *"homes-23/1", "enter", "down", "U")
    shown = seen(ledger, *keys)
    assert "依次撤回2条记录" in shown
    assert entries(ledger, HOMES)[-1] == "report"
    assert "已完成：记录 2 条。" in seen(ledger, *keys, "enter")
    assert entries(ledger, HOMES)[-2:] == ["withdrawal", "withdrawal"]


def test_two_entries_are_compared(ledger: Path) -> None:
    shown = seen(ledger, "9", "/", *"homes-23/1", "enter", "=", "G", "=")
    assert "- -> 60户" in shown
    assert "已标记" in seen(ledger, "9", "=")


def test_everything_is_looked_at_as_on_an_entrys_day(ledger: Path) -> None:
    there = seen(ledger, "9", "/", *"拒签", "enter", "@")
    assert "按 2023-10-12" in there
    assert "2023-10-12" in seen(ledger, "9", "/", *"拒签", "enter", "@", "2")
    assert "2023-12-02" in seen(ledger, "9", "/", *"拒签", "enter", "@", "@")


def test_one_key_on_any_page_leads_back_from_a_day_looked_back_at(ledger: Path) -> None:
    there = ("9", "/", *"拒签", "enter", "@")
    assert "在任何页按 @ 或 F5 返回" in seen(ledger, *there)
    for place in places.SCREENS:
        digit = places.DIGITS[place]
        assert "2023-12-02" in seen(ledger, *there, digit, "@" if place == places.AUDIT else "f5").partition("\n")[0]
    assert "没有回看别的日子" in seen(ledger, "2", "@")


def test_the_chain_is_proved_beside_the_screen(ledger: Path) -> None:
    assert "核验无误" in seen(ledger, "9", "t")


def test_an_entry_opens_its_task(ledger: Path) -> None:
    assert "自备井" in seen(ledger, "9", "/", *"申请办结", "enter", "enter")


def test_the_text_of_a_body_is_copied(ledger: Path) -> None:
    copied: list[str] = []

    async def then(pilot: "Pilot[int]") -> None:
        await pilot.pause(0.2)
        await strike(pilot, "c")
        copied.append(pilot.app.clipboard)

    seen(ledger, "6", then=then)
    assert copied
    assert copied[0].startswith("县民政局：截至 2023-12-02 应办事项\n1. 特殊困难家庭适老化改造")
