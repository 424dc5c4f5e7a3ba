"""A line to type in: what is pasted stays whole, full-width figures mean figures, and typing can be taken back."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tests.tui.screens import strike
from xiaxian_tasks.tui import width
from xiaxian_tasks.tui.widgets.field import Field, Figure, Note


def typed(field: Field, then: Callable[["Pilot[int]"], Awaitable[None]]) -> str:
    """What stands in a field after something was done to it."""

    class Alone(App[int]):
        def compose(self) -> ComposeResult:
            yield field

        def get_css_variables(self) -> dict[str, str]:
            return {**super().get_css_variables(), "field": "black"}

    async def play() -> str:
        async with Alone().run_test(size=(40, 5)) as pilot:
            field.focus()
            await then(pilot)
            await pilot.pause()
            return field.value

    return asyncio.run(play())


def keys(*struck: str) -> Callable[["Pilot[int]"], Awaitable[None]]:
    """Strikes these keys."""

    async def play(pilot: Any) -> None:
        await strike(pilot, *struck)

    return play


def pasted(text: str) -> Callable[["Pilot[int]"], Awaitable[None]]:
    """Pastes a text."""

    async def play(pilot: "Pilot[int]") -> None:
        pilot.app.post_message(events.Paste(text))
        await pilot.pause()

    return play


FIVE = "一是开工\n二是核查\r\n三是公示\n四是发放\n五是归档\n"


def test_several_lines_are_joined_or_kept() -> None:
    assert typed(Field(), pasted(FIVE)) == "一是开工 二是核查 三是公示 四是发放 五是归档"
    assert typed(Note(), pasted(FIVE)) == "一是开工\n二是核查\n三是公示\n四是发放\n五是归档"
    assert typed(Note(), pasted("一行\n")) == "一行"


@pytest.mark.parametrize(("struck", "meant"), [
    ("１２。５", "12.5"), ("＋５", "+5"), ("－３", "-3"), ("４５户", "45户"), ("４．３万方", "4.3万方"),
    ("９７％", "97%"), ("１０－３１", "10-31"), ("1、300", "1,300"),
])
def test_full_width_figures_are_taken_as_figures(struck: str, meant: str) -> None:
    assert typed(Figure(), keys(*struck)) == meant
    assert typed(Figure(), pasted(struck)) == meant
    assert typed(Field(), keys(*struck)) == struck


def test_typing_is_taken_back_by_the_word_and_comes_again() -> None:
    assert typed(Field(), keys(*"abc def", "ctrl+z")) == "abc "
    assert typed(Field(), keys(*"abc def", "ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z")) == ""
    assert typed(Field(), keys(*"abc def", "ctrl+z", "ctrl+z", "ctrl+y", "ctrl+y")) == "abc def"
    assert typed(Field(), keys(*"abc", "ctrl+u", "ctrl+z")) == "abc"
    assert typed(Field(), keys(*"abc", "ctrl+z", "x", "ctrl+y")) == "x"


@pytest.mark.parametrize("ambiguous", [1, 2])
def test_the_mouse_sets_the_caret_on_the_character_it_points_at(ambiguous: int) -> None:
    """In cells as the terminal counts them, and where the text is longer than the field too."""
    width.take_ambiguous(ambiguous)
    field = Field()

    async def click(pilot: "Pilot[int]") -> None:
        await strike(pilot, *"“适”老ab")
        await pilot.click(Field, offset=(ambiguous + 2, 0))
        await strike(pilot, "x")

    assert typed(field, click) == "“适x”老ab"
    width.take_ambiguous(1)

    async def click_far(pilot: "Pilot[int]") -> None:
        await strike(pilot, *("适" * 30))
        await pilot.click(Field, offset=(0, 0))
        await strike(pilot, "x")

    assert typed(Field(), click_far) == "适" * 10 + "x" + "适" * 20
