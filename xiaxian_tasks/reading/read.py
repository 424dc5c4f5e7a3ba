"""The public door: a text in, draft tasks out. Never raises on any text."""

from collections import Counter

from xiaxian_tasks.reading import clauses, making, outline, stretches, tables
from xiaxian_tasks.reading.draft import DraftTask
from xiaxian_tasks.reading.paper import paper
from xiaxian_tasks.reading.view import View


def read(text: str, *, year: int | None, plan: str = "draft") -> list[DraftTask]:
    """Read an official paper into draft tasks, in the order they are printed.

    `year` is the year that months and 年底前 without one belong to; None takes it from the paper's title, number or
    signature. Offsets in `source` are those of `text` as given. Never raises.
    """
    view = View(text)
    found = tables.tables(view.text)
    regions = [(table.start, table.end) for table in found]
    head = paper(view.text, year)
    blocks = outline.blocks(view.text, view.gaps, regions)
    printed = [clause for clause in clauses.clauses(view.text) if not _inside(clause.start, regions)]
    wanted = stretches.stretches(view, blocks, printed, head.year)
    wanted += [stretches.of_row(row) for table in found for row in table.rows]
    wanted.sort(key=lambda one: one.start)
    return _numbered([making.draft(view, blocks, one, head, plan=plan) for one in wanted], plan)


def _inside(index: int, regions: list[tuple[int, int]]) -> bool:
    return any(low <= index < high for low, high in regions)


def _numbered(drafts: list[DraftTask], plan: str) -> list[DraftTask]:
    """Give each draft an id of its own; a number used before is doubted."""
    copies: Counter[str] = Counter()
    made = []
    for position, draft in enumerate(drafts, 1):
        base = draft.number or f"n{position}"
        copies[base] += 1
        is_copy = copies[base] > 1
        name = f"{base}-{copies[base]}" if is_copy else base
        doubts = (*draft.doubts, "number-twice") if is_copy else draft.doubts
        made.append(draft._replace(id=f"{plan}/{name}", doubts=doubts))
    return made
