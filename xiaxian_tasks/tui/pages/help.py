"""帮助: every act with its keys and the command line that does the same, read from the registry."""

from collections.abc import Iterator

from textual.widget import Widget

from xiaxian_tasks.domain.terms import LIGHTS
from xiaxian_tasks.language import _
from xiaxian_tasks.tui import acts, places, speak, telling
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.pages.page import Page
from xiaxian_tasks.tui.places import Act
from xiaxian_tasks.tui.widgets.paper import Paper
from xiaxian_tasks.tui.width import MARK, fit

SECTIONS = tuple(place for place in places.PLACES if place != places.HELP)

KEYS, LABEL = 22, 16
"""Cells of the keys and of the label."""


class HelpPage(Page):
    """The help (帮助), the place it was asked from first."""

    PLACE = places.HELP
    BINDINGS = acts.bindings(places.HELP)

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place

    def body(self) -> Iterator[Widget]:
        yield Paper()

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Paper))
        self.query_one(Paper).show(lambda width: lines(self._place, width))


def lines(place: str, width: int) -> list[Line]:
    """The help as asked from a place; an act that lives in several places is named in the first."""
    found: list[Line] = []
    named: set[str] = set()
    for section in sorted(SECTIONS, key=lambda each: each != place):
        new = [act for act in acts.at(section) if act.id not in named]
        named.update(act.id for act in new)
        if new:
            found.append(telling.section(_heading(section, new), width))
        for act in new:
            keys = " ".join(acts.key_name(key) for key in act.keys)
            line: Line = [(f" {fit(keys, KEYS)}", "base"), (fit(_(act.label), LABEL), "title")]
            found.append([*line, (acts.twin(act), "quiet")])
        found += [[]] if new else []
    hints = (
        _("With an input method on, use digits, function keys and Ctrl; signs may be full-width."),
        _("+31 at the foot: 31 more lines stand below. {mark}: a text was cut there.").format(mark=MARK),
        _("Lights: {lights}.").format(lights=speak.joined([speak.named(light) for light in LIGHTS])),
    )
    return [*found, *(line for hint in hints for line in telling.paragraph(hint, width))]


def _heading(section: str, told: list[Act]) -> str:
    """The name of a place, and of those in which nothing else can be done."""
    ids = {act.id for act in told}
    same = [other for other in SECTIONS if other != section and {act.id for act in acts.at(other)} <= ids]
    return speak.joined([_(places.PLACES[each].title) for each in (section, *same)])
