"""The screens as text, in both sizes; a change of what is seen is a change of these files."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.screens import assert_golden, played

FIND = ("2", "slash", *"slh", "enter")
SMALL, LARGE = (80, 24), (120, 36)

SCENES = {
    "board": (),
    "list": ("2",),
    "list-by-light": ("2", "s", "s"),
    "filter": ("2", "slash", "适", "老"),
    "filter-nothing": ("2", "slash", *"zzzz"),
    "detail": (*FIND, "enter"),
    "detail-of-a-split": ("2", "slash", *"ybj", "enter", "enter"),
    "form": (*FIND, "p"),
    "form-of-a-split": ("2", "slash", *"ybj", "enter", "p", "up", "right"),
    "form-refused": (*FIND, "p", *"45", "亩", "enter"),
    "saved": (*FIND, "p", *"45", "户", "enter"),
    "help": ("2", "question_mark"),
    "palette": ("2", "colon"),
}


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
def test_in_chinese(scene: str, size: tuple[int, int], ledger: Path) -> None:
    assert_golden(f"{scene}-{size[0]}x{size[1]}", played(ledger, *SCENES[scene], size=size))


@pytest.mark.parametrize("scene", ["board", "list", "detail", "form-refused", "help"])
def test_in_english(scene: str, ledger: Path) -> None:
    assert_golden(f"{scene}-80x24-en", played(ledger, *SCENES[scene], lang="en"))


def test_a_small_window_says_so_and_keeps_its_state(ledger: Path) -> None:
    async def shrink_and_grow(pilot: Pilot[int]) -> None:
        await pilot.resize_terminal(70, 20)
        await pilot.pause()
        await pilot.resize_terminal(*SMALL)

    for size in ((79, 24), (80, 23)):
        assert f"窗口太小：现为 {size[0]}x{size[1]}，需 80x24" in played(ledger, "2", size=size)
    before = played(ledger, *SCENES["filter"])
    assert played(ledger, *SCENES["filter"], then=shrink_and_grow) == before
