"""Tables as text: rows whose cells tabs set off, under a head that names a column of bodies."""

import re
from typing import NamedTuple

from xiaxian_tasks.reading.view import Span

_LEAD = re.compile(
    r"牵头|主办|责任(?:单位|部门|主体|科室)|负责|承办|考核(?:单位|部门)|落实(?:单位|部门)|实施(?:单位|主体)"
    r"|主管(?:单位|部门)|完成单位"
)
_SUPPORT = re.compile(r"配合|协办|参与|参加|协助|协作")
_OWNER = re.compile(r"责任|负责|落实|承办|实施")
_WHAT = (
    "工作任务",
    "重点任务",
    "任务名称",
    "项目名称",
    "考核项目",
    "工作事项",
    "事项",
    "任务",
    "项目",
    "工作内容",
    "重点工作",
    "指标名称",
    "考核内容",
    "内容",
    "措施",
    "指标",
    "目标",
)
_DETAIL = re.compile(r"内容|指标|目标|要求|措施|标准|进度|任务")
_WHEN = re.compile(r"时限|时间|期限|节点")
_NUMBER = re.compile(r"序号|编号|^号$|^项次$")
_PERSON = re.compile(r"责任人|领导|联系人|负责人|分值|得分|电话")


class Row(NamedTuple):
    """A row that binds somebody: its bounds, and its cells of number, title, bodies, numbers and time limits."""

    start: int
    end: int
    number: Span | None
    title: Span
    lead: tuple[Span, ...]
    support: tuple[Span, ...]
    details: tuple[Span, ...]
    limits: tuple[Span, ...]


class Table(NamedTuple):
    """A table's bounds and its rows."""

    start: int
    end: int
    rows: tuple[Row, ...]


class _Columns(NamedTuple):
    number: int | None
    title: int
    lead: tuple[int, ...]
    support: tuple[int, ...]
    details: tuple[int, ...]
    limits: tuple[int, ...]


def tables(text: str) -> list[Table]:
    """All tables of a view's text that name a column of bodies."""
    made: list[Table] = []
    columns: _Columns | None = None
    start, rows, last_end = 0, list[Row](), 0
    for match in re.finditer(r"[^\n]+", text):
        cells = _cells(match.group(), match.start())
        if len(cells) < 3:
            if (
                columns is not None
                and len(cells) == 1
                and "\t" not in match.group()
                and rows
                and len(match.group()) < 60
            ):
                continue
            if columns is not None:
                made.append(Table(start, last_end, tuple(rows)))
            columns, rows = None, []
            continue
        head = _columns([text[cell.start : cell.end].strip() for cell in cells])
        if head is not None:
            columns, start, rows = head, match.start(), []
        elif columns is not None:
            row = _row(cells, columns, match.span())
            if row is not None:
                rows.append(row)
        last_end = match.end()
    if columns is not None:
        made.append(Table(start, last_end, tuple(rows)))
    return made


def _cells(line: str, start: int) -> list[Span]:
    found, low = [], 0
    for index, character in enumerate([*line, "\t"]):
        if character == "\t":
            found.append(Span(start + low, start + index))
            low = index + 1
    return found


def _columns(names: list[str]) -> _Columns | None:
    """What each column holds, or None for a row that is no head."""
    if any(len(name) > 16 for name in names):
        return None
    support = tuple(i for i, name in enumerate(names) if _SUPPORT.search(name))
    lead = tuple(
        i for i, name in enumerate(names) if _LEAD.search(name) and not _PERSON.search(name) and i not in support
    )
    if not lead:
        return None
    first = [i for i in lead if re.search(r"牵头|主办", names[i])]
    if first:
        support, lead = (*(i for i in lead if i not in first and _OWNER.search(names[i])), *support), tuple(first)
    taken = {*lead, *support}
    number = next((i for i, name in enumerate(names) if _NUMBER.search(name)), None)
    title = next(
        (i for word in _WHAT for i, name in enumerate(names) if word in name and i not in taken and i != number), None
    )
    if title is None:
        title = next((i for i in range(len(names)) if i not in taken and i != number), 0)
    details = tuple(
        i
        for i, name in enumerate(names)
        if i not in taken
        and i != number
        and not _PERSON.search(name)
        and (i == title or _DETAIL.search(name))
        and not _WHEN.search(name)
    )
    limits = tuple(i for i, name in enumerate(names) if _WHEN.search(name) and i not in taken)
    return _Columns(number, title, lead, support, details, limits)


def _row(cells: list[Span], columns: _Columns, bounds: tuple[int, int]) -> Row | None:
    def pick(wanted: tuple[int, ...]) -> tuple[Span, ...]:
        return tuple(cells[i] for i in wanted if i < len(cells) and cells[i].end > cells[i].start)

    lead, support = pick(columns.lead), pick(columns.support)
    if columns.title >= len(cells) or not (lead or support):
        return None
    number = cells[columns.number] if columns.number is not None and columns.number < len(cells) else None
    return Row(
        bounds[0], bounds[1], number, cells[columns.title], lead, support, pick(columns.details), pick(columns.limits)
    )
