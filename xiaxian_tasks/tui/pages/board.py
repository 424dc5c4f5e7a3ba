"""总览: what needs a decision today, and how the county stands."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.containers import Container, Vertical
from textual.widget import Widget

from xiaxian_tasks.errors import XiaxianError
from xiaxian_tasks.language import _
from xiaxian_tasks.office import today
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import acts, hints, places, speak, telling
from xiaxian_tasks.tui.look import Line, length
from xiaxian_tasks.tui.pages.counted import CountedPage
from xiaxian_tasks.tui.roll import Fixed, Scope
from xiaxian_tasks.tui.widgets.chrome import Bar
from xiaxian_tasks.tui.widgets.panel import Panel
from xiaxian_tasks.tui.widgets.paper import Paper
from xiaxian_tasks.tui.widgets.table import TaskTable
from xiaxian_tasks.tui.widgets.tally import SHOWN, Counted, Tally

if TYPE_CHECKING:
    from xiaxian_tasks.tui.county import Told

class BoardPage(CountedPage):
    """The board (总览)."""

    PLACE = places.BOARD
    BINDINGS = acts.bindings(places.BOARD)
    CSS = """
    #body { height: 1fr; layout: vertical; }
    #left { height: auto; }
    #left TaskTable { height: 10; }
    #past, #left Paper, #week, #hint { display: none; }
    #counts { height: 1fr; layout: horizontal; }
    #bodies { margin-left: 2; }
    BoardPage.-wide #body { layout: horizontal; }
    BoardPage.-wide #left { width: 1fr; height: 1fr; }
    BoardPage.-wide #left Paper { display: block; height: 1fr; }
    BoardPage.-wide #week { display: block; height: 8; }
    BoardPage.-wide #side { width: 46; margin-left: 1; }
    BoardPage.-wide #counts { layout: vertical; }
    BoardPage.-wide #plans { height: auto; max-height: 60%; }
    BoardPage.-wide #bodies { margin-left: 0; margin-top: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._pressing: Sheet = {"lines": [], "count": 0, "at_least": False}

    def body(self) -> Iterator[Widget]:
        yield Bar(lambda width: totals_in(self.told, self._pressing, width), id="totals")
        with Container(id="body"):
            with Vertical(id="left"):
                yield Bar(self.heading, ground="head", id="columns")
                yield TaskTable()
                yield Bar(id="past")
                yield Paper(id="detail")
                yield Panel(id="week")
            with Container(id="side"):
                yield Panel(id="county")
        yield Bar(id="hint")

    def on_mount(self) -> None:
        table = self.query_one(TaskTable)
        table.when_moved = self._tell
        table.when_measured = self.query_one("#columns", Bar).refresh
        self.query_one("#detail", Paper).is_beside = True
        self.set_focus(table)
        self.call_after_refresh(self._welcome)  # a question to the whole ledger: the first frame does not wait for it

    def _welcome(self) -> None:
        """What only the first board says: what was done before the screen opened, and a day worth looking at."""
        if self.desk.notice:
            self.praise(self.desk.notice)
        try:
            told = hints.first_words(self.desk.office)
        except XiaxianError as error:
            self.warn(error)
            return
        if told:
            hint = self.query_one("#hint", Bar)
            hint.say(lambda _width: [(f" {told}", "warn")])
            hint.display = True

    def on_screen_resume(self) -> None:
        """On an empty ledger what to do is said whenever one comes back."""
        super().on_screen_resume()
        if self.desk.office.store.is_empty():
            self.call_after_refresh(self._welcome)

    async def action_to_welcome(self) -> None:
        """To the welcome again, while the ledger is empty."""
        if self.desk.office.store.is_empty():
            await self.desk.show(places.WELCOME)
        else:
            told = _("The ledger is no longer empty: plan files that wait are adopted on page {key}.")
            self.praise(told.format(key=places.DIGITS[places.DRAFTS]))

    def on_screen_suspend(self) -> None:
        self.query_one("#hint", Bar).display = False

    # What is shown. ---------------------------------------------------------------------------------------------------

    def reread(self) -> None:
        """What needs a decision at once; the counts, which pass over the whole ledger, by a thread."""
        table = self.query_one(TaskTable)
        self._pressing = today.pressing(self.desk.office)
        pressing = [line["sheet"] for line in self._pressing["lines"]]
        here = table.sheet["id"] if table.sheet else ""
        table.labels = self.desk.labels
        table.styles.height = max(len(pressing), 1)
        places = [place for place, sheet in enumerate(pressing) if sheet["id"] == here]
        table.show(Fixed(pressing), places[0] if places else 0)
        self.query_one("#totals", Bar).refresh()
        self.count()

    def show_county(self) -> None:
        from xiaxian_tasks.tui import county

        told = self.told
        assert told is not None
        self.query_one("#totals", Bar).refresh()
        past = self.query_one("#past", Bar)
        past.say(lambda _width: county.past_line(told.past))
        past.display = bool(told.past)
        self.query_one("#week", Panel).show(lambda width, height: county.week_pane(told, width, height))
        self.query_one("#county", Panel).show(self._county)
        self._fill()

    def _county(self, width: int, height: int) -> list[Line]:
        if self.told is None:
            return []
        from xiaxian_tasks.tui import county  # counts are there: the first frame has been shown

        if self.has_class("-wide"):
            return county.county_pane(self.told, width, height)
        return county.compact(self.told, self._why(width), width, height)

    def _why(self, width: int) -> list[Line]:
        """Why the task under the cursor is to be decided on today, in a line."""
        line, office = line_of(self._pressing, self.current()), self.desk.office
        return why(line, office, width) if line else []

    def current(self) -> Sheet | None:
        return self.query_one(TaskTable).sheet

    def _tell(self) -> None:
        sheet, office = self.current(), self.desk.office
        told = telling.Told(sheet, [], office.on, office.workdays) if sheet else None
        self.query_one("#detail", Paper).show(lambda width: self._detail(told, width) if told else [])
        self.query_one("#county", Panel).show(self._county)

    def _detail(self, told: telling.Told, width: int) -> list[Line]:
        """The task whole; below its number what is waited for, where that is not what its light says."""
        first, *rest = telling.task(told, width)
        line = line_of(self._pressing, told.sheet)
        waits = line is not None and line["reason"] != told.sheet["reason"]
        return [first, *(self._why(width) if waits else []), *rest]

    # The counts by plan and by body, shown in place of the county while they have the focus. --------------------------

    async def action_pane(self) -> None:
        if not self.query("#counts"):
            tallies = Tally(_("By plan"), id="plans"), Tally(_("By body"), id="bodies")
            await self.query_one("#side").mount(Container(*tallies, id="counts"))
            self._fill()
        paper = self.query_one("#detail", Paper)
        panes: list[Widget] = [self.query_one(TaskTable), *([paper] if paper.display else []), *self.query(Tally)]
        at = panes.index(self.focused) if self.focused in panes else 0
        following = panes[(at + 1) % len(panes)]
        self._show_counts(isinstance(following, Tally))
        self.set_focus(following)

    def _show_counts(self, are_shown: bool) -> None:
        for counted in self.query("#counts"):
            counted.display = are_shown
        self.query_one("#county", Panel).display = not are_shown

    def on_descendant_focus(self) -> None:
        super().on_descendant_focus()
        self._show_counts(isinstance(self.focused, Tally))

    def _fill(self) -> None:
        """Show the counts, if they are looked at."""
        if self.told is None or not self.query("#counts"):
            return
        board, labels = self.told.board, self.desk.labels
        plans = [(row, labels.get(row["plan"], row["plan"])) for row in board["plans"]]
        self.query_one("#plans", Tally).show(
            [Counted(Scope(plan=row["plan"], name=f"{label} {row['title']}"), row) for row, label in plans]
        )
        self.query_one("#bodies", Tally).show(
            [Counted(Scope(body=row["body"], name=row["body"]), row) for row in board["bodies"]]
        )

    async def action_open(self) -> None:
        """The task under the cursor, or the tasks of the plan or body under it."""
        if isinstance(self.focused, Tally):
            if scope := self.focused.chosen:
                await self.desk.show_scope(scope)
            return
        await super().action_open()

    async def on_tally_opened(self) -> None:
        await self.action_open()


def line_of(pressing: Sheet, sheet: Sheet | None) -> Sheet | None:
    """What is to be decided on a task."""
    return next((each for each in pressing["lines"] if sheet and each["task"] == sheet["id"]), None)


def why(line: Sheet, office: Office, width: int) -> list[Line]:
    """Why something is to be decided today: the light of the task, the class and its words, in a line."""
    from xiaxian_tasks.wording import queue

    told = f"{queue.name(line['class'])}  {queue.why(line, line['sheet'], office.on, office.workdays)}"
    return [*telling.lit(line["sheet"]["light"], told, width)][:1]


def totals_in(told: "Told | None", pressing: Sheet, width: int) -> Line:
    """The totals with room between them, as far as there is."""
    wide = totals(told, pressing, "  ")
    return wide if length(wide) < width else totals(told, pressing, "")


def totals(told: "Told | None", pressing: Sheet, gap: str = "  ") -> Line:
    """The lights of the whole county, once they are counted, with what changed in a week; and how much has to be
    decided, of which the first stand below."""
    line: Line = [(" ", "base")]
    if told is not None:
        from xiaxian_tasks.tui import charts

        plans, now, before = told.board["plans"], told.series["months"][-1], told.series["week_ago"]
        for light in SHOWN:
            line += [(f" {speak.glyph(light)} ", light), (f" {sum(plan[light] for plan in plans)}", "base")]
            if (difference := now[light] - before[light]) and light != "grey":
                line.append((f" {charts.changed(difference)}", charts.mood(light, difference)))
            line.append((f"{gap} ", "base"))
        line.append((f"/ {sum(plan['total'] for plan in plans)} {gap}", "base"))
    shown, count = len(pressing["lines"]), f"{pressing['count']}{'+' if pressing['at_least'] else ''}"
    said = count if count == str(shown) else f"{shown}/{count}"
    text = _("{count} to decide today").format(count=said) if shown else _("Nothing to decide today")
    return [*line, (text, "title")]
