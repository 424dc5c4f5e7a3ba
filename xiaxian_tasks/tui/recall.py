"""How a page is brought back to where it was left."""

from typing import TYPE_CHECKING, Any

from textual.widgets import Input

from xiaxian_tasks.domain.parse import parse
from xiaxian_tasks.domain.query import text_of
from xiaxian_tasks.errors import XiaxianError
from xiaxian_tasks.office import lists
from xiaxian_tasks.tui.roll import Asking, Fixed, Roll, Scope, Source
from xiaxian_tasks.tui.widgets import columns
from xiaxian_tasks.tui.widgets.filter import Caption
from xiaxian_tasks.tui.widgets.table import TaskTable

if TYPE_CHECKING:
    from xiaxian_tasks.tui.pages.frame import Frame
    from xiaxian_tasks.tui.pages.rolling import Rolling

MARKS_AT_MOST = 2000
"""Marks that are kept; of more none, for they are made by one key."""


def stand_on(page: "Frame", task: str) -> bool:
    """Put the cursor of the page's list on a task, and open its page where that was open; whether it is there."""
    for table in page.query(TaskTable):
        place = place_of(table.source, task)
        if place is not None:
            table.cursor = place
            page.desk.reopen(table)
            return True
    return False


def place_of(source: Source, task: str) -> int | None:
    """Where a task stands in a list, if it does."""
    if isinstance(source, Fixed):
        return next((place for place, sheet in enumerate(source.sheets) if sheet["id"] == task), None)
    return source.place_of(task) if isinstance(source, Roll) else None


def list_state(page: "Rolling", asking: Asking, order: tuple[str, bool]) -> dict[str, Any]:
    """How a list stands, as it is kept."""
    marks, form = page.table.marks, page.table.form
    return {
        "filter": page.filter.value, "sort": order[0], "reverse": order[1], "group": asking.by,
        "scope": dict(zip(Scope._fields, asking.scope, strict=True)),
        "marks": list(marks) if len(marks) <= MARKS_AT_MOST else [], "columns": list(form.codes),
        "widths": {code: str(cells) for code, cells in form.widths},
    }


def asking(page: "Rolling") -> tuple[Asking, tuple[str, ...]]:
    """What the list asked for when it was left, and the words it was narrowed by; its filter, marks and columns stand
    again. What cannot be asked any more is not."""
    sort, typed = page.kept("sort", lists.SORTS[0]), page.kept("filter", "")
    by = page.kept("group", "")
    found = Asking(
        Scope(**{name: text for name, text in page.kept("scope", {"plan": ""}).items() if name in Scope._fields}),
        sort=sort if sort in lists.SORTS else lists.SORTS[0], reverse=page.kept("reverse", False),
        by=by if by in lists.GROUPINGS else "",
    )
    page.table.form = form(page)
    page.table.marks = dict.fromkeys(page.kept("marks", [""]) if page.kept("marks", [""]) != [""] else [])
    try:
        asked = parse(typed)
        lists.query(page.desk.office, lists.Asked(text=typed))
        lists.query(page.desk.office, found.asked())
    except XiaxianError:
        return Asking(), ()
    with page.prevent(Input.Changed):
        page.filter.put(typed)
    page.query_one(Caption).call(found.scope)
    order = (asked.sort, False) if asked.sort else (found.sort, found.reverse)
    return found._replace(text=text_of(asked.beside_words), sort=order[0], reverse=order[1]), asked.words


def form(page: "Rolling") -> columns.Form:
    """The columns of the list: as its user fixed them in the file of choices, else as they were when it was left."""
    chosen = page.desk.chosen
    codes = chosen.columns.get(page.PLACE) or columns.known(page.kept("columns", [""]))
    kept = {code: int(cells) for code, cells in page.kept("widths", {"": ""}).items() if cells.isdecimal()}
    widths = {code: cells for code, cells in {**kept, **chosen.widths}.items() if code in columns.COLUMNS}
    return columns.Form(codes, tuple(widths.items()))
