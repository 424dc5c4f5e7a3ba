"""起草: plan files that wait to be adopted, what is amiss in each, and what adopting it would change."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from textual.containers import Container
from textual.widget import Widget

from xiaxian_tasks import assemble
from xiaxian_tasks.errors import Fault
from xiaxian_tasks.language import N_, _, ngettext
from xiaxian_tasks.office import waiting
from xiaxian_tasks.office.adopt import Checked, Loaded
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import acts, editor, papers, places
from xiaxian_tasks.tui.forms.undo import UndoScreen
from xiaxian_tasks.tui.look import Line, here
from xiaxian_tasks.tui.pages.lined import LinedPage
from xiaxian_tasks.tui.widgets.chrome import Bar
from xiaxian_tasks.tui.widgets.listing import Listing
from xiaxian_tasks.tui.widgets.paper import Paper
from xiaxian_tasks.tui.width import fit, fit_middle

STATES = {
    waiting.NEW: N_("new"), waiting.CHANGED: N_("changed"), waiting.ADOPTED: N_("adopted"),
    waiting.FAULTY: N_("faulty"),
}
"""What a file is to the ledger, in as few cells as can be."""

WIDE = 100
"""Cells from which the name of a file is shown longer."""


class Opened(NamedTuple):
    """The file under the cursor looked through: by its path, with what was found."""

    place: str
    found: Checked


class DraftsPage(LinedPage):
    """Plan files that wait (起草)."""

    PLACE = places.DRAFTS
    BINDINGS = acts.bindings(places.DRAFTS)
    CSS = """
    DraftsPage #files { height: 1fr; }
    DraftsPage #left { height: 9; }
    DraftsPage #proof { height: 1fr; }
    DraftsPage.-wide #files { layout: horizontal; }
    DraftsPage.-wide #left { width: 1fr; height: 1fr; }
    DraftsPage.-wide #proof { width: 52; margin-left: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._opened: Opened | None = None
        self._is_read = False

    def body(self) -> Iterator[Widget]:
        yield Bar(self._count, id="count")
        with Container(id="files"):
            with Container(id="left"):
                yield Bar(self._heading, ground="head")
                yield Listing(row)
            yield Paper(id="proof")

    @property
    def sheet(self) -> Sheet | None:
        """The file under the cursor."""
        found: Sheet | None = self.listing.row
        return found

    def reread(self) -> None:
        """The files by a thread: each has to be read."""
        self.beside(_waiting, self._take)

    def _take(self, sheets: list[Sheet]) -> None:
        at = self.sheet["place"] if self.sheet else ""
        cursor = next((place for place, sheet in enumerate(sheets) if sheet["place"] == at), 0)
        self._is_read, self._opened = True, None
        self.listing.show(sheets, cursor)
        self.query_one("#count", Bar).refresh()

    def _moved(self) -> None:
        """Look through the file under the cursor, beside the screen."""
        sheet = self.sheet
        if sheet is None:
            self.query_one(Paper).show(papers.nothing if self._is_read else lambda _width: [])
            return
        if self._opened is None or self._opened.place != sheet["place"]:
            self.query_one(Paper).show(lambda width: papers.head(sheet, width))
            self.beside(lambda office: _looked_through(office, sheet), self._show, group="proof")

    def _show(self, opened: Opened) -> None:
        sheet = self.sheet
        if sheet is not None and sheet["place"] == opened.place:
            self._opened = opened
            self.query_one(Paper).show(lambda width: [*papers.head(sheet, width), *papers.told(opened.found, width)])

    # What stands on the screen.

    def _count(self, _width: int) -> Line:
        count = len(self.listing.rows)
        if not self._is_read:
            return [(" " + _("Reading the plan files ..."), "quiet")]
        if not count:
            return [(" " + _("No plan file waits."), "title")]
        told = ngettext("{count} plan file waits", "{count} plan files wait", count).format(count=count)
        return [(f" {told}", "title")]

    def _heading(self, width: int) -> Line:
        columns = _columns(width - 1)
        texts = (_("state"), _("file"), _("heading"), _("issued"), _("tasks"))
        named = zip(texts, columns, strict=True)
        line: Line = [(" ", "head"), *((fit(text, room - 1) + " ", "head") for text, room in named)]
        return here(line) if self.listing.has_focus else line

    # What can be done.

    async def on_listing_opened(self) -> None:
        await self.action_adopt()

    async def action_adopt(self) -> None:
        """Show what adopting the file would do, and adopt it once that is agreed to."""
        sheet, opened = self.sheet, self._opened
        if sheet is None or opened is None or opened.place != sheet["place"]:
            return
        if opened.found.faults:
            self.say([(" " + _("The file has faults; nothing of it can be adopted."), "warn")])
            return
        title = _("Adopt {file}").format(file=sheet["file"])

        def agreed(is_agreed: bool | None) -> None:
            if is_agreed:
                self._adopt(sheet)

        await self.desk.push_screen(UndoScreen(title, lambda width: papers.told(opened.found, width)), agreed)

    def _adopt(self, sheet: Sheet) -> None:
        def adopt(office: Office) -> Loaded:
            return assemble.load(office, [sheet["place"]])

        def taken(loaded: Loaded) -> None:
            self.desk.changed()
            self.praise(papers.adopted(loaded))

        self.say([(" " + _("Adopting") + " ...", "quiet")])
        self.beside(adopt, taken, group="adopt", to_the_end=True)

    def action_edit_file(self) -> None:
        """The file in one's own editor, at its first fault or doubt; then it is looked through again."""
        sheet, opened = self.sheet, self._opened
        if sheet is None or sheet["bundled"]:
            return
        amiss = [*opened.found.faults, *opened.found.doubts] if opened and opened.place == sheet["place"] else []
        if editor.open_file(self, Path(sheet["place"]), amiss[0].line if amiss else 1):
            self._opened = None
            self.reread()

    async def action_pane(self) -> None:
        self.focus_next("Listing, Paper")


def _waiting(office: Office) -> list[Sheet]:
    """The files that wait, the most pressing first."""
    return waiting.pending(
        waiting.listed(office, assemble.plan_files(Path(os.getcwd())), assemble.bundled_papers())
    )


def _looked_through(office: Office, sheet: Sheet) -> Opened:
    each = next((each for each in assemble.plan_files(Path(os.getcwd())) if each.place == sheet["place"]), None)
    if each is None:  # it is gone since the list was read
        gone = Fault(sheet["file"], 0, "unreadable-file", {"why": "No such file or directory"})
        return Opened(sheet["place"], Checked((gone,), ()))
    return Opened(sheet["place"], waiting.previewed(office, each, assemble.bundled_papers()))


def _columns(width: int) -> tuple[int, ...]:
    """Cells of state, file, heading, day of issue and tasks, blanks behind them included."""
    fixed = (8, 24 if width < WIDE else 40, 11, 7)
    return fixed[0], fixed[1], max(width - sum(fixed), 8), *fixed[2:]


def row(sheet: Sheet, width: int, ground: str) -> Line:
    """One file in a line."""
    state, file, title, issued, tasks = _columns(width)
    style = "warn" if sheet["state"] == waiting.FAULTY and ground == "base" else ground
    return [
        (fit(_(STATES[sheet["state"]]), state), style),
        (fit_middle(sheet["file"], file - 1) + " ", ground),
        (fit(sheet["title"], title - 1) + " ", ground),
        (fit(sheet["issued"], issued), ground),
        (fit(str(sheet["tasks"] or ""), tasks - 2, ">") + "  ", ground),
    ]
