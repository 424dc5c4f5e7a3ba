"""Other rules than the house's: below the month's share, fixed working days; each comment is the reckoning."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.ledger import CALENDARS, LAST, YEAR, recurrence, target, task, told
from xiaxian_tasks.domain import pace
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.lights import light_of, steps_of
from xiaxian_tasks.domain.plan import Period, Rules
from xiaxian_tasks.domain.recurrence import days_left_allowed

XUANCHENG = Rules(yellow=Decimal(0), red=None, name="xuancheng")
THREE_DAYS = Rules(near=3, name="three-days")
WORKDAYS = CALENDARS.on(date(2023, 9, 20))


def lit(state: TaskState, day: str) -> str:
    on = date.fromisoformat(day)
    shown = light_of(state, on, CALENDARS.on(on))
    return f"{shown.light} {shown.reason}".strip()


@pytest.mark.parametrize(
    ("share", "light"),
    [("91.7", "green on-pace"), ("91.6", "yellow behind"), ("45", "yellow behind"), ("0", "yellow behind")],
)
def test_by_the_month_s_share_whatever_is_below_is_behind_and_never_red(share: str, light: str) -> None:
    """Eleven months of twelve are 91.67 %."""
    state = told(task(target("reach", "100", "%"), rules=XUANCHENG), f"2023-11-30 report {share}%")
    assert lit(state, "2023-11-30") == light


def test_by_the_month_s_share_red_comes_by_the_clock_alone() -> None:
    state = told(task(target("reach", "200"), rules=XUANCHENG), "2023-09-30 report 1户")
    assert lit(state, "2023-12-31") == "yellow behind"
    assert lit(state, "2024-01-01") == "red overdue"
    growth = told(task(target("growth", "6", "%"), rules=XUANCHENG), "2023-11-30 report 5.9%")
    assert lit(growth, "2023-11-30") == "yellow below-growth"


def test_three_working_days_before_any_last_day() -> None:
    """31 December is a Sunday: 29, 28 and 27 December are the working days after the 26th, a Tuesday."""
    state = told(task(target("raise_to", "90", "%"), rules=THREE_DAYS), "2023-11-30 report 80%")
    assert lit(state, "2023-12-25") == "green no-pace"
    assert lit(state, "2023-12-26") == "yellow near-due"
    assert [days_left_allowed(THREE_DAYS, span) for span in (1, 60, 4000)] == [3, 3, 3]


def test_a_turn_is_near_by_the_same_days() -> None:
    """Of the 20th of October, a Friday: the 17th leaves three working days, the 16th four."""
    state = told(task(recurrences=(recurrence("FREQ=MONTHLY;BYMONTHDAY=20"),), rules=THREE_DAYS))
    assert [lit(state, f"2023-10-{day}") for day in (16, 17)] == ["green not-yet-due", "yellow near-due"]


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from([XUANCHENG, THREE_DAYS, Rules(yellow=Decimal(0), red=Decimal(0)), Rules(red=None, near=0)]),
    st.integers(0, 210),
    st.sampled_from(["month", "calendar", "working"]),
)
def test_steps_found_beforehand_are_the_lights_of_every_day(rules: Rules, value: int, basis: str) -> None:
    period = YEAR._replace(basis=basis)
    state = told(task(target("reach", "200", period=period), rules=rules), f"2023-10-31 report {value}户")
    steps = steps_of(state, WORKDAYS, since=date(2023, 10, 31))
    standing = steps[0]
    for days in range(100):
        on = date(2023, 10, 31) + timedelta(days=days)
        standing = next((step for step in steps if step.since == on), standing)
        shown = light_of(state, on, WORKDAYS)
        assert (shown.light, shown.reason) == (standing.light, standing.reason)


def test_what_of_a_period_is_over() -> None:
    september = date(2023, 9, 30)
    assert pace.reached(YEAR, september, WORKDAYS) == (9, 12)
    assert pace.reached(YEAR, september - timedelta(days=1), WORKDAYS) == (8, 12)
    assert pace.reached(YEAR._replace(basis="calendar"), september, WORKDAYS) == (273, 365)
    assert pace.reached(YEAR, date(2022, 1, 1), WORKDAYS) == (0, 12)
    assert pace.reached(YEAR, date(2024, 5, 1), WORKDAYS) == (12, 12)
    window = Period(date(2023, 10, 6), LAST)  # no whole months: 26 and 61 days
    assert pace.reached(window, date(2023, 10, 31), WORKDAYS) == (26, 87)


def test_the_leg_of_a_curve_a_day_lies_on() -> None:
    points = ((date(2023, 3, 31), Decimal("0.15")), (date(2023, 9, 30), Decimal("0.8")))
    curve = YEAR._replace(basis="curve", curve=points)
    assert pace.leg(curve, date(2023, 3, 31)) == ((date(2022, 12, 31), Decimal(0)), points[0])
    assert pace.leg(curve, date(2023, 4, 1)) == (points[0], points[1])
    assert pace.leg(curve, LAST) == (points[1], (LAST, Decimal(1)))
