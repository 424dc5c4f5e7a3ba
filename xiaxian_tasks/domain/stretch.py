"""Since when a target is behind (滞后起始): the pace band of a day, and the first day of an unbroken stand in one.

The bands are those of `lights`; a floor, ceiling or growth that is not kept stands in the band of its light. What was
reported later of an earlier day counts from that day: pace is judged by the day a figure is of.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from xiaxian_tasks.domain import pace
from xiaxian_tasks.domain.days import WorkDays
from xiaxian_tasks.domain.history import TaskState, rows_of
from xiaxian_tasks.domain.ladder import BEHIND, FAR, SLIGHTLY
from xiaxian_tasks.domain.plan import Period, Target
from xiaxian_tasks.domain.terms import STANDING

DAY = timedelta(days=1)

BANDS = ("", SLIGHTLY, BEHIND, FAR)
"""From none, the worst last."""


def bands_since(state: TaskState, target: Target, on: date, workdays: WorkDays) -> dict[str, date]:
    """The first day of the unbroken stand in each band a target is in or beyond on a day, from the mildest on."""
    worst = _rank(state, target, value_on(state, target, on), on, workdays)
    return {BANDS[rank]: _since(state, target, rank, on, workdays) for rank in range(1, worst + 1)}


def behind_since(state: TaskState, target: Target, on: date, workdays: WorkDays) -> date | None:
    """The first day of the unbroken stand behind its pace or far behind it; None where it is neither on a day."""
    rank = BANDS.index(BEHIND)
    if _rank(state, target, value_on(state, target, on), on, workdays) < rank:
        return None
    return _since(state, target, rank, on, workdays)


def value_on(state: TaskState, target: Target, on: date) -> Decimal | None:
    """The value a day's figures give: of a split the sum of its rows, a silent row counting 0; None without any."""
    found = []
    for row in rows_of(target):
        newest = next((each for each in reversed(state.series.get(row, ())) if each.as_of <= on), None)
        if newest is not None:
            found.append(newest.value)
    return sum(found, Decimal(0)) if found else None


def _rank(state: TaskState, target: Target, value: Decimal | None, on: date, workdays: WorkDays) -> int:
    if value is None or on < state.task.issued:
        return 0
    if target.kind in STANDING and not pace.holds(target, value):
        return BANDS.index(BEHIND if target.kind == "growth" else FAR)
    done = pace.share_done(target, value) if pace.has_pace(target) else None
    due = _share_due(target.period, on, workdays) if done is not None else None
    if done is None or due is None:
        return 0
    gap, rules = pace.gap(target, done, due), state.task.rules
    if gap >= 0:
        return 0
    if gap > -rules.yellow:
        return 1
    return 3 if rules.red is not None and gap < -rules.red else 2


@lru_cache(maxsize=10_000)
def _share_due(period: Period, on: date, workdays: WorkDays) -> Decimal | None:
    """The share due, reckoned once: most of a county's targets run over the same year."""
    return pace.share_due(period, on, workdays)


def _stretches(state: TaskState, target: Target, on: date) -> Iterator[tuple[date, date]]:
    """(first, last day) of each stretch up to a day in which one value stands, the newest first."""
    days = {each.as_of for row in rows_of(target) for each in state.series.get(row, ())}
    last = on
    for first in sorted((day for day in days if day <= on), reverse=True):
        yield first, last
        last = first - DAY


def _since(state: TaskState, target: Target, rank: int, on: date, workdays: WorkDays) -> date:
    """Stretch by stretch back while the last day of each is in a band or a worse one."""
    since = on
    for first, last in _stretches(state, target, on):
        value, first = value_on(state, target, first), max(first, state.task.issued)
        if first > last or _rank(state, target, value, last, workdays) < rank:
            return since
        since = first
        if _rank(state, target, value, first, workdays) < rank:
            return _first(lambda day, value=value: _rank(state, target, value, day, workdays) >= rank, first, last)  # type: ignore[misc]
    return since


def _first(holds: Callable[[date], bool], low: date, high: date) -> date:
    """The first day of a stretch from which a band holds up to its last day: the share due never falls, and of a
    ceiling, whose share left never falls either, it holds from the first day on."""
    while low < high:
        middle = low + (high - low) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + DAY
    return low
