"""Pace: every vector of the offices' practice, worked out by hand, and the properties of the share formula."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.ledger import CALENDARS, YEAR, target
from xiaxian_tasks.domain import pace
from xiaxian_tasks.domain.plan import Period

WORKDAYS = CALENDARS.on(date(2023, 1, 1))
amounts = st.decimals(-(10**6), 10**6, places=2, allow_nan=False)


def done(kind: str, value: str, now: str, **more: Any) -> Decimal:
    share = pace.share_done(target(kind, value, **more), Decimal(now))
    assert share is not None
    return share


def due(day: str, period: Period = YEAR) -> Decimal:
    share = pace.share_due(period, date.fromisoformat(day), WORKDAYS)
    assert share is not None
    return share


def percent(share: Decimal) -> str:
    return f"{100 * share:.1f}"


@pytest.mark.parametrize(
    ("kind", "value", "more", "now", "day", "share", "expected", "gap"),
    [
        ("reach", "200", {}, "45", "2023-03-31", "22.5", "25.0", "-2.5"),
        ("reach", "200", {}, "45", "2023-09-30", "22.5", "75.0", "-52.5"),
        ("reach", "15", {}, "9", "2023-06-30", "60.0", "50.0", "10.0"),
        ("lower_to", "36", {"baseline": Decimal(42)}, "41", "2023-09-30", "16.7", "75.0", "-58.3"),
        ("lower_to", "36", {"baseline": Decimal(42)}, "43", "2023-09-30", "-16.7", "75.0", "-91.7"),
        ("lower_to", "0", {"baseline": Decimal(200)}, "100", "2023-06-30", "50.0", "50.0", "0.0"),
        ("lower_to", "0", {"baseline": Decimal(10)}, "7", "2023-03-31", "30.0", "25.0", "5.0"),
        ("lower_to", "0", {"baseline": Decimal(10)}, "-10", "2023-12-31", "200.0", "100.0", "100.0"),
        ("reach", "1069", {}, "1361", "2023-12-31", "127.3", "100.0", "27.3"),
        ("cut", "130", {}, "43", "2023-04-30", "33.1", "33.3", "-0.3"),
        ("raise_to", "80", {"baseline": Decimal(61)}, "70", "2023-06-30", "47.4", "50.0", "-2.6"),
    ],
)
def test_vectors(
    kind: str, value: str, more: dict[str, Any], now: str, day: str, share: str, expected: str, gap: str
) -> None:
    share_done, share_due = done(kind, value, now, **more), due(day)
    assert percent(share_done) == share
    assert percent(share_due) == expected
    assert f"{pace.gap(target(kind, value, **more), share_done, share_due):.1f}" == gap


def test_eleven_months_are_eleven_twelfths() -> None:
    """宣城: 91.6 % by the end of November is behind, 91.7 % is on schedule."""
    assert done("reach", "1000", "916") < due("2023-11-30") < done("reach", "1000", "917")


def test_a_month_counts_when_its_last_day_is_reached() -> None:
    assert due("2023-09-29") == Decimal(8) / 12
    assert due("2023-09-30") == Decimal(9) / 12
    assert due("2022-12-31") == 0
    assert due("2023-01-01") == 0
    assert due("2024-05-01") == 1


def test_a_period_that_is_not_whole_months_counts_calendar_days() -> None:
    """1 September to 25 December are 30 + 31 + 30 + 25 = 116 days; by 31 October 61 of them are reached."""
    window = Period(date(2023, 9, 1), date(2023, 12, 25))
    assert pace.basis_used(window) == "calendar"
    assert due("2023-10-31", window) == Decimal(61) / 116
    assert due("2023-09-01", window) == Decimal(1) / 116
    assert due("2023-12-25", window) == 1


def test_working_days_of_a_period() -> None:
    """October 2023 without notices: 22 weekdays; by Friday the 13th 10 are reached."""
    october = Period(date(2023, 10, 1), date(2023, 10, 31), "working")
    assert due("2023-10-13", october) == Decimal(10) / 22


def test_a_curve_is_straight_between_its_points() -> None:
    """15 % by 31 March, 45 % by 30 June: half of the 91 days later it is 15 + 30 x 45.5 / 91."""
    curve = ((date(2023, 3, 31), Decimal("0.15")), (date(2023, 6, 30), Decimal("0.45")))
    period = Period(date(2023, 1, 1), date(2023, 12, 31), "curve", curve)
    assert due("2023-03-31", period) == Decimal("0.15")
    assert due("2023-05-08", period) == Decimal("0.15") + Decimal("0.30") * 38 / 91
    assert due("2023-06-30", period) == Decimal("0.45")
    assert due("2023-12-31", period) == 1


@given(
    st.dates(date(2022, 6, 1), date(2024, 6, 1)),
    st.integers(0, 400),
    st.sampled_from(["month", "calendar", "working"]),
)
def test_the_share_due_never_falls(day: date, later: int, basis: str) -> None:
    period = YEAR._replace(basis=basis)
    first, second = due(day.isoformat(), period), due((day + timedelta(later)).isoformat(), period)
    assert 0 <= first <= second <= 1


@given(amounts, amounts, amounts)
def test_one_formula_serves_both_directions(baseline: Decimal, value: Decimal, now: Decimal) -> None:
    """Turning all signs round changes no share; the baseline is 0, the target 1."""
    up = pace.share_done(target("raise_to", str(value), baseline=baseline), now)
    down = pace.share_done(target("lower_to", str(-value), baseline=-baseline), -now)
    assert up == down
    if baseline == value:
        assert up is None
    else:
        assert pace.share_done(target("raise_to", str(value), baseline=baseline), baseline) == 0
        assert pace.share_done(target("raise_to", str(value), baseline=baseline), value) == 1


def test_what_has_no_share() -> None:
    for kind in ("growth", "at_least", "at_most"):
        assert pace.share_done(target(kind, "6.5", "%"), Decimal(7)) is None
    assert pace.share_done(target("raise_to", "90", "%"), Decimal(80)) is None


def test_a_ceiling_on_water_is_ahead_while_less_is_used_than_time_has_passed() -> None:
    """8,000 万方 for the year: 5,000 by the end of June are 62.5 % of it at half time, 12.5 points too many."""
    water = target("at_most", "8000", "万方", accumulates=True)
    used = pace.share_done(water, Decimal(5000))
    assert used == Decimal("0.625")
    assert pace.gap(water, used, due("2023-06-30")) == Decimal("-12.5")
