"""The program on the screen: its screens, what they share, and the look at the ledger once a second."""

from asyncio import get_running_loop
from collections.abc import Callable, Mapping
from datetime import date
from signal import SIGTERM
from typing import Any

from textual._styles_cache import StylesCache
from textual.actions import ActionParseResult
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Input

from xiaxian_tasks.errors import XiaxianError
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.tui import acts, beginning, places
from xiaxian_tasks.tui.choices import Choices
from xiaxian_tasks.tui.keep import Kept
from xiaxian_tasks.tui.lasting import Lasting
from xiaxian_tasks.tui.pages.frame import Frame
from xiaxian_tasks.tui.roll import Scope, plan_labels
from xiaxian_tasks.tui.widgets.chrome import Header

TOLD_TO_LEAVE = 128 + SIGTERM
"""The exit code of a program that a signal ended, as shells have it."""

LOOK_EVERY = 1.0
"""Seconds between two looks whether somebody else wrote."""


def _let_see(screen: Screen[Any]) -> None:
    """Let a form know that somebody wrote."""
    from xiaxian_tasks.tui.forms.form import Form

    if isinstance(screen, Form) and screen.children:
        screen.see()


def _gives_way(screen: Screen[Any], key: str) -> bool:
    """Whether a screen ends with a key that is none of its own, which then does what it does: the tour."""
    from xiaxian_tasks.tui.pages.tour import TourScreen

    return isinstance(screen, TourScreen) and not any(key in acts.keys_of(act) for act in acts.at(places.TOUR))


def _say(app: "Xiaxian", error: XiaxianError) -> None:
    """Say what an act raised: in the form it was done in, or at the foot of the page."""
    from xiaxian_tasks.tui.forms.form import Form

    screen = next((each for each in reversed(app.screen_stack) if isinstance(each, Frame | Form)), None)
    if isinstance(screen, Frame):
        screen.warn(error)
    elif screen is not None:
        screen.complain(error, "warn")


def _page(place: str) -> Callable[[], Screen[None]]:
    """The page of a place, imported when it is first shown."""
    return lambda: acts.home(place)()  # noqa: PLW0108  # imports when called


class Xiaxian(Lasting):
    """The screen of an office."""

    ENABLE_COMMAND_PALETTE = False
    MODES = {place: _page(place) for place in (*places.SCREENS, places.WELCOME)}
    CSS = ".-narrow TooSmall, .-short TooSmall { display: block; } ModalScreen { overflow: hidden; }"

    def __init__(
        self, office: Office, notice: str = "", *, kept: Kept | None = None, chosen: Choices | None = None,
        theme: str = "",
    ) -> None:
        super().__init__(office, kept or Kept(), chosen or Choices(), theme)
        acts.take(self.chosen.acts or acts.REGISTRY)
        acts.read_only(only=False)
        self.office = office
        self.notice = notice
        self.version = 0
        self.labels = plan_labels(office)
        self.begun = office.now()
        self.typed = ""
        """What was typed before the screen stood."""
        self.before: tuple[str, ...] = ()
        """What a command line of one's own has to say before the command: options and values in turn."""
        self._present: Office | None = None
        """The office of the day the screen was opened for, while another is looked at."""
        self._mark = office.store.change_mark()

    def on_mount(self) -> None:
        if self.chosen.acts:
            from xiaxian_tasks.tui.keymap import keymap

            self.set_keymap(keymap(self.chosen.acts))
        self._leave_when_told()
        self.set_interval(LOOK_EVERY, self._look)
        self.app_resume_signal.subscribe(self, lambda _app: self.refresh(layout=True))  # stopped, and gone on with
        self._type()
        self.call_after_refresh(self._see_who_reads)
        self.call_after_refresh(self.tell_of_drafts)
        if self.DEFAULT_MODE == places.BOARD:
            self.call_after_refresh(beginning.tour_once, self)

    def _leave_when_told(self) -> None:
        """On SIGTERM leave as on quitting: what stands is kept, and the shell has its terminal back."""
        if not self.is_headless:
            get_running_loop().add_signal_handler(SIGTERM, self.exit, TOLD_TO_LEAVE)

    def _type(self) -> None:
        """Take what was typed before the screen stood, as if it were typed now."""
        if self.typed:
            from textual._xterm_parser import XTermParser  # the driver's own; there is no other door to it

            for key in XTermParser().feed(self.typed):
                self.post_message(key)

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

    def _look(self) -> None:
        """Whether another process wrote, or a new day began; a ledger that cannot be asked now is asked again soon."""
        self.remember()
        StylesCache.get_inner_outer.cache_clear()  # else it holds what 1,024 widgets drew, those of closed forms too
        try:
            if self.office.on == self.office.today < self.office.now().date():
                self.office = self.office.again()
                self.changed()
                self.screen.query_one(Header).refresh()  # the day stands there
            mark = self.office.store.change_mark()
            if mark != self._mark:
                self.changed()
                self._mark = mark
        except XiaxianError:
            return

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

    def whole(self, twin: str) -> str:
        """A command line as a plain shell takes it: at this ledger, on this day, by whoever sits here."""
        from xiaxian_tasks.tui import twins

        return twins.whole(twin, self.before, self.office.on if self.is_looking_back else None)

    def sit_at(self, office: Office, before: tuple[str, ...] = ()) -> None:
        """Go on at another ledger; what was kept of this one's screen stays with it."""
        self.kept.write()
        self.before = before
        self.office = office
        if self.kept.is_lasting:
            from xiaxian_tasks.tui import keep

            self.keep_in(keep.of(office.store.place))
        self._mark = office.store.change_mark()

    async def show(self, mode: str) -> None:
        """Go to a main screen, leaving what lies over it."""
        self.remember()
        self.reopens = ""
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        if self.current_mode != mode:
            self._is_made_anew = mode not in self._shown
            self._shown = self._shown | {mode, self.current_mode}
            await self.switch_mode(mode)

    _is_made_anew = False
    _shown: frozenset[str] = frozenset()
    """The screens that were opened before."""

    def delay_update(self, delay: float = 0.05) -> None:
        """Textual's, which paints nothing for so long after every change of screen, so that one that is just being
        made is not seen half made; a screen that was open before is shown at once."""
        super().delay_update(delay if self._is_made_anew else 0.001)

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
        """Do an act; where it would record something and whoever sits here may only read, say why it is not done. What
        it raises is said too: the screen stays."""
        if acts.is_read_only() and action in places.WRITING and isinstance(self.screen, Frame):
            from xiaxian_tasks.domain.entries import REPORT
            from xiaxian_tasks.office import offered

            if why := offered.reads_only(self.office, REPORT):
                self.screen.warn(why)
                return True
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except XiaxianError as error:
            _say(self, error)
            return True

    def action_help_quit(self) -> None:
        """Ctrl+C never leaves, and where nothing can be copied it does nothing."""

    @property
    def failure(self) -> Exception | None:
        """What ended the program, if not its user."""
        return self._exception

    def _fatal_error(self) -> None:
        """Leave without a traceback on the screen: `run` raises what happened, and the caller finds the words."""
        self._close_messages_no_wait()
