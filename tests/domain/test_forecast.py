"""Forecasts reckoned by hand on straight and crooked series."""

from datetime import date
from decimal import Decimal

import pytest

from tests.domain.ledger import CALENDARS, target, task, told
from xiaxian_tasks.domain.forecast import Achieved, Forecast, achieved_pace, forecast, outlook, outlook_in
from xiaxian_tasks.domain.lights import Step

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


def achieved(story: str) -> Achieved | None:
    day = date(2023, 12, 1)
    return achieved_pace(told(task(HOMES), story), HOMES, day, CALENDARS.on(day))


def test_the_pace_achieved_looks_back_thirty_days() -> None:
    """From 10 October (30 days before) to 9 November, 22 weekdays brought 50 homes: 2.2727 a day, rounded down."""
    found = achieved("2023-09-20 report 5户\n2023-10-10 report 20户\n2023-10-31 report 40户\n2023-11-09 report 70户")
    assert found == Achieved(Decimal("2.27"), date(2023, 10, 10), date(2023, 11, 9))


def test_the_pace_achieved_between_two_distant_readings() -> None:
    """Nothing within thirty days: 21 September to 30 November, 50 weekdays brought 95 homes."""
    found = achieved("2023-09-21 report 5户\n2023-11-30 report 100户")
    assert found == Achieved(Decimal("1.90"), date(2023, 9, 21), date(2023, 11, 30))
    assert achieved("2023-09-21 report 5户") is None
    assert achieved("2023-10-07 report 5户\n2023-10-08 report 9户") is None, "a weekend has no working day"


BEFORE = "2023-09-01 report 20户\n2023-09-10 report 60户\n2023-09-20 report 100户\n2023-10-01 report 30户 correct\n"


def test_after_a_fall_a_new_round_begins() -> None:
    """What rose to 100 homes and fell to 30 is foreseen by what came after: 150 more at one a day.

    The 15 weekdays since the fall brought 20 homes: 1.33 a day.
    """
    fallen = seen(BEFORE, "2023-10-01")
    assert fallen is not None
    assert (fallen.reason, fallen.finish, fallen.achieved) == ("too-few-readings", None, None)
    found = seen(f"{BEFORE}2023-10-11 report 40户\n2023-10-21 report 50户", "2023-10-21")
    assert found is not None
    assert (found.reason, found.finish) == ("", date(2024, 3, 19))
    assert found.achieved is not None
    assert (found.achieved.first, found.achieved.amount) == (date(2023, 10, 1), Decimal("1.33"))


def test_what_stands_still_of_late_has_no_finish() -> None:
    """100 homes since September in spite of a quick start: no finish, nothing achieved, and no certainty."""
    story = "\n".join(f"2023-{day} report {homes}户" for day, homes in (
        ("08-01", 20), ("08-11", 60), ("09-01", 190), ("09-20", 190), ("10-01", 190)
    ))
    found = seen(story, "2023-10-01")
    assert found is not None
    assert found.achieved is not None
    assert (found.reason, found.finish, found.achieved.amount) == ("not-rising", None, Decimal(0))
    assert outlook(told(task(HOMES), story)) == "at-risk"


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("2023-09-20 report 20户\n2023-09-30 report 40户\n2023-10-10 report 60户", "on-time"),
        ("2023-09-20 report 2户\n2023-09-30 report 4户\n2023-10-10 report 6户", "cannot"),
        ("2023-09-20 report 20户\n2023-09-30 report 20户\n2023-10-10 report 20户", "cannot"),
        # slopes a day: 3 (to 30), 1 (to 10), 2 (both): quartiles 1.5 and 2.5; 120 left from 10 October:
        # 80 days to 29 December at the slow slope, so on time; with 130 left 87 days, to 5 January, fast 52.
        ("2023-09-20 report 40户\n2023-09-30 report 70户\n2023-10-10 report 80户", "on-time"),
        ("2023-09-20 report 30户\n2023-09-30 report 60户\n2023-10-10 report 70户", "at-risk"),
        ("2023-09-20 report 20户\n2023-09-30 report 40户", ""),
        ("2023-09-20 report 20户\n2023-09-30 report 40户\n2023-10-10 report 200户", ""),
    ],
)
def test_what_the_forecast_comes_to(story: str, expected: str) -> None:
    assert outlook(told(task(HOMES), story)) == expected


def test_the_worst_target_tells() -> None:
    """One target on its way and one that cannot be done; a floor and an undated one say nothing."""
    slow = target("reach", "200", "眼", id="t2")
    floor = target("at_least", "98", "%", id="t3")
    undated = target("reach", "200", "座", id="t4", due=None, due_basis="none")
    lines = [
        f"2023-{day} report {amount}{unit}"
        for day, amounts in (("09-20", (20, 2, 1, 1)), ("09-30", (40, 4, 1, 1)), ("10-10", (60, 6, 1, 1)))
        for amount, unit in zip(amounts, ("户", "眼", "%", "座"), strict=True)
    ]
    assert outlook(told(task(HOMES, slow, floor, undated), "\n".join(lines))) == "cannot"
    assert outlook(told(task(HOMES, floor, undated), "\n".join(x for x in lines if "眼" not in x))) == "on-time"


def test_a_past_day_cannot_be_kept_and_what_is_done_needs_no_outlook() -> None:
    day = date(2023, 10, 10)
    assert outlook_in("on-time", Step(day, "green", "on-pace")) == "on-time"
    assert outlook_in("on-time", Step(day, "red", "overdue")) == "cannot"
    assert outlook_in("", Step(day, "red", "overdue")) == ""
    assert outlook_in("at-risk", Step(day, "done", "")) == ""
