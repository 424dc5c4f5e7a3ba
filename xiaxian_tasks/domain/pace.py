"""Pace (序时进度): the share due by a day against the share done.

Sources: share formula and month basis `domain` practice of 宣城 2020 (11/12 = 91.67 %) and 银川 2025; see
docs/decisions/0005 for each choice. Shares are fractions (0.225), gaps percentage points (-52.5).
"""

from datetime import date
from decimal import Decimal

from xiaxian_tasks.domain.days import WorkDays, month_end
from xiaxian_tasks.domain.plan import Period, Target
from xiaxian_tasks.domain.terms import LEVELS

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)


def share_done(target: Target, value: Decimal) -> Decimal | None:
    """The share of the way from baseline to target that `value` is; may be negative or over 1.

    (value - baseline) / (target - baseline) serves both directions, for the signs change together. None where there
    is no way to measure: standing floors, growth, a level without a printed baseline, a baseline equal to the target.
    A ceiling on what accumulates gives the share of it that is used.
    """
    if target.kind in LEVELS:
        if target.baseline is None or target.baseline == target.value:
            return None
        return (value - target.baseline) / (target.value - target.baseline)
    if target.kind == "at_most" and target.accumulates and target.value:
        return value / target.value
    if target.kind in {"reach", "add", "cut"} and target.value:
        return value / target.value
    return None


def has_pace(target: Target) -> bool:
    """Whether the target's share can be set against the share of time."""
    return target.period.end is not None and share_done(target, ZERO) is not None


def share_due(period: Period, on: date, workdays: WorkDays) -> Decimal | None:
    """The share of the period's work due by the end of `on`: 0 before it, 1 from its last day; None without an end.

    month: months whose last day is reached, over the months of the period (a period that is not whole months counts
    calendar days). calendar, working: days of the period reached, over its days. curve: straight lines between the
    dated points, from 0 on the day before the period to 1 on its last day.
    """
    if period.end is None:
        return None
    if on < period.start:
        return ZERO
    if on >= period.end:
        return ONE
    if basis_used(period) == "curve":
        return _curve(period, on)
    done, whole = reached(period, on, workdays)
    return Decimal(done) / whole if whole else ONE


def reached(period: Period, on: date, workdays: WorkDays) -> tuple[int, int]:
    """What of a period with a last day is over at the end of `on`, and the whole of it, in what its basis counts.

    month: months whose last day is reached. working: working days. calendar and curve: calendar days, both ends.
    """
    assert period.end is not None
    before, basis = date.fromordinal(period.start.toordinal() - 1), basis_used(period)
    on = max(before, min(on, period.end))
    if basis == "working":
        return workdays.between(before, on), workdays.between(before, period.end)
    if basis == "month":
        return _months_reached(period.start, on), _months_reached(period.start, period.end)
    return _days(period.start, on), _days(period.start, period.end)


def gap(target: Target, done: Decimal, due: Decimal) -> Decimal:
    """Percentage points ahead (+) or behind (-); for a ceiling what is unused is ahead."""
    return HUNDRED * (due - done if target.kind == "at_most" else done - due)


def is_reached(target: Target, value: Decimal, as_of: date, due: date | None) -> bool:
    """Whether the target is met for good.

    Counts, amounts and levels are met by the value; floors, ceilings and growth only by a value of the last day.
    """
    kind = target.kind
    if kind in {"reach", "add", "cut", "raise_to"}:
        return value > target.value if target.exclusive else value >= target.value
    if kind == "lower_to":
        return value < target.value if target.exclusive else value <= target.value
    return due is not None and as_of >= due and holds(target, value)


def holds(target: Target, value: Decimal) -> bool:
    """Whether a floor, ceiling or growth is kept by `value`."""
    if target.kind == "at_most":
        return value < target.value if target.exclusive else value <= target.value
    return value > target.value if target.exclusive else value >= target.value


def is_whole_months(period: Period) -> bool:
    """Whether the period begins on a first and ends on a month's last day."""
    return period.end is not None and period.start.day == 1 and period.end == month_end(period.end)


def basis_used(period: Period) -> str:
    """The basis that is really counted by: a month basis over a period that is not whole months is `calendar`."""
    if period.end is None:
        return "none"
    if period.basis == "curve" and not period.curve:
        return "calendar"
    if period.basis == "month" and not is_whole_months(period):
        return "calendar"
    return period.basis


def _months_reached(start: date, on: date) -> int:
    months = (on.year - start.year) * 12 + on.month - start.month
    return months + (on == month_end(on))


def _days(start: date, end: date) -> int:
    return end.toordinal() - start.toordinal() + 1


def leg(period: Period, on: date) -> tuple[tuple[date, Decimal], tuple[date, Decimal]]:
    """The two points of a curve between which a day lies: from 0 on the day before the period to 1 on its last day."""
    assert period.end is not None
    before = date.fromordinal(period.start.toordinal() - 1), ZERO
    points = [point for point in period.curve if point[0] < period.end]
    for point in points:
        if on <= point[0]:
            return before, point
        before = point
    return before, (period.end, ONE)


def _curve(period: Period, on: date) -> Decimal:
    (first, low), (last, high) = leg(period, on)
    return low + (high - low) * (on.toordinal() - first.toordinal()) / (last.toordinal() - first.toordinal())
