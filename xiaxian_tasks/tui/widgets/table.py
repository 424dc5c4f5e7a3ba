"""The task table: draws the rows that are seen and reads no others, so that it costs the same at any length.

(Textual's DataTable measures every cell of every row: 19 s at 100,000 rows, where this takes no time.)
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import acts, places, speak
from xiaxian_tasks.tui.look import Line, strip
from xiaxian_tasks.tui.roll import Fixed, Group, Source
from xiaxian_tasks.tui.widgets import columns
from xiaxian_tasks.tui.widgets.chrome import Bar
from xiaxian_tasks.tui.widgets.columns import NUMBER, NUMBER_AT_MOST, Form, Seen, called_by
from xiaxian_tasks.tui.widgets.rows import Rows
from xiaxian_tasks.tui.width import cells, fit

__all__ = ["COUNTED", "Heading", "ListTable", "TaskTable", "called_by", "group_line"]

COUNTED = ("red", "yellow", "green", "grey", "done")
"""Lights in the order people name them."""


def group_line(group: Group, width: int, ground: str) -> Line:
    """The row over a group: whether it is folded, its name, how many tasks, and how many of each light."""
    lit: Line = []
    for light in COUNTED:
        count = group.lights.get(light, 0)
        lit += [(f" {speak.glyph(light)} ", light), (f" {count:<4}", ground)] if count else [(" " * 9, ground)]
    sign = "+" if group.is_folded else "-"
    size = f"({group.size})"
    room = width - sum(cells(text) for text, _style in lit) - len(size) - 5
    mark = ">" if ground.startswith("cursor") else " "
    name = fit(group.name, room).rstrip()
    gap = " " * max(room - cells(name), 0)
    return [(f"{mark}{sign} {name} {size}{gap} ", ground), *lit]


class Heading(Bar):
    """The names of the columns; a click sorts by one."""

    class Clicked(Message):
        """A column was clicked."""

        def __init__(self, x: int) -> None:
            super().__init__()
            self.x = x

    def on_click(self, event: events.Click) -> None:
        self.post_message(self.Clicked(event.x))


class TaskTable(Rows, can_focus=True, inherit_bindings=False):
    """A list of tasks with one under the cursor, any number of them marked."""

    DEFAULT_CSS = "TaskTable { height: 1fr; overflow: hidden hidden; }"
    BINDINGS = acts.bindings(places.ROWS)

    class Typed(Message):
        """Something was typed that is no key of ours: the beginning of a filter."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.source: Source = Fixed()
        self.labels: dict[str, str] = {}
        self.form = Form()
        self.on: date | None = None
        """The day looked at, from which days are counted; None where no column counts them."""
        self.order = ("", False)
        """The column the list is sorted by, and whether it is turned round."""
        self.marks: dict[str, None] = {}
        """The tasks that are marked, whether they are in the list now or not."""
        self.months: Callable[[str], tuple[str, ...]] = lambda _task: ()
        """The lights of a task's months: asked for only where their column is shown."""
        self.nothing: Callable[[int], list[Line]] = lambda _width: []
        """What stands in the place of the rows where there are none."""
        self.when_marked: Callable[[], object] = lambda: None
        """Called when tasks were marked, or are no more."""
        self.when_measured: Callable[[], object] = lambda: None
        """Called when the columns may have changed."""

    @property
    def length(self) -> int:
        """How many rows there are: tasks, and the heads of groups."""
        return len(self.source)

    def show(self, source: Source, cursor: int = 0) -> None:
        """Show a source, or the same one after it has changed."""
        self.source = source
        self.virtual_size = Size(self.size.width, len(source))
        self.set_reactive(Rows.cursor, self.validate_cursor(cursor))
        self.form = self.form._replace(number=NUMBER)
        self._follow(self.cursor)
        self.refresh()
        self.when_measured()
        self.when_moved()

    @property
    def sheet(self) -> Sheet | None:
        """The task under the cursor; None on the row over a group, too."""
        return self.source.sheet(self.cursor) if len(self.source) else None

    @property
    def group(self) -> Group | None:
        """The group whose row is under the cursor."""
        return self.source.group(self.cursor) if len(self.source) else None

    # Drawing.

    def heading(self, width: int) -> Line:
        """The names of the columns, and by which the list is sorted."""
        return columns.heading(self.form, width, self.order)

    def render_line(self, y: int) -> Strip:
        index, width = y + self.scroll_offset.y, self.size.width
        if index >= len(self.source):
            said = [] if len(self.source) else self.nothing(width)
            return strip(said[y] if y < len(said) else [], width)
        ground = "base" if index != self.cursor else "cursor" if self.has_focus else "cursor-dim"
        if group := self.source.group(index):
            return strip(group_line(group, width, "head" if ground == "base" else ground), width, ground)
        found = self.source.sheet(index)
        if found is None:
            return strip([], width)
        mark = "*" if found["id"] in self.marks else " " if ground == "base" else ">"
        return strip(columns.row_line(self.seen(found), self.form, width, ground, mark), width, ground)

    def seen(self, sheet: Sheet) -> Seen:
        """What a row shows of a task."""
        months = self.months(sheet["id"]) if "months" in self.form.codes else ()
        return Seen(sheet, self.labels.get(sheet["plan"], ""), self.on, months)

    def _measure(self) -> None:
        """Widen the column of numbers for the longest on the page; it stays so wide until another list is shown."""
        top = self.scroll_offset.y
        seen = (self.source.sheet(place) for place in range(top, min(top + self.size.height, len(self.source))))
        called = (called_by(sheet, self.labels.get(sheet["plan"], "")) for sheet in seen if sheet)
        longest = max(map(cells, called), default=0)
        wanted = max(self.form.number, min(longest, NUMBER_AT_MOST))
        if wanted != self.form.number:
            self.form = self.form._replace(number=wanted)
            self.refresh()
            self.when_measured()

    # What comes from outside.

    def on_key(self, event: events.Key) -> None:
        if event.character and not event.character.isascii() and event.is_printable and not acts.is_key(event.key):
            event.stop()
            self.post_message(self.Typed(event.character))

    async def on_click(self, event: events.Click) -> None:
        index = event.y + self.scroll_offset.y
        if index >= len(self.source):
            return
        is_here, self.cursor = index == self.cursor, index
        if event.chain > 1 and is_here:
            await self.screen.run_action("open")

    # Marks.

    @property
    def marked(self) -> tuple[str, ...]:
        """The ids of the marked tasks: those in the list in its order, then the others as they were marked."""
        if not self.marks:
            return ()
        here = [task for task in self.source.tasks() if task in self.marks]
        return tuple(dict.fromkeys([*here, *self.marks]))

    def turn_mark(self) -> None:
        """Mark the task under the cursor, or take its mark away; on the row over a group, all of the group."""
        if group := self.group:
            self.mark_all(self.source.tasks(group))
        elif sheet := self.sheet:
            if sheet["id"] in self.marks:
                del self.marks[sheet["id"]]
            else:
                self.marks[sheet["id"]] = None
            self.redraw(self.cursor)
            self.when_marked()

    def mark_here(self) -> None:
        """Mark the task under the cursor, if there is one."""
        if sheet := self.sheet:
            self.marks[sheet["id"]] = None
            self.redraw(self.cursor)
            self.when_marked()

    def mark_all(self, tasks: list[str]) -> None:
        """Mark these tasks; where all of them are, take their marks away."""
        if all(task in self.marks for task in tasks):
            for task in tasks:
                self.marks.pop(task, None)
        else:
            self.marks.update(dict.fromkeys(tasks))
        self.refresh()
        self.when_marked()

    def unmark(self) -> None:
        """No task is marked any more."""
        self.marks.clear()
        self.refresh()
        self.when_marked()


class ListTable(TaskTable, inherit_bindings=False):
    """The table of the task list, in which tasks are marked by keys."""

    BINDINGS = [*acts.bindings(places.ROWS), *acts.bindings(places.LIST)]

    def action_mark(self) -> None:
        """Mark the task, or take its mark away, and go on to the next."""
        self.turn_mark()
        self.cursor += 1

    def action_mark_down(self) -> None:
        """Mark the task and the next one."""
        self._mark_on(1)

    def action_mark_up(self) -> None:
        """Mark the task and the one before."""
        self._mark_on(-1)

    def _mark_on(self, by: int) -> None:
        self.mark_here()
        self.cursor += by
        self.mark_here()
