"""时间线: tasks in groups over a year, a quarter, a month or a week; a due day is tried before it is asked for."""

from collections.abc import Iterator

from textual.widget import Widget

from xiaxian_tasks.errors import Refused
from xiaxian_tasks.language import N_, _
from xiaxian_tasks.office import timeline
from xiaxian_tasks.office.lists import Asked
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.office.what_if import Trial
from xiaxian_tasks.tui import acts, groups, places, speak, telling
from xiaxian_tasks.tui.groups import Groups, Row
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.pages.page import Page
from xiaxian_tasks.tui.roll import FIRST
from xiaxian_tasks.tui.scale import NAMES, YEAR, View, around, span_name
from xiaxian_tasks.tui.widgets.bands import Bands, Tried, legend
from xiaxian_tasks.tui.widgets.chrome import Bar, Lines, spread
from xiaxian_tasks.tui.widgets.trial import TrialPane
from xiaxian_tasks.tui.width import fit
from xiaxian_tasks.wording import words

GROUPINGS = {"body": N_("by lead body"), "plan": N_("by plan"), "outlook": N_("by outlook")}

AT_ONCE = 1000
"""Up to so many tasks all rows are read before the page is painted: some hundredths of a second."""


class TimelinePage(Page):
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
        self._by = timeline.GROUPINGS[0]
        self._rows: Groups | None = None
        self._titles: dict[str, str] = {}

    def body(self) -> Iterator[Widget]:
        yield Bar(self._caption, id="caption")
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
        bands.look_at(around(YEAR, self.desk.office.on), self.desk.office.on)
        self.set_focus(bands)

    @property
    def bands(self) -> Bands:
        """The rows."""
        return self.query_one(Bands)

    def places(self) -> tuple[str, ...]:
        return (places.TRIAL,) if isinstance(self.focused, TrialPane) else (self.PLACE,)

    def current(self) -> Sheet | None:
        return self.bands.sheet

    # What is shown.

    def reread(self) -> None:
        """A small ledger at once; of a large one the first rows soon, and then the whole of it."""
        office = self.desk.office
        self.bands.labels = self.desk.labels
        self.bands.is_rest = lambda day: not office.workdays.is_working(day)
        plans = office.store.plans()
        self._titles = {row.id: row.title for row in plans}
        if sum(row.tasks for row in plans) <= AT_ONCE:
            self._take(groups.read(office, Asked(), self._by))
            return
        by, first = self._by, None if self._rows else FIRST

        def take(rows: list[Row]) -> None:
            self._take(rows)
            if first is not None:
                self.beside(lambda again: groups.read(again, Asked(), by), self._take)

        self.beside(lambda again: groups.read(again, Asked(), by, limit=first), take)

    def _take(self, rows: list[Row]) -> None:
        at = self.current()
        self._rows = Groups(self.desk.office, rows, self._called)
        place = self._rows.place_of(at["id"]) if at else None
        cursor = place if place is not None else self.bands.cursor if at else min(1, len(rows))
        self.bands.show_rows(self._rows, cursor)
        self.query_one("#caption", Bar).refresh()

    def _called(self, code: str) -> str:
        """A group by its code: a body as it is, a plan with its short name and title, an outlook in words."""
        if self._by == "plan":
            return f"{self.desk.labels.get(code, code)} {self._titles.get(code, '')}"
        if self._by == "outlook":
            return words.word(words.OUTLOOKS, code) if code else _("nothing foreseen")
        return code

    def _caption(self, width: int) -> Line:
        view = self.bands.view
        told = _("{grouping}, {zoom}: {days}").format(
            grouping=_(GROUPINGS[self._by]), zoom=_(NAMES[view.zoom]), days=span_name(view)
        )
        count = words.tasks(self._rows.tasks) if self._rows else ""
        return spread([(f" {told}", "title")], [(f"{count} ", "quiet")], width, "base")

    def _tell(self) -> None:
        sheet, office = self.current(), self.desk.office
        if sheet is None:
            self.query_one("#brief", Lines).say(lambda _width: [])
            return
        told = telling.Told(sheet, [], office.on, office.workdays)
        self.query_one("#brief", Lines).say(lambda width: [*telling.brief(told, width), _dates(sheet, width)])

    # The view.

    def action_earlier(self) -> None:
        self._look(self.bands.view.moved(-1))

    def action_later(self) -> None:
        self._look(self.bands.view.moved(1))

    def action_zoom_in(self) -> None:
        self._look(self.bands.view.zoomed(1, self.desk.office.on))

    def action_zoom_out(self) -> None:
        self._look(self.bands.view.zoomed(-1, self.desk.office.on))

    def action_today(self) -> None:
        self._look(around(self.bands.view.zoom, self.desk.office.on))

    def _look(self, view: View) -> None:
        self.bands.look_at(view, self.desk.office.on)
        for bar in ("#caption", "#columns"):
            self.query_one(bar, Bar).refresh()

    def action_grouping(self) -> None:
        known = timeline.GROUPINGS
        self._by = known[(known.index(self._by) + 1) % len(known)]
        self.reread()

    # Trying a day.

    def action_try_day(self) -> None:
        sheet, pane = self.current(), self.query_one(TrialPane)
        if sheet is None:
            return
        if not pane.begin(self.desk.office, sheet["id"]):
            self.warn(Refused("nothing-dated", task=sheet["id"]))
            return
        self.add_class("-trying")
        self.set_focus(pane)

    def _tried(self) -> None:
        pane = self.query_one(TrialPane)
        if pane.trial is not None:
            self.bands.tried = Tried(pane.trial.sheet["task"], pane.due)
            if not self.bands.view.shows(pane.due):
                self._look(around(self.bands.view.zoom, pane.due))
        self.bands.refresh()

    def _left(self) -> None:
        self.bands.tried = None
        self.remove_class("-trying")
        self.set_focus(self.bands)
        self.bands.refresh()

    def _meant(self, trial: Trial, duty: str) -> None:
        """The trial becomes a request, where the rules let it."""
        if trial.refused is not None:
            self.warn(trial.refused)
            return
        command = f"xiaxian extension ask {trial.sheet['task']} --to {trial.sheet['due']}"
        self.say([(f" {command}{f' --duty {duty}' if duty else ''} --reason …", "good")])


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


