"""Components of a calendar as bytes (RFC 5545), by the lower level of icalendar.

Escaping and folding are icalendar's; what its components cost beside them is not: they keep each property as an object
with parameters, and fold lines that are short enough. The order of properties is the one icalendar sorts them in, so
that the bytes are those its components write, which a property test holds.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from icalendar.parser import Contentline
from icalendar.prop import vDate, vDatetime, vDuration, vText

_WHOLE = 75
"""Octets from which icalendar folds a line."""

_KEPT = 1 << 12
"""Lines of days and moments that are remembered: a calendar has some four hundred days, and many events on each."""


class Dating(NamedTuple):
    """What stands in an event and in its twin alike. `alarm` is before its day, None where none rings."""

    uid: str
    title: str
    on: date
    sequence: int
    changed: datetime
    description: str = ""
    category: str = ""
    private: bool = False
    cancelled: bool = False
    alarm: timedelta | None = None


class Done(NamedTuple):
    """How far a twin is: hundredths, None where nothing counts; the moment it was completed, None while it is open."""

    percent: int | None = None
    completed: datetime | None = None
    ended: bool = False


def head(name: str, prodid: str, method: str) -> bytes:
    """The beginning of a calendar. No UID of its own: vdirsyncer would take the whole feed for one event."""
    return b"".join((
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", _text("PRODID", prodid), b"CALSCALE:GREGORIAN\r\n",
        _text("METHOD", method) if method else b"", _text("NAME", name), _text("X-WR-CALNAME", name),
        b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\nX-WR-TIMEZONE:Asia/Shanghai\r\n",
    ))


def event(dating: Dating) -> bytes:
    """One all-day VEVENT."""
    stamp, modified = _stamps(dating.changed)
    return b"".join((
        b"BEGIN:VEVENT\r\n", _text("SUMMARY", dating.title), _days(dating.on), stamp, _text("UID", dating.uid),
        b"SEQUENCE:%d\r\n" % dating.sequence, _text("CATEGORIES", dating.category) if dating.category else b"",
        b"CLASS:PRIVATE\r\n" if dating.private else b"", _described(dating), modified,
        b"STATUS:CANCELLED\r\n" if dating.cancelled else b"", b"TRANSP:TRANSPARENT\r\n",
        _alarm(dating, "") if dating.alarm else b"", b"END:VEVENT\r\n",
    ))


def twin(dating: Dating, done: Done) -> bytes:
    """One VTODO with a due day and no beginning, so that its alarm counts from its end (RFC 5545, 3.8.6.3)."""
    stamp, modified = _stamps(dating.changed)
    percent = 100 if done.ended else done.percent
    return b"".join((
        b"BEGIN:VTODO\r\n", _text("CATEGORIES", dating.category) if dating.category else b"",
        b"CLASS:PRIVATE\r\n" if dating.private else b"",
        b"COMPLETED:" + _moment(done.completed) + b"\r\n" if done.completed else b"", _described(dating), stamp,
        b"DUE;VALUE=DATE:" + _value(vDate(dating.on)) + b"\r\n", modified,
        b"PERCENT-COMPLETE:%d\r\n" % percent if percent is not None else b"", b"SEQUENCE:%d\r\n" % dating.sequence,
        b"STATUS:" + _state(dating, done) + b"\r\n", _text("SUMMARY", dating.title), _text("UID", dating.uid),
        _alarm(dating, ";RELATED=END") if dating.alarm else b"", b"END:VTODO\r\n",
    ))


def _state(dating: Dating, done: Done) -> bytes:
    if dating.cancelled:
        return b"CANCELLED"
    if done.ended:
        return b"COMPLETED"
    return b"IN-PROCESS" if done.percent else b"NEEDS-ACTION"


def _described(dating: Dating) -> bytes:
    return _text("DESCRIPTION", dating.description) if dating.description else b""


def _alarm(dating: Dating, related: str) -> bytes:
    return b"".join((
        b"BEGIN:VALARM\r\nACTION:DISPLAY\r\n", _text("DESCRIPTION", dating.title),
        _trigger(related, dating.alarm or timedelta()), b"END:VALARM\r\n",
    ))


@lru_cache(_KEPT)
def _trigger(related: str, before: timedelta) -> bytes:
    return f"TRIGGER{related}:".encode() + _value(vDuration(before)) + b"\r\n"


@lru_cache(_KEPT)
def _days(on: date) -> bytes:
    first, last = _value(vDate(on)), _value(vDate(on + timedelta(days=1)))
    return b"DTSTART;VALUE=DATE:" + first + b"\r\nDTEND;VALUE=DATE:" + last + b"\r\n"


@lru_cache(_KEPT)
def _stamps(changed: datetime) -> tuple[bytes, bytes]:
    moment = _moment(changed)
    return b"DTSTAMP:" + moment + b"\r\n", b"LAST-MODIFIED:" + moment + b"\r\n"


@lru_cache(_KEPT)
def _moment(moment: datetime) -> bytes:
    """In UTC; a moment without a zone is one already."""
    utc = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return _value(vDatetime(utc.replace(microsecond=0)))


def _text(name: str, value: str) -> bytes:
    """One line of a TEXT property, folded only where it is long."""
    raw = f"{name}:".encode() + _value(vText(value))
    return (raw if len(raw) < _WHOLE else _folded(raw)) + b"\r\n"


def _folded(raw: bytes) -> bytes:
    line: Any = Contentline
    return _value(line(raw))


def _value(value: Any) -> bytes:
    """A value as icalendar writes it, which tells no types."""
    return bytes(value.to_ical())
