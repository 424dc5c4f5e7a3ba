"""导览: what the screen is in five steps, once, over the board; any of them may be the last.

A key that is none of its own ends it too, and then does what it does (`app`): nobody has to learn how to get out.
"""

from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from xiaxian_tasks.domain.terms import LIGHTS
from xiaxian_tasks.language import N_, _
from xiaxian_tasks.tui import acts, places, speak, telling
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.widgets.chrome import Bar, Lines, TooSmall, footer
from xiaxian_tasks.tui.width import fit


class Step(NamedTuple):
    """One step: what it is about, what is said of it, and the acts whose keys it names."""

    title: str
    told: tuple[str, ...]
    acts: tuple[str, ...] = ()


STEPS = (
    Step(
        N_("What has to be decided today"),
        (
            N_("The board opens with at most ten lines that need somebody today, the most pressing first. Below"
               " stands why the one under the cursor is there; Enter shows it whole, from its paper to this day."),
        ),
        ("open", "show_board", "show_tasks"),
    ),
    Step(
        N_("Lights, and why"),
        (
            N_("A light is never set by hand. It follows from the newest report, the day, and the pace the paper asks"
               " for; grey says that nobody has told anything."),
        ),
    ),
    Step(
        N_("Reporting"),
        (
            N_("On any task: a value with its unit, then Enter. The light before and after is shown while you type."
               " Nothing is ever overwritten: what was wrong is taken back by one more entry."),
        ),
        ("report", "save", "undo"),
    ),
    Step(
        N_("Finding"),
        (
            N_("The list narrows while you type: words of a title, a body, the first letters of the pinyin, or a query"
               " such as {query}."),
        ),
        ("find", "to_rows", "clear"),
    ),
    Step(
        N_("Keys, and help"),
        (
            N_("The line at the foot names what can be done here; help names everything, with the command line that"
               " does the same. With an input method on, digits and function keys do it all."),
        ),
        ("help", "palette", "quit"),
    ),
)
"""The steps, in their order."""

QUERY = N_("light:red due:<30d")


class TourScreen(ModalScreen[None]):
    """The tour (导览), over whatever is on the screen."""

    BINDINGS = acts.bindings(places.TOUR)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]
    CSS = """
    TourScreen { align: center bottom; background: transparent; layers: default over; }
    #tour { width: 72; height: 14; margin-bottom: 2; background: $raised; }
    #tour Lines { height: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._place = 0

    def compose(self) -> ComposeResult:
        with Vertical(id="tour"):
            yield Bar(self._head, ground="head-here")
            yield Lines()
            yield Bar(lambda width: footer((places.TOUR,), width), ground="chrome")
        yield TooSmall()

    def on_mount(self) -> None:
        self.query_one(Lines).say(lambda width: told(STEPS[self._place], width))

    def _head(self, width: int) -> Line:
        step = f"{self._place + 1}/{len(STEPS)} "
        return [(fit(f" {_(STEPS[self._place].title)}", width - len(step)), "head-here"), (step, "head-here")]

    def _go(self, place: int) -> None:
        self._place = max(0, place)
        for each in self.query("Bar, Lines"):
            each.refresh()

    def action_next_step(self) -> None:
        if self._place + 1 == len(STEPS):
            self.dismiss()
        else:
            self._go(self._place + 1)

    def action_previous_step(self) -> None:
        self._go(self._place - 1)

    def action_end_tour(self) -> None:
        self.dismiss()

    def on_click(self) -> None:
        self.action_next_step()


def told(step: Step, width: int) -> list[Line]:
    """A step as lines: what is said, the lights where it is about them, and the keys."""
    lines: list[Line] = [[]]
    for text in step.told:
        lines += telling.paragraph(_(text).format(query=_(QUERY)), width, indent=2)
    lines.append([])
    if not step.acts:
        lines.append([("  ", "base"), *(span for light in LIGHTS for span in _light(light))])
    for name in step.acts:
        act = next((each for each in acts.ACTS if each.id == name), None)
        if act is not None:
            keys = " ".join(acts.key_name(key) for key in act.keys)
            lines.append([(fit(f"  {keys}", 22), "title"), (_(act.label), "base")])
    return lines


def _light(light: str) -> Line:
    return [(f" {speak.glyph(light)} ", light), (f" {speak.light(light)}   ", "base")]
