"""总览: what needs a decision today, and how the county stands."""

from collections.abc import Iterator

from textual.containers import Container, Vertical
from textual.widget import Widget

from xiaxian_tasks.domain.terms import LIGHTS
from xiaxian_tasks.language import _
from xiaxian_tasks.office import lists
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import acts, speak, telling
from xiaxian_tasks.tui.chrome import Bar
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.page import Page
from xiaxian_tasks.tui.paper import Paper
from xiaxian_tasks.tui.roll import Fixed
from xiaxian_tasks.tui.table import TaskTable, heading
from xiaxian_tasks.tui.width import fit

SHOWN = ("red", "yellow", "green", "grey", "done")
"""Lights in the order people name them."""

COUNT = 4
"""Cells of a count."""


class BoardPage(Page):
    """The board (总览)."""

    PLACE = acts.BOARD
    BINDINGS = acts.bindings(acts.BOARD)
    CSS = """
    #body { height: 1fr; layout: vertical; }
    #left { height: auto; }
    #left TaskTable { height: 10; }
    #left Paper { display: none; }
    BoardPage.-wide #body { layout: horizontal; }
    BoardPage.-wide #left { width: 1fr; height: 1fr; }
    BoardPage.-wide #left Paper { display: block; height: 1fr; }
    BoardPage.-wide #counts { width: 44; margin-left: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._plans: list[Sheet] = []

    def body(self) -> Iterator[Widget]:
        yield Bar(self._totals, id="totals")
        with Container(id="body"):
            with Vertical(id="left"):
                yield Bar(heading, ground="head", id="columns")
                yield TaskTable()
                yield Paper(id="detail")
            yield Paper(id="counts")

    def on_mount(self) -> None:
        table = self.query_one(TaskTable)
        table.when_moved = self._tell
        self.set_focus(table)

    def reread(self) -> None:
        """What needs a decision at once; the counts, which pass over the whole ledger, by a thread."""
        table, pressing = self.query_one(TaskTable), lists.pressing(self.desk.office)
        here = table.sheet["id"] if table.sheet else ""
        table.labels = self.desk.labels
        table.styles.height = max(len(pressing), 1)
        places = [place for place, sheet in enumerate(pressing) if sheet["id"] == here]
        table.show(Fixed(pressing), places[0] if places else 0)
        self.query_one("#totals", Bar).refresh()
        self.beside(lists.board, self._take)

    def _take(self, board: Sheet) -> None:
        self._plans = board["plans"]
        self.query_one("#totals", Bar).refresh()
        self.query_one("#counts", Paper).show(lambda width: counts(board, self.desk.labels, width), keep_place=True)

    def _totals(self, _width: int) -> Line:
        return totals(self._plans, len(self.query_one(TaskTable).source))

    def current(self) -> Sheet | None:
        return self.query_one(TaskTable).sheet

    def _tell(self) -> None:
        paper, sheet = self.query_one("#detail", Paper), self.current()
        paper.show(lambda width: telling.task(telling.Told(sheet, [], self.desk.office.on), width) if sheet else [])

    async def action_find(self) -> None:
        await self.desk.show(acts.TASKS)
        self.desk.find()


def totals(plans: list[Sheet], pressing: int) -> Line:
    """The lights of the whole county, once they are counted, and how many tasks stand below."""
    line: Line = [(" ", "base")]
    for light in SHOWN if plans else ():
        line += [(f" {speak.glyph(light)} ", light), (f" {sum(plan[light] for plan in plans)}  ", "base")]
    if plans:
        line.append((f"/ {sum(plan['total'] for plan in plans)}   ", "base"))
    text = _("{count} to decide today").format(count=pressing) if pressing else _("Nothing to decide today")
    return [*line, (text, "title")]


def counts(board: Sheet, labels: dict[str, str], width: int) -> list[Line]:
    """The lights by plan and by body: beside each other where there is room, else one above the other."""
    plans = [(f"{labels.get(row['plan'], row['plan'])} {row['title']}", row) for row in board["plans"]]
    bodies = [(row["body"], row) for row in board["bodies"]]
    if width < 70:
        return [*_table(_("By plan"), plans, width), [], *_table(_("By body"), bodies, width)]
    half = (width - 2) // 2
    left, right = _table(_("By plan"), plans, half), _table(_("By body"), bodies, half)
    blank: Line = [(" " * half, "base")]
    longest = max(len(left), len(right))
    left += [blank] * (longest - len(left))
    right += [blank] * (longest - len(right))
    return [[*one, ("  ", "base"), *other] for one, other in zip(left, right, strict=True)]


def _table(title: str, rows: list[tuple[str, Sheet]], width: int) -> list[Line]:
    """Counts by light; a light nobody has stays blank, so that what there is stands out."""
    room = width - COUNT * len(SHOWN) - 2
    head: Line = [(fit(f" {title}", room), "head")]
    head += [(fit(speak.glyph(light), COUNT, ">"), "head") for light in SHOWN]
    lines = [[*head, ("  ", "head")]]
    for name, row in rows:
        line: Line = [(fit(f" {name}", room), "base")]
        for light in SHOWN:
            number = str(row[light] or "")
            lit = light if number else "base"
            line += [(" " * (COUNT - len(number) - 1), "base"), (f" {number}", lit)]
        lines.append([*line, ("  ", "base")])
    return lines


assert set(SHOWN) == set(LIGHTS)
