"""A ledger whose wells are fully supervised, for the forms that take steps."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.ledgers import office
from tests.office.everything import HOUSING, PEOPLE, PIPES, WATER, WELLS, WELLS_PLAN
from tests.tui.screens import played
from xiaxian_tasks import assemble
from xiaxian_tasks.office import histories, names, steps, ways
from xiaxian_tasks.office.sight import Sheet, sheet

ON = "2023-10-12"

WHO = PEOPLE + """
[[people]]
name = "何静"
role = "只读"
[[people]]
name = "赵芳"
role = "单位负责人"
body = "县水利局"
"""

def prepared(folder: Path) -> Path:
    """A ledger whose wells are fully supervised, nothing done yet."""
    for name, text in (("wells-23", WELLS_PLAN), ("people", WHO)):
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    path = folder / "ledger.sqlite3"
    desk = office(path, "2023-10-09", "王敏")
    assemble.load(desk, [str(folder / f"{name}.toml") for name in ("wells-23", "people")])
    ways.set_way(desk, "wells-23", "full")
    desk.store.close()
    return path


def stands(path: Path, task: str = WELLS) -> Sheet:
    """A task as it now stands, with its history."""
    desk = office(path, ON)
    try:
        return {**sheet(desk, names.task(desk, task)), "history": histories.of_task(desk, task)}
    finally:
        desk.store.close()


def after(path: Path, *acts: Callable[[Any], object]) -> Path:
    """The ledger after these acts of the director."""
    for act in acts:
        desk = office(path, "2023-10-10", "王敏")
        act(desk)
        desk.store.close()
    return path


def signed(path: Path) -> Path:
    """The first two tasks registered, sent out and signed for by the water bureau; by housing too where it is bound."""
    return after(
        path,
        *(lambda desk, task=task: steps.register(desk, task) for task in (WELLS, PIPES)),
        *(lambda desk, task=task: steps.dispatch(desk, task) for task in (WELLS, PIPES)),
        *(lambda desk, task=task: steps.receive(desk, task, [WATER]) for task in (WELLS, PIPES)),
        lambda desk: steps.receive(desk, WELLS, [HOUSING]),
    )


def play(path: Path, *keys: str, by: str = "王敏", **more: Any) -> str:
    """The screen after these keys on the first task of the wells."""
    return played(path, "2", *keys, on=ON, by=by, **more)
