"""Rows of which those that are seen are drawn, one of them under the cursor: how it moves, by keys and the mouse."""

from collections.abc import Callable
from typing import Any

from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView

from xiaxian_tasks.tui import acts, places


class Rows(ScrollView, can_focus=True, inherit_bindings=False):
    """Any number of rows; a move of the cursor paints two of them anew."""

    BINDINGS = acts.bindings(places.ROWS)

    cursor: reactive[int] = reactive(0, repaint=False)

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.when_moved: Callable[[], None] = lambda: None
        """Called at once when another row is under the cursor, so that both are painted together."""

    @property
    def length(self) -> int:
        """How many rows there are."""
        return 0

    def _follow(self, index: int) -> None:
        """Scroll so that the row is seen."""
        top, height = self.scroll_offset.y, max(self.size.height, 1)
        if index < top:
            self.scroll_to(y=index, animate=False, immediate=True, force=True)
        elif index >= top + height:
            self.scroll_to(y=index - height + 1, animate=False, immediate=True, force=True)
        self._measure()

    def _measure(self) -> None:
        """Look at the rows that are seen now."""

    def redraw(self, *indices: int) -> None:
        """Paint some rows anew, and no others."""
        for index in indices:
            self.refresh(Region(0, index - self.scroll_offset.y, self.size.width, 1))

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, self.length - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        self.redraw(before, after)
        self._follow(after)
        self.when_moved()

    def on_resize(self) -> None:
        self.virtual_size = Size(self.size.width, self.length)
        self._follow(self.cursor)

    def on_focus(self) -> None:
        self.refresh()

    on_blur = on_focus

    def on_mouse_scroll_down(self) -> None:
        self.cursor += 3

    def on_mouse_scroll_up(self) -> None:
        self.cursor -= 3

    def action_down(self) -> None:
        self.cursor += 1

    def action_up(self) -> None:
        self.cursor -= 1

    def action_page_down(self) -> None:
        self.cursor += max(self.size.height - 1, 1)

    def action_page_up(self) -> None:
        self.cursor -= max(self.size.height - 1, 1)

    def action_first(self) -> None:
        self.cursor = 0

    def action_last(self) -> None:
        self.cursor = self.length - 1
