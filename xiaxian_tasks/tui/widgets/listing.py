"""A list of anything that is told a line each: only the lines that are seen are drawn, whatever its length."""

from collections.abc import Callable, Sequence
from typing import Any

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from xiaxian_tasks.tui import acts, places
from xiaxian_tasks.tui.look import Line, strip
from xiaxian_tasks.tui.widgets.rows import Rows

Draw = Callable[[Any, int, str], Line]
"""Draws one row: (row, width in cells, style of its ground) -> line."""


class Listing(Rows, can_focus=True, inherit_bindings=False):
    """Rows with one under the cursor; what a row is only its drawer knows."""

    DEFAULT_CSS = "Listing { height: 1fr; overflow: hidden hidden; }"
    BINDINGS = acts.bindings(places.LINES)

    class Opened(Message):
        """A row was clicked that stood under the cursor."""

    def __init__(self, draw: Draw, **more: Any) -> None:
        super().__init__(**more)
        self._draw = draw
        self.rows: Sequence[Any] = ()

    @property
    def length(self) -> int:
        return len(self.rows)

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

    def on_click(self, event: events.Click) -> None:
        index = event.y + self.scroll_offset.y
        if index >= len(self.rows):
            return
        if index == self.cursor:
            self.post_message(self.Opened())
        self.cursor = index
