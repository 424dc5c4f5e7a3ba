"""A list of anything that is told a line each: only the lines that are seen are drawn, whatever its length."""

from collections.abc import Callable, Sequence
from typing import Any

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from xiaxian_tasks.tui import acts, places
from xiaxian_tasks.tui.look import Line, strip

Draw = Callable[[Any, int, str], Line]
"""Draws one row: (row, width in cells, style of its ground) -> line."""


class Listing(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows with one under the cursor; what a row is only its drawer knows."""

    DEFAULT_CSS = "Listing { height: 1fr; overflow: hidden hidden; }"
    BINDINGS = acts.bindings(places.LINES)

    cursor: reactive[int] = reactive(0, repaint=False)

    class Opened(Message):
        """A row was clicked that stood under the cursor."""

    def __init__(self, draw: Draw, **more: Any) -> None:
        super().__init__(**more)
        self._draw = draw
        self.rows: Sequence[Any] = ()
        self.when_moved: Callable[[], None] = lambda: None
        """Called at once when another row is under the cursor."""

    def show(self, rows: Sequence[Any], cursor: int = 0) -> None:
        """Show other rows."""
        self.rows = rows
        self.virtual_size = Size(self.size.width, len(rows))
        self.set_reactive(Listing.cursor, self.validate_cursor(cursor))
        self._follow(self.cursor)
        self.refresh()
        self.when_moved()

    def grow(self, rows: Sequence[Any]) -> None:
        """Show the same rows and more behind them; the cursor stays where it is."""
        self.rows = rows
        self.virtual_size = Size(self.size.width, len(rows))
        self.refresh()

    @property
    def row(self) -> Any:
        """The row under the cursor; None where there is none."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def render_line(self, y: int) -> Strip:
        index, width = y + self.scroll_offset.y, self.size.width
        if index >= len(self.rows):
            return strip([], width)
        ground = "base" if index != self.cursor else "cursor" if self.has_focus else "cursor-dim"
        mark = " " if ground == "base" else ">"
        lead = f"{mark}{self.lead(index)}"
        return strip([(lead, ground), *self._draw(self.rows[index], width - len(lead), ground)], width, ground)

    def lead(self, _index: int) -> str:
        """What stands before a row, one cell a character."""
        return ""

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, len(self.rows) - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        for index in (before, after):
            self.refresh(Region(0, index - self.scroll_offset.y, self.size.width, 1))
        self._follow(after)
        self.when_moved()

    def _follow(self, index: int) -> None:
        """Scroll so that the row is seen."""
        top, height = self.scroll_offset.y, max(self.size.height, 1)
        if index < top:
            self.scroll_to(y=index, animate=False, immediate=True, force=True)
        elif index >= top + height:
            self.scroll_to(y=index - height + 1, animate=False, immediate=True, force=True)

    def on_resize(self) -> None:
        self.virtual_size = Size(self.size.width, len(self.rows))
        self._follow(self.cursor)

    def on_focus(self) -> None:
        self.refresh()

    on_blur = on_focus

    def on_click(self, event: events.Click) -> None:
        index = event.y + self.scroll_offset.y
        if index >= len(self.rows):
            return
        if index == self.cursor:
            self.post_message(self.Opened())
        self.cursor = index

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
        self.cursor = len(self.rows) - 1
