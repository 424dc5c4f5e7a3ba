"""The days off an adoption writes to the ledger: from notices where they are known, else the statutory days."""

from collections.abc import Iterable
from datetime import date

from xiaxian_tasks.domain.days import DayOff
from xiaxian_tasks.planfile.holidays import Notice

Announced = tuple[tuple[int, date], ...]
"""(year, day of its notice)."""


def days_off(years: Iterable[int], notices: Iterable[Notice]) -> tuple[tuple[DayOff, ...], Announced]:
    """(days that differ from their weekday, (year, day of its notice)) for the years asked for, both sorted.

    A year after the last notice takes the statutory days off, provisional: it is not among the announced, and its days
    have no `known`. A notice whose day is not known counts from the first day of its year.
    """
    by_year = {notice.year: notice for notice in notices}
    wanted = sorted(set(years))
    announced = tuple((year, by_year[year].announced or date(year, 1, 1)) for year in wanted if year in by_year)
    last = max(by_year, default=0)
    days = {day.on: day for day in _statutory([year for year in wanted if year > last])}
    days |= {day.on: day for year in wanted if year in by_year for day in by_year[year].days}
    return tuple(days[on] for on in sorted(days)), announced


def _statutory(years: list[int]) -> Iterable[DayOff]:
    """Weekdays off by 《全国年节及纪念日放假办法》 alone, made-up ones among them; what a notice moves is not known."""
    if not years:
        return
    import holidays

    for on, name in sorted(holidays.country_holidays("CN", years=years, language="zh_CN").items()):
        if on.year in years and on.weekday() < 5:
            yield DayOff(on, working=False, name=name.split("; ")[0].split("（")[0])
