"""The line over the task list: what it is of, the filter, and how many answer."""

from typing import TYPE_CHECKING, cast

from xiaxian_tasks.language import _
from xiaxian_tasks.tui import acts, places, speak
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.roll import Roll, Scope
from xiaxian_tasks.tui.widgets.chrome import Bar
from xiaxian_tasks.tui.widgets.field import Field
from xiaxian_tasks.tui.width import cells, fit

if TYPE_CHECKING:
    from xiaxian_tasks.tui.pages.tasks import TasksPage

MOST = 32
"""Cells of the name of a plan or body before the filter."""

REMEMBERED = 20
"""Filters that can be had again."""


class Filter(Field):
    """The line that narrows the list. Up brings back what was sought before."""

    BINDINGS = acts.bindings(places.FILTER)

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder)
        self.sought: list[str] = []
        """Earlier filters, the newest last."""
        self._back = 0

    @property
    def page(self) -> "TasksPage":
        """The page whose list is narrowed."""
        return cast("TasksPage", self.screen)

    def remember(self) -> None:
        """Keep what stands here, so that it can be had again."""
        self._back = 0
        if typed := self.value.strip():
            self.sought = [*(each for each in self.sought if each != typed), typed][-REMEMBERED:]

    def put(self, text: str) -> None:
        """Another filter, as if it were typed."""
        self.value = text
        self.cursor_position = len(text)

    def action_to_rows(self) -> None:
        """To the list, narrowed by all that was typed: what is done next is done to the task one sees."""
        self.remember()
        self.cursor_position = len(self.value)
        self.page.narrow()
        self.page.set_focus(self.page.table)

    def action_earlier_filter(self) -> None:
        """What was sought before."""
        if self._back < len(self.sought):
            self._back += 1
            self.put(self.sought[-self._back])

    def action_wipe(self) -> None:
        self.value = ""

    def action_clear(self) -> None:
        """What is typed first, then the plan or body the list is of; where there is neither, back to the list.

        A filter of before that was gone to and not touched stays.
        """
        if self.value and self.selected_text == self.value:
            self.action_to_rows()
        elif self.value:
            self.remember()
            self.value = ""
        else:
            self.page.action_clear()
            self.action_to_rows()


class Caption(Bar):
    """What the list is of, before the filter: one plan or body, or just that it is filtered."""

    def call(self, scope: Scope) -> None:
        """Name a plan or body, as wide as its name needs."""
        text, ground = _("Filter"), "quiet"
        if scope.name:
            kind = _("Plan") if scope.plan else _("Led or supported by")
            text, ground = f"{kind} {scope.name}", "chosen"
        self.styles.width = min(cells(text) + 3, MOST)
        self.say(lambda width: [(fit(f" {text}", width - 1), ground), (" ", "base")])


class Counts(Bar):
    """Behind the filter: how many tasks answer, in which order, how many are marked; or what is wrong with the filter.
    """

    DEFAULT_CSS = "Counts { width: 32; }"

    def __init__(self) -> None:
        super().__init__(self._line, id="state")
        self.roll: Roll | None = None
        self.marked = 0
        self.is_reading = False
        self._slip = ""

    def complain(self, slip: str) -> None:
        """What is wrong with the filter, for which there is more room; "" where nothing is."""
        self._slip = slip
        self.styles.width = "2fr" if slip else None
        self.refresh()

    def _line(self, width: int) -> Line:
        if self._slip:
            return [(fit(f" {self._slip}", width), "quiet")]
        if self.roll is None:
            return []
        asking = self.roll.asking
        order = speak.sort(asking.sort)
        text = _("{shown}/{total}, by {order}").format(shown=self.roll.shown, total=self.roll.total, order=order)
        marked = _("{count} marked").format(count=self.marked) if self.marked else ""
        marked = _("reading ...") if self.is_reading else marked
        room = width - cells(text) - 1
        if marked and cells(marked) + 3 > room:
            text = _("{shown}/{total}").format(shown=self.roll.shown, total=self.roll.total)
            room = width - cells(text) - 1
        gap = " " * max(room - cells(marked) - 2 * bool(marked), 1)
        return [(gap, "base"), (marked, "title"), ("  " if marked else "", "base"), (text, "quiet")]
