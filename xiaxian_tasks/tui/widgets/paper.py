"""A text to read: lines laid out for the width there is, scrolled by keys."""

from collections.abc import Callable
from typing import Any

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from xiaxian_tasks.tui import acts, places
from xiaxian_tasks.tui.look import Line, here, strip

Layout = Callable[[int], list[Line]]
"""Lays a text out: width in cells -> lines."""


class Paper(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows what a layout gives; laid out anew when the width changes."""

    DEFAULT_CSS = "Paper { height: 1fr; overflow: hidden hidden; }"
    BINDINGS = acts.bindings(places.TEXT)

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self._tell: Layout = lambda _width: []
        self._laid: list[Line] = []
        self._laid_out_for = 0
        self.is_beside = False
        """Whether other panes stand beside this one, so that the focus has to be shown."""

    def show(self, layout: Layout, *, keep_place: bool = False) -> None:
        """Show another text, from its beginning unless the place is to be kept."""
        self._tell = layout
        self._lay_out(self.size.width)
        if not keep_place:
            self.scroll_to(y=0, animate=False, immediate=True, force=True)
        self.refresh()

    def _lay_out(self, width: int) -> None:
        self._laid_out_for = width
        self._laid = self._tell(width) if width else []
        self.virtual_size = Size(width, len(self._laid))

    def on_resize(self) -> None:
        if self.size.width != self._laid_out_for:
            self._lay_out(self.size.width)

    def render_line(self, y: int) -> Strip:
        index = y + self.scroll_offset.y
        line = self._laid[index] if index < len(self._laid) else []
        if y == 0 and self.has_focus and self.is_beside:
            return strip(here(line), self.size.width, "head-here")
        below = len(self._laid) - self.scroll_offset.y - self.size.height
        if y != self.size.height - 1 or below <= 0:
            return strip(line, self.size.width)
        more = f" +{below} "
        return Strip([*strip(line, self.size.width - len(more)), *strip([(more, "head")], len(more))], self.size.width)

    def on_focus(self) -> None:
        self.refresh()

    on_blur = on_focus

    def _move(self, lines: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, immediate=True, force=True)

    def on_mouse_scroll_down(self) -> None:
        self._move(3)

    def on_mouse_scroll_up(self) -> None:
        self._move(-3)

    def action_down(self) -> None:
        self._move(1)

    def action_up(self) -> None:
        self._move(-1)

    def action_page_down(self) -> None:
        self._move(max(self.size.height - 1, 1))

    def action_page_up(self) -> None:
        self._move(1 - max(self.size.height, 2))

    def action_first(self) -> None:
        self._move(-self.scroll_offset.y)

    def action_last(self) -> None:
        self._move(len(self._laid))
