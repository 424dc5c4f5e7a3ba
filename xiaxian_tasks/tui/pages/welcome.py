"""欢迎: what to do with an empty ledger, asked before anything is written: a ledger of one's own, or the demo."""

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from xiaxian_tasks import assemble, settings
from xiaxian_tasks.domain.days import month_end
from xiaxian_tasks.errors import Fault, XiaxianError
from xiaxian_tasks.language import N_, _, spoken
from xiaxian_tasks.office import waiting
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.settings import Settings
from xiaxian_tasks.tui import acts, beginning, papers, places, telling
from xiaxian_tasks.tui.look import Line, bar
from xiaxian_tasks.tui.pages.page import Page
from xiaxian_tasks.tui.widgets.chrome import Bar, Lines
from xiaxian_tasks.tui.widgets.field import Field
from xiaxian_tasks.tui.widgets.listing import Listing
from xiaxian_tasks.tui.widgets.marks import Marks
from xiaxian_tasks.tui.width import fit, fit_middle

OURS, DEMO = "ours", "demo"


class Way(NamedTuple):
    """One of the two answers: its code, its name, and what it means."""

    code: str
    name: str
    told: str


WAYS = (
    Way(OURS, N_("Our own ledger"), N_("choose the plans to adopt and the day that is today")),
    Way(DEMO, N_("The demo first"), N_("twelve real plans with a year of made-up reports")),
)

WIDE = 100
"""Cells from which the name of a file is shown longer."""

LONG_PAST = 366
"""Days after the issue of the newest plan from which a day of its own time is proposed."""


class OwnPane(Vertical):
    """The plans to adopt and the day that is today (自己的台账), with what is done from here."""

    BINDINGS = acts.bindings(places.OWN)

    @property
    def page(self) -> "WelcomePage":
        """The page it stands on."""
        return cast("WelcomePage", self.screen)

    @property
    def marks(self) -> Marks:
        """The plans, those to adopt marked."""
        return self.query_one(Marks)

    def compose(self) -> ComposeResult:
        yield Bar(self._heading, ground="head", id="files-heading")
        yield Marks(_file, lambda sheet: sheet["state"] != waiting.FAULTY, id="files")
        yield Lines(id="fault")
        with Horizontal(id="when"):
            yield Bar(lambda width: [(fit(" " + _("Day"), width), "quiet")])
            yield Field(id="day")
            yield Bar(self._advice, id="advice")

    def on_mount(self) -> None:
        self.query_one("#day", Field).value = self.page.desk.office.on.isoformat()
        self.marks.when_marked = self.on_input_changed
        self.marks.when_moved = self._moved

    def _moved(self) -> None:
        """What is wrong with the file under the cursor, where something is; and how many stand below."""
        sheet, lines = self.marks.row, self.query_one("#fault", Lines)
        fault = sheet["fault"] if sheet else None
        lines.display = fault is not None
        lines.say(lambda width: _fault(fault, width) if fault else [])
        self.call_after_refresh(self.query_one("#files-heading", Bar).refresh)

    def on_resize(self) -> None:
        self.call_after_refresh(self.query_one("#files-heading", Bar).refresh)

    def on_input_changed(self) -> None:
        """Say anew how many are marked, and what the day is for."""
        for each in self.screen.query("#files-heading, #advice, Footer"):
            each.refresh()

    def day(self) -> date:
        """The day that is typed. Raises Misused (2)."""
        return settings.day(self.query_one("#day", Field).value.strip())

    def _heading(self, width: int) -> Line:
        marks = self.marks
        count = _("{marked} of {count} marked").format(marked=len(marks.marked), count=len(marks.rows))
        if (below := len(marks.rows) - marks.scroll_offset.y - marks.size.height) > 0:
            count += "   " + _("+{count} below").format(count=below)
        ground = "head-here" if marks.has_focus else "head"
        return [(fit(" " + _("Plans to adopt"), width - 40), ground), (fit(f"{count} ", 40, ">"), ground)]

    def _advice(self, width: int) -> Line:
        """What the day is for; where all plans are long past, a day of their own time."""
        told = _("the day taken for today")
        try:
            day = self.day()
        except XiaxianError:
            day = self.page.desk.office.on
        issued = [sheet["issued"] for sheet in self.marks.taken() if sheet["issued"]]
        if issued and (day - (newest := date.fromisoformat(max(issued)))).days > LONG_PAST:
            told = _("all long past; to see them in their time: {day}").format(day=month_end(newest))
        return [(fit(f"  {told}", width), "quiet")]

    def action_adopt_marked(self) -> None:
        self.page.adopt()

    def action_next_part(self) -> None:
        self.screen.focus_next("Marks, Field")

    def action_back_to_ways(self) -> None:
        self.page.show_ways()


class WelcomePage(Page):
    """The first screen on an empty ledger (欢迎)."""

    PLACE = places.WELCOME
    BINDINGS = acts.bindings(places.WELCOME)
    CSS = """
    WelcomePage #greeting { height: 5; }
    WelcomePage #ways { height: 2; }
    WelcomePage #own { height: 1fr; margin-top: 1; display: none; }
    WelcomePage #fault { height: 2; display: none; }
    WelcomePage #rest { height: 1fr; }
    WelcomePage #when { height: 1; }
    WelcomePage #when Bar { width: 12; }
    WelcomePage #when Field { width: 12; }
    WelcomePage #when #advice { width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._done: tuple[int, int] | None = None

    def body(self) -> Iterator[Widget]:
        yield Lines(id="greeting")
        yield Listing(_way, id="ways")
        yield OwnPane(id="own")
        yield Bar(self._progress, id="progress")

    def on_mount(self) -> None:
        office = self.desk.office
        self.query_one("#greeting", Lines).say(lambda width: greeting(office.store.place, width))
        ways = self.query_one("#ways", Listing)
        ways.show(WAYS)
        self.set_focus(ways)

    def places(self) -> tuple[str, ...]:
        """The welcome alone, or with the pane of one's own ledger."""
        if not self.query_one("#own").display:
            return (self.PLACE,)
        return (self.PLACE, places.OWN, *((places.MARKS,) if isinstance(self.focused, Marks) else ()))

    # What is shown. ---------------------------------------------------------------------------------------------------

    def _progress(self, width: int) -> Line:
        if self._done is None:
            return []
        done, total = self._done
        room = min(width - 2, 60)
        return [(" ", "base"), *bar(f"{done}/{total}", done / total if total else 0.0, room)]

    # What can be done. ------------------------------------------------------------------------------------------------

    async def action_go_on(self) -> None:
        """Where one of the two is chosen, take it; among the plans, adopt what is marked."""
        if not isinstance(self.focused, Listing) or isinstance(self.focused, Marks):
            self.adopt()
        elif self.focused.row.code == OURS:
            self._show_own()
        else:
            self._make_demo()

    async def on_listing_opened(self) -> None:
        if isinstance(self.focused, Marks):
            self.focused.action_mark_row()
        else:
            await self.action_go_on()

    def on_input_submitted(self) -> None:
        self.adopt()

    def show_ways(self) -> None:
        """Back to the choice between both."""
        self.query_one("#own").display = False
        self.set_focus(self.query_one("#ways"))

    def _show_own(self) -> None:
        own = self.query_one("#own")
        own.display = True
        marks = self.query_one(Marks)
        self.set_focus(marks)
        if not marks.rows:
            self.beside(_files, self._take_files)

    def _take_files(self, sheets: list[Sheet]) -> None:
        marks = self.query_one(Marks)
        marks.show(sheets)
        proposed = set(waiting.proposed(sheets))
        marks.mark([place for place, sheet in enumerate(sheets) if sheet["place"] in proposed])

    def adopt(self) -> None:
        """Adopt the marked plans from the day that is typed; with none marked go to an empty board."""
        if self._done is not None:
            return
        own = self.query_one(OwnPane)
        try:
            day = own.day()
        except XiaxianError as error:
            self.warn(error)
            return
        if day != self.desk.office.on:
            self.desk.office = self.desk.office.on_day(day)
        chosen = [sheet["place"] for sheet in own.marks.taken()]
        if not chosen:
            self._enter("")
            return
        self._work(
            lambda office: assemble.load(office, chosen, self._report),
            lambda loaded: self._enter(papers.adopted(loaded)),
        )

    def _make_demo(self) -> None:
        if self._done is None:
            wanted = Settings(lang=spoken())
            self._work(lambda _office: assemble.demo(wanted, progress=self._report), self._sit_at_demo)

    def _sit_at_demo(self, found: Settings) -> None:
        self.desk.sit_at(assemble.office(found), ("--db", found.db))
        self._enter(_("This is the demo: try anything. It opens again with: xiaxian demo"))

    def _work(self, do: Callable[[Office], Any], take: Callable[[Any], None]) -> None:
        """Do what takes seconds beside the screen, with its progress; what goes wrong is said, and nothing is written.
        """
        self._report(0, 1)
        self.beside(do, take, group="welcome", to_the_end=True)

    def warn(self, error: XiaxianError) -> None:
        """Say what went wrong; what was being done is no more."""
        self._done = None
        self.query_one("#progress", Bar).refresh()
        super().warn(error)

    def _report(self, done: int, total: int) -> None:
        """Show how far the work is, each whole percent once; called from wherever it is done."""
        before, self._done = self._done, (done, total)
        if before is None or done * 100 // max(total, 1) != before[0] * 100 // max(before[1], 1):
            self.query_one("#progress", Bar).refresh()

    def _enter(self, notice: str) -> None:
        """To the board, and through the tour where nobody has seen it."""
        self.desk.notice = notice
        self.desk.changed()
        self.desk.run_worker(beginning.begin(self.desk))


def _files(office: Office) -> list[Sheet]:
    """The plan files there are: the user's own, then the bundled ones."""
    return waiting.listed(office, assemble.plan_files(Path(os.getcwd())), assemble.bundled_papers())


def greeting(place: str, width: int) -> list[Line]:
    """Whose ledger it is, and that it is empty."""
    told = _("The ledger is empty, and nothing is written before you choose.")
    where: Line = [(fit(" " + _("Ledger"), 8), "quiet"), (fit_middle(place, width - 9), "quiet")]
    return [[], [(" " + _("Welcome to the supervision ledger"), "title")], *telling.paragraph(told, width), where, []]


def _fault(fault: Fault, width: int) -> list[Line]:
    """Where a file is faulty and what is wrong there, in two lines."""
    from xiaxian_tasks.wording import sentences

    return list(telling.paragraph(sentences.of_fault(fault), width, style="warn"))[:2]


def _way(row: Way, width: int, ground: str) -> Line:
    return [(fit(f" {_(row.name)}", 20), ground), (fit(_(row.told), width - 20), ground)]


def _file(sheet: Sheet, width: int, ground: str) -> Line:
    """A plan file: its document, its title, the day of issue, how many tasks, and whose it is."""
    origin = _("bundled") if sheet["bundled"] else sheet["file"]
    whose = 8 if width < WIDE else 24
    name = fit(sheet["document"] or sheet["id"] or sheet["file"], 21) + " "
    title = sheet["title"]
    if sheet["state"] == waiting.FAULTY:
        line = sheet["fault"].line if sheet["fault"] else 0
        title = _("faulty, line {line}").format(line=line) if line else _("faulty")
    tail = fit(f"{sheet['issued']:>11} {sheet['tasks'] or '':>3} ", 16) + fit_middle(origin, whose)
    return [(name + fit(title, width - 22 - 16 - whose) + tail, ground)]
