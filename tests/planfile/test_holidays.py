"""Working days of the shipped notices, every day of nineteen years against an independent library."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from tests.planfile.good import PLANS
from xiaxian_tasks.domain.days import WorkDays
from xiaxian_tasks.planfile import Notice, days_off, read_holidays

YEARS = range(2004, 2027)

SMALL = """\
year = 2024
document = "通知"
announced = 2023-10-25

[[off]]
name = "劳动节"
from = 2024-05-01
to = 2024-05-05

[[worked]]
on = 2024-04-28
name = "劳动节"
"""


def _notices() -> list[Notice]:
    notices = []
    for path in sorted((PLANS / "holidays").glob("*.toml")):
        reading = read_holidays(path.read_bytes(), path.name)
        assert reading.faults == ()
        assert reading.notice is not None
        assert reading.notice.year == int(path.stem)
        notices.append(reading.notice)
    return notices


def test_every_day_from_2008_to_2026_is_as_the_oracle_says() -> None:
    days, _ = days_off(YEARS, _notices())
    workdays = WorkDays(days, date(2026, 12, 31))
    first = date(2008, 1, 1)
    all_days = [first + timedelta(days=n) for n in range((date(2026, 12, 31) - first).days + 1)]
    wrong = [on for on in all_days if workdays.is_working(on) != chinese_calendar.is_workday(on)]
    assert wrong == []
    assert len(all_days) == 6940


def test_every_year_has_its_file() -> None:
    assert [notice.year for notice in _notices()] == list(YEARS)


def test_days_that_differ_from_their_weekday_alone_are_kept() -> None:
    days, _ = days_off(YEARS, _notices())
    assert all((day.on.weekday() >= 5) == day.working for day in days)
    assert len({(day.on, day.known) for day in days}) == len(days)
    assert {day.on.year for day in days if day.known is None} == set(YEARS)


def test_notices_say_when_a_year_was_announced() -> None:
    days, announced = days_off([2023, 2024], _notices())
    assert announced == ((2023, date(2022, 12, 8)), (2024, date(2023, 10, 25)))
    assert [day.known for day in days if day.on == date(2024, 2, 12)] == [None, date(2023, 10, 25)]


def test_a_year_beyond_the_notices_is_provisional() -> None:
    days, announced = days_off([2026, 2027], _notices())
    assert [year for year, _ in announced] == [2026]
    later = {day.on: day for day in days if day.on.year == 2027}
    assert later[date(2027, 1, 1)].name == "元旦"
    assert later[date(2027, 4, 5)].name == "清明节"
    assert all(day.known is None and not day.working for day in later.values())


def test_a_notice_reads_into_days_off_and_days_worked() -> None:
    notice = read_holidays(SMALL.encode(), "2024.toml").notice
    assert notice is not None
    assert [(day.on.isoformat(), day.working) for day in notice.days] == [
        ("2024-04-28", True), ("2024-05-01", False), ("2024-05-02", False), ("2024-05-03", False),
    ]


@pytest.mark.parametrize(("old", "new", "code", "line"), [
    ("on = 2024-04-28", "on = 2024-04-29", "not-weekend", 11),
    ("on = 2024-04-28", "on = 2024-05-04", "day-twice", 10),
    ("on = 2024-04-28", "on = 2027-05-08", "other-year", 10),
    ("to = 2024-05-05", "to = 2024-04-05", "period-inverted", 8),
    ("to = 2024-05-05", "to = 2024-09-05", "period-inverted", 8),
    ("to = 2024-05-05", "to = 2024-05-32", "impossible-day", 8),
    ("year = 2024\n", "", "missing", 1),
    ('name = "劳动节"\nfrom', "from", "missing", 5),
])
def test_faults_of_a_notice(old: str, new: str, code: str, line: int) -> None:
    reading = read_holidays(SMALL.replace(old, new, 1).encode(), "2024.toml")
    assert reading.notice is None
    assert [(fault.code, fault.line) for fault in reading.faults] == [(code, line)]
