"""Working days by the notice of 2026, and the arithmetic of civil limits."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaxian_tasks.domain.days import Calendars, DayOff, WorkDays, add_months, month_end


def span(first: str, last: str) -> list[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [start + timedelta(n) for n in range((end - start).days + 1)]


OFF = [
    *span("2026-01-01", "2026-01-03"),
    *span("2026-02-15", "2026-02-23"),
    *span("2026-04-04", "2026-04-06"),
    *span("2026-05-01", "2026-05-05"),
    *span("2026-06-19", "2026-06-21"),
    *span("2026-09-25", "2026-09-27"),
    *span("2026-10-01", "2026-10-07"),
]
WORKED = ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]
NOTICE = date(2025, 11, 4)
DAYS = [DayOff(day, False, "", NOTICE) for day in OFF] + [
    DayOff(date.fromisoformat(d), True, "", NOTICE) for d in WORKED
]
Y2026 = WorkDays(DAYS, date(2026, 12, 31))


def test_2026_has_248_working_days_and_261_weekdays() -> None:
    assert Y2026.between(date(2025, 12, 31), date(2026, 12, 31)) == 248
    assert WorkDays().between(date(2025, 12, 31), date(2026, 12, 31)) == 261


@pytest.mark.parametrize(
    ("start", "end"), [("2026-02-12", "2026-02-26"), ("2026-04-30", "2026-05-11"), ("2026-09-29", "2026-10-12")]
)
def test_five_working_days_after(start: str, end: str) -> None:
    assert Y2026.after(date.fromisoformat(start), 5) == date.fromisoformat(end)
    assert Y2026.between(date.fromisoformat(start), date.fromisoformat(end)) == 5


def test_a_day_beyond_the_announced_year_is_provisional() -> None:
    assert not Y2026.is_provisional(date(2026, 12, 31))
    assert Y2026.is_provisional(date(2027, 1, 4))


def test_a_notice_counts_from_the_day_it_was_announced() -> None:
    known = Calendars(DAYS, [(2025, date(2024, 11, 12)), (2026, NOTICE)])
    assert known.on(date(2025, 11, 3)).is_working(date(2026, 2, 16))
    assert not known.on(NOTICE).is_working(date(2026, 2, 16))
    assert known.on(NOTICE).is_working(date(2026, 2, 14))
    assert known.notices_after(date(2025, 1, 1), date(2026, 5, 1)) == [NOTICE]
    assert known.notices_after(date(2025, 1, 1), date(2025, 12, 31)) == []


@given(st.dates(date(2025, 12, 1), date(2026, 12, 20)), st.integers(0, 60))
def test_after_and_between_are_inverse(start: date, amount: int) -> None:
    end = Y2026.after(start, amount)
    assert Y2026.between(start, end) == amount
    assert Y2026.before(end + timedelta(1), 1) <= end


@given(st.dates(date(2026, 3, 1), date(2026, 12, 31)), st.integers(0, 30))
def test_the_first_day_with_so_many_left(due: date, left: int) -> None:
    first = Y2026.first_with_left(due, left)
    assert Y2026.between(first, due) <= left < Y2026.between(first - timedelta(1), due) or first == due


def test_months_end_on_the_same_day_or_the_last() -> None:
    assert add_months(date(2023, 1, 31), 1) == date(2023, 2, 28)
    assert add_months(date(2023, 10, 31), -8) == date(2023, 2, 28)
    assert add_months(date(2023, 11, 15), 3) == date(2024, 2, 15)
    assert month_end(date(2024, 2, 3)) == date(2024, 2, 29)
