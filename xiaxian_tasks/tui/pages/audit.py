"""审计: who recorded what, the newest first; what it changed; taking back one entry, or all down to one."""

from datetime import date

from xiaxian_tasks.language import _, ngettext
from xiaxian_tasks.office import audit
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import acts, places, trail
from xiaxian_tasks.tui.forms.undo import UndoScreen
from xiaxian_tasks.tui.forms.view import ViewScreen
from xiaxian_tasks.tui.pages import opened, undoing
from xiaxian_tasks.tui.pages.trailed import Seek, Trailed
from xiaxian_tasks.tui.widgets.chrome import Bar
from xiaxian_tasks.tui.widgets.paper import Paper
from xiaxian_tasks.wording import words

TO_HERE = 200
"""Entries taken back one after the other at most."""


class AuditPage(Trailed):
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

    async def action_seek(self) -> None:
        self.set_focus(self.query_one(Seek))

    async def action_find(self) -> None:
        await self.action_seek()

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

        def agreed(is_agreed: bool | None) -> None:
            if is_agreed:
                undoing.take_all(self, lines)

        await self.desk.push_screen(UndoScreen(title, undoing.listed(self, lines)), agreed)

    async def action_compare(self) -> None:
        """Mark this entry; with one of the same task marked, tell what changed between the two."""
        row, point = self.listing.row, self.point
        if row is None:
            return
        if point is None or point["task"] != row["task"] or point["place"] == row["place"]:
            self.point = None if point and point["place"] == row["place"] else row
            self.listing.refresh()
            if self.point:
                self.praise(_("Marked. Press = on another entry of {task}.").format(task=trail.label_of(row, "")))
            return
        changes = audit.between(self.desk.office, row["task"], point["seq"], row["seq"])
        first, second = sorted((point["seq"], row["seq"]))
        title = _("{task}: from after entry {first} to after entry {second}").format(
            task=row["task"], first=first, second=second
        )
        self.point = None
        self.listing.refresh()
        await self.desk.push_screen(ViewScreen(title, lambda width: undoing.changed(changes, width)))

    def action_look_back(self) -> None:
        """See the whole screen as on the day of this entry; from a day looked back at, return."""
        row = self.listing.row
        if self.desk.is_looking_back:
            self.desk.look_at(None)
        elif row:
            self.desk.look_at(date.fromisoformat(row["at"]))
            self.praise(_("Everything is shown as on {day}; @ or F5 on any page returns.").format(day=row["at"]))

    def action_prove(self) -> None:
        """Prove the chain beside the screen."""
        self.praise(_("The chain is being proved; one may go on meanwhile."))
        self.beside(_proved, self._proven, group="proof")

    def _proven(self, proof: Sheet) -> None:
        self.proof = proof
        self.query_one("#counts", Bar).refresh()
        if proof["ok"]:
            self.praise(_("The chain holds: {entries} of {tasks}.").format(
                entries=words.entries(proof["entries"]), tasks=words.tasks(proof["tasks"])))
        else:
            fault = proof["faults"][0]
            told = _("The chain is broken at {task}, entry {seq}.").format(task=fault["task"], seq=fault["seq"])
            self.say([(f" {told}", "warn")])


def _proved(office: Office) -> Sheet:
    from xiaxian_tasks import assemble

    return assemble.verify(office)
