"""What of the program outlives it: how it looks, where it stands, what was typed."""

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from rich.console import RenderableType
from textual.app import App
from textual.css.query import NoMatches

from xiaxian_tasks.errors import XiaxianError
from xiaxian_tasks.language import _
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.tui import look, places, speak, themes
from xiaxian_tasks.tui.choices import Choices
from xiaxian_tasks.tui.keep import Kept
from xiaxian_tasks.tui.pages.frame import Frame

if TYPE_CHECKING:
    from xiaxian_tasks.tui.widgets.table import TaskTable

KEEP_AFTER = 0.8
"""Seconds after a change in which it is written down, with all that changes meanwhile."""


def _first(office: Office, kept: Kept) -> str:
    """The page to begin with: the one that was open; on an empty ledger the welcome."""
    if office.store.is_empty():
        return places.WELCOME
    found = kept.get("screen", "open", places.BOARD)
    return found if found in places.SCREENS else places.BOARD


class Lasting(App[int]):
    """A program that begins where it was left, and looks as its user wants it."""

    DEFAULT_MODE = places.BOARD

    def __init__(self, office: Office, kept: Kept, chosen: Choices, theme: str) -> None:
        self.kept = kept
        """What outlives the program; in memory only unless a file is given."""
        self.DEFAULT_MODE = _first(office, kept)  # type: ignore[misc]  # Textual begins with it, whosever it is
        super().__init__(ansi_color=True)  # what has no colour of ours has none: Textual would put in its own
        self.chosen = chosen
        """What its user chose in a file."""
        self._draw_in(themes.NONE if "NO_COLOR" in os.environ else theme or themes.NAMES[0])
        look.draw_with_signs(only=chosen.ascii)
        self.reopens = kept.get("screen", "task", "")
        """The task whose page lay over the page that was open, until that stands again."""
        self._keeps_soon = False
        self.keep_in(kept)

    def keep_in(self, kept: Kept) -> None:
        """Keep everything there from now on."""
        self.kept = kept
        kept.when_changed = self._keep_soon

    def _draw_in(self, theme: str) -> None:
        count = "none" if theme == themes.NONE else "all" if self.console.color_system == "truecolor" else "few"
        look.use_colours(count, theme)

    def use_theme(self, theme: str) -> None:
        """Draw everything in another theme from here on, and the next time too."""
        self._draw_in(theme)
        self.kept.put("screen", "theme", theme)
        self.refresh_css(animate=False)
        for screen in self.screen_stack:
            for widget in screen.walk_children(with_self=True):
                widget.refresh()

    def _keep_soon(self) -> None:
        """Write down what has changed, once for all that changes until then."""
        if not self._keeps_soon:
            self._keeps_soon = True
            self.set_timer(KEEP_AFTER, self._keep)

    def _keep(self) -> None:
        self._keeps_soon = False
        self.kept.write()

    def remember(self) -> None:
        """Keep which page is open, over which task, and how it stands; nothing while the ledger cannot be asked, or the
        page is being taken down."""
        with suppress(XiaxianError, NoMatches):
            self._remember()

    def _remember(self) -> None:
        if self.current_mode == places.WELCOME or not self.screen_stack:
            return
        over = self.screen_stack[1] if len(self.screen_stack) > 1 else None
        sheet = over.current() if isinstance(over, Frame) and over.PLACE == places.DETAIL else None
        self.kept.put("screen", "open", self.current_mode)
        self.kept.put("screen", "task", sheet["id"] if sheet else "")
        page = self.screen_stack[0]
        if isinstance(page, Frame) and page.seen >= 0:
            for key, value in page.state().items():
                self.kept.put(page.PLACE, key, value)

    def tell_of_drafts(self) -> None:
        """Say what was typed before and not saved, and where it waits."""
        found = [(form, about) for form, about in self.kept.drafts() if "/" in about]  # of one task
        if found and isinstance(self.screen, Frame):
            form, about = found[-1]
            told = _("Typed and not saved: {count}, the newest {form} {about}").format(
                count=len(found), form=speak.entry_kind(form), about=about
            )
            self.screen.say([(f" {told}", "warn")])

    def reopen(self, table: "TaskTable") -> None:
        """Open the page of the task that was open when the program was left, now that the list stands on it."""
        if table.sheet is not None and table.sheet["id"] == self.reopens:
            from xiaxian_tasks.tui.pages.detail import DetailPage

            self.reopens = ""
            self.push_screen(DetailPage(table))

    def exit(self, result: int | None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Leave; how everything stands is kept."""
        self.remember()
        super().exit(result, return_code, message)

    def get_css_variables(self) -> dict[str, str]:
        """Textual's, and the grounds of the theme for our own rules."""
        return {**super().get_css_variables(), **look.grounds()}
