"""The program on the screen: its screens, what they share, and the look at the ledger once a second."""

import os
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType
from textual.actions import ActionParseResult
from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Input

from xiaxian_tasks.errors import XiaxianError
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.tui import acts, beginning, look, places, themes
from xiaxian_tasks.tui.choices import Choices
from xiaxian_tasks.tui.keep import Kept
from xiaxian_tasks.tui.pages.frame import Frame
from xiaxian_tasks.tui.roll import Scope, plan_labels
from xiaxian_tasks.tui.widgets.chrome import Header

if TYPE_CHECKING:
    from xiaxian_tasks.tui.widgets.table import TaskTable

LOOK_EVERY = 1.0
"""Seconds between two looks whether somebody else wrote."""

KEEP_AFTER = 0.8
"""Seconds after a change in which the state of the screen is written down, with all that changes meanwhile."""


def _first(office: Office, kept: Kept) -> str:
    """The page to begin with: the one that was open; on an empty ledger the welcome."""
    if office.store.is_empty():
        return places.WELCOME
    found = kept.get("screen", "open", places.BOARD)
    return found if found in places.SCREENS else places.BOARD


def _let_see(screen: Screen[Any]) -> None:
    """Let a form know that somebody wrote."""
    from xiaxian_tasks.tui.forms.form import Form

    if isinstance(screen, Form) and screen.children:
        screen.see()


def _gives_way(screen: Screen[Any], key: str) -> bool:
    """Whether a screen ends with a key that is none of its own, which then does what it does: the tour."""
    from xiaxian_tasks.tui.pages.tour import TourScreen

    return isinstance(screen, TourScreen) and not any(key in acts.keys_of(act) for act in acts.at(places.TOUR))


def _page(place: str) -> Callable[[], Screen[None]]:
    """The page of a place, imported when it is first shown."""
    return lambda: acts.home(place)()  # noqa: PLW0108  # imports when called


class Xiaxian(App[int]):
    """The screen of an office."""

    ENABLE_COMMAND_PALETTE = False
    MODES = {place: _page(place) for place in (*places.SCREENS, places.WELCOME)}
    DEFAULT_MODE = places.BOARD
    CSS = ".-narrow TooSmall, .-short TooSmall { display: block; }"

    def __init__(
        self, office: Office, notice: str = "", *, kept: Kept | None = None, chosen: Choices | None = None,
        theme: str = "",
    ) -> None:
        self.kept = kept or Kept()
        """What outlives the program; in memory only unless a file is given."""
        self.DEFAULT_MODE = _first(office, self.kept)  # type: ignore[misc]  # Textual begins with it, whosever it is
        super().__init__(ansi_color=True)  # what has no colour of ours has none: Textual would put in its own
        self.chosen = chosen or Choices()
        """What its user chose in a file."""
        self._draw_in(themes.NONE if "NO_COLOR" in os.environ else theme or themes.NAMES[0])
        look.draw_with_signs(only=self.chosen.ascii)
        acts.take(self.chosen.acts or acts.REGISTRY)
        acts.read_only(only=False)
        self.office = office
        self.notice = notice
        self.version = 0
        self.labels = plan_labels(office)
        self.begun = office.now()
        self._present: Office | None = None
        """The office of the day the screen was opened for, while another is looked at."""
        self._mark = office.store.change_mark()
        self.reopens = self.kept.get("screen", "task", "")
        """The task whose page lay over the page that was open, until that stands again."""
        self.kept.when_changed = self._keep_soon
        self._keeps_soon = False

    def on_mount(self) -> None:
        if self.chosen.acts:
            from xiaxian_tasks.tui.keymap import keymap

            self.set_keymap(keymap(self.chosen.acts))
        self.set_interval(LOOK_EVERY, self._look)
        self.app_resume_signal.subscribe(self, lambda _app: self.refresh(layout=True))  # stopped, and gone on with
        self.call_after_refresh(self._see_who_reads)
        if self.DEFAULT_MODE == places.BOARD:
            self.call_after_refresh(beginning.tour_once, self)

    def _see_who_reads(self) -> None:
        """Whether whoever sits here may only read: then nothing else is offered, and the header says so."""
        from xiaxian_tasks.domain.entries import REPORT
        from xiaxian_tasks.office import offered

        try:
            only = offered.reads_only(self.office, REPORT) is not None
        except XiaxianError:
            return
        if only != acts.is_read_only():
            acts.read_only(only=only)
            for bar in self.screen.query("Header, Footer"):
                bar.refresh()

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
        """Keep which page is open, over which task, and how it stands."""
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

    def _look(self) -> None:
        """Whether another process wrote, or a new day began; a ledger that cannot be asked now is asked again soon."""
        self.remember()
        try:
            if self.office.on == self.office.today < self.office.now().date():
                self.office = self.office.again()
                self.changed()
                self.screen.query_one(Header).refresh()  # the day stands there
            mark = self.office.store.change_mark()
        except XiaxianError:
            return
        if mark != self._mark:
            self._mark = mark
            self.changed()

    def changed(self) -> None:
        """The ledger has changed: what is on the screen is read anew, the rest when it is looked at."""
        self.version += 1
        self.office.forget()
        self.labels = plan_labels(self.office)
        self._see_who_reads()
        for screen in self.screen_stack:
            if isinstance(screen, Frame) and screen.children:  # one that is only being made reads when it is there
                screen.renew()
            elif screen.is_modal:
                _let_see(screen)

    @property
    def is_looking_back(self) -> bool:
        """Whether another day is looked at than the screen was opened for."""
        return self._present is not None

    def look_at(self, day: date | None) -> None:
        """Show everything as on another day; None: again as on the day the screen was opened for."""
        present = self._present or self.office
        self._present = None if day is None or day == present.on else present
        self.office = present if self._present is None or day is None else present.on_day(day)
        self.changed()
        self.screen.query_one(Header).refresh()

    def sit_at(self, office: Office) -> None:
        """Go on at another ledger; what was kept of this one's screen stays with it."""
        self.kept.write()
        self.office = office
        if self.kept.is_lasting:
            from xiaxian_tasks.tui import keep

            self.kept = keep.of(office.store.place)
            self.kept.when_changed = self._keep_soon
        self._mark = office.store.change_mark()

    async def show(self, mode: str) -> None:
        """Go to a main screen, leaving what lies over it."""
        self.remember()
        self.reopens = ""
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        if self.current_mode != mode:
            await self.switch_mode(mode)

    def reopen(self, table: "TaskTable") -> None:
        """Open the page of the task that was open when the program was left, now that the list stands on it."""
        if table.sheet is not None and table.sheet["id"] == self.reopens:
            from xiaxian_tasks.tui.pages.detail import DetailPage

            self.reopens = ""
            self.push_screen(DetailPage(table))

    async def show_scope(self, scope: Scope) -> None:
        """Go to the list, showing one plan's or one body's tasks only."""
        from xiaxian_tasks.tui.pages.tasks import TasksPage

        await self.show(places.TASKS)
        if isinstance(self.screen, TasksPage):
            self.screen.narrow_to(scope)

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        """Where nothing is typed into, a key acts before the next one is looked at: who types p45 means the form."""
        if priority and self.screen.is_modal and _gives_way(self.screen, key):
            await self.pop_screen()
        if await super()._check_bindings(key, priority):
            return True
        return priority and not isinstance(self.focused, Input) and await super()._check_bindings(key)

    async def run_action(
        self, action: "str | ActionParseResult", default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do an act; where it would record something and whoever sits here may only read, say why it is not done."""
        if acts.is_read_only() and action in places.WRITING and isinstance(self.screen, Frame):
            from xiaxian_tasks.domain.entries import REPORT
            from xiaxian_tasks.office import offered

            if why := offered.reads_only(self.office, REPORT):
                self.screen.warn(why)
                return True
        return await super().run_action(action, default_namespace, namespaces)

    def exit(self, result: int | None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Leave; how everything stands is kept."""
        self.remember()
        super().exit(result, return_code, message)

    def action_help_quit(self) -> None:
        """Ctrl+C never leaves, and where nothing can be copied it does nothing."""

    def get_css_variables(self) -> dict[str, str]:
        """Textual's, and the grounds of the theme for our own rules."""
        return {**super().get_css_variables(), **look.grounds()}

    @property
    def failure(self) -> Exception | None:
        """What ended the program, if not its user."""
        return self._exception

    def _fatal_error(self) -> None:
        """Leave without a traceback on the screen: `run` raises what happened, and the caller finds the words."""
        self._close_messages_no_wait()
