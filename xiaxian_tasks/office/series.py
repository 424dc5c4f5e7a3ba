"""Series over time as plain values, for charts: of one task, and of the whole county.

The county's come from three grouped questions to the store, whatever its size; a screen asks them beside itself.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from xiaxian_tasks.domain import months
from xiaxian_tasks.domain.course import Series, course_of
from xiaxian_tasks.domain.days import add_months, month_end
from xiaxian_tasks.domain.forecast import forecast
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.lights import light_of, telling
from xiaxian_tasks.domain.plan import Target
from xiaxian_tasks.domain.terms import DONE, LIGHTS, OUTLOOKS
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet, state_of
from xiaxian_tasks.ports import DayRow

MONTHS, WEEKS = 12, 12
"""How far the county's series look back, the running month and week among them."""

DAY, WEEK = timedelta(days=1), timedelta(days=7)


def of_task(office: Office, task: str, *, target: str = "") -> Sheet | None:
    """The course of one target of a task with this exact id: `done` and `expected` as [day, share] lists, its forecast.

    Without `target` that whose figures stand for the task (`show` names its progress). None where there is no such task
    or its target has no share. `done` holds from each day to the next; `expected` runs straight from point to point.
    """
    row = office.store.task(task, office.on)
    if row is None:
        return None
    state = state_of(office, row)
    meant = _meant(office, state, target)
    course = course_of(state, meant, office.workdays) if meant else None
    if meant is None or course is None:
        return None
    found = forecast(state, meant, office.on, office.workdays)
    days = {key: _iso(getattr(found, key)) for key in ("finish", "earliest", "latest")} if found else None
    return {
        "task": task, "target": meant.id, "metric": meant.metric, "unit": meant.unit, "on": office.on.isoformat(),
        "first": meant.period.start.isoformat(), "due": _iso(meant.due or meant.period.end),
        "done": _points(course.done), "expected": _points(course.due), "forecast": days,
    }


def _meant(office: Office, state: TaskState, name: str) -> Target | None:
    """The target of an id, else that whose figures stand for the task."""
    if name:
        return next((each for each in state.task.targets if each.id == name), None)
    lit = light_of(state, office.on, office.workdays).targets
    lead = telling(lit)
    return next((each for each, light in zip(state.task.targets, lit, strict=True) if light is lead), None)


def _points(series: Series) -> list[list[Any]]:
    return [[day.isoformat(), _share(share)] for day, share in series]


def of_county(office: Office) -> Sheet:
    """The county over the last twelve months and weeks, and what is to come.

    `months`: the lights at each month's end, the last one of today (`open`), with the share done and the share that was
    due by then, of all tasks; `week_ago` and `month_ago` the lights of seven days ago and of the last month's end;
    `weeks`: how many tasks came to be done in each week (Monday to Sunday); `ahead`: for each month's end to come the
    share due by then, the share that the forecasts hold for `sure` and what they do not rule out (`possible`);
    `outlook`: tasks that are not done, by what their forecasts come to; `due_days`: what is due on each day of this
    week, by light, and `next_due` the first day after it on which something is (`day, tasks`) or None. A task whose
    plan is not issued counts nowhere.
    """
    on = office.on
    ends = _month_ends(on)
    days = sorted({*ends, on - WEEK, on})
    monday = on - DAY * on.weekday()
    found = office.store.course(days, monday - WEEK * (WEEKS - 1))
    lit = {day: _lights(row for row in found.lights if row.day == day) for day in days}
    whole = sum(row.tasks for row in found.due)
    rows = [_month(day, lit[day], _due_by(found.due, day), whole, on) for day in (*ends, on)]
    first = next((place for place, row in enumerate(rows) if row["total"]), len(rows) - 1)
    return {
        "on": on.isoformat(), "months": rows[first:],
        "week_ago": {"day": (on - WEEK).isoformat(), **lit[on - WEEK]},
        "month_ago": {"day": ends[-1].isoformat(), **lit[ends[-1]]},
        "weeks": _weeks(found.finished, monday), "ahead": _ahead(found.due, whole, on),
        "outlook": _outlook(found.due), "due_days": _due_days(found.due, monday),
        "next_due": _next_due(found.due, monday + 6 * DAY),
    }


def _month_ends(on: date) -> list[date]:
    """The last days of the months before a day's."""
    first = on.replace(day=1)
    return [month_end(add_months(first, -back)) for back in range(MONTHS - 1, 0, -1)]


def _lights(rows: Iterable[DayRow]) -> dict[str, int]:
    found = dict.fromkeys(LIGHTS, 0)
    for row in rows:
        found[row.light] += row.tasks
    return {**found, "total": sum(found.values())}


def _month(day: date, lit: dict[str, int], due: int, whole: int, on: date) -> Sheet:
    return {
        "month": months.name_of(day), "day": day.isoformat(), "open": day == on, **lit,
        "share": _part(lit[DONE], lit["total"]), "due": _part(due, whole),
    }


def _due_by(rows: Iterable[DayRow], day: date) -> int:
    return sum(row.tasks for row in rows if row.day is not None and row.day <= day)


def _weeks(finished: Sequence[tuple[date, int]], monday: date) -> list[Sheet]:
    counted: Counter[date] = Counter()
    for day, tasks in finished:
        counted[day - DAY * day.weekday()] += tasks
    firsts = [monday - WEEK * back for back in range(WEEKS - 1, -1, -1)]
    return [
        {"first": first.isoformat(), "last": (first + 6 * DAY).isoformat(), "finished": counted[first]}
        for first in firsts
    ]


def _ahead(rows: Sequence[DayRow], whole: int, on: date) -> list[Sheet]:
    """Month by month to the last due day, a year at most. Nothing that is late is held for sure of any month."""
    last = max((row.day for row in rows if row.day is not None), default=date.min)
    if last < on:
        return []
    last = min(month_end(last), month_end(add_months(on.replace(day=1), MONTHS)))
    done = sum(row.tasks for row in rows if row.light == DONE)
    found, end = list[Sheet](), month_end(on)
    while on < end <= last:
        coming = [row for row in rows if row.light != DONE and row.day is not None and on <= row.day <= end]
        sure = done + sum(row.tasks for row in coming if row.outlook == "on-time")
        possible = done + sum(row.tasks for row in coming if row.outlook != "cannot")
        found.append({
            "month": months.name_of(end), "day": end.isoformat(), "due": _part(_due_by(rows, end), whole),
            "sure": _part(sure, whole), "possible": _part(possible, whole),
        })
        end = month_end(end + DAY)
    return found


def _outlook(rows: Iterable[DayRow]) -> dict[str, int]:
    """Tasks by outlook; `unforeseen` are those not done of which nothing can be foreseen."""
    counted: Counter[str] = Counter()
    for row in rows:
        if row.light != DONE:
            counted[row.outlook] += row.tasks
    return {**{code.replace("-", "_"): counted[code] for code in OUTLOOKS}, "unforeseen": counted[""]}


def _due_days(rows: Iterable[DayRow], monday: date) -> list[Sheet]:
    rows = [row for row in rows if row.day is not None]
    days = [monday + DAY * n for n in range(7)]
    return [{"day": day.isoformat(), **_lights(row for row in rows if row.day == day)} for day in days]


def _next_due(rows: Iterable[DayRow], after: date) -> Sheet | None:
    later = [row for row in rows if row.day is not None and row.day > after and row.light != DONE]
    day = min((row.day for row in later if row.day is not None), default=None)
    return None if day is None else {"day": day.isoformat(), "tasks": sum(row.tasks for row in later if row.day == day)}


def _part(count: int, whole: int) -> float | None:
    return round(count / whole, 6) if whole else None


def _share(share: Decimal) -> float:
    return round(float(share), 6)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
