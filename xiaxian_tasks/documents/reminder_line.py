"""What one line of a reminder says (提醒事项): the task, the duty, and why it is said, in plain Chinese."""

from datetime import date
from typing import Any

from xiaxian_tasks.documents._days import left
from xiaxian_tasks.domain import ladder
from xiaxian_tasks.domain.days import WorkDays

TITLE_AT_MOST = 40
"""Characters of a task's title and of a duty's words, so that a digest stays readable on a telephone."""

_WHY = {
    ladder.NEAR: "{due}到期，{left}",
    ladder.DUE: "{due}到期，请按时完成并报送",
    ladder.OVERDUE: "应于{due}完成，{left}，尚未报送完成情况",
    ladder.SLIGHTLY: "自{since}起略落后于序时进度，请加快推进",
    ladder.BEHIND: "自{since}起落后于序时进度，请采取措施赶上",
    ladder.FAR: "自{since}起严重落后于序时进度，请立即采取措施",
    ladder.SILENT: "自{since}起未按期报送进展，请补报",
    ladder.UNSIGNED: "应于{due}前签收，尚未签收",
    ladder.UNANSWERED: "应于{due}前回复，尚未回复",
}

_DUTIES = {"receipt": "签收", "rework": "退回重办"}


def line(said: dict[str, Any], on: date, workdays: WorkDays) -> str:
    """One line of what `asks.sheet` tells, as it is said on a day."""
    due = date.fromisoformat(said["due"]) if said["due"] else on
    since = date.fromisoformat(said["since"])
    why = _WHY[said["cause"]].format(due=_day(due, on), since=_day(since, on), left=left(due, on, workdays))
    again = f"（第{said['n']}次提醒）" if said["n"] > 1 else ""
    what = said["what"] or _DUTIES.get(said["duty"], "")
    about = f"“{_cut(said['title'])}”" + (f"（{_cut(what)}）" if what and what != said["title"] else "")
    place = " ".join(filter(None, (said["document"], f"第{said['number']}项" if said["number"] else "")))
    return f"{place}{about}：{why}{again}。"


def _cut(text: str) -> str:
    return text if len(text) <= TITLE_AT_MOST else f"{text[:TITLE_AT_MOST - 1]}…"


def _day(day: date, on: date) -> str:
    """A day as it is said: without its year where that is this one."""
    said = f"{day.month}月{day.day}日"
    return said if day.year == on.year else f"{day.year}年{said}"
