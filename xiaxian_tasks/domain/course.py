"""The course of a target (进程): the share it had done and the share that was due, as a chart draws them."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from xiaxian_tasks.domain import pace
from xiaxian_tasks.domain.days import WorkDays, month_end
from xiaxian_tasks.domain.history import TaskState, rows_of
from xiaxian_tasks.domain.lights import value_of
from xiaxian_tasks.domain.plan import Period, Target

DAY = timedelta(days=1)

SAMPLES = 120
"""Days looked at where the share due follows days: more than a chart has dots for each month."""

Series = tuple[tuple[date, Decimal], ...]
"""Shares (fractions) by day, rising by day."""


class Course(NamedTuple):
    """`done` from each as-of day on, which nobody knows better yet; `due` between two days goes in a straight line."""

    done: Series
    due: Series


def course_of(state: TaskState, target: Target, workdays: WorkDays) -> Course | None:
    """The course of a target over its period; None where it has no share."""
    if pace.share_done(target, Decimal(0)) is None:
        return None
    return Course(tuple(_done(state, target)), tuple(_due(target.period, workdays)))


def _done(state: TaskState, target: Target) -> Iterator[tuple[date, Decimal]]:
    """The share on each day a figure is of; a split adds up what each row had said by then."""
    rows = {row: state.series.get(row, ()) for row in rows_of(target)}
    for day in sorted({reading.as_of for readings in rows.values() for reading in readings}):
        told = {row: tuple(r for r in readings if r.as_of <= day) for row, readings in rows.items()}
        value, _as_of, _reported = value_of(state._replace(series=told), target)
        share = pace.share_done(target, value) if value is not None else None
        if share is not None:
            yield day, share


def _due(period: Period, workdays: WorkDays) -> Iterator[tuple[date, Decimal]]:
    """The share due, on as many days as tell its line; a month counts on its last day, so that it goes by stairs."""
    if period.end is None:
        return
    for day in sorted(_days(period, period.start - DAY, period.end)):
        share = pace.share_due(period, day, workdays)
        assert share is not None
        yield day, share


def _days(period: Period, first: date, last: date) -> set[date]:
    basis, whole = pace.basis_used(period), (last - first).days
    if basis == "curve":
        return {first, last, *(day for day, _ in period.curve if first < day < last)}
    if basis == "calendar":
        return {first, last}
    if basis == "working":
        return {last, *(first + DAY * n for n in range(0, whole, max(1, whole // SAMPLES)))}
    ends = {first, last}
    end = month_end(period.start)
    while end < last:
        ends |= {end - DAY, end}
        end = month_end(end + DAY)
    return ends | {last - DAY}
