"""When a target will be reached if it goes on as it went (完成预测), and what each working day must still bring.

The slope is the median of the slopes between all pairs of readings (Theil–Sen), which one odd report does not bend;
the interval takes its quartiles. Refused, with a code, where the readings are too few, do not rise, or lead too far:
an absurd date is worse than none. After a fall (a relapse, a correction) a new round begins, and what was before it
says nothing of how it goes now. Sources: docs/decisions/0009.
"""

from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from xiaxian_tasks.domain import pace
from xiaxian_tasks.domain.days import WorkDays, add_months
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.lights import Step
from xiaxian_tasks.domain.plan import Target
from xiaxian_tasks.domain.terms import CUMULATIVE, DONE, OUTLOOKS

POINTS_AT_LEAST = 3
POINTS_AT_MOST = 60
"""Older readings say little of how it goes now, and all pairs of a thousand take a third of a second."""

MONTHS_AT_MOST = 24
"""A finish further than this behind the due day is not told."""

DAYS_ACHIEVED = 30
"""The achieved pace looks back this many calendar days from the newest reading (office custom)."""


class Achieved(NamedTuple):
    """What each working day after `first` brought up to `last`, rounded down to two places."""

    amount: Decimal
    first: date
    last: date


class Forecast(NamedTuple):
    """A finish with its interval, or the code of why there is none; `needed` is the amount a working day must bring."""

    reason: str
    finish: date | None = None
    earliest: date | None = None
    latest: date | None = None
    needed: Decimal | None = None
    achieved: Achieved | None = None


def forecast(state: TaskState, target: Target, on: date, workdays: WorkDays) -> Forecast | None:
    """The forecast of a target without rows on a day; None where it has no share or is reached."""
    points = _points(state, target, on)
    if target.parts or not points or target.kind == "at_most" or points[-1][1] >= 1:
        return None
    found = _foreseen(points, target.due or on)
    if found.finish is not None and _stands_still(points):
        found = Forecast("not-rising")
    if found.finish is None or found.finish < on:
        found = Forecast(found.reason or "overtaken")
    return found._replace(
        needed=needed_pace(state, target, on, workdays), achieved=achieved_pace(state, target, on, workdays)
    )


def _foreseen(points: list[tuple[date, Decimal]], due: date) -> Forecast:
    """The finish of a series by its own slopes, or why there is none; the ends of the interval stand either way."""
    if len(points) < POINTS_AT_LEAST:
        return Forecast("too-few-readings")
    slopes = [
        (later[1] - earlier[1]) / (later[0] - earlier[0]).days
        for index, earlier in enumerate(points) for later in points[index + 1:]
    ]
    slow, middle, fast = quartiles(slopes)
    last, left = points[-1][0], 1 - points[-1][1]
    limit = add_months(due, MONTHS_AT_MOST)
    finish, earliest, latest = (_reached(last, left, slope, limit) for slope in (middle, fast, slow))
    reason = "" if finish else "not-rising" if middle <= 0 else "too-far"
    return Forecast(reason, finish, earliest, latest)


def outlook(state: TaskState) -> str:
    """What the forecasts of a task come to, one of terms.OUTLOOKS: that of its worst target with a due day.

    on-time: even at the slow slope reached by the due day. cannot: not even at the fast one. at-risk: between the two,
    or the newest readings stand still. "" where no target can be foreseen. The readings alone decide, so it stands
    until the next entry.
    """
    found = [code for target in state.task.targets if (code := _outlook(state, target))]
    return max(found, key=OUTLOOKS.index, default="")


def outlook_in(foreseen: str, step: Step) -> str:
    """What a forecast comes to while a light step stands: nothing once all is done, `cannot` once a day is past."""
    if not foreseen or step.light == DONE:
        return ""
    return "cannot" if step.reason == "overdue" else foreseen


def _outlook(state: TaskState, target: Target) -> str:
    if target.due is None or target.parts or target.kind == "at_most":
        return ""
    points = _points(state, target, date.max)
    if not points or points[-1][1] >= 1:
        return ""
    found = _foreseen(points, target.due)
    if found.reason == "too-few-readings":
        return ""
    if found.earliest is None or found.earliest > target.due:
        return "cannot"
    is_sure = found.latest is not None and found.latest <= target.due and not _stands_still(points)
    return "on-time" if is_sure else "at-risk"


def needed_pace(state: TaskState, target: Target, on: date, workdays: WorkDays) -> Decimal | None:
    """What each working day until the due day must bring of a count or amount, rounded up to two places."""
    reading = state.newest(target.id)
    if target.kind not in CUMULATIVE or target.due is None or reading is None or reading.value >= target.value:
        return None
    days = workdays.between(on, target.due)
    if not days:
        return None
    return ((target.value - reading.value) / days).quantize(Decimal("0.01"), ROUND_CEILING)


def achieved_pace(state: TaskState, target: Target, on: date, workdays: WorkDays) -> Achieved | None:
    """What each working day brought of a count or amount over the days before its newest reading.

    From the oldest reading of those days after the latest fall, else from the reading before; None with fewer than two.
    """
    by_day = dict(_round(state, target, on))
    days = sorted(by_day)
    if target.kind not in CUMULATIVE or len(days) < 2:
        return None
    first, last = _lately(days), days[-1]
    worked = workdays.between(first, last)
    if not worked:
        return None
    amount = ((by_day[last] - by_day[first]) / worked).quantize(Decimal("0.01"), ROUND_FLOOR)
    return Achieved(amount, first, last)


def _lately(days: list[date]) -> date:
    """The oldest day the achieved pace looks back to; of days further apart the last but one."""
    return next((day for day in days[:-1] if (days[-1] - day).days <= DAYS_ACHIEVED), days[-2])


def _stands_still(points: list[tuple[date, Decimal]]) -> bool:
    """Whether the days the achieved pace looks back to brought nothing."""
    shares = dict(points)
    return points[-1][1] <= shares[_lately([day for day, _ in points])]


def _by_day(state: TaskState, target: Target, on: date) -> list[tuple[date, Decimal]]:
    """(as-of day, value) of the readings until a day, the last of each day."""
    return sorted(
        {reading.as_of: reading.value for reading in state.series.get(target.id, ()) if reading.as_of <= on}.items()
    )


def _round(state: TaskState, target: Target, on: date) -> list[tuple[date, Decimal]]:
    """(as-of day, value) of the present round until a day: from the reading a look back found relapsed, and of what is
    counted from the newest that lies below the one before it; a level goes up and down as it likes.
    """
    told, found = _by_day(state, target, on), state.life.rechecked
    if state.life.relapses and found is not None:
        told = told[max(sum(day <= found for day, _ in told) - 1, 0):]
    falls = [place for place in range(1, len(told)) if told[place][1] < told[place - 1][1]]
    return told[falls[-1]:] if falls and target.kind in CUMULATIVE else told


def _points(state: TaskState, target: Target, on: date) -> list[tuple[date, Decimal]]:
    """(as-of day, share) of the present round's readings until a day."""
    shares = ((day, pace.share_done(target, value)) for day, value in _round(state, target, on))
    return [(day, share) for day, share in shares if share is not None][-POINTS_AT_MOST:]


def _reached(last: date, left: Decimal, slope: Decimal, limit: date) -> date | None:
    """The day on which what is left is done at a slope; None where it does not rise or leads past the limit."""
    if slope <= 0:
        return None
    days = int((left / slope).to_integral_value(ROUND_CEILING))
    return last + timedelta(days=days) if days <= (limit - last).days else None


def quartiles(slopes: list[Decimal]) -> tuple[Decimal, Decimal, Decimal]:
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
