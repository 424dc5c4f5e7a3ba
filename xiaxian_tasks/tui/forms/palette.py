"""The palette: an act found by its name, its pinyin initials or its English id."""

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from xiaxian_tasks.language import _, spoken
from xiaxian_tasks.tui import acts, places
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.places import Act
from xiaxian_tasks.tui.widgets.chrome import Bar, Lines, TooSmall, footer
from xiaxian_tasks.tui.widgets.field import Field
from xiaxian_tasks.tui.width import fit


class PaletteScreen(ModalScreen[Act | None]):
    """A line to type in and the acts that answer to it."""

    BINDINGS = acts.bindings(places.PALETTE)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]
    CSS = """
    PaletteScreen { align: center top; background: transparent; layers: default over; }
    #palette { width: 70; height: 16; margin-top: 3; background: $raised; }
    #palette Lines { height: 1fr; }
    """

    def __init__(self, offered: list[Act]) -> None:
        super().__init__()
        self._offered = offered
        self._texts = {act.id: f"{_(act.label)} {act.id}".lower() for act in offered}
        self._found = list(offered)
        self._chosen = 0

    def compose(self) -> ComposeResult:
        with Vertical(id="palette"):
            yield Bar(lambda width: [(fit(f" {_(places.PLACES[places.PALETTE].title)}", width), "head")])
            yield Field(_("type a name or its initials"))
            yield Lines()
            yield Bar(lambda width: footer((places.PALETTE,), width), ground="chrome")
        yield TooSmall()

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Field))
        self.query_one(Lines).say(self._lines)
        if spoken() == "zh":
            self._learn_initials()

    @work(thread=True)
    def _learn_initials(self) -> None:
        """The table of pinyin takes a quarter of a second to load; the palette is there meanwhile."""
        from xiaxian_tasks.finder import initials

        for act in self._offered:
            self._texts[act.id] += " " + " ".join(initials(_(act.label)))

    def _lines(self, width: int) -> list[Line]:
        lines: list[Line] = []
        first = max(0, self._chosen - 11)
        for place, act in enumerate(self._found[first:], start=first):
            keys = " ".join(acts.key_name(key) for key in act.keys)
            ground = "cursor" if place == self._chosen else "base"
            mark = ">" if place == self._chosen else " "
            text = f"{mark} {fit(_(act.label), 16)} {fit(keys, 16)} {acts.twin(act)}"
            lines.append([(fit(text, width), ground)])
        return lines or [[(" " + _("No command answers to this."), "quiet")]]

    def on_input_changed(self, event: Input.Changed) -> None:
        words = event.value.lower().split()
        self._found = [act for act in self._offered if all(word in self._texts[act.id] for word in words)]
        self._chosen = 0
        self.query_one(Lines).refresh()

    def action_next_act(self) -> None:
        self._chosen = min(self._chosen + 1, max(len(self._found) - 1, 0))
        self.query_one(Lines).refresh()

    def action_previous_act(self) -> None:
        self._chosen = max(self._chosen - 1, 0)
        self.query_one(Lines).refresh()

    def action_run(self) -> None:
        if self._found:
            self.dismiss(self._found[self._chosen])

    def on_input_submitted(self) -> None:
        self.action_run()

    def action_leave(self) -> None:
        self.dismiss(None)
