"""Lights counted by plan or by body, a row each; a row is chosen to see its tasks."""

from typing import Any, NamedTuple

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from xiaxian_tasks.domain.terms import LIGHTS
from xiaxian_tasks.tui import acts, places, speak
from xiaxian_tasks.tui.look import Line, here, strip
from xiaxian_tasks.tui.roll import Scope
from xiaxian_tasks.tui.width import fit

SHOWN = ("red", "yellow", "green", "grey", "done")
"""Lights in the order people name them."""

COUNT = 4
"""Cells of a count."""


class Counted(NamedTuple):
    """One row: whose tasks they are, and how many of them have each light."""

    scope: Scope
    lights: dict[str, int]


class Tally(Widget, can_focus=True, inherit_bindings=False):
    """Counts by light under a heading, one row under the cursor while the focus is here."""

    DEFAULT_CSS = "Tally { height: 1fr; width: 1fr; }"
    BINDINGS = acts.bindings(places.ROWS)

    cursor: reactive[int] = reactive(0)

    class Opened(Message):
        """A row was clicked that stood under the cursor."""

    def __init__(self, title: str, **more: Any) -> None:
        super().__init__(**more)
        self._title = title
        self._rows: list[Counted] = []
        self._top = 0

    def show(self, rows: list[Counted]) -> None:
        """Show other counts; the cursor stays with its plan or body."""
        at = self.chosen
        self._rows = rows
        places = [place for place, row in enumerate(rows) if at and row.scope == at]
        self.cursor = places[0] if places else self.cursor
        self.refresh(layout=True)

    @property
    def chosen(self) -> Scope | None:
        """What the row under the cursor is of."""
        return self._rows[self.cursor].scope if self._rows else None

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, len(self._rows) - 1))

    @property
    def _room(self) -> int:
        return max(self.size.height - 1, 1)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  # Textual's
        return len(self._rows) + 1

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if y == 0:
            line = _heading(self._title, width)
            return strip(here(line), width, "head-here") if self.has_focus else strip(line, width, "head")
        self._top = max(min(self._top, self.cursor, len(self._rows) - self._room), self.cursor - self._room + 1, 0)
        place = self._top + y - 1
        if place >= len(self._rows):
            return strip([], width)
        line = _row(self._rows[place], width, is_chosen=self.has_focus and place == self.cursor)
        below = len(self._rows) - self._top - self._room
        if y != self._room or below <= 0:
            return strip(line, width)
        more = f" +{below} "
        return Strip([*strip(line, width - len(more)), *strip([(more, "head")], len(more))], width)

    def on_focus(self) -> None:
        self.refresh()

    on_blur = on_focus

    def on_click(self, event: events.Click) -> None:
        place = self._top + event.y - 1
        if event.y and place < len(self._rows):
            if place == self.cursor:
                self.post_message(self.Opened())
            self.cursor = place

    def action_down(self) -> None:
        self.cursor += 1

    def action_up(self) -> None:
        self.cursor -= 1

    def action_page_down(self) -> None:
        self.cursor += self._room

    def action_page_up(self) -> None:
        self.cursor -= self._room

    def action_first(self) -> None:
        self.cursor = 0

    def action_last(self) -> None:
        self.cursor = len(self._rows) - 1


def _heading(title: str, width: int) -> Line:
    line: Line = [(fit(f" {title}", width - COUNT * len(SHOWN) - 2), "head")]
    return [*line, *((fit(speak.glyph(light), COUNT, ">"), "head") for light in SHOWN), ("  ", "head")]


def _row(row: Counted, width: int, *, is_chosen: bool) -> Line:
    """Counts by light; a light nobody has stays blank, so that what there is stands out."""
    mark, ground = (">", "cursor") if is_chosen else (" ", "base")
    line: Line = [(fit(f"{mark}{row.scope.name}", width - COUNT * len(SHOWN) - 2), ground)]
    for light in SHOWN:
        number = str(row.lights[light] or "")
        line += [(" " * (COUNT - len(number) - 1), ground), (f" {number}", light if number else ground)]
    return [*line, ("  ", ground)]


assert set(SHOWN) == set(LIGHTS)
