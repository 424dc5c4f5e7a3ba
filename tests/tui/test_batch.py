"""One step on every marked task: foretold for each, taken once, what is refused keeps nothing back."""

from pathlib import Path

from textual.pilot import Pilot

from tests.office.everything import METERS, PIPES, POWER, WELLS
from tests.tui.screens import assert_golden, rest, strike, text_of
from tests.tui.wells import after, play, stands
from xiaxian_tasks.office import steps
from xiaxian_tasks.tui.widgets.table import TaskTable


async def mark_all(pilot: Pilot[int]) -> None:
    """Mark every task of the list."""
    pilot.app.screen.query_one(TaskTable).mark_all([WELLS, PIPES, POWER, METERS])


def test_what_waits_for_one_is_done_on_all_that_are_marked(wells: Path) -> None:
    """One of four is registered already: the preview says so, and the others are registered all the same."""
    after(wells, lambda desk: steps.register(desk, PIPES))
    seen: list[str] = []

    async def register(pilot: Pilot[int]) -> None:
        await mark_all(pilot)
        await strike(pilot, "a")
        await rest(pilot)
        seen.append(text_of(pilot.app))
        await strike(pilot, "enter")
        await rest(pilot)
        seen.append(text_of(pilot.app))
        await strike(pilot, "enter")

    text = play(wells, then=register)
    assert_golden("batch-80x24", "".join(seen))
    assert "立项：已办 3，未办 1" in text
    assert "xiaxian task register wells-23/1 wells-23/3 wells-23/4" in text
    given = [stands(wells, task)["registered_as"] for task in (WELLS, POWER, METERS)]
    assert given == ["2023-002", "2023-003", "2023-004"]


def test_leaving_before_enter_does_nothing(wells: Path) -> None:
    async def leave(pilot: Pilot[int]) -> None:
        await mark_all(pilot)
        await strike(pilot, "e")
        await rest(pilot)
        assert "4/4" in text_of(pilot.app)
        await strike(pilot, *"zh", "enter")
        await rest(pilot)
        await strike(pilot, *"缺资金", "escape")

    play(wells, then=leave)
    assert stands(wells)["state"] == "proposed"


def test_what_a_step_asks_is_asked_once_for_all(wells: Path) -> None:
    """A suspension of all, with one reason; without it Enter says so and keeps the form."""

    async def suspend(pilot: Pilot[int]) -> None:
        await mark_all(pilot)
        await strike(pilot, "e", *"zh", "enter")
        await rest(pilot)
        await strike(pilot, "enter")
        await rest(pilot)
        assert "请填理由" in text_of(pilot.app)
        await strike(pilot, *"缺资金")
        await rest(pilot)
        await strike(pilot, "enter")
        await rest(pilot)
        await strike(pilot, "escape")

    play(wells, then=suspend)
    assert {stands(wells, task)["state"] for task in (WELLS, PIPES, POWER, METERS)} == {"suspended"}
