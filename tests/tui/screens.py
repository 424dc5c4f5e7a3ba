"""The screen played without a terminal: keys in, the text of the screen out."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual import events
from textual.app import App
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from tests.ledgers import office
from xiaxian_tasks import language
from xiaxian_tasks.tui import width
from xiaxian_tasks.tui.app import Xiaxian
from xiaxian_tasks.tui.keep import Kept

ON = "2023-10-10"
GOLDEN = Path(__file__).parent / "golden"
REST = 0.06
"""Seconds after the last key in which filters and threads come to rest."""

Play = Callable[["Pilot[int]"], Awaitable[None]]


def text_of(app: App[int]) -> str:
    """What stands on the screen, a line a row, blanks at the end of a row left out."""
    rows = app.screen._compositor.render_strips()
    return "\n".join(row.text.rstrip() for row in rows) + "\n"


async def strike(pilot: "Pilot[int]", *keys: str) -> None:
    """Press keys one after the other, each as soon as the one before was taken, as fast typing does."""
    for key in keys:
        name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
        typed = key if len(key) == 1 else " " if key == "space" else None
        pilot.app.post_message(events.Key(name, typed))
        for _turn in range(2):  # one for the program, one for the widget it hands the key to
            await pilot.pause(0)


async def _answered(pilot: "Pilot[int]") -> None:
    """Let what is read beside the screen come; a question that a newer one took the place of never does."""
    for _time in range(5):
        try:
            await pilot.app.workers.wait_for_complete()
        except WorkerCancelled:
            await pilot.pause(0)
        else:
            return


async def begun(pilot: "Pilot[int]") -> None:
    """Let the first frame and what is read beside it come."""
    await pilot.pause(0)
    await _answered(pilot)
    await pilot.pause(0)


async def rest(pilot: "Pilot[int]") -> None:
    """Let everything that was set going come to its end."""
    await pilot.pause(0)
    await pilot.pause(REST)
    await _answered(pilot)
    await pilot.pause()


def played(
    path: Path,
    *keys: str,
    size: tuple[int, int] = (80, 24),
    on: str = ON,
    lang: str = "zh",
    notice: str = "",
    by: str = "张某",
    then: Play | None = None,
    kept: Kept | None = None,
) -> str:
    """The screen after these keys (and what `then` does) on the ledger at `path`; `kept` is what it was left with."""

    async def play() -> str:
        desk = office(path, on, by)
        try:
            app = Xiaxian(desk, notice, kept=kept)
            async with app.run_test(size=size) as pilot:
                await begun(pilot)
                await strike(pilot, *keys)
                await rest(pilot)
                if then is not None:
                    await then(pilot)
                    await rest(pilot)
                return text_of(app)
        finally:
            desk.store.close()

    language.install(lang)
    width.take_ambiguous(1)
    try:
        return asyncio.run(play())
    finally:
        language.install("en")


def assert_golden(name: str, text: str) -> None:
    """The text is the one kept under this name; with UPDATE_GOLDENS set it is kept, and the test fails for once."""
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDENS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        raise AssertionError(f"{path.name} was written: read it, then run again")
    assert text == path.read_text(encoding="utf-8")
