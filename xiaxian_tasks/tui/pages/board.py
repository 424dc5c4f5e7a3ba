"""总览: what needs a decision today, and how the county stands."""

from collections.abc import Iterator

from textual.containers import Container, Vertical
from textual.widget import Widget

from xiaxian_tasks.errors import XiaxianError
from xiaxian_tasks.language import _
from xiaxian_tasks.office import lists, today
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import acts, hints, places, speak, telling
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.pages.page import Page
from xiaxian_tasks.tui.roll import Fixed, Scope
from xiaxian_tasks.tui.widgets.chrome import Bar
from xiaxian_tasks.tui.widgets.paper import Paper
from xiaxian_tasks.tui.widgets.table import TaskTable
from xiaxian_tasks.tui.widgets.tally import SHOWN, Counted, Tally


class BoardPage(Page):
    """The board (总览)."""

    PLACE = places.BOARD
    BINDINGS = acts.bindings(places.BOARD)
    CSS = """
    #body { height: 1fr; layout: vertical; }
    #left { height: auto; }
    #left TaskTable { height: 10; }
    #left Paper { display: none; }
    #counts { height: 1fr; layout: horizontal; }
    #bodies { margin-left: 2; }
    #hint { display: none; }
    BoardPage.-wide #body { layout: horizontal; }
    BoardPage.-wide #left { width: 1fr; height: 1fr; }
    BoardPage.-wide #left Paper { display: block; height: 1fr; }
    BoardPage.-wide #counts { width: 44; margin-left: 1; layout: vertical; }
    BoardPage.-wide #plans { height: auto; max-height: 60%; }
    BoardPage.-wide #bodies { margin-left: 0; margin-top: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._plans: list[Sheet] = []
        self._pressing: Sheet = {"lines": [], "count": 0, "at_least": False}

    def body(self) -> Iterator[Widget]:
        yield Bar(self._totals, id="totals")
        with Container(id="body"):
            with Vertical(id="left"):
                yield Bar(self.heading, ground="head", id="columns")
                yield TaskTable()
                yield Paper(id="detail")
            with Container(id="counts"):
                yield Tally(_("By plan"), id="plans")
                yield Tally(_("By body"), id="bodies")
        yield Bar(id="hint")

    def on_mount(self) -> None:
        table = self.query_one(TaskTable)
        table.when_moved = self._tell
        table.when_measured = self.query_one("#columns", Bar).refresh
        self.query_one("#detail", Paper).is_beside = True
        self.set_focus(table)
        self._welcome()

    def _welcome(self) -> None:
        """What stands on the first frame only: what was done before the screen opened, and a day worth looking at."""
        if self.desk.notice:
            self.praise(self.desk.notice)
        try:
            day = hints.earlier_day(self.desk.office)
        except XiaxianError as error:
            self.warn(error)
            return
        if day is not None:
            told = _("All these plans are past. To see them in their time: {command}")
            hint = self.query_one("#hint", Bar)
            hint.say(lambda _width: [(" " + told.format(command=f"--on {day}"), "warn")])
            hint.display = True

    def on_screen_suspend(self) -> None:
        self.query_one("#hint", Bar).display = False

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
        self.beside(lists.board, self._take)

    def _take(self, board: Sheet) -> None:
        self._plans, labels = board["plans"], self.desk.labels
        self.query_one("#totals", Bar).refresh()
        plans = [(row, labels.get(row["plan"], row["plan"])) for row in board["plans"]]
        self.query_one("#plans", Tally).show(
            [Counted(Scope(plan=row["plan"], name=f"{label} {row['title']}"), row) for row, label in plans]
        )
        self.query_one("#bodies", Tally).show(
            [Counted(Scope(body=row["body"], name=row["body"]), row) for row in board["bodies"]]
        )

    def _totals(self, _width: int) -> Line:
        return totals(self._plans, self._pressing)

    def current(self) -> Sheet | None:
        return self.query_one(TaskTable).sheet

    def _tell(self) -> None:
        sheet, office = self.current(), self.desk.office
        told = telling.Told(sheet, [], office.on, office.workdays) if sheet else None
        self.query_one("#detail", Paper).show(lambda width: telling.task(told, width) if told else [])

    async def action_open(self) -> None:
        """The task under the cursor, or the tasks of the plan or body under it."""
        if isinstance(self.focused, Tally):
            if scope := self.focused.chosen:
                await self.desk.show_scope(scope)
            return
        await super().action_open()

    async def on_tally_opened(self) -> None:
        await self.action_open()


def totals(plans: list[Sheet], pressing: Sheet) -> Line:
    """The lights of the whole county, once they are counted, and how much has to be decided, of which the first stand
    below."""
    line: Line = [(" ", "base")]
    for light in SHOWN if plans else ():
        line += [(f" {speak.glyph(light)} ", light), (f" {sum(plan[light] for plan in plans)}  ", "base")]
    if plans:
        line.append((f"/ {sum(plan['total'] for plan in plans)}   ", "base"))
    shown, count = len(pressing["lines"]), f"{pressing['count']}{'+' if pressing['at_least'] else ''}"
    said = count if count == str(shown) else f"{shown}/{count}"
    text = _("{count} to decide today").format(count=said) if shown else _("Nothing to decide today")
    return [*line, (text, "title")]
