"""Forecasts reckoned by hand on straight and crooked series."""

from datetime import date
from decimal import Decimal

import pytest

from tests.domain.ledger import CALENDARS, target, task, told
from xiaxian_tasks.domain.forecast import Forecast, forecast

HOMES = target("reach", "200", "户")


def seen(story: str, on: str) -> Forecast | None:
    day = date.fromisoformat(on)
    return forecast(told(task(HOMES), story), HOMES, day, CALENDARS.on(day))


def test_a_straight_series_ends_on_its_day() -> None:
    """20 homes each ten days from 20 September: 60 on 10 October; 140 more take 70 days, to 19 December."""
    found = seen("2023-09-20 report 20户\n2023-09-30 report 40户\n2023-10-10 report 60户", "2023-10-10")
    assert found is not None
    assert (found.reason, found.finish, found.earliest, found.latest) == ("", *[date(2023, 12, 19)] * 3)


def test_one_odd_report_does_not_bend_it() -> None:
    """Slopes 2, 2, 2 and one jump of 40 in a day: the median stays 2 a day or little above."""
    found = seen(
        "2023-09-20 report 20户\n2023-09-30 report 40户\n2023-10-10 report 60户\n2023-10-11 report 100户", "2023-10-11"
    )
    assert found is not None
    assert found.earliest is not None
    assert found.latest is not None
    assert found.finish is not None
    assert found.earliest <= found.finish <= found.latest
    assert date(2023, 11, 1) < found.finish < date(2023, 12, 1)


@pytest.mark.parametrize(
    ("story", "reason"),
    [
        ("2023-09-20 report 20户\n2023-09-30 report 40户", "too-few-readings"),
        ("2023-09-20 report 20户\n2023-09-30 report 20户\n2023-10-10 report 20户", "not-rising"),
        ("2023-09-20 report 1户\n2023-10-20 report 2户\n2023-11-20 report 3户", "too-far"),
    ],
)
def test_what_cannot_be_told_is_not_told(story: str, reason: str) -> None:
    found = seen(story, "2023-12-01")
    assert found is not None
    assert (found.reason, found.finish) == (reason, None)


def test_the_pace_still_needed() -> None:
    """155 homes in the 65 weekdays from Monday 2 October to Friday 29 December are 2.384 a day, rounded up 2.39."""
    found = seen("2023-09-30 report 45户", "2023-09-30")
    assert found is not None
    assert CALENDARS.on(date(2023, 9, 30)).between(date(2023, 9, 30), date(2023, 12, 31)) == 65
    assert found.needed == (Decimal(155) / 65).quantize(Decimal("0.01"), "ROUND_CEILING") == Decimal("2.39")


def test_what_is_reached_or_unknown_has_none() -> None:
    assert seen("2023-09-30 report 200户", "2023-09-30") is None
    assert seen("", "2023-09-30") is None
    assert seen("2023-09-30 report 45户", "2024-01-05").needed is None  # type: ignore[union-attr]
