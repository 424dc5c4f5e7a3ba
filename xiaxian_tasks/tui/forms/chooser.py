"""A line to type in and what answers to it: one of several found by its name, its pinyin initials or its English id."""

from typing import Generic, NamedTuple, TypeVar

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from xiaxian_tasks.language import _, spoken
from xiaxian_tasks.tui import acts, places
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.widgets.chrome import Bar, Footer, Lines, TooSmall
from xiaxian_tasks.tui.widgets.field import Field
from xiaxian_tasks.tui.width import fit

Chosen = TypeVar("Chosen")

SHOWN = 12
"""Lines that are seen at once."""


class Offered(NamedTuple, Generic[Chosen]):
    """One of several: what choosing it gives, its name, its keys or the like, what is said behind, its English id."""

    chosen: Chosen
    name: str
    keys: str = ""
    aside: str = ""
    id: str = ""


class Chooser(ModalScreen[Chosen | None]):
    """A line to type in and what answers to it."""

    PLACE = places.MENU
    BINDINGS = acts.bindings(places.MENU)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]
    DEFAULT_CSS = """
    Chooser { align: center top; background: transparent; layers: default over; }
    Chooser #palette { width: 70; height: 16; margin-top: 3; background: $raised; }
    Chooser #palette Lines { height: 1fr; }
    """

    def __init__(self, title: str, offered: list[Offered[Chosen]], nothing: str = "") -> None:
        super().__init__()
        self._title = title
        self._nothing = nothing or _("Nothing answers to this.")
        self._offered = offered
        self._texts = [f"{each.name} {each.id}".lower() for each in offered]
        self._found = list(offered)
        self._at = 0
        self._is_learning = False
        self._is_wanted = False

    def compose(self) -> ComposeResult:
        with Vertical(id="palette"):
            yield Bar(lambda width: [(fit(f" {self._title}", width), "head")])
            yield Field(_("type a name or its initials"))
            yield Lines()
            yield Footer(lambda: (self.PLACE,))
        yield TooSmall()

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Field))
        self.query_one(Lines).say(self._lines)
        if spoken() == "zh":
            self._is_learning = True
            self._learn_initials()

    @work(thread=True)
    def _learn_initials(self) -> None:
        """The table of pinyin takes a quarter of a second to load; what is offered is there meanwhile."""
        from xiaxian_tasks.finder import initials

        texts = [
            f"{text} {' '.join(initials(each.name))}" for text, each in zip(self._texts, self._offered, strict=True)
        ]
        self.app.call_from_thread(self._learned, texts)

    def _learned(self, texts: list[str]) -> None:
        """What was typed meanwhile is looked for again; an Enter that came too early is done now."""
        self._texts, self._is_learning = texts, False
        if self.is_attached and self.query_one(Field).value:
            self._narrow()
            if self._is_wanted:
                self.action_run()

    def _lines(self, width: int) -> list[Line]:
        lines: list[Line] = []
        first = max(0, self._at - SHOWN + 1)
        for place, each in enumerate(self._found[first:], start=first):
            ground = "cursor" if place == self._at else "base"
            mark = ">" if place == self._at else " "
            lines.append([(fit(f"{mark} {fit(each.name, 16)} {fit(each.keys, 16)} {each.aside}", width), ground)])
        return lines or [[(f" {self._nothing}", "quiet")]]

    def on_input_changed(self) -> None:
        self._is_wanted = False
        self._narrow()

    def _narrow(self) -> None:
        """Leave what answers to the words that are typed."""
        words = self.query_one(Field).value.lower().split()
        found = zip(self._offered, self._texts, strict=True)
        self._found = [each for each, text in found if all(word in text for word in words)]
        self._at = 0
        self.query_one(Lines).refresh()

    def on_click(self, event: events.Click) -> None:
        """A click on a line chooses it."""
        place = max(0, self._at - SHOWN + 1) + event.y
        if isinstance(event.widget, Lines) and place < len(self._found):
            self._at = place
            self.action_run()

    def action_next_act(self) -> None:
        self._at = min(self._at + 1, max(len(self._found) - 1, 0))
        self.query_one(Lines).refresh()

    def action_previous_act(self) -> None:
        self._at = max(self._at - 1, 0)
        self.query_one(Lines).refresh()

    def action_run(self) -> None:
        if self._found:
            self.dismiss(self._found[self._at].chosen)
        self._is_wanted = self._is_learning

    def on_input_submitted(self) -> None:
        self.action_run()

    def action_leave(self) -> None:
        self.dismiss(None)
