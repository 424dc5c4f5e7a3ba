"""The words of a bulletin that stand in each of its forms: names of classes, figures, days, how a task is cited."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from xiaxian_tasks.documents import _titles
from xiaxian_tasks.domain import bulletin as b
from xiaxian_tasks.domain.bulletin import Bulletin, Named, Tally
from xiaxian_tasks.domain.codec import plain
from xiaxian_tasks.domain.days import month_end
from xiaxian_tasks.domain.plan import HEADLINES

CLASS_NAMES = {
    b.DONE: "已办结", b.AHEAD: "超序时进度", b.ON: "正常推进", b.BEHIND: "滞后", b.FAR: "严重滞后",
    b.OVERDUE: "逾期", b.SILENT: "未按期报送", b.OTHER: "其他",
}

COLOURS = {
    b.DONE: "#0b5cad", b.AHEAD: "#1b6e3a", b.ON: "#7fb88f", b.BEHIND: "#e8b23a", b.FAR: "#d9702b", b.OVERDUE: "#b3261e",
    b.SILENT: "#5b5f66", b.OTHER: "#c3c7cd",
}
"""Of charts; whoever sees no colours goes by the order and the figures that always stand beside them."""

_NAMED = {
    (1, 3): "第一季度", (4, 6): "第二季度", (7, 9): "第三季度", (10, 12): "第四季度", (1, 6): "上半年",
    (7, 12): "下半年", (1, 12): "度",
}
"""Periods that have a name, by their first and last month."""

TEXT_AT_MOST = 60
"""Characters of what a body said that are printed."""


def period(found: Bulletin) -> str:
    """The period in words: a whole month, quarter, half or year by its name."""
    first, last = found.first, found.last
    if first.day == 1 and last == month_end(last) and first.year == last.year:
        if named := _NAMED.get((first.month, last.month)):
            return f"{first.year}年{named}"
        if first.month == last.month:
            return f"{first.year}年{first.month}月"
    end = f"{last.month}月{last.day}日" if last.year == first.year else day(last)
    return f"{day(first)}至{end}"


def day(on: date) -> str:
    """2023年9月30日."""
    return f"{on.year}年{on.month}月{on.day}日"


def percent(share: Decimal) -> str:
    """A fraction as a percentage to a tenth."""
    return f"{plain((share * 100).quantize(Decimal('0.1'), ROUND_HALF_UP))}%"


def points(gap: Decimal) -> str:
    """Percentage points without a sign, to a tenth."""
    return plain(abs(gap).quantize(Decimal("0.1"), ROUND_HALF_UP))


def share(tally: Tally, stands: str) -> str:
    """The share of a class in percent; all of them add up to 100.0%."""
    return f"{tally.shares[stands]}%"


def cited(task: Named) -> str:
    """How a paper cites a task: its document, number and title."""
    number = "总体目标" if task.number == HEADLINES else f"第{task.number}项"
    return f"{task.document}{number}“{_titles.clean(task.title)}”"


def bodies(names: Iterable[str]) -> str:
    """Bodies one after the other; whoever has none is still to be named."""
    return "、".join(map(_titles.clean, names)) or "单位未定"


def quoted(text: str) -> str:
    """What a body said, in its words, cut where it is long."""
    return f"“{_titles.cut(_titles.clean(text), TEXT_AT_MOST)}”"


def figures(task: Named) -> str:
    """The figures of a task: reported and wanted, the share done and due; "" where nothing is counted."""
    if task.value is None:
        return ""
    wanted = f"{_titles.clean(task.metric)}目标{plain(task.value)}{task.unit}"
    if task.latest is None:
        return f"{wanted}，尚未报送数据"
    as_of = f"（截至{task.as_of.month}月{task.as_of.day}日）" if task.as_of else ""
    told = f"{wanted}，已报{plain(task.latest)}{task.unit}{as_of}"
    if task.progress is not None:
        told += f"，完成{percent(task.progress)}"
    if task.expected is not None and task.stands != b.DONE:
        told += f"，序时进度{percent(task.expected)}"
    return told


def stands(task: Named) -> str:
    """Where a task stands, in words with its figure."""
    if task.stands == b.DONE:
        return f"提前{task.days}天办结" if task.days else "按期办结"
    if task.stands == b.OVERDUE:
        since = f"（应于{day(task.due)}前完成）" if task.due else ""
        return f"逾期{task.days}天{since}" if task.days else "已逾期"
    if task.gap is None or task.stands not in {b.AHEAD, b.BEHIND, b.FAR}:
        return CLASS_NAMES[task.stands]
    way = "超出" if task.gap >= 0 else "落后"
    return f"{way}序时进度{points(task.gap)}个百分点"


def merged(tally: Tally, *classes: str) -> str:
    """The count of several classes together; nothing where it is 0."""
    return str(sum(tally.counts[each] for each in classes) or "")
