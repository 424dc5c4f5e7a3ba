"""Every page walked through by its own acts, as the registry has them: what stands on the screen after each of them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import NamedTuple

from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Input, TextArea

from tests.ledgers import office
from tests.tui.screens import begun, rest, strike
from xiaxian_tasks import language
from xiaxian_tasks.tui import acts, look, width
from xiaxian_tasks.tui.app import Xiaxian
from xiaxian_tasks.tui.places import DETAIL, PLACES, SCREENS, TASKS, Act

SIZES = ((80, 24), (100, 30), (120, 36), (160, 45), (200, 60))

PAGES = (*SCREENS, DETAIL)
"""What is walked; forms, palette and help are come to from there."""

PATIENCE = 10.0
"""Seconds in which a screen comes to rest on a busy machine."""

LEAVES = frozenset({"quit"})
"""Acts that end the program."""


class View(NamedTuple):
    """What stands on a screen: where, after which acts, in a window of how many columns and rows."""

    name: str
    page: str
    place: str
    size: tuple[int, int]
    strips: list[Strip]
    astray: tuple[int, int] | None = None
    """The column and row of the terminal's cursor, where something is typed into and it does not stand on its caret."""

    is_whole: bool = False
    """Whether a page stands there as it was opened, nothing before it."""

    @property
    def rows(self) -> list[str]:
        """The rows as text."""
        return ["".join(segment.text for segment in strip) for strip in self.strips]

    @property
    def text(self) -> str:
        """All rows."""
        return "\n".join(self.rows)


def place_of(app: Xiaxian) -> str:
    """The place whose screen is open; "" where it is none of the registry's."""
    kind = type(app.screen)
    home = f"{kind.__module__.removeprefix('xiaxian_tasks.tui.')}:{kind.__name__}"
    return next((name for name, place in PLACES.items() if place.home == home), "")


def acts_at(place: str) -> list[Act]:
    """The acts of a place and of what it holds, but those that end the program."""
    found = acts.at(place, *PLACES[place].holds)
    return [act for act in found if act.id not in LEAVES]


def walked_from(act: Act) -> str:
    """The page from which an act is walked, where it can be done on several: the first it belongs to."""
    return next(page for page in PAGES if act in acts_at(page))


def key_for(act: Act, *, letters: bool) -> str:
    """A key of an act: its first, or the first an input method lets through."""
    return next(key for key in act.keys if letters or not acts.needs_letters(key))


class Walk:
    """A walk over one page."""

    def __init__(self, pilot: Pilot[int], page: str, *, letters: bool) -> None:
        self.pilot, self.page, self.letters = pilot, page, letters
        assert isinstance(pilot.app, Xiaxian)
        self.app = pilot.app
        self.inside: set[str] = set()
        """The forms whose acts were tried."""

    def seen(self, name: str) -> View:
        """What stands there now."""
        rows = self.app.screen._compositor.render_strips()
        size = self.app.size.width, self.app.size.height
        return View(name, self.page, place_of(self.app), size, rows, self.astray(rows))

    def astray(self, rows: list[Strip]) -> tuple[int, int] | None:
        """Where the terminal's cursor stands, if that is not where the caret is drawn."""
        if not isinstance(self.app.focused, Input | TextArea) or self.app.size < (80, 24):
            return None
        column, row = self.app.cursor_position
        (at,) = rows[row].crop(column, column + 1)
        return None if at.style == look.style("chosen") else (column, row)

    async def begin(self, *struck: Act) -> None:
        """To the page as it is opened, and by these acts from there."""
        name = ", ".join((self.page, *(act.id for act in struck)))
        try:
            await asyncio.wait_for(self._begin(*struck), PATIENCE)
        except TimeoutError:
            raise AssertionError(f"{name}: the screen does not come to rest\n{self.seen(name).text}") from None

    async def _begin(self, *struck: Act) -> None:
        while len(self.app.screen_stack) > 1:
            await self.app.pop_screen()
        await self.app.show(TASKS if self.page == DETAIL else self.page)
        if self.page == DETAIL:
            await strike(self.pilot, "home", "enter")
        await rest(self.pilot)
        for act in struck:
            await strike(self.pilot, key_for(act, letters=self.letters))
            await rest(self.pilot)

    async def views(self) -> AsyncIterator[View]:
        """The page, in all sizes; after each of its acts; what opens then, in all sizes and after its own acts."""
        async for view in self.in_all_sizes(self.page, whole=True):
            yield view
        for act in acts_at(self.page):
            if walked_from(act) != self.page:
                continue
            await self.begin(act)
            yield self.seen(f"{self.page}, {act.id}")
            opened = place_of(self.app)
            if opened and opened not in PAGES and opened not in self.inside:
                self.inside.add(opened)
                async for view in self.in_form(opened, act):
                    yield view

    async def in_form(self, opened: str, by: Act) -> AsyncIterator[View]:
        """What an act opened."""
        async for view in self.in_all_sizes(opened):
            yield view
        for act in acts_at(opened):
            if not any(act in acts_at(page) for page in PAGES):
                await self.begin(by, act)
                yield self.seen(f"{self.page}, {by.id}, {act.id}")

    async def in_all_sizes(self, name: str, *, whole: bool = False) -> AsyncIterator[View]:
        """The same in windows of other sizes, and in the first again."""
        before = self.app.size
        for size in SIZES:
            await self.pilot.resize_terminal(*size)
            await rest(self.pilot)
            yield self.seen(f"{name}, {size[0]}x{size[1]}")._replace(is_whole=whole)
        await self.pilot.resize_terminal(*before)
        await rest(self.pilot)


def walked(
    ledger: Path, page: str, *, lang: str = "zh", letters: bool = False, ambiguous: int = 1, only_sizes: bool = False
) -> list[View]:
    """All views of a page on a ledger; without its acts where only the sizes are asked for."""
    found: list[View] = []

    async def over(pilot: Pilot[int]) -> None:
        walk = Walk(pilot, page, letters=letters)
        await walk.begin()
        found.extend([view async for view in (walk.in_all_sizes(page) if only_sizes else walk.views())])

    opened(ledger, over, lang=lang, ambiguous=ambiguous)
    return found


def opened(
    ledger: Path, then: Callable[[Pilot[int]], Awaitable[None]], *, lang: str = "zh", ambiguous: int = 1,
    size: tuple[int, int] = SIZES[0], by: str = "", theme: str = "",
) -> None:
    """Open the screen on a ledger and do something with it."""

    async def play() -> None:
        desk = office(ledger, "2023-10-10", by=by or ("王敏" if lang == "zh" else "Ann"))
        try:
            app = Xiaxian(desk, theme=theme)
            async with app.run_test(size=size) as pilot:
                await begun(pilot)
                await then(pilot)
        finally:
            desk.store.close()

    language.install(lang)
    width.take_ambiguous(ambiguous)
    try:
        asyncio.run(play())
    finally:
        language.install("en")
        width.take_ambiguous(1)
