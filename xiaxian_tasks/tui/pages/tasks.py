"""任务: every task in a list, narrowed while one types; the task under the cursor beside it or below."""

import shlex
from collections.abc import Iterator, Sequence

from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from xiaxian_tasks.language import _
from xiaxian_tasks.office import histories, lists, series
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.tui import acts, places, speak, telling
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.pages.detail import DetailPage
from xiaxian_tasks.tui.pages.listed import Listed
from xiaxian_tasks.tui.roll import Group, Roll
from xiaxian_tasks.tui.widgets import columns
from xiaxian_tasks.tui.widgets.chrome import Bar, Lines
from xiaxian_tasks.tui.widgets.columns import Seen
from xiaxian_tasks.tui.widgets.filter import Caption, Counts, Filter
from xiaxian_tasks.tui.widgets.paper import Layout, Paper
from xiaxian_tasks.tui.widgets.table import COUNTED, Heading, ListTable
from xiaxian_tasks.tui.width import fit

CHART = 9
"""Lines of the chart beside the list."""

AT_ONCE = 200
"""Up to so many marked tasks are copied at once: half a millisecond each."""


class TasksPage(Listed):
    """The task list (任务)."""

    PLACE = places.TASKS
    BINDINGS = acts.bindings(places.TASKS)
    CSS = """
    #filter { height: 1; }
    #list { height: 1fr; }
    #left { width: 1fr; }
    #left Lines { height: 3; }
    #pane, #twin { display: none; }
    TasksPage.-wide #left Lines { display: none; }
    TasksPage.-wide #twin { display: block; }
    TasksPage.-wide #pane { display: block; width: 42; margin-left: 1; }
    """

    def body(self) -> Iterator[Widget]:
        with Horizontal(id="filter"):
            yield Caption()
            yield Filter(_("type words or pinyin initials"))
            yield Counts()
        with Horizontal(id="list"):
            with Vertical(id="left"):
                yield Heading(self.heading, ground="head", id="columns")
                yield ListTable()
                yield Lines(id="brief")
                yield Bar(self._twin_line, id="twin")
            yield Paper(id="pane")

    def on_mount(self) -> None:
        self.table.when_moved = self._tell
        self.table.when_marked = self.count
        self.table.when_measured = self.query_one("#columns", Bar).refresh
        self.query_one("#pane", Paper).is_beside = True
        self.query_one(Caption).call(self._asking.scope)
        self.set_focus(self.table)

    # The task under the cursor.

    def _tell(self) -> None:
        sheet, office = self.current(), self.desk.office
        brief, pane = self.query_one("#brief", Lines), self.query_one("#pane", Paper)
        if sheet is None:
            group = self.table.group
            brief.say(lambda width: _of_group(group, width))
            pane.show(lambda width: _of_group(group, width) if group else [])
            return
        told = telling.Told(sheet, [], office.on, office.workdays)
        brief.say(lambda width: telling.brief(told, width))
        pane.show(self._whole(told))

    def _whole(self, told: telling.Told) -> Layout:
        """The task whole, with the course of its figure: what is read only where there is a pane to show it in."""
        office, task = self.desk.office, told.sheet["id"]

        def laid_out(width: int) -> list[Line]:
            lines = telling.task(told._replace(history=histories.of_task(office, task)), width)
            course = series.of_task(office, task) if told.sheet["progress"] is not None else None
            if course is None:
                return lines
            from xiaxian_tasks.tui import charts

            first = next((place for place, line in enumerate(lines) if line and line[0][1] == "head"), len(lines))
            chart = [telling.section(_("Course"), width), *charts.progress(course, width, CHART), []]
            return [*lines[:first], *chart, *lines[first:]]

        return laid_out

    async def action_open(self) -> None:
        """The task under the cursor; a group is folded, or its tasks are shown again."""
        group = self.table.group if self.table.has_focus else None
        if group is not None:
            self._fold(is_folded=not group.is_folded)
        elif self.table.has_focus and self.table.sheet is not None:
            await self.desk.push_screen(DetailPage(self.table))
        else:
            await super().action_open()

    def on_heading_clicked(self, event: Heading.Clicked) -> None:
        """Sort by a column; by the one it is sorted by, turn it round."""
        code = columns.at(self.table.form, self.table.size.width, event.x)
        sort = columns.COLUMNS[code].sort if code else ""
        if sort:
            is_same = sort == self._asking.sort
            self.sort_by(sort, reverse=is_same and not self._asking.reverse)

    # Marks.

    def action_mark_all(self) -> None:
        """Mark all that answer to the filter; where all are marked, none."""
        if self.roll is None or self.roll.index is None:
            self.praise(_("The list is still being read."))
            return
        self.table.mark_all(self.roll.ids)

    # What is taken along.

    def _rows(self, office: Office, tasks: Sequence[str]) -> list[list[str]]:
        """Tasks as rows of texts, asked of an office of the thread that asks."""
        roll, table = Roll(office, self._asking), self.table
        seen = (Seen(each, table.labels.get(each["plan"], ""), table.on) for each in map(roll.of, tasks) if each)
        return [[columns.COLUMNS[code].text(each) for code in self._texts] for each in seen]

    @property
    def _texts(self) -> list[str]:
        """The columns that can be told as text."""
        return [code for code in self.table.form.codes if code != "months"]

    def action_copy_rows(self) -> None:
        """The marked tasks as a table for a worksheet, or the one under the cursor as a line of it; many are read
        beside the screen."""
        marked, sheet = self.table.marked, self.current()
        if len(marked) > AT_ONCE:
            self.beside(lambda office: self._rows(office, marked), self._copy_table, group="copy")
        elif marked:
            self._copy_table(self._rows(self.desk.office, marked))
        elif sheet is not None:
            self._copy(self._rows(self.desk.office, [sheet["id"]]))

    def _copy_table(self, rows: list[list[str]]) -> None:
        self._copy(rows, [_(columns.COLUMNS[code].title) for code in self._texts])

    def _copy(self, rows: list[list[str]], *head: list[str]) -> None:
        if rows:
            self.desk.copy_to_clipboard("\n".join("\t".join(row) for row in [*head, *rows]))
            self.praise(_("Copied as a table: {count}").format(count=len(rows)))

    def action_copy_command(self) -> None:
        """The command line that prints this list."""
        command = self.twin()
        self.desk.copy_to_clipboard(command)
        self.praise(_("Copied: {text}").format(text=command))

    def twin(self) -> str:
        """The command line that prints the list as it is narrowed and sorted now."""
        asking, words = self._asking, ["xiaxian", "tasks"]
        if typed := self.filter.value.strip():
            words.append(f"not {typed[1:]}" if typed.startswith("-") else typed)
        words += ["--plan", asking.scope.plan] if asking.scope.plan else []
        words += ["--body", asking.scope.body] if asking.scope.body else []
        words += ["--sort", asking.sort] if asking.sort != lists.SORTS[0] else []
        words += ["--reverse"] if asking.reverse else []
        return self.desk.whole(shlex.join(words))

    def _twin_line(self, width: int) -> Line:
        told = _("Command: {command}").format(command=self.twin())
        return [(fit(f" {told}", width), "quiet")]

    # Columns and saved views.

    async def action_columns(self) -> None:
        """Choose the columns."""
        from xiaxian_tasks.tui.forms.columns import ColumnsScreen

        await self.desk.push_screen(ColumnsScreen(self.table.form), self.take_form)

    def take_form(self, form: columns.Form | None) -> None:
        """Show these columns."""
        if form is not None:
            self.table.form = form._replace(number=self.table.form.number)
            self._show(self.current())

    async def action_views(self) -> None:
        """Choose, save or drop a saved view."""
        from xiaxian_tasks.tui.forms.views import ViewsScreen

        await self.desk.push_screen(ViewsScreen(self.filter.value.strip()), self.take_view)

    def take_view(self, query: str | None) -> None:
        """Show what a saved view asks for."""
        if query is not None:
            self.filter.put(query)
            self.filter.remember()
            self.narrow()
            self.set_focus(self.table)


def _of_group(group: Group | None, width: int) -> list[Line]:
    """What is said of a group, or that there is nothing."""
    how = _("Enter folds the group, or unfolds it.")
    if group is None:
        return []
    lines: list[Line] = [[(fit(f" {group.name}", width), "title")]]
    line: Line = [(" ", "base")]
    for light in COUNTED:
        if count := group.lights.get(light, 0):
            line += [(f" {speak.glyph(light)} ", light), (f" {count}  ", "base")]
    line.append((f"/ {group.size}", "base"))
    return [*lines, line, [(f" {how}", "quiet")]]
