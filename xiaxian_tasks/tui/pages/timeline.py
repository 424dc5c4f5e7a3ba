"""时间线: tasks in groups over a year, a quarter, a month or a week; a due day is tried before it is asked for."""

from collections.abc import Iterator

from textual.widget import Widget

from xiaxian_tasks.language import N_, _
from xiaxian_tasks.office import names, timeline
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import acts, places, speak, telling
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.pages.viewed import ViewedPage
from xiaxian_tasks.tui.roll import KEPT, Asking, Index, Roll, Scope, read_index
from xiaxian_tasks.tui.scale import NAMES, around, span_name
from xiaxian_tasks.tui.widgets.ask import Answer, Ask
from xiaxian_tasks.tui.widgets.bands import Bands, legend
from xiaxian_tasks.tui.widgets.chrome import Bar, Lines, spread
from xiaxian_tasks.tui.widgets.trial import TrialPane
from xiaxian_tasks.tui.width import fit
from xiaxian_tasks.wording import words

GROUPINGS = {
    "body": N_("by lead body"), "plan": N_("by plan"), "outlook": N_("by outlook"), "light": N_("by light"),
}

AT_ONCE = 1000
"""Up to so many tasks all rows are read before the page is painted: some hundredths of a second."""


class Track(Roll):
    """Tasks in groups, each with its days."""

    def of(self, task: str) -> Sheet | None:
        """The days of a task, by its id."""
        if task not in self._sheets:
            if len(self._sheets) >= KEPT:
                self._sheets.clear()
            self._sheets[task] = timeline.span(self.office, task)
        return self._sheets[task]


class TimelinePage(ViewedPage):
    """The timeline (时间线)."""

    PLACE = places.TIMELINE
    BINDINGS = acts.bindings(places.TIMELINE)
    CSS = """
    TimelinePage #brief { height: 4; }
    TimelinePage.-trying #brief { display: none; }
    TimelinePage.-trying TrialPane { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._by = "body"
        self._scope = Scope()
        self.track: Track | None = None
        self._titles: dict[str, str] = {}

    def body(self) -> Iterator[Widget]:
        yield Bar(self._caption, id="caption")
        yield Ask()
        bands = Bands()
        yield Bar(bands.heading, ground="head", id="columns")
        yield bands
        yield Bar(legend, id="legend")
        yield Lines(id="brief")
        yield TrialPane()

    def on_mount(self) -> None:
        pane, bands = self.query_one(TrialPane), self.bands
        pane.when_moved, pane.when_left, pane.when_meant = self._tried, self._left, self._meant
        bands.when_moved = self._tell
        self.set_focus(bands)

    def places(self) -> tuple[str, ...]:
        if isinstance(self.focused, Answer):
            return (places.ASK,)
        return (places.TRIAL,) if isinstance(self.focused, TrialPane) else (self.PLACE,)

    def current(self) -> Sheet | None:
        return self.bands.sheet

    def reread(self) -> None:
        """A small ledger at once; of a large one the first rows, and the whole of it when it has been read."""
        office, by = self.desk.office, self._by
        self.bands.labels = self.desk.labels
        if self.bands.today != office.on:
            self.look(around(self.bands.view.zoom, office.on))
        self.bands.is_rest = lambda day: not office.workdays.is_working(day)
        plans = office.store.plans()
        self._titles = {row.id: row.title for row in plans}
        asking = Asking(scope=self._scope, by=by)
        if self.track is None or self.track.asking != asking or self.track.office is not office:
            self.track = Track(office, asking)
            self.track.name_of = self._called
        self.track.forget()
        asked = asking.asked()
        if sum(row.tasks for row in plans) <= AT_ONCE:
            self._take(read_index(office, asked, by))
            return
        if self.track.index is None:
            self.track.begin()
            self._show(self.current())
        self.beside(lambda again: read_index(again, asked, by), self._take)

    def _take(self, index: Index) -> None:
        assert self.track is not None, "its rows were asked for"
        at = self.current()
        self.track.take(index)
        self._show(at)

    def _show(self, at: Sheet | None) -> None:
        """Show the rows as they are, the cursor on the same task, or on the first there is."""
        assert self.track is not None, "it is shown"
        place = self.track.place_of(at["id"]) if at else None
        cursor = place if place is not None else self.bands.cursor if at else min(1, len(self.track))
        self.bands.show(self.track, cursor)
        self.query_one("#caption", Bar).refresh()

    def _called(self, by: str, code: str) -> str:
        """A group by its code; a plan by its short name and title."""
        if by == "plan":
            return f"{self.desk.labels.get(code, code)} {self._titles.get(code, '')}"
        return speak.group(by, code)

    def _caption(self, width: int) -> Line:
        view = self.bands.view
        told = _("{grouping}, {zoom}: {days}").format(
            grouping=_(GROUPINGS[self._by]), zoom=_(NAMES[view.zoom]), days=span_name(view)
        )
        count = words.tasks(self.track.shown) if self.track else ""
        line: Line = [(f" {told}  ", "title")]
        if self._scope.name:
            line.append((f" {self._scope.name} ", "chosen"))
        return spread(line, [(f"{count} ", "quiet")], width, "base")

    def _tell(self) -> None:
        sheet, office = self.current(), self.desk.office
        if sheet is None:
            self.query_one("#brief", Lines).say(lambda _width: [])
            return
        told = telling.Told(sheet, [], office.on, office.workdays)
        self.query_one("#brief", Lines).say(lambda width: [*telling.brief(told, width), _dates(sheet, width)])

    def action_grouping(self) -> None:
        known = list(GROUPINGS)
        self._by = known[(known.index(self._by) + 1) % len(known)]
        self.reread()

    def action_of_body(self) -> None:
        self.query_one(Ask).ask(
            _("Of which body"), self._scope.name, self._named, hint=_("name or initials; empty: all bodies")
        )

    def _named(self, text: str) -> None:
        name = names.body(self.desk.office, text).name if text else ""
        self._scope = Scope(body=name, name=name)
        self.reread()

    def action_all_bodies(self) -> None:
        if self._scope != Scope():
            self._named("")

    async def action_open(self) -> None:
        """The task under the cursor; a group is folded, or its tasks are shown again."""
        group = self.bands.group
        if group is None or self.track is None:
            await super().action_open()
            return
        self.track.fold([group.code], is_folded=not group.is_folded)
        self.bands.show(self.track, self.bands.cursor)

    async def on_task_table_opened(self) -> None:
        await self.action_open()

def _dates(sheet: Sheet, width: int) -> Line:
    """The days of a task in one line: from when to when, what was set first, the next duty, the forecast."""
    parts = [_("{begin} to {end}").format(begin=sheet["begin"], end=sheet["end"] or _("no day set"))]
    if sheet["original_due"] not in {None, sheet["end"]}:
        parts.append(_("first set {day}").format(day=sheet["original_due"]))
    coming = next((mark for mark in sheet["marks"] if mark["light"] != "done"), None)
    if coming is not None and (coming["on"], coming["kind"]) != (sheet["end"], "target"):
        parts.append(f"{coming['on']} {coming['what']}")
    if foreseen := speak.forecast(sheet):
        parts.append(foreseen)
    return [(fit(" " + "   ".join(parts), width), "quiet")]
