"""详情: one task, from its paper to this day, a leaf for each question one has of it."""

from collections.abc import Iterator

from textual.widget import Widget

from xiaxian_tasks.language import _
from xiaxian_tasks.office import evidence, histories
from xiaxian_tasks.office.sight import Sheet, sheet
from xiaxian_tasks.tui import acts, leaves, places, telling
from xiaxian_tasks.tui.leaves import LEAVES, Leaf
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.pages.page import Page
from xiaxian_tasks.tui.widgets.chrome import Bar, Lines
from xiaxian_tasks.tui.widgets.listing import Listing
from xiaxian_tasks.tui.widgets.paper import Paper
from xiaxian_tasks.tui.widgets.table import TaskTable


class DetailPage(Page):
    """One task (详情), with the tasks before and after it in the list it was opened from."""

    PLACE = places.DETAIL
    BINDINGS = acts.bindings(places.DETAIL)
    CSS = """
    DetailPage #about { height: 5; }
    DetailPage #pieces { display: none; }
    """

    def __init__(self, table: TaskTable) -> None:
        super().__init__()
        self._table = table
        self._shown_id = table.sheet["id"] if table.sheet else ""
        self._told: telling.Told | None = None
        self._leaf = 0
        self._pieces: list[Sheet] = []

    def body(self) -> Iterator[Widget]:
        yield Lines(id="about")
        yield Bar(self._leaves, ground="head", id="leaves")
        yield Paper()
        yield Listing(leaves.piece, id="pieces")

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Paper))

    def current(self) -> Sheet | None:
        return self._told.sheet if self._told else None

    @property
    def leaf(self) -> Leaf:
        """The leaf that is shown."""
        return LEAVES[self._leaf]

    def reread(self) -> None:
        self._tell(keep_place=True)

    def _tell(self, *, keep_place: bool) -> None:
        """Read the task, and of the leaves the one that is shown."""
        office = self.desk.office
        row = office.store.task(self._shown_id, office.on)
        if row is None:
            return
        found = sheet(office, row)
        told = telling.Told(found, histories.of_task(office, found["id"]), office.on, office.workdays)
        self._told = told
        self._pieces = list(evidence.listing(office, found["id"]))
        about = self.query_one("#about", Lines)
        about.say(lambda width: leaves.head(told, width))
        self._measure()
        self._turn(keep_place=keep_place)

    def _measure(self) -> None:
        """As many lines for the head as it needs at this width."""
        if self._told is not None:
            self.query_one("#about").styles.height = len(leaves.head(self._told, self.size.width))

    def on_resize(self) -> None:
        self._measure()

    def _turn(self, *, keep_place: bool = False) -> None:
        """Show the leaf that is open."""
        if self._told is None:
            return
        layout = self.leaf.ask(self.desk.office, self._told)
        is_list = self.leaf.code == leaves.EVIDENCE and bool(self._pieces)
        paper, pieces = self.query_one(Paper), self.query_one("#pieces", Listing)
        paper.display, pieces.display = not is_list, is_list
        if is_list:
            pieces.show(self._pieces, pieces.cursor if keep_place else 0)
        else:
            paper.show(layout, keep_place=keep_place)
        self.set_focus(pieces if is_list else paper)
        self.query_one("#leaves", Bar).refresh()

    def _leaves(self, _width: int) -> Line:
        """The names of the leaves, the open one marked; behind some how much there is."""
        counts = {leaves.EVIDENCE: len(self._pieces), "history": len(self._told.history) if self._told else 0}
        line: Line = [(" ", "head")]
        for leaf in LEAVES:
            count = f" {counts[leaf.code]}" if counts.get(leaf.code) else ""
            line.append((f" {_(leaf.title)}{count} ", "chosen" if leaf is self.leaf else "head"))
        return line

    def action_next_leaf(self) -> None:
        self._open_leaf(1)

    def action_previous_leaf(self) -> None:
        self._open_leaf(-1)

    def _open_leaf(self, by: int) -> None:
        self._leaf = (self._leaf + by) % len(LEAVES)
        self._turn()

    def action_paper(self) -> None:
        """Open the piece of evidence under the cursor; elsewhere go where the evidence is listed."""
        from xiaxian_tasks.tui import editor

        piece = self.query_one("#pieces", Listing).row
        if self.leaf.code == leaves.EVIDENCE and piece is not None:
            editor.open_paper(self, piece)
            return
        self._leaf = next(place for place, leaf in enumerate(LEAVES) if leaf.code == leaves.EVIDENCE)
        self._turn()

    def on_listing_opened(self) -> None:
        self.action_paper()

    def action_next(self) -> None:
        self._step(1)

    def action_previous(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        self._table.cursor += by
        if found := self._table.sheet:
            self._shown_id = found["id"]
            self._tell(keep_place=False)
