"""What can be compared in a query: due days, some of them counted from the day it is asked on, and shares done.

A due day is kept as it was meant (`30d`, `this-month`, `2023-10`), so that a saved query asks of the day it is read on.
"""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from xiaxian_tasks.domain.days import ONE, add_months, month_end
from xiaxian_tasks.domain.spellings import NONE, code_of
from xiaxian_tasks.domain.terms import FIRST_YEAR, LAST_YEAR

IS, UNDER, UP_TO, OVER, FROM, BETWEEN = "", "<", "<=", ">", ">=", ".."
"""How a value is compared; IS has no sign."""

OVERDUE = "overdue"
WORDS = frozenset({OVERDUE, NONE})
"""Values of a due day that are no days and cannot be compared."""

MILLION = 1_000_000

_AHEAD = re.compile(r"([+-]?\d{1,4})(天内?|d|days?|周内?|w|weeks?|个月内?|m|months?)")
_PRINTED = re.compile(r"(\d{4})(?:[-/.年](?:(\d{1,2})(?:[-/.月](?:(\d{1,2})[日号]?)?)?)?)?")
_IN_YEAR = re.compile(r"(\d{1,2})月(?:(\d{1,2})[日号]?)?")
_SHARE = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)(%?)")
_UNITS = {"天": "d", "周": "w", "个": "m"}
_NAMED = {"week": 1, "month": 1, "quarter": 3, "year": 12}


class Span(NamedTuple):
    """Days from `first` (inclusive) to `before` (exclusive); None is open."""

    first: date | None
    before: date | None


class BadValue(Exception):
    """Why a value cannot be understood: a code, and what may have been meant."""

    def __init__(self, why: str, *near: str) -> None:
        super().__init__(why)
        self.why = why
        self.near = list(near)


def due_point(text: str) -> str:
    """A day, month, year, span from today or word as it is kept. Raises BadValue `not-a-day` or `no-such-day`."""
    text = text.casefold()
    if code := code_of("due", text):
        return code
    if found := _AHEAD.fullmatch(text):
        return f"{int(found[1])}{_UNITS.get(found[2][0], found[2][0])}"
    if found := _PRINTED.fullmatch(text):
        return _printed(*(int(part) if part else None for part in found.groups()))
    if found := _IN_YEAR.fullmatch(text):
        month, day = int(found[1]), int(found[2] or 1)
        _checked(2000, month, day)
        return f"{month}月{day}日" if found[2] else f"{month}月"
    if text.isascii() and text.lstrip("+-").isdecimal() and len(text) <= 4:
        return f"{int(text)}d"
    raise BadValue("not-a-day")


def _printed(year: int | None, month: int | None, day: int | None) -> str:
    assert year is not None
    on = _checked(year, month or 1, day or 1)
    return on.isoformat()[: 10 if day is not None else 7 if month is not None else 4]


def _checked(year: int, month: int, day: int) -> date:
    """The day, if there is one. A day far outside is a slip of the hand."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadValue("no-such-day")
    try:
        return date(year, month, day)
    except ValueError:
        raise BadValue("no-such-day") from None


def due_span(operator: str, text: str, on: date) -> Span:
    """The days a comparison means, asked on a day. Spans such as `30d` alone mean from today on, up to that day."""
    if operator == BETWEEN:
        first, _, last = text.partition(BETWEEN)
        return Span(point_span(first, on).first if first else None, point_span(last, on).before if last else None)
    point = point_span(text, on)
    match operator:
        case "<":
            return Span(None, point.first)
        case "<=":
            return Span(None, point.before)
        case ">":
            return Span(point.before, None)
        case ">=":
            return Span(point.first, None)
    if is_ahead(text):
        assert point.first is not None
        return Span(min(on, point.first), max(on + ONE, point.first + ONE))
    return point


def is_ahead(text: str) -> bool:
    """Whether a due day is so many days, weeks or months from the day it is asked on."""
    return text[-1] in "dwm" and text[:-1].lstrip("-").isdecimal()


def point_span(text: str, on: date) -> Span:
    """The days of a due day as `due_point` keeps it."""
    if is_ahead(text):
        return _whole(_ahead(int(text[:-1]), text[-1], on), 0)
    if text in {"yesterday", "today", "tomorrow"}:
        return _whole(on + timedelta(days=("yesterday", "today", "tomorrow").index(text) - 1), 0)
    if "月" in text:
        month, _, day = text.rstrip("日").partition("月")
        first = date(on.year, int(month), 1)
        return _whole(first.replace(day=min(int(day), month_end(first).day)), 0) if day else _whole(first, 1)
    if text[0].isdecimal():
        parts = [int(part) for part in text.split("-")]
        return _whole(date(*(*parts, 1, 1)[:3]), {1: 12, 2: 1, 3: 0}[len(parts)])
    which, _, unit = text.partition("-")
    shift = ("last", "this", "next").index(which) - 1
    if unit == "week":
        monday = on - timedelta(days=on.weekday()) + timedelta(weeks=shift)
        return Span(monday, monday + timedelta(weeks=1))
    months = _NAMED[unit]
    begun = on.replace(month=(on.month - 1) // months * months + 1, day=1)
    return _whole(add_months(begun, shift * months), months)


def _whole(first: date, months: int) -> Span:
    """One day, or so many months from a first day on."""
    return Span(first, add_months(first, months) if months else first + ONE)


def _ahead(amount: int, unit: str, on: date) -> date:
    return add_months(on, amount) if unit == "m" else on + timedelta(days=amount * (7 if unit == "w" else 1))


def share_point(text: str) -> str:
    """A share as it is kept, in per cent. Raises BadValue `not-a-share`, `percent-missing` where that is unclear."""
    if code := code_of("progress", text):
        return code
    found = _SHARE.fullmatch(text)
    if found is None:
        raise BadValue("not-a-share")
    number = Decimal(found[1])
    if not found[2] and number > 1:
        raise BadValue("percent-missing", f"{found[1]}%")
    percent = number if found[2] else number * 100
    if percent.as_tuple().exponent < -4:  # type: ignore[operator]  # finite by the pattern
        raise BadValue("not-a-share")
    plain = f"{percent:f}"
    return f"{plain.rstrip('0').rstrip('.') if '.' in plain else plain}%"


def share_bounds(operator: str, text: str) -> tuple[int | None, int | None]:
    """A comparison in millionths: from (inclusive), below (exclusive); None is open."""
    if operator == BETWEEN:
        first, _, last = text.partition(BETWEEN)
        return _millionths(first) if first else None, _millionths(last) + 1 if last else None
    share = _millionths(text)
    bounds: dict[str, tuple[int | None, int | None]] = {
        IS: (share, share + 1), UNDER: (None, share), UP_TO: (None, share + 1), OVER: (share + 1, None),
        FROM: (share, None),
    }
    return bounds[operator]


def _millionths(text: str) -> int:
    return int(Decimal(text.rstrip("%")) * MILLION / 100)


def is_inverted(key: str, first: str, last: str) -> bool:
    """Whether a span ends before it begins, where that is so on any day."""
    if key == "progress":
        return _millionths(last) < _millionths(first)
    if _sort(first) != _sort(last):
        return False
    on = date(2000, 5, 15)
    begins, ends = point_span(first, on).first, point_span(last, on).before
    assert begins is not None
    assert ends is not None
    return ends <= begins


def _sort(text: str) -> str:
    """Due days of one sort keep their order whatever the day they are asked on."""
    if is_ahead(text):
        return "ahead"
    return "in-year" if "月" in text else "printed" if text[0].isdecimal() else "named"
