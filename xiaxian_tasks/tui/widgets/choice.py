"""One of several, turned by the arrow keys."""

from typing import Any

from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from xiaxian_tasks.tui import acts, places
from xiaxian_tasks.tui.look import strip
from xiaxian_tasks.tui.width import fit

Offer = tuple[dict[str, str], str]
"""A choice: what it means for what is being filled in, and how it is called."""


class Choice(Widget, can_focus=True):
    """One of several, turned by the arrow keys."""

    DEFAULT_CSS = "Choice { height: 1; width: 1fr; }"
    BINDINGS = acts.bindings(places.CHOICE)

    place: reactive[int] = reactive(0)

    class Changed(Message):
        """Another one was chosen."""

    def __init__(self, offers: list[Offer], **more: Any) -> None:
        super().__init__(**more)
        self.offers = offers
        self.can_focus = len(offers) > 1

    @property
    def meant(self) -> dict[str, str]:
        """What the chosen one means."""
        return self.offers[self.place][0] if self.offers else {}

    @property
    def called(self) -> str:
        """How the chosen one is called; "" while it is the first, which stands there by itself."""
        return self.offers[self.place][1] if self.place else ""

    def choose(self, called: str) -> None:
        """Choose the one of this name, if there is one."""
        self.place = next((place for place, (_meant, name) in enumerate(self.offers) if name == called), self.place)

    def watch_place(self) -> None:
        self.post_message(self.Changed())

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if y or len(self.offers) < 2:
            return strip([(name, "base") for _meant, name in self.offers], width)
        count = f" {self.place + 1}/{len(self.offers)}"
        name = fit(self.offers[self.place][1], max(width - len(count) - 5, 1))
        return strip([(f"< {name} >{count}", "cursor" if self.has_focus else "field")], width)

    def on_click(self) -> None:
        """A click turns to the next one."""
        if self.can_focus:
            self.focus()
            self.action_next_choice()

    def action_next_choice(self) -> None:
        self.place = (self.place + 1) % len(self.offers)

    def action_previous_choice(self) -> None:
        self.place = (self.place - 1) % len(self.offers)
