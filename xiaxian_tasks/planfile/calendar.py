"""The days off an adoption writes to the ledger: from notices where they are known, else the statutory days."""

from collections.abc import Iterable
from datetime import date

from xiaxian_tasks.domain.days import DayOff
from xiaxian_tasks.planfile.holidays import Notice

Announced = tuple[tuple[int, date], ...]
"""(year, day of its notice)."""


def days_off(years: Iterable[int], notices: Iterable[Notice]) -> tuple[tuple[DayOff, ...], Announced]:
    """(days that differ from their weekday, (year, day of its notice)) for the years asked for, both sorted.

    Every year has its statutory days off without a `known`: they hold until its notice is announced, which replaces
    them whole. A notice whose day is not known counts from the first day of its year.
    """
    by_year = {notice.year: notice for notice in notices}
    wanted = sorted(set(years))
    announced = tuple((year, by_year[year].announced or date(year, 1, 1)) for year in wanted if year in by_year)
    days = [*_statutory(wanted)]
    for year, on in announced:
        days += [day._replace(known=on) for day in by_year[year].days]
    return tuple(sorted(days, key=lambda day: (day.on, day.known or date.min))), announced


def _statutory(years: list[int]) -> Iterable[DayOff]:
    """Weekdays off by 《全国年节及纪念日放假办法》 alone, made-up ones among them; what a notice moves is not known."""
    if not years:
        return
    import holidays

    for on, name in sorted(holidays.country_holidays("CN", years=years, language="zh_CN").items()):
        if on.year in years and on.weekday() < 5:
            yield DayOff(on, working=False, name=name.split("; ")[0].split("（")[0])
