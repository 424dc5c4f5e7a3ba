"""Lines laid out for a place of any size: charts, and what is only looked at."""

from collections.abc import Callable
from typing import Any

from textual.strip import Strip
from textual.widget import Widget

from xiaxian_tasks.tui.look import Line, strip

Layout = Callable[[int, int], list[Line]]
"""Lines for a width and a height."""


class Panel(Widget):
    """Lines made for the size there is, once for each size; never has the focus."""

    DEFAULT_CSS = "Panel { width: 1fr; height: 1fr; }"

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self._tell: Layout = lambda _width, _height: []
        self._laid: list[Line] = []
        self._laid_out_for = (0, 0)

    def show(self, layout: Layout) -> None:
        """Show something else."""
        self._tell = layout
        self._laid_out_for = (0, 0)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        size = self.size.width, self.size.height
        if self._laid_out_for != size:
            self._laid_out_for = size
            self._laid = self._tell(*size)
        return strip(self._laid[y] if y < len(self._laid) else [], self.size.width)
