"""What stands around every screen: the screens above, the keys below, a message, and the smallest size."""

from collections.abc import Callable
from typing import Any

from textual.strip import Strip
from textual.widget import Widget

from xiaxian_tasks.language import _
from xiaxian_tasks.tui import acts
from xiaxian_tasks.tui.look import Line, Span, length, strip
from xiaxian_tasks.tui.width import cells, clean, cut

SMALLEST = (80, 24)


class Bar(Widget):
    """One line, made anew for the width whenever it is drawn."""

    DEFAULT_CSS = "Bar { height: 1; width: 1fr; }"

    def __init__(self, make: Callable[[int], Line] | None = None, *, ground: str = "base", **more: Any) -> None:
        super().__init__(**more)
        self._make = make or (lambda _width: [])
        self._ground = ground

    def say(self, make: Callable[[int], Line]) -> None:
        """Show another line."""
        self._make = make
        self.refresh()

    def render_line(self, y: int) -> Strip:
        return strip(self._make(self.size.width) if y == 0 else [], self.size.width, self._ground)


class Lines(Widget):
    """A few lines, made anew for the width whenever they are drawn."""

    DEFAULT_CSS = "Lines { width: 1fr; height: 1; }"

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self._make: Callable[[int], list[Line]] = lambda _width: []

    def say(self, make: Callable[[int], list[Line]]) -> None:
        """Show other lines."""
        self._make = make
        self.refresh()

    def render_line(self, y: int) -> Strip:
        lines = self._make(self.size.width)
        return strip(lines[y] if y < len(lines) else [], self.size.width)


class TooSmall(Widget):
    """Covers a screen that is too small to show what it must; what lies under it is kept."""

    DEFAULT_CSS = "TooSmall { layer: over; display: none; width: 100%; height: 100%; }"

    def render_line(self, y: int) -> Strip:
        width, height = self.size
        if y != height // 2:
            return strip([], width)
        told = _("The window is too small: {size}, and {needed} is needed")
        needed = "x".join(map(str, SMALLEST))
        text = cut(told.format(size=f"{width}x{height}", needed=needed), width)
        return strip([(" " * max((width - cells(text)) // 2, 0) + text, "base")], width)


def header(place: str, right: str, width: int) -> Line:
    """The screens with their digits, the one that is open marked; who acts and on which day to the right."""
    line: Line = [(" ", "chrome")]
    for number, name in enumerate(acts.SCREENS, start=1):
        line.append((f" {number} {_(acts.TITLES[name])} ", "chosen" if name == place else "chrome"))
    if place not in acts.SCREENS:
        line.append((f" {_(acts.TITLES[place])} ", "chosen"))
    return spread(line, [(clean(right) + " ", "chrome-quiet")], width, "chrome")


def footer(places: tuple[str, ...], width: int) -> Line:
    """As many acts as fit, each with its first key; the help is always the last."""
    shown = acts.footer(*places)
    last = [act for act in shown if act.id == "help"]
    line: Line = [(" ", "chrome")]
    room = width - 1 - sum(length(_key(act)) for act in last)
    for act in shown:
        if act not in last and length(line) + length(_key(act)) <= room:
            line += _key(act)
    for act in last:
        line += _key(act)
    return line


def _key(act: acts.Act) -> list[Span]:
    return [(acts.key_name(act.keys[0]), "key"), (f" {_(act.label)}  ", "chrome")]


def spread(left: Line, right: Line, width: int, ground: str) -> Line:
    """One line to the left and one to the right, the right one given up first."""
    gap = width - length(left) - length(right)
    return [*left, (" " * gap, ground), *right] if gap >= 0 else left
