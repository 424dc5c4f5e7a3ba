"""What stands around every screen: the screens above, the keys below, a message, and the smallest size."""

from collections.abc import Callable
from typing import Any

from textual import events
from textual.strip import Strip
from textual.widget import Widget

from xiaxian_tasks.language import _
from xiaxian_tasks.tui import acts, places
from xiaxian_tasks.tui.look import Line, Span, length, strip
from xiaxian_tasks.tui.places import Act
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
        width, height = self.app.size
        if y != height // 2:
            return strip([], width)
        told = _("The window is too small: {size}, and {needed} is needed")
        needed = "x".join(map(str, SMALLEST))
        text = cut(told.format(size=f"{width}x{height}", needed=needed), width)
        return strip([(" " * max((width - cells(text)) // 2, 0) + text, "base")], width)


class Header(Widget):
    """The main screens with their digits, the one that is open marked; a click opens one."""

    DEFAULT_CSS = "Header { height: 1; width: 1fr; }"

    def __init__(
        self, place: str, right: Callable[[], list[str]], mark: Callable[[], str] = lambda: "",
        style: Callable[[], str] = lambda: "chrome-quiet",
    ) -> None:
        super().__init__()
        self._place = place
        self._right = right
        self._mark = mark
        self._style = style

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if y:
            return strip([], width, "chrome")
        return strip(header(self._place, self._right(), width, (self._mark(), self._style())), width, "chrome")

    async def on_click(self, event: events.Click) -> None:
        at, room = 1, self.size.width - length(_marked(self._mark()))
        for place, (name, _style) in zip(places.SCREENS, names(self._place, room), strict=False):
            if at <= event.x < at + cells(name):
                await self.screen.run_action(f"show('{place}')")
            at += cells(name)


class Footer(Widget):
    """The acts of the places that have the focus, each with its first key; a click does one."""

    DEFAULT_CSS = "Footer { height: 1; width: 1fr; }"

    def __init__(self, places_now: Callable[[], tuple[str, ...]]) -> None:
        super().__init__()
        self._places = places_now

    def render_line(self, y: int) -> Strip:
        return strip(footer(self._places(), self.size.width) if y == 0 else [], self.size.width, "chrome")

    async def on_click(self, event: events.Click) -> None:
        at = 1
        for act in shown(self._places(), self.size.width):
            taken = length(_key(act))
            if at <= event.x < at + taken:
                await self._do(act.action)
                return
            at += taken

    async def _do(self, action: str) -> None:
        """Do an act where its key would: at what has the focus, or the nearest around it that can."""
        name = action.partition("(")[0]
        for node in (self.screen.focused or self.screen).ancestors_with_self:
            if hasattr(node, f"action_{name}"):
                await self.app.run_action(action, node)
                return


def names(place: str, width: int) -> list[Span]:
    """The names of the main screens, and of the page that is none, as long as there is room for: full, short, without
    the page that is none, and in the end digits alone: what stands to the right is told before all names."""
    is_main = place in places.SCREENS
    last = [] if is_main else [places.PLACES[place].title]
    line: Line = []
    for text, named in ((_full, last), (_short, last), (_shortest, last), (_shortest, []), (_digit, last)):
        line = [
            (_shortest(each), "chosen") if each == place and text is _digit
            else (text(each), "chosen" if each == place else "chrome")
            for each in places.SCREENS
        ]
        line += [(f" {_(title)} ", "chosen") for title in named]
        if length(line) + 1 + LEAST_RIGHT <= width:
            break
    return line


LEAST_RIGHT = 12
"""Cells kept at the right of the header for the day."""


def _full(place: str) -> str:
    return f" {places.DIGITS[place]} {_(places.PLACES[place].title)} "


def _short(place: str) -> str:
    return f" {_shortest(place)}"


def _shortest(place: str) -> str:
    title, short, *_more = places.PLACES[place]
    return f"{places.DIGITS[place]}{_(short or title)} "


def _digit(place: str) -> str:
    return f"{places.DIGITS[place]} "


def header(place: str, right: list[str], width: int, mark: tuple[str, str] = ("", "chrome-quiet")) -> Line:
    """One line: the main screens, and to the right a mark and the first of these texts that fits; the mark comes with
    the style of the day, which ends each of the texts."""
    marked, style = _marked(mark[0]), mark[1]
    line: Line = [(" ", "chrome"), *names(place, width - length(marked))]
    room = width - length(line) - length(marked) - 1
    said = next((text for text in right if cells(clean(text)) + 1 <= room), "")
    name, gap, day = clean(said).rpartition("  ")
    return spread(line, [*marked, (name + gap, "chrome-quiet"), (day, style), (" ", "chrome")], width, "chrome")


def _marked(mark: str) -> Line:
    return [(f" {mark} ", "yellow"), (" ", "chrome")] if mark else []


def shown(now: tuple[str, ...], width: int) -> list[Act]:
    """As many acts of these places as fit, the help always the last."""
    ranked = acts.footer(*now)
    last = [act for act in ranked if act.id == "help"]
    room = width - 1 - sum(length(_key(act)) for act in last)
    taken: list[Act] = []
    for act in ranked:
        if act not in last and sum(length(_key(each)) for each in (*taken, act)) <= room:
            taken.append(act)
    return [*taken, *last]


def footer(now: tuple[str, ...], width: int) -> Line:
    """The acts that are shown, each with its first key."""
    return [(" ", "chrome"), *(span for act in shown(now, width) for span in _key(act))]


def _key(act: Act) -> list[Span]:
    return [(acts.key_name(act.keys[0]), "key"), (f" {_(act.label)}  ", "chrome")]


def spread(left: Line, right: Line, width: int, ground: str) -> Line:
    """One line to the left and one to the right, the right one given up first."""
    gap = width - length(left) - length(right)
    return [*left, (" " * gap, ground), *right] if gap >= 0 else left
