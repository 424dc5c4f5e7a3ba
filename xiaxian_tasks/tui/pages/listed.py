"""How the task list is read: at once what is painted first, beside the screen all of it, and anew when asked otherwise.

What is wanted (`_asking`) may be ahead of what is shown (`roll.asking`): the list stands as it is until rows come.
"""

from typing import Any

from textual.timer import Timer

from xiaxian_tasks.domain.parse import parse
from xiaxian_tasks.domain.query import text_of
from xiaxian_tasks.errors import XiaxianError
from xiaxian_tasks.office import lists
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.ports import SORTS, TaskRow
from xiaxian_tasks.tui import places, recall, speak
from xiaxian_tasks.tui.pages.page import Page
from xiaxian_tasks.tui.roll import Asking, Index, Roll, Scope, read_index
from xiaxian_tasks.tui.widgets import columns
from xiaxian_tasks.tui.widgets.chrome import Bar
from xiaxian_tasks.tui.widgets.filter import Caption, Counts, Filter
from xiaxian_tasks.tui.widgets.table import TaskTable
from xiaxian_tasks.wording import sentences

PAUSE = 0.04
"""Seconds of rest after a key before the list is narrowed: an input method commits several characters at once."""


def plan_titles(office: Office) -> dict[str, str]:
    """The titles of the plans, by id."""
    return {row.id: row.title for row in office.store.plans(counted=False)}


class Listed(Page):
    """A page with a list of tasks, narrowed while one types."""

    def __init__(self) -> None:
        super().__init__()
        self._timer: Timer | None = None
        self.roll: Roll | None = None
        self._asking = Asking()
        self._order = (SORTS[0], False)
        self._wanted = ""
        self._before: Index | None = None
        self._titles: dict[str, str] = {}

    @property
    def table(self) -> TaskTable:
        """The list."""
        return self.query_one(TaskTable)

    @property
    def filter(self) -> Filter:
        """The line that narrows it."""
        return self.query_one(Filter)

    def current(self) -> Sheet | None:
        return self.table.sheet

    def reread(self) -> None:
        """The first rows at once, the whole list by a thread; later the list stands until the new one is there."""
        self.table.labels = self.desk.labels
        self.table.on = self.desk.office.on
        if self.roll is None:
            self._asking, words = recall.asking(self)
            self._order = (self._asking.sort, self._asking.reverse)
            self.roll = roll = Roll(self.desk.office, self._asking)
            roll.name_of, roll.words = self.group_name, words
            roll.begin()
        self.roll.office = self.desk.office
        if self._titles:
            self._titles = plan_titles(self.desk.office)
        self.roll.forget()
        self._show(self.current())
        self._read()

    def state(self) -> dict[str, Any]:
        """How the list stands: what it is of, its filter, order and grouping, its marks and columns."""
        return {**super().state(), **recall.list_state(self, self._asking, self._order)}

    def recall(self) -> None:
        """Stand on the same task; where it is not among the first rows, once all of them are there."""
        at = self.kept("at", "")
        self._wanted = "" if not at or recall.stand_on(self, at) else at

    def _has_still_to_find(self) -> Sheet | None:
        """The task to stand on once the list is there whole, unless the cursor was moved meanwhile."""
        wanted, self._wanted = self._wanted, ""
        return {"id": wanted} if wanted and self.table.cursor == 0 else None

    def group_name(self, by: str, code: str) -> str:
        """How a group is called."""
        if by in {"plan", "section"}:
            plan, _slash, section = code.partition("/")
            label = self.desk.labels.get(plan, plan)
            return f"{label} {section or (self._titles.get(plan, '') if by == 'plan' else '')}".strip()
        return speak.group(by, code)

    def _show(self, at: Sheet | None) -> None:
        """Show the list as it is, with the cursor on the same task if it is still there."""
        roll, table = self.roll, self.table
        assert roll is not None
        place = roll.place_of(at["id"]) if at else None
        table.months = roll.months
        self._mark_order()
        table.show(roll, table.cursor if at and place is None else place or 0)
        self.count()

    def _mark_order(self) -> None:
        """Say in the heading by which column the list is sorted."""
        assert self.roll is not None
        sort, codes = self.roll.asking.sort, self.table.form.codes
        fitting = [code for code in codes if columns.COLUMNS[code].sort == sort]
        by = sort if sort in fitting else next(iter(fitting), "")
        self.table.order = (by, self.roll.asking.reverse)

    def count(self) -> None:
        """Say how many tasks there are, and how many of them are marked."""
        counts = self.query_one(Counts)
        counts.roll, counts.marked = self.roll, len(self.table.marks)
        counts.refresh()
        self.query_one("#twin", Bar).refresh()

    # Reading.

    def _read(self, at: Sheet | None = None, *, anew: bool = False) -> None:
        """Read the whole list by a thread; `anew` its first rows before, as what is shown now was asked otherwise."""
        assert self.roll is not None
        asking, words = self._asking, self.roll.words
        before = self.roll.index or self._before
        ahead = Roll(self.desk.office, asking)
        ahead.words = words

        def read(office: Office) -> Index:
            if anew and not asking.by:
                self.desk.call_from_thread(self._take_first, asking, ahead.first(office), at)
            return read_index(office, asking.asked(), asking.by, before)

        self.beside(read, lambda index: self._take(asking, index, at, anew=anew))

    def _take_first(self, asking: Asking, rows: list[TaskRow], at: Sheet | None) -> None:
        """The first rows are there, if they are still wanted."""
        assert self.roll is not None
        if asking == self._asking:
            self.roll.asking = asking
            self._before = self.roll.index or self._before
            self.roll.begin(rows)
            self._show(at)

    def _take(self, asking: Asking, index: Index, at: Sheet | None, *, anew: bool) -> None:
        """All of it is there. Whoever has moved meanwhile stays where he is."""
        assert self.roll is not None
        if asking != self._asking:
            return
        here = self.current()
        if wanted := self._has_still_to_find():
            here = wanted
        stands = self.roll.asking == asking and not (anew and asking.by)
        self.roll.asking = asking
        self.roll.take(index)
        self._before = None
        if not (asking.scope.plan or asking.scope.body or asking.text):
            known = set(index.ids)
            self.table.marks = {task: None for task in self.table.marks if task in known}
        self._show(here if stands else at)
        self.desk.reopen(self.table)

    def _ask(self, asking: Asking, at: Sheet | None = None) -> None:
        """Ask for another list."""
        self._asking = asking
        self._read(at, anew=True)

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
        self.filter.cursor_position = len(self.filter.value)
        self.set_focus(self.filter)

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
        """The next order."""
        self.sort_by(SORTS[(SORTS.index(self._asking.sort) + 1) % len(SORTS)], reverse=False)

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
