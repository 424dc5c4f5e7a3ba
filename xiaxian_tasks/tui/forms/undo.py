"""What is about to be done, shown before it is: taking one entry back, or several one after the other."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from xiaxian_tasks.tui import acts, places
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.widgets.chrome import Bar, TooSmall, footer
from xiaxian_tasks.tui.widgets.paper import Layout, Paper
from xiaxian_tasks.tui.width import fit

MOST = 14
"""Lines shown at once; more are scrolled to."""


class UndoScreen(ModalScreen[bool]):
    """What would be taken back and what that changes; True once it is agreed to. What the rules refuse has no yes."""

    BINDINGS = acts.bindings(places.UNDO)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]
    CSS = """
    UndoScreen { align: left bottom; background: transparent; layers: default over; }
    #undo { height: auto; width: 100%; background: $ground; }
    """

    def __init__(self, title: str, tell: Layout, *, is_open: bool = True) -> None:
        super().__init__()
        self._title, self._tell, self._is_open = title, tell, is_open

    def compose(self) -> ComposeResult:
        with Vertical(id="undo"):
            yield Bar(self._heading, ground="head")
            yield Paper()
            yield Bar(lambda width: footer((places.UNDO,), width), ground="chrome")
        yield TooSmall()

    def on_mount(self) -> None:
        paper = self.query_one(Paper)
        paper.styles.height = min(max(len(self._tell(self.app.size.width)), 1), MOST)
        paper.show(self._tell)
        self.set_focus(paper)

    def _heading(self, width: int) -> Line:
        return [(fit(f" {self._title}", width), "head")]

    def action_do_it(self) -> None:
        if self._is_open:
            self.dismiss(True)

    def action_leave_it(self) -> None:
        self.dismiss(False)
