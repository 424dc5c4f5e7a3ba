"""When a target will be reached if it goes on as it went (完成预测), and what each working day must still bring.

The slope is the median of the slopes between all pairs of readings (Theil–Sen), which one odd report does not bend;
the interval takes its quartiles. Refused, with a code, where the readings are too few, do not rise, or lead too far:
an absurd date is worse than none. Sources: docs/decisions/0009.
"""

from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from xiaxian_tasks.domain import pace
from xiaxian_tasks.domain.days import WorkDays, add_months
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.plan import Target
from xiaxian_tasks.domain.terms import CUMULATIVE

POINTS_AT_LEAST = 3
POINTS_AT_MOST = 60
"""Older readings say little of how it goes now, and all pairs of a thousand take a third of a second."""

MONTHS_AT_MOST = 24
"""A finish further than this behind the due day is not told."""


class Forecast(NamedTuple):
    """A finish with its interval, or the code of why there is none; `needed` is the amount a working day must bring."""

    reason: str
    finish: date | None = None
    earliest: date | None = None
    latest: date | None = None
    needed: Decimal | None = None


def forecast(state: TaskState, target: Target, on: date, workdays: WorkDays) -> Forecast | None:
    """The forecast of a target without rows on a day; None where it has no share or is reached."""
    points = _points(state, target, on)
    if target.parts or not points or target.kind == "at_most" or points[-1][1] >= 1:
        return None
    needed = needed_pace(state, target, on, workdays)
    if len(points) < POINTS_AT_LEAST:
        return Forecast("too-few-readings", needed=needed)
    slopes = [
        (later[1] - earlier[1]) / (later[0] - earlier[0]).days
        for index, earlier in enumerate(points) for later in points[index + 1:]
    ]
    slow, middle, fast = _quartiles(slopes)
    last, left = points[-1][0], 1 - points[-1][1]
    limit = add_months(target.due or on, MONTHS_AT_MOST)
    finish, earliest, latest = (_reached(last, left, slope, limit) for slope in (middle, fast, slow))
    if finish is not None and finish < on:
        return Forecast("overtaken", needed=needed)
    if finish is None:
        return Forecast("not-rising" if middle <= 0 else "too-far", needed=needed)
    return Forecast("", finish, earliest, latest, needed)


def needed_pace(state: TaskState, target: Target, on: date, workdays: WorkDays) -> Decimal | None:
    """What each working day until the due day must bring of a count or amount, rounded up to two places."""
    reading = state.newest(target.id)
    if target.kind not in CUMULATIVE or target.due is None or reading is None or reading.value >= target.value:
        return None
    days = workdays.between(on, target.due)
    if not days:
        return None
    return ((target.value - reading.value) / days).quantize(Decimal("0.01"), ROUND_CEILING)


def _points(state: TaskState, target: Target, on: date) -> list[tuple[date, Decimal]]:
    """(as-of day, share) of the readings until a day, the last of each day."""
    by_day = {reading.as_of: reading.value for reading in state.series.get(target.id, ()) if reading.as_of <= on}
    shares = ((day, pace.share_done(target, value)) for day, value in sorted(by_day.items()))
    return [(day, share) for day, share in shares if share is not None][-POINTS_AT_MOST:]


def _reached(last: date, left: Decimal, slope: Decimal, limit: date) -> date | None:
    """The day on which what is left is done at a slope; None where it does not rise or leads past the limit."""
    if slope <= 0:
        return None
    days = int((left / slope).to_integral_value(ROUND_CEILING))
    return last + timedelta(days=days) if days <= (limit - last).days else None


def _quartiles(slopes: list[Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    """The lower quartile, median and upper quartile, straight between neighbours.

    By hand: the statistics module costs a reading command a third of its start.
    """
    ordered = sorted(slopes)

    def at(quarter: int) -> Decimal:
        whole, rest = divmod(quarter * (len(ordered) - 1), 4)
        if not rest:
            return ordered[whole]
        return ordered[whole] + (ordered[whole + 1] - ordered[whole]) * rest / 4

    return at(1), at(2), at(3)
