"""The trail on a page: entries read as one scrolls, a filter over them, and the one under the cursor told whole."""

from collections.abc import Iterator
from contextlib import suppress
from typing import cast

from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widget import Widget

from xiaxian_tasks.errors import XiaxianError
from xiaxian_tasks.language import _
from xiaxian_tasks.office import audit, undo
from xiaxian_tasks.office.audit import Effect, Filter, Place
from xiaxian_tasks.office.sight import Sheet, sheet
from xiaxian_tasks.office.undo import Offer
from xiaxian_tasks.tui import acts, places, telling, trail
from xiaxian_tasks.tui.look import Line, here
from xiaxian_tasks.tui.pages.lined import LinedPage
from xiaxian_tasks.tui.widgets.chrome import Bar, Lines
from xiaxian_tasks.tui.widgets.field import Field
from xiaxian_tasks.tui.widgets.listing import Listing
from xiaxian_tasks.tui.widgets.paper import Paper
from xiaxian_tasks.tui.width import cells
from xiaxian_tasks.wording import words

AHEAD = 40
"""Rows left below the cursor from which on the next page is read."""

REREAD = 2000
"""Rows read anew at most when something was written: whoever scrolled further begins again at the top."""

PAUSE = 0.05
"""Seconds of rest on a row before what it changed is worked out."""


SOUGHT_KEPT = 20
"""Filters kept to be sought again."""


class Seek(Field):
    """The line that filters the trail."""

    BINDINGS = acts.bindings(places.FILTER)

    _back = 0

    @property
    def page(self) -> "Trailed":
        """The page it filters."""
        return cast("Trailed", self.screen)

    def action_earlier_filter(self) -> None:
        """What was sought before."""
        if self._back < len(self.page.sought_before):
            self._back += 1
            self.value = self.page.sought_before[-self._back]
            self.cursor_position = len(self.value)

    def action_to_rows(self) -> None:
        self._back = 0
        self.page.seek(self.value)

    def on_input_submitted(self) -> None:
        self.action_to_rows()

    def action_wipe(self) -> None:
        self.value = ""

    def action_clear(self) -> None:
        self.page.action_clear_filter()


class Trailed(LinedPage):
    """A page over the trail: the entries that are sought, read as one scrolls, and the one under the cursor."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Sheet] = []
        self._after: Place | None = None
        self._sought = Filter()
        self._total: int | None = None
        self.proof: Sheet | None = None
        """What the proof of the chain said."""
        self.point: Sheet | None = None
        """The entry that waits for another one to be compared with."""
        self._is_seeking = False
        self._timer: Timer | None = None

    def body(self) -> Iterator[Widget]:
        with Horizontal(id="seek"):
            yield Bar(lambda _width: [(" " + _("Filter"), "quiet")], id="caption")
            yield Seek(_("a name, a kind, a task's number, or words"))
            yield Bar(self._counts, id="counts")
        with Horizontal(id="trail"):
            with Vertical(id="left"):
                yield Bar(self._heading, ground="head")
                yield Listing(self._row)
                yield Lines()
            yield Paper(id="pane")

    def on_mount(self) -> None:  # beside LinedPage's: Textual calls that of every class
        """The filter that stood when the screen was left."""
        text = self.desk.kept.get(places.AUDIT, "filter", "")
        with suppress(XiaxianError):
            self._sought = trail.sought(self.desk.office, text)
            self.query_one(Seek).value = text

    def places(self) -> tuple[str, ...]:
        return (places.FILTER,) if isinstance(self.focused, Seek) else (self.PLACE,)

    def current(self) -> Sheet | None:
        row, office = self.listing.row, self.desk.office
        found = office.store.task(row["task"], office.on) if row else None
        return sheet(office, found) if found else None

    @property
    def sought_before(self) -> list[str]:
        """The filters typed before, the newest last."""
        nothing: list[str] = []
        return self.desk.kept.get(places.AUDIT, "sought", nothing)

    # Reading.

    def reread(self) -> None:
        """The newest entries at once, or beside the screen where words are looked for in all of them."""
        size = max(audit.PAGE, len(self.rows) if len(self.rows) <= REREAD else 0)
        sought = self._sought
        if sought.words:
            self._is_seeking = True
            self.beside(lambda office: (audit.page(office, sought, size=size), audit.count(office)), self._take)
        else:
            self._take((audit.page(self.desk.office, sought, size=size), self._total))
            self.beside(audit.count, self._count)

    def _take(self, found: tuple[audit.Page, int | None]) -> None:
        """Show the newest entries; the cursor stays on its entry where it is among them."""
        page, total = found
        self._is_seeking = False
        at = self.listing.row["place"] if self.listing.row else None
        self.rows, self._after, self._total = page.lines, page.after, total
        at_same = next((place for place, row in enumerate(self.rows) if row["place"] == at), None)
        self.listing.show(self.rows, at_same if at_same is not None else min(self.listing.cursor, len(self.rows)))
        self.query_one("#counts", Bar).refresh()

    def _count(self, total: int) -> None:
        self._total = total
        self.query_one("#counts", Bar).refresh()

    def _more(self) -> None:
        """Read on from the last entry."""
        after, sought = self._after, self._sought
        self._after = None

        def grown(page: audit.Page) -> None:
            if sought == self._sought:
                self.rows, self._after = [*self.rows, *page.lines], page.after
                self.listing.grow(self.rows)

        if sought.words:
            self.beside(lambda office: audit.page(office, sought, after=after), grown)
        else:
            grown(audit.page(self.desk.office, sought, after=after))

    def seek(self, text: str) -> None:
        """Filter by what was typed, and go to the rows."""
        try:
            self._sought = trail.sought(self.desk.office, text)
        except XiaxianError as error:
            self.warn(error)
            return
        self.desk.kept.put(places.AUDIT, "filter", text)
        if text.strip():
            before = [each for each in self.sought_before if each != text]
            self.desk.kept.put(places.AUDIT, "sought", [*before, text][-SOUGHT_KEPT:])
        self.rows = []
        self.listing.show([])
        self.set_focus(self.listing)
        self.reread()

    # What stands on the screen.

    def _counts(self, width: int) -> Line:
        total = _("looking through") if self._is_seeking else "" if self._total is None else words.entries(self._total)
        proof = "" if self.proof is None else _("chain holds") if self.proof["ok"] else _("chain broken")
        text = "  ".join([*trail.said_of(self._sought), total, proof])
        style = "warn" if self.proof and not self.proof["ok"] else "quiet"
        return [(" " * max(width - cells(text) - 1, 1) + text, style)]

    def _heading(self, width: int) -> Line:
        line = trail.heading(width)
        return here(line) if self.listing.has_focus else line

    def _row(self, row: Sheet, width: int, ground: str) -> Line:
        line = trail.row_line(row, self.desk.labels.get(row["task"].partition("/")[0], ""), width, ground)
        is_point = self.point is not None and self.point["place"] == row["place"]
        return [("=" if is_point else " ", ground), *line]

    def _moved(self) -> None:
        if self._after is not None and self.listing.cursor >= len(self.rows) - AHEAD:
            self._more()
        self._tell(None)
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE, self._work_out)

    def _work_out(self) -> None:
        """What the entry under the cursor changed, and whether it can be taken back."""
        row, office = self.listing.row, self.desk.office
        if row is None:
            return
        try:
            effect = audit.effect(office, row["task"], row["seq"])
            offer = undo.of_entry(office, row["task"], row["seq"]) if effect.is_task else None
        except XiaxianError as error:
            self.warn(error)
            return
        self._tell(effect, _may_be_undone(effect, offer))

    def _tell(self, effect: Effect | None, undoable: str = "") -> None:
        row, on = self.listing.row, self.desk.office.on

        def lines(width: int) -> list[Line]:
            if row is None:
                return [[(" " + _("No entry matches."), "quiet")]]
            return trail.whole(row, effect, width, on)

        said = "  ".join(filter(None, (_("Selected"), undoable)))
        self.query_one(Lines).say(lambda width: [telling.section(said, width), *lines(width)])
        self.query_one("#pane", Paper).show(lambda width: [telling.section(said, width), *lines(width)])

    def action_clear_filter(self) -> None:
        """All entries again."""
        self.query_one(Seek).value = ""
        self.point = None
        self.seek("")


def _may_be_undone(effect: Effect, offer: Offer | None) -> str:
    """Whether an entry can be taken back, in a few words."""
    if offer is None or effect.taken_back:
        return _("taken back already") if effect.taken_back else _("never taken back")
    return _("can be taken back") if offer.refused is None else _("cannot be taken back now")
