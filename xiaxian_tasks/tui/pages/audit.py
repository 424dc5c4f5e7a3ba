"""审计: who recorded what, the newest first; what it changed; taking back one entry, or all down to one."""

from collections.abc import Iterator
from datetime import date
from typing import cast

from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widget import Widget

from xiaxian_tasks.errors import XiaxianError
from xiaxian_tasks.language import _, ngettext
from xiaxian_tasks.office import audit, undo
from xiaxian_tasks.office.audit import Effect, Filter, Place
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet, sheet
from xiaxian_tasks.office.undo import Offer
from xiaxian_tasks.tui import acts, places, speak, telling, trail
from xiaxian_tasks.tui.forms.undo import UndoScreen
from xiaxian_tasks.tui.forms.view import ViewScreen
from xiaxian_tasks.tui.look import Line, here
from xiaxian_tasks.tui.pages import opened, undoing
from xiaxian_tasks.tui.pages.page import Page
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

TO_HERE = 200
"""Entries taken back one after the other at most."""


class Seek(Field):
    """The line that filters the trail."""

    BINDINGS = acts.bindings(places.FILTER)

    def action_to_rows(self) -> None:
        cast("AuditPage", self.screen).seek(self.value)

    def on_input_submitted(self) -> None:
        self.action_to_rows()

    def action_wipe(self) -> None:
        self.value = ""

    def action_clear(self) -> None:
        cast("AuditPage", self.screen).action_clear_filter()


class AuditPage(Page):
    """The trail (审计)."""

    PLACE = places.AUDIT
    BINDINGS = acts.bindings(places.AUDIT)
    CSS = """
    #seek { height: 1; }
    #seek #caption { width: 8; }
    #seek #counts { width: 36; }
    #trail { height: 1fr; }
    #left { width: 1fr; }
    #left Lines { height: 8; }
    #pane { display: none; }
    AuditPage.-wide #left Lines { display: none; }
    AuditPage.-wide #pane { display: block; width: 44; margin-left: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Sheet] = []
        self._after: Place | None = None
        self._sought = Filter()
        self._total: int | None = None
        self._proof: Sheet | None = None
        self._point: Sheet | None = None
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

    def on_mount(self) -> None:
        self.listing.when_moved = self._moved
        self.query_one("#pane", Paper).is_beside = True
        self.set_focus(self.listing)

    @property
    def listing(self) -> Listing:
        """The entries."""
        return self.query_one(Listing)

    def places(self) -> tuple[str, ...]:
        return (places.FILTER,) if isinstance(self.focused, Seek) else (self.PLACE,)

    def current(self) -> Sheet | None:
        row, office = self.listing.row, self.desk.office
        found = office.store.task(row["task"], office.on) if row else None
        return sheet(office, found) if found else None

    # Reading.

    def reread(self) -> None:
        """The newest entries at once, or beside the screen where words are looked for in all of them."""
        size = max(audit.PAGE, len(self.rows) if len(self.rows) <= REREAD else 0)
        sought = self._sought
        if sought.words:
            self.beside(lambda office: (audit.page(office, sought, size=size), audit.count(office)), self._take)
        else:
            self._take((audit.page(self.desk.office, sought, size=size), self._total))
            self.beside(audit.count, self._count)

    def _take(self, found: tuple[audit.Page, int | None]) -> None:
        """Show the newest entries; the cursor stays on its entry where it is among them."""
        page, total = found
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
        self.rows = []
        self.listing.show([])
        self.set_focus(self.listing)
        self.reread()

    # What stands on the screen.

    def _counts(self, width: int) -> Line:
        total = "" if self._total is None else words.entries(self._total)
        proof = "" if self._proof is None else _("chain holds") if self._proof["ok"] else _("chain broken")
        text = "  ".join([*trail.said_of(self._sought), total, proof])
        style = "warn" if self._proof and not self._proof["ok"] else "quiet"
        return [(" " * max(width - cells(text) - 1, 1) + text, style)]

    def _heading(self, width: int) -> Line:
        line = trail.heading(width)
        return here(line) if self.listing.has_focus else line

    def _row(self, row: Sheet, width: int, ground: str) -> Line:
        line = trail.row_line(row, self._label(row), width, ground)
        is_point = self._point is not None and self._point["place"] == row["place"]
        return [("=" if is_point else " ", ground), *line]

    def _label(self, row: Sheet) -> str:
        return self.desk.labels.get(row["task"].partition("/")[0], "")

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

    # What can be done.

    async def action_seek(self) -> None:
        self.set_focus(self.query_one(Seek))

    async def action_find(self) -> None:
        await self.action_seek()

    def action_clear_filter(self) -> None:
        """All entries again."""
        self.query_one(Seek).value = ""
        self._point = None
        self.seek("")

    async def action_open(self) -> None:
        if isinstance(self.focused, Paper):
            self.set_focus(self.listing)
        elif row := self.listing.row:
            await opened.open_task(self, row["task"])

    async def on_listing_opened(self) -> None:
        await self.action_open()

    async def action_undo_this(self) -> None:
        if row := self.listing.row:
            await undoing.offer_entry(self, row["task"], row["seq"])

    async def action_undo_to(self) -> None:
        """Take back what stands of the rows from the newest down to this one, shown first."""
        lines = audit.standing(self.desk.office, self.rows[: min(self.listing.cursor + 1, TO_HERE)])
        if not lines:
            self.praise(_("Nothing of these rows can be taken back."))
            return
        title = ngettext(
            "Take back {count} entry, down to this one", "Take back {count} entries, down to this one", len(lines)
        ).format(count=len(lines))

        def told(width: int) -> list[Line]:
            texts = [f"{each['task']}  {undoing.said(each)}" for each in lines]
            return [line for text in texts for line in telling.paragraph(text, width)]

        def agreed(is_agreed: bool | None) -> None:
            if is_agreed:
                self.beside(lambda office: audit.take_back(office, lines), self._taken_back)

        await self.desk.push_screen(UndoScreen(title, told), agreed)

    def _taken_back(self, found: audit.Taken) -> None:
        self.desk.changed()
        done = _("Taken back: {entries}.").format(entries=words.entries(len(found.done)))
        if found.refused is None or found.stopped is None:
            self.praise(done)
            return
        why = next(iter(speak.error(found.refused)))
        at = f"{found.stopped['task']} {speak.entry_kind(found.stopped['kind'])}"
        self.say([(f" {done} ", "good"), (_("Stopped at {entry}: {why}").format(entry=at, why=why), "warn")])

    async def action_compare(self) -> None:
        """Mark this entry; with one of the same task marked, tell what changed between the two."""
        row, point = self.listing.row, self._point
        if row is None:
            return
        if point is None or point["task"] != row["task"] or point["place"] == row["place"]:
            self._point = None if point and point["place"] == row["place"] else row
            self.listing.refresh()
            if self._point:
                self.praise(_("Marked. Press = on another entry of {task}.").format(task=row["task"]))
            return
        try:
            changes = audit.between(self.desk.office, row["task"], point["seq"], row["seq"])
        except XiaxianError as error:
            self.warn(error)
            return
        first, second = sorted((point["seq"], row["seq"]))
        title = _("{task}: from after entry {first} to after entry {second}").format(
            task=row["task"], first=first, second=second
        )
        self._point = None
        self.listing.refresh()
        await self.desk.push_screen(ViewScreen(title, lambda width: undoing.changed(changes, width)))

    def action_look_back(self) -> None:
        """See the whole screen as on the day of this entry; from a day looked back at, return."""
        row = self.listing.row
        if self.desk.is_looking_back:
            self.desk.look_at(None)
        elif row:
            self.desk.look_at(date.fromisoformat(row["at"]))
            self.praise(_("Everything is shown as on {day}; press @ here to return.").format(day=row["at"]))

    def action_prove(self) -> None:
        """Prove the chain beside the screen."""
        self.praise(_("The chain is being proved; one may go on meanwhile."))
        self.beside(_proved, self._proven, group="proof")

    def _proven(self, proof: Sheet) -> None:
        self._proof = proof
        self.query_one("#counts", Bar).refresh()
        if proof["ok"]:
            self.praise(_("The chain holds: {entries} of {tasks}.").format(
                entries=words.entries(proof["entries"]), tasks=words.tasks(proof["tasks"])))
        else:
            fault = proof["faults"][0]
            told = _("The chain is broken at {task}, entry {seq}.").format(task=fault["task"], seq=fault["seq"])
            self.say([(f" {told}", "warn")])


def _may_be_undone(effect: Effect, offer: Offer | None) -> str:
    """Whether an entry can be taken back, in a few words."""
    if offer is None or effect.taken_back:
        return _("taken back already") if effect.taken_back else _("never taken back")
    return _("can be taken back") if offer.refused is None else _("cannot be taken back now")


def _proved(office: Office) -> Sheet:
    from xiaxian_tasks import assemble

    return assemble.verify(office)
