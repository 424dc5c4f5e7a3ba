"""What the task list is narrowed by, and how it is ordered and grouped."""

from textual.timer import Timer

from xiaxian_tasks.domain.parse import parse
from xiaxian_tasks.domain.query import text_of
from xiaxian_tasks.errors import XiaxianError
from xiaxian_tasks.language import _
from xiaxian_tasks.office import lists
from xiaxian_tasks.tui import places, speak, telling
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.pages.rolling import Rolling, plan_titles
from xiaxian_tasks.tui.roll import Scope
from xiaxian_tasks.tui.widgets import columns
from xiaxian_tasks.tui.widgets.filter import Caption, Counts, Filter
from xiaxian_tasks.tui.widgets.table import TaskTable
from xiaxian_tasks.wording import sentences

PAUSE = 0.04
"""Seconds of rest after a key before the list is narrowed: an input method commits several characters at once."""


class Listed(Rolling):
    """A page with a list of tasks, narrowed while one types."""

    def __init__(self) -> None:
        super().__init__()
        self._timer: Timer | None = None

    def on_mount(self) -> None:
        self.table.nothing = self._nothing

    def _nothing(self, width: int) -> list[Line]:
        """That nothing answers, and what a word may have been meant for; nothing while the list is still being read."""
        if self.roll is None or self.roll.index is None:
            return []
        from xiaxian_tasks.wording import queries

        said = telling.paragraph(_("No task matches."), width, style="title")
        return [*said, *telling.paragraphs(queries.hints(self.filter.value, ()), width)]

    # The filter.

    def on_input_changed(self) -> None:
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE, self.narrow)

    def narrow(self) -> None:
        """Show what answers to the filter as it stands; while the whole list is not there, its first rows.

        A filter that cannot be read, or names nobody yet, leaves the list as it is and says so beside it.
        """
        if self._timer:
            self._timer.stop()
        if self.roll is None:
            return
        typed = self.filter.value
        state = self.query_one(Counts)
        try:
            asked = parse(typed)
            lists.query(self.desk.office, lists.Asked(text=typed))
        except XiaxianError as slip:
            state.complain(" ".join(line.strip() for line in sentences.in_short(slip)))
            return
        state.complain("")
        roll, words = self.roll, asked.words
        sort, reverse = (asked.sort, False) if asked.sort else self._order
        asking = self._asking._replace(text=text_of(asked.beside_words), sort=sort, reverse=reverse)
        if (asking.text, asking.scope) != (self._asking.text, self._asking.scope):
            roll.words = words
            self._ask(asking)
        elif words != roll.words:
            roll.narrow(words)
            if roll.index is None:
                roll.begin()
            self._show(None)
            self._to_number(words)

    def _to_number(self, words: tuple[str, ...]) -> None:
        """Who types a number stands on the task that has it: /1 is not /10."""
        assert self.roll is not None
        if len(words) != 1 or not words[0].startswith("/"):
            return
        found = next((task for task in self.roll.ids if task.endswith(words[0])), None)
        place = self.roll.place_of(found) if found else None
        if place is not None:
            self.table.cursor = place

    def on_task_table_typed(self, event: TaskTable.Typed) -> None:
        """Chinese typed over the list begins a filter."""
        self.set_focus(self.filter)
        self.filter.insert_text_at_cursor(event.text)

    async def action_find(self) -> None:
        """To the filter; what stands there from before is replaced by what is typed."""
        self.set_focus(self.filter)
        self.filter.action_select_all()

    def action_clear(self) -> None:
        """Marks first; then all tasks again: neither words nor a plan or body."""
        if self.table.marks:
            self.table.unmark()
            return
        self.filter.value = ""
        if self._asking.scope != Scope():
            self.narrow_to(Scope())

    def narrow_to(self, scope: Scope) -> None:
        """Show the tasks of one plan or body only, or of all."""
        at = self.current() if scope == Scope() else None
        self.filter.value = ""
        self.query_one(Caption).call(scope)
        self.set_focus(self.table)
        self._asking = self._asking._replace(scope=scope, text="", sort=self._order[0], reverse=self._order[1])
        if self.roll is not None:
            self.roll.words, self.roll.asking = (), self._asking
            self.roll.begin()
            self._show(at)
            self._read(at)

    def places(self) -> tuple[str, ...]:
        if isinstance(self.focused, Filter):
            return (places.FILTER,)
        return (self.PLACE, places.LIST) if isinstance(self.focused, TaskTable) else (self.PLACE,)

    # Order and groups.

    def sort_by(self, sort: str, *, reverse: bool) -> None:
        """Another order of the same tasks, the cursor at its first."""
        self._order = (sort, reverse)
        self._ask(self._asking._replace(sort=sort, reverse=reverse))

    def action_sort(self) -> None:
        """The next order, of those that have a column to be seen by."""
        now, shown = self._asking.sort, {columns.COLUMNS[code].sort for code in self.table.form.codes}
        orders = [sort for sort in lists.SORTS if sort in shown or sort == now]
        self.sort_by(orders[(orders.index(now) + 1) % len(orders)], reverse=False)

    def action_reverse(self) -> None:
        """The same order turned round."""
        self.sort_by(self._asking.sort, reverse=not self._asking.reverse)

    def action_group(self) -> None:
        """Group by the next of what a list can be grouped by, or not at all; the cursor stays on its task."""
        ways = ("", *lists.GROUPINGS)
        by = ways[(ways.index(self._asking.by) + 1) % len(ways)]
        assert self.roll is not None
        self.roll.folded = set()
        self._titles = self._titles or plan_titles(self.desk.office)
        self._ask(self._asking._replace(by=by), self.current())
        self.praise(speak.grouped(by))

    def action_fold(self) -> None:
        """Fold the group the cursor is in."""
        self._fold(is_folded=True)

    def action_unfold(self) -> None:
        """Show the tasks of the group under the cursor again."""
        self._fold(is_folded=False)

    def _fold(self, *, is_folded: bool) -> None:
        if self.roll and (group := self.roll.group_of(self.table.cursor)):
            at = group.row if is_folded else self.table.cursor
            self.roll.fold([group.code], is_folded=is_folded)
            self.table.show(self.roll, at)

    def action_fold_all(self) -> None:
        """Fold every group, or where all are folded show all tasks again."""
        if self.roll and self.roll.groups:
            group, at = self.roll.group_of(self.table.cursor), self.current()
            is_folded = not all(each.is_folded for each in self.roll.groups)
            self.roll.fold([each.code for each in self.roll.groups], is_folded=is_folded)
            place = self.roll.place_of(at["id"]) if at else None
            found = next((each.row for each in self.roll.groups if group and each.code == group.code), 0)
            self.table.show(self.roll, found if place is None else place)
