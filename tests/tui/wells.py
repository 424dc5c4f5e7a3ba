"""A ledger whose wells are fully supervised, for the forms that take steps."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.ledgers import office
from tests.office.everything import HOUSING, PIPES, WATER, WELLS
from tests.tui.screens import played
from xiaxian_tasks.office import histories, names, steps
from xiaxian_tasks.office.sight import Sheet, sheet

ON = "2023-10-12"


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
