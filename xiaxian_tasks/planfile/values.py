"""Single values of a TOML document, checked and made what the domain holds: exact, stripped, of one type."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from itertools import pairwise
from typing import Any

from xiaxian_tasks.domain import address
from xiaxian_tasks.domain.codec import plain
from xiaxian_tasks.domain.ladder import PAPERS
from xiaxian_tasks.domain.messages import DIGEST
from xiaxian_tasks.domain.quantity import DIGITS_AT_MOST
from xiaxian_tasks.domain.terms import FIRST_YEAR, LAST_YEAR
from xiaxian_tasks.errors import Misused
from xiaxian_tasks.planfile import spelling
from xiaxian_tasks.planfile.known import nearest

COUNT_AT_MOST = 9_999
INTERVAL_AT_MOST = 1000

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAY_LIKE = re.compile(r"\d{1,6}-\d{1,3}-\d{1,3}(?:[T ].*)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_LABEL = re.compile(r"[^\s/\\]{1,80}")
_FREQUENCIES = frozenset({"YEARLY", "MONTHLY", "WEEKLY", "DAILY"})
_PARTS = frozenset(
    "FREQ INTERVAL COUNT UNTIL BYMONTH BYMONTHDAY BYDAY BYYEARDAY BYWEEKNO BYSETPOS WKST".split()
)


class Wrong(Exception):
    """A value that cannot stand; `code` and `figures` are those of its fault, `within` the key inside the value."""

    def __init__(self, code: str, **figures: str) -> None:
        super().__init__(code)
        self.code = code
        self.figures = figures
        self.within: tuple[str, ...] = ()


def _type(found: Any, expected: str, **figures: str) -> Wrong:
    names = {bool: "flag", int: "number", Decimal: "number", str: "text", dict: "table", list: "list", date: "day"}
    return Wrong("wrong-type", expected=expected, found=names.get(type(found), "time"), **figures)


def prose(found: Any) -> str:
    """Text, stripped; newlines and tabs are kept."""
    if not isinstance(found, str):
        raise _type(found, "text")
    if not found.isprintable() and _CONTROL.search(found):
        raise Wrong("control-character")
    return found.strip()


def line(found: Any) -> str:
    """Text on one line, stripped."""
    text = prose(found)
    if "\n" in text or "\t" in text:
        raise Wrong("control-character")
    return text


def label(found: Any) -> str:
    """A number or id as printed: text or a whole number, without blanks and slashes."""
    text = str(found) if type(found) is int and abs(found) < 10**DIGITS_AT_MOST else line(found)
    if text and not _LABEL.fullmatch(text):
        raise Wrong("bad-label", value=text[:80])
    return text


def day(found: Any) -> date:
    """A day, bare or as an ISO text."""
    if isinstance(found, str):
        if not _ISO.fullmatch(found.strip()):
            is_day_like = _DAY_LIKE.fullmatch(found.strip())
            if (instead := spelling.day_said(found)) and not is_day_like:
                raise Wrong("day-said", value=found[:40], instead=instead)
            raise Wrong("impossible-day", value=found[:40]) if is_day_like else _type(found, "day")
        try:
            found = date.fromisoformat(found.strip())
        except ValueError:
            raise Wrong("impossible-day", value=found[:40]) from None
    if not isinstance(found, date) or isinstance(found, datetime):
        raise _type(found, "day")
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Wrong("impossible-day", value=found.isoformat())
    return found


def number(found: Any) -> Decimal:
    """A finite decimal of at most 15 digits, bare or as text."""
    if isinstance(found, str):
        try:
            found = Decimal(found.strip().replace(",", ""))
        except InvalidOperation:
            raise _said(found) from None
    if type(found) is int:
        found = Decimal(found)
    if not isinstance(found, Decimal):
        raise _type(found, "number")
    if not found.is_finite():
        raise Wrong("not-finite")
    if found and (abs(found.adjusted()) > DIGITS_AT_MOST or len(plain(abs(found)).replace(".", "")) > DIGITS_AT_MOST):
        raise Wrong("too-many-digits", most=str(DIGITS_AT_MOST))
    return Decimal(plain(found)) if found else Decimal(0)


def _said(text: str) -> Wrong:
    """A number in words or with its unit, and how to write it; else no number at all."""
    said = spelling.number_said(text)
    if said is None:
        return _type(text, "number")
    return Wrong("number-said", value=text[:40], number=said[0], **({"unit": said[1]} if said[1] else {}))


def figure(found: Any) -> str:
    """A number as plain text, or text where the paper prints words."""
    if not isinstance(found, str):
        return plain(number(found))
    text = line(found)
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return text
    return plain(number(value))


def count(found: Any) -> int:
    """A whole number from 0."""
    if type(found) is not int:
        raise _type(found, "whole number")
    if found < 0:
        raise Wrong("negative", value=str(found)[:20])
    if found > COUNT_AT_MOST:
        raise Wrong("too-many-digits", most=str(len(str(COUNT_AT_MOST))))
    return found


def year(found: Any) -> int:
    """A year."""
    if isinstance(found, str) and (said := re.match(r"\s*(\d{4})\s*年?(?:度)?\s*$", found)):
        raise _type(found, "year", example=said[1])
    if type(found) is not int:
        raise _type(found, "year")
    if not FIRST_YEAR <= found <= LAST_YEAR:
        raise Wrong("impossible-day", value=str(found)[:20])
    return found


def flag(found: Any) -> bool:
    """True or false."""
    if not isinstance(found, bool):
        raise _type(found, "flag")
    return found


def rule(found: Any) -> str:
    """An RFC 5545 rule by days, which dateutil reads."""
    text = line(found)
    if not text or not _is_rule(text):
        raise Wrong("bad-rule", value=text[:80])
    return text


@lru_cache(maxsize=1024)
def _is_rule(text: str) -> bool:
    from dateutil.rrule import rrulestr

    parts = dict(part.partition("=")[::2] for part in text.upper().split(";"))
    interval = parts.get("INTERVAL", "1")
    if parts.get("FREQ") not in _FREQUENCIES or not parts.keys() <= _PARTS:
        return False
    if not interval.isdecimal() or not 1 <= int(interval) <= INTERVAL_AT_MOST:
        return False
    try:
        next(iter(rrulestr(text, dtstart=datetime(2024, 1, 1))))
    except (ValueError, TypeError, OverflowError, KeyError, AttributeError, StopIteration):
        return False
    return True


def role(found: Any) -> str:
    """What a person is: a code, or a Chinese word for one."""
    text = line(found)
    return spelling.ROLES.get(text, text)


def mail(found: Any) -> str:
    """A mail address; a name before it is left out."""
    text = line(found)
    try:
        return address.read(text).mailbox if text else ""
    except Misused:
        raise Wrong("not-a-mail-address", value=text[:80]) from None


def hours(found: Any) -> tuple[str, ...]:
    """Two times of the day, from and to; the second may lie on the next day."""
    times = texts(found)
    if len(times) != 2 or not all(_TIME.fullmatch(time) for time in times):
        raise Wrong("bad-hours")
    return times


def papers(found: Any) -> tuple[str, ...]:
    """Papers of the ladder."""
    return _among(found, PAPERS)


def agreed(found: Any) -> tuple[str, ...]:
    """Papers of the ladder, and the digest, which needs nobody's leave unless it is named."""
    return _among(found, (*PAPERS, DIGEST))


def _among(found: Any, known: tuple[str, ...]) -> tuple[str, ...]:
    named = texts(found)
    for each in named:
        if each not in known:
            raise Wrong("unknown-value", value=each[:80], near=nearest(each, known), expected=", ".join(known))
    return named


def away(found: Any) -> tuple[tuple[date, date], ...]:
    """Spans of days, both inclusive, in order."""
    spans = tuple(sorted(_pair(span, day, day) for span in listed(found)))
    if any(last < first for first, last in spans):
        raise Wrong("period-inverted")
    return spans


def texts(found: Any) -> tuple[str, ...]:
    """A list of lines; blank ones cannot stand."""
    lines = tuple(line(member) for member in listed(found))
    if not all(lines):
        raise Wrong("blank")
    return lines


def listed(found: Any) -> list[Any]:
    """A list."""
    if isinstance(found, str):
        raise _type(found, "list", example=spelling.listed(found)[:80])
    if not isinstance(found, list):
        raise _type(found, "list")
    return found


def curve(found: Any) -> tuple[tuple[date, Decimal], ...]:
    """Dated shares: both rise, shares lie between 0 and 1."""
    points = tuple(_pair(point, day, number) for point in listed(found))
    for before, after in pairwise(points):
        if after[0] <= before[0] or after[1] < before[1]:
            raise Wrong("bad-curve")
    if not points or not all(0 <= share <= 1 for _, share in points):
        raise Wrong("bad-curve")
    return points


def spans(found: Any) -> tuple[tuple[int, int], ...]:
    """(longest span in calendar days, working days left), spans rising; 0 means any longer and comes last."""
    pairs = tuple(_pair(pair, count, count) for pair in listed(found))
    longest = [span or COUNT_AT_MOST + 1 for span, _ in pairs]
    if not pairs or longest != sorted(set(longest)):
        raise Wrong("bad-spans")
    return pairs


def steps(found: Any) -> tuple[tuple[int, Decimal], ...]:
    """(n-th time, points), n rising from 1; a bare number holds from the first time on."""
    if not isinstance(found, list):
        return ((1, number(found)),)
    pairs = tuple(_pair(pair, count, number) for pair in found)
    times = [time for time, _ in pairs]
    if times[:1] != [1] or times != sorted(set(times)):
        raise Wrong("bad-steps")
    return pairs


def anchors(found: Any) -> dict[str, tuple[date, ...]]:
    """Event -> its days, sorted."""
    if not isinstance(found, dict):
        raise _type(found, "table")
    return {line(event): _days(event, days) for event, days in found.items()}


def _days(event: str, found: Any) -> tuple[date, ...]:
    try:
        return tuple(sorted({day(member) for member in listed(found)}))
    except Wrong as wrong:
        wrong.within = (event,)
        raise


def _pair(found: Any, first: Callable[[Any], Any], second: Callable[[Any], Any]) -> tuple[Any, Any]:
    pair = listed(found)
    if len(pair) != 2:
        raise _type(found, "pair")
    return first(pair[0]), second(pair[1])


READ: dict[str, Callable[[Any], Any]] = {
    "line": line, "prose": prose, "label": label, "day": day, "number": number, "figure": figure, "count": count,
    "year": year, "flag": flag, "rule": rule, "texts": texts, "curve": curve, "spans": spans, "anchors": anchors,
    "choice": line, "body": line, "bodies": texts, "role": role,
    "steps": steps, "mail": mail, "away": away, "hours": hours, "papers": papers, "agreed": agreed,
}
"""How the value of a key of each sort is read; raises Wrong. Tables are read by `check`."""
