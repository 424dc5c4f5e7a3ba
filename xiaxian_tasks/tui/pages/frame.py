"""What stands around every full screen, and how it reads: at once, beside the screen, and anew when somebody wrote."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker

from xiaxian_tasks.errors import XiaxianError
from xiaxian_tasks.language import _
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import acts, beside, speak
from xiaxian_tasks.tui.keep import Value
from xiaxian_tasks.tui.look import Line, length
from xiaxian_tasks.tui.widgets.chrome import Bar, Footer, Header, TooSmall, spread
from xiaxian_tasks.tui.width import fit, wrap

if TYPE_CHECKING:
    from xiaxian_tasks.tui.app import Xiaxian

Answer = TypeVar("Answer")

SAID_FOR = 20.0
"""Seconds a message stands."""


class Frame(Screen[None]):
    """A full screen: header, body, message, footer."""

    PLACE: ClassVar[str] = ""
    AUTO_FOCUS = None
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]
    DEFAULT_CSS = """
    Frame { layers: default over; overflow: hidden; }
    Frame, Frame:ansi { background: $ground; }
    #same { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.seen = -1

    @property
    def desk(self) -> "Xiaxian":
        """The program this screen belongs to."""
        return cast("Xiaxian", self.app)

    def compose(self) -> ComposeResult:
        yield Header(self.PLACE, self._who_and_when, self._mark, self._day_style)
        yield from self.body()
        yield Bar(id="message")
        yield Bar(id="same")
        yield Footer(self.places)
        yield TooSmall()

    def _mark(self) -> str:
        """What whoever sits here must not forget: that the ledger is made up, that nothing can be recorded."""
        marks = (_("DEMO") if self.desk.office.demo else "", _("read only") if acts.is_read_only() else "")
        return " ".join(filter(None, marks))

    def _who_and_when(self) -> list[str]:
        """Who acts, and the day that is looked at: said as fully as there is room, the day before all else."""
        office = self.desk.office
        day = speak.looked_at(office.on, office.today)
        if office.on != office.today:  # which year is to be seen at every width
            return [f"{office.by}  {day}", day, speak.day(office.on), office.on.isoformat()]
        return [f"{office.by}  {day}", day, speak.short_day(office.on)]

    def _day_style(self) -> str:
        """How the day is drawn: so that nobody overlooks that it is another one."""
        office = self.desk.office
        return "chrome-quiet" if office.on == office.today else "yellow"

    def body(self) -> Iterator[Widget]:
        """What stands between header and footer."""
        yield from ()

    def places(self) -> tuple[str, ...]:
        """The places whose acts the footer names."""
        return (self.PLACE,)

    def on_descendant_focus(self) -> None:
        """Headings and footer say where the focus is."""
        for bar in self.query("Bar, Footer"):
            bar.refresh()

    def reread(self) -> None:
        """Read anew what is shown; the cursor stays on its task."""

    def current(self) -> Sheet | None:
        """The task the acts are for."""
        return None

    def beside(
        self, ask: Callable[[Office], Answer], take: Callable[[Answer], None], *, group: str = "beside",
        to_the_end: bool = False,
    ) -> None:
        """Ask in a thread, at an office of its own, and take the answer here; of a group only the newest counts. What
        records goes on `to_the_end` where the program is left."""

        async def asked() -> None:
            try:
                take(await beside.asked(self.desk.office, ask, to_the_end=to_the_end))
            except XiaxianError as error:
                self.warn(error)

        # what asks, not yet asked: a newer question may come before this one is begun
        _worker: Worker[None] = self.run_worker(asked, exclusive=True, group=group)

    def on_screen_resume(self) -> None:
        is_first = self.seen < 0
        if self.seen != self.desk.version:
            self.renew()
        if is_first:
            self.recall()

    def state(self) -> dict[str, Any]:
        """What of this page outlives the program, by key (`keep.Kept.get` says of which sorts)."""
        sheet = self.current()
        return {"at": sheet["id"]} if sheet else {}

    def kept(self, key: str, otherwise: Value) -> Value:
        """What was kept of this page."""
        return self.desk.kept.get(self.PLACE, key, otherwise)

    def recall(self) -> None:
        """Stand again where the program was left: on the same task, its page over it where it was open."""
        if at := self.kept("at", ""):
            from xiaxian_tasks.tui import recall

            recall.stand_on(self, at)

    def renew(self) -> None:
        """Read anew, and say so when that fails."""
        self.seen = self.desk.version
        try:
            self.reread()
        except XiaxianError as error:
            self.warn(error)

    def praise(self, text: str) -> None:
        """Say that something was done."""
        self.say([(f" {text}", "good")])

    def warn(self, error: XiaxianError) -> None:
        """Say what went wrong, in two lines where one is too short."""
        first, *rest = wrap(next(speak.error(error)), max(self.size.width - 2, 8)) or [""]
        self.say([(f" {first}", "warn")], [(" ".join(rest), "warn")] if rest else None)

    def say(self, line: Line, right: Line | None = None) -> None:
        """Show a message for a while, and something to its right; below it where there is no room for both."""
        bar, below = self.query_one("#message", Bar), self.query_one("#same", Bar)
        fits = right is None or length(line) + length(right) < self.size.width
        bar.say(lambda width: spread(line, right or [], width, "base"))
        below.say(lambda width: [(fit(" " + "".join(text for text, _style in right or []), width), "quiet")])
        below.display = not fits

        def over() -> None:
            if line is self._said:
                bar.say(lambda _width: [])
                below.display = False

        self.set_timer(SAID_FOR, over)
        self._said = line

    _said: Line = []
